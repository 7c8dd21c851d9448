"""The conversations of tests/dialogs again, through real Bolt and the local Slack, in a direct message."""

import pytest

from bot.playground import LocalSlack, Message, Person
from tests.conversations import Dialog, Step, load_dialogs


@pytest.fixture
def transport() -> str:
    return "http"


@pytest.mark.parametrize("dialog", load_dialogs(), ids=lambda dialog: dialog.name)
async def test_a_conversation_goes_as_written(dialog: Dialog, slack: LocalSlack) -> None:
    ana = slack.person("ana")
    answer: Message | None = None
    for step in dialog.turns:
        if step.say is not None and not step.say.strip():
            continue  # Slack sends no empty message
        answer = await _take(slack, ana, step, answer)
        step.check(_read(answer), answer.buttons)


async def _take(slack: LocalSlack, ana: Person, step: Step, last: Message | None) -> Message:
    seen = {message.ts for message in ana.direct_messages()}
    if step.say is not None:
        seen.add((await ana.dm(step.say)).ts)
    else:
        assert last is not None
        assert await ana.click(last, step.click or "") is None
    await slack.until(lambda: _new(ana, seen) or None)
    return _new(ana, seen)[-1]


def _new(ana: Person, seen: set[str]) -> list[Message]:
    return [message for message in ana.direct_messages() if message.ts not in seen]


def _read(message: Message) -> str:
    """As a person reads it: Slack's three escapes undone."""
    return message.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
