"""Stopping and starting: the app, the page, the local Slack itself. Nothing that was said is lost."""

from pathlib import Path

from playwright.async_api import expect

from bot.playground import Fault, LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Serve, Visit
from tests.page.sample_blocks import SHOWN


async def test_a_stopped_app_is_told_and_comes_back_by_itself(
    room: LocalSlack, serve: Serve, visit: Visit
) -> None:
    screen = await visit(room)
    app = screen.sidebar.get_by_role("button", name="Sample")
    async with serve():
        await screen.say("/here one")
        await expect(screen.by("Sample", screen.main)).to_contain_text("Here: one")
        await expect(app).to_contain_text("(connected)")
    await screen.say("/here two")
    await expect(screen.private('/here failed with the error "dispatch_failed"')).to_be_visible()
    await expect(app).to_contain_text("(not connected)")
    async with serve():
        await screen.say("/here three")
        await expect(screen.by("Sample", screen.main).last).to_contain_text("Here: three")
        await expect(app).to_contain_text("(connected)")


async def test_a_question_to_a_stopped_app_is_answered_when_it_is_back(
    room: LocalSlack, serve: Serve, visit: Visit
) -> None:
    room.courier.retry_delays = (0.1,) * 50
    screen = await visit(room)
    async with serve():
        pass
    await screen.say("@Sample are you there?")
    await room.until(lambda: [one for one in room.deliveries("event") if one["problem"]] or None)
    async with serve():
        await expect(screen.by("Sample", screen.thread)).to_contain_text("are you there?")


@ONE_TRANSPORT
async def test_sockets_that_are_to_reconnect_do_so(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.page.get_by_role("button", name="Traffic").click()
    await screen.traffic.get_by_role("button", name="Faults").click()
    await screen.traffic.get_by_role("button", name="Reconnect sockets").click()
    await sample.until(lambda: sockets(sample).count("connected") > 1 or None)
    await screen.say("/here again")
    await expect(screen.by("Sample", screen.main)).to_contain_text("Here: again")


async def test_a_reload_keeps_the_place_the_thread_and_what_was_typed(
    sample: LocalSlack, visit: Visit
) -> None:
    screen = await visit(sample)
    await screen.become("Ben Okafor")
    await screen.go("general")
    await screen.say("@Sample hello")
    await screen.by("Sample", screen.thread).wait_for()
    await screen.say("/quiz")
    await screen.dialog("Quiz").get_by_label("Your name").fill("Ben")
    await screen.page.reload()
    await expect(screen.dialog("Quiz").get_by_label("Your name")).to_have_value("Ben")
    await screen.page.keyboard.press("Escape")
    await expect(screen.by("Sample", screen.thread)).to_contain_text("hello")
    await expect(screen.by("Ben Okafor", screen.main)).to_contain_text("hello")


async def test_the_local_slack_itself_may_be_started_anew(tmp_path: Path, visit: Visit) -> None:
    kept = tmp_path / "slack.db"
    async with LocalSlack(SHOWN["manifest"], path=kept) as slack:
        screen = await visit(slack)
        await screen.say("remember this")
        await expect(screen.by("Ana Diaz", screen.main)).to_contain_text("remember this")
    lost = screen.page.get_by_text("The local Slack does not answer. Trying again...")
    await expect(lost).to_be_visible()
    async with LocalSlack(SHOWN["manifest"], path=kept, port=slack.port):
        await expect(lost).to_be_hidden()
        await expect(screen.by("Ana Diaz", screen.main)).to_contain_text("remember this")
        await screen.say("and this")
        await expect(screen.by("Ana Diaz", screen.main)).to_have_count(2)


@ONE_TRANSPORT
async def test_a_fault_can_be_switched_on_in_the_page(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.page.get_by_role("button", name="Traffic").click()
    await screen.traffic.get_by_role("button", name="Faults").click()
    await screen.traffic.get_by_label("What goes wrong").select_option("Refusal (ok: false)")
    await screen.traffic.get_by_label("Error").fill("is_archived")
    await screen.traffic.get_by_role("button", name="Switch on").click()
    faults = screen.traffic.get_by_role("list", name="Faults that are on")
    await expect(faults).to_contain_text("chat.postMessage: refusal (error is_archived), 1 more")
    await screen.say("@Sample hello")
    await expect(screen.traffic.get_by_text("is_archived", exact=True)).to_be_visible()
    await expect(screen.traffic.get_by_text("No fault is on.")).to_be_visible()


@ONE_TRANSPORT
async def test_a_rate_limited_answer_of_the_real_app_comes_all_the_same(
    whichpm: LocalSlack, visit: Visit
) -> None:
    whichpm.fail("chat.postMessage", Fault.ratelimited("0"), times=2)
    screen = await visit(whichpm)
    await screen.say("@WhichPM what is a program manager?")
    await expect(screen.by("WhichPM", screen.thread)).to_contain_text("Sources:")


def sockets(slack: LocalSlack) -> list[str]:
    return [entry.data["what"] for entry in slack.journal("socket")]
