"""What the environment says: the one place that reads it, with a sentence for everything that is missing."""

from __future__ import annotations

import re
from pathlib import Path
from socket import gethostname

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.storage import parse_database_url
from knowledge import DEFAULT_PATH

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
BOT_TOKEN_HELP = (
    "copy the Bot User OAuth Token (xoxb-...) from your app's page at Slack, under OAuth & Permissions"
)
APP_TOKEN_HELP = "make an app-level token (xapp-...) with the scope connections:write under Basic Information"
KEY_CHARACTERS = 32
KEYS_HELP = "make one with: openssl rand -hex 32; several are parted by commas, the newest first"
SECRET_HELP = "copy the Signing Secret from your app's page at Slack, under Basic Information"


class SettingsError(ValueError):
    """A setting is missing or wrong. The message names it and says how to get it, never its value."""


class Settings(BaseSettings):
    """Names and defaults of all settings; .env.example explains each."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True, frozen=True)

    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    database_url: SecretStr = SecretStr("sqlite:///whichpm.db")
    data_keys: SecretStr | None = None
    knowledge_path: Path = DEFAULT_PATH
    cache_path: Path = Path(".cache")
    contact: str = Field("", max_length=200)
    port: int = Field(3000, ge=0, le=65535)
    log_level: str = "INFO"
    retention_days: int = Field(180, ge=1, le=3650)
    worker_name: str = Field("", max_length=64)

    @field_validator("slack_bot_token", "slack_app_token", "slack_signing_secret", mode="before")
    @classmethod
    def _empty_is_missing(cls, value: str | None) -> str | None:
        return value or None

    @field_validator("slack_bot_token")
    @classmethod
    def _is_bot_token(cls, value: SecretStr | None) -> SecretStr | None:
        return _starts_with(value, ("xoxb-", "xoxe.xoxb-"), BOT_TOKEN_HELP)

    @field_validator("slack_app_token")
    @classmethod
    def _is_app_token(cls, value: SecretStr | None) -> SecretStr | None:
        return _starts_with(value, ("xapp-",), APP_TOKEN_HELP)

    @field_validator("slack_signing_secret")
    @classmethod
    def _is_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[0-9A-Za-z]{16,128}", value.get_secret_value()):
            raise ValueError(f"that does not look like a signing secret; {SECRET_HELP}")
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _is_url(cls, value: str) -> str:
        if not re.match(r"https?://[^/\s]+", value):
            raise ValueError("write a URL that begins with https://; leave it out for Slack itself")
        return value if value.endswith("/") else f"{value}/"

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: SecretStr) -> SecretStr:
        parse_database_url(value.get_secret_value())
        return value

    @field_validator("data_keys", mode="before")
    @classmethod
    def _are_long(cls, value: str | None) -> str | None:
        if value and any(len(key) < KEY_CHARACTERS for key in _listed(value)):
            raise ValueError(f"every key needs {KEY_CHARACTERS} characters or more; {KEYS_HELP}")
        return value or None

    @field_validator("log_level")
    @classmethod
    def _is_level(cls, value: str) -> str:
        if value.upper() not in LOG_LEVELS:
            raise ValueError(f"use one of {', '.join(LOG_LEVELS)}")
        return value.upper()

    def bot_token(self) -> str:
        """The bot token; raises SettingsError when it is not set."""
        return _needed(self.slack_bot_token, "SLACK_BOT_TOKEN", BOT_TOKEN_HELP)

    def signing_secret(self) -> str:
        return _needed(self.slack_signing_secret, "SLACK_SIGNING_SECRET", SECRET_HELP)

    def worker(self, shared: bool) -> str:
        """The name under which this process does jobs; it must be the same after each restart."""
        return self.worker_name or (gethostname() if shared else "local")

    def app_token(self) -> str:
        return _needed(self.slack_app_token, "SLACK_APP_TOKEN", APP_TOKEN_HELP)

    def sealing_secrets(self) -> list[str]:
        """What the keys come from that seal words at rest; the first one seals, all of them open."""
        kept = [self.data_keys, self.slack_signing_secret, self.slack_bot_token]
        return [key for secret in kept if secret for key in _listed(secret.get_secret_value())]


def load_settings() -> Settings:
    """The settings from the environment and .env; SettingsError has a sentence for the first mistake."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name}: {reason}") from None


def _listed(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]


def _starts_with(value: SecretStr | None, prefixes: tuple[str, ...], cure: str) -> SecretStr | None:
    if value and not value.get_secret_value().startswith(prefixes):
        raise ValueError(f"that is another kind of token; {cure}")
    return value


def _needed(value: SecretStr | None, name: str, cure: str) -> str:
    if value is None:
        raise SettingsError(f"{name} is not set; {cure}")
    return value.get_secret_value()
