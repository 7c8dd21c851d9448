"""What the Home tab shows: the assessment and its last result, good questions, settings, one's own data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.advisor.fit import Fit
from bot.advisor.models import Act, Button, Choice, Menu, Reply
from bot.advisor.parts import Heading, Lead, Note, Part, Sentence
from bot.advisor.person import Person
from bot.advisor.summary import Scope, Wish, Wished, day_choice, hour_choice
from bot.advisor.wording import Wording
from knowledge import BOTH, NONE, Knowledge

DATA = ("delete_my_data", "privacy_info", "help")
HOURS = 24
UTC = "UTC"


class Home:
    """Each reply is a section of the tab. `settings` fills what texts leave open."""

    def __init__(self, knowledge: Knowledge, settings: Mapping[str, str], fit: Fit | None) -> None:
        self._knowledge = knowledge
        self._phrases = knowledge.phrases
        self._words = knowledge.summaries
        self._wording = Wording(knowledge, settings)
        self._fit = fit

    def sections(self, person: Person, wished: Wished) -> Iterator[Reply]:
        """From top to bottom."""
        phrases = self._phrases
        yield Reply((Heading(phrases.home_title), Note(phrases.home_intro)))
        if self._fit:
            yield from self._assessment(self._fit, person)
        questions = self._asks((intent, BOTH) for intent in self._knowledge.home)
        yield Reply(_head(phrases.home_ask), buttons=questions, field=self._words.settings.field)
        yield self._digest(wished)
        yield self._files(wished)
        data = Button(self._words.settings.show_data, Choice(Act.DATA, "show"))
        yield _section(phrases.home_data, (data, *self._asks((intent, NONE) for intent in DATA)))

    def _assessment(self, fit: Fit, person: Person) -> Iterator[Reply]:
        """Begin or go on, then the last result where there is one."""
        begin, *others = fit.doors(person)
        yield _section(self._phrases.home_assessment, (begin,))
        if result := fit.in_short(person):
            yield Reply((Note(self._words.result), *result), buttons=tuple(others))

    def _digest(self, wished: Wished) -> Reply:
        words = self._words.settings
        if wished.weekday is None:
            turn_on = _wish(words.digest_turn_on, Wish.DIGEST_ON)
            return Reply((*_head(words.digest_title), Note(words.digest_is_off)), buttons=(turn_on,))
        day, hour = self._words.days[wished.weekday], self._clock(wished.hour)
        state = [Note(words.digest_is_on.format(day=day, hour=hour, zone=wished.zone))]
        state += [Note(words.digest_in_utc)] if wished.zone == UTC else []
        turn_off = _wish(words.digest_turn_off, Wish.DIGEST_OFF)
        menus = tuple(self._menus(wished.weekday, wished.hour))
        return Reply((*_head(words.digest_title), *state), buttons=(turn_off,), menus=menus)

    def _menus(self, weekday: int, hour: int) -> Iterator[Menu]:
        words = self._words.settings
        days = tuple(Button(name, day_choice(day)) for day, name in enumerate(self._words.days))
        hours = tuple(Button(self._clock(one), hour_choice(one)) for one in range(HOURS))
        yield Menu(Wish.DAY.value, words.day, days, day_choice(weekday))
        yield Menu(Wish.HOUR.value, words.hour, hours, hour_choice(hour))

    def _files(self, wished: Wished) -> Reply:
        words = self._words.settings
        change = (
            _wish(words.files_turn_off, Wish.FILES_OFF)
            if wished.as_file
            else _wish(words.files_turn_on, Wish.FILES_ON)
        )
        send = Button(self._words.send, Choice(Act.SUMMARY, Scope.SINCE.value))
        state = Note(words.files_are_on if wished.as_file else words.files_are_off)
        return Reply((*_head(words.files_title), state), buttons=(send, change))

    def _clock(self, hour: int) -> str:
        return self._words.settings.clock.format(hour=hour)

    def _asks(self, asked: Iterable[tuple[str, str]]) -> tuple[Button, ...]:
        return tuple(
            Button(self._wording.label(intent, role), Choice(Act.ASK, intent, role)) for intent, role in asked
        )


def _wish(label: str, wish: Wish) -> Button:
    return Button(label, Choice(Act.WISH, wish.value))


def _head(text: str) -> tuple[Part, ...]:
    return (Lead(Sentence(text)),)


def _section(text: str, buttons: tuple[Button, ...], *parts: Part) -> Reply:
    return Reply((*_head(text), *parts), buttons=buttons)
