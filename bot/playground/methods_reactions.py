"""The methods about reactions."""

from __future__ import annotations

from collections.abc import Mapping

from bot.playground.arguments import Arguments
from bot.playground.context import Context, Method
from bot.playground.events import reaction_event
from bot.playground.records import Json, Message
from bot.playground.refusals import RefusalError


def add_reaction(context: Context, arguments: Arguments) -> Json:
    message, name, users = _reaction(context, arguments)
    if context.workspace.bot_user in users:
        raise RefusalError("already_reacted")
    return _react(context, message, name, True)


def remove_reaction(context: Context, arguments: Arguments) -> Json:
    message, name, users = _reaction(context, arguments)
    if context.workspace.bot_user not in users:
        raise RefusalError("no_reaction")
    return _react(context, message, name, False)


def _react(context: Context, message: Message, name: str, added: bool) -> Json:
    workspace = context.workspace
    changed = workspace.save(message.with_reaction(name, workspace.bot_user, added))
    context.announce(reaction_event(workspace, changed, workspace.bot_user, name, added))
    return {}


def _reaction(context: Context, arguments: Arguments) -> tuple[Message, str, list[str]]:
    message = context.message(context.channel(arguments), arguments.needed("timestamp"))
    name = arguments.needed("name").strip(":")
    return message, name, message.reactions.get(name, [])


REACTIONS: Mapping[str, Method] = {
    "reactions.add": Method(add_reaction, ("reactions:write",)),
    "reactions.remove": Method(remove_reaction, ("reactions:write",)),
}
