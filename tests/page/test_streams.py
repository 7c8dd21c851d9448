"""What an app does while it thinks: status, a growing message, prompts, and a rate limit in the middle."""

from playwright.async_api import expect

from bot.playground import Fault, LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit
from tests.page.sample_app import Pieces
from tests.page.screen import Screen


async def streaming(visit: Visit, sample: LocalSlack) -> Screen:
    """The direct message whose thread is open, while the app thinks."""
    screen = await visit(sample)
    await screen.open_app("Messages")
    await screen.say("stream")
    await expect(screen.main.get_by_role("status")).to_have_text("Sample is thinking...")
    await screen.by("Ana Diaz", screen.main).hover()
    await screen.main.get_by_role("button", name="Reply in thread").click()
    return screen


async def test_a_stream_grows_and_ends_as_a_list(sample: LocalSlack, visit: Visit, pieces: Pieces) -> None:
    screen = await streaming(visit, sample)
    message = screen.by("Sample", screen.thread)
    await pieces.put("Two things:\n\n- **first**")
    await expect(message.get_by_role("listitem")).to_have_text(["first"])
    await expect(message.locator(".caret")).to_be_visible()
    await expect(screen.thread.get_by_role("status")).to_be_empty()
    await pieces.put(" one\n- second")
    await expect(message.get_by_role("listitem")).to_have_text(["first one", "second"])
    await pieces.put(None)
    await expect(message.locator(".caret")).to_have_count(0)
    await expect(message.get_by_role("button", name="Stop")).to_have_count(0)


async def test_a_person_can_stop_a_stream(sample: LocalSlack, visit: Visit, pieces: Pieces) -> None:
    screen = await streaming(visit, sample)
    await pieces.put("Once upon")
    await screen.thread.get_by_role("button", name="Stop").click()
    await expect(screen.thread.locator(".caret")).to_have_count(0)
    await pieces.put(" a time")
    call = await sample.until(lambda: next(iter(sample.calls("chat.appendStream")), None))
    assert call["answer"]["error"] == "stopped_by_user"
    await expect(screen.by("Sample", screen.thread)).not_to_contain_text("a time")


async def test_a_rate_limit_in_the_middle_of_a_stream_loses_nothing(
    sample: LocalSlack, visit: Visit, pieces: Pieces
) -> None:
    screen = await streaming(visit, sample)
    sample.fail("chat.appendStream", Fault.ratelimited("0"))
    for piece in ("Slow ", "but ", "whole", None):
        await pieces.put(piece)
    await expect(screen.by("Sample", screen.thread)).to_contain_text("Slow but whole")
    await screen.page.get_by_role("button", name="Traffic").click()
    await expect(screen.traffic.get_by_text("429 ratelimited")).to_be_visible()


@ONE_TRANSPORT
async def test_a_prompt_is_sent_by_a_click(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.open_app("Messages")
    await screen.say("prompts")
    prompts = screen.main.get_by_role("group", name="Ask me")
    await expect(prompts.get_by_role("button")).to_have_text(["Compare the roles", "Show the pay"])
    await prompts.get_by_role("button", name="Show the pay").click()
    await expect(screen.by("Sample", screen.main)).to_contain_text("You wrote show the pay please")
