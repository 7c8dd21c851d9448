"""Files are written whole, and nothing is left behind for long."""

import os
import time
from pathlib import Path

import pytest

from intents.files import LEFT_BEHIND, replace_file


def test_a_file_is_swapped_in_whole(tmp_path: Path) -> None:
    replace_file(tmp_path / "new" / "model-a.npz", b"one")
    replace_file(tmp_path / "new" / "model-a.npz", b"two")
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "new").iterdir()] == [
        ("model-a.npz", b"two")
    ]


def test_what_a_killed_process_left_is_taken_away_once_it_is_old(tmp_path: Path) -> None:
    old, young = tmp_path / "model-b.npz.41", tmp_path / "model-a.npz.42"
    for path in (old, young):
        path.write_bytes(b"half")
    long_ago = time.time() - LEFT_BEHIND - 1
    os.utime(old, (long_ago, long_ago))
    replace_file(tmp_path / "model-a.npz", b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model-a.npz", "model-a.npz.42"]


def test_a_failed_swap_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "model-a.npz").mkdir()
    with pytest.raises(OSError, match="model-a"):
        replace_file(tmp_path / "model-a.npz", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["model-a.npz"]
