"""Welcomes who opens the app for the first time: who it is, three good questions, what it keeps."""

from __future__ import annotations

from collections.abc import Iterator

from bot.advisor.models import Act, Button, Choice, Reply, Session, Turn
from bot.advisor.parts import Bullets, Heading, Lead, Note, Part, Sentence
from bot.advisor.person import Person
from bot.advisor.wording import Wording
from knowledge import BOTH, NONE, Knowledge
from knowledge.welcome import Welcome

QUESTIONS = 3
NOBODY = Person()


class Welcomer:
    """Silent where the knowledge file has no welcome, and to whoever the app knows in any way."""

    def __init__(self, knowledge: Knowledge, wording: Wording) -> None:
        self._knowledge = knowledge
        self._wording = wording

    def turn(self, session: Session, person: Person) -> Turn:
        words, is_known = self._knowledge.welcome, person != NOBODY or session != Session()
        if words is None or is_known:
            return Turn(session, ())
        parts, buttons = tuple(self._parts(words)), tuple(self._buttons(words))
        return Turn(session, (Reply(parts, offer=words.offer, buttons=buttons),))

    def _parts(self, words: Welcome) -> Iterator[Part]:
        yield Heading(words.title)
        yield Lead(Sentence(words.who))
        told = (words.assessment, words.keeps)
        yield Bullets(tuple(Sentence(one) for one in told if one))
        yield Note(words.once)

    def _buttons(self, words: Welcome) -> Iterator[Button]:
        yield from (self._asks(intent, BOTH) for intent in self._knowledge.home[:QUESTIONS])
        if words.assessment:
            yield self._asks("start_quiz", NONE)
        yield self._asks("privacy_info", NONE)

    def _asks(self, intent: str, role: str) -> Button:
        return Button(self._wording.label(intent, role), Choice(Act.ASK, intent, role))
