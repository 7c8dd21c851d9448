"""Saved models: read back as they were, without pickle, and refused when a single byte differs."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from intents.lexicon import Lexicon
from intents.model import Calibration, Chosen, Model, ModelError, Rows, Thresholds

CHOSEN = Chosen(Calibration(2.5, -0.1, scope=(1.0, 0.0, 0.5, 1.0), accept=0.3), Thresholds(0.6, 0.1))


WORDS = {"pay": 0, "caf\u00e9": 1, "\ud800": 2, "<s> pay": 3, "pay rise": 4, "pay&rise": 5}
MODEL = Model(
    ("money", "out_of_scope"),
    Rows.of(WORDS, {" p": 6, "pa": 7}, {"<money>": 8}),
    np.arange(27, dtype=np.float32).reshape(-1, 3),
    np.array([0.5, -0.5], dtype=np.float32),
    {"pay": 3},
    Lexicon({"pay": ("<money>",)}, frozenset({"the"}), frozenset({"pay", "wage"})),
    CHOSEN,
    {"salary_outlook": "product"},
)


def test_a_model_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "new" / "model-a")
    read = Model.load(tmp_path / "new" / "model-a")
    np.testing.assert_array_equal(read.bias, MODEL.bias)
    np.testing.assert_array_equal(read.table, MODEL.table)
    assert replace(read, bias=MODEL.bias, table=MODEL.table) == MODEL


def test_a_feature_of_two_stems_lies_below_the_first() -> None:
    assert MODEL.features.following == {"<s>": {"pay": 3}, "pay": {"rise": 4}}
    assert MODEL.features.together == {"pay": {"rise": 5}}
    assert [MODEL.features.row(name) for name in WORDS] == [*range(6)]
    assert MODEL.features.row("rise") is MODEL.features.row("pay pay") is MODEL.features.row("a&b") is None


def test_saving_leaves_the_two_files_and_nothing_else(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "model-a")
    MODEL.save(tmp_path / "model-a")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model-a.bin", "model-a.json"]


def test_the_same_model_is_saved_as_the_same_bytes(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "one")
    MODEL.save(tmp_path / "two")
    for ending in (".bin", ".json"):
        one, two = ((tmp_path / name).with_suffix(ending).read_bytes() for name in ("one", "two"))
        assert one == two


def test_the_files_are_plain_numbers_and_plain_json(tmp_path: Path) -> None:
    MODEL.save(tmp_path / "model-a")
    assert (tmp_path / "model-a.bin").read_bytes() == MODEL.table.tobytes()
    text = (tmp_path / "model-a.json").read_bytes().decode("utf-8", "surrogatepass").partition("\n")[2]
    assert sorted(json.loads(text)) == [
        *("bias", "chosen", "classes", "default_roles", "features", "lexicon", "vocabulary")
    ]


@pytest.mark.parametrize("ending", [".bin", ".json"])
@pytest.mark.parametrize("place", [0.0, 0.4, 0.8, 1.0])
def test_39_one_flipped_byte_is_refused(tmp_path: Path, ending: str, place: float) -> None:
    MODEL.save(tmp_path / "model-a")
    path = tmp_path / f"model-a{ending}"
    content = bytearray(path.read_bytes())
    content[int(place * (len(content) - 1))] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"model-a: .* to train anew"):
        Model.load(tmp_path / "model-a")


@pytest.mark.parametrize("ending", [".bin", ".json"])
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
        {"features": Rows({}, {}, {}, {}, {})},
        {"table": MODEL.table[:, :2]},
        {"vocabulary": {"pay"}},
    ],
)
def test_content_that_is_no_model_is_refused_though_its_digest_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, Any]
) -> None:
    odd = replace(MODEL, **{key: value for key, value in wrong.items() if key != "vocabulary"})
    if "vocabulary" in wrong:
        described = {"classes": ["money"], "features": 7}
        monkeypatch.setattr(Model, "_described", lambda self: described)
    odd.save(tmp_path / "model-a")
    with pytest.raises(ModelError, match="is no model"):
        Model.load(tmp_path / "model-a")


def test_the_size_counts_arrays_and_words() -> None:
    longer = replace(MODEL, vocabulary={"pay": 3, "salary": 2})
    assert MODEL.size() > 4 * 27
    assert longer.size() == MODEL.size() + len(', "salary": 2')


def test_chosen_numbers_survive_json() -> None:
    assert Chosen.read(json.loads(json.dumps(asdict(CHOSEN)))) == CHOSEN
    assert Chosen.read(asdict(CHOSEN)) == CHOSEN
