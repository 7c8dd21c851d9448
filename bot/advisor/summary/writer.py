"""Writes a summary: what was asked by topic, the roles side by side, what stayed open, what to read next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.advisor.asking import COMPARE
from bot.advisor.citations import Citations, cited
from bot.advisor.models import Act, Button, Choice, Reply, To
from bot.advisor.parts import Bullets, Heading, Lead, Note, Part, Sentence, Sources
from bot.advisor.summary.comparison import compare
from bot.advisor.summary.past import OUTSIDE, Past
from bot.advisor.summary.points import Points
from bot.advisor.summary.request import Scope
from bot.advisor.wording import Wording
from knowledge import BOTH, Knowledge, Topic

# A message of Slack has 50 blocks: a topic takes two, a result about twenty. The file has every topic.
TOPICS = 8
NEXT = 3
EVERY = 10_000


class SummaryWriter:
    """Pure: the same past gives the same summary."""

    def __init__(self, knowledge: Knowledge, settings: Mapping[str, str]) -> None:
        self._knowledge = knowledge
        self._words = knowledge.summaries
        self._wording = Wording(knowledge, settings)
        self._points = Points(knowledge, self._wording)
        self._citations = Citations(knowledge)

    def write(
        self, pasts: Sequence[Past], scope: Scope, result: tuple[Part, ...] = (), most: int = TOPICS
    ) -> Reply | None:
        """A direct message about these answers; None when there is nothing to say.

        `result` is the last result of the assessment. `most`: EVERY for a file, which has room.
        """
        body = tuple(self._compared(pasts) if scope is Scope.COMPARISON else self._body(pasts, result, most))
        if not body:
            return None
        intro = (Heading(self._words.title), Note(getattr(self._words.covers, scope.value)))
        return self._sent((*intro, *body, *self._sources(body)), self._next(pasts))

    def digest(self, pasts: Sequence[Past]) -> Reply | None:
        """The week's summary, with one thing worth reading next; None after a week without questions."""
        if not self._by_topic(pasts):
            return None
        body = tuple(self._body(pasts, (), TOPICS))
        following = self._next(pasts)[:1]
        intro = (Heading(self._words.digest_title), Note(self._words.covers.week))
        body += tuple(self._reading(following))
        end = Note(self._words.digest_end)
        return self._sent((*intro, *body, *self._sources(body), end), following)

    def _sent(self, parts: tuple[Part, ...], following: tuple[Choice, ...]) -> Reply:
        buttons = tuple(Button(self._wording.label(one.intent, one.role), one) for one in following)
        return Reply(parts, to=To.DM, offer=self._words.next if buttons else "", buttons=buttons)

    def _body(self, pasts: Sequence[Past], result: tuple[Part, ...], most: int) -> Iterator[Part]:
        groups = list(self._by_topic(pasts).values())
        shown = [(topic, points) for topic, asked in groups[-most:] if (points := self._points_of(asked))]
        if shown:
            yield Note(self._words.asked)
        for topic, points in shown:
            yield Lead(Sentence(topic.title))
            yield Bullets(points)
        if len(groups) > most:
            yield Note(self._words.older.format(count=len(groups) - most))
        if table := compare(self._knowledge, [topic for topic, _ in shown]):
            yield Note(self._words.compared)
            yield table
        if result:
            yield Note(self._words.result)
            yield from result
        yield from self._open(pasts)

    def _compared(self, pasts: Sequence[Past]) -> Iterator[Part]:
        """For what was asked; where nothing was, the comparison as such."""
        topics = [topic for topic, _ in self._by_topic(pasts).values()][-TOPICS:]
        general = [topic for topic in self._knowledge.topics if topic.intent == COMPARE]
        if table := compare(self._knowledge, topics) or compare(self._knowledge, general):
            yield Note(self._words.compared)
            yield table

    def _by_topic(self, pasts: Iterable[Past]) -> dict[str, tuple[Topic, list[Past]]]:
        """In the order in which the topics first came up; without those that the file no longer has."""
        groups: dict[str, tuple[Topic, list[Past]]] = {}
        for past in pasts:
            topic = self._knowledge.topic.get(past.intent)
            if topic:
                groups.setdefault(past.intent, (topic, []))[1].append(past)
        return groups

    def _points_of(self, asked: Iterable[Past]) -> tuple[Sentence, ...]:
        found = (self._points.point(one) or self._points.neighbour(one) for one in asked)
        return tuple(dict.fromkeys(one for one in found if one))

    def _open(self, pasts: Sequence[Past]) -> Iterator[Part]:
        found = (self._points.open(one) for one in pasts)
        questions = tuple(dict.fromkeys(one for one in found if one))
        if questions:
            yield Note(self._words.open)
            yield Bullets(questions)
        outside = sum(one.gap == OUTSIDE for one in pasts)
        if outside:
            yield Note(self._words.outside.format(count=outside))

    def _sources(self, parts: tuple[Part, ...]) -> tuple[Sources, ...]:
        sources = self._citations.sources(cited(parts))
        return (sources,) if sources else ()

    def _next(self, pasts: Sequence[Past]) -> tuple[Choice, ...]:
        """Topics that follow on those asked, not asked yet, the latest question's first."""
        asked = {one.intent for one in pasts}
        found: dict[str, Choice] = {}
        for past in reversed(pasts):
            topic = self._knowledge.topic.get(past.intent)
            for intent in topic.next if topic else ():
                if intent not in asked and intent in self._knowledge.topic:
                    role = past.role if past.role in self._knowledge.role else BOTH
                    found.setdefault(intent, Choice(Act.ASK, intent, self._wording.slot(intent, role)))
        return tuple(found.values())[:NEXT]

    def _reading(self, following: tuple[Choice, ...]) -> Iterator[Part]:
        for choice in following:
            topic = self._knowledge.topic[choice.intent]
            lead = topic.answers[choice.role].lead
            yield Note(self._words.digest_reading.format(topic=topic.title))
            yield Bullets((Sentence(lead.text, lead.facts),))
