"""Understands a message: its questions with intent, role and certainty, and its move in a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from intents.dialog import Dialog, load_dialog
from intents.features import Sample, load_concepts, sample_of
from intents.language import Language
from intents.learning import Learned, learn
from intents.models import OUT_OF_SCOPE, Certainty, Guess, Interpretation, Mention, Question
from intents.moves import Content, Moves
from intents.normalizer import normalize, tokenize
from intents.roles import Found, RoleFinder
from intents.scoring import Classifier, Scores
from intents.slots import Slots
from intents.splitting import Part, Splitter
from intents.utterances import Corpus
from intents.words import load_english
from knowledge import Knowledge

MAX_WORDS_CUT_LIGHTLY = 25
LIGHT_RANK = 4
LIGHT_SURE = 0.6
MAX_RANKING = 5


class Interpreter:
    """Never raises for any text; the same text always gives the same interpretation."""

    def __init__(self, knowledge: Knowledge, learned: Learned, dialog: Dialog) -> None:
        english = load_english()
        self.classifier: Classifier = learned.classifier
        self._finder: RoleFinder = learned.finder
        self._chitchat = {one.intent for one in knowledge.actions if one.group == "chitchat"}
        focal = [role.id for role in knowledge.focal]
        topics = [topic.intent for topic in knowledge.topics]
        self._slots = Slots(focal, topics, learned.default_roles, dialog)
        self._language = Language(dialog, english)
        self._moves, self._content = Moves(dialog), Content(dialog)
        self._splitter = Splitter(dialog.openers, dialog.lead_ins)

    @classmethod
    def build(
        cls, knowledge: Knowledge, corpus: Corpus | None = None, cache_dir: Path | None = None
    ) -> Interpreter:
        """Trains in a few seconds, or reads what an earlier build left in `cache_dir`."""
        dialog = load_dialog()
        corpus = corpus or Corpus.load()
        return cls(
            knowledge, learn(knowledge, corpus, dialog, load_concepts(), load_english(), cache_dir), dialog
        )

    def interpret(self, text: str) -> Interpretation:
        message = normalize(text)
        found = self._finder.find(message)
        masked = [token.word for token in tokenize(found.masked)]
        if not masked:
            return Interpretation((_unknown(message),))
        english = self._language.is_english([token.word for token in tokenize(message)])
        questions = self._questions(message, found) if english else (_unknown(message),)
        return Interpretation(questions, self._moves.find(masked), self._moves.continues(masked), english)

    def scope(self, text: str) -> float:
        """How surely a text is one that the utterances cover; only its order means anything."""
        message = normalize(text)
        found = self._finder.find(message)
        return self._score(message, found, Part(0, len(message), asks=True)).scope

    def _questions(self, message: str, found: Found) -> tuple[Question, ...]:
        whole = Part(0, len(message), asks=True)
        scores = self._score(message, found, whole)
        parts = self._splitter.parts(message, found.mentions)
        chosen = (
            self._asked(message, found, parts) if len(parts) > 1 else self._listed(message, found, scores)
        )
        if len(chosen) > 1:
            return tuple(self._question(message, found, part, seen) for part, seen in chosen)
        return (self._question(message, found, whole, self._weigh(message, found, scores, parts)),)

    def _asked(self, message: str, found: Found, parts: Sequence[Part]) -> list[tuple[Part, Scores]]:
        """The parts that are surely questions of their own; [] unless there are at least two."""
        scored = [(part, self._score(message, found, part)) for part in parts if part.asks]
        return self._distinct([one for one in scored if self._is_sure(one[1], self._answer_from)])

    def _listed(self, message: str, found: Found, whole: Scores) -> list[tuple[Part, Scores]]:
        """'skills and salary': two halves, each sure, and both among what the whole message seems to ask."""
        if len(tokenize(message)) > MAX_WORDS_CUT_LIGHTLY:
            return []
        likely = {guess.intent for guess in whole.ranking(LIGHT_RANK)}
        for halves in self._splitter.halves(message, found.mentions):
            scored = [(part, self._score(message, found, part)) for part in halves]
            sure = [one for one in scored if self._is_sure(one[1], max(LIGHT_SURE, self._answer_from))]
            chosen = self._distinct([one for one in sure if one[1].ranking(1)[0].intent in likely])
            if chosen:
                return chosen
        return []

    def _distinct(self, scored: list[tuple[Part, Scores]]) -> list[tuple[Part, Scores]]:
        by_intent: dict[str, tuple[Part, Scores]] = {}
        for part, scores in scored:
            by_intent.setdefault(scores.ranking(1)[0].intent, (part, scores))
        return list(by_intent.values()) if len(by_intent) > 1 else []

    def _is_sure(self, scores: Scores, threshold: float) -> bool:
        best = scores.ranking(1)[0]
        return best.confidence >= threshold and best.intent not in {*self._chitchat, OUT_OF_SCOPE}

    def _weigh(self, message: str, found: Found, whole: Scores, parts: Sequence[Part]) -> Scores:
        """A story and then a question: the question counts as much as the whole."""
        asking = [part for part in parts if part.asks]
        if len(parts) < 2 or len(asking) != 1:
            return whole
        sample, question = (
            self._sample(message, found, Part(0, len(message), True)),
            self._sample(message, found, asking[0]),
        )
        margins = (self.classifier.margins(sample) + self.classifier.margins(question)) / np.float32(2)
        return self.classifier.calibrate(margins, whole.known)

    def _score(self, message: str, found: Found, part: Part) -> Scores:
        return self.classifier.score(self._sample(message, found, part))

    def _sample(self, message: str, found: Found, part: Part) -> Sample:
        return sample_of(found.within(message, part.start, part.end))

    def _question(self, message: str, found: Found, part: Part, scores: Scores) -> Question:
        inside = found.within(message, part.start, part.end)
        words = tuple(token.word for token in tokenize(inside.masked))
        ranking = scores.ranking(MAX_RANKING)
        best = ranking[0]
        mentions = inside.mentions or _lent(found.mentions, part)
        both = self._moves.says_both_roles(words) or (not mentions and self._moves.names_both(words))
        return Question(
            text=message[part.start : part.end].strip(" ,"),
            intent=best.intent,
            role=self._slots.slot(best.intent, mentions, words, both),
            certainty=self._certainty(best, scores),
            confidence=best.confidence,
            ranking=ranking,
            mentions=mentions,
            stems=self._content.stems([self.classifier.typos.repair(word) for word in words]),
        )

    def _certainty(self, best: Guess, scores: Scores) -> Certainty:
        thresholds = self.classifier.model.thresholds
        if not scores.known or best.confidence < thresholds.suggest:
            return Certainty.FALLBACK
        return Certainty.ANSWER if best.confidence >= thresholds.answer else Certainty.SUGGEST

    @property
    def _answer_from(self) -> float:
        return self.classifier.model.thresholds.answer


def _lent(mentions: Sequence[Mention], part: Part) -> tuple[Mention, ...]:
    """A part that names no role is about the role named last before it, else next after it."""
    before = [mention for mention in mentions if mention.end <= part.start]
    return tuple(before[-1:] or [mention for mention in mentions if mention.start >= part.end][:1])


def _unknown(message: str) -> Question:
    return Question(message, OUT_OF_SCOPE, "none", Certainty.FALLBACK, 0.0, (Guess(OUT_OF_SCOPE, 0.0),))
