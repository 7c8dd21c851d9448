"""A job's message is seen once, whatever breaks between us and Slack."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.advisor import Note, Reply
from bot.jobs.job import Job, Later
from bot.jobs.lease import Lease
from bot.jobs.pacing import Pacing
from bot.jobs.post import Fate, Result
from bot.jobs.sender import SHUT_OUT_SECONDS, Sender
from bot.storage import Posts
from tests.bot.jobs.conftest import FakePost

JOB = Job("summary", "T1", "U1", "E1", 5.0)
HELLO = Reply((Note("hello"),))


async def send(sender: Sender, tries: int = 5, spare: bool = False) -> Result:
    for _ in range(tries):
        result = await sender.send(JOB, HELLO, "message", spare)
        if isinstance(result, Result):
            return result
        await asyncio.sleep(result.seconds)
    raise AssertionError("it never came to an end")


async def test_it_is_sent_once_however_often_the_job_runs(sender: Sender, post: FakePost) -> None:
    for _ in range(3):
        assert await send(sender) == Result(Fate.SENT)
    assert post.texts == ["hello"]


async def test_an_answer_that_was_lost_is_found_again(sender: Sender, post: FakePost) -> None:
    post.results = [Result(Fate.UNSURE, "TimeoutError")]
    assert await send(sender) == Result(Fate.SENT)
    assert (post.texts, post.looks) == (["hello"], 1)


async def test_what_surely_did_not_arrive_is_sent_again(sender: Sender, post: FakePost) -> None:
    post.results, post.accepts_unsure = [Result(Fate.UNSURE)] * 2, False
    assert await send(sender) == Result(Fate.SENT)
    assert (post.texts, post.looks) == (["hello"], 2)


@pytest.mark.parametrize(("spare", "times"), [(True, 1), (False, 2)])
async def test_without_a_look_it_depends_on_what_it_is(
    spare: bool, times: int, sender: Sender, post: FakePost
) -> None:
    post.results, post.can_look = [Result(Fate.UNSURE)], False
    await send(sender, spare=spare)
    assert len(post.texts) == times


async def test_a_message_of_a_process_that_died_waits_its_quarantine(
    post: FakePost, database: object
) -> None:
    posts = Posts(database)  # type: ignore[arg-type]
    await posts.begin("T1", "U1", f"{JOB.id}:message", datetime.now(UTC) - timedelta(seconds=1))
    result = await Sender(post, posts, Pacing(), "secret", Lease(), quarantine=60).send(JOB, HELLO, "message")
    assert isinstance(result, Later)
    assert 58 < result.seconds < 60


async def test_nothing_is_sent_before_slack_allows_it(sender: Sender, post: FakePost) -> None:
    post.results = [Result(Fate.TOO_FAST, seconds=30)]
    assert await sender.send(JOB, HELLO, "message") == Later(30)
    other = await sender.send(Job("summary", "T1", "U2", "E1"), HELLO, "message")
    assert isinstance(other, Later)
    assert await sender.send(Job("summary", "T2", "U2", "E1"), HELLO, "message") == Result(Fate.SENT)
    assert len(post.shown) == 1


async def test_what_slack_was_not_given_is_given_later_without_a_look(sender: Sender, post: FakePost) -> None:
    post.results = [Result(Fate.UNASKED, "TimeoutError", 30.0)]
    assert await sender.send(JOB, HELLO, "message", spare=True) == Later(30)
    assert await sender.send(JOB, HELLO, "message", spare=True) == Result(Fate.SENT)
    assert post.looks == 0


@pytest.mark.parametrize("fate", [Fate.REFUSED, Fate.GONE])
async def test_a_refusal_is_not_tried_again(fate: Fate, sender: Sender, post: FakePost) -> None:
    post.results = [Result(fate, "is_archived")]
    assert await sender.send(JOB, HELLO, "message") == Result(fate, "is_archived")
    assert await sender.send(JOB, HELLO, "message") == Result(Fate.SENT), "done with, so not tried"
    assert post.shown == []


async def test_a_workspace_that_shut_us_out_is_asked_later(sender: Sender, post: FakePost) -> None:
    post.results = [Result(Fate.SHUT_OUT, "token_revoked")]
    assert await sender.send(JOB, HELLO, "message") == Later(SHUT_OUT_SECONDS)
    assert await sender.send(JOB, HELLO, "message") == Result(Fate.SENT)


async def test_the_mark_tells_nothing_and_is_the_same_again(sender: Sender, post: FakePost) -> None:
    post.results, post.accepts_unsure, post.can_look = [Result(Fate.UNSURE)], True, False
    await send(sender)
    marks = {shown[3] for shown in post.shown}
    assert len(marks) == 1
    assert "U1" not in marks.pop()


async def test_posts_in_one_channel_keep_their_distance() -> None:
    now, starts = [0.0], list[tuple[str, float]]()

    async def sleep(seconds: float) -> None:
        now[0] += seconds

    pacing = Pacing(gap=1.0, clock=lambda: now[0], sleep=sleep)
    for channel in ("a", "a", "b", "a"):
        async with pacing.turn("T1", channel):
            starts.append((channel, now[0]))
            now[0] += 0.3
    times = [at for channel, at in starts if channel == "a"]
    assert all(later - earlier >= 1.3 for earlier, later in pairwise(times))
