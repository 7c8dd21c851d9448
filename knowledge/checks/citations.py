"""What statements cite: facts that exist, from where they say; and no fact that no answer cites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.checks.names import unknown
from knowledge.checks.sources import strange_facts
from knowledge.models import NONE, OTHER, Answer, Gap, Knowledge, Statement
from knowledge.origins import Origins
from knowledge.problems import Problem


@dataclass(frozen=True, slots=True)
class Said:
    """A statement or gap with where it stands."""

    key: str
    intent: str
    role: str
    statement: Statement | Gap

    @property
    def facts(self) -> tuple[str, ...]:
        return self.statement.facts if isinstance(self.statement, Statement) else ()

    @property
    def relation(self) -> str | None:
        return self.statement.relation if isinstance(self.statement, Statement) else None


def check_citations(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    """Both ways: everything cited exists, everything that exists is cited."""
    for said in _all_said(knowledge):
        file, thing = origins.file(said.key, said.intent), f"{said.key.removesuffix('s')} '{said.intent}'"
        yield from _cited(said, knowledge, file, thing)
        yield from _shown(said, knowledge, file, thing)
    yield from _strange_cells(knowledge, origins)
    yield from _uncited(knowledge, origins)
    yield from _unshown(knowledge, origins)


def _cited(said: Said, knowledge: Knowledge, file: str, thing: str) -> Iterator[Problem]:
    for fact in strange_facts(knowledge, (*said.facts, *said.statement.elsewhere)):
        yield unknown(file, thing, "fact", fact, knowledge.fact)
    for fact in said.statement.elsewhere:
        if _kind(knowledge, fact) == "article":
            yield Problem(file, thing, f"{fact} is not from elsewhere", "cite it under facts:")
    for fact in said.facts:
        if _kind(knowledge, fact) == "elsewhere":
            yield Problem(file, thing, f"{fact} is not from the articles", "cite it under elsewhere:")
    if said.key == "topics" and not _rests_on_something(said):
        problem = f"'{said.statement.text[:50]}' cites nothing"
        yield Problem(file, thing, problem, "cite a fact, or move it to gaps:")


def _rests_on_something(said: Said) -> bool:
    """A gap says that nothing is known; so does the answer for a role that no source names."""
    if isinstance(said.statement, Gap) or said.role == OTHER:
        return True
    return bool(said.facts or said.relation or said.statement.elsewhere)


def _shown(said: Said, knowledge: Knowledge, file: str, thing: str) -> Iterator[Problem]:
    if said.relation is None:
        return
    if said.relation not in knowledge.relation:
        yield unknown(file, thing, "relation", said.relation, knowledge.relation)
    elif not knowledge.relation[said.relation].sides:
        yield Problem(
            file, thing, f"relation '{said.relation}' has no sides to show", "cite its facts instead"
        )


def _strange_cells(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    for topic in knowledge.topics:
        cited = [fact for answer in topic.answers.values() for fact in _in_rows(answer)]
        for fact in strange_facts(knowledge, cited):
            file = origins.file("topics", topic.intent)
            yield unknown(file, f"topic '{topic.intent}'", "fact", fact, knowledge.fact)


def _uncited(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    reached = set(_reached(knowledge))
    for fact in knowledge.facts:
        if fact.id not in reached:
            cure = "cite it in a statement of a topic, so that a question can bring it up"
            yield Problem(origins.file("facts", fact.id), f"fact '{fact.id}'", "no answer cites it", cure)


def _unshown(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    shown = {said.relation for said in _all_said(knowledge)}
    for one in knowledge.relations:
        if one.sides and one.id not in shown:
            file = origins.file("relations", one.id)
            cure = f"add a statement with relation: {one.id} to a topic"
            yield Problem(file, f"relation '{one.id}'", "no answer shows it", cure)


def _reached(knowledge: Knowledge) -> Iterator[str]:
    for said in _all_said(knowledge):
        yield from (*said.facts, *said.statement.elsewhere)
        relation = knowledge.relation.get(said.relation or "")
        yield from (fact for side in (relation.sides if relation else ()) for fact in side.facts)
    for topic in knowledge.topics:
        yield from (fact for answer in topic.answers.values() for fact in _in_rows(answer))


def _in_rows(answer: Answer) -> Iterator[str]:
    return (fact for row in answer.rows for cell in row.cells.values() for fact in cell.facts)


def _all_said(knowledge: Knowledge) -> Iterator[Said]:
    for topic in knowledge.topics:
        for role, answer in topic.answers.items():
            yield from (Said("topics", topic.intent, role, one) for one in (answer.lead, *answer.points))
        for gap in topic.gaps:
            yield Said("topics", topic.intent, OTHER, gap)
            yield from (Said("topics", topic.intent, OTHER, one) for one in gap.nearest)
    for action in knowledge.actions:
        said = (action.answer.lead, *action.answer.points)
        yield from (Said("actions", action.intent, NONE, one) for one in said)


def _kind(knowledge: Knowledge, fact: str) -> str:
    """article or elsewhere; empty where fact or source is unknown, which is said elsewhere."""
    found = knowledge.fact.get(fact)
    source = knowledge.source.get(found.source) if found else None
    return source.kind if source else ""
