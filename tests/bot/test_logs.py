"""Log lines are JSON, one a line, and carry only the fields that are allowed."""

import json
import logging

import pytest

from bot.logs import JsonFormatter, set_up_logs


def record(**extra: object) -> logging.LogRecord:
    made = logging.LogRecord("bot.x", logging.INFO, "x.py", 1, "answered", None, None)
    made.__dict__.update(extra)
    return made


def test_an_event_is_one_line_of_json() -> None:
    line = JsonFormatter().format(record(decision="answer"))
    said = json.loads(line)
    assert (said["event"], said["level"], said["decision"]) == ("answered", "info", "answer")
    assert "\n" not in line


def test_fields_that_nobody_allowed_stay_out() -> None:
    assert "canary" not in JsonFormatter().format(record(text="canary", body={"token": "canary"}))


WORDS = ("canary", "in two lines")


def broken() -> Exception:
    try:
        try:
            int("\n".join(WORDS))
        except ValueError as error:
            raise KeyError(WORDS) from error
    except KeyError as error:
        return error


def test_a_traceback_is_one_string_and_says_where_and_not_what() -> None:
    error = broken()
    line = JsonFormatter().format(record(exc_info=(type(error), error, error.__traceback__)))
    said = json.loads(line)["traceback"].splitlines()
    assert [one for one in said if one.endswith("Error")] == ["ValueError", "KeyError"]
    assert sum("in broken" in one for one in said) == 2
    assert "\n" not in line
    assert not any(word in line for word in WORDS)


def test_libraries_that_log_bodies_are_kept_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", root.handlers[:])
    monkeypatch.setattr(root, "level", root.level)
    set_up_logs("DEBUG")
    assert not logging.getLogger("bolt").isEnabledFor(logging.INFO)
    assert not logging.getLogger("slack_sdk").isEnabledFor(logging.DEBUG)
    assert logging.getLogger("bot").isEnabledFor(logging.DEBUG)
