"""A mistake in the knowledge is shown on the page, with its cure, while the old version answers."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.playground import LocalSlack, demo
from bot.settings import Settings
from knowledge import DEFAULT_PATH
from tests.conftest import CACHE
from tests.page.conftest import Visit

START_SECONDS = 120.0


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """With a copy of the knowledge, to be spoilt."""
    shutil.copytree(DEFAULT_PATH, tmp_path / "knowledge")
    return Settings(knowledge_path=tmp_path / "knowledge", cache_path=CACHE, _env_file=None)


@pytest_asyncio.fixture(loop_scope="session")
async def running(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[LocalSlack]:
    """The Slack of the demo, as `make demo` starts it, when the app has come."""
    started: asyncio.Future[LocalSlack] = asyncio.get_running_loop().create_future()

    class Noted(LocalSlack):
        async def start(self) -> None:
            await super().start()
            started.set_result(self)

    monkeypatch.setattr(demo, "LocalSlack", Noted)
    monkeypatch.setattr(demo, "LOOK_SECONDS", 0.2)
    monkeypatch.delenv("DISPLAY", raising=False)
    playing = asyncio.create_task(demo.run_demo(settings, port=0, folder=tmp_path))
    slack = await started
    ready = asyncio.create_task(slack.until(lambda: is_connected(slack) or None, START_SECONDS))
    await asyncio.wait({playing, ready}, return_when=asyncio.FIRST_COMPLETED)
    if playing.done():
        playing.result()
    yield slack
    playing.cancel()
    assert await playing == 0


def is_connected(slack: LocalSlack) -> bool:
    return bool(slack.workspace.shown["connection", ""]["connected"])


async def test_a_mistake_is_shown_with_its_cure_and_the_old_answers_stay(
    running: LocalSlack, settings: Settings, visit: Visit
) -> None:
    screen = await visit(running)
    spoil(settings.knowledge_path / "topics" / "skills_needed.yaml", "title:", "titel:")
    notice = screen.main.get_by_role("alert").filter(has_text="The knowledge has a mistake")
    await expect(notice).to_be_visible(timeout=START_SECONDS * 1000)
    for words in ("topics/skills_needed.yaml", "topic 'skills_needed'", "titel", "remove it or correct"):
        await expect(notice).to_contain_text(words)
    await screen.say("@WhichPM what skills does a program manager need?")
    await expect(screen.by("WhichPM", screen.thread)).to_contain_text("Sources:")
    spoil(settings.knowledge_path / "topics" / "skills_needed.yaml", "titel:", "title:")
    await expect(screen.main.get_by_text("The knowledge was read again.")).to_be_visible(timeout=60_000)
    await expect(notice).to_have_count(0)


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
