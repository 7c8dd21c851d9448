"""41: tokens, secrets, keys and what people type: never in logs, numbers or the database."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.logs import JsonFormatter
from bot.playground import Fault
from bot.settings import Settings
from tests.bot.tenancy.conftest import CLIENT_SECRET, DATA_KEY, Installed

WORDS = "canarywords what is a program manager"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the app's own log handler would have written, with libraries at INFO."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


def secrets_of(installed: Installed) -> set[str]:
    issued = installed.slack.installs
    return {
        *issued._tokens,
        *issued._refresh,
        installed.slack.signing_secret,
        CLIENT_SECRET,
        "canarywords",
        DATA_KEY,
    }


async def everything(installed: Installed) -> set[str]:
    """Installs, answers, fails, leaves; the codes and states that went over the line."""
    await installed.install("T7")
    await installed.mention("T7", WORDS)
    await installed.slack.until(lambda: installed.posts() or None)
    installed.slack.fail("chat.postMessage", Fault.refusal("token_revoked"))
    await installed.mention("T7", WORDS + " again")
    installed.slack.fail("chat.postMessage", Fault.html())
    await installed.mention("T7", WORDS + " and again")
    await installed.mention("T9", WORDS)
    _, cookie = await installed.begin()
    state, code = cookie.partition("=")[2], "canarycode"
    await installed.finish(f"code={code}&state={state}", cookie)
    await installed.finish(f"code={code}&state={state}", cookie)
    installed.slack.fail("oauth.v2.access", Fault.html())
    _, cookie = await installed.begin()
    await installed.finish(f"code={code}&state={cookie.partition('=')[2]}", cookie)
    await installed.slack.settle(quiet=0.3)
    return {state, code, cookie}


async def test_41_no_secret_and_no_word_is_left_anywhere(
    installed: Installed, oauth_settings: Settings, logged: io.StringIO
) -> None:
    used = await everything(installed)
    secrets = secrets_of(installed)
    places = {
        "logs": logged.getvalue(),
        "metrics": installed.app.metrics.text().decode(),
        "settings": f"{oauth_settings!r} {oauth_settings} {oauth_settings.oauth()!r}",
    }
    hits = [(place, secret) for place, said in places.items() for secret in secrets | used if secret in said]
    assert hits == []
    assert '"answered"' in places["logs"]


async def test_41_the_database_holds_neither_tokens_nor_words(installed: Installed) -> None:
    await everything(installed)
    stored = b"".join(file.read_bytes() for file in database_files(installed.folder))
    assert b"slack_installations" in stored
    hits = [secret for secret in secrets_of(installed) if secret.encode() in stored]
    assert hits == []


async def test_one_line_an_event_tells_what_happened(installed: Installed, logged: io.StringIO) -> None:
    await installed.install("T7")
    await installed.mention("T7", WORDS)
    await installed.slack.until(lambda: installed.posts() or None)
    await installed.slack.settle()
    (line,) = [line for line in logged.getvalue().splitlines() if '"answered"' in line]
    assert all(field in line for field in ('"team": "T7"', '"decision": ', '"seconds": ', '"place": '))


def database_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("whichpm.db*"))
