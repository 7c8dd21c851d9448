"""The runner: any app in front of the local Slack, changed or not, and its end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env
from slack_sdk.web.base_client import BaseClient

from bot.playground import LocalSlack
from bot.playground.__main__ import main
from bot.playground.inject import sitecustomize
from bot.playground.runner import app_environment, describe, forget_proxies, open_page, run_app

ROOT = Path(__file__).parents[2]
ASYNC_APP = """
import asyncio, os
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

app = AsyncApp(token=os.environ["SLACK_BOT_TOKEN"])

@app.event("app_mention")
async def mentioned(say):
    await say("Hello from a stranger")

async def main():
    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()

asyncio.run(main())
"""
APP = """
import os
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

app = App(token=os.environ["SLACK_BOT_TOKEN"])

@app.event("app_mention")
def mentioned(say):
    say("Hello from a stranger")

SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start()
"""


@pytest.mark.parametrize("code", [APP, ASYNC_APP], ids=["threads", "asyncio"])
async def test_an_unchanged_app_runs_and_ends_with_its_slack(
    local_slack: LocalSlack, tmp_path: Path, code: str
) -> None:
    app = tmp_path / "app.py"
    app.write_text(code)
    running = asyncio.create_task(run_app(local_slack, [sys.executable, str(app)]))
    await local_slack.until(lambda: len(local_slack.sockets) or None, seconds=20)
    await local_slack.person().mention("general", "hello")
    await local_slack.until(lambda: local_slack.messages("general")[1:] or None)
    assert local_slack.messages("general")[1].text == "Hello from a stranger"
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await local_slack.until(lambda: not len(local_slack.sockets) or None)


async def test_the_exit_code_of_the_app_is_handed_on(local_slack: LocalSlack) -> None:
    assert await run_app(local_slack, [sys.executable, "-c", "raise SystemExit(3)"]) == 3


async def test_the_local_slack_is_never_asked_by_a_proxy(
    local_slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """slack_sdk asks the proxy of the environment for 127.0.0.1 too."""
    proxies = {"HTTPS_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}
    assert not proxies.keys() & app_environment(local_slack, proxies).keys()
    for name, value in proxies.items():
        monkeypatch.setenv(name, value)
    forget_proxies()
    assert load_http_proxy_from_env() is None


async def test_a_killed_parent_takes_its_app_along(tmp_path: Path) -> None:
    """The parent is killed, so nothing of it can clean up: only its end of the pipe tells."""
    mark = tmp_path / "pid"
    child = f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    command = [sys.executable, "-m", "bot.playground", "--port", "0", "--no-browser", "--"]
    parent = await asyncio.create_subprocess_exec(
        *command, sys.executable, "-c", child, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
    )
    pid = await written(mark)
    parent.kill()
    await parent.wait()
    await ended(pid)


async def test_ctrl_c_ends_all_in_order(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    child = f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    state = str(tmp_path / "slack.db")
    command = [sys.executable, "-m", "bot.playground", "--port", "0", "--state", state, "--no-browser", "--"]
    parent = await asyncio.create_subprocess_exec(
        *command, sys.executable, "-c", child, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout
    line = (await parent.stdout.readline()).decode()
    pid = await written(mark)
    async with aiohttp.ClientSession() as session, session.get(f"{line.split()[2]}/_local/state") as answer:
        assert (await answer.json())["ok"]
    parent.send_signal(signal.SIGINT)
    assert await parent.wait() == 0
    await ended(pid)


def test_a_manifest_that_cannot_work_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "manifest.json"
    for text, problem in (("{", "this is not JSON"), ("[]", "is a JSON object"), ("{}", "name is missing")):
        path.write_text(text)
        assert main(["--manifest", str(path)]) == 2
        assert problem in capsys.readouterr().err
    assert main(["--manifest", str(tmp_path / "none.json")]) == 2


def test_slack_alone_runs_until_it_is_told_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def ended_at_once() -> int:
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.Event().wait()
        return 0

    monkeypatch.setattr("bot.playground.__main__._wait", ended_at_once)
    monkeypatch.delenv("DISPLAY", raising=False)
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"display_information": {"name": "Echo"}}))
    options = ["--manifest", str(path), "--port", "0", "--http", "http://127.0.0.1:9/"]
    assert main(options) == 0
    assert "Local Slack: http://127.0.0.1:" in capsys.readouterr().out


async def test_the_app_is_given_tokens_addresses_and_the_redirection(local_slack: LocalSlack) -> None:
    environment = app_environment(local_slack, {"PYTHONPATH": "/mine", "HOME": "/home"})
    assert environment["SLACK_API_URL"] == local_slack.api_url
    assert environment["PYTHONPATH"].endswith(f"inject{os.pathsep}/mine")
    assert environment["HOME"] == "/home"


async def test_another_port_is_said(local_slack: LocalSlack) -> None:
    assert describe(local_slack, local_slack.port) == f"Local Slack: {local_slack.base}  -  Ctrl-C ends it"
    assert "(port 1 was taken)" in describe(local_slack, 1)


@pytest.mark.parametrize(("display", "opened"), [("", 0), (":0", 1)])
async def test_the_page_is_opened_where_there_is_a_display(
    local_slack: LocalSlack, monkeypatch: pytest.MonkeyPatch, display: str, opened: int
) -> None:
    urls: list[str] = []
    monkeypatch.setattr("webbrowser.open", urls.append)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    await open_page(local_slack)
    assert urls == [local_slack.base] * opened


def test_only_clients_on_their_way_to_slack_are_redirected() -> None:
    class Client(BaseClient):
        """A class of its own, so that the real one stays as it is."""

    sitecustomize.redirect(Client, "http://127.0.0.1:1/api/")
    build: Any = Client
    assert build(token="t").base_url == "http://127.0.0.1:1/api/"
    assert build("t", BaseClient.BASE_URL).base_url == "http://127.0.0.1:1/api/"
    assert build(base_url="http://127.0.0.1:2/").base_url == "http://127.0.0.1:2/"


async def written(mark: Path) -> int:
    return int(await asyncio.to_thread(waited_for, lambda: mark.exists() and mark.read_text()))


async def ended(pid: int) -> None:
    await asyncio.to_thread(waited_for, lambda: not is_running(pid))


def is_running(pid: int) -> bool:
    """A process that nobody asks for its end any more is a zombie, and has ended."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def waited_for(look: Callable[[], Any], seconds: float = 20.0) -> Any:
    until = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < until, "that never came"
        time.sleep(0.02)
    return found
