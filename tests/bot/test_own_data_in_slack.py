"""One's own data in Slack: told in words, sent as a file, and no byte of it left when it was erased."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.advisor import Advisor
from bot.app import WhichPM
from bot.jobs import keeping
from bot.playground import LocalSlack, Message, Person
from bot.playground.demo import local_settings, over_http
from bot.settings import Settings
from tests.bot.test_fit_in_slack import answer_all, last_dm, start

WORDS = "zanzibar"


@pytest.fixture
def transport() -> str:
    return "http"


@pytest_asyncio.fixture
async def busy(slack: LocalSlack) -> AsyncIterator[LocalSlack]:
    """Ana has done everything that leaves a trace."""
    await leave_traces(slack, slack.person("ana"))
    yield slack


async def leave_traces(slack: LocalSlack, person: Person) -> None:
    await person.dm(f"what skills does a program manager need in {WORDS}?")
    answer = await last_dm(slack, person, "Sources:")
    await person.rate(answer, good=True)
    await person.mention("careers", "which industries hire product managers?")
    await start(slack, person)
    await answer_all(slack, person)
    await person.dm("send me a weekly digest")
    await last_dm(slack, person, "your digest comes on")
    await person.dm("dm me a summary as a file")
    await slack.until(lambda: files_of(person) or None, 30)


def files_of(person: Person) -> list[Message]:
    return [one for one in person.direct_messages() if one.files]


@pytest.mark.parametrize("said", ["data", "show me my data"])
async def test_it_is_told_in_words(said: str, busy: LocalSlack) -> None:
    ana = busy.person("ana")
    await ana.dm(said)
    told = (await last_dm(busy, ana, "What I keep about you\n")).text
    for words in (
        "which skills",
        "Ratings of my answers: 1",
        "Finished fit assessments",
        "weekly digest: Monday",
    ):
        assert words.lower() in told.lower(), f"{words} is missing in {told}"
    assert WORDS not in told


async def test_it_is_sent_as_a_file_with_every_row(busy: LocalSlack) -> None:
    ana = busy.person("ana")
    await ana.dm("data")
    told = await last_dm(busy, ana, "What I keep about you\n")
    await ana.click(told, "Send it as a JSON file")
    found = await busy.until(
        lambda: [one for one in files_of(ana) if one.files[0]["name"].endswith(".json")] or None, 30
    )
    kept = json.loads(busy.workspace.archive.file(found[0].files[0]["id"]))
    assert set(kept["tables"]) == {
        "sessions",
        "feedback",
        "history",
        "digests",
        "preferences",
        "posts",
        "cards",
    }
    assert {row["user"] for rows in kept["tables"].values() for row in rows} == {ana.id}
    assert any(name.startswith(f"{busy.workspace.team_id}:{ana.id}:digest_on:") for name in kept["jobs"])
    assert WORDS not in json.dumps(kept)


async def test_of_a_stranger_nothing_is_kept(slack: LocalSlack) -> None:
    ben = slack.person("ben")
    assert await ben.command("/whichpm", "data") is None
    told = await last_dm(slack, ben, "I keep nothing about you")
    assert "Send it as a JSON file" not in told.buttons


async def test_no_byte_of_an_erased_person_is_left(
    local_slack: LocalSlack, advisor: Advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "GRACE", timedelta(seconds=1))
    ana = local_slack.person("ana")
    app = WhichPM(local_settings(local_slack, Settings(), tmp_path), advisor)
    async with over_http(local_slack, app):
        await leave_traces(local_slack, ana)
        assert {ana.id, "skills_needed", "responses"} <= set(re.findall(r"\w+", scanned(tmp_path)))
        await ana.dm("delete my data")
        await ana.click(await last_dm(local_slack, ana, "Shall I?"), "Yes, erase it")
        await last_dm(local_slack, ana, "I keep nothing about you now")
        await asyncio.sleep(7)  # the worker looks every five seconds
    left = scanned(tmp_path)
    results = [
        band for band in ("lean_program", "strong_product", "skills_needed", "industries") if band in left
    ]
    assert (ana.id in left, WORDS in left, results) == (False, False, [])


def scanned(folder: Path) -> str:
    """All bytes of both databases, logs included."""
    files = [one for one in folder.iterdir() if one.name.startswith("whichpm")]
    assert len(files) >= 2
    return b"".join(one.read_bytes() for one in files).decode("latin-1")
