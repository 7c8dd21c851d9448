"""Puts the local Slack in front of any Bolt app, changed or not."""

from __future__ import annotations

import asyncio
import os
import sys
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.playground.local_slack import LocalSlack

INJECT = Path(__file__).parent / "inject"
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
SHEPHERD = Path(__file__).parent / "shepherd.py"


async def run_app(slack: LocalSlack, command: Sequence[str]) -> int:
    """Runs the command until it ends, or until this is cancelled; its exit code."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(SHEPHERD),
        *command,
        stdin=asyncio.subprocess.PIPE,
        env=app_environment(slack, os.environ),
    )
    try:
        return await process.wait()
    finally:
        if process.stdin:
            process.stdin.close()
        await process.wait()


def app_environment(slack: LocalSlack, environment: Mapping[str, str]) -> dict[str, str]:
    """The tokens and addresses, and the redirection for apps that know nothing of SLACK_API_URL."""
    path = os.pathsep.join(filter(None, [str(INJECT), environment.get("PYTHONPATH")]))
    direct = {name: value for name, value in environment.items() if name.upper() not in PROXIES}
    return {**direct, **slack.environment, "PYTHONPATH": path}


def forget_proxies() -> None:
    """In this process: it talks to 127.0.0.1 alone, and slack_sdk would ask a company's proxy for that."""
    for name in [name for name in os.environ if name.upper() in PROXIES]:
        del os.environ[name]


def describe(slack: LocalSlack, asked_port: int) -> str:
    """The one line that says where it is."""
    moved = f" (port {asked_port} was taken)" if asked_port and slack.port != asked_port else ""
    return f"Local Slack: {slack.base}{moved}  -  Ctrl-C ends it"


async def open_page(slack: LocalSlack) -> None:
    """Where there is a display; a machine without one has no browser to open."""
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if has_display or sys.platform in {"darwin", "win32"}:
        await asyncio.to_thread(webbrowser.open, slack.base)
