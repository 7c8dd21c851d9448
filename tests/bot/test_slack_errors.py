"""What is read from Slack's refusals, in the forms in which they have been seen."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack_errors import code_of, is_too_fast, is_unclear, retry_after


def refusal(status: int, data: object) -> SlackApiError:
    response = AsyncSlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data=data,  # type: ignore[arg-type]
        headers={},
        status_code=status,
    )
    return SlackApiError("refused", response)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("0", 0.05),
        ("1", 1.0),
        ("1.5", 1.5),
        (None, 1.0),
        ("Wed, 25 Nov 2020 09:00:00 GMT", 1.0),
        ("soon", 30.0),
        ("nan", 1.0),
    ],
)
def test_22_a_retry_after_is_read_in_every_form_it_was_seen_in(given: str | None, seconds: float) -> None:
    assert retry_after({} if given is None else {"retry-after": given}) == seconds
    assert retry_after((given and {"Retry-After": given}) or None) == seconds


@pytest.mark.parametrize(
    ("status", "error", "unclear"),
    [(200, "internal_error", True), (200, None, True), (503, "odd", True), (200, "is_archived", False)],
)
def test_what_slack_leaves_open_is_unclear(status: int, error: str | None, unclear: bool) -> None:
    assert is_unclear(refusal(status, {"ok": False, "error": error})) is unclear


@pytest.mark.parametrize(
    ("status", "error", "fast"), [(429, None, True), (200, "ratelimited", True), (500, "x", False)]
)
def test_too_fast_is_said_by_status_or_by_name(status: int, error: str | None, fast: bool) -> None:
    said = refusal(status, {"ok": False, "error": error})
    assert is_too_fast(said) is fast
    assert code_of(said) == (error or "")
