"""What outlives the process: the journal's entries and the bytes of files, in SQLite."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.playground.records import Json

# Kept when an archive is opened again; entries that changed the workspace are always kept.
TRAFFIC = ("action", "call", "delivery", "socket")
TRAFFIC_KEPT = 2_000
WAIT_SECONDS = 1.0
_PRAGMAS = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
_TABLES = """
CREATE TABLE IF NOT EXISTS entries
    (seq INTEGER PRIMARY KEY, at REAL NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (id TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """`data` is plain JSON, so that a journal can be stored and read back."""

    seq: int
    at: float
    kind: str
    data: Json

    def as_json(self) -> Json:
        return {"seq": self.seq, "at": self.at, "kind": self.kind, "data": self.data}


class InUseError(RuntimeError):
    """Another local Slack keeps its messages in the same file; two would spoil each other's journal."""


class Archive:
    """A file, or nothing but memory when no path is given. InUseError for a file that is another's."""

    def __init__(self, path: Path | None = None) -> None:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path or ":memory:", WAIT_SECONDS, isolation_level=None)
        try:
            self._database.executescript(f"{_PRAGMAS} {_TABLES}")
        except sqlite3.OperationalError as error:
            self._database.close()
            if "locked" not in str(error):
                raise
            raise InUseError(
                f"{path}: another local Slack is at work with this file; stop that one first, or use its page"
            ) from None
        self._forget_old_traffic()
        self.run = self._about("run", f"{int(time.time())}-{secrets.token_hex(2)}")
        self.starts = int(self._about("starts", "0")) + 1
        self._write("REPLACE INTO about VALUES ('starts', ?)", str(self.starts))

    def add(self, entry: Entry) -> None:
        text = json.dumps(entry.data)
        self._write("INSERT INTO entries VALUES (?, ?, ?, ?)", entry.seq, entry.at, entry.kind, text)

    def entries(self) -> list[Entry]:
        with closing(self._database.execute("SELECT seq, at, kind, data FROM entries ORDER BY seq")) as rows:
            return [Entry(seq, at, kind, json.loads(data)) for seq, at, kind, data in rows]

    def put_file(self, name: str, content: bytes) -> None:
        self._write("REPLACE INTO files VALUES (?, ?)", name, content)

    def file(self, name: str) -> bytes | None:
        row = self._database.execute("SELECT content FROM files WHERE id = ?", (name,)).fetchone()
        return bytes(row[0]) if row else None

    def close(self) -> None:
        self._database.close()

    def _about(self, name: str, default: str) -> str:
        self._write("INSERT OR IGNORE INTO about VALUES (?, ?)", name, default)
        row = self._database.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return str(row[0])

    def _forget_old_traffic(self) -> None:
        kinds = ", ".join("?" * len(TRAFFIC))
        newest = f"SELECT seq FROM entries WHERE kind IN ({kinds}) ORDER BY seq DESC LIMIT {TRAFFIC_KEPT}"  # noqa: S608
        # The newest entry of all stays as well: the numbering goes on from it.
        self._write(
            f"DELETE FROM entries WHERE kind IN ({kinds}) AND seq NOT IN ({newest})"  # noqa: S608
            " AND seq < (SELECT max(seq) FROM entries)",
            *TRAFFIC,
            *TRAFFIC,
        )

    def _write(self, statement: str, *values: object) -> None:
        self._database.execute(statement, values).close()
