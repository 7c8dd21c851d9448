"""The process between the runner and an app: it ends the app when the runner is gone."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator

import pytest

from bot.playground import shepherd

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
]


@pytest.fixture
def parent(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The end of the pipe that a parent holds; Ctrl-C works again afterwards."""
    before = signal.getsignal(signal.SIGINT)
    read, write = os.pipe()
    monkeypatch.setattr(shepherd, "STANDARD_INPUT", read)
    monkeypatch.setattr(shepherd, "GRACE_SECONDS", 0.1)
    yield write
    signal.signal(signal.SIGINT, before)
    os.close(read)


def test_the_exit_code_is_handed_on(parent: int) -> None:
    assert shepherd.main([sys.executable, "-c", "raise SystemExit(3)"]) == 3
    os.close(parent)


@pytest.mark.parametrize(("command", "number"), [(SLEEP, signal.SIGTERM), (STUBBORN, signal.SIGKILL)])
def test_a_parent_that_is_gone_ends_the_app(
    parent: int, command: list[str], number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.write(parent, b"still there")
    threading.Timer(0.5, os.close, [parent]).start()
    assert shepherd.main(command) == -number


def test_an_app_that_has_ended_is_not_ended_again(parent: int) -> None:
    assert shepherd.main([sys.executable, "-c", ""]) == 0
    os.close(parent)
