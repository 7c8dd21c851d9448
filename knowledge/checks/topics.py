"""Topics and actions: an answer for every role, links that lead somewhere, labels that fit a button."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.checks.names import unknown
from knowledge.models import BOTH, OTHER, Knowledge, Topic
from knowledge.origins import Origins
from knowledge.problems import Problem

RELATED = "related_role"
LABEL_CHARACTERS = 75
# What the app says of its own accord: on the Home tab, to an empty message, to what it cannot answer.
NEEDED = ("delete_my_data", "help", "out_of_scope", "privacy_info")


def check_topics(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    """Cells, rows, links and labels."""
    yield from _focal(knowledge, origins)
    yield from _needed(knowledge, origins)
    for topic in knowledge.topics:
        file, thing = origins.file("topics", topic.intent), f"topic '{topic.intent}'"
        yield from _cells(topic, knowledge, file, thing)
        yield from _rows(topic, knowledge, file, thing)
        yield from _label(topic, knowledge, file, thing)
    yield from _links(knowledge, origins)


def _focal(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    if len(knowledge.focal) != 2:
        file = origins.file("roles", knowledge.roles[0].id if knowledge.roles else "")
        yield Problem(file, "roles", f"{len(knowledge.focal)} are focal", "mark exactly two with focal: true")


def _needed(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    for intent in NEEDED:
        if intent not in knowledge.action:
            cure = f"add it below actions, as - {{intent: {intent}, ...}}"
            yield Problem(origins.file("actions", intent), f"action '{intent}'", "is missing", cure)


def _cells(topic: Topic, knowledge: Knowledge, file: str, thing: str) -> Iterator[Problem]:
    focal = {role.id for role in knowledge.focal}
    known = {*knowledge.role, BOTH, OTHER}
    needed = {*knowledge.role, OTHER} - focal if topic.intent == RELATED else {*focal, BOTH}
    for role in sorted(needed - set(topic.answers)):
        yield Problem(file, thing, f"has no answer for '{role}'", f"add it below answers, as {role}:")
    named = {*topic.answers, *(role for gap in topic.gaps for role in gap.roles)}
    for role in sorted(named - known):
        yield unknown(file, thing, "role", role, known)


def _rows(topic: Topic, knowledge: Knowledge, file: str, thing: str) -> Iterator[Problem]:
    focal = {role.id for role in knowledge.focal}
    for row in (row for answer in topic.answers.values() for row in answer.rows):
        if set(row.cells) != focal:
            cure = f"give a cell to each of: {', '.join(sorted(focal))}"
            yield Problem(file, thing, f"row '{row.label}' lacks a cell or has a strange one", cure)


def _label(topic: Topic, knowledge: Knowledge, file: str, thing: str) -> Iterator[Problem]:
    longest = max((role.name for role in knowledge.roles), key=len, default="")
    if "{role}" not in topic.ask.one:
        yield Problem(file, thing, "ask one: does not name {role}", "put {role} where the role is named")
    elif len(topic.ask.one.replace("{role}", f"an {longest}")) > LABEL_CHARACTERS:
        cure = f"a button holds {LABEL_CHARACTERS} characters, the role's name included"
        yield Problem(file, thing, "ask one: is too long for a button", cure)


def _links(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    known = {*knowledge.topic, *knowledge.action}
    for intent in sorted(set(knowledge.home) - set(knowledge.topic)):
        yield unknown(origins.file("home", intent), "home", "topic", intent, knowledge.topic)
    for key, things in (("topics", knowledge.topics), ("actions", knowledge.actions)):
        for one in things:
            for intent in sorted(set(one.next) - known):
                thing = f"{key.removesuffix('s')} '{one.intent}'"
                yield unknown(origins.file(key, one.intent), thing, "next", intent, known)
