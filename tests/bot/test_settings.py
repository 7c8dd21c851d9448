"""A wrong or missing setting stops the start with one sentence: which one, and how to get it."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, given_names, load_settings

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_needs_to_be_set_to_ask() -> None:
    settings = load_settings()
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url.get_secret_value() == "sqlite:///whichpm.db"


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1-canary", "xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-canary", "connections:write"),
        ("SLACK_SIGNING_SECRET", "xoxb-canary", "Basic Information"),
        ("SLACK_API_URL", "slack.com/canary", "https://"),
        ("DATABASE_URL", "mysql://canary@host/db", "postgresql://"),
        ("DATABASE_URL", "canary", "sqlite:///"),
        ("SLACK_CLIENT_ID", "canary", "two numbers with a dot"),
        ("SLACK_CLIENT_SECRET", "canary", "Basic Information"),
        ("PUBLIC_URL", "http://canary.example", "https://"),
        ("SOCKET_CONNECTIONS", "0", "1"),
        ("PORT", "99999", "65535"),
        ("PORT", "canary", "whole number"),
        ("LOG_LEVEL", "canary", "DEBUG, INFO"),
    ],
)
def test_44_a_wrong_value_is_named_with_its_cure_and_never_shown(
    name: str, value: str, cure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    said = str(caught.value)
    assert said.startswith(f"{name}: ")
    assert cure in said
    assert "canary" not in said


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("bot_token", "SLACK_BOT_TOKEN"),
        ("signing_secret", "SLACK_SIGNING_SECRET"),
        ("app_token", "SLACK_APP_TOKEN"),
    ],
)
def test_a_missing_secret_is_asked_for_when_it_is_needed(method: str, name: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} is not set; "):
        getattr(load_settings(), method)()


def test_an_empty_line_in_the_env_file_is_a_missing_value() -> None:
    Path(".env").write_text("SLACK_BOT_TOKEN=\nSLACK_APP_TOKEN=xapp-1\n")
    settings = load_settings()
    assert settings.slack_bot_token is None
    assert settings.app_token() == "xapp-1"


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_an_empty_setting_is_one_that_is_not_set(field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(field.upper(), " \n")
    assert load_settings() == Settings(_env_file=None)  # type: ignore[call-arg]


def test_what_copying_adds_is_taken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", " xoxb-1\n")
    assert load_settings().bot_token() == "xoxb-1"


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "DATABASE_URL", "CONTACT"])
def test_quotes_around_a_value_are_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, '"canary"')
    with pytest.raises(SettingsError, match=f"^{name}: there are quotes around it; take them away$"):
        load_settings()


def test_an_env_file_in_another_encoding_is_named() -> None:
    Path(".env").write_bytes(b"CONTACT=M\xfcller")
    with pytest.raises(SettingsError, match=r"^\.env: .*UTF-8"):
        load_settings()
    assert "PATH" in given_names()


def test_an_env_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("bot.settings.Settings", refuse)
    with pytest.raises(SettingsError, match=r"^\.env: Permission denied; "):
        load_settings()


def test_44_secrets_are_not_in_what_settings_print() -> None:
    settings = Settings(slack_bot_token="xoxb-canary", database_url="postgresql://u:canary@h/d")  # type: ignore[arg-type]
    assert "canary" not in f"{settings!r} {settings}"


MANY = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "c" * 32, "DATA_KEYS": f"{'k' * 32}, {'o' * 32}"}


def test_many_workspaces_need_a_client_and_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**MANY, "PUBLIC_URL": "https://bot.example.com/"}.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    oauth = settings.oauth()
    assert oauth
    assert settings.sealing_secrets() == ["k" * 32, "o" * 32]
    assert oauth.redirect_url == "https://bot.example.com/slack/oauth_redirect"
    assert "ccc" not in repr(oauth)


@pytest.mark.parametrize("missing", MANY)
def test_half_of_what_many_workspaces_need_is_refused(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in MANY.keys() - {missing}:
        monkeypatch.setenv(name, MANY[name])
    with pytest.raises(SettingsError, match=f"^{missing} is not set; "):
        load_settings().oauth()


def test_one_workspace_or_many_but_not_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert load_settings().oauth() is None
    for name, value in MANY.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match="leave it out"):
        load_settings().oauth()


def test_the_url_of_the_web_api_ends_with_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:1/api")
    assert load_settings().slack_api_url == "http://127.0.0.1:1/api/"


def test_the_example_names_every_setting_and_no_other() -> None:
    text = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^(?:# )?([A-Z_]+)=", text, re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


def test_the_example_is_a_valid_env_file() -> None:
    Path(".env").write_text((ROOT / ".env.example").read_text())
    assert load_settings() == Settings(_env_file=None)  # type: ignore[call-arg]
