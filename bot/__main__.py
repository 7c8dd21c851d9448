"""The commands: python -m bot ask | serve | socket | demo | doctor | migrate | manifest | new-key | rekey."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.app import WhichPM, build_advisor, build_installations, build_web
from bot.batch import answer, answer_batch
from bot.listeners import build_manifest
from bot.logs import set_up_logs
from bot.settings import Settings, SettingsError, load_settings, read_settings
from bot.storage import migrate, open_engine, parse_database_url
from knowledge import KnowledgeError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. 0 when it did its work, 2 with one sentence on standard error when it could not."""
    options = _parser().parse_args(arguments)
    if options.run is _doctor:
        return int(_doctor(options))
    try:
        settings = load_settings()
        set_up_logs(settings.log_level)
        run: Callable[[argparse.Namespace, Settings], int] = options.run
        return run(options, settings)
    except (SettingsError, KnowledgeError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="WhichPM, a Slack career advisor")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    ask = commands.add_parser("ask", help="answer a question, or a file of them")
    ask.add_argument("text", nargs="?", help="a question")
    ask.add_argument("--batch", type=Path, metavar="FILE", help="JSON lines with id and text or turns")
    ask.set_defaults(run=_ask)
    serve = commands.add_parser("serve", help="the app over HTTP")
    serve.add_argument("--port", type=int, help="default: the setting PORT")
    serve.add_argument("--host", default="0.0.0.0", help="default: all interfaces")  # noqa: S104
    serve.set_defaults(run=_serve)
    commands.add_parser("socket", help="the app in Socket Mode").set_defaults(run=_socket)
    commands.add_parser("demo", help="talk to the app through a local Slack").set_defaults(run=_demo)
    commands.add_parser("doctor", help="what is wrong with the settings, and how to mend it").set_defaults(
        run=_doctor
    )
    commands.add_parser("new-key", help="print a key for TOKEN_KEYS").set_defaults(run=_new_key)
    commands.add_parser("rekey", help="seal stored tokens with the first of TOKEN_KEYS").set_defaults(
        run=_rekey
    )
    commands.add_parser("migrate", help="bring the database up to date").set_defaults(run=_migrate)
    commands.add_parser("manifest", help="print the app manifest").set_defaults(run=_manifest)
    return parser


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    if options.batch is None:
        print(answer(build_advisor(settings), options.text or ""))
        return 0
    try:
        # Not splitlines(): a text may hold U+2028 and the like, and stays one line of JSON.
        lines = options.batch.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError as error:
        print(f"{options.batch}: {error.strerror}; name a file of JSON lines", file=sys.stderr)
        return 2
    for line in answer_batch(build_advisor(settings), lines):
        print(line)
    return 0


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    from bot.web_server import run_web_server

    web = build_web(WhichPM(settings), settings.signing_secret())
    run_web_server(web, options.host, settings.port if options.port is None else options.port)
    return 0


def _socket(_: argparse.Namespace, settings: Settings) -> int:
    from bot.socket_mode import SocketModeConnections, run_socket_mode

    async def run() -> int:
        app = WhichPM(settings)
        connections = SocketModeConnections(
            app.slack, app.client, settings.app_token(), settings.socket_connections
        )
        return await run_socket_mode(app.running(), connections)

    return asyncio.run(run())


def _demo(_: argparse.Namespace, settings: Settings) -> int:
    from bot.playground.demo import run_demo

    return asyncio.run(run_demo(settings))


def _migrate(_: argparse.Namespace, settings: Settings) -> int:
    async def run() -> None:
        engine = open_engine(parse_database_url(settings.database_url.get_secret_value()))
        await migrate(engine)
        await engine.dispose()

    asyncio.run(run())
    return 0


def _manifest(_: argparse.Namespace, settings: Settings) -> int:
    base = settings.public_url
    if base is None:
        print(json.dumps(build_manifest(), indent=2))
        return 0
    # Workspaces that install the app reach it over HTTP, and Slack's marketplace takes no Socket Mode.
    back = f"{base}/slack/oauth_redirect" if settings.slack_client_id else None
    print(json.dumps(build_manifest(f"{base}/slack/events", False, back), indent=2))
    return 0


def _new_key(_: argparse.Namespace, __: Settings) -> int:
    from bot.tenancy import new_key

    print(new_key())
    return 0


def _rekey(_: argparse.Namespace, settings: Settings) -> int:
    async def run() -> int:
        oauth = settings.oauth()
        if oauth is None:
            raise SettingsError("SLACK_CLIENT_ID is not set; without it no tokens are stored")
        engine = open_engine(parse_database_url(settings.database_url.get_secret_value()))
        try:
            return await build_installations(oauth, engine).rekey()
        finally:
            await engine.dispose()

    print(asyncio.run(run()))
    return 0


def _doctor(_: argparse.Namespace, __: Settings | None = None) -> int:
    """0 when nothing is broken, else 1. Settings that no other command starts with are findings here."""
    from bot.doctor import examine, unreadable

    set_up_logs("ERROR")
    settings, mistakes = read_settings()
    findings = asyncio.run(examine(settings)) if settings else unreadable(mistakes)
    for finding in findings:
        print(finding)
    return int(any(finding.is_broken for finding in findings))


if __name__ == "__main__":
    sys.exit(main())
