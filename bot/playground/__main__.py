"""python -m bot.playground --manifest manifest.json -- python app.py: any Bolt app in a local Slack."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.playground.archive import InUseError
from bot.playground.local_slack import LocalSlack
from bot.playground.manifest import ManifestError
from bot.playground.runner import describe, open_page, run_app


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of the app; 2 with one sentence when it could not be started."""
    options = _parser().parse_args(arguments)
    try:
        return asyncio.run(_run(options, _manifest(options.manifest)))
    except (ManifestError, InUseError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.playground", description="A local Slack for any app")
    parser.add_argument("--manifest", type=Path, help="the app's manifest.json; without it all is allowed")
    parser.add_argument("--port", type=int, default=8765, help="default: 8765, or another one when taken")
    parser.add_argument("--http", metavar="URL", help="where the app listens, when not in Socket Mode")
    parser.add_argument("--state", type=Path, metavar="FILE", help="keep messages here over a restart")
    parser.add_argument("--no-browser", action="store_true", help="do not open the page")
    parser.add_argument("command", nargs="*", help="after --: the app; without it only Slack runs")
    return parser


def _manifest(path: Path | None) -> Mapping[str, Any] | None:
    if path is None:
        return None
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ManifestError(f"{path}: this is not JSON: {error}") from None
    if not isinstance(manifest, dict):
        raise ManifestError(f"{path}: a manifest is a JSON object")
    return manifest


async def _run(options: argparse.Namespace, manifest: Mapping[str, Any] | None) -> int:
    slack = LocalSlack(manifest, port=options.port, path=options.state, rate_limits=True)
    async with slack:
        if options.http:
            slack.connect_http(options.http)
        print(describe(slack, options.port), flush=True)
        if not options.no_browser:
            await open_page(slack)
        return await _until_signal(run_app(slack, options.command) if options.command else _wait())


async def _until_signal(work: Any) -> int:
    """SIGINT and SIGTERM end the work in order; 0 then, as nothing went wrong."""
    task = asyncio.ensure_future(work)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        return int(await task)
    return 0


async def _wait() -> int:
    await asyncio.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
