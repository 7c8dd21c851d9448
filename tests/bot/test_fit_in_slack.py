"""The fit assessment in Slack: started anywhere, one message changed in place, a private result."""

from collections.abc import Callable

import pytest

from bot.playground import Fault, LocalSlack, Message, Person

PATIENCE = 20.0  # posts in one channel are a second apart after the first few


@pytest.fixture
def transport() -> str:
    return "http"


async def last_dm(slack: LocalSlack, person: Person, words: str) -> Message:
    """The newest message in the direct message with these words in it."""

    def look() -> Message | None:
        found = [one for one in person.direct_messages() if words in one.text and one.bot_id]
        return found[-1] if found else None

    return await slack.until(look, PATIENCE)


async def start(slack: LocalSlack, person: Person) -> Message:
    await person.dm("quiz me")
    card = await last_dm(slack, person, "Only you can see it")
    assert await person.click(card, "Start") is None
    return await last_dm(slack, person, "0 answered")


async def answer_all(slack: LocalSlack, person: Person, label: str = "A: a bit more") -> Message:
    """Presses this button, or Agree, until the result is there."""
    card = await last_dm(slack, person, "0 answered")
    while card.buttons:
        assert await person.click(card, label if label in card.buttons else "Agree") is None
        card = await slack.until(changed_from(person, card), PATIENCE)
    return await last_dm(slack, person, "Closest description")


def changed_from(person: Person, card: Message) -> Callable[[], Message | None]:
    """Looks for the card with other words."""

    def look() -> Message | None:
        now = person.look(card)
        return now if now and now.text != card.text else None

    return look


async def test_a_whole_attempt_is_one_card_and_one_result(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    card = await start(slack, ana)
    result = await answer_all(slack, ana)
    shown = [one for one in ana.direct_messages() if one.bot_id]
    assert [one.ts for one in shown] == [card.ts, result.ts]
    assert "Why this result?" in result.buttons
    assert [block["type"] for block in result.blocks].count("image") == 2
    assert slack.messages("careers") == slack.messages("general") == []


@pytest.mark.parametrize("place", ["command", "mention", "shortcut"])
async def test_started_elsewhere_it_goes_on_in_the_direct_message(place: str, slack: LocalSlack) -> None:
    ana = slack.person("ana")
    if place == "command":
        assert await ana.command("/fit-quiz", channel="careers") is None
    elif place == "mention":
        await ana.mention("careers", "quiz me")
    else:
        assert await ana.shortcut("fit_quiz")
    card = await last_dm(slack, ana, "Only you can see it")
    assert card.buttons == ("Start",)
    if place != "shortcut":
        await slack.until(
            lambda: [one for one in ana.ephemerals() if "sent you a message" in one.text] or None
        )
    assert "15 clicks" not in "".join(one.text for one in slack.messages("careers"))


async def test_typed_words_change_the_same_card(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    card = await start(slack, ana)
    await ana.dm("b, a lot")
    changed = await last_dm(slack, ana, "1 answered")
    assert changed.ts == card.ts


async def test_a_question_in_the_middle_is_answered_and_leads_back(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    card = await start(slack, ana)
    await ana.dm("what does a program manager do?")
    answer = await last_dm(slack, ana, "Sources:")
    assert await ana.click(answer, "Go on") is None
    again = await last_dm(slack, ana, "Welcome back")
    assert again.ts != card.ts
    await ana.click(again, "A: much more")
    assert (await last_dm(slack, ana, "1 answered")).ts == again.ts


async def test_a_double_click_counts_once(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    card = await start(slack, ana)
    await ana.click(card, "A: much more")
    await ana.click(card, "A: much more")
    await last_dm(slack, ana, "earlier step")
    await last_dm(slack, ana, "1 answered")


async def test_a_card_that_was_deleted_comes_anew(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await start(slack, ana)
    slack.fail("chat.update", Fault.refusal("message_not_found"))
    await ana.dm("1")
    assert len([one for one in ana.direct_messages() if "answered" in one.text]) >= 1
    await last_dm(slack, ana, "1 answered")


async def test_without_the_right_to_upload_the_words_stand_alone(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    slack.fail("files.getUploadURLExternal", Fault.refusal("missing_scope"), times=None)
    await start(slack, ana)
    result = await answer_all(slack, ana)
    assert "image" not in [block["type"] for block in result.blocks]
    assert "A scale from" in result.text


async def test_a_result_is_shared_only_where_and_when_the_person_says(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await start(slack, ana)
    result = await answer_all(slack, ana)
    await ana.click(result, "Share it myself")
    preview = await last_dm(slack, ana, "Nothing is sent before")
    assert slack.messages("careers") == []
    careers = slack.workspace.channel("careers").id
    assert await ana.choose(preview, "pick_share_to", careers) is None
    (shared,) = await slack.until(lambda: slack.messages("careers") or None, PATIENCE)
    assert "Closest description" in shared.text
    assert "You clearly preferred" not in shared.text


async def test_deleted_results_are_gone(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    await start(slack, ana)
    result = await answer_all(slack, ana)
    await ana.click(result, "Delete my results")
    asked = await last_dm(slack, ana, "Shall I?")
    await ana.click(asked, "Delete my results")
    await last_dm(slack, ana, "Your attempts and results are erased")
    await ana.dm("show my result")
    await last_dm(slack, ana, "no result of yours")


async def test_two_people_at_once_stay_apart(slack: LocalSlack) -> None:
    ana, ben = slack.person("ana"), slack.person("ben")
    await start(slack, ana)
    await start(slack, ben)
    await ana.dm("1")
    await last_dm(slack, ana, "1 answered")
    assert "0 answered" in [one for one in ben.direct_messages() if one.bot_id][-1].text


def heard(message: Message) -> str:
    """What a screen reader reads out: the text, and the words beside each picture."""
    pictures = [block["alt_text"] for block in message.blocks if block["type"] == "image"]
    return "\n".join((message.text, *pictures))


async def test_who_only_hears_it_gets_through_a_whole_attempt(slack: LocalSlack) -> None:
    """No button is pressed and no block is looked at: what to say next stands in the text."""
    ana = slack.person("ana")
    await ana.dm("quiz me")
    assert "Start" in heard(await last_dm(slack, ana, "Only you can see it"))
    await ana.dm("start")
    card = await last_dm(slack, ana, "0 answered")
    while card.buttons:
        is_pair = "A:" in heard(card) and "B:" in heard(card)
        said = "A: a bit more" if is_pair else "Agree"
        assert said in heard(card)
        await ana.dm(said)
        card = await slack.until(changed_from(ana, card), PATIENCE)
    result = heard(await last_dm(slack, ana, "Closest description"))
    for words in (
        "Plausible range",
        "How likely each",
        "What weighed most",
        "[A",
        "scale from",
        "not been validated",
    ):
        assert words in result
    for axis in ("Customers or teams", "Market or risk", "Long-term result or delivery"):
        assert axis in result
    for button in ("Why this result?", "Take it again", "Delete my results"):
        assert button in result
