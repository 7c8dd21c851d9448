"""The assessment of the repository, read once and without the rest of the knowledge."""

from pathlib import Path

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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Ten thousand examples of each property take half an hour: only where -m asks for slow tests."""
    if config.option.markexpr:
        return
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: pytest -m slow"))
