"""Keeps trained models in a folder, so that only a change of what they learn from trains anew."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from intents.model import Model, ModelError

ENGINE_VERSION = 5  # raise it when the same data would train another model
ROOM = Path(__file__).parent
log = logging.getLogger(__name__)


def load_or_train(cache_dir: Path | None, key: str, train: Callable[[], Model]) -> Model:
    """`key` stands for everything that the model depends on."""
    if cache_dir is None:
        return train()
    path = cache_dir / f"model-{key}"
    try:
        if path.with_suffix(".json").exists():
            return Model.load(path)
    except (ModelError, OSError) as error:  # OSError: a folder that we may not look into
        log.warning("model not used: %s", error)
    model = train()
    _save(model, path)
    return model


def key_of(learned_from: Any) -> str:
    """`learned_from` is anything that JSON can write."""
    text = json.dumps([ENGINE_VERSION, learned_from], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def digest_of_room(room: Path = ROOM) -> str:
    """Of all code, word lists and utterances here: any of them may change what is learned."""
    files = sorted(one for one in (*room.glob("*.*"), *room.glob("utterances/*.yaml")) if one.is_file())
    digests = [f"{one.name} {hashlib.sha256(one.read_bytes()).hexdigest()}" for one in files]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _save(model: Model, path: Path) -> None:
    try:
        model.save(path)
    except OSError as error:  # a read-only disk costs a few seconds at the next start, no more
        log.warning("model not kept in %s: %s", path.parent, error)
