"""Where the time of one answered message goes: samples ours under full load, and draws them as a flame graph.

Needs py-spy, which is not among our packages (`pip install py-spy`), and the right to look into a process.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from argparse import Namespace
from pathlib import Path

import uvloop

from benchmarks.bots import Arena
from benchmarks.contestants import BOTS, OURS, Running
from benchmarks.flame_drawing import draw
from benchmarks.flame_stacks import fold
from benchmarks.web_api import web_api

RATE = 500  # samples a second
WARM_SECONDS = 3.0


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flame", description=__doc__)
    parser.add_argument("--seconds", type=int, default=15, help="how long it looks")
    parser.add_argument("--py-spy", default="py-spy", metavar="FILE", help="default: the one on the PATH")
    parser.add_argument("--out", type=Path, default=Path("docs/flame.svg"), metavar="FILE")
    return parser


def main() -> int:
    options = build_parser().parse_args()
    try:
        text = uvloop.run(sample(options))
    except FileNotFoundError:
        print(f"{options.py_spy} is not there; pip install py-spy, or name it by --py-spy", file=sys.stderr)
        return 2
    root = fold(text.splitlines())
    options.out.write_text(draw(root), encoding="utf-8")
    print(f"{root.count} samples of a busy event loop: {options.out}")
    return 0


async def sample(options: Namespace) -> str:
    """What py-spy saw of ours while it was asked as fast as it answers: a stack and its count a line."""
    with tempfile.TemporaryDirectory(prefix="whichpm-flame-") as name:
        raw = Path(name) / "raw"
        async with web_api(None) as (answers, api):
            arena = Arena(answers, api, None, Path(name) / "bot")
            ours = next(bot for bot in BOTS if bot.name == OURS)
            async with arena.running(ours, "flame") as running:
                until = time.perf_counter() + WARM_SECONDS + options.seconds
                asking = asyncio.create_task(arena.crowd(running, until))
                await asyncio.sleep(WARM_SECONDS)
                await _record(options, running, raw)
                await asking
        return raw.read_text()


async def _record(options: Namespace, running: Running, raw: Path) -> None:
    look = ("-p", str(running.process.pid), "-d", str(options.seconds), "-r", str(RATE))
    told = asyncio.subprocess.PIPE
    spy = await asyncio.create_subprocess_exec(
        options.py_spy, "record", *look, "-t", "-f", "raw", "-o", str(raw), stdout=told, stderr=told
    )
    said, _ = await spy.communicate()
    if spy.returncode:
        raise RuntimeError(f"py-spy ended with {spy.returncode}: {said.decode()[-300:]}")


if __name__ == "__main__":
    sys.exit(main())
