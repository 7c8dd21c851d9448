"""Finds what keeps the app from working, and says how to mend it."""

from bot.doctor.checks import examine, unreadable
from bot.doctor.findings import Finding

__all__ = ["Finding", "examine", "unreadable"]
