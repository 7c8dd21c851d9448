"""Writes a file whole or not at all, also where several processes write the same one."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

LEFT_BEHIND = 600.0  # seconds; nobody takes so long to write one file


def replace_file(path: Path, content: bytes) -> None:
    """Each process writes its own file, then swaps it in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        own.write_bytes(content)
        os.replace(own, path)
    finally:
        own.unlink(missing_ok=True)
    _sweep(path)


def _sweep(path: Path) -> None:
    """Takes away what processes left that were killed while they wrote."""
    for left in path.parent.glob(f"*{path.suffix}.*[0-9]"):
        with suppress(FileNotFoundError):  # another process sweeps too
            if time.time() - left.stat().st_mtime > LEFT_BEHIND:
                left.unlink()
