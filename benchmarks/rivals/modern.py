"""Bolt async, tuned, with the nearest utterance by MiniLM; needs sentence-transformers, no part of ours."""

from __future__ import annotations

from sentence_transformers import SentenceTransformer

from benchmarks.rivals.bolt_echo import build, serve_tuned
from benchmarks.rivals.lessons import ANSWER, lessons

texts, intents = lessons()
model = SentenceTransformer("all-MiniLM-L6-v2")
known = model.encode(texts, normalize_embeddings=True)


def answer(text: str) -> str:
    near = known @ model.encode([text], normalize_embeddings=True)[0]
    return ANSWER.format(intents[int(near.argmax())])


if __name__ == "__main__":
    serve_tuned(build(answer))
