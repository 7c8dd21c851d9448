"""The commands of `python -m bot`: what they print and how they end."""

import json
import os
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.listeners import build_manifest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def private_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.db'}")
    monkeypatch.setenv("CACHE_PATH", str(ROOT / ".cache"))
    # The commands set up the logs of a process; here they are the tests' own.
    monkeypatch.setattr("bot.__main__.set_up_logs", lambda level: None)


def test_ask_prints_the_reply(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "what is a product manager"]) == 0
    assert "Sources:" in capsys.readouterr().out


def test_ask_batch_prints_a_line_for_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text('{"id": 1, "text": "hi\u2028there"}\nbroken\n', encoding="utf-8")
    assert main(["ask", "--batch", str(file)]) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["id"] for one in said] == [1, None]


def test_an_unreadable_file_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--batch", str(tmp_path / "nowhere")]) == 2
    assert "name a file of JSON lines" in capsys.readouterr().err


def test_a_reader_that_has_read_enough_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def written(*_: object) -> str:
        raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", sys.stdout)  # so that it is put back
    monkeypatch.setattr("bot.__main__.answer", written)
    assert main(["ask", "hi"]) == 0
    assert sys.stdout.name == os.devnull
    sys.stdout.close()


def test_a_wrong_setting_ends_with_two_and_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "many")
    assert main(["ask", "hi"]) == 2
    assert capsys.readouterr().err.startswith("PORT: ")


def test_serving_without_a_token_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    assert main(["serve"]) == 2
    assert "SLACK_BOT_TOKEN is not set; copy the Bot User OAuth Token" in capsys.readouterr().err


def test_broken_knowledge_ends_with_two(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KNOWLEDGE_PATH", str(tmp_path))
    assert main(["ask", "hi"]) == 2
    assert "has no YAML file" in capsys.readouterr().err


TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": "1" * 32}
MANY = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "c" * 32, "DATA_KEYS": "k" * 32}


@pytest.mark.parametrize("command", ["serve", "socket", "worker", "migrate", "gaps"])
@pytest.mark.parametrize(
    ("url", "cure"),
    [
        ("sqlite:////nowhere/whichpm.db", "migrate|make it"),
        ("postgresql://u:canary@127.0.0.1:9/db", "is it running"),
    ],
)
def test_without_its_database_a_command_ends_with_two_and_one_sentence(
    command: str, url: str, cure: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {**TOKENS, "DATABASE_URL": url}.items():
        monkeypatch.setenv(name, value)
    assert main([command]) == 2
    said = capsys.readouterr().err
    assert said.startswith("DATABASE_URL: ")
    assert said.count("\n") == 1
    assert any(words in said for words in cure.split("|"))


def test_rekey_without_tables_says_how_to_make_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in MANY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    assert main(["rekey"]) == 2
    assert "python -m bot migrate" in capsys.readouterr().err


def test_migrate_makes_the_tables_and_may_run_again(tmp_path: Path) -> None:
    assert main(["migrate"]) == 0
    assert main(["migrate"]) == 0
    assert (tmp_path / "test.db").stat().st_size > 0


def test_many_workspaces_get_a_manifest_with_the_way_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://bot.example.com")
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    assert main(["manifest"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["oauth_config"]["redirect_urls"] == ["https://bot.example.com/slack/oauth_redirect"]
    assert printed["settings"]["event_subscriptions"]["request_url"] == "https://bot.example.com/slack/events"


def test_rekey_is_for_many_workspaces(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_KEYS", "k" * 32)
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    assert main(["rekey"]) == 2
    assert "SLACK_CLIENT_ID is not set" in capsys.readouterr().err
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "c" * 32)
    assert main(["migrate"]) == 0
    assert main(["rekey"]) == 0
    assert capsys.readouterr().out.strip() == "0 sealed anew"


def test_doctor_ends_with_one_where_something_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "many")
    assert main(["doctor"]) == 1
    assert capsys.readouterr().out.startswith("broken PORT: ")


def test_the_manifest_in_the_repository_is_the_one_of_the_listeners(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["manifest"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed) == build_manifest()
    assert printed == (ROOT / "manifest.json").read_text()
