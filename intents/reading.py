"""Finds the questions that stand in a message, each with the scores of its intents."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from intents.dialog import Dialog
from intents.features import sample_of
from intents.models import OUT_OF_SCOPE, Mention
from intents.moves import Content
from intents.normalizer import words_of
from intents.roles import MASK, Found
from intents.scoring import Classifier, Scores
from intents.splitting import Part, Splitter
from knowledge import BOTH

SURE_OF_A_STATEMENT = 0.9
SURE_WITHOUT_A_ROLE = 0.92  # of a half that saves a message which as a whole is out of scope
MAX_WORDS_OF_A_STATEMENT = 8
SEVERAL = 2
LIGHTLY_SURE = 0.6  # of a half of "skills and salary", which may be one question
LIGHT_RANK = 4
LIKELY = 0.02
MAX_WORDS_CUT_LIGHTLY = 14
AND, ONE = "and", "one"
_JOINS_ROLES = re.compile(rf"{MASK} *\| *(?:an?|the)? *{MASK}")  # "a product manager and a scrum master"


@dataclass(frozen=True, slots=True)
class Reading:
    """One question: where it stands, the roles that it is about, and what it seems to ask."""

    part: Part
    found: Found
    scores: Scores


class _Piece(NamedTuple):
    """A part before it is scored."""

    part: Part
    found: Found


class Reader:
    """`actions` may be asked for in any form; `chitchat` never makes a second question: "hi, what is ..."."""

    def __init__(
        self, classifier: Classifier, dialog: Dialog, actions: Collection[str], chitchat: Collection[str]
    ) -> None:
        self._classifier = classifier
        self._answer_from = classifier.model.chosen.thresholds.answer
        self._splitter = Splitter(dialog.openers, dialog.lead_ins)
        self._content = Content(dialog)
        self._for_one, self._for_all = dialog.stand_ins.one, dialog.stand_ins.all
        self._actions, self._story = frozenset(actions), dialog.story
        self._alone = frozenset({*chitchat, OUT_OF_SCOPE})

    def read(self, message: str, found: Found) -> tuple[Reading, ...]:
        """Never empty. A message is one question unless its parts are surely several."""
        parts = self._splitter.several(message)
        whole = self.whole(message, found)
        several = self._asked(message, whole, parts) if parts else self._listed(message, whole)
        return tuple(several) or (whole,)

    def whole(self, message: str, found: Found) -> Reading:
        return self._score(_Piece(Part(0, len(message), asks=True), found))

    def _asked(self, message: str, whole: Reading, parts: Sequence[Part]) -> list[Reading]:
        """The parts that are surely questions of their own."""
        pieces = [self._cut(message, whole.found, part) for part in parts]
        pieces = [piece for piece in pieces if piece.part.asks or _is_short(piece)]
        needed = 1 if self._is_outside(whole) else SEVERAL
        sure: list[Reading] = []
        for left, piece in zip(range(len(pieces), 0, -1), pieces, strict=True):
            if len(sure) + left < needed:
                return []  # reading what is left would be in vain
            one = self._score(piece)
            if self._asks(one) and self._can_stand(one):
                sure.append(one)
        found = self._distinct(sure)
        return found if len(found) >= SEVERAL or self._saves(found, whole) else []

    def _listed(self, message: str, whole: Reading) -> list[Reading]:
        """'skills and salary': two halves, each sure, and both among what the whole message seems to ask."""
        halves = self._splitter.halves(message)
        if not halves or len(words_of(message)) > MAX_WORDS_CUT_LIGHTLY:
            return []
        pairs = ([self._cut(message, whole.found, half) for half in pair] for pair in halves)
        apart = (
            pair for pair in pairs if not _JOINS_ROLES.search(" | ".join(one.found.masked for one in pair))
        )
        if self._is_outside(whole):
            return next((self._sure_beside_outside(pair) for pair in apart), [])
        ranking = whole.scores.ranking(LIGHT_RANK)
        likely = {guess.intent for guess in ranking if guess.confidence >= LIKELY} - self._alone
        chosen = (self._sure_among(pair, likely) for pair in apart) if len(likely) >= SEVERAL else ()
        return next((one for one in chosen if len(one) >= SEVERAL), [])

    def _sure_beside_outside(self, pair: Sequence[_Piece]) -> list[Reading]:
        """'salary and the weather': the half that is surely in scope, where the other is surely not."""
        read = [self._score(piece) for piece in pair]
        return [one for one in read if self._is_half(one)] if any(map(self._is_outside, read)) else []

    def _sure_among(self, pair: Sequence[_Piece], likely: Collection[str]) -> list[Reading]:
        """Both halves, or too few of them: the second is read only if the first one is sure."""
        read = map(self._score, pair)
        sure = takewhile(lambda one: self._is_half(one) and one.scores.best().intent in likely, read)
        return self._distinct(sure)

    def _is_half(self, one: Reading) -> bool:
        return self._is_sure(one, max(LIGHTLY_SURE, self._answer_from)) and self._says(one.found)

    def _score(self, piece: _Piece) -> Reading:
        return Reading(piece.part, piece.found, self._classifier.score(sample_of(piece.found)))

    def _cut(self, message: str, found: Found, part: Part) -> _Piece:
        inside = found.within(message, part.start, part.end)
        if found.mentions and not inside.mentions:
            inside = self._with_lent(inside, _nearest(found.mentions, part))
        return _Piece(part, inside)

    def _with_lent(self, inside: Found, lent: tuple[Mention, ...]) -> Found:
        """'what do they earn': the roles named last stand where the pronoun does, else before the words."""
        words = inside.words
        if self._for_all.isdisjoint(words):
            lent = lent[-1:]
        names = f" {AND} ".join([MASK] * len(lent))
        masked = " ".join(names if self._stands_in(words, at) else word for at, word in enumerate(words))
        return inside.lend(lent, masked)

    def _stands_in(self, words: Sequence[str], at: int) -> bool:
        """'one' only as the last word: not 'can one person do both'. 'both' says itself what is meant."""
        word = words[at]
        if word in self._for_one:
            return word != ONE or at == len(words) - 1
        return word in self._for_all and word != BOTH

    def _distinct(self, read: Iterable[Reading]) -> list[Reading]:
        by_intent: dict[str, Reading] = {}
        for one in read:
            by_intent.setdefault(one.scores.best().intent, one)
        return list(by_intent.values())

    def _asks(self, one: Reading) -> bool:
        """By its form, or so short and sure that it can only be a request: 'delete my answers'."""
        if one.part.asks:
            return self._is_sure(one, self._answer_from)
        tells = not self._story.isdisjoint(one.found.words)
        is_topic = bool(one.found.mentions) and not _is_lent(one) and not tells and self._says(one.found)
        is_request = is_topic or one.scores.best().intent in self._actions
        return _is_short(one) and is_request and self._is_sure(one, SURE_OF_A_STATEMENT)

    def _is_sure(self, one: Reading, threshold: float) -> bool:
        best = one.scores.best()
        return best.confidence >= threshold and best.intent not in self._alone

    def _saves(self, found: Sequence[Reading], whole: Reading) -> bool:
        """Is there one part surely in scope of a message that as a whole is not?"""
        return self._is_outside(whole) and any(
            (one.found.mentions and not _is_lent(one)) or self._is_sure(one, SURE_WITHOUT_A_ROLE)
            for one in found
        )

    def _is_outside(self, one: Reading) -> bool:
        """'what is the salary and the weather' as a whole: then the half that is in scope is answered."""
        return one.scores.best().intent == OUT_OF_SCOPE

    def _can_stand(self, one: Reading) -> bool:
        """'who are they' is no question of its own; 'what is a program manager' is one."""
        return not _is_lent(one) or self._says(one.found) or self._is_sure(one, SURE_OF_A_STATEMENT)

    def _says(self, found: Found) -> bool:
        """Is there more in it than roles and empty words?"""
        return bool(self._content.stems(found.words))


def _is_short(one: _Piece | Reading) -> bool:
    return len(one.found.words) <= MAX_WORDS_OF_A_STATEMENT


def _is_lent(one: Reading) -> bool:
    """Are its roles named elsewhere in the message?"""
    return any(not one.part.start <= mention.start < one.part.end for mention in one.found.mentions)


def _nearest(mentions: Sequence[Mention], part: Part) -> tuple[Mention, ...]:
    """The two roles named last before a part, else the one named next after it."""
    before = tuple(mention for mention in mentions if mention.end <= part.start)
    return before[-2:] or tuple(mentions[:1])
