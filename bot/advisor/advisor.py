"""Decides what to say next: one message and its session in, the next session and the replies out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.advisor.asking import Asked, Asking
from bot.advisor.channels import ChannelDesk, Overheard
from bot.advisor.errands import Errands
from bot.advisor.fit import build_fit
from bot.advisor.job_ads import READ_AD, JobAdDesk
from bot.advisor.last_answer import LastAnswer
from bot.advisor.models import (
    Act,
    Choice,
    How,
    Message,
    Place,
    Reply,
    Session,
    To,
    Turn,
)
from bot.advisor.person import Person
from bot.advisor.replies import Replies
from bot.advisor.summary.request import goes_to_me, wants_end
from bot.advisor.turns import named, plain, privately, recall, remembering, told
from bot.advisor.unsure import Unsure
from bot.advisor.welcome import Welcomer
from bot.advisor.why import read_from_words, understood_as
from intents import OUT_OF_SCOPE, Certainty, Interpretation, Interpreter, Move
from knowledge import NONE, Knowledge

NOBODY = Person()


class Advisor:
    """Pure: the same message and session give the same turn. `settings` fills what texts leave open."""

    def __init__(self, knowledge: Knowledge, interpreter: Interpreter, settings: Mapping[str, str]) -> None:
        self.phrases = knowledge.phrases
        self.knowledge = knowledge
        self._interpreter = interpreter
        self._replies = Replies(knowledge, settings)
        self._asking = Asking(knowledge, self._replies.sayable)
        self.fit = build_fit(knowledge)
        self._ads = JobAdDesk(knowledge, knowledge.job_ads, self._replies) if knowledge.job_ads else None
        self._unsure = Unsure(knowledge, self._asking, self._replies)
        self.errands = Errands(knowledge)
        self._last = LastAnswer(knowledge, self._replies)
        self.channels = ChannelDesk(knowledge)
        self.overheard = Overheard(knowledge, interpreter, self.take_turn)
        self._welcomer = Welcomer(knowledge, self._replies.wording)

    def why(self, session: Session) -> Reply:
        """Why the last message was answered as it was."""
        return self._replies.why(session)

    def take_turn(self, message: Message, session: Session, person: Person = NOBODY) -> Turn:
        """What a message leads to. Never raises for anything that a person can type or click."""
        if message.room:
            return self.channels.turn(message, message.room, session)
        if message.choice and message.choice.act is Act.WELCOME:
            return self._welcomer.turn(session, person)
        if turn := self._in_assessment(message, person):
            return replace(turn, session=session)
        if message.choice:
            turn = self._chosen(message, session, person)
        else:
            turn = self._typed(message, session, person)
        replies = privately(turn, message.place)
        return replace(turn, replies=self._with_way_back(replies, turn, message, person))

    def _in_assessment(self, message: Message, person: Person) -> Turn | None:
        """A click on its buttons, or words that answer its question."""
        if self.fit is None:
            return None
        if message.choice:
            is_its = message.choice.act is Act.QUIZ
            return self.fit.clicked(message.choice, message, person) if is_its else None
        return self.fit.typed(message, person)

    def _with_way_back(
        self, replies: tuple[Reply, ...], turn: Turn, message: Message, person: Person
    ) -> tuple[Reply, ...]:
        """A question in the middle of the assessment is answered, and the way back stands below it."""
        is_aside = turn.person is None and not turn.erase and message.place is Place.DM
        if self.fit is None or not is_aside or not replies or not self.fit.is_running(person):
            return replies
        *others, last = replies
        return (*others, replace(last, buttons=(*last.buttons, self.fit.way_back)))

    def _typed(self, message: Message, session: Session, person: Person) -> Turn:
        if not message.text.strip():
            return self._answer((Asked("help", NONE),), message, session, person)
        words = self.knowledge.summaries.words.digest
        if wants_end(message.text, words):
            return self._send_to_dm(message, session, person)
        if turn := self.errands.data(message, session) or self._pasted(message, session):
            return turn
        turn = self.errands.declined(message, session) or self._read(message, session, person)
        return replace(turn, orders=(*turn.orders, *self.errands.ends_digest(message)))

    def _pasted(self, message: Message, session: Session) -> Turn | None:
        """An ad is read whatever the classifier would make of its first lines."""
        if self._ads is None or not self._ads.is_ad(message.text):
            return None
        return self._read_ad(self._ads, message, session)

    def _read(self, message: Message, session: Session, person: Person) -> Turn:
        read = self._interpreter.interpret(message.text)
        return self._moved(read, message, session) or self._asked(read, message, session, person)

    def _chosen(self, message: Message, session: Session, person: Person) -> Turn:
        choice = message.choice or Choice(Act.KEEP)
        match choice.act:
            case Act.ERASE | Act.KEEP:
                return self._erase() if choice.act is Act.ERASE else self._keep()
            case Act.MORE:
                return self._last.more(session, choice)
            case Act.READ if self._ads:
                return self._read_ad(self._ads, message, session)
            case Act.SUMMARY | Act.WISH | Act.DATA | Act.CHANNEL:  # the last, where it has no room any more
                turn = self.errands.chosen(choice, message.place, session)
                return turn or self._last.old_button(session)
        if not self._last.is_known(choice):
            return self._last.old_button(session)
        return self._picked(choice, message, session, person)

    def _picked(self, choice: Choice, message: Message, session: Session, person: Person) -> Turn:
        asked = (Asked(choice.intent, choice.role),)
        return recall(self._answer(asked, message, session, person), understood_as(asked, How.PICKED))

    def _moved(self, read: Interpretation, message: Message, session: Session) -> Turn | None:
        """The turn where the message only makes sense in its conversation; None where it stands alone."""
        if session.confirming and read.move in {Move.YES, Move.NO}:
            return self._erase() if read.move is Move.YES else self._keep()
        if asked := self._asking.follow_up(read, session):
            turn = self._answer(asked, message, session)
            return recall(turn, understood_as(asked, How.FOLLOWED))
        if read.move is Move.YES and session.offered:
            return self._picked(session.offered[0], message, session, NOBODY)
        return self._last.asked_about(read.move, session)

    def _asked(self, read: Interpretation, message: Message, session: Session, person: Person) -> Turn:
        if not read.english:
            return self._unsure.fall_back(self._replies.only_english())
        asked = self._asking.questions(read, session)
        if self._ads and self._ads.asks(asked, message.text):
            turn = self._read_ad(self._ads, message, session)
        else:
            turn = remembering(self._answered(asked, message, session, person), session)
        return recall(turn, read_from_words(told(asked), self._interpreter))

    def _answered(self, asked: tuple[Asked, ...], message: Message, session: Session, person: Person) -> Turn:
        sure = tuple(one for one in asked if one.certainty is Certainty.ANSWER and one.intent != OUT_OF_SCOPE)
        if sure:
            return self._answer(sure, message, session, person)
        return self._unsure.turn(asked[0])

    def _answer(
        self, asked: tuple[Asked, ...], message: Message, session: Session, person: Person = NOBODY
    ) -> Turn:
        """What the knowledge file says nothing about is out of its scope, however well it was understood."""
        asked = tuple(one for one in asked if self._asking.can_answer(one.intent))
        if not asked:
            return self._unsure.fall_back(self._replies.fallback())
        if len(asked) == 1:
            turn = self._effect(asked[0], message, session, person) or self._opened(
                asked[0], message, session, person
            )
            if turn:
                return named(turn, asked, self.knowledge)
        reply, exchanges = self._replies.answer(asked)
        is_knowledge = any(one.intent in self.knowledge.topic for one in asked)
        kept = exchanges if is_knowledge else session.exchanges
        return named(plain(reply, Session(kept)), asked, self.knowledge)

    def _effect(self, asked: Asked, message: Message, session: Session, person: Person) -> Turn | None:
        """Actions that do more than tell; None where the written answer is all there is."""
        words = self.knowledge.summaries.words
        match asked.intent:
            case "show_sources" if session.exchanges:
                return self._last.sources(session)
            case "delete_my_data":
                return Turn(replace(session, confirming=True), (self._replies.confirm_erase(),))
            case "dm_summary" if goes_to_me(message.text, words) or not self._replies.is_special(asked):
                return self._send_to_dm(message, session, person)
        return None

    def _opened(self, asked: Asked, message: Message, session: Session, person: Person) -> Turn | None:
        """What is asked of the assessment itself."""
        if self.fit is None:
            return None
        turn = self.fit.asked(asked.intent, message, person)
        return replace(turn, session=session) if turn else None

    def _send_to_dm(self, message: Message, session: Session, person: Person) -> Turn:
        if turn := self.errands.sending(message, session):
            return turn
        if self.errands.is_about_result(message.text):
            return self._answer((Asked("show_result", NONE),), message, session, person)
        asked = tuple(Asked(one.intent, one.role) for one in session.exchanges)
        reply, _ = self._replies.answer(asked)
        if message.place is Place.DM:
            return plain(reply, session)
        note = self._replies.say(self.phrases.sent_to_dm)
        return Turn(session, (replace(reply, to=To.DM), note))

    def _read_ad(self, ads: JobAdDesk, message: Message, session: Session) -> Turn:
        return named(Turn(session, (ads.reply(message.text),)), (Asked(READ_AD, NONE),), self.knowledge)

    def _erase(self) -> Turn:
        return replace(plain(self._replies.say(self.phrases.erased), Session()), erase=True)

    def _keep(self) -> Turn:
        return plain(self._replies.say(self.phrases.kept), Session())
