"""The folder of trained models: trains once, and again only when it has to."""

import logging
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from intents import store
from intents.model import Model, Rows
from intents.store import digest_of_room, key_of, load_or_train


class Training:
    """Counts how often it was asked to train."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self) -> Model:
        self.runs += 1
        one = np.ones((1, 3), dtype=np.float32)
        return Model(("a", "b"), Rows({"pay": 0}, {}, {}, {}, {}), one, one[0, :2], {"pay": 2})


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_without_a_folder_every_start_trains() -> None:
    training = Training()
    load_or_train(None, "k", training)
    load_or_train(None, "k", training)
    assert training.runs == 2


def test_a_kept_model_is_not_trained_again(tmp_path: Path) -> None:
    training = Training()
    first, second = (load_or_train(tmp_path, "k", training) for _ in range(2))
    assert training.runs == 1
    assert second.classes == first.classes
    np.testing.assert_array_equal(second.table, first.table)


def test_another_key_trains_another_model(tmp_path: Path) -> None:
    training = Training()
    load_or_train(tmp_path, "k", training)
    load_or_train(tmp_path, "other", training)
    assert training.runs == 2


@pytest.mark.parametrize(
    "damage", [lambda at: flip(at / "model-k.bin"), lambda at: flip(at / "model-k.json")]
)
def test_39_a_model_with_one_flipped_byte_is_trained_anew_and_kept(
    tmp_path: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    training = Training()
    load_or_train(tmp_path, "k", training)
    damage(tmp_path)
    load_or_train(tmp_path, "k", training)
    assert training.runs == 2
    assert "model not used: model-k" in caplog.text
    load_or_train(tmp_path, "k", training)
    assert training.runs == 2


def test_a_folder_that_cannot_be_written_only_costs_the_training(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert load_or_train(tmp_path / "file", "k", Training()).classes == ("a", "b")
    assert "model not kept in" in caplog.text


def test_a_key_changes_with_the_data_and_with_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of({"b": [1], "a": 2})
    assert before == key_of({"a": 2, "b": [1]})
    assert before != key_of({"a": 2, "b": [3]})
    monkeypatch.setattr(store, "ENGINE_VERSION", store.ENGINE_VERSION + 1)
    assert before != key_of({"a": 2, "b": [1]})


def test_a_change_of_code_words_or_utterances_asks_for_another_model(tmp_path: Path) -> None:
    (tmp_path / "utterances").mkdir()
    digests = {digest_of_room(tmp_path)}
    for name in ("roles.py", "concepts.yaml", "utterances/help.yaml"):
        (tmp_path / name).write_text("one", encoding="utf-8")
        digests.add(digest_of_room(tmp_path))
    (tmp_path / "roles.py").write_text("two", encoding="utf-8")
    assert len(digests | {digest_of_room(tmp_path)}) == 5
    assert digest_of_room(tmp_path) == digest_of_room(tmp_path)
