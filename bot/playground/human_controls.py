"""What a person uses: commands, buttons and other elements, shortcuts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.playground import slackbot
from bot.playground.arguments import Arguments
from bot.playground.block_table import suggestion_problems
from bot.playground.controls import Control, Entered, find_control, find_thumb, use_control
from bot.playground.humans import Action, Desk
from bot.playground.interactions import (
    command_form,
    message_click,
    message_shortcut,
    shortcut,
    shown_view,
    suggestion,
    view_click,
)
from bot.playground.parcels import Ack
from bot.playground.records import Json, Message, User, View
from bot.playground.refusals import RefusalError

Find = Callable[[list[Json]], Control]
Target = Message | View


async def command(desk: Desk, arguments: Arguments) -> Json:
    user, name = desk.user(arguments), arguments.text("command")
    channel = desk.channel(arguments, user)
    if thread := arguments.text("thread_ts"):
        desk.slackbot(channel, user, slackbot.not_in_threads(name), thread)
        return {"acknowledged": False, "error": "not_in_threads"}
    if not desk.context.access.has_command(name):
        desk.slackbot(channel, user, slackbot.unknown(name))
        return {"acknowledged": False, "error": "unknown_command"}
    door = desk.responses.open(channel.id, user.id)
    doors = (door, desk.context.new_trigger(user.id))
    form = command_form(desk.workspace, channel, user.id, (name, arguments.text("text")), doors)
    error = _answered(desk, door, await desk.courier.send("command", form))
    if error:
        desk.slackbot(channel, user, slackbot.failed(name, error))
    return {"acknowledged": error is None, "error": error}


async def action(desk: Desk, arguments: Arguments) -> Json:
    place = (arguments.text("block_id"), arguments.text("action_id"))
    entered, user = arguments.mapping("values"), desk.user(arguments)
    value, files = arguments.given.get("value"), desk.workspace.files
    value = desk.context.suggested.get((*place, str(value)), value)

    def find(blocks: list[Json]) -> Control:
        return use_control(blocks, place, value, user.id, files)

    return await _use(desk, arguments, find, entered)


async def click(desk: Desk, arguments: Arguments) -> Json:
    user, label = desk.user(arguments), arguments.text("label")
    return await _use(desk, arguments, lambda blocks: find_control(blocks, label, user.id))


async def thumb(desk: Desk, arguments: Arguments) -> Json:
    good = arguments.flag("good")
    return await _use(desk, arguments, lambda blocks: find_thumb(blocks, good))


async def suggest(desk: Desk, arguments: Arguments) -> Json:
    """What an external select offers for what was typed so far."""
    user, place = desk.user(arguments), (arguments.text("block_id"), arguments.text("action_id"))
    where = _where(desk, _target(desk, arguments, user))
    asked = suggestion(desk.workspace, user.id, where, place, arguments.text("query"))
    answer = (await desk.courier.send("interaction", asked)).answer()
    problems = suggestion_problems(answer)
    if problems:
        raise ValueError(f"the app's answer is not a list of options: {problems[0]}")
    groups = answer.get("option_groups", [])
    options = [*answer.get("options", []), *(option for group in groups for option in group["options"])]
    desk.context.suggested |= {(*place, option["value"]): option for option in options}
    return {"options": answer.get("options", []), "option_groups": groups}


async def global_shortcut(desk: Desk, arguments: Arguments) -> Json:
    user, name = desk.user(arguments), arguments.text("callback_id")
    asked = shortcut(desk.workspace, name, user.id, desk.context.new_trigger(user.id))
    return {"acknowledged": (await desk.courier.send("interaction", asked)).ok}


async def use_message_shortcut(desk: Desk, arguments: Arguments) -> Json:
    user, name = desk.user(arguments), arguments.text("callback_id")
    message = desk.message(arguments, user)
    asked = message_shortcut(desk.workspace, name, user.id, message, _doors(desk, user, message))
    return {"acknowledged": (await desk.courier.send("interaction", asked)).ok}


def _answered(desk: Desk, door: str, ack: Ack) -> str | None:
    """Shows what the acknowledgement of a command says; what went wrong, if anything did."""
    answer = ack.answer()
    if ack.ok and ({"text", "blocks", "attachments"} & answer.keys()):
        try:
            desk.responses.acknowledged(door, Arguments(answer))
        except RefusalError as refusal:
            return refusal.code
    return slackbot.error_of(ack)


async def _use(desk: Desk, arguments: Arguments, find: Find, entered: Entered | None = None) -> Json:
    user = desk.user(arguments)
    target = _target(desk, arguments, user)
    if isinstance(target, View):
        control = find(target.body["blocks"])
        trigger = desk.context.new_trigger(user.id)
        asked = view_click(desk.workspace, target, control, trigger, entered)
    else:
        control = find(list(target.blocks))
        doors = _doors(desk, user, target)
        asked = message_click(desk.workspace, target, control, user.id, doors, entered)
    error = slackbot.error_of(await desk.courier.send("interaction", asked))
    warning = slackbot.not_acknowledged(error) if error else None
    if warning:
        _warn(desk, user, target, control, warning)
    return {"acknowledged": warning is None, "warning": warning}


def _target(desk: Desk, arguments: Arguments, user: User) -> Target:
    return desk.message(arguments, user) if "ts" in arguments else desk.view(arguments, user)


def _doors(desk: Desk, user: User, message: Message) -> tuple[str, str]:
    return desk.responses.open(message.channel, user.id, message), desk.context.new_trigger(user.id)


def _where(desk: Desk, target: Target) -> Json:
    workspace = desk.workspace
    if isinstance(target, View):
        container = {"type": "view", "view_id": target.id}
        return {"container": container, "view": shown_view(workspace, target)}
    channel = workspace.channels[target.channel]
    container = {"type": "message", "message_ts": target.ts, "channel_id": channel.id}
    shown = {"channel": {"id": channel.id, "name": channel.name}, "message": workspace.message_json(target)}
    return {"container": container, **shown}


def _warn(desk: Desk, user: User, target: Target, control: Control, text: str) -> None:
    where: Json = {"channel": None, "ts": None, "view": None}
    if isinstance(target, View):
        where["view"] = target.id
    else:
        where |= {"channel": target.channel, "ts": target.ts}
    what = {"block_id": control.block_id, "action_id": control.element["action_id"]}
    desk.workspace.note("warning", {"user": user.id, **where, **what, "text": text})


_ON = ("user", "channel", "ts", "view")
CONTROLS: Mapping[str, Action] = {
    "command": Action(
        command, "Uses a slash command.", ("channel", "command"), ("user", "text", "thread_ts")
    ),
    "action": Action(
        action,
        "Uses one element of a message or a view.",
        ("block_id", "action_id"),
        (*_ON, "value", "values"),
    ),
    "click": Action(click, "Uses an element by its label, action_id or value.", ("label",), _ON),
    "thumb": Action(thumb, "Uses the feedback buttons of a message.", ("channel", "ts", "good"), ("user",)),
    "suggest": Action(
        suggest, "Asks the app what an external select offers.", ("block_id", "action_id", "query"), _ON
    ),
    "shortcut": Action(global_shortcut, "Uses a global shortcut.", ("callback_id",), ("user",)),
    "message_shortcut": Action(
        use_message_shortcut, "Uses a shortcut on a message.", ("channel", "ts", "callback_id"), ("user",)
    ),
}
