"""Understands a message: its questions with intent, role and certainty, and its move in a conversation."""

from __future__ import annotations

from pathlib import Path

from intents.dialog import Dialog, load_dialog
from intents.explaining import deciding_words
from intents.features import sample_of
from intents.language import Language
from intents.learning import Learned, learn
from intents.models import ABOUT_BOT, OUT_OF_SCOPE, Certainty, Guess, Interpretation, Question
from intents.moves import Content, Moves
from intents.normalizer import normalize
from intents.pleas import Pleas
from intents.reading import Reader, Reading
from intents.roles import RoleFinder
from intents.scoring import Classifier
from intents.slots import Slots
from intents.utterances import Corpus
from intents.words import load_english
from knowledge import Knowledge

MAX_RANKING = 5


class Interpreter:
    """Never raises for any text; the same text always gives the same interpretation."""

    def __init__(self, knowledge: Knowledge, learned: Learned, dialog: Dialog) -> None:
        self.classifier: Classifier = learned.classifier
        self._finder: RoleFinder = learned.finder
        focal = [role.id for role in knowledge.focal]
        topics = [topic.intent for topic in knowledge.topics]
        self._slots = Slots(focal, topics, learned.classifier.model.default_roles, dialog)
        self._language = Language(dialog, load_english())
        self._moves, self._content, self._pleas = Moves(dialog), Content(dialog), Pleas(dialog)
        chitchat = {one.intent for one in knowledge.actions if one.group == "chitchat"} - {ABOUT_BOT}
        self._reader = Reader(learned.classifier, dialog, knowledge.action.keys() - chitchat, chitchat)

    @classmethod
    def build(
        cls, knowledge: Knowledge, corpus: Corpus | None = None, cache_dir: Path | None = None
    ) -> Interpreter:
        """Trains in a few seconds, or reads what an earlier build left in `cache_dir`."""
        dialog = load_dialog()
        return cls(knowledge, learn(knowledge, corpus, dialog, cache_dir), dialog)

    def interpret(self, text: str) -> Interpretation:
        message = self._message(text)
        found = self._finder.find(message)
        masked = found.words
        if not masked:
            return Interpretation((_unknown(message),))
        english = self._language.is_english(found.typed)
        read = self._reader.read(message, found) if english else ()
        questions = tuple(self._question(message, one) for one in read) or (_unknown(message),)
        return Interpretation(questions, self._moves.find(masked), self._moves.continues(masked), english)

    def scope(self, text: str) -> float:
        """How surely a text is one that the utterances cover; only its order means anything."""
        message = self._message(text)
        return self._reader.whole(message, self._finder.find(message)).scores.scope

    def deciding(self, text: str) -> tuple[str, ...]:
        """The words of one question that decided how it was read, at most three."""
        found = self._finder.find(self._message(text))
        return deciding_words(self.classifier, sample_of(found))

    def _message(self, text: str) -> str:
        return self._pleas.without(normalize(text))

    def _question(self, message: str, read: Reading) -> Question:
        words = read.found.words
        ranking = read.scores.ranking(MAX_RANKING)
        best, mentions = ranking[0], read.found.mentions
        both = self._moves.says_both_roles(words) or (not mentions and self._moves.names_both(words))
        both = both or (not mentions and self._moves.weighs(words))
        return Question(
            text=message[read.part.start : read.part.end].strip(" ,"),
            intent=best.intent,
            role=self._slots.slot(best.intent, mentions, words, both),
            certainty=self._certainty(best, read.scores.known),
            confidence=best.confidence,
            ranking=ranking,
            mentions=mentions,
            told=bool(mentions) or both or self._slots.tells(best.intent, words),
            stems=self._content.telling(map(self.classifier.stem_of, words)),
        )

    def _certainty(self, best: Guess, known: float) -> Certainty:
        thresholds = self.classifier.model.chosen.thresholds
        if not known or best.confidence < thresholds.suggest:
            return Certainty.FALLBACK
        return Certainty.ANSWER if best.confidence >= thresholds.answer else Certainty.SUGGEST


def _unknown(message: str) -> Question:
    return Question(message, OUT_OF_SCOPE, "none", Certainty.FALLBACK, 0.0, (Guess(OUT_OF_SCOPE, 0.0),))
