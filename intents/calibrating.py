"""Runs the out-of-fold measurements that calibrated.json keeps."""

from __future__ import annotations

import numpy as np

from intents.calibration import chances_of, choose
from intents.classifier import Trainer
from intents.dialog import load_dialog
from intents.folds import assign_folds
from intents.learning import Lessons, prepare
from intents.lexicon import load_lexicon
from intents.metrics import calibration_error
from intents.model import Chosen
from intents.roles import RoleFinder
from intents.utterances import Corpus
from knowledge import Knowledge

FOLDS = 12  # nearly as much to learn from as the served classifier has
OFFERED = 3


def load_lessons(knowledge: Knowledge, corpus: Corpus) -> Lessons:
    dialog = load_dialog()
    lexicon = load_lexicon(dialog)
    finder = RoleFinder(knowledge.roles, knowledge.ambiguous, dialog, lexicon.english)
    return prepare(knowledge, corpus, finder, lexicon)


def calibrate(lessons: Lessons) -> tuple[Chosen, dict[str, float]]:
    """The numbers to serve with, and how well they do on sentences that were left out."""
    trainer = Trainer(lessons.samples, lessons.intents, lessons.lexicon)
    folds = assign_folds(lessons.samples, lessons.intents, (), FOLDS)
    left = trainer.left_out(folds)
    chosen = choose(left, trainer.truth, trainer.classes)
    chances = chances_of(left, trainer.classes, chosen.calibration)
    order = np.argsort(-chances, axis=1, kind="stable")[:, :OFFERED]
    right = (order[:, 0] == trainer.truth).tolist()
    return chosen, {
        "out_of_fold_right": round(float(np.mean(right)), 4),
        "out_of_fold_first_three": round(float((order == trainer.truth[:, None]).any(axis=1).mean()), 4),
        "out_of_fold_calibration_error": round(calibration_error(chances.max(axis=1).tolist(), right), 4),
    }
