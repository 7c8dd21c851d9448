"""Saved models: read back as they were, without pickle, and refused when a single byte differs."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from intents.model import Block, Calibration, Chosen, Model, ModelError, Thresholds

CHOSEN = Chosen(Calibration(2.5, -0.1, scope=(1.0, 0.0, 0.5, 1.0), accept=0.3), Thresholds(0.6, 0.1))


def block(*names: str) -> Block:
    rows = {name: at for at, name in enumerate(names)}
    weights = np.arange(len(names) * 2, dtype=np.float32).reshape(-1, 2)
    return Block(rows, np.ones(len(names), dtype=np.float32), weights)


MODEL = Model(
    ("money", "out_of_scope"),
    (block("pay", "caf\u00e9", "\ud800"), block(" p", "pa"), block("<money>")),
    np.array([0.5, -0.5], dtype=np.float32),
    {"pay": 3},
    CHOSEN,
)


def test_a_model_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "new" / "model-a")
    read = Model.load(tmp_path / "new" / "model-a")
    assert (read.classes, read.vocabulary, read.chosen) == (MODEL.classes, MODEL.vocabulary, CHOSEN)
    np.testing.assert_array_equal(read.bias, MODEL.bias)
    for one, other in zip(read.blocks, MODEL.blocks, strict=True):
        assert list(one.rows.items()) == list(other.rows.items())
        np.testing.assert_array_equal(one.idf, other.idf)
        np.testing.assert_array_equal(one.weights, other.weights)


def test_saving_leaves_the_two_files_and_nothing_else(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "model-a")
    MODEL.save(tmp_path / "model-a")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model-a.json", "model-a.npz"]


def test_the_same_model_is_saved_as_the_same_bytes(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "one")
    MODEL.save(tmp_path / "two")
    for ending in (".npz", ".json"):
        one, two = ((tmp_path / name).with_suffix(ending).read_bytes() for name in ("one", "two"))
        assert one == two


def test_the_files_are_plain_numbers_and_plain_json(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "model-a")
    with np.load(tmp_path / "model-a.npz", allow_pickle=False) as held:
        assert {held[name].dtype for name in held.files} == {np.dtype(np.float32)}
    text = (tmp_path / "model-a.json").read_bytes().decode("utf-8", "surrogatepass").partition("\n")[2]
    assert sorted(json.loads(text)) == ["chosen", "classes", "rows", "vocabulary"]


def test_a_pickle_inside_a_file_is_never_opened(tmp_path: Path) -> None:
    replace(MODEL, bias=np.array([Path("x"), None], dtype=object)).save(tmp_path / "model-a")
    with pytest.raises(ValueError, match="allow_pickle"):
        Model.load(tmp_path / "model-a")


@pytest.mark.parametrize("ending", [".npz", ".json"])
@pytest.mark.parametrize("place", [0.0, 0.4, 0.8, 1.0])
def test_one_flipped_byte_is_refused(tmp_path: Path, ending: str, place: float) -> None:
    MODEL.save(tmp_path / "model-a")
    path = tmp_path / f"model-a{ending}"
    content = bytearray(path.read_bytes())
    content[int(place * (len(content) - 1))] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"model-a: .* to train anew"):
        Model.load(tmp_path / "model-a")


@pytest.mark.parametrize("ending", [".npz", ".json"])
def test_a_missing_file_is_refused(tmp_path: Path, ending: str) -> None:
    MODEL.save(tmp_path / "model-a")
    (tmp_path / f"model-a{ending}").unlink()
    with pytest.raises(ModelError, match="cannot be read"):
        Model.load(tmp_path / "model-a")


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "model-a")
    (tmp_path / "model-a.json").write_bytes(b"\xff\xfe")
    with pytest.raises(ModelError, match="cannot be read"):
        Model.load(tmp_path / "model-a")


@pytest.mark.parametrize(
    "wrong",
    [
        {"bias": np.zeros(3, dtype=np.float32)},
        {"blocks": MODEL.blocks[:2]},
        {"blocks": (replace(MODEL.blocks[0], idf=np.ones(1, dtype=np.float32)), *MODEL.blocks[1:])},
        {"vocabulary": {"pay"}},
    ],
)
def test_content_that_is_no_model_is_refused_though_its_digest_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, Any]
) -> None:
    odd = replace(MODEL, **{key: value for key, value in wrong.items() if key != "vocabulary"})
    if "vocabulary" in wrong:
        described = {"classes": ["money"], "rows": 7}
        monkeypatch.setattr(Model, "_described", lambda self: described)
    odd.save(tmp_path / "model-a")
    with pytest.raises(ModelError, match="is no model"):
        Model.load(tmp_path / "model-a")


def test_the_size_counts_arrays_and_words() -> None:
    longer = replace(MODEL, vocabulary={"pay": 3, "salary": 2})
    numbers = 4 * (2 + 6 + 3 + 4 + 2 + 2 + 1)
    assert MODEL.size() > numbers
    assert longer.size() == MODEL.size() + len(', "salary": 2')


def test_chosen_numbers_survive_json() -> None:
    assert Chosen.read(json.loads(json.dumps(asdict(CHOSEN)))) == CHOSEN
    assert Chosen.read(asdict(CHOSEN)) == CHOSEN
