"""Words of the assessment: none that gives a role away, twins worded alike, placeholders that are filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from string import Formatter
from typing import get_args

from pydantic import BaseModel

from knowledge.assessment import Assessment, Likert
from knowledge.assessment_wording import Band, Flag, Leaning
from knowledge.checks.assessment_items import Finding

LEAKS = re.compile(
    r"\b(?:(?:product|program|project|manager|roadmap|backlog|stakeholder|agile|scrum)\w*|he|she)\b",
    re.IGNORECASE,
)
ALIKE = 2  # words that twins share at their beginning or end, so that only the activity differs
PLACEHOLDERS = frozenset(
    {"answered", "answers", "axes", "axis", "band", "chosen", "days", "facts", "field", "first", "last"}
    | {"least", "left", "pairs", "percent", "side", "version", "words"}
)


def partial_texts(assessment: Assessment) -> Iterator[Finding]:
    """Wording that takes a side or says the wrong thing."""
    yield from _leaks(assessment)
    for likert in assessment.likert:
        yield from _worded_alike(likert, assessment)
    yield from _placeholders(assessment)
    yield from _meanings(assessment)
    yield from _complete(assessment)


def _leaks(assessment: Assessment) -> Iterator[Finding]:
    texts = [(item.id, item.prompt) for item in assessment.items]
    texts += [(pair.id, option.text) for pair in assessment.pairs for option in pair.options]
    for name, text in texts:
        for word in LEAKS.findall(text):
            yield Finding(f"item '{name}'", f"'{word}' gives a role away", "say what is done in other words")


def _worded_alike(likert: Likert, assessment: Assessment) -> Iterator[Finding]:
    """Said once for two twins, at the one that comes first."""
    twin = next((one for one in assessment.likert if one.id == likert.twin and one.id > likert.id), None)
    if twin is None:
        return
    mine, other = (re.findall(r"[a-z']+", one.prompt.lower()) for one in (likert, twin))
    if max(_shared(mine, other), _shared(mine[::-1], other[::-1])) < ALIKE:
        cure = f"begin or end both with the same {ALIKE} words or more"
        yield Finding(f"item '{likert.id}'", f"is not worded like its twin '{twin.id}'", cure)


def _shared(one: list[str], other: list[str]) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _placeholders(assessment: Assessment) -> Iterator[Finding]:
    for name, text in _texts(assessment.wording, "wording"):
        yield from _filled(name, text, PLACEHOLDERS)
    for name, text in _texts(assessment.scales, "scales"):
        yield from _filled(name, text, frozenset("AB"))


def _filled(name: str, text: str, known: frozenset[str]) -> Iterator[Finding]:
    try:
        used = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError:
        yield Finding(name, "has a single brace", "write a brace as {{ or }}")
        return
    for strange in sorted(used - known):
        yield Finding(name, f"placeholder '{strange}' is unknown", f"Known: {', '.join(sorted(known))}.")


def _texts(content: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, str):
        yield name, content
    elif isinstance(content, BaseModel):
        for field in type(content).model_fields:
            yield from _texts(getattr(content, field), f"{name} {field}")
    elif isinstance(content, Mapping):
        for key, value in content.items():
            yield from _texts(value, f"{name} {key}")
    elif isinstance(content, tuple):
        for value in content:
            yield from _texts(value, name)


def _meanings(assessment: Assessment) -> Iterator[Finding]:
    """A typed word with two meanings would silently take the later one."""
    owners: dict[str, str] = {}
    for field in type(assessment.typed).model_fields:
        for phrase in getattr(assessment.typed, field):
            if owners.setdefault(phrase, field) != field:
                problem = f"'{phrase}' also means '{owners[phrase]}'"
                yield Finding(f"typed {field}", problem, "keep it in one of them")


def _complete(assessment: Assessment) -> Iterator[Finding]:
    """Whatever may come out has its words."""
    wording = assessment.wording
    needed: tuple[tuple[str, Iterable[str], object], ...] = (
        ("bands", wording.bands, Band),
        ("flags", wording.flags, Flag),
        ("profile", wording.profile, Leaning),
    )
    for name, given, names in needed:
        for missing in sorted(set(get_args(names)) - set(given)):
            yield Finding(f"wording {name}", f"has nothing for '{missing}'", f"add {missing}: below it")
    steps = [chance.least for chance in wording.chances]
    if steps != sorted(steps, reverse=True) or steps[-1] != 0:
        yield Finding(
            "wording chances", "do not fall from high to 0", "order them by least:, the last with 0"
        )
