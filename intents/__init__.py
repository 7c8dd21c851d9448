"""How people ask: text in, intents with their confidence, roles and conversational moves out."""

from intents.interpreter import Interpreter
from intents.models import (
    AMBIGUOUS,
    NONE,
    OUT_OF_SCOPE,
    RELATED_ROLE,
    Certainty,
    Guess,
    Interpretation,
    Mention,
    Move,
    Question,
)
from intents.normalizer import stem, stems
from intents.utterances import Corpus

__all__ = [
    "AMBIGUOUS",
    "NONE",
    "OUT_OF_SCOPE",
    "RELATED_ROLE",
    "Certainty",
    "Corpus",
    "Guess",
    "Interpretation",
    "Interpreter",
    "Mention",
    "Move",
    "Question",
    "stem",
    "stems",
]
