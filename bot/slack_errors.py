"""What it means when Slack refuses or cannot be heard, read in one place for whoever calls it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

# Nothing that Slack said came back. AttributeError: slack_sdk fails so on an answer that is not JSON.
BROKEN = (aiohttp.ClientError, TimeoutError, ValueError, AttributeError, OSError)
# The token is worth nothing any more.
SHUT_OUT = frozenset(
    {
        *("token_revoked", "token_expired", "account_inactive", "invalid_auth", "not_authed"),
        "team_access_not_granted",
    }
)
UNCLEAR = frozenset(
    {"", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "unknown_error"}
)
# Seconds by which our clock and Slack's may differ.
CLOCK_SKEW = 300.0
UNREADABLE_SECONDS = 30.0


def code_of(error: SlackApiError) -> str:
    return str(error.response.get("error") or "")


def is_too_fast(error: SlackApiError) -> bool:
    return error.response.status_code == 429 or code_of(error) == "ratelimited"


def is_unclear(error: SlackApiError) -> bool:
    """Whether Slack leaves open if it did what was asked."""
    return code_of(error) in UNCLEAR or error.response.status_code >= 500


def retry_after(headers: Mapping[str, Any] | None) -> float:
    """Seconds that Slack asks to wait; they have been seen fractional, missing and as a date."""
    found = (str(value) for name, value in (headers or {}).items() if name.lower() == "retry-after")
    given = next(found, "1")
    try:
        seconds = float(given)
    except ValueError:
        return _until(given)
    # A 429 says that something was too fast, so no time at all would be no answer to it.
    return max(seconds, 0.05) if seconds == seconds else 1.0  # noqa: PLR0124 (nan)


def _until(date: str) -> float:
    try:
        return max(1.0, parsedate_to_datetime(date).timestamp() - time.time())
    except ValueError:
        return UNREADABLE_SECONDS
