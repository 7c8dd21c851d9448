"""Says in one sentence why the database cannot be used, and what to do about it."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.address import ESCAPES, is_sqlite
from bot.storage.engine import open_engine
from bot.storage.migrate import migrate

MIGRATE = "run `python -m bot migrate`"
# By name: asyncpg is loaded only where PostgreSQL is used. The only files it reads are those of TLS.
NOT_UNDERSTOOD = ("ClientConfigurationError", "FileNotFoundError")
OWNER = "make the user the owner: ALTER DATABASE name OWNER TO user"
# The jobs have a schema of their own, `dbos`.
_MAY_MAKE = """
SELECT has_schema_privilege(current_schema(), 'CREATE')
    AND has_database_privilege(current_database(), 'CREATE')
"""
# What PostgreSQL says, by its code.
_CODES = {
    "28P01": ("it refuses the user or the password", f"copy both again; {ESCAPES}"),
    "28000": ("it refuses the user or the password", f"copy both again; {ESCAPES}"),
    "3D000": ("there is no database of that name", "make it, or correct the end of the URL"),
    "42501": ("its user may not do that", OWNER),
    "42P01": ("there are no tables yet", MIGRATE),
    "53300": ("it takes no more connections", "raise its max_connections, or stop what else uses it"),
    "57P03": ("it is starting or stopping", "try again in a moment"),
}
# What SQLite says, by a piece of it.
_SAYINGS = {
    "no such table": ("there are no tables yet", MIGRATE),
    "not a database": ("the file is no SQLite database", "name another file: is the URL right?"),
    "readonly": ("the file cannot be written", "let the user of this process write it"),
    "disk is full": ("the disk is full", "make room on it"),
}
_TYPES: tuple[tuple[type[Exception], str, str], ...] = (
    (ConnectionRefusedError, "nobody answers at its host and port", "is it running, and is the URL right?"),
    (socket.gaierror, "its host is not known", f"correct its name; {ESCAPES}"),
    (ssl.SSLError, "its TLS certificate is not trusted", "set sslrootcert in the URL to its authority's"),
    (TimeoutError, "it does not answer in time", "is it reachable from here, and is the URL right?"),
)


class DatabaseError(RuntimeError):
    """The database cannot be used: what is wrong and the cure, and never anything of the URL."""

    def __init__(self, state: str, cure: str) -> None:
        super().__init__(f"DATABASE_URL: {state}; {cure}")
        self.state = state
        self.cure = cure


async def reach(url: URL, made: bool = False) -> None:
    """DatabaseError when it cannot be used. Only looks: a file that is not there is not made.

    `made`: somebody wants to read in it, so that a file that is not there is an error too.
    """
    if is_sqlite(url) and not check_place(Path(url.database or "")):
        if made:
            raise DatabaseError("there is no such file yet", MIGRATE)
        return
    engine = open_engine(url, make=False)
    try:
        with usable():
            async with engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
    finally:
        await engine.dispose()


async def prepare(url: URL) -> None:
    """The tables in their newest form; DatabaseError when that cannot be."""
    engine = open_engine(url)
    try:
        with usable():
            await migrate(engine)
    finally:
        await engine.dispose()


async def may_make(engine: AsyncEngine) -> bool:
    """Whether PostgreSQL lets our user make the tables, and the schema of the jobs."""
    async with engine.connect() as connection:
        return bool((await connection.execute(text(_MAY_MAKE))).scalar())


@contextmanager
def usable() -> Iterator[None]:
    """Whatever the database refuses inside is a DatabaseError."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise DatabaseError(*_said(error)) from None


def check_place(file: Path) -> bool:
    """Whether there is such a file. DatabaseError when SQLite cannot keep it, its log and its lock there."""
    folder = file.absolute().parent
    if not folder.is_dir():
        raise DatabaseError("the folder of its file is not there", "make it, or name another one")
    if file.is_dir():
        raise DatabaseError("that is a folder", "name a file in it: sqlite:///folder/whichpm.db")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DatabaseError("the folder of its file cannot be written", "let this process's user write it")
    if file.exists() and not os.access(file, os.R_OK | os.W_OK):
        raise DatabaseError("the file cannot be read and written", "give it to the user of this process")
    return file.exists()


def _said(error: BaseException) -> tuple[str, str]:
    chain = list(_chain(error))
    for one in chain:
        code = getattr(one, "sqlstate", None) or getattr(one, "pgcode", None)
        if code in _CODES:
            return _CODES[code]
        for kind, state, cure in _TYPES:
            if isinstance(one, kind):
                return state, cure
        if type(one).__name__ in NOT_UNDERSTOOD:
            return "its options of TLS cannot be used", "see sslmode, and sslrootcert: is that file there?"
        # asyncpg has no kind of its own for a server that refuses to speak TLS.
        if type(one) is ConnectionError:
            return "it has no TLS, which sslmode asks for", "switch TLS on there, or take sslmode out"
    said = next((cause for piece, cause in _SAYINGS.items() if piece in str(chain[-1])), None)
    kind_of = type(chain[-1]).__name__
    return said or (f"the database does not answer ({kind_of})", "is it running, and is the URL right?")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and what it was made from: SQLAlchemy's has the driver's, and that the server's."""
    while error is not None:
        yield error
        error = getattr(error, "orig", None) or error.__cause__
