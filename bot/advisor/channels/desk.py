"""Shows what holds in a channel, and changes it for whoever may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from bot.advisor.models import Act, Button, Choice, Menu, Message, Reply, Session, To, Turn
from bot.advisor.parts import Bullets, Heading, Lead, Note, Part, Sentence
from bot.advisor.rules import Hours, Room, Rules
from knowledge import Knowledge
from knowledge.channel import ChannelWords

HOURS = 24
# What quiet hours begin as, before anybody chose others.
FIRST, LAST = 18, 8
# As many plain questions are answered in a channel within an hour.
PLAIN_AN_HOUR = 6


class Do(StrEnum):
    """What a button or a menu of the settings changes; its value is the role of the choice."""

    PLAIN = "plain"
    FOLLOW = "follow"
    QUIET = "quiet"
    START = "start"
    END = "end"


class ChannelDesk:
    """Everything it says is for the person alone who asked."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = knowledge.channel
        self._clock = knowledge.summaries.settings.clock

    def is_asked(self, message: Message) -> bool:
        """Whether the message asks for a channel's settings, or uses a button of theirs."""
        if message.choice:
            return message.choice.act is Act.CHANNEL
        return " ".join(message.text.lower().split()) in self._words.ask

    def turn(self, message: Message, room: Room, session: Session) -> Turn:
        """The settings; as they are after the click, where it came from one who may change them."""
        if not room.is_channel:
            return Turn(session, (self._say(self._words.only_channels),))
        rules = changed(room, message.choice) if room.may_change else None
        now = room if rules is None else replace(room, rules=rules)
        is_click = message.choice is not None
        return Turn(session, (self._card(now, is_click),), room=None if rules is None else now)

    def _card(self, room: Room, instead: bool) -> Reply:
        parts = (Heading(self._words.title), Bullets(tuple(self._state(room.rules))), *self._notes(room))
        if not room.may_change:
            return Reply(parts, to=To.EPHEMERAL, instead=instead)
        buttons, menus = tuple(self._buttons(room.rules)), tuple(self._menus(room.rules.quiet))
        offer = self._words.offer
        return Reply(parts, to=To.EPHEMERAL, offer=offer, buttons=buttons, menus=menus, instead=instead)

    def _state(self, rules: Rules) -> Iterator[Sentence]:
        words = self._words
        yield Sentence(words.plain_is_on.format(count=PLAIN_AN_HOUR) if rules.plain else words.plain_is_off)
        yield Sentence(words.follow_is_on if rules.follow else words.follow_is_off)
        yield Sentence(self._quiet(rules.quiet, words))

    def _quiet(self, quiet: Hours | None, words: ChannelWords) -> str:
        if quiet is None:
            return words.quiet_is_off
        start, end = self._hour(quiet.start), self._hour(quiet.end)
        return words.quiet_is_on.format(hour=start, end=end, zone=quiet.zone)

    def _notes(self, room: Room) -> Iterator[Part]:
        yield Note(self._words.nothing_kept)
        if room.may_change is None:
            yield Note(self._words.cannot_tell)
        elif not room.may_change:
            yield Note(self._words.who_may)

    def _buttons(self, rules: Rules) -> Iterator[Button]:
        words = self._words
        yield _switch(Do.PLAIN, rules.plain, words.plain_turn_on, words.plain_turn_off)
        yield _switch(Do.FOLLOW, rules.follow, words.follow_turn_on, words.follow_turn_off)
        yield _switch(Do.QUIET, rules.quiet is not None, words.quiet_turn_on, words.quiet_turn_off)

    def _menus(self, quiet: Hours | None) -> Iterator[Menu]:
        if quiet:
            yield self._menu(Do.START, self._words.quiet_start, quiet.start)
            yield self._menu(Do.END, self._words.quiet_end, quiet.end)

    def _menu(self, do: Do, label: str, hour: int) -> Menu:
        labels = [label.format(hour=self._hour(one)) for one in range(HOURS)]
        options = tuple(Button(one, _at(do, at)) for at, one in enumerate(labels))
        return Menu(do.value, labels[hour], options, _at(do, hour))

    def _hour(self, hour: int) -> str:
        return self._clock.format(hour=hour)

    def _say(self, text: str) -> Reply:
        return Reply((Lead(Sentence(text)),), to=To.EPHEMERAL)


def changed(room: Room, choice: Choice | None) -> Rules | None:
    """The rules as the choice wants them; None for one that changes nothing."""
    if choice is None:
        return None
    rules, value = room.rules, choice.role
    match choice.intent:
        case Do.PLAIN if value in _SWITCH:
            return replace(rules, plain=_SWITCH[value])
        case Do.FOLLOW if value in _SWITCH:
            return replace(rules, follow=_SWITCH[value])
        case Do.QUIET if value in _SWITCH:
            return replace(rules, quiet=Hours(FIRST, LAST, room.zone) if _SWITCH[value] else None)
        case Do.START | Do.END if value in _HOUR:
            hours = rules.quiet or Hours(FIRST, LAST, room.zone)
            return replace(rules, quiet=replace(hours, **{choice.intent: _HOUR[value]}, zone=room.zone))
    return None


def _switch(do: Do, is_on: bool, turn_on: str, turn_off: str) -> Button:
    return Button(turn_off if is_on else turn_on, Choice(Act.CHANNEL, do.value, "off" if is_on else "on"))


def _at(do: Do, hour: int) -> Choice:
    return Choice(Act.CHANNEL, do.value, f"h{hour}")


_SWITCH = {"on": True, "off": False}
_HOUR = {f"h{hour}": hour for hour in range(HOURS)}
