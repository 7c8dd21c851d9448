"""What Slack tells a person when an app does not answer, in Slack's words where they are known."""

from __future__ import annotations

from collections.abc import Mapping

from bot.playground.parcels import Ack

CONNECTING = "We had some trouble connecting. Try again?"
# Slack's name for what went wrong, by the retry reason. Documented: operation_timeout, dispatch_failed.
ERRORS: Mapping[str, str] = {
    "http_timeout": "operation_timeout",
    "timeout": "operation_timeout",
    "http_error": "http_service_error",
    "too_many_redirects": "http_service_error",
    "connection_failed": "dispatch_failed",
}


def error_of(ack: Ack) -> str | None:
    return ERRORS.get(ack.problem or "") if ack.problem else None


def failed(command: str, error: str) -> str:
    return f'{command} failed with the error "{error}"'


def unknown(command: str) -> str:
    return (
        f'{command} is not a valid command. In Slack, all messages that start with the "/" character'
        " are interpreted as commands.\n"
        "If you are trying to send a message and not run a command,"
        ' try preceding the "/" with an empty space.'
    )


def not_in_threads(command: str) -> str:
    return f"{command} is not supported in threads. Sorry!"


def not_acknowledged(error: str) -> str:
    """Beside a control. Slack shows only a warning sign and few words there; these are ours."""
    return f"The app did not acknowledge this ({error})."
