"""Tells a person in words what is kept of them, and offers it as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.advisor.models import Act, Button, Choice, Reply, To
from bot.advisor.parts import Bullets, Heading, Lead, Note, Part, Sentence
from bot.advisor.person import Person
from bot.advisor.summary import FILE, OUTSIDE, Past, Wished
from bot.advisor.wording import Wording
from knowledge import NONE, Knowledge

NOBODY, NO_WISHES = Person(), Wished()


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept of a person, as far as words can tell it; the last three are numbers of rows."""

    pasts: tuple[Past, ...] = ()
    person: Person = NOBODY
    wished: Wished = NO_WISHES
    sessions: int = 0
    ratings: int = 0
    posts: int = 0


class DataTeller:
    """Pure: the same rows give the same words."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._words = knowledge.summaries.kept
        self._days = knowledge.summaries.days
        self._clock = knowledge.summaries.settings.clock
        self._wording = Wording(knowledge, {})

    def tell(self, kept: Kept) -> Reply:
        """Only to the person."""
        said = (*self._topics(kept.pasts), *self._rest(kept))
        end = (Note(self._words.never), Note(self._words.until))
        if not said:
            return Reply((Lead(Sentence(self._words.nothing)), *end), to=To.DM)
        buttons = (
            Button(self._words.as_file, Choice(Act.DATA, FILE)),
            Button(self._wording.label("delete_my_data", NONE), Choice(Act.ASK, "delete_my_data", NONE)),
        )
        parts = (Heading(self._words.title), *said, *end)
        return Reply(parts, to=To.DM, offer=self._words.offer, buttons=buttons)

    def _topics(self, pasts: tuple[Past, ...]) -> Iterator[Part]:
        labels = Counter(self._wording.label(past.intent, past.role) for past in pasts if past.gap != OUTSIDE)
        outside = sum(past.gap == OUTSIDE for past in pasts)
        lines = [self._words.topic.format(topic=label, count=count) for label, count in labels.items()]
        lines += [self._words.outside.format(count=outside)] if outside else []
        if lines:
            yield Note(self._words.topics)
            yield Bullets(tuple(map(Sentence, lines)))

    def _rest(self, kept: Kept) -> tuple[Part, ...]:
        lines = (*self._person(kept.person), *self._counts(kept), *self._settings(kept.wished))
        return (Note(self._words.besides), Bullets(tuple(map(Sentence, lines)))) if lines else ()

    def _person(self, person: Person) -> Iterator[str]:
        if person.met:
            yield self._words.met
        if person.attempt:
            yield self._words.running.format(count=person.attempt.step)
        if person.finished:
            yield self._words.finished.format(count=len(person.finished))

    def _counts(self, kept: Kept) -> Iterator[str]:
        if kept.sessions:
            yield self._words.sessions.format(count=kept.sessions)
        if kept.ratings:
            yield self._words.ratings.format(count=kept.ratings)
        if kept.posts:
            yield self._words.posts.format(count=kept.posts)

    def _settings(self, wished: Wished) -> Iterator[str]:
        if wished.weekday is not None:
            hour = self._clock.format(hour=wished.hour)
            yield self._words.digest.format(day=self._days[wished.weekday], hour=hour, zone=wished.zone)
        if wished.as_file:
            yield self._words.file
        if wished.summarised_at:
            yield self._words.summarised.format(date=wished.summarised_at.date().isoformat())
