"""Catalogue 5 to 13, 33, 36: what arrives twice, late or from a machine is answered once or not at all."""

import asyncio
from typing import Any

import pytest

from bot.advisor import Address, Place
from bot.advisor import Message as Asked
from bot.app import WhichPM
from bot.listeners.arrivals import Arrival, Target
from bot.listeners.limits import Limits, Verdict
from bot.playground import Fault, LocalSlack, Message
from tests.faults.test_slacks_side import until_done

QUESTION = "what is a program manager?"


async def answered(slack: LocalSlack, asked: Message) -> list[Message]:
    await slack.until(lambda: slack.thread(asked) or None)
    await slack.settle()
    return slack.thread(asked)


async def test_05_a_replay_a_hundred_times_leads_to_one_reply(app: WhichPM, local_slack: LocalSlack) -> None:
    asked = await local_slack.person("ana").mention("careers", QUESTION)
    await answered(local_slack, asked)
    (delivery,) = local_slack.deliveries("event")
    for _ in range(10):
        again = (local_slack.courier.send("event", delivery["content"]) for _ in range(10))
        await asyncio.gather(*again)
    assert len(await answered(local_slack, asked)) == 1
    assert {one["status"] for one in local_slack.deliveries("event")} == {200}


async def test_06_a_retry_and_a_twin_lead_to_one_reply(app: WhichPM, local_slack: LocalSlack) -> None:
    asked = await local_slack.person("ana").mention("careers", QUESTION)
    (delivery,) = await local_slack.until(lambda: local_slack.deliveries("event") or None)
    twin = {**delivery["content"], "event_id": "Ev9"}
    twin["event"] = {**twin["event"], "type": "message", "channel_type": "im"}
    await local_slack.courier.send("event", twin)
    assert len(await answered(local_slack, asked)) == 1


async def test_07_a_question_deleted_before_it_arrives_is_not_answered(
    app: WhichPM, local_slack: LocalSlack
) -> None:
    ana = local_slack.person("ana")
    local_slack.access.listens_to = lambda _: False  # type: ignore[method-assign]
    asked = await ana.dm(QUESTION)
    event = {
        "type": "message",
        "channel": asked.channel,
        "channel_type": "im",
        "ts": asked.ts,
        "user": ana.id,
    }
    gone = {"type": "message", "subtype": "message_deleted", "channel": asked.channel, "channel_type": "im"}
    gone |= {"deleted_ts": asked.ts, "ts": "9.9", "hidden": True}
    await local_slack.courier.send("event", outer(gone))
    await local_slack.courier.send("event", outer({**event, "text": QUESTION}))
    await local_slack.settle(quiet=0.2)
    assert local_slack.calls("chat.postMessage") == []


async def test_08_a_deleted_question_cancels_its_pending_reply(app: WhichPM, local_slack: LocalSlack) -> None:
    local_slack.fail("chat.postMessage", Fault.ratelimited("1"))
    ana, pacing = local_slack.person("ana"), app.worker._outbox._pacing
    await ana.dm("hi")
    async with asyncio.timeout(5):
        while not pacing.closed_for(local_slack.workspace.team_id, "chat.postMessage"):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    asked = await ana.dm(QUESTION)
    await written(app, asked)
    await ana.delete(asked)
    await until_done(app, local_slack)
    assert [call["status"] for call in local_slack.calls("chat.postMessage")] == [429, 200]


async def written(app: WhichPM, asked: Message) -> None:
    """Returns when the reply lies there and waits for its turn."""
    async with asyncio.timeout(5):
        while True:
            names = [one for one in await app.ledger.names() if one[1].endswith(asked.ts)]
            pending = await app.ledger.fetch(*names[0]) if names else None
            if pending and pending.letters:
                return
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B0LOCAL001"},
        {"bot_id": "B9"},
        {"user": "USLACKBOT"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"hidden": True},
    ],
)
async def test_09_no_machine_is_answered(more: dict[str, Any], app: WhichPM, local_slack: LocalSlack) -> None:
    event = {
        "type": "message",
        "channel": "D1",
        "channel_type": "im",
        "ts": "1.1",
        "user": "U1",
        "text": "pm?",
    }
    ack = await local_slack.courier.send("event", outer({**event, **more}))
    await local_slack.settle()
    assert ack.status == 200
    assert local_slack.calls("chat.postMessage") == []


def test_09_two_machines_that_answer_each_other_are_cut_off() -> None:
    limits = Limits(clock=lambda: 0.0)
    verdicts = [limits.judge(arrival(f"U{number}")) for number in range(200)]
    assert verdicts.count(Verdict.ANSWER) == 40


def test_36_a_person_who_asks_too_fast_hears_so_once() -> None:
    now = [0.0]
    limits = Limits(clock=lambda: now[0])
    verdicts = [limits.judge(arrival("U1", f"D{number}")) for number in range(300)]
    assert (verdicts.count(Verdict.ANSWER), verdicts.count(Verdict.NOTICE)) == (100, 1)
    now[0] += 40
    assert limits.judge(arrival("U1")) is Verdict.ANSWER


async def test_36_the_notice_is_one_polite_sentence(
    app: WhichPM, local_slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.listeners.limits.PERSON_BURST", 5.0)
    monkeypatch.setattr("bot.listeners.limits.PERSON_PER_SECOND", 0.1)
    ana = local_slack.person("ana")
    for _ in range(8):
        await ana.command("/whichpm", "help")
    text = app.advisor.phrases.slow_down
    await local_slack.until(lambda: any(text in one.text for one in ana.ephemerals()) or None, 20)
    assert sum(text in one.text for one in ana.ephemerals()) == 1


@pytest.mark.parametrize("kind", ["star_added", "app_rate_limited", "channel_rename"])
async def test_10_an_unknown_event_is_acknowledged(kind: str, app: WhichPM, local_slack: LocalSlack) -> None:
    ack = await local_slack.courier.send("event", {**outer({"type": kind}), "team_id": "T9"})
    assert ack.status == 200


async def test_12_an_event_is_kept_while_slack_fails_and_answered_later(
    app: WhichPM, local_slack: LocalSlack
) -> None:
    local_slack.fail("*", Fault.broken(500), times=2)
    asked = await local_slack.person("ana").mention("careers", QUESTION)
    await local_slack.until(lambda: local_slack.thread(asked) or None, 15)
    assert local_slack.calls("auth.test") == []


async def test_33_a_very_long_text_is_taken_in_quickly(app: WhichPM, local_slack: LocalSlack) -> None:
    event = {"type": "message", "channel": "D1", "channel_type": "im", "ts": "1.1", "user": "U1"}
    ack = await local_slack.courier.send("event", outer({**event, "text": "what is a pgm " * 60_000}))
    assert ack.status == 200
    assert ack.seconds < 1.0


def outer(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "event_callback",
        "team_id": "T0LOCAL001",
        "event_id": f"Ev{event.get('ts')}",
        "event": event,
    }


def arrival(user: str, dialog: str = "C1:1.1") -> Arrival:
    target = Target("T1", user, "C1", Place.CHANNEL, "1.1")
    return Arrival(Asked(Address("T1", user, dialog), Place.CHANNEL, "pm?"), target, ("post:C1:1.1",))


async def test_a_welcome_is_sent_once_however_often_slack_tells_of_the_opening(
    app: WhichPM, local_slack: LocalSlack
) -> None:
    ana = local_slack.person("ana")
    local_slack.fail("chat.postMessage", Fault.broken(when="after"))
    await ana.open_home("messages")
    (told,) = await local_slack.until(lambda: local_slack.deliveries("event") or None)
    again = (local_slack.courier.send("event", {**told["content"], "event_id": f"Ev{n}"}) for n in range(9))
    await asyncio.gather(*again)
    await local_slack.settle(quiet=2.5)
    assert len(ana.direct_messages()) == 1


async def test_whoever_is_too_fast_is_not_told_so_for_opening_the_app(
    app: WhichPM, local_slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Limits, "judge", lambda *_: Verdict.NOTICE)
    ana = local_slack.person("ana")
    await ana.open_home("messages")
    await local_slack.settle(quiet=0.3)
    assert ana.direct_messages() == []
