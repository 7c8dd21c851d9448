"""What the environment says: the one place that reads it, with a sentence for everything that is missing."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from socket import gethostname

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.storage import parse_database_url
from knowledge import DEFAULT_PATH

ENV_FILE = ".env"
# What pydantic says of what people write, in words for people.
SENTENCES = {
    "int_parsing": "write a whole number",
    "bool_parsing": "write true or false",
    "greater_than_equal": "write {ge} or more",
    "less_than_equal": "write {le} or less",
    "string_too_long": "write at most {max_length} characters",
}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
BOT_TOKEN_HELP = (
    "copy the Bot User OAuth Token (xoxb-...) from your app's page at Slack, under OAuth & Permissions"
)
APP_TOKEN_HELP = "make an app-level token (xapp-...) with the scope connections:write under Basic Information"
KEY_CHARACTERS = 32
KEYS_HELP = "make one with: openssl rand -hex 32; several are parted by commas, the newest first"
SECRET_HELP = "copy the Signing Secret from your app's page at Slack, under Basic Information"
CLIENT_ID_HELP = "copy the Client ID (two numbers with a dot) from your app's page, under Basic Information"
CLIENT_SECRET_HELP = "copy the Client Secret from your app's page at Slack, under Basic Information"


class SettingsError(ValueError):
    """A setting is missing or wrong. The message names it and says how to get it, never its value."""


@dataclass(frozen=True, slots=True)
class OAuth:
    """What it takes to be installed by many workspaces."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_url: str | None


class Settings(BaseSettings):
    """Names and defaults of all settings; .env.example explains each."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, extra="ignore", hide_input_in_errors=True, frozen=True
    )

    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    public_url: str | None = None
    socket_connections: int = Field(1, ge=1, le=10)
    database_url: SecretStr = SecretStr("sqlite:///whichpm.db")
    data_keys: SecretStr | None = None
    channel_messages: bool = False
    knowledge_path: Path = DEFAULT_PATH
    cache_path: Path = Path(".cache")
    contact: str = Field("", max_length=200)
    port: int = Field(3000, ge=0, le=65535)
    log_level: str = "INFO"
    retention_days: int = Field(180, ge=1, le=3650)
    worker_name: str = Field("", max_length=64)

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

    @field_validator("slack_client_id")
    @classmethod
    def _is_client_id(cls, value: str | None) -> str | None:
        if value and not re.fullmatch(r"[0-9]{1,20}\.[0-9]{1,20}", value):
            raise ValueError(f"that does not look like a client id; {CLIENT_ID_HELP}")
        return value

    @field_validator("slack_client_secret")
    @classmethod
    def _is_client_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[0-9A-Za-z]{16,128}", value.get_secret_value()):
            raise ValueError(f"that does not look like a client secret; {CLIENT_SECRET_HELP}")
        return value

    @field_validator("public_url")
    @classmethod
    def _is_public(cls, value: str | None) -> str | None:
        if value and not re.fullmatch(r"https://[^/\s?#]+/?|http://(127\.0\.0\.1|localhost)(:\d+)?/?", value):
            raise ValueError("write https:// and the name of your host, without a path")
        return value.rstrip("/") if value else None

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
        keys = _listed(value or "")
        if value and (not keys or any(len(key) < KEY_CHARACTERS for key in keys)):
            raise ValueError(f"every key needs {KEY_CHARACTERS} characters or more; {KEYS_HELP}")
        return value or None

    @field_validator("log_level")
    @classmethod
    def _is_level(cls, value: str) -> str:
        if value.upper() not in LOG_LEVELS:
            raise ValueError(f"use one of {', '.join(LOG_LEVELS)}")
        return value.upper()

    # The last of those that come before: pydantic calls it first.
    @field_validator("*", mode="before")
    @classmethod
    def _bare(cls, value: object, info: ValidationInfo) -> object:
        """Without the space and the newline that copying adds; an empty one is not set."""
        if not isinstance(value, str):
            return value
        bare = value.strip()
        if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
            raise ValueError("there are quotes around it; take them away")
        return bare or cls.model_fields[str(info.field_name)].default

    def bot_token(self) -> str:
        """The bot token; raises SettingsError when it is not set."""
        return _needed(self.slack_bot_token, "SLACK_BOT_TOKEN", BOT_TOKEN_HELP)

    def oauth(self) -> OAuth | None:
        """What many workspaces need; None in the simple mode. SettingsError for half of each."""
        if self.slack_client_id is None and self.slack_client_secret is None:
            return None
        if self.slack_bot_token is not None:
            raise SettingsError(
                "SLACK_BOT_TOKEN: leave it out when workspaces install the app by SLACK_CLIENT_ID, "
                "or leave SLACK_CLIENT_ID and SLACK_CLIENT_SECRET out to serve one workspace"
            )
        if self.slack_client_id is None:
            raise SettingsError(f"SLACK_CLIENT_ID is not set; {CLIENT_ID_HELP}")
        secret = _needed(self.slack_client_secret, "SLACK_CLIENT_SECRET", CLIENT_SECRET_HELP)
        # Tokens are kept for years: keys made from the signing secret would end with the next one.
        _needed(self.data_keys, "DATA_KEYS", KEYS_HELP)
        back = f"{self.public_url}/slack/oauth_redirect" if self.public_url else None
        return OAuth(self.slack_client_id, secret, back)

    def signing_secret(self) -> str:
        return _needed(self.slack_signing_secret, "SLACK_SIGNING_SECRET", SECRET_HELP)

    def worker(self, shared: bool) -> str:
        """The name under which this process does jobs; it must be the same after each restart."""
        return self.worker_name or (gethostname() if shared else "local")

    def app_token(self) -> str:
        return _needed(self.slack_app_token, "SLACK_APP_TOKEN", APP_TOKEN_HELP)

    def sealing_secrets(self) -> list[str]:
        """What the keys come from that seal words and tokens; the first one seals, all of them open."""
        kept = [self.data_keys, self.slack_signing_secret, self.slack_bot_token]
        return [key for secret in kept if secret for key in _listed(secret.get_secret_value())]


def load_settings() -> Settings:
    """The settings from the environment and .env; SettingsError has a sentence for the first mistake."""
    settings, mistakes = read_settings()
    if settings is None:
        raise mistakes[0]
    return settings


def read_settings() -> tuple[Settings | None, list[SettingsError]]:
    """The settings, or a sentence for each mistake in them."""
    try:
        return Settings(), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return None, [SettingsError(f"{str(one['loc'][0]).upper()}: {_said(one)}") for one in found]
    except UnicodeDecodeError:
        return None, [SettingsError(f"{ENV_FILE}: that is not UTF-8 text; save it as UTF-8")]
    except OSError as error:
        return None, [SettingsError(f"{ENV_FILE}: {error.strerror}; let this process read it")]


def given_names() -> set[str]:
    """What the environment and .env have names for, in capitals; ours and all others."""
    try:
        return {name.upper() for name in (*os.environ, *dotenv_values(ENV_FILE))}
    except (OSError, UnicodeDecodeError):
        return {name.upper() for name in os.environ}


def _said(error: ErrorDetails) -> str:
    if error["type"] in SENTENCES:
        return SENTENCES[error["type"]].format(**error.get("ctx", {}))
    return error["msg"].removeprefix("Value error, ")


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
