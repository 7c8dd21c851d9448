"""Catalogue 22 to 26: whatever Slack answers, a reply is seen once, or its end is known."""

import asyncio
import time
from collections.abc import Callable

import pytest

from bot.app import WhichPM
from bot.playground import Fault, LocalSlack

QUESTION = "what is a program manager?"


@pytest.mark.parametrize(
    ("header", "least"), [("0", 0.0), ("1", 1.0), ("1.5", 1.5), (None, 1.0)], ids=["0", "1", "1.5", "absent"]
)
async def test_22_no_call_is_made_inside_a_retry_after(
    header: str | None, least: float, app: WhichPM, local_slack: LocalSlack
) -> None:
    local_slack.fail("chat.postMessage", Fault.ratelimited(header))
    await local_slack.person("ana").mention("careers", QUESTION)
    await local_slack.until(lambda: local_slack.calls("chat.postMessage") or None)
    await asyncio.sleep(0.04)
    await local_slack.person("ben").mention("general", QUESTION)
    await local_slack.until(lambda: len(local_slack.messages("general")) == 2 or None, 10)
    await local_slack.until(lambda: len(local_slack.messages("careers")) == 2 or None, 10)
    calls = [e for e in local_slack.journal("call") if e.data["method"] == "chat.postMessage"]
    (refused,) = [e.at for e in calls if e.data["status"] == 429]
    assert all(e.at - refused >= least for e in calls if e.at > refused)


LOST = {
    "reset after": Fault.connection_reset("after"),
    "truncated": Fault.truncated(),
    "no ts": Fault.answer_without("ts"),
    "bad gateway after": Fault.broken(502, "after"),
    "reset before": Fault.connection_reset("before"),
    "bad gateway before": Fault.broken(503),
    "html": Fault.html(),
    "internal error": Fault.refusal("internal_error"),
}


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST.keys())
async def test_23_an_answer_that_got_lost_is_looked_for_and_seen_once(
    fault: Fault, app: WhichPM, local_slack: LocalSlack
) -> None:
    local_slack.fail("chat.postMessage", fault)
    asked = await local_slack.person("ana").mention("careers", QUESTION)
    await local_slack.until(lambda: local_slack.calls("conversations.replies") or None, 10)
    await local_slack.until(lambda: local_slack.thread(asked) or None, 10)
    await local_slack.settle()
    assert len(local_slack.thread(asked)) == 1


async def test_23_a_private_answer_that_got_lost_is_replaced(app: WhichPM, local_slack: LocalSlack) -> None:
    local_slack.fail("response", Fault.connection_reset("after"))
    ana = local_slack.person("ana")
    await ana.command("/whichpm", QUESTION)
    await local_slack.until(lambda: len(local_slack.calls("response")) == 2 or None, 10)
    await local_slack.settle()
    assert len(ana.ephemerals()) == 1


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth"])
async def test_24_a_workspace_that_shut_us_out_is_left_alone_and_its_work_kept(
    error: str, app: WhichPM, local_slack: LocalSlack
) -> None:
    local_slack.fail("chat.postMessage", Fault.refusal(error), times=None)
    await local_slack.person("ana").mention("careers", QUESTION)
    await shut_out(app)
    await app._recovery.sweep()
    assert app.worker.active == set()
    assert len(local_slack.calls("chat.postMessage")) == 1
    assert len(await app.ledger.names()) == 1


@pytest.mark.parametrize("error", ["is_archived", "restricted_action", "channel_not_found", "not_in_channel"])
async def test_25_where_we_may_not_write_the_person_hears_it(
    error: str, app: WhichPM, local_slack: LocalSlack
) -> None:
    local_slack.fail("chat.postMessage", Fault.refusal(error))
    ana = local_slack.person("ana")
    await ana.mention("careers", QUESTION)
    (sent,) = await local_slack.until(lambda: ana.direct_messages() or None)
    assert "/invite" in sent.text
    await until_done(app, local_slack)


@pytest.mark.parametrize("error", ["msg_too_long", "invalid_blocks"])
async def test_25_what_is_too_rich_is_sent_as_text(error: str, app: WhichPM, local_slack: LocalSlack) -> None:
    local_slack.fail("chat.postMessage", Fault.refusal(error))
    asked = await local_slack.person("ana").mention("careers", QUESTION)
    (answer,) = await local_slack.until(lambda: local_slack.thread(asked) or None)
    assert len(answer.text) <= 3_900


@pytest.mark.parametrize("error", ["user_disabled", "messages_tab_disabled", "missing_scope"])
async def test_26_a_person_who_cannot_be_reached_is_not_tried_again(
    error: str, app: WhichPM, local_slack: LocalSlack
) -> None:
    local_slack.fail("chat.postMessage", Fault.refusal(error), times=None)
    await local_slack.person("ana").dm(QUESTION)
    await local_slack.until(lambda: local_slack.calls("chat.postMessage") or None)
    await until_done(app, local_slack)
    assert len(local_slack.calls("chat.postMessage")) == 1


async def test_30_what_leaves_cannot_ping_link_or_unfurl(app: WhichPM, local_slack: LocalSlack) -> None:
    said = "<!channel> <@U1> <https://evil.example|bank> what is a pgm & <b>"
    asked = await local_slack.person("ana").mention("careers", said)
    await local_slack.until(lambda: local_slack.thread(asked) or None)
    (call,) = local_slack.calls("chat.postMessage")
    given = call["arguments"]
    assert (given["unfurl_links"], given["unfurl_media"], given["link_names"]) == (False, False, False)
    assert "evil" not in str(given)
    assert "<!" not in str(given)


async def shut_out(app: WhichPM) -> None:
    async with asyncio.timeout(5):
        while not app.worker.shut_out:  # noqa: ASYNC110 (nothing tells of it)
            await asyncio.sleep(0.02)


async def until_done(app: WhichPM, slack: LocalSlack) -> None:
    """Nothing of ours is in hand any more."""
    until = time.monotonic() + 5
    waits: Callable[[], bool] = lambda: time.monotonic() < until  # noqa: E731
    while await app.ledger.names():
        assert waits()
        await slack.settle(quiet=0.02)
