"""All checks, in the order in which a person would mend what they find."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.doctor.database import examine_database
from bot.doctor.findings import Finding, broken, fine, note
from bot.doctor.slack import examine_slack
from bot.settings import Settings, SettingsError
from knowledge import KnowledgeError, load

SECRET = re.compile(r"[0-9a-f]{32}")


async def examine(settings: Settings) -> list[Finding]:
    """Everything that was found, good and bad; calls Slack and the database, changes nothing."""
    return [
        *_settings(settings),
        *_knowledge(settings),
        *_cache(settings.cache_path),
        *await examine_database(settings),
        *await examine_slack(settings),
    ]


def unreadable(errors: Iterable[SettingsError]) -> list[Finding]:
    """Settings with which nothing else can be examined."""
    return [_from_error(error) for error in errors]


def _settings(settings: Settings) -> Iterator[Finding]:
    yield from _workspaces(settings)
    if settings.slack_signing_secret is None:
        cure = "without it `serve` does not start; copy it from Basic Information"
        yield note("SLACK_SIGNING_SECRET", "not set", cure)
    elif not SECRET.fullmatch(secret := settings.slack_signing_secret.get_secret_value()):
        state = f"{len(secret)} characters, where Slack's have 32, each of them 0 to 9 or a to f"
        yield broken("SLACK_SIGNING_SECRET", state, "copy it again from Basic Information")
    else:
        yield fine("SLACK_SIGNING_SECRET", "set")
    if settings.slack_app_token is None:
        cure = "without it `socket` does not start; make one with connections:write under Basic Information"
        yield note("SLACK_APP_TOKEN", "not set", cure)
    else:
        yield fine("SLACK_APP_TOKEN", "set")
    if settings.slack_signing_secret is None and settings.slack_app_token is None:
        cure = "set SLACK_SIGNING_SECRET for `serve` or SLACK_APP_TOKEN for `socket`"
        yield broken("start", "neither over HTTP nor in Socket Mode", cure)
    if not settings.contact:
        yield note("CONTACT", "not set", "write whom the bot names when somebody wants to talk to a person")


def _workspaces(settings: Settings) -> Iterator[Finding]:
    try:
        oauth = settings.oauth()
        if oauth is None:
            settings.bot_token()
    except SettingsError as error:
        yield _from_error(error)
        return
    if oauth is None:
        yield fine("SLACK_BOT_TOKEN", "set, for one workspace")
        return
    yield fine("SLACK_CLIENT_ID", "set, for many workspaces")
    if oauth.redirect_url is None:
        yield note("PUBLIC_URL", "not set", "write the address of `serve`, so that the manifest can name it")
    if settings.slack_signing_secret is None:
        cure = "workspaces install the app over HTTP; copy it from Basic Information"
        yield broken("SLACK_SIGNING_SECRET", "not set, but SLACK_CLIENT_ID is", cure)


def _knowledge(settings: Settings) -> Iterator[Finding]:
    try:
        load(settings.knowledge_path)
    except KnowledgeError as error:
        first = str(error).splitlines()[0]
        yield broken("KNOWLEDGE_PATH", first, "`python -m knowledge` names every mistake")
    else:
        yield fine("KNOWLEDGE_PATH", "whole")


def _cache(folder: Path) -> Iterator[Finding]:
    """It is made at the first start, so its place has to be writable."""
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        cure = "name a folder that can be written; until then each start trains for ten seconds"
        yield note("CACHE_PATH", "nothing can be kept there", cure)


def _from_error(error: SettingsError) -> Finding:
    """SettingsError says `NAME is not set; cure` or `NAME: state; cure`."""
    said, _, cure = str(error).partition("; ")
    name, _, state = said.partition(": " if ": " in said else " is ")
    return broken(name, state, cure) if cure else broken(name, "it cannot be used", state)
