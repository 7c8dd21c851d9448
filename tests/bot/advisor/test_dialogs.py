"""The conversations of tests/dialogs, played through the core alone."""

import pytest

from bot.advisor import Address, Advisor, Choice, Message, Place, Reply, Session, Turn
from bot.blocks import plain_text
from tests.conversations import Dialog, Step, load_dialogs

ADDRESS = Address("T1", "U1", "D1")


@pytest.mark.parametrize("dialog", load_dialogs(), ids=lambda dialog: dialog.name)
def test_a_conversation_goes_as_written(dialog: Dialog, advisor: Advisor) -> None:
    session, replies = Session(), ()
    for step in dialog.turns:
        turn = advisor.take_turn(message_of(step, replies), session)
        session, replies = turn.session, turn.replies
        check(step, turn)


def message_of(step: Step, replies: tuple[Reply, ...]) -> Message:
    if step.say is not None:
        return Message(ADDRESS, Place.DM, step.say)
    return Message(ADDRESS, Place.DM, choice=clicked(step.click or "", replies))


def clicked(label: str, replies: tuple[Reply, ...]) -> Choice:
    buttons = {button.label: button.choice for reply in replies for button in reply.buttons}
    assert label in buttons, f"no button {label!r}, there is {sorted(buttons)}"
    return buttons[label]


def check(step: Step, turn: Turn) -> None:
    outcome = turn.outcome
    said = step.say or step.click
    text = "\n\n".join(plain_text(reply) for reply in turn.replies)
    assert step.intents in {(), outcome.intents}, f"{said}: {outcome}"
    assert step.roles in {(), outcome.roles}, f"{said}: {outcome}"
    assert step.decision in {"", outcome.decision.value}, f"{said}: {outcome}"
    step.check(text, [button.label for reply in turn.replies for button in reply.buttons])
