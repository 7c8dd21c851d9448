"""What a workspace is made of: users, channels, messages and views, and how Slack writes them as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Json = dict[str, Any]
ChannelKind = Literal["channel", "group", "im"]


@dataclass(frozen=True, slots=True)
class User:
    id: str
    name: str
    real_name: str
    is_bot: bool = False
    deleted: bool = False
    tz: str = "Europe/Berlin"
    email: str = ""
    is_admin: bool = False

    def as_slack(self, team: str, with_email: bool = False) -> Json:
        """Slack shows the address only to apps with users:read.email."""
        profile = {"real_name": self.real_name, "display_name": self.name, "team": team}
        if with_email and self.email:
            profile["email"] = self.email
        about = {"tz": self.tz, "deleted": self.deleted, "is_bot": self.is_bot, "profile": profile}
        about |= {"is_admin": self.is_admin, "is_owner": False, "is_primary_owner": False}
        return {"id": self.id, "team_id": team, "name": self.name, "real_name": self.real_name, **about}


@dataclass(frozen=True, slots=True)
class Channel:
    """`im` is the person at the other end when this is the bot's direct message with somebody."""

    id: str
    name: str
    kind: ChannelKind = "channel"
    members: Sequence[str] = ()
    archived: bool = False
    im: str | None = None
    topic: str = ""
    creator: str = ""

    def as_slack(self, bot: str) -> Json:
        if self.kind == "im":
            return {"id": self.id, "is_im": True, "user": self.im, "is_archived": False, "is_open": True}
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_private": self.kind == "group",
            "is_im": False,
            "is_archived": self.archived,
            "is_member": bot in self.members,
            "num_members": len(self.members),
            "creator": self.creator,
            "topic": {"value": self.topic},
        }


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands now; `only_to` is set on what one person alone can see."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: Sequence[Json] = ()
    thread_ts: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    subtype: str | None = None
    username: str | None = None
    metadata: Json | None = None
    client_msg_id: str | None = None
    edited: Json | None = None
    only_to: str | None = None
    attachments: Sequence[Json] = ()
    files: Sequence[Json] = ()
    reactions: Json = field(default_factory=dict)
    streaming: bool = False

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def buttons(self) -> tuple[str, ...]:
        """The labels on the buttons, in their order."""
        return tuple(held["text"]["text"] for _, held in elements_of(self.blocks) if held["type"] == "button")

    def finished(self) -> Message:
        return replace(self, streaming=False)

    def with_reaction(self, name: str, user: str, added: bool) -> Message:
        """Names stay in the order in which they came first; one that nobody holds any more goes."""
        users = [held for held in self.reactions.get(name, ()) if held != user]
        reactions = {**self.reactions, name: [*users, user] if added else users}
        return replace(self, reactions={name: held for name, held in reactions.items() if held})

    def as_slack(self, team: str, with_metadata: bool = True) -> Json:
        """Slack leaves out what is not there."""
        optional = {
            "subtype": self.subtype,
            "thread_ts": self.thread_ts,
            "blocks": list(self.blocks) or None,
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "username": self.username,
            "client_msg_id": self.client_msg_id,
            "edited": self.edited,
            "attachments": list(self.attachments) or None,
            "files": list(self.files) or None,
            "metadata": self.metadata if with_metadata else None,
            "reactions": [_reaction(name, users) for name, users in self.reactions.items()] or None,
        }
        named: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text, "team": team}
        if self.bot_id and self.app_id:
            named["bot_profile"] = {"id": self.bot_id, "app_id": self.app_id, "team_id": team}
        return {**named, **{key: value for key, value in optional.items() if value is not None}}


@dataclass(frozen=True, slots=True)
class View:
    """A modal or a Home tab. `problem` is what the person reads when submitting it failed."""

    id: str
    user: str
    body: Json
    hash: str
    root: str
    previous: str | None = None
    problem: str | None = None
    errors: Json = field(default_factory=dict)

    def as_slack(self, team: str, app: str, bot_id: str) -> Json:
        blank = {"private_metadata": "", "callback_id": "", "external_id": "", "state": {"values": {}}}
        whose = {"id": self.id, "team_id": team, "app_id": app, "bot_id": bot_id, "hash": self.hash}
        stack = {"root_view_id": self.root, "previous_view_id": self.previous}
        return {**blank, **self.body, **whose, **stack}

    def without_problem(self) -> View:
        return replace(self, problem=None, errors={})


def inner_blocks(blocks: Sequence[Json]) -> Iterator[Json]:
    """Every block, those inside containers and carousels too."""
    for block in blocks:
        yield block
        held = block.get("elements") if block["type"] == "carousel" else block.get("child_blocks")
        yield from inner_blocks(held or ())


def elements_of(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element of these blocks, with its block."""
    for block in inner_blocks(blocks):
        many = block.get("actions") if block["type"] == "card" else block.get("elements")
        if block["type"] in {"rich_text", "carousel"}:
            continue
        for element in [*(many or ()), block.get("accessory"), block.get("element")]:
            if isinstance(element, dict):
                yield block, element


def _reaction(name: str, users: list[str]) -> Json:
    return {"name": name, "users": list(users), "count": len(users)}
