"""The door to Slack, against the strict local Slack: what it sends, finds, and makes of errors."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.advisor import Heading, Lead, Note, Reply, Scale, Sentence, To
from bot.blocks import Labels
from bot.fence import fenced_session
from bot.jobs.job import Job, Later
from bot.jobs.lease import Lease
from bot.jobs.pacing import Pacing
from bot.jobs.post import Fate, File, Result
from bot.jobs.sender import Sender
from bot.jobs.slack_post import SlackPost
from bot.playground import Fault, LocalSlack
from bot.storage import Posts
from bot.tenants import NotInstalledError, UndecidedError

pytest_plugins = ["bot.playground.pytest_plugin"]

HELLO = Reply((Heading("Hello"), Lead(Sentence("<!channel> a & b"))), to=To.DM)


@pytest_asyncio.fixture
async def post(local_slack: LocalSlack) -> AsyncIterator[SlackPost]:
    async with fenced_session(1) as session:
        client = AsyncWebClient(
            token=local_slack.bot_token,
            base_url=local_slack.api_url,
            timeout=1,
            retry_handlers=[],
            session=session,
        )

        async def client_of(_: str) -> AsyncWebClient:
            return client

        yield SlackPost(client_of, Labels("good", "bad"))


async def test_a_message_goes_to_the_person_alone(local_slack: LocalSlack, post: SlackPost) -> None:
    ana = local_slack.person("ana")
    assert await post.send("T1", ana.id, HELLO, "m1") == Result(Fate.SENT)
    (message,) = ana.direct_messages()
    assert message.text == "Hello\n\n&lt;!channel&gt; a &amp; b"


async def test_20_a_worker_that_stood_still_sends_nothing_before_its_next_beat(
    local_slack: LocalSlack, post: SlackPost, database: AsyncEngine
) -> None:
    ana, lease = local_slack.person("ana"), Lease(until=time.monotonic() - 1)
    sender = Sender(post, Posts(database), Pacing(), "secret", lease, quarantine=0.05)
    job = Job("summary", "T1", ana.id, "E1", 5.0)
    assert await sender.send(job, HELLO, "message") == Later(0.05)
    assert ana.direct_messages() == []
    lease.renew(time.monotonic())
    await asyncio.sleep(0.1)
    assert await sender.send(job, HELLO, "message") == Result(Fate.SENT)
    assert len(ana.direct_messages()) == 1


async def test_it_is_found_by_its_mark(local_slack: LocalSlack, post: SlackPost) -> None:
    ana, now = local_slack.person("ana"), datetime.now(UTC)
    await post.send("T1", ana.id, HELLO, "m1")
    assert await post.look("T1", ana.id, "m1", now) is True
    assert await post.look("T1", ana.id, "m2", now) is False


async def test_a_file_is_shown_with_its_comment(local_slack: LocalSlack, post: SlackPost) -> None:
    ana = local_slack.person("ana")
    file = File("summary.md", "To keep.", "# Your summary\n")
    assert await post.send("T1", ana.id, file, "m1") == Result(Fate.SENT)
    (message,) = ana.direct_messages()
    assert (message.text, [one["name"] for one in message.files]) == ("To keep.", ["summary.md"])


async def test_a_picture_that_cannot_be_uploaded_is_left_to_its_words(
    local_slack: LocalSlack, post: SlackPost
) -> None:
    scale = Scale(0.5, 0.3, ("a", "b", "c"), (), "a little to the right")
    await post.send("T1", local_slack.person("ana").id, Reply((scale, Note("a note"))), "m1")
    (message,) = local_slack.person("ana").direct_messages()
    assert "a little to the right" in message.text
    assert [block["type"] for block in message.blocks] == ["context"]


FATES = [
    (Fault.refusal("user_not_found"), Fate.GONE),
    (Fault.refusal("is_archived"), Fate.GONE),
    (Fault.refusal("restricted_action"), Fate.REFUSED),
    (Fault.refusal("token_revoked"), Fate.SHUT_OUT),
    (Fault.refusal("internal_error"), Fate.UNSURE),
    (Fault.broken(503), Fate.UNSURE),
    (Fault.html(), Fate.UNSURE),
    (Fault.truncated(), Fate.UNSURE),
    (Fault.connection_reset("before"), Fate.UNSURE),
    (Fault.connection_reset("after"), Fate.UNSURE),
    (Fault.slow(1.5, "after"), Fate.UNSURE),
    (Fault.answer_without("ts"), Fate.UNSURE),
]


@pytest.mark.parametrize(("fault", "fate"), FATES)
async def test_every_answer_of_slack_has_its_fate(
    fault: Fault, fate: Fate, local_slack: LocalSlack, post: SlackPost
) -> None:
    local_slack.fail("chat.postMessage", fault)
    assert (await post.send("T1", local_slack.person("ana").id, HELLO, "m1")).fate is fate
    assert len(local_slack.calls("chat.postMessage")) == 1


@pytest.mark.parametrize(("given", "seconds"), [("7", 7), ("1.5", 1.5), (None, 1), ("0", 1), ("soon", 30)])
async def test_too_fast_says_how_long_to_wait(
    given: str | None, seconds: float, local_slack: LocalSlack, post: SlackPost
) -> None:
    local_slack.fail("chat.postMessage", Fault.ratelimited(given))
    result = await post.send("T1", local_slack.person("ana").id, HELLO, "m1")
    assert (result.fate, result.seconds) == (Fate.TOO_FAST, seconds)


async def test_blocks_that_slack_refuses_are_sent_as_text(local_slack: LocalSlack, post: SlackPost) -> None:
    local_slack.fail("chat.postMessage", Fault.refusal("invalid_blocks"))
    assert await post.send("T1", local_slack.person("ana").id, HELLO, "m1") == Result(Fate.SENT)
    assert len(local_slack.person("ana").direct_messages()) == 1


async def test_the_zone_is_the_persons_own(local_slack: LocalSlack, post: SlackPost) -> None:
    ana = local_slack.person("ana")
    assert await post.zone("T1", ana.id) == "Europe/Berlin"
    local_slack.fail("users.info", Fault.refusal("missing_scope"))
    assert await post.zone("T1", ana.id) is None


async def test_where_it_may_not_look_it_says_so(local_slack: LocalSlack, post: SlackPost) -> None:
    local_slack.fail("conversations.history", Fault.refusal("missing_scope"))
    assert await post.look("T1", local_slack.person("ana").id, "m1", datetime.now(UTC)) is None


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (NotInstalledError("gone"), Result(Fate.SHUT_OUT, "not_installed")),
        (UndecidedError("TimeoutError"), Result(Fate.UNASKED, "TimeoutError", 30.0)),
    ],
)
async def test_without_a_token_nothing_was_given_to_slack(error: Exception, result: Result) -> None:
    async def client_of(_: str) -> AsyncWebClient:
        raise error

    post = SlackPost(client_of, Labels("good", "bad"))
    assert await post.send("T1", "U1", HELLO, "m1") == result
    with pytest.raises(type(error)):
        await post.look("T1", "U1", "m1", datetime.now(UTC))
