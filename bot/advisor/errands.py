"""Turns that leave something to be done afterwards: summaries, settings, a person's own data."""

from __future__ import annotations

from bot.advisor.models import Choice, Decision, Message, Outcome, Place, Reply, Session, To, Turn
from bot.advisor.parts import Lead, Sentence
from bot.advisor.summary.orders import (
    AT_HOME,
    END_QUIETLY,
    LAST_ANSWER,
    Errand,
    Order,
    chosen_order,
    read_order,
)
from bot.advisor.summary.recipients import is_order_to_pass_on
from bot.advisor.summary.request import Scope, asks_for_data, goes_to_others, read_request, says_stop
from knowledge import NONE, Knowledge

INTENTS = {
    Errand.SUMMARY: "dm_summary",
    Errand.DIGEST_ON: "dm_summary",
    Errand.DIGEST_OFF: "dm_summary",
    Errand.DATA: "privacy_info",
    Errand.DATA_FILE: "privacy_info",
}


class Errands:
    """Says that something is on its way, or why it is not; what it is, jobs find out."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = knowledge.summaries
        self._notes = {
            Errand.SUMMARY: self._words.on_its_way,
            Errand.DIGEST_ON: self._words.digest_told,
            Errand.DIGEST_OFF: self._words.digest_told,
            Errand.DATA: self._words.kept.coming,
            Errand.DATA_FILE: self._words.kept.coming,
        }

    def chosen(self, choice: Choice, place: Place, session: Session) -> Turn | None:
        """The turn for a button or a menu; None for one that orders nothing."""
        order = chosen_order(choice)
        return self._ordered(order, place, session) if order else None

    def data(self, message: Message, session: Session) -> Turn | None:
        """The turn for a message that asks for nothing else than one's own data."""
        if not asks_for_data(message.text, self._words.words):
            return None
        return self._ordered(Order(Errand.DATA), message.place, session)

    def declined(self, message: Message, session: Session) -> Turn | None:
        """The turn for an order to send something to somebody by name, which only its form gives away."""
        if not is_order_to_pass_on(message.text, self._words.words.recipients):
            return None
        return _turn(session, self._words.only_to_you, INTENTS[Errand.SUMMARY])

    def sending(self, message: Message, session: Session) -> Turn | None:
        """The turn for a request to send something; None where the answer itself is sent at once.

        The last answer of somebody who begins a new thread stands in the history, not in this session.
        """
        if goes_to_others(message.text, self._words.words):
            return _turn(session, self._words.only_to_you, "dm_summary")
        order = read_order(message.text, self._words.words)
        if not order and not session.exchanges and not self.is_about_result(message.text):
            order = LAST_ANSWER
        return self._ordered(order, message.place, session) if order else None

    def is_about_result(self, text: str) -> bool:
        return read_request(text, self._words.words).scope is Scope.RESULT

    def ends_digest(self, message: Message) -> tuple[Order, ...]:
        """A bare 'stop' in the direct message ends a digest, besides whatever else it means."""
        is_stop = message.place is Place.DM and says_stop(message.text, self._words.words.digest)
        return (END_QUIETLY,) if is_stop else ()

    def promise(self, order: Order) -> str:
        """Says where the outcome will be told; empty for what is only told in the Home tab."""
        return "" if AT_HOME in order.details else self._notes.get(order.errand, "")

    def _ordered(self, order: Order, place: Place, session: Session) -> Turn:
        """In the direct message the outcome itself comes at once: a promise would only be in its way."""
        note = "" if place is Place.DM else self.promise(order)
        return _turn(session, note, INTENTS.get(order.errand, ""), order)


def _turn(session: Session, text: str, intent: str, *orders: Order) -> Turn:
    replies = (Reply((Lead(Sentence(text)),), to=To.EPHEMERAL),) if text else ()
    named = (intent,) if intent else ()
    return Turn(session, replies, Outcome(Decision.ACTION, named, (NONE,) * len(named)), orders=orders)
