"""Where the assessment says something: in the direct message, or in a sentence that changes nothing."""

from __future__ import annotations

from dataclasses import replace

from bot.advisor.fit.verbs import Verb, choose
from bot.advisor.models import Button, Decision, Message, Outcome, Place, Reply, Session, To, Turn
from bot.advisor.parts import Lead, Sentence
from bot.advisor.person import Person
from knowledge.assessment_wording import Wording


class Saying:
    """Makes turns of replies. The advisor puts the conversation's own session into them."""

    def __init__(self, words: Wording) -> None:
        self._words = words

    def in_dm(self, message: Message, person: Person | None, *replies: Reply, sent: str = "") -> Turn:
        """In the direct message; elsewhere the person alone hears that it is there."""
        is_there = message.place is Place.DM
        told = () if is_there else (note(sent or self._words.sent_to_dm, To.EPHEMERAL),)
        return Turn(Session(), (*replies, *told), _outcome("start_quiz"), person=person)

    def unchanged(self, message: Message, text: str, offer: Verb | None = None) -> Turn:
        """A sentence, and at most one thing to do about it."""
        buttons = (self.button(offer),) if offer else ()
        to = To.HERE if message.place is Place.DM else To.EPHEMERAL
        return Turn(Session(), (replace(note(text, to), buttons=buttons),), _outcome("start_quiz"))

    def shared(self, person: Person, reply: Reply) -> Turn:
        """In the channel that the person chose, and that it was done."""
        return Turn(Session(), (reply, note(self._words.shared_done)), _outcome("show_result"), person=person)

    def button(self, verb: Verb, danger: bool = False) -> Button:
        return Button(getattr(self._words.buttons, verb.value), choose(verb), danger)


def note(text: str, to: To = To.DM) -> Reply:
    return Reply((Lead(Sentence(text)),), to=to)


def _outcome(intent: str) -> Outcome:
    return Outcome(Decision.ACTION, (intent,), ("none",))
