"""The journal: a restart loses nothing, and replaying it gives the same workspace."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.playground import LocalSlack
from bot.playground.archive import Archive, Entry
from bot.playground.state import Workspace


async def test_a_restart_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kept" / "slack.db"
    async with LocalSlack(path=path) as slack:
        ana = slack.person()
        said = await ana.say("general", "hello")
        await ana.react(said, "eyes")
        await ana.upload("general", "chart.png", b"picture")
        before, last = slack.workspace, slack.workspace.journal.last
    async with LocalSlack(path=path) as slack:
        after = slack.workspace
        assert after.archive.run == before.archive.run
        assert after.journal.last >= last
        assert [m.text for m in slack.messages("general")] == ["hello", ""]
        assert (after.users, after.channels.keys()) == (before.users, before.channels.keys())
        file = next(iter(after.files))
        assert after.archive.file(file) == b"picture"
        assert (await slack.person().say("general", "again")).ts > said.ts


async def test_new_names_after_a_restart_are_new(tmp_path: Path) -> None:
    names = []
    for _ in range(2):
        async with LocalSlack(path=tmp_path / "slack.db") as slack:
            names += [slack.workspace.new_id("F") for _ in range(3)]
    assert len(set(names)) == 6


async def test_a_message_that_streamed_when_slack_ended_streams_no_more(tmp_path: Path) -> None:
    path = tmp_path / "slack.db"
    async with LocalSlack(path=path) as slack:
        said = await slack.person().say("general", "hello")
        slack.workspace.save(replace(said, streaming=True))
    async with LocalSlack(path=path) as slack:
        assert slack.messages("general")[0].streaming is False


def test_old_traffic_is_forgotten_and_the_numbers_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "slack.db"
    archive = Archive(path)
    for seq in range(1, 8):
        archive.add(Entry(seq, 0.0, "user" if seq == 3 else "call", {}))
    archive.close()
    monkeypatch.setattr("bot.playground.archive.TRAFFIC_KEPT", 2)
    kept = Archive(path)
    assert [entry.seq for entry in kept.entries()] == [3, 6, 7]
    kept.close()


def test_the_same_entries_make_the_same_workspace() -> None:
    first, second = Workspace(), Archive()
    direct = first.open_im("U1")
    for entry in first.journal:
        second.add(entry)
    assert Workspace(archive=second).channels == {direct.id: replace(direct, members=[first.bot_user, "U1"])}


async def test_what_is_entered_is_found_after_a_number_that_is_gone() -> None:
    archive = Archive()
    for seq in (2, 5, 9):
        archive.add(Entry(seq, 0.0, "call", {"n": seq}))
    journal = Workspace(archive=archive).journal
    assert [entry.seq for entry in journal.of(after=3)] == [5, 9]
    assert journal.append("call", {}).seq == 10
    assert len(journal) == 4


async def test_whoever_waits_for_what_never_comes_is_told(local_slack: LocalSlack) -> None:
    with pytest.raises(TimeoutError):
        await local_slack.until(lambda: None, seconds=0.01)


async def test_a_reader_that_gave_up_does_not_hold_up_the_journal(local_slack: LocalSlack) -> None:
    with pytest.raises(TimeoutError):
        await local_slack.until(lambda: None, seconds=0.01)
    await local_slack.person().say("general", "hello")


async def test_a_port_that_is_taken_is_left_to_its_owner(local_slack: LocalSlack) -> None:
    async with LocalSlack(port=local_slack.port) as second:
        assert second.port != local_slack.port
        client = AsyncWebClient(token=second.bot_token, base_url=second.api_url)
        assert (await client.api_test())["ok"]


async def test_the_page_is_served_from_its_folder_alone(
    local_slack: LocalSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page"
    (page / "sub").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (page / "index.html").write_text("<h1>Here</h1>")
    monkeypatch.setattr("bot.playground.server.PAGE", page)
    async with aiohttp.ClientSession(local_slack.base) as session:
        async with session.get("/") as answer:
            assert (await answer.text(), answer.content_type) == ("<h1>Here</h1>", "text/html")
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        for name in ("nothing.js", "sub", "%2e%2e%2fsecret.txt", "sub%2f%2e%2e%2f%2e%2e%2fsecret.txt"):
            async with session.get(URL(f"{local_slack.base}/page/{name}", encoded=True)) as answer:
                assert answer.status == 404


def test_a_database_that_is_none_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("these are my notes, and no database at all, so leave them as they are")
    with pytest.raises(sqlite3.DatabaseError):
        Archive(path)
    assert path.read_text().startswith("these are my notes")
