"""Finds the words of a question that decided how it was read, from the weights of the classifier."""

from __future__ import annotations

from collections import Counter

import numpy as np

from intents.features import NEW, Sample
from intents.roles import MASK
from intents.scoring import Classifier, Numbers, Scores, Word

LEAST = 0.1  # a word that matters less, in log odds, decided nothing
NEVER_QUITE_SURE = 1e-9


def deciding_words(classifier: Classifier, sample: Sample, most: int = 3) -> tuple[str, ...]:
    """Most telling first. Only words that the utterances have too, in their spelling."""
    words = classifier.words(sample)
    pulls = _pulls(classifier, words, sample.marks, _toward_best(classifier.score(sample)))
    spelled = {
        word.stem: word.spelled for word in reversed(words) if word.stem != NEW and word.spelled != MASK
    }
    order = sorted(spelled, key=lambda stem: -pulls[stem])
    heat = classifier.model.chosen.calibration.temperature
    return tuple(spelled[stem] for stem in order if heat * pulls[stem] >= LEAST)[:most]


def _toward_best(scores: Scores) -> Numbers:
    """What a margin of each intent adds to the odds of the best one against all the others."""
    chances = np.array(scores.probabilities)
    best = chances.argmax()
    toward = -chances / max(1.0 - chances[best], NEVER_QUITE_SURE)
    toward[best] = 1.0
    return np.asarray(toward)


def _pulls(
    classifier: Classifier, words: list[Word], marks: tuple[str, ...], toward: Numbers
) -> Counter[str]:
    """By stem: what its features, those that it makes with others too, add to these odds."""
    shares = classifier.shares(words, marks)
    pulls: Counter[str] = Counter()
    for stem, share in zip((word.stem for word in words), (shares.words @ toward).tolist(), strict=True):
        pulls[stem] += share
    for feature, share in zip(shares.features, (shares.together @ toward).tolist(), strict=True):
        for stem in feature.replace("&", " ").split():
            pulls[stem] += share
    return pulls
