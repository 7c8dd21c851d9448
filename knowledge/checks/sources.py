"""Facts and relations: known sources and roles, sides that cite what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.checks.names import unknown
from knowledge.models import BOTH, OTHER, Knowledge, Relation
from knowledge.origins import Origins
from knowledge.problems import Problem


def check_sources(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    """What facts and relations refer to."""
    yield from _facts(knowledge, origins)
    for one in knowledge.relations:
        yield from _relation(one, knowledge, origins)


def strange_facts(knowledge: Knowledge, facts: Iterable[str]) -> list[str]:
    """The ids among these that no fact has."""
    return sorted({fact for fact in facts if fact not in knowledge.fact})


def _facts(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    roles = {*knowledge.role, BOTH, OTHER}
    for fact in knowledge.facts:
        file, thing = origins.file("facts", fact.id), f"fact '{fact.id}'"
        if fact.source not in knowledge.source:
            yield unknown(file, thing, "source", fact.source, knowledge.source)
        if fact.role not in roles:
            yield unknown(file, thing, "role", fact.role, roles)


def _relation(one: Relation, knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    file, thing = origins.file("relations", one.id), f"relation '{one.id}'"
    cited = {fact for side in one.sides for fact in side.facts}
    for fact in strange_facts(knowledge, (*one.facts, *cited)):
        yield unknown(file, thing, "fact", fact, knowledge.fact)
    if one.kind in {"contradiction", "tension"} and len(one.sides) < 2:
        yield Problem(file, thing, f"a {one.kind} has fewer than two sides", "add what each source says")
    missing = sorted(set(one.facts) - cited)
    if one.sides and missing:
        yield Problem(file, thing, f"no side cites {', '.join(missing)}", "cite it in its side")
