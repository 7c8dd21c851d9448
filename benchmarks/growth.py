"""What an answer costs with many people in the database or many facts in the knowledge, beside the usual.

The same app three times under the same signed load, in turns: with 100 people, with a million, and with
15,000 facts. Prints the CPU of a message and the ratio to the usual, one figure a round.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import uvloop
import yaml

from benchmarks.bots import Arena, Result
from benchmarks.contestants import BOTS, OURS, Bot
from benchmarks.web_api import web_api
from bot.storage import migrate, open_engine, parse_database_url
from knowledge import DEFAULT_PATH, Fact, load

FEW = 100
A_FILE = 5_000
WHEN = "2026-11-01 09:00:00.000000"
SESSION = '{"exchanges":[{"intent":"skills_needed","role":"product","facts":["A004"],"shown":[0]}]}'


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--facts", type=int, default=15_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each turn")
    options = parser.parse_args()
    options.starts, options.rate = 1, 0.0
    results = uvloop.run(run(options))
    print(f"cores {os.cpu_count()}, load average {[round(one, 1) for one in os.getloadavg()]}\n")
    print("| what | CPU ms a message | times the usual | memory MB | cold start s |\n|---|--:|--:|--:|--:|")
    for name, result in results.items():
        print(line(name, result, results["usual"]))
    return 0


def line(name: str, result: Result, usual: Result) -> str:
    """A ratio is of one round: whatever else the machine did met both."""
    ratios = sorted(mine / theirs for mine, theirs in zip(result.cpu, usual.cpu, strict=True))
    spread = f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    return f"| {name} | {median(result.cpu):.2f} | {spread} | {result.memory:.0f} | {result.cold[0]:.1f} |"


async def run(options: argparse.Namespace) -> dict[str, Result]:
    folder = Path(tempfile.mkdtemp(prefix="whichpm-growth-"))
    try:
        bots = await _bots(folder, options)
        async with web_api(None) as (answers, api):
            return await Arena(answers, api, None, folder).measure(bots, options)
    finally:
        shutil.rmtree(folder)


async def _bots(folder: Path, options: argparse.Namespace) -> list[Bot]:
    ours = next(bot for bot in BOTS if bot.name == OURS)
    people = {"usual": FEW, "people": options.people, "facts": FEW}
    more = {"facts": (("KNOWLEDGE_PATH", str(_grown(folder / "knowledge", options.facts))),)}
    bots = []
    for name, count in people.items():
        database = folder / f"{name}.db"
        await _fill(database, count)
        settings = (("DATABASE_URL", f"sqlite:///{database}"), *more.get(name, ()))
        bots.append(replace(ours, name=name, settings=settings))
    return bots


async def _fill(database: Path, people: int) -> None:
    """A conversation and five topics asked about, for each of so many people."""
    engine = open_engine(parse_database_url(f"sqlite:///{database}"))
    await migrate(engine)
    await engine.dispose()
    await asyncio.to_thread(_insert, database, people)


def _insert(database: Path, people: int) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.executemany(
            "INSERT INTO sessions (team, user, dialog, version, state, updated_at)"
            " VALUES ('T1', ?, ?, 1, ?, ?)",
            ((f"U{one:06}", f"C{one:08}:1.1", SESSION, WHEN) for one in range(people)),
        )
        connection.executemany(
            "INSERT INTO history (team, user, key, number, dialog, at, intent, role, facts, gap)"
            " VALUES ('T1', ?, ?, ?, ?, ?, 'skills_needed', 'product', 'A004', '')",
            (
                (f"U{one:06}", f"E{one}", nth, f"C{one:08}:1.1", WHEN)
                for one in range(people)
                for nth in range(5)
            ),
        )


def _grown(folder: Path, facts: int) -> Path:
    """The knowledge that comes with the app, and so many facts more, each said by a point of some topic.

    They are its own facts, mixed word by word.
    """
    shutil.copytree(DEFAULT_PATH, folder)
    known = load(DEFAULT_PATH)
    points: defaultdict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    cells = [(topic.intent, role) for topic in known.topics for role in topic.answers]
    articles = {source.id for source in known.sources if source.kind == "article"}
    cited = [fact for fact in known.facts if fact.source in articles]
    more = list(_mixed(cited, facts - len(known.facts)))
    for number, fact in enumerate(more):
        about = [word.strip(".,;:") for word in fact["text"].split() if len(word) > 6][:5]
        said = {"text": fact["text"], "facts": [fact["id"]], "about": about}
        points[cells[number % len(cells)]].append(said)
    for first in range(0, len(more), A_FILE):
        (folder / f"facts_from_{first}.yaml").write_text(json.dumps({"facts": more[first : first + A_FILE]}))
    for file in (folder / "topics").glob("*.yaml"):
        file.write_text(json.dumps(_with_points(yaml.safe_load(file.read_text()), points)))
    return folder


def _with_points(content: Any, points: Mapping[tuple[str, str], list[dict[str, object]]]) -> Any:
    for topic in content["topics"]:
        for role, answer in topic["answers"].items():
            answer["points"] = [*answer.get("points", []), *points[topic["intent"], role]]
    return content


def _mixed(own: Sequence[Fact], count: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        one, other = own[number % len(own)], own[(7 * number + number // len(own)) % len(own)]
        words = [*one.text.split()[::2], *other.text.split()[1::2]]
        letter, rest = "MN"[number // 10_000], number % 10_000
        known = {"source": one.source, "place": one.place, "role": one.role, "subject": other.subject}
        yield {"id": f"{letter}{rest:04}", **known, "text": " ".join(words)}


if __name__ == "__main__":
    sys.exit(main())
