"""scikit-learn's own pipeline with the same numbers, for comparison only; nothing is served by it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from intents.classifier import Trainer, scaled
from intents.features import Sample

BLOCKS = ("words", "pieces", "concepts")


def build_pipeline(trainer: Trainer) -> Any:
    """Of what the trainer has fitted. `predict` and `decision_function` take samples."""
    from sklearn.pipeline import FeatureUnion, Pipeline  # noqa: PLC0415 (costs a second)
    from sklearn.preprocessing import FunctionTransformer  # noqa: PLC0415

    def analyze(samples: Sequence[Sample]) -> list[Any]:
        return [trainer.read(sample) for sample in samples]

    def block(vectorizer: Any, scale: float) -> Any:
        to_length = FunctionTransformer(partial(scaled, idf=vectorizer.idf_, scale=scale))
        return Pipeline([("tf_idf", vectorizer), ("length", to_length)])

    blocks = [block(*one) for one in trainer.fitted.blocks]
    union = FeatureUnion(list(zip(BLOCKS, blocks, strict=True)))
    return Pipeline(
        [("analyze", FunctionTransformer(analyze)), ("blocks", union), ("svc", trainer.fitted.svc)]
    )
