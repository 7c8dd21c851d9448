"""scikit-learn's own pipeline on the same features, for comparison only; nothing is served by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from intents.classifier import COST, SEED, TOLERANCE
from intents.features import Analyzer, Features, Sample
from intents.learning import Lessons
from intents.model import SCALES
from intents.typos import Typos, count_vocabulary

BLOCKS = ("words", "pieces", "concepts")


def build_pipeline(lessons: Lessons) -> Any:
    """Its `predict` takes samples."""
    from sklearn.pipeline import FeatureUnion, Pipeline  # noqa: PLC0415 (costs a second)
    from sklearn.preprocessing import FunctionTransformer  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    vocabulary = count_vocabulary((sample.text for sample in lessons.samples), lessons.lexicon)
    analyzer = Analyzer(lessons.lexicon, Typos(vocabulary, lessons.lexicon).repair)

    def analyze(samples: Sequence[Sample]) -> list[Features]:
        return [analyzer.analyze(sample) for sample in samples]

    blocks = [(name, _vectorizer(at)) for at, name in enumerate(BLOCKS)]
    union = FeatureUnion(blocks, transformer_weights=dict(zip(BLOCKS, SCALES, strict=True)))
    svc = LinearSVC(C=COST, tol=TOLERANCE, random_state=SEED)
    pipeline = Pipeline([("analyze", FunctionTransformer(analyze)), ("blocks", union), ("svc", svc)])
    return pipeline.fit(lessons.samples, lessons.intents)


def _vectorizer(block: int) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    return TfidfVectorizer(analyzer=_block(block), sublinear_tf=True)


def _block(block: int) -> Callable[[Features], list[str]]:
    return lambda features: list(features[block])
