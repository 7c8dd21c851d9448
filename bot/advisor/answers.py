"""Composes an answer on a topic: the point first, then what distinguishes the roles, then the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.advisor.citations import Citations, cited
from bot.advisor.parts import Bullets, Differ, Lead, Part, Sentence, Table
from bot.advisor.relevance import Candidate, Kind, Sayable, answer_for, default_gap, row_score
from knowledge import BOTH, Action, Gap, Knowledge, Side, Statement, Topic

POINTS = 4
POINTS_BESIDE_TABLE = 2
POINTS_OF_MORE = 6
ROWS = 6
QUOTES = 3


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer without its sources line. `shown` are the positions said so far; `more` if any is left."""

    parts: tuple[Part, ...]
    facts: tuple[str, ...]
    shown: tuple[int, ...]
    more: bool


class Answers:
    """Composes answers from one knowledge file."""

    def __init__(self, knowledge: Knowledge, citations: Citations) -> None:
        self._knowledge = knowledge
        self._citations = citations
        self._found: dict[tuple[str, str], Sayable] = {}

    def is_special(self, topic: Topic | Action, role: str, words: frozenset[str]) -> bool:
        """Whether the words bring up a statement of their own, such as a refusal."""
        return bool(self.sayable(topic, role).matched(words))

    def compose(self, topic: Topic | Action, role: str, words: frozenset[str]) -> Composed:
        """The answer for a role that the topic covers; `words` are the stems of the question."""
        sayable = self.sayable(topic, role)
        found, scores = sayable.all, sayable.matched(words)
        first = _first(found, scores)
        table = self._table(topic, role, words) if not _is_whole_gap(first) else None
        limit = POINTS_BESIDE_TABLE if table else POINTS
        rest = _rest(found, first, scores)[: limit - len(_nearest(first.said))]
        statements = [one.said for one in rest if isinstance(one.said, Statement)]
        said = [first.said, *_nearest(first.said), *statements]
        parts = (*self._say_first(first.said), *([table] if table else []), *self._say(statements))
        shown = (first.position, *(one.position for one in rest))
        return self._composed([*parts, *self._quotes(said)], found, shown)

    def more(self, topic: Topic | Action, role: str, shown: tuple[int, ...]) -> Composed:
        """What `compose` left out, in the order of the file."""
        found = self.sayable(topic, role).all
        rest = _left(found, shown)[:POINTS_OF_MORE]
        statements = [one.said for one in rest if isinstance(one.said, Statement)]
        parts = [*self._say(statements), *self._quotes(statements)]
        return self._composed(parts, found, (*shown, *(one.position for one in rest)))

    def sayable(self, topic: Topic | Action, role: str) -> Sayable:
        """As long as the knowledge is the same it is, too."""
        key = (topic.intent, role)
        if key not in self._found:
            self._found[key] = Sayable(topic, role)
        return self._found[key]

    def _composed(
        self, parts: Iterable[Part], found: tuple[Candidate, ...], shown: tuple[int, ...]
    ) -> Composed:
        parts = tuple(parts)
        return Composed(parts, cited(parts), shown, more=bool(_left(found, shown)))

    def _say_first(self, said: Statement | Gap) -> Iterator[Part]:
        if isinstance(said, Gap):
            yield Lead(Sentence(said.text))
            yield from self._say(said.nearest)
        elif said.relation:
            yield self._differ(said)
        else:
            yield Lead(Sentence(said.text, said.facts))

    def _say(self, said: Sequence[Statement]) -> Iterator[Part]:
        plain = tuple(Sentence(one.text, one.facts) for one in said if not one.relation)
        if plain:
            yield Bullets(plain)
        yield from (self._differ(one) for one in said if one.relation)

    def _differ(self, said: Statement) -> Differ:
        relation = self._knowledge.relation[said.relation or ""]
        sides = tuple(Sentence(side.text, side.facts) for side in relation.sides)
        return Differ(Sentence(said.text, said.facts), sides)

    def _quotes(self, said: Iterable[Statement | Gap]) -> Iterator[Part]:
        """What others say, at the end and marked as such."""
        facts = list(dict.fromkeys(fact for one in said for fact in one.elsewhere))[:QUOTES]
        if quotes := self._citations.elsewhere(facts):
            yield quotes

    def _table(self, topic: Topic | Action, role: str, words: frozenset[str]) -> Table | None:
        answer = answer_for(topic, role)
        if role != BOTH or answer is None or not answer.rows:
            return None
        focal = self._knowledge.focal
        rows = sorted(answer.rows, key=lambda row: -row_score(row.about, words))[:ROWS]
        cells = [(row.label, tuple(_cell(row.cells[one.id]) for one in focal)) for row in rows]
        head = (self._knowledge.phrases.compared, *(one.name for one in focal))
        return Table(head, tuple(cells))


def _cell(side: Side) -> Sentence:
    return Sentence(side.text, side.facts)


def _first(found: tuple[Candidate, ...], scores: Mapping[int, int]) -> Candidate:
    """The best match of the question's words, else the topic's own gap, else its lead."""
    if not scores:
        return default_gap(found) or found[0]
    return max((found[one] for one in scores), key=lambda one: (scores[one.position], _preference(one)))


def _preference(one: Candidate) -> int:
    """Between equal matches: say what is missing first, then what is said of the role itself."""
    return {Kind.GAP: 3, Kind.POINT: 2, Kind.LEAD: 1, Kind.BORROWED: 0}[one.kind]


def _rest(found: tuple[Candidate, ...], first: Candidate, scores: Mapping[int, int]) -> list[Candidate]:
    others = [one for one in found if one is not first and one.kind is not Kind.GAP]
    matched = [one for one in others if one.position in scores]
    own = [one for one in others if one.kind is not Kind.BORROWED and one.position not in scores]
    return sorted(matched, key=lambda one: -scores[one.position]) + own


def _left(found: tuple[Candidate, ...], shown: tuple[int, ...]) -> list[Candidate]:
    wanted = {Kind.LEAD, Kind.POINT}
    return [one for one in found if one.kind in wanted and one.position not in shown]


def _is_whole_gap(first: Candidate) -> bool:
    return bool(_nearest(first.said))


def _nearest(said: Statement | Gap) -> tuple[Statement, ...]:
    """The closest things that the sources do say."""
    return said.nearest if isinstance(said, Gap) else ()
