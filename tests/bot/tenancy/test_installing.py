"""A workspace installs the app: over Bolt's own flow, once for each state and code, and never elsewhere."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from bot.listeners import bot_scopes, optional_scopes
from tests.bot.tenancy.conftest import CLIENT_SECRET, Installed


async def test_the_install_page_leads_to_slack_with_our_scopes(installed: Installed) -> None:
    address, cookie = await installed.begin("?team=T7")
    asked = parse_qs(urlsplit(address).query)
    assert address.startswith(f"{installed.slack.base}/oauth/v2/authorize?")
    assert asked["scope"] == [",".join([*bot_scopes(), *optional_scopes()])]
    assert asked["state"] == [cookie.partition("=")[2]]
    assert asked["team"] == ["T7"]


async def test_an_installed_team_is_answered_with_its_own_token(installed: Installed) -> None:
    await installed.install("T7")
    await installed.install("T8")
    for team in ("T7", "T8", "T7"):
        await installed.mention(team, "what is a program manager?")
        await installed.slack.settle(quiet=0.3)
    assert installed.posts() == [("T7", True), ("T8", True), ("T7", True)]


async def test_between_an_event_and_its_answer_slack_is_asked_nothing(installed: Installed) -> None:
    await installed.install("T7")
    before = len(installed.slack.calls())
    await installed.mention("T7", "what is a program manager?")
    await installed.slack.until(lambda: installed.posts() or None)
    assert [call["method"] for call in installed.slack.calls()[before:]] == ["chat.postMessage"]


async def test_an_unknown_team_is_acknowledged_counted_and_not_answered(installed: Installed) -> None:
    await installed.mention("T9", "what is a program manager?")
    await installed.slack.settle(quiet=0.2)
    assert installed.posts() == []
    counted = 'whichpm_events_total{outcome="unknown_team",place="unknown"} 1.0'
    assert counted in installed.app.metrics.text().decode()


@pytest.mark.parametrize(
    "change",
    ["nothing", "missing", "other", "no_cookie", "other_cookie", "two_states", "long"],
)
async def test_a_state_counts_once_in_the_browser_that_it_was_made_for(
    change: str, installed: Installed
) -> None:
    _, cookie = await installed.begin()
    state = cookie.partition("=")[2]
    code = installed.slack.oauth_code("T7")
    queries = {
        "missing": f"code={code}",
        "other": f"code={code}&state=x{state}",
        "two_states": f"code={code}&state=x&state={state}",
        "long": f"code={code}&state={'x' * 3000}",
    }
    cookies = {"no_cookie": "", "other_cookie": "slack-app-oauth-state=y"}
    query = queries.get(change, f"code={code}&state={state}")
    status, _ = await installed.finish(query, cookies.get(change, cookie))
    assert status == (200 if change == "nothing" else 400)


async def test_a_state_used_again_or_ended_is_refused_kindly(installed: Installed) -> None:
    _, cookie = await installed.begin()
    query = f"state={cookie.partition('=')[2]}&code="
    assert (await installed.finish(query + installed.slack.oauth_code("T7"), cookie))[0] == 200
    status, page = await installed.finish(query + installed.slack.oauth_code("T7"), cookie)
    assert (status, "Please start again" in page) == (400, True)
    _, cookie = await installed.begin()
    async with installed.app._engine.begin() as connection:
        await connection.execute(text("UPDATE slack_oauth_states SET expire_at = '2020-01-01 00:00:00'"))
    query = f"state={cookie.partition('=')[2]}&code="
    assert (await installed.finish(query + installed.slack.oauth_code("T7"), cookie))[0] == 400


async def test_a_code_used_again_is_refused(installed: Installed) -> None:
    code = installed.slack.oauth_code("T7")
    statuses = []
    for _ in range(2):
        _, cookie = await installed.begin()
        statuses.append((await installed.finish(f"code={code}&state={cookie.partition('=')[2]}", cookie))[0])
    assert statuses == [200, 400]


@pytest.mark.parametrize(
    "query",
    [
        "?redirect_uri=https://evil.example/",
        "?next=//evil.example",
        "?return_to=%20javascript:alert(1)",
        "?back=/%5Cevil.example&x=%5C%5Cevil.example",
        "?team=T1%26redirect_uri=https://evil.example",
        "?team=T1&team=T2",
    ],
)
async def test_nobody_is_sent_elsewhere(query: str, installed: Installed) -> None:
    for door in ("install", "oauth_redirect"):
        address = f"{installed.base}/slack/{door}{query}"
        async with installed.session.get(address, allow_redirects=False) as answer:
            assert answer.status == 400
            assert "evil" not in await answer.text()
            assert "Location" not in answer.headers


async def test_who_says_no_at_slack_reads_a_kind_page(installed: Installed) -> None:
    status, page = await installed.finish("error=access_denied&state=x")
    assert status == 200
    assert "Nothing was installed" in page


async def test_the_clients_secret_goes_in_the_form_and_not_in_the_address(installed: Installed) -> None:
    await installed.install("T7")
    (call,) = installed.slack.calls("oauth.v2.access")
    assert CLIENT_SECRET not in str(call)
    assert call["arguments"]["client_id"] == "1.2"
