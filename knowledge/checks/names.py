"""Names of things: each given once, each alias with one role, unknown ones named with what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.models import Knowledge
from knowledge.origins import Origins
from knowledge.problems import Problem


def check_names(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    """Ids given twice, aliases that two roles claim."""
    yield from _doubles(knowledge, origins)
    yield from _aliases(knowledge, origins)
    yield from _ambiguous(knowledge, origins)


def unknown(file: str, thing: str, kind: str, name: str, known: Iterable[str]) -> Problem:
    """A name that nothing has, with the names there are."""
    listed = sorted(known)
    shown = ", ".join(listed[:12]) + (", ..." if len(listed) > 12 else "")
    return Problem(file, thing, f"{kind} '{name}' is unknown", f"Known: {shown}.")


def _doubles(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    named: dict[str, list[str]] = {
        "sources": [one.id for one in knowledge.sources],
        "facts": [one.id for one in knowledge.facts],
        "relations": [one.id for one in knowledge.relations],
        "roles": [one.id for one in knowledge.roles],
        "topics": (intents := [one.intent for one in knowledge.topics]),
        "actions": [*dict.fromkeys(intents), *(one.intent for one in knowledge.actions)],
    }
    for key, names in named.items():
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield _double(origins, key, name)


def _double(origins: Origins, key: str, name: str) -> Problem:
    """At its last place; the first one is named too where it is in another file."""
    *others, file = origins.files(key, name)
    first = f", first in {others[0]}" if others and others[0] != file else ""
    thing = f"{key.removesuffix('s')} '{name}'"
    return Problem(file, thing, f"is given twice{first}", "keep one or rename one")


def _aliases(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for role in knowledge.roles:
        for alias in dict.fromkeys((role.name, role.plural, role.field, *role.aliases)):
            owner = owners.setdefault(alias.lower(), role.id)
            if owner != role.id:
                file = origins.file("roles", role.id)
                problem = f"alias '{alias}' also belongs to role '{owner}'"
                yield Problem(file, f"role '{role.id}'", problem, "keep it with one of them")


def _ambiguous(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    owned = {alias.lower(): role.id for role in knowledge.roles for alias in role.aliases}
    for one in knowledge.ambiguous:
        file, thing = origins.file("ambiguous", one.alias), f"ambiguous '{one.alias}'"
        if one.alias.lower() in owned:
            problem = f"also belongs to role '{owned[one.alias.lower()]}'"
            yield Problem(file, thing, problem, "remove it from that role's aliases")
        for name in one.roles:
            if name not in knowledge.role:
                yield unknown(file, thing, "role", name, knowledge.role)
