"""Checks the database: can it be opened, is it up to date, do our keys open its tokens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.doctor.findings import Finding, broken, fine, note
from bot.settings import Settings, SettingsError
from bot.storage import (
    OWNER,
    DatabaseError,
    check_place,
    is_sqlite,
    may_make,
    open_engine,
    parse_database_url,
    revisions,
    usable,
)
from bot.workspaces import build_installations

SET = "DATABASE_URL"


async def examine_database(settings: Settings) -> list[Finding]:
    """Only looks: it makes no tables, and no file where SQLite finds none."""
    url = parse_database_url(settings.database_url.get_secret_value())
    try:
        if is_sqlite(url) and not check_place(Path(url.database or "")):
            return [note(SET, "there is no such file yet", "`python -m bot migrate` makes it")]
        with usable():
            return await _examine(settings, url)
    except DatabaseError as error:
        return [broken(SET, error.state, error.cure)]


async def _examine(settings: Settings, url: URL) -> list[Finding]:
    engine = open_engine(url, make=False)
    try:
        have, newest = await revisions(engine)
        found = list(_migrations(have, newest))
        if have is None and not is_sqlite(url) and not await may_make(engine):
            return [broken(SET, "its user may not make tables and schemas", OWNER)]
        if have == newest:
            found += await _seals(settings, engine)
        return found
    finally:
        await engine.dispose()


def _migrations(have: str | None, newest: str) -> Iterator[Finding]:
    if have == newest:
        yield fine(SET, f"up to date ({newest})")
    elif have is None:
        yield note(SET, "there are no tables yet", "`python -m bot migrate` makes them; `serve` does so too")
    else:
        yield broken(SET, f"the tables are at {have}, not {newest}", "run `python -m bot migrate`")


async def _seals(settings: Settings, engine: AsyncEngine) -> list[Finding]:
    try:
        oauth = settings.oauth()
    except SettingsError:
        return []  # named among the settings already
    if oauth is None:
        return []
    sealing = await build_installations(settings, oauth, engine).sealing()
    if sealing.shut:
        state = f"{sealing.shut} of {sealing.rows} stored tokens do not open"
        return [broken("DATA_KEYS", state, "put the key back that they were sealed with, after the new one")]
    if sealing.old:
        state = f"{sealing.old} of {sealing.rows} stored tokens are sealed with an older key"
        return [note("DATA_KEYS", state, "run `python -m bot rekey`; then the older keys may go")]
    return [fine("DATA_KEYS", f"open all of {sealing.rows} stored tokens")]
