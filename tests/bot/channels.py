"""A workspace in which channels can choose to be listened to, and how its people choose."""

from bot.playground import LocalSlack, Message, Person

PATIENCE = 20.0


async def settings(slack: LocalSlack, person: Person, channel: str = "careers") -> Message:
    """What the person is shown of the channel's settings."""
    seen = len(person.ephemerals(channel))
    assert await person.command("/whichpm", "channel", channel=channel) is None
    return (await slack.until(lambda: person.ephemerals(channel)[seen:] or None, PATIENCE))[-1]


async def press(slack: LocalSlack, person: Person, label: str, channel: str = "careers") -> Message:
    """The settings after a click on this button."""
    shown = await settings(slack, person, channel)
    assert await person.click(shown, label) is None

    def look() -> Message | None:
        now = person.ephemerals(channel)[-1]
        return now if label not in now.buttons else None

    return await slack.until(look, PATIENCE)


async def answer_to(slack: LocalSlack, asked: Message) -> Message:
    (answer,) = await slack.until(lambda: replies(slack, asked) or None, PATIENCE)
    return answer


def replies(slack: LocalSlack, asked: Message) -> list[Message]:
    """What the app wrote in the thread after this message."""
    return [one for one in slack.thread(asked) if one.bot_id and one.ts > asked.ts]


async def is_silent(slack: LocalSlack, asked: Message) -> bool:
    await slack.settle(quiet=0.4)
    return not replies(slack, asked)
