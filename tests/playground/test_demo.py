"""The demo: the real WhichPM in the local Slack, over sockets and over HTTP."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground import LocalSlack, demo
from bot.playground.archive import InUseError
from bot.settings import Settings
from knowledge import DEFAULT_PATH

# The first start trains the classifier.
START_SECONDS = 120.0
CACHE = Path(__file__).parents[2] / ".cache"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(DEFAULT_PATH, knowledge)
    return Settings(knowledge_path=knowledge, cache_path=CACHE, _env_file=None)


@pytest.fixture(params=["socket", "http"])
async def slack(
    request: pytest.FixtureRequest, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[LocalSlack]:
    """The Slack of a running demo, with the app in it."""
    made: list[LocalSlack] = []

    def build(*args: object, **kwargs: object) -> LocalSlack:
        made.append(LocalSlack(*args, **kwargs))  # type: ignore[arg-type]
        return made[0]

    monkeypatch.setattr(demo, "LocalSlack", build)
    monkeypatch.setattr(demo, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(demo, "SAID", tmp_path)
    monkeypatch.delenv("DISPLAY", raising=False)
    # As on the machines of a company: nothing of the demo may go there.
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    running = asyncio.create_task(
        demo.run_demo(settings, port=0, http=request.param == "http", folder=tmp_path / "kept")
    )
    await asyncio.sleep(0)
    ready = asyncio.create_task(made[0].until(lambda: is_ready(made[0]) or None, START_SECONDS))
    await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        running.result()
    await ready
    yield made[0]
    os.kill(os.getpid(), signal.SIGINT)
    assert await running == 0


async def test_a_question_is_answered_in_its_thread(slack: LocalSlack) -> None:
    question = await slack.person().mention("general", "what does a program manager do?")
    answer = await slack.until(lambda: next(iter(slack.thread(question)), None))
    assert "[" in answer.text
    assert answer.blocks


async def test_changed_knowledge_is_read_again_and_a_mistake_is_shown(
    slack: LocalSlack, settings: Settings
) -> None:
    file = settings.knowledge_path / "roles.yaml"
    whole = file.read_text()
    file.write_text(f"{whole}\n  - {{")
    await slack.until(lambda: "mistake" in notice(slack, "knowledge") or None, START_SECONDS)
    shown = slack.workspace.shown["notice", "knowledge"]
    assert shown["level"] == "error"
    assert shown["lines"][0].startswith("roles.yaml")
    file.write_text(whole)
    await slack.until(lambda: "read again" in notice(slack, "knowledge") or None, START_SECONDS)
    assert slack.workspace.shown["connection", ""]["connected"]


async def test_what_people_say_is_read_again_too(slack: LocalSlack, tmp_path: Path) -> None:
    (tmp_path / "another.yaml").touch()
    await slack.until(lambda: "read again" in notice(slack, "knowledge") or None, START_SECONDS)


async def test_a_second_demo_in_the_same_folder_says_so_and_spoils_nothing(
    slack: LocalSlack, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(InUseError, match="another local Slack is at work with this file"):
        LocalSlack(path=tmp_path / "kept" / "slack.db")
    question = await slack.person().mention("general", "what does a program manager do?")
    assert await slack.until(lambda: next(iter(slack.thread(question)), None))


def is_ready(slack: LocalSlack) -> bool:
    return ("notice", "start") in slack.workspace.shown and not notice(slack, "start")


def notice(slack: LocalSlack, name: str) -> str:
    return str(slack.workspace.shown.get(("notice", name), {}).get("title", ""))
