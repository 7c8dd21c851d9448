"""A job ad in Slack: pasted, quoted, or read by the shortcut on somebody's message."""

from pathlib import Path

from bot.playground import LocalSlack, Message, Person

AD = (
    "*Product Manager, Infrastructure*\n"
    "&gt; What you will do:\n"
    "• coordinate six teams and track dependencies\n"
    "• keep the risk register, the budget and the master schedule\n"
    "• report status to executives"
)
LONG = 39_000


async def answers(slack: LocalSlack, person: Person, seen: int) -> list[Message]:
    await slack.until(lambda: len(person.direct_messages()) > seen or None)
    await slack.settle()
    return person.direct_messages()[seen:]


def everything_in(folder: Path) -> bytes:
    """What the app's database has on disk."""
    return b"".join(file.read_bytes() for file in folder.glob("whichpm.db*"))


async def test_the_shortcut_reads_somebody_elses_message_for_one_person_alone(slack: LocalSlack) -> None:
    ana, ben = slack.person("ana"), slack.person("ben")
    posted = await ben.say("careers", AD)
    assert await ana.message_shortcut(posted, "read_ad")
    (answer,) = await slack.until(lambda: ana.ephemerals("careers") or None)
    assert answer.text.startswith("By the work it describes, this is program manager work.")
    assert "names a product manager" in answer.text
    await slack.settle()
    assert ben.ephemerals() == []
    assert slack.thread(posted) == []
    assert [message.user for message in slack.messages("careers")] == [ben.id]


async def test_the_shortcut_on_a_message_without_an_ad_says_what_it_needs(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    posted = await slack.person("ben").say("careers", "lunch?")
    await ana.message_shortcut(posted, "read_ad")
    (answer,) = await slack.until(lambda: ana.ephemerals("careers") or None)
    assert answer.text.startswith("Paste the text of the ad")


async def test_a_pasted_ad_is_read_to_its_end(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    filler = "We walk dogs, feed cats and clean cages every day. " * 2000
    await ana.dm(f"About the role. Responsibilities: {filler[: LONG - len(AD)]}\n{AD}")
    (answer,) = await answers(slack, ana, 1)
    assert "[A016" in answer.text
    assert "Points to the work of a program manager" in answer.text


async def test_nothing_of_an_ad_comes_back_as_markup(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    said = "define <!channel> the &lt;b&gt; vision, own the roadmap, set pricing, do market research"
    await ana.dm(f"which role is this: {said}")
    (answer,) = await answers(slack, ana, 1)
    assert "<!" not in answer.text
    assert "<b>" not in answer.text
    assert "product manager work" in answer.text


async def test_nothing_of_an_ad_is_kept(slack: LocalSlack, tmp_path: Path) -> None:
    ana = slack.person("ana")
    await ana.dm(f"which role is this: {AD} for Xanthippe and Sons")
    await answers(slack, ana, 1)
    written = everything_in(tmp_path)
    assert b"read_job_ad" in written
    assert not [word for word in (b"anthippe", b"six teams", b"risk register") if word in written]


async def test_why_is_answered_in_the_thread_of_the_question(slack: LocalSlack) -> None:
    ana = slack.person("ana")
    asked = await ana.mention("careers", "what skills does a program manager need?")
    await slack.until(lambda: slack.thread(asked) or None)
    await ana.mention("careers", "why did you say that", thread=asked)
    await slack.until(lambda: len(slack.thread(asked)) == 3 or None)
    told = slack.thread(asked)[-1].text
    assert "The words that weighed most" in told
    assert "percent sure of my reading" in told
