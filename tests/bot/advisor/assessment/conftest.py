"""The assessment of the repository, read once and without the rest of the knowledge."""

import pytest

from bot.advisor.assessment import Quiz
from knowledge.assessment import Assessment
from tests.bot.advisor.assessment.attempts import load_assessment


@pytest.fixture(scope="session")
def assessment() -> Assessment:
    return load_assessment()


@pytest.fixture(scope="session")
def quiz(assessment: Assessment) -> Quiz:
    return Quiz(assessment)
