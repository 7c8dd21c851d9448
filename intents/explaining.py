"""Finds the words of a question that decided how it was read, by leaving out one at a time."""

from __future__ import annotations

import math
from collections.abc import Callable

from intents.features import Sample
from intents.normalizer import stem, tokenize
from intents.roles import MASK
from intents.scoring import Classifier, Scores

MAX_WORDS = 40
LEAST = 0.1  # a word that matters less, in log odds, decided nothing
LIKELY_ENOUGH = 1e-9


def deciding_words(classifier: Classifier, sample: Sample, most: int = 3) -> tuple[str, ...]:
    """Most telling first. Only words that the utterances have too, in their spelling."""
    words = [token.word for token in tokenize(sample.text)][:MAX_WORDS]
    scores = classifier.score(sample)
    odds = _odds_of_best(scores)
    whole = odds(scores)
    lost: dict[str, float] = {}
    for at, word in enumerate(words):
        repaired = classifier.typos.repair(word)
        if word != MASK and stem(repaired) in classifier.model.blocks[0].rows:
            rest = sample._replace(text=" ".join((*words[:at], *words[at + 1 :])))
            lost[repaired] = max(lost.get(repaired, 0.0), whole - odds(classifier.score(rest)))
    order = sorted(lost, key=lambda word: -lost[word])
    return tuple(word for word in order if lost[word] >= LEAST)[:most]


def _odds_of_best(scores: Scores) -> Callable[[Scores], float]:
    """Of the intent that scores best, against all the others."""
    at = int(scores.probabilities.argmax())

    def odds(of: Scores) -> float:
        share = min(max(float(of.probabilities[at]), LIKELY_ENOUGH), 1 - LIKELY_ENOUGH)
        return math.log(share / (1 - share))

    return odds
