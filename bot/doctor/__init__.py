"""Finds what keeps the app from working, and says how to mend it."""

from bot.doctor.checks import examine, unreadable
from bot.doctor.findings import Finding
from bot.doctor.names import misspelt
from bot.doctor.slack import refused

__all__ = ["Finding", "examine", "misspelt", "refused", "unreadable"]
