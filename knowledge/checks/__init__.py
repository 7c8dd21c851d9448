"""Checks that a knowledge file hangs together in meaning; its shape is checked by the models."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.checks.assessment import check_assessment
from knowledge.checks.citations import check_citations
from knowledge.checks.job_ads import check_job_ads
from knowledge.checks.names import check_names
from knowledge.checks.placeholders import check_placeholders
from knowledge.checks.sources import check_sources
from knowledge.checks.topics import check_topics
from knowledge.models import Knowledge
from knowledge.origins import Origins
from knowledge.problems import Problem

__all__ = ["find_problems"]

_CHECKS = (
    check_names,
    check_sources,
    check_topics,
    check_citations,
    check_placeholders,
    check_assessment,
    check_job_ads,
)


def find_problems(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    """Everything that is wrong, subject by subject."""
    for check in _CHECKS:
        yield from check(knowledge, origins)
