"""What people do with messages: react, change, delete, send files, make places and people."""

import re

from playwright.async_api import Locator, expect

from bot.playground import LocalSlack
from tests.page.conftest import ONE_TRANSPORT, Visit
from tests.page.screen import Screen

pytestmark = ONE_TRANSPORT


async def said(visit: Visit, sample: LocalSlack, text: str = "good morning") -> tuple[Screen, Locator]:
    """The page with one message of Ana's, her mouse upon it."""
    screen = await visit(sample)
    await screen.say(text)
    message = screen.by("Ana Diaz", screen.main)
    await message.hover()
    return screen, message


async def test_a_reaction_is_added_shown_and_taken_back(sample: LocalSlack, visit: Visit) -> None:
    screen, message = await said(visit, sample)
    await message.get_by_role("button", name="Add reaction").click()
    await screen.page.get_by_role("menuitem", name="eyes").click()
    own = message.get_by_role("button", name="eyes, 1")
    await expect(own).to_have_attribute("aria-pressed", "true")
    await own.click()
    await expect(own).to_have_count(0)


async def test_a_message_is_deleted_after_a_question(sample: LocalSlack, visit: Visit) -> None:
    screen, message = await said(visit, sample)
    await message.get_by_role("button", name="More actions").click()
    await screen.page.get_by_role("menuitem", name="Delete message").click()
    await screen.dialog("Delete message").get_by_role("button", name="Delete").click()
    await expect(message).to_have_count(0)
    assert sample.messages("careers") == []


async def test_a_deleted_message_with_replies_leaves_a_trace(sample: LocalSlack, visit: Visit) -> None:
    ana = sample.person()
    asked = await ana.say("careers", "question")
    await ana.say("careers", "an answer", thread=asked)
    screen = await visit(sample)
    await expect(screen.main.get_by_role("button", name="1 reply")).to_be_visible()
    await ana.delete(asked)
    await expect(screen.main.get_by_text("This message was deleted.")).to_be_visible()
    await expect(screen.main.get_by_role("button", name="1 reply")).to_be_visible()


async def test_a_reply_can_also_be_sent_to_the_channel(sample: LocalSlack, visit: Visit) -> None:
    screen, message = await said(visit, sample)
    await message.get_by_role("button", name="Reply in thread").click()
    await screen.thread.get_by_label("Also send to #careers").check()
    await screen.say("for all to see", screen.reply)
    await expect(screen.main.get_by_text("replied to a thread:")).to_be_visible()
    await expect(screen.thread.get_by_label("Also send to #careers")).not_to_be_checked()


async def test_a_file_is_attached_sent_and_offered(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    async with screen.page.expect_file_chooser() as chosen:
        await screen.main.get_by_role("button", name="Attach files").click()
    await (await chosen.value).set_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"words"})
    await screen.main.get_by_role("button", name="Remove a.txt").wait_for()
    await screen.composer.press("Enter")
    link = screen.by("Ana Diaz", screen.main).get_by_role("link", name="a.txt")
    answer = await screen.page.request.get(sample.base + str(await link.get_attribute("href")))
    assert await answer.body() == b"words"


async def test_a_channel_and_a_person_are_added(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.sidebar.get_by_role("button", name="Add channel").click()
    await screen.dialog("Add a channel").get_by_label("Name").fill("hiring")
    await screen.page.keyboard.press("Enter")
    await expect(screen.main.get_by_role("heading", name="hiring", level=1)).to_be_visible()
    await screen.page.get_by_role("button", name="Switch person").click()
    await screen.page.get_by_role("menuitem", name="Add a person").click()
    await screen.dialog("Add a person").get_by_label("Name").fill("Cleo Berg")
    await screen.page.keyboard.press("Enter")
    await expect(screen.page.get_by_role("button", name="You are Cleo Berg")).to_be_visible()


async def test_a_new_channel_is_shown_though_the_feed_is_late(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    # Connected, and nothing passed on.
    await screen.page.route_web_socket(
        re.compile("/_local/feed"), lambda socket: socket.connect_to_server().on_message(lambda _: None)
    )
    await screen.page.reload()
    await screen.sidebar.get_by_role("button", name="Add channel").click()
    await screen.dialog("Add a channel").get_by_label("Name").fill("hiring")
    await screen.page.keyboard.press("Enter")
    await expect(screen.main.get_by_role("heading", name="hiring", level=1)).to_be_visible()


async def test_a_draft_waits_where_it_was_begun(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    await screen.composer.fill("half a thou")
    await screen.go("general")
    await expect(screen.composer).to_have_value("")
    await screen.go("careers")
    await expect(screen.composer).to_have_value("half a thou")


async def test_the_app_is_removed_and_invited_again(sample: LocalSlack, visit: Visit) -> None:
    screen = await visit(sample)
    for item, members in (("Remove Sample", "2 members"), ("Add Sample", "3 members")):
        await screen.main.get_by_role("button", name="members").click()
        await screen.page.get_by_role("menuitem", name=item).click()
        await expect(screen.main.get_by_role("button", name=members)).to_be_visible()


async def test_the_workspace_is_forgotten_after_a_question(sample: LocalSlack, visit: Visit) -> None:
    screen, message = await said(visit, sample)
    await screen.page.get_by_role("button", name="Traffic").click()
    await screen.traffic.get_by_role("button", name="Faults").click()
    await screen.traffic.get_by_role("button", name="Reset workspace").click()
    await screen.dialog("Reset the workspace").get_by_role("button", name="Reset").click()
    await expect(message).to_have_count(0)
    assert sample.messages("careers") == []
