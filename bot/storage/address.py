"""Reads the URL of a database: which drivers, which options, and a sentence for what cannot be used."""

from __future__ import annotations

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}
# Those that asyncpg and libpq both understand: the app uses the one, its jobs the other.
OPTIONS = (
    *("sslmode", "sslrootcert", "sslcert", "sslkey", "sslpassword"),
    *("target_session_attrs", "application_name"),
)
ESCAPES = "in a password write @ as %40, / as %2F, : as %3A, # as %23 and % as %25"


def parse_database_url(text: str) -> URL:
    """The URL with the asynchronous driver put in. Raises ValueError with a sentence that names the cure."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise ValueError("it is not a database URL; write sqlite:///whichpm.db or postgresql://...") from None
    except ValueError:
        raise ValueError(f"its port is no number; write host:5432, and {ESCAPES}") from None
    driver = DRIVERS.get(url.drivername.split("+")[0])
    if driver is None:
        raise ValueError(f"{url.drivername} is not supported; use sqlite:/// or postgresql://")
    if is_sqlite(url):
        _check_file(url)
    else:
        _check_options(url)
    return url.set(drivername=driver)


def is_sqlite(url: URL) -> bool:
    return url.drivername.startswith("sqlite")


def _check_file(url: URL) -> None:
    """What is kept in memory would be gone with the process, and answers in hand with it."""
    if url.database in {None, "", ":memory:"}:
        raise ValueError("it names no file; write sqlite:///whichpm.db")


def _check_options(url: URL) -> None:
    strange = sorted(url.query.keys() - set(OPTIONS))
    if strange:
        known = ", ".join(OPTIONS)
        raise ValueError(f"its option {strange[0]} is not known; take it out, known are {known}")
