"""Catalogue 41: words and secrets on every road, and no trace of them in logs, numbers or databases."""

import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg
import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.advisor import Advisor, Message, Turn
from bot.app import WhichPM
from bot.logs import set_up_logs
from bot.playground import Fault, LocalSlack, Person
from bot.playground.demo import local_settings, over_http
from bot.settings import Settings
from tests.faults.test_doors_of_the_app import FORM, address, post, signed

WORD = "zebracanary"
QUESTION = f"what is a program manager {WORD}?"
AD = f"Nice to have: {WORD}. You will own the roadmap, write requirements and lead discovery. " * 5
BROKEN = [b'{"text": "%s"', b"payload=%s", b"\xff%s", b'["%s"]', b'{"event": {"text": "%s"}}']
TABLES = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'dbos')"


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the app writes with LOG_LEVEL=DEBUG."""
    stream, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr("sys.stderr", stream)
    set_up_logs("DEBUG")
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest_asyncio.fixture
async def app(
    logged: io.StringIO, local_slack: LocalSlack, advisor: Advisor, tmp_path: Path, database_url: str
) -> AsyncIterator[WhichPM]:
    settings = local_settings(local_slack, Settings(_env_file=None), tmp_path)
    app = WhichPM(settings.model_copy(update={"database_url": SecretStr(database_url)}), advisor)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(over_http(local_slack, app))
        yield app


async def test_41_no_road_leaves_words_or_secrets_behind(
    app: WhichPM, local_slack: LocalSlack, logged: io.StringIO, database_url: str, tmp_path: Path
) -> None:
    zoe = local_slack.add_user(WORD)
    await zoe.join("careers")
    await asked(local_slack, zoe)
    await clicked(local_slack, zoe)
    await fails(local_slack, zoe)
    await breaks(app, local_slack, zoe)
    await knocked(local_slack)
    await local_slack.settle(quiet=0.5)
    local_slack.access.problem = "token_revoked"
    await zoe.dm(QUESTION)
    await zoe.command("/whichpm", QUESTION)
    await local_slack.settle(quiet=0.5)
    places = {
        "logs": logged.getvalue().encode(),
        "numbers": await numbers(local_slack),
        "database": await stored(database_url, tmp_path),
    }
    secrets = [WORD, local_slack.bot_token, local_slack.signing_secret, "/response/"]
    assert [(place, one) for place, held in places.items() for one in secrets if one.encode() in held] == []
    assert {"answered", "turn_failed", "payload_dropped", "letter_unsure"} <= events_of(logged)
    assert zoe.id.encode() in places["database"]


def events_of(logged: io.StringIO) -> set[str]:
    return {json.loads(line)["event"] for line in logged.getvalue().splitlines()}


async def asked(slack: LocalSlack, zoe: Person) -> None:
    """By every way to say something."""
    mention = await zoe.mention("careers", QUESTION)
    await slack.until(lambda: slack.thread(mention) or None)
    await zoe.dm(f"summarize this {WORD}")
    await zoe.edit(mention, f"{QUESTION} and more")
    await zoe.delete(await zoe.dm(f"send me a weekly digest {WORD}"))
    await zoe.dm(AD)
    await zoe.dm(WORD)
    for command in ("/whichpm", "/fit-quiz"):
        await zoe.command(command, QUESTION)
    said = await zoe.say("careers", AD)
    for shortcut in ("read_ad", "summarise"):
        await zoe.message_shortcut(said, shortcut)
    await zoe.shortcut("fit_quiz")
    await zoe.react(mention, "wave")
    await slack.settle(quiet=0.5)


async def clicked(slack: LocalSlack, zoe: Person) -> None:
    """A thumb, a button, and the field of the Home tab."""
    answers = [one for one in zoe.direct_messages() if one.buttons]
    await zoe.click(answers[0], answers[0].buttons[0])
    await zoe.rate(next(one for one in slack.messages("careers") if one.bot_id), True)
    await zoe.open_home()
    home = await slack.until(zoe.home)
    assert await zoe.choose(home, "ask", QUESTION) is None
    await slack.settle(quiet=0.5)


async def fails(slack: LocalSlack, zoe: Person) -> None:
    """Slack refuses, breaks and gets lost."""
    faults = [
        Fault.refusal("invalid_blocks"),
        Fault.refusal("is_archived"),
        Fault.html(),
        Fault.ratelimited(),
    ]
    for fault in faults:
        slack.fail("chat.postMessage", fault)
        await zoe.mention("careers", QUESTION)
    await slack.settle(quiet=1.5)


async def breaks(app: WhichPM, slack: LocalSlack, zoe: Person) -> None:
    """The error of a turn tells what it could not read."""

    def take_turn(message: Message, *_: object) -> Turn:
        raise ValueError(f"cannot read {message.text}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app.advisor, "take_turn", take_turn)
        await zoe.mention("careers", QUESTION)
        broke = app.advisor.phrases.something_broke
        await slack.until(lambda: any(broke in one.text for one in zoe.ephemerals()) or None)


async def knocked(slack: LocalSlack) -> None:
    """What is not of Slack, and what is but is broken."""
    for body in (one.replace(b"%s", WORD.encode()) for one in BROKEN):
        for kind in ("application/json", FORM):
            await post(slack, body, kind, signed(body))
            await post(slack, body, kind, signed(body, "f" * 32))


async def numbers(slack: LocalSlack) -> bytes:
    async with (
        aiohttp.ClientSession() as session,
        session.get(address(slack).replace("/slack/events", "/metrics")) as answer,
    ):
        return await answer.read()


async def stored(url: str, folder: Path) -> bytes:
    """Every byte of the files, or every row of PostgreSQL, jobs included."""
    if url.startswith("sqlite"):
        return bytes_of(folder)
    connection = await asyncpg.connect(url)
    try:
        tables = [f'"{one[0]}"."{one[1]}"' for one in await connection.fetch(TABLES)]
        rows: list[Any] = [dict(row) for one in tables for row in await connection.fetch(f"TABLE {one}")]
        return json.dumps(rows, default=str).encode()
    finally:
        await connection.close()


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob("test*.db*")))
