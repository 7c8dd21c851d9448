"""Catalogue 17, 18, 41: a file that cannot be written costs a retry and nothing else; no words at rest."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import WhichPM
from bot.playground import LocalSlack
from bot.storage import StorageAwayError, Work, build_ledger, migrate, open_engine, parse_database_url
from tests.faults.test_slacks_side import shut_out

QUESTION = "what is a program manager?"


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.group_commit.BUSY_MS", 400)


@pytest.mark.usefixtures("short_patience")
@pytest.mark.parametrize("acked", [[200], [500, 200]], ids=["shortly", "for longer"])
async def test_17_a_locked_file_is_waited_for(
    acked: list[int],
    app: WhichPM,
    local_slack: LocalSlack,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    other = sqlite3.connect(tmp_path / "whichpm.db", isolation_level=None, check_same_thread=False)
    # Off the loop: a transaction of the app that waits for the loop would never let go of the file.
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
    asking = asyncio.create_task(local_slack.person("ana").mention("careers", QUESTION))
    await asyncio.sleep(0.1)
    await local_slack.until(lambda: 500 not in acked or local_slack.deliveries("event") or None)
    other.execute("ROLLBACK")
    other.close()
    asked = await asking
    await local_slack.until(lambda: local_slack.thread(asked) or None, 15)
    await local_slack.settle()
    assert len(local_slack.thread(asked)) == 1
    acks = [one["status"] for one in local_slack.deliveries("event")]
    assert list(dict.fromkeys(acks)) == acked
    assert [one for one in caplog.records if one.exc_info] == []


async def test_17_a_deleted_file_is_an_error_and_not_a_loss(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    url = parse_database_url(f"sqlite:///{path}")
    engine = open_engine(url)
    await migrate(engine)
    await engine.dispose()
    ledger = build_ledger(url, "me", lambda _: None)
    await ledger.open()
    work = Work("T1", "post:1", "U1", "dm", "sealed", 1.0)
    assert await ledger.take_in(work, ("post:1",))
    path.unlink()
    with pytest.raises(StorageAwayError):
        await ledger.take_in(work, ("post:2",))
    await ledger.close()


async def test_18_a_full_disk_is_an_error_and_heals(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    url = parse_database_url(f"sqlite:///{path}")
    engine = open_engine(url)
    await migrate(engine)
    await engine.dispose()
    ledger = build_ledger(url, "me", lambda _: None)
    await ledger.open()
    limit: Callable[[int], object] = lambda pages: ledger._writer.run(  # type: ignore[attr-defined]  # noqa: E731
        lambda database: database.execute(f"PRAGMA max_page_count={pages}").fetchone()
    )
    await limit(1)
    with pytest.raises(StorageAwayError, match="full"):
        await ledger.take_in(Work("T1", "a", "U1", "dm", "x" * 200_000, 1.0), ("a",))
    assert await ledger.names() == []
    await limit(100_000)
    assert await ledger.take_in(Work("T1", "a", "U1", "dm", "x" * 200_000, 1.0), ("a",))
    await ledger.close()


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("whichpm.db*"))


async def test_41_no_words_and_no_secrets_lie_in_the_file(
    local_slack: LocalSlack, app: WhichPM, tmp_path: Path
) -> None:
    local_slack.access.problem = "token_revoked"
    ana = local_slack.person("ana")
    await ana.dm("what is a program manager canarywords")
    await shut_out(app)
    held = await asyncio.to_thread(everything_in, tmp_path)
    assert len(await app.ledger.names()) == 1
    for secret in (b"canarywords", b"program manager", local_slack.bot_token.encode(), b"response/"):
        assert secret not in held
