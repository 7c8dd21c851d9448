"""The words of conversation and how a broken file is reported."""

from pathlib import Path

import pytest

from intents.dialog import DIALOG_PATH, load_dialog
from intents.models import Move
from intents.normalizer import normalize
from knowledge import KnowledgeError


def test_every_move_but_a_bare_role_has_phrases() -> None:
    assert set(load_dialog().moves) == set(Move) - {Move.ROLE}


def test_words_that_are_matched_by_stem_are_kept_as_stems() -> None:
    dialog = load_dialog()
    assert "strategi" in dialog.bare.not_after
    assert "stori" in dialog.subjects.roles["product"]


def test_moves_are_written_as_normalised_text_reads() -> None:
    for phrases in load_dialog().moves.values():
        assert [normalize(phrase) for phrase in phrases if "whats" not in phrase] == [
            phrase for phrase in phrases if "whats" not in phrase
        ]


def test_an_unknown_field_is_named_with_a_cure(tmp_path: Path) -> None:
    path = tmp_path / "dialog.yaml"
    path.write_text(DIALOG_PATH.read_text(encoding="utf-8") + "\nsurprise: 1\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_dialog(path)
    assert "'surprise'" in str(caught.value)
    assert "Dialog in intents/dialog.py" in str(caught.value)
