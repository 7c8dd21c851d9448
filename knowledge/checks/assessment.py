"""The fit assessment: nothing but a person's answers may push its result to one side."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.assessment import Assessment
from knowledge.checks.assessment_balance import unbalanced
from knowledge.checks.assessment_items import broken_items
from knowledge.checks.assessment_texts import partial_texts
from knowledge.checks.names import unknown
from knowledge.models import Knowledge
from knowledge.origins import Origins
from knowledge.problems import Problem


def check_assessment(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    """Items, their balance, their words and what they cite; a knowledge file may do without."""
    assessment = knowledge.assessment
    if assessment is None:
        return
    file = origins.file("assessment", "items")
    for found in (broken_items, unbalanced, partial_texts):
        for thing, problem, cure in found(assessment):
            yield Problem(file, thing, problem, cure)
    yield from _citations(assessment, knowledge, file)


def _citations(assessment: Assessment, knowledge: Knowledge, file: str) -> Iterator[Problem]:
    """A fact behind an item or dimension speaks of that pole's role alone; others must exist."""
    for thing, pole, facts in _resting(assessment):
        for name in facts:
            fact = knowledge.fact.get(name)
            if fact is None:
                yield unknown(file, thing, "fact", name, knowledge.fact)
            elif pole is not None and fact.role != pole:
                cure = f"cite a fact with role: {pole}"
                yield Problem(file, thing, f"{name} speaks of '{fact.role}', not of '{pole}'", cure)


def _resting(assessment: Assessment) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    for name, dimension in assessment.dimensions.items():
        yield f"dimension '{name}'", dimension.pole, dimension.facts
    for pair in assessment.pairs:
        yield from ((f"item '{pair.id}'", option.pole, option.facts) for option in pair.options)
    for likert in assessment.likert:
        yield f"item '{likert.id}'", likert.pole, likert.facts
    yield "not_keyed", None, assessment.not_keyed.facts
    wording = assessment.wording
    for band, words in wording.bands.items():
        yield from ((f"band '{band}'", None, said.facts) for said in words.next)
    yield from (("wording shared", None, said.facts) for said in wording.shared)
