"""The table of the benchmark, and the stand-in for the Web API that counts the answers."""

import asyncio

import aiohttp

from benchmarks.bots import Result
from benchmarks.bots_table import Row, table
from benchmarks.signed_load import requests
from benchmarks.web_api import web_api


def row(name: str, cpu: list[float], acks: list[float]) -> Row:
    return Row.of("http", name, Result(cpu=cpu, acks=acks, replies=acks, cold=[1.0]))


def test_a_ratio_is_of_the_same_round() -> None:
    text = table([row("bolt", [1.0, 4.0, 3.0], [0.001]), row("ours", [2.0, 4.0, 1.0], [0.002])], {})
    assert "| http | bolt | 3.00 | 333 | 1.00 (0.50 to 3.00) | 1.0 / 1.0 |" in text


def test_a_bot_that_cannot_hold_the_rate_has_no_latency() -> None:
    assert "cannot hold the rate" in table([row("bolt", [1.0], []), row("ours", [1.0], [0.1])], {})


def test_ten_requests_are_seven_mentions_two_clicks_and_a_command() -> None:
    load = requests("http://127.0.0.1:1")
    bodies = [next(load).body for _ in range(10)]
    kinds = (b"app_mention", b"block_actions", b"response_url")
    assert [sum(kind in body for body in bodies) for kind in kinds] == [7, 2, 1]


async def test_an_answer_is_found_by_its_thread_and_by_its_response_url() -> None:
    async with web_api(None) as (answers, api), aiohttp.ClientSession() as session:
        waiting = [answers.expect(mark) for mark in ("1.000001", "2.000002", "3.000003")]
        async with session.post(f"{api}/api/chat.postMessage", json={"thread_ts": "1.000001"}) as answer:
            assert (await answer.json())["ok"]
        async with session.post(f"{api}/api/chat.postMessage", data={"thread_ts": "2.000002"}) as answer:
            assert answer.status == 200
        async with session.post(f"{api}/respond/3.000003", json={}) as answer:
            assert await answer.text() == "ok"
        await asyncio.wait_for(asyncio.gather(*waiting), 1)
    assert answers.calls == 3
