"""The commands: python -m bot ask | score | quiz | serve | socket | demo, and those of an operator."""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import WhichPM, build_advisor, build_web
from bot.batch import answer, answer_batch
from bot.listeners import build_manifest
from bot.logs import set_up_logs
from bot.settings import Settings, SettingsError, given_names, load_settings, read_settings
from bot.storage import (
    AlreadyRunningError,
    DatabaseError,
    open_engine,
    parse_database_url,
    prepare,
    reach,
    usable,
)
from bot.workspaces import build_installations
from knowledge import KnowledgeError, load

QUIZ_HELP = (
    'Prints a question a line and reads a line for each: {"choose": k} with k = 0 to 4, the place of the '
    'option among those shown; {"say": "words"}; or {"do": "back" | "skip" | "pause" | "finish"}.'
)

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


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
    except (SettingsError, KnowledgeError, AlreadyRunningError, DatabaseError) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # `| head` has read enough. Python would write the rest at its end, and complain again.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="WhichPM, a Slack career advisor")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_asking(commands)
    _add_serving(commands)
    for name, (run, about) in OPERATING.items():
        commands.add_parser(name, help=about).set_defaults(run=run)
    return parser


def _add_asking(commands: _Commands) -> None:
    """What answers on standard output, without Slack."""
    ask = commands.add_parser("ask", help="answer a question, or a file of them")
    ask.add_argument("text", nargs="?", help="a question")
    ask.add_argument("--batch", type=Path, metavar="FILE", help="JSON lines with id and text or turns")
    ask.add_argument(
        "--explain", action="store_true", help="also say why: the words that decided, how surely"
    )
    ask.set_defaults(run=_ask)
    score = commands.add_parser("score", help="score keyed answers of the fit assessment")
    score.add_argument("--batch", type=Path, required=True, metavar="FILE", help="lines with id and answers")
    score.set_defaults(run=_score)
    quiz = commands.add_parser("quiz", help="the fit assessment, a JSON line each way", description=QUIZ_HELP)
    quiz.add_argument("--seed", type=int, required=True, help="decides the order of the questions")
    quiz.add_argument("--save", type=Path, metavar="FILE", help="keep every step in this file")
    quiz.add_argument("--resume", type=Path, metavar="FILE", help="go on from a file that --save wrote")
    quiz.set_defaults(run=_quiz)


def _add_serving(commands: _Commands) -> None:
    """What answers in Slack, the real one or the local one."""
    serve = commands.add_parser("serve", help="the app over HTTP")
    serve.add_argument("--port", type=int, help="default: the setting PORT")
    serve.add_argument("--host", default="0.0.0.0", help="default: all interfaces")  # noqa: S104
    serve.set_defaults(run=_serve)
    commands.add_parser("socket", help="the app in Socket Mode").set_defaults(run=_socket)
    demo = commands.add_parser("demo", help="talk to the app through a local Slack")
    demo.add_argument("--port", type=int, default=8765, help="of the page; default: 8765, or a free one")
    demo.add_argument("--http", action="store_true", help="over HTTP instead of Socket Mode")
    demo.set_defaults(run=_demo)


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    if options.batch is None:
        print(answer(build_advisor(settings), options.text or "", options.explain))
        return 0
    try:
        # Not splitlines(): a text may hold U+2028 and the like, and stays one line of JSON.
        lines = options.batch.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError as error:
        print(f"{options.batch}: {error.strerror}; name a file of JSON lines", file=sys.stderr)
        return 2
    for line in answer_batch(build_advisor(settings), lines, options.explain):
        print(line)
    return 0


def _score(options: argparse.Namespace, settings: Settings) -> int:
    from bot.assessment_commands import run_score

    return run_score(load(settings.knowledge_path), options.batch)


def _quiz(options: argparse.Namespace, settings: Settings) -> int:
    from bot.assessment_commands import run_quiz

    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    knowledge = load(settings.knowledge_path)
    return run_quiz(knowledge, options.seed, options.save, options.resume, sys.stdin)


def _serve(options: argparse.Namespace, settings: Settings) -> int:
    from bot.web_server import run_web_server

    secret = _of_workspaces(settings).signing_secret()
    app = _claimed(settings)
    port = settings.port if options.port is None else options.port
    run_web_server(build_web(app, secret), options.host, port, app.drain)
    return 0


def _socket(_: argparse.Namespace, settings: Settings) -> int:
    from bot.doctor import refused
    from bot.socket_mode import RefusedError, SocketModeConnections, run_socket_mode

    async def run(app: WhichPM, token: str) -> int:
        connections = SocketModeConnections(app.slack, app.client, token, settings.socket_connections)
        return await run_socket_mode(app.running(), connections)

    token = _of_workspaces(settings).app_token()
    try:
        return asyncio.run(run(_claimed(settings), token))
    except RefusedError as error:
        print(refused("SLACK_APP_TOKEN", str(error)).sentence, file=sys.stderr)
        return 2


def _of_workspaces(settings: Settings) -> Settings:
    """SettingsError when they name neither one workspace nor many."""
    if settings.oauth() is None:
        settings.bot_token()
    return settings


def _claimed(settings: Settings) -> WhichPM:
    """The app, alone on its database, which has all tables: a sentence now, and not a log later."""
    url = parse_database_url(settings.database_url.get_secret_value())
    asyncio.run(reach(url))
    app = WhichPM(settings)
    app.claim()
    asyncio.run(prepare(url))
    return app


def _demo(options: argparse.Namespace, settings: Settings) -> int:
    from bot.playground.archive import InUseError
    from bot.playground.demo import run_demo

    try:
        return asyncio.run(run_demo(settings, options.port, options.http))
    except InUseError as error:
        print(error, file=sys.stderr)
        return 2


def _migrate(_: argparse.Namespace, settings: Settings) -> int:
    async def run() -> None:
        url = parse_database_url(settings.database_url.get_secret_value())
        await reach(url)
        await prepare(url)

    asyncio.run(run())
    return 0


def _worker(_: argparse.Namespace, settings: Settings) -> int:
    from bot.jobs.lock import NameTakenError
    from bot.worker_process import run_worker

    try:
        asyncio.run(reach(parse_database_url(settings.database_url.get_secret_value())))
        asyncio.run(run_worker(settings))
    except NameTakenError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _gaps(_: argparse.Namespace, settings: Settings) -> int:
    from bot.gaps import list_gaps

    lines = asyncio.run(list_gaps(settings.database_url.get_secret_value(), load(settings.knowledge_path)))
    print("\n".join(lines))
    return 0


def _manifest(_: argparse.Namespace, settings: Settings) -> int:
    base, words = settings.public_url, load(settings.knowledge_path).listing
    hears = settings.channel_messages
    if base is None:
        print(json.dumps(build_manifest(listing=words, channel_messages=hears), indent=2))
        return 0
    # Workspaces that install the app reach it over HTTP, and Slack's marketplace takes no Socket Mode.
    back = f"{base}/slack/oauth_redirect" if settings.slack_client_id else None
    print(json.dumps(build_manifest(f"{base}/slack/events", False, back, words, hears), indent=2))
    return 0


def _rekey(_: argparse.Namespace, settings: Settings) -> int:
    async def run() -> int:
        oauth = settings.oauth()
        if oauth is None:
            raise SettingsError("SLACK_CLIENT_ID is not set; without it no tokens are stored")
        url = parse_database_url(settings.database_url.get_secret_value())
        await reach(url, made=True)
        engine = open_engine(url, make=False)
        try:
            with usable():
                return await build_installations(settings, oauth, engine).rekey()
        finally:
            await engine.dispose()

    print(f"{asyncio.run(run())} sealed anew")
    return 0


def _doctor(_: argparse.Namespace, __: Settings | None = None) -> int:
    """0 when nothing is broken, else 1. Settings that no other command starts with are findings here."""
    from bot.doctor import examine, misspelt, unreadable

    set_up_logs("ERROR")
    settings, mistakes = read_settings()
    findings = asyncio.run(examine(settings)) if settings else unreadable(mistakes)
    findings += misspelt(given_names())
    for finding in findings:
        print(finding)
    return int(any(finding.is_broken for finding in findings))


OPERATING: dict[str, tuple[Callable[..., int], str]] = {
    "doctor": (_doctor, "what is wrong with the settings, and how to mend it"),
    "rekey": (_rekey, "seal the tokens of workspaces with the first of DATA_KEYS"),
    "migrate": (_migrate, "bring the database up to date"),
    "worker": (_worker, "do the jobs: summaries, digests, erasing"),
    "gaps": (_gaps, "what the sources could not answer"),
    "manifest": (_manifest, "print the app manifest"),
}

if __name__ == "__main__":
    sys.exit(main())
