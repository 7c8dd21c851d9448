"""Letters: replies as they are given to Slack, complete enough to be sent by another process later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from bot.advisor import Lead, Leanings, Place, Reply, Scale, Sentence, To
from bot.blocks import Block, Labels, Rendered, render
from bot.listeners.arrivals import Target

# A text that Slack takes in any case, whatever it thinks of the blocks.
SAFE_CHARACTERS = 3_900

TOO_RICH = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})
NO_ENTRY = frozenset({"channel_not_found", "not_in_channel", "is_archived", "restricted_action"})
NOT_THERE = frozenset({"user_not_in_channel", "expired_url", "used_url", "no_response_url"})


class Way(StrEnum):
    """How a letter leaves. Only a post can be looked up afterwards; an update can be made again instead."""

    POST = "chat.postMessage"
    UPDATE = "chat.update"
    WHISPER = "chat.postEphemeral"
    RESPOND = "response_url"


@dataclass(frozen=True, slots=True)
class Letter:
    """`channel` is a person's id in a direct message. A `spare` letter is rather left out than sent twice;
    one that `replaces` is, when it is sent again, put in the place of the first one by Slack, and one that
    comes `instead` takes the place of what was clicked. For a `quiet` one there is no other way.
    """

    way: Way
    text: str
    blocks: list[dict[str, Any]]
    channel: str
    user: str
    place: Place
    thread_ts: str | None = None
    url: str | None = None
    ts: str | None = None
    spare: bool = False
    replaces: bool = False
    instead: bool = False
    quiet: bool = False
    card: str = ""
    afresh: bool = False
    pictures: tuple[Scale | Leanings, ...] = ()

    def over(self, channel: str, ts: str) -> Letter:
        """The same, in the place of the message with this time stamp."""
        return replace(self, way=Way.UPDATE, channel=channel, ts=ts)

    def with_files(self, files: Sequence[str | None]) -> Letter:
        """With its pictures uploaded."""
        blocks = Rendered(self.text, self.blocks, self.pictures).with_files(files).blocks
        return replace(self, blocks=blocks, pictures=())


_letters = TypeAdapter(Letter)


def write_letters(
    replies: Iterable[Reply], target: Target, labels: Labels, quiet: bool = False
) -> Iterator[Letter]:
    for reply in replies:
        rendered = render(reply, labels)
        letter = _addressed(reply, rendered.text, rendered.blocks, target)
        letter = replace(letter, card=reply.card, afresh=reply.afresh, pictures=rendered.pictures)
        yield replace(letter, instead=reply.instead, quiet=quiet)


def write_note(text: str, target: Target, labels: Labels, spare: bool = False) -> Letter:
    """One sentence that only the person sees."""
    (letter,) = write_letters([Reply((Lead(Sentence(text)),), to=To.EPHEMERAL)], target, labels)
    return replace(letter, spare=spare)


def way_out(letter: Letter, error: str, not_in_channel: str) -> Letter | None:
    """What is sent instead of a letter that Slack refused so; None when there is nothing left to try."""
    if letter.way is Way.UPDATE:
        return replace(_directly(letter), afresh=True)
    if error in TOO_RICH and (letter.blocks or len(letter.text) > SAFE_CHARACTERS):
        return replace(letter, text=letter.text[:SAFE_CHARACTERS], blocks=[])
    if letter.quiet or letter.channel == letter.user:
        return None
    if error in NO_ENTRY and letter.place is Place.CHANNEL:
        return _directly(replace(letter, text=f"{not_in_channel}\n\n{letter.text}"))
    if error in NOT_THERE:
        return _directly(letter)
    return None


def pack(letter: Letter) -> str:
    return _letters.dump_json(letter).decode()


def unpack(packed: str) -> Letter:
    return _letters.validate_json(packed)


def _addressed(reply: Reply, text: str, blocks: list[Block], target: Target) -> Letter:
    to = reply.to
    letter = Letter(Way.POST, text, blocks, target.channel, target.user, target.place)
    if to is To.CHANNEL:
        return replace(letter, channel=reply.channel, place=Place.CHANNEL)
    if to is To.DM:
        return _directly(letter)
    if target.place is Place.COMMAND:
        # Through a click's door the same would replace the message that was clicked.
        return replace(letter, way=Way.RESPOND, url=target.response_url, replaces=not target.clicked)
    if to is To.EPHEMERAL and target.place is Place.CHANNEL:
        return replace(letter, way=Way.WHISPER, thread_ts=target.thread_ts)
    return replace(letter, thread_ts=target.thread_ts)


def _directly(letter: Letter) -> Letter:
    """To the person alone: Slack opens the direct message when it is given a person's id."""
    return replace(letter, way=Way.POST, channel=letter.user, thread_ts=None, url=None, ts=None)
