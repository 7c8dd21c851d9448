"""Checks that a knowledge file hangs together: every id known, every fact cited, every cell there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import Formatter

from knowledge.models import BOTH, NONE, OTHER, Action, Answer, Gap, Knowledge, Statement, Topic
from knowledge.origins import Origins
from knowledge.phrases import Phrases
from knowledge.problems import Problem

RELATED = "related_role"
LABEL_CHARACTERS = 75
# What the code fills in; anything else in braces would stand in the message as it is.
PLACEHOLDERS = frozenset({"role", "topic", "date", "caveat", "contact", "retention_days"})


def find_problems(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    """Everything that is wrong in meaning; the shape was checked by the models."""
    yield from _doubles(knowledge, origins)
    yield from _aliases(knowledge, origins)
    yield from _facts(knowledge, origins)
    yield from _relations(knowledge, origins)
    yield from _cells(knowledge, origins)
    yield from _citations(knowledge, origins)
    yield from _links(knowledge, origins)
    yield from _labels(knowledge, origins)
    yield from _uncited(knowledge, origins)
    yield from _placeholders(knowledge)


def _doubles(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    named = {
        "sources": [one.id for one in knowledge.sources],
        "facts": [one.id for one in knowledge.facts],
        "relations": [one.id for one in knowledge.relations],
        "roles": [one.id for one in knowledge.roles],
        "topics": [one.intent for one in knowledge.topics],
        "actions": [one.intent for one in (*knowledge.actions, *knowledge.topics)],
    }
    for key, names in named.items():
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Problem(
                origins.file(key, name), f"{key} '{name}'", "is given twice", "keep one or rename one"
            )


def _aliases(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for role in knowledge.roles:
        for alias in dict.fromkeys((role.name, role.plural, role.field, *role.aliases)):
            owner = owners.setdefault(alias.lower(), role.id)
            if owner != role.id:
                problem = f"alias '{alias}' also belongs to role '{owner}'"
                yield Problem(
                    origins.file("roles", role.id), f"role '{role.id}'", problem, "keep it with one of them"
                )
    for one in knowledge.ambiguous:
        if one.alias.lower() in owners:
            problem = f"also belongs to role '{owners[one.alias.lower()]}'"
            file = origins.file("ambiguous", one.alias)
            yield Problem(file, f"ambiguous '{one.alias}'", problem, "remove it from that role's aliases")
        for name in one.roles:
            if name not in knowledge.role:
                yield _unknown(
                    origins.file("ambiguous", one.alias),
                    f"ambiguous '{one.alias}'",
                    "role",
                    name,
                    knowledge.role,
                )


def _facts(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    roles = {*knowledge.role, BOTH, OTHER}
    for fact in knowledge.facts:
        file, thing = origins.file("facts", fact.id), f"fact '{fact.id}'"
        if fact.source not in knowledge.source:
            yield _unknown(file, thing, "source", fact.source, knowledge.source)
        if fact.role not in roles:
            yield _unknown(file, thing, "role", fact.role, roles)


def _relations(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    for one in knowledge.relations:
        file, thing = origins.file("relations", one.id), f"relation '{one.id}'"
        for fact in _strange(knowledge, (*one.facts, *(fact for side in one.sides for fact in side.facts))):
            yield _unknown(file, thing, "fact", fact, knowledge.fact)
        if one.kind in {"contradiction", "tension"} and len(one.sides) < 2:
            yield Problem(file, thing, f"a {one.kind} has fewer than two sides", "add what each source says")
        if (
            missing := set(one.facts) - {fact for side in one.sides for fact in side.facts}
            if one.sides
            else ()
        ):
            yield Problem(file, thing, f"no side cites {', '.join(sorted(missing))}", "cite it in its side")


def _cells(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    focal = {role.id for role in knowledge.focal}
    if len(focal) != 2:
        cure = "mark exactly two roles with focal: true"
        yield Problem(origins.file("roles", ""), "roles", f"{len(focal)} are focal", cure)
    neighbours = set(knowledge.role) - focal
    for topic in knowledge.topics:
        file, thing = origins.file("topics", topic.intent), f"topic '{topic.intent}'"
        needed = {*neighbours, OTHER} if topic.intent == RELATED else {*focal, BOTH}
        known = {*knowledge.role, BOTH, OTHER}
        for role in sorted(needed - set(topic.answers)):
            yield Problem(file, thing, f"has no answer for '{role}'", f"add answers: {role}:")
        named = [*topic.answers, *(role for gap in topic.gaps for role in gap.roles)]
        for role in sorted(set(named) - known):
            yield _unknown(file, thing, "role", role, known)
        for row in (row for answer in topic.answers.values() for row in answer.rows):
            if set(row.cells) != focal:
                cure = f"give a cell to each of: {', '.join(sorted(focal))}"
                yield Problem(file, thing, f"row '{row.label}' lacks or has a strange cell", cure)


def _citations(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    for key, intent, role, said in _all_said(knowledge):
        file, thing = origins.file(key, intent), f"{key.removesuffix('s')} '{intent}'"
        cited = (*(said.facts if isinstance(said, Statement) else ()), *said.elsewhere)
        for fact in _strange(knowledge, cited):
            yield _unknown(file, thing, "fact", fact, knowledge.fact)
        for fact in said.elsewhere:
            if fact in knowledge.fact and _kind(knowledge, fact) == "article":
                yield Problem(file, thing, f"{fact} is not from elsewhere", "cite it under facts:")
        for fact in said.facts if isinstance(said, Statement) else ():
            if fact in knowledge.fact and _kind(knowledge, fact) == "elsewhere":
                yield Problem(file, thing, f"{fact} is not from the articles", "cite it under elsewhere:")
        yield from _relation_of(knowledge, file, thing, said)
        if (
            isinstance(said, Statement)
            and key == "topics"
            and not (said.facts or said.relation or said.elsewhere)
        ):
            if role != OTHER:
                problem = f"'{said.text[:50]}' cites nothing"
                yield Problem(file, thing, problem, "cite a fact, or move it to gaps:")


def _relation_of(knowledge: Knowledge, file: str, thing: str, said: Statement | Gap) -> Iterator[Problem]:
    relation = said.relation if isinstance(said, Statement) else None
    if relation is None:
        return
    if relation not in knowledge.relation:
        yield _unknown(file, thing, "relation", relation, knowledge.relation)
    elif not knowledge.relation[relation].sides:
        yield Problem(file, thing, f"relation '{relation}' has no sides to show", "cite its facts instead")


def _links(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    known = {*knowledge.topic, *knowledge.action}
    for key, things in (("topics", knowledge.topics), ("actions", knowledge.actions)):
        for one in things:
            for intent in sorted(set(one.next) - known):
                thing = f"{key.removesuffix('s')} '{one.intent}'"
                yield _unknown(origins.file(key, one.intent), thing, "next", intent, known)


def _labels(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    longest = max((role.name for role in knowledge.roles), key=len, default="")
    for topic in knowledge.topics:
        file, thing = origins.file("topics", topic.intent), f"topic '{topic.intent}'"
        if "{role}" not in topic.ask.one:
            yield Problem(file, thing, "ask one: does not name {role}", "put {role} where the role is named")
        elif len(topic.ask.one.replace("{role}", f"a {longest}")) > LABEL_CHARACTERS:
            cure = f"a button holds {LABEL_CHARACTERS} characters, the role's name included"
            yield Problem(file, thing, "ask one: is too long for a button", cure)


def _uncited(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    reached = set(_reached(knowledge))
    for fact in knowledge.facts:
        if fact.id not in reached:
            cure = "cite it in a statement of a topic, so that a question can bring it up"
            yield Problem(origins.file("facts", fact.id), f"fact '{fact.id}'", "no answer cites it", cure)
    shown = {said.relation for *_, said in _all_said(knowledge) if isinstance(said, Statement)}
    for one in knowledge.relations:
        if one.sides and one.id not in shown:
            cure = f"add a statement with relation: {one.id} to a topic"
            yield Problem(
                origins.file("relations", one.id), f"relation '{one.id}'", "no answer shows it", cure
            )


def _placeholders(knowledge: Knowledge) -> Iterator[Problem]:
    texts = {name: getattr(knowledge.phrases, name) for name in Phrases.model_fields}
    texts |= {action.intent: action.answer.lead.text for action in knowledge.actions}
    for name, text in texts.items():
        try:
            used = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
        except ValueError as error:
            yield Problem("phrases", f"'{name}'", str(error), "write a brace as {{ or }}")
            continue
        if strange := used - PLACEHOLDERS:
            cure = f"known are {', '.join(sorted(PLACEHOLDERS))}"
            yield Problem("phrases", f"'{name}'", f"unknown placeholder {sorted(strange)}", cure)


def _reached(knowledge: Knowledge) -> Iterator[str]:
    for *_, said in _all_said(knowledge):
        yield from said.elsewhere
        if isinstance(said, Statement):
            yield from said.facts
            relation = knowledge.relation.get(said.relation or "")
            yield from (fact for side in (relation.sides if relation else ()) for fact in side.facts)
    for answer in _answers(knowledge):
        yield from (fact for row in answer.rows for cell in row.cells.values() for fact in cell.facts)


def _answers(knowledge: Knowledge) -> Iterator[Answer]:
    for topic in knowledge.topics:
        yield from topic.answers.values()
    for action in knowledge.actions:
        yield action.answer


def _all_said(knowledge: Knowledge) -> Iterator[tuple[str, str, str, Statement | Gap]]:
    """Every statement and gap with its key, its intent and the role it is said for."""
    for topic in knowledge.topics:
        for role, answer in topic.answers.items():
            yield from (("topics", topic.intent, role, said) for said in (answer.lead, *answer.points))
        for gap in topic.gaps:
            yield "topics", topic.intent, OTHER, gap
            yield from (("topics", topic.intent, OTHER, near) for near in gap.nearest)
    for action in knowledge.actions:
        said = (action.answer.lead, *action.answer.points)
        yield from (("actions", action.intent, NONE, one) for one in said)


def _strange(knowledge: Knowledge, facts: Iterable[str]) -> list[str]:
    return sorted({fact for fact in facts if fact not in knowledge.fact})


def _kind(knowledge: Knowledge, fact: str) -> str:
    source = knowledge.source.get(knowledge.fact[fact].source)
    return source.kind if source else "article"


def _unknown(file: str, thing: str, kind: str, name: str, known: Iterable[str]) -> Problem:
    listed = sorted(known)
    shown = ", ".join(listed[:12]) + (", ..." if len(listed) > 12 else "")
    return Problem(file, thing, f"{kind} '{name}' is unknown", f"Known: {shown}.")


__all__ = ["Action", "Topic", "find_problems"]
