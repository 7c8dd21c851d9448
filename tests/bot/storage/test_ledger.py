"""One contract for every database: taken in once, committed whole, sent once, and never by two processes."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.advisor import Act, Address, Choice, Exchange, Session
from bot.advisor.summary import OUTSIDE, Past
from bot.storage import Change, Committed, History, Ledger, Step, Work, open_engine, parse_database_url
from tests.bot.storage.conftest import Ledgers

ANA = Address("T1", "U1", "C1:1.1")
SAID = Session((Exchange("skills_needed", "program", ("B069",), (0, 1)),))
WORK = Work("T1", "post:C1:1.1", "U1", "channel", "sealed", 1.0)
KEYS = ("post:C1:1.1", "event:E1")


async def saved(
    ledger: Ledger, session: Session | None = SAID, version: int = 0, **more: object
) -> Committed:
    """A new work that is committed at once."""
    work = replace(WORK, **more)
    await ledger.take_in(work, (work.id,))
    return await ledger.commit(work, Change(ANA, session, version), ["letter"])


async def test_a_new_conversation_is_empty(ledger: Ledger) -> None:
    found = await ledger.load(ANA)
    assert (found.session, found.version) == (Session(), 0)


async def test_a_saved_session_comes_back_whole(ledger: Ledger) -> None:
    said = Session(SAID.exchanges, (Choice(Act.ASK, "industries", "both"),), confirming=True)
    assert await saved(ledger, said) is Committed.SAVED
    found = await ledger.load(ANA)
    assert (found.session, found.version) == (said, 1)


async def test_only_one_of_two_turns_saves_over_the_same_version(ledger: Ledger) -> None:
    assert await saved(ledger, SAID, 0, id="a") is Committed.SAVED
    assert await saved(ledger, Session(), 0, id="b") is Committed.OUTRUN
    assert await saved(ledger, Session(), 1, id="c") is Committed.SAVED
    assert await saved(ledger, SAID, 1, id="d") is Committed.OUTRUN
    assert (await ledger.load(ANA)).session == Session()


async def test_a_turn_that_was_outrun_leaves_nothing_and_can_be_taken_again(ledger: Ledger) -> None:
    await saved(ledger, SAID, 0, id="a")
    await saved(ledger, Session(), 0, id="b")
    pending = await ledger.fetch("T1", "b")
    assert pending is not None
    assert (pending.letters, pending.work.payload) == ((), "sealed")
    change = Change(ANA, Session(), 1)
    assert await ledger.commit(replace(WORK, id="b"), change, ["letter"]) is Committed.SAVED


@pytest.mark.parametrize("other", [Address("T2", "U1", "C1:1.1"), Address("T1", "U2", "C1:1.1")])
async def test_another_team_or_person_sees_nothing(ledger: Ledger, other: Address) -> None:
    await saved(ledger)
    assert (await ledger.load(other)).session == Session()


async def test_an_arrival_is_taken_in_once_under_any_of_its_keys(ledger: Ledger) -> None:
    assert await ledger.take_in(WORK, KEYS)
    assert not await ledger.take_in(replace(WORK, id="event:E2"), ("event:E2", "post:C1:1.1"))
    assert not await ledger.take_in(WORK, ("event:E1",))
    assert await ledger.take_in(replace(WORK, team="T2"), KEYS)
    assert await ledger.names() == [("T1", WORK.id), ("T2", WORK.id)]


async def test_of_many_at_once_one_is_taken_in(ledger: Ledger) -> None:
    taken = await asyncio.gather(*(ledger.take_in(WORK, KEYS) for _ in range(40)))
    assert sum(taken) == 1


async def test_a_turn_is_committed_once(ledger: Ledger) -> None:
    assert await saved(ledger, None) is Committed.SAVED
    assert await ledger.commit(WORK, Change(ANA, None, 0), ["letter"]) is Committed.GONE


async def test_letters_are_worked_one_after_the_other_and_the_work_goes_with_the_last(ledger: Ledger) -> None:
    await ledger.take_in(WORK, KEYS)
    await ledger.commit(WORK, Change(ANA, SAID, 0), ["one", "two"], Step.SENDING)
    pending = await ledger.fetch("T1", WORK.id)
    assert pending is not None
    assert [(one.number, one.step, one.payload) for one in pending.letters] == [
        (1, Step.SENDING, "one"),
        (2, Step.READY, "two"),
    ]
    assert pending.work.payload == "", "the question is gone as soon as its answer is written"
    assert await ledger.sent(WORK, 1, 2)
    pending = await ledger.fetch("T1", WORK.id)
    assert pending is not None
    assert [(one.number, one.step) for one in pending.letters] == [(2, Step.SENDING)]
    assert not await ledger.sent(WORK, 2, None)
    assert await ledger.fetch("T1", WORK.id) is None
    assert await ledger.names() == []


async def test_a_letter_can_be_put_in_the_place_of_another(ledger: Ledger) -> None:
    await saved(ledger)
    assert await ledger.begin(WORK, 1, None)
    assert await ledger.begin(WORK, 1, "other")
    pending = await ledger.fetch("T1", WORK.id)
    assert pending is not None
    assert [(one.step, one.payload) for one in pending.letters] == [(Step.SENDING, "other")]


async def test_work_without_letters_is_done(ledger: Ledger) -> None:
    await ledger.take_in(WORK, KEYS)
    assert await ledger.commit(WORK, Change(ANA, SAID, 0), []) is Committed.SAVED
    assert await ledger.names() == []


async def test_what_is_cancelled_before_it_is_sent_is_not_sent(ledger: Ledger) -> None:
    await ledger.take_in(WORK, KEYS)
    await ledger.cancel("T1", WORK.id, (WORK.id,))
    assert await ledger.commit(WORK, Change(ANA, SAID, 0), ["letter"]) is Committed.GONE
    await saved(ledger, None, id="b")
    await ledger.cancel("T1", "b", ("b",))
    assert not await ledger.begin(replace(WORK, id="b"), 1, None)
    assert await ledger.names() == []


async def test_what_is_cancelled_before_it_arrives_is_not_taken_in(ledger: Ledger) -> None:
    await ledger.cancel("T1", WORK.id, (WORK.id,))
    assert not await ledger.take_in(WORK, KEYS)


async def test_erasing_a_person_leaves_others_and_the_answer_that_says_so(ledger: Ledger) -> None:
    ben = Address("T1", "U2", ANA.dialog)
    for address, name in ((ANA, "a"), (ben, "b")):
        work = replace(WORK, id=name, user=address.user)
        await ledger.take_in(work, (name,))
        await ledger.commit(work, Change(address, SAID, 0), ["letter"])
    await ledger.take_in(WORK, KEYS)
    assert await ledger.commit(WORK, Change(ANA, None, 1, erase=True), ["gone"]) is Committed.SAVED
    assert (await ledger.load(ANA)).version == 0
    assert (await ledger.load(ben)).session == SAID
    assert sorted(await ledger.names()) == [("T1", "b"), ("T1", WORK.id)]


async def remembered(url: str) -> list[Past]:
    engine = open_engine(parse_database_url(url))
    try:
        return await History(engine).since("T1", "U1", datetime.fromtimestamp(0, UTC))
    finally:
        await engine.dispose()


PASTS = (
    Past("skills_needed", "program", ("B069", "B070"), dialog="C1:1.1", at=1_760_000_000.25),
    Past("out_of_scope", "none", (), OUTSIDE, "C1:1.1", 1_760_000_000.25),
)


async def test_a_turn_joins_the_history_once(ledger: Ledger, ledgers: Ledgers) -> None:
    for version, one in enumerate(("a", "b")):
        work = replace(WORK, id=one)
        await ledger.take_in(work, (one,))
        change = Change(ANA, SAID, version, key="post:C1:1.1", pasts=PASTS)
        assert await ledger.commit(work, change, ["letter"]) is Committed.SAVED
    assert await remembered(ledgers.url) == list(PASTS)


async def test_a_turn_that_is_not_saved_joins_no_history(ledger: Ledger, ledgers: Ledgers) -> None:
    await saved(ledger, SAID, 0, id="a")
    await ledger.take_in(replace(WORK, id="b"), ("b",))
    outrun = Change(ANA, SAID, 0, key="b", pasts=PASTS)
    assert await ledger.commit(replace(WORK, id="b"), outrun, ["letter"]) is Committed.OUTRUN
    gone = Change(ANA, None, 0, key="c", pasts=PASTS)
    assert await ledger.commit(replace(WORK, id="c"), gone, ["letter"]) is Committed.GONE
    assert await remembered(ledgers.url) == []
