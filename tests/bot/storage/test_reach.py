"""A database that cannot be used is named in one sentence with its cure, and never by its URL."""

import errno
import os
import socket
import ssl
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage import DatabaseError, check_place, may_make, parse_database_url, prepare, reach, usable
from tests.postgres import Postgres


async def said(url: str) -> str:
    with pytest.raises(DatabaseError) as caught:
        await reach(parse_database_url(url))
    assert "canary" not in str(caught.value)
    return str(caught.value)


async def test_a_database_is_reached_before_and_after_it_has_tables(database_url: str) -> None:
    url = parse_database_url(database_url)
    await reach(url)
    await prepare(url)
    await reach(url)


async def test_looking_for_a_file_makes_none(tmp_path: Path) -> None:
    await reach(parse_database_url(f"sqlite:///{tmp_path / 'a.db'}"))
    assert os.listdir(tmp_path) == []


async def test_whoever_wants_to_read_is_told_that_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="there is no such file yet; run `python -m bot migrate`"):
        await reach(parse_database_url(f"sqlite:///{tmp_path / 'a.db'}"), made=True)


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("canary " * 100)
    assert "the file is no SQLite database" in await said(f"sqlite:///{tmp_path / 'a.db'}")


@pytest.mark.parametrize(
    ("end", "cure"),
    [("canary", "make it"), ("postgres?sslmode=require", "take sslmode out")],
)
async def test_what_postgresql_refuses_is_named(end: str, cure: str, postgres: Postgres) -> None:
    assert cure in await said(postgres.new_database().rpartition("/")[0] + f"/{end}")


@pytest.mark.parametrize("option", ["sslmode=canary", "sslmode=verify-full&sslrootcert=/nowhere/canary"])
async def test_options_of_tls_that_cannot_be_used_are_named(option: str) -> None:
    assert "its options of TLS" in await said(f"postgresql://u@127.0.0.1:9/db?{option}")


@pytest.mark.parametrize("option", ["sslmode=disable", "sslmode=prefer&application_name=whichpm"])
async def test_the_options_of_hosts_are_understood(option: str, postgres: Postgres) -> None:
    await prepare(parse_database_url(f"{postgres.new_database()}?{option}"))


async def test_a_user_who_may_not_make_tables_is_told_so(postgres: Postgres) -> None:
    url = parse_database_url(postgres.new_database())
    owner = create_async_engine(url)
    async with owner.begin() as connection:
        await connection.exec_driver_sql("DROP ROLE IF EXISTS weak")
        await connection.exec_driver_sql("CREATE ROLE weak LOGIN")
        assert await may_make(owner)
    await owner.dispose()
    weak = create_async_engine(url.set(username="weak"))
    assert not await may_make(weak)
    await weak.dispose()
    with pytest.raises(DatabaseError, match="make the user the owner"):
        await prepare(url.set(username="weak"))


@pytest.mark.parametrize(
    ("error", "cure"),
    [
        (socket.gaierror(-2, "canary"), "@ as %40"),
        (ssl.SSLCertVerificationError("canary"), "sslrootcert"),
        (TimeoutError("canary"), "reachable"),
        (OSError(errno.EIO, "canary"), "is it running"),
    ],
)
def test_each_kind_of_silence_has_its_cure(error: OSError, cure: str) -> None:
    with pytest.raises(DatabaseError) as caught, usable():
        raise error
    assert cure in str(caught.value)
    assert "canary" not in str(caught.value)


def test_a_file_that_may_not_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.db").touch()
    monkeypatch.setattr(os, "access", lambda place, _: Path(place).is_dir())
    with pytest.raises(DatabaseError, match="the file cannot be read and written"):
        check_place(tmp_path / "a.db")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(DatabaseError, match="the folder of its file cannot be written"):
        check_place(tmp_path / "b.db")


def test_an_error_of_sqlalchemys_own_is_named_too() -> None:
    with pytest.raises(DatabaseError, match="the database does not answer"), usable():
        raise sqlalchemy.exc.InvalidRequestError("canary")
