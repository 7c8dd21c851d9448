"""The modals a person has open, one upon the other, and the Home tab."""

from __future__ import annotations

from dataclasses import replace

from bot.playground.context import Context
from bot.playground.records import Json, View
from bot.playground.refusals import RefusalError

STACK = 3


def stack_of(context: Context, user: str) -> list[View]:
    """The modals that this person has open, the uppermost last."""
    return [view for view in context.workspace.views.values() if view.user == user]


def add_view(context: Context, user: str, body: Json, below: View | None = None) -> View:
    """Opens a view, upon `below` where it is pushed."""
    workspace = context.workspace
    _refuse_known_name(context, body, None)
    made = workspace.new_id("V")
    body = {**body, "blocks": context.prepared(body["blocks"])}
    root, previous = (below.root, below.id) if below else (made, None)
    return workspace.save_view(View(made, user, body, workspace.new_id("h"), root, previous))


def push(context: Context, user: str, body: Json) -> View:
    stack = stack_of(context, user)
    if not stack:
        raise RefusalError("not_found")
    if len(stack) >= STACK:
        raise RefusalError("push_limit_reached")
    return add_view(context, user, body, stack[-1])


def change_view(context: Context, view: View, body: Json) -> View:
    _refuse_known_name(context, body, view)
    body = {**body, "blocks": context.prepared(body["blocks"])}
    changed = replace(view.without_problem(), body=body, hash=context.workspace.new_id("h"))
    return context.workspace.save_view(changed)


def close_view(context: Context, view: View) -> None:
    """Only this one; what lies below shows again."""
    context.workspace.remove_view(view)


def _refuse_known_name(context: Context, body: Json, own: View | None) -> None:
    """An external_id names one view of the whole team."""
    name = body.get("external_id")
    if name and any(
        held.body.get("external_id") == name and (own is None or held.id != own.id)
        for held in [*context.workspace.views.values(), *context.workspace.homes.values()]
    ):
        raise RefusalError("duplicate_external_id")
