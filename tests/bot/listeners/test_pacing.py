"""When Slack may be called, and what it means by Retry-After."""

import logging

import pytest

from bot.listeners.pacing import CHANNELS, Pacing
from bot.listeners.quiet import Quiet


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_five_letters_leave_at_once_and_then_one_a_second() -> None:
    pacing = Pacing(Clock())
    assert [pacing.reserve("T1", "C1") for _ in range(8)] == [0, 0, 0, 0, 0, 1, 2, 3]
    assert not pacing.is_free("T1", "chat.postMessage", "C1")
    assert pacing.is_free("T1", "chat.postMessage", "C2")


def test_22_a_window_shuts_one_method_of_one_workspace() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    pacing.shut("T1", "chat.postMessage", 30)
    pacing.shut("T1", "chat.postMessage", 1)
    assert pacing.closed_for("T1", "chat.postMessage") == 30
    assert pacing.closed_for("T1", "chat.postEphemeral") == pacing.closed_for("T2", "chat.postMessage") == 0
    clock.now += 31
    assert pacing.closed_for("T1", "chat.postMessage") == 0


def test_quiet_channels_are_forgotten_and_busy_ones_are_not() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    for number in range(CHANNELS + 1):
        pacing.reserve("T1", f"C{number}")
    clock.now += 10
    for _ in range(6):
        pacing.reserve("T1", "busy")
    assert not pacing.is_free("T1", "x", "busy")


def test_an_outage_writes_a_line_a_second(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    quiet = Quiet(logging.getLogger("outage"), clock)
    for _ in range(50):
        quiet.warn("storage_away", "gone")
    clock.now += 1
    quiet.warn("storage_away", "gone")
    assert [record.error for record in caplog.records] == ["gone", "gone (and 49 more)"]  # type: ignore[attr-defined]
