"""What a person does with modals and the Home tab: submitting, closing, opening."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from bot.playground import slackbot
from bot.playground.arguments import Arguments
from bot.playground.checks import refuse_view
from bot.playground.controls import Entered
from bot.playground.entries import problems_of
from bot.playground.events import home_event
from bot.playground.humans import Action, Desk
from bot.playground.interactions import closing, shown_view, submission
from bot.playground.parcels import Ack
from bot.playground.records import Json, User, View, elements_of
from bot.playground.refusals import RefusalError
from bot.playground.views import change_view, close_view, push, stack_of


async def submit(desk: Desk, arguments: Arguments) -> Json:
    user = desk.user(arguments)
    view = desk.view(arguments, user)
    if view.body["type"] != "modal":
        raise ValueError("only a modal is submitted")
    entered: Entered = arguments.mapping("values")
    state = shown_view(desk.workspace, view, entered)["state"]
    errors = problems_of(view.body["blocks"], state)
    if errors:
        desk.workspace.save_view(replace(view, problem=None, errors=errors))
        return _outcome(desk, user, view)
    trigger = desk.context.new_trigger(user.id)
    asked = submission(desk.workspace, view, entered, trigger, _response_urls(desk, view, state))
    ack = await desk.courier.send("interaction", asked)
    if view.id in desk.workspace.views:
        _follow(desk, desk.workspace.views[view.id], ack)
    return _outcome(desk, user, view)


async def close(desk: Desk, arguments: Arguments) -> Json:
    """`clear`, as the cross in the corner, closes the whole stack; so does a view that asks for it."""
    user = desk.user(arguments)
    view = desk.view(arguments, user)
    if view.body["type"] != "modal":
        raise ValueError("only a modal can be closed")
    is_cleared = arguments.flag("clear") or bool(view.body.get("clear_on_close"))
    for closed in reversed(stack_of(desk.context, user.id) if is_cleared else [view]):
        close_view(desk.context, closed)
        if closed.body.get("notify_on_close"):
            asked = closing(desk.workspace, closed, is_cleared)
            desk.courier.in_background(desk.courier.send("interaction", asked))
    return {"view": _shown(desk.top(user))}


async def home(desk: Desk, arguments: Arguments) -> Json:
    user, tab = desk.user(arguments), arguments.text("tab", "home")
    if tab not in {"home", "messages", "about"}:
        raise ValueError(f"there is no tab {tab!r}; use home, messages or about")
    if tab != "about" and not desk.context.access.has_tab(tab):
        raise ValueError(f"the app's manifest switches the {tab} tab off")
    view = desk.workspace.homes.get(user.id)
    channel = desk.workspace.open_im(user.id)
    shown = view if tab == "home" else None
    desk.context.announce(home_event(desk.workspace, channel, tab, shown))
    return {"view": _shown(view)}


def _follow(desk: Desk, view: View, ack: Ack) -> None:
    """Does what the acknowledgement says; what Slack cannot follow leaves the modal open with a banner."""
    try:
        _respond(desk, view, ack)
    except RefusalError as refusal:
        desk.workspace.note("refused", {"view": view.id, **refusal.as_json()})
        desk.workspace.save_view(replace(view, problem=slackbot.CONNECTING, errors={}))


def _respond(desk: Desk, view: View, ack: Ack) -> None:
    if not ack.ok:
        raise RefusalError("not_acknowledged")
    answer = ack.answer()
    match answer.get("response_action"):
        case None if not answer:
            close_view(desk.context, view)
        case "clear":
            for held in stack_of(desk.context, view.user):
                close_view(desk.context, held)
        case "errors":
            _show_errors(desk, view, answer.get("errors"))
        case "update":
            change_view(desk.context, view, _modal(answer))
        case "push":
            push(desk.context, view.user, _modal(answer))
        case _:
            raise RefusalError("invalid_response_action")


def _modal(answer: Json) -> Json:
    body: Any = answer.get("view")
    refuse_view(body)
    if body["type"] != "modal":
        raise RefusalError("invalid_arguments")
    return dict(body)


def _show_errors(desk: Desk, view: View, errors: Any) -> None:
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not (isinstance(errors, dict) and errors and errors.keys() <= inputs):
        raise RefusalError("invalid_errors")
    desk.workspace.save_view(replace(view, problem=None, errors=errors))


def _response_urls(desk: Desk, view: View, state: Json) -> list[Json]:
    """A door for each chosen conversation of a select with response_url_enabled."""
    found = []
    for block, element in elements_of(view.body["blocks"]):
        if element.get("response_url_enabled"):
            held = state["values"][block["block_id"]][element["action_id"]]
            channel = held.get("selected_conversation") or held.get("selected_channel")
            if channel in desk.workspace.channels:
                place = {"block_id": block["block_id"], "action_id": element["action_id"]}
                url = desk.responses.open(channel, view.user)
                found.append({**place, "channel_id": channel, "response_url": url})
    return found


def _outcome(desk: Desk, user: User, view: View) -> Json:
    now = desk.workspace.views.get(view.id)
    told = {"errors": now.errors if now else {}, "problem": now.problem if now else None}
    return {"closed": now is None, "view": _shown(desk.top(user)), **told}


def _shown(view: View | None) -> Json | None:
    return asdict(view) if view else None


VIEWS: Mapping[str, Action] = {
    "submit": Action(submit, "Submits a modal.", (), ("user", "view", "values")),
    "close": Action(close, "Closes a modal, or all of them.", (), ("user", "view", "clear")),
    "home": Action(home, "Opens the app's Home tab, or another tab.", (), ("user", "tab")),
}
