"""What ends by itself or on demand: erasure, a workspace that leaves, the retention period; and the gaps."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.app import WhichPM
from bot.gaps import list_gaps
from bot.jobs import keeping
from bot.jobs.work import Work
from bot.playground import Fault, LocalSlack, Message
from bot.storage import Store
from knowledge import Knowledge
from tests.bot.test_fit_in_slack import last_dm
from tests.bot.test_home_in_slack import home_with, labels, open_home, words
from tests.bot.test_own_data_in_slack import WORDS, leave_traces, scanned

ERASED = ("topics", "ratings", "fit assessments", "digest", "still to send you")
LEAVING = [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["U1"], "oauth": []}}]


@pytest.fixture
def transport() -> str:
    return "http"


@pytest.fixture
def work(app: WhichPM) -> Work:
    assert isinstance(app._work, Work)
    return app._work


@pytest_asyncio.fixture
async def busy(slack: LocalSlack) -> AsyncIterator[LocalSlack]:
    """Ana has done everything that leaves a trace."""
    await leave_traces(slack, slack.person("ana"))
    await slack.settle(quiet=0.7)
    yield slack


async def ask_to_erase(slack: LocalSlack, said: str = "delete my data") -> Message:
    await slack.person("ana").dm(said)
    return await last_dm(slack, slack.person("ana"), "Shall I?")


async def test_it_asks_once_and_says_what_was_erased(busy: LocalSlack, work: Work) -> None:
    ana = busy.person("ana")
    asked = await ask_to_erase(busy)
    assert all(one in asked.text for one in ERASED)
    assert ana.id in await person_ids(work)
    await ana.click(asked, "Yes, erase it")
    done = await last_dm(busy, ana, "I keep nothing about you now")
    assert all(one in done.text for one in ERASED)


async def test_kept_on_a_no(busy: LocalSlack) -> None:
    ana = busy.person("ana")
    await ana.click(await ask_to_erase(busy), "No, keep it")
    await last_dm(busy, ana, "nothing was erased")
    await ana.dm("data")
    assert "Ratings of my answers: 1" in (await last_dm(busy, ana, "What I keep about you\n")).text


async def person_ids(work: Work) -> set[str]:
    """Whose jobs are known."""
    return {name.split(":")[1] for name in await work.engine._ids() if name.count(":") > 1}


async def test_what_was_on_its_way_does_not_come(busy: LocalSlack) -> None:
    ana, before = busy.person("ana"), len(summaries(busy))
    asked = await ask_to_erase(busy)
    await busy.settle(quiet=0.5)
    busy.fail("chat.postMessage", Fault.ratelimited("3"))
    await ana.mention("careers", "dm me a summary")
    await busy.until(lambda: busy.calls("chat.postMessage")[-1]["answer"].get("error") or None)
    await ana.click(asked, "Yes, erase it")
    await last_dm(busy, ana, "I keep nothing about you now")
    await busy.settle(quiet=4.0)
    assert len(summaries(busy)) == before


def summaries(slack: LocalSlack) -> list[Message]:
    return [one for one in slack.person("ana").direct_messages() if one.text.startswith("Your summary\n")]


async def test_the_home_tab_shows_nothing_more_and_leaves_no_row(
    busy: LocalSlack, work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = busy.person("ana")
    await open_home(busy, ana)
    await home_with(busy, ana, lambda one: "Closest description" in words(one))
    await ana.click(await ask_to_erase(busy), "Yes, erase it")
    for _ in range(3):  # a worker that looks at just that moment
        await work.purge.run()
    await home_with(busy, ana, lambda one: "Closest description" not in words(one))
    assert "Turn the digest on" in labels(await open_home(busy, ana))
    await busy.settle(quiet=1.0)
    monkeypatch.setattr(keeping, "GRACE", timedelta(0))
    await work.purge.run()
    assert ana.id not in scanned(tmp_path)


async def test_what_is_asked_for_since_is_done(busy: LocalSlack, work: Work) -> None:
    ana = busy.person("ana")
    await ana.click(await ask_to_erase(busy), "Yes, erase it")
    await last_dm(busy, ana, "I keep nothing about you now")
    await ana.dm("send me a weekly digest on tuesday")
    await work.purge.run()
    await last_dm(busy, ana, "your digest comes on Tuesday")


@pytest.mark.parametrize("order", [LEAVING, LEAVING[::-1]], ids=["uninstalled first", "revoked first"])
async def test_a_workspace_that_leaves_is_erased_whatever_the_order(
    order: list[dict[str, object]], busy: LocalSlack, app: WhichPM, tmp_path: Path
) -> None:
    team = busy.workspace.team_id
    busy.fail("auth.test", Fault.refusal("account_inactive"), times=None)
    for event in order:
        assert (await busy.event_of(team, {**event, "event_ts": "1.1"})).status == 200
    app.farewell._clock = lambda: datetime.now(UTC) + timedelta(seconds=25)
    assert await app.farewell.look() == 0
    left = scanned(tmp_path)
    assert (team in left, busy.person("ana").id in left, WORDS in left) == (False, False, False)


async def test_what_is_older_than_the_retention_period_goes(
    busy: LocalSlack, work: Work, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (retention,) = [one for one in work.engine._schedules if one.name == "retention"]
    for days, is_left in ((179, True), (181, False)):
        monkeypatch.setattr(keeping, "utc_now", lambda days=days: datetime.now(UTC) + timedelta(days=days))
        await retention.run(datetime.now(UTC))
        left = {table: await count(store, table) for table in ("sessions", "feedback", "history", "posts")}
        assert {bool(number) for number in left.values()} == {is_left}, left
    assert (await count(store, "digests"), await count(store, "cards"), await count(store, "seen")) == (
        1,
        0,
        0,
    )


async def count(store: Store, table: str) -> int:
    query = text(f"SELECT count(*) FROM {table}").execution_options(maintenance="test")  # noqa: S608
    async with store._engine.connect() as connection:
        return int((await connection.execute(query)).scalar() or 0)


async def test_what_was_not_addressed_to_the_app_is_not_kept(slack: LocalSlack, tmp_path: Path) -> None:
    ben = slack.person("ben")
    said = await ben.say("careers", f"what does a product manager earn in {WORDS}?")
    await slack.person("ana").mention("careers", "what skills does a program manager need?", said)
    await slack.until(lambda: slack.calls("chat.postMessage") or None)
    left = scanned(tmp_path)
    assert (ben.id in left, WORDS in left) == (False, False)


async def test_the_keeper_reads_gaps_and_dislikes_without_names(
    slack: LocalSlack, store: Store, knowledge: Knowledge, tmp_path: Path
) -> None:
    ana = slack.person("ana")
    await ana.dm(f"what is the salary of a product manager in {WORDS}?")
    answer = await last_dm(slack, ana, "do not say what these roles earn")
    await ana.dm("which industries hire product managers?")
    await ana.rate(await last_dm(slack, ana, "Sources:"), good=False)
    await slack.settle(quiet=0.5)
    lines = "\n".join(await list_gaps(f"sqlite:///{tmp_path / 'whichpm.db'}", knowledge))
    assert answer.text.split(",")[0] in lines
    assert "industries / product" in lines.split("thumbs down:")[1]
    assert (ana.id in lines, WORDS in lines, slack.workspace.team_id in lines) == (False, False, False)
