"""Starts the app as processes that can be killed: everything is built once, and each app is a fork of it.

Reads one JSON object a line: what to set, the port, and where the new process ends itself. Prints its pid.
The app in the fork is the one of `python -m bot serve`, or of `worker` where the order says so; only the two
seconds of its imports are saved.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
from typing import Any

from bot.advisor import Advisor
from bot.app import WhichPM, build_advisor, build_web
from bot.logs import set_up_logs
from bot.settings import Settings
from bot.web_server import run_web_server
from bot.worker_process import run_worker

log = logging.getLogger(__name__)


class Trap:
    """Ends the process, without a chance to clean up, when it passes a point for the nth time."""

    def __init__(self, point: str, passes: int) -> None:
        self._point = point
        self._left = passes

    def __call__(self, point: str) -> None:
        if point == self._point:
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    advisor = build_advisor(Settings(_env_file=None))
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _live(order, advisor)
        print(pid, flush=True)


def _live(order: dict[str, Any], advisor: Advisor) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    os.dup2(os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    set_up_logs(order.get("level", "WARNING"))
    code = 1
    try:
        _work(order) if order.get("is_worker") else _serve(order, advisor)
        code = 0
    except Exception:
        log.exception("the app ended")
    finally:
        logging.shutdown()
        os._exit(code)


def _serve(order: dict[str, Any], advisor: Advisor) -> None:
    settings = Settings(_env_file=None, **order["settings"])
    app = WhichPM(settings, advisor, Trap(order["point"], order["passes"]))
    app.claim()
    run_web_server(build_web(app, settings.signing_secret()), "127.0.0.1", order["port"], app.drain)


def _work(order: dict[str, Any]) -> None:
    asyncio.run(run_worker(Settings(_env_file=None, **order["settings"])))


if __name__ == "__main__":
    main()
