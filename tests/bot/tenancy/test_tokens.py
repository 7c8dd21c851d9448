"""Tokens are renewed before they end, by one replica, and sealed with keys that can be changed."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.playground import Fault, LocalSlack
from bot.storage import SealBrokenError, Sealer
from bot.tenancy import Installations, ManyWorkspaces, OAuthClient
from bot.tenancy.states import States
from bot.tenants import NotInstalledError, UndecidedError

KEY, OTHER = "k" * 32, "o" * 32
TOKEN = "xoxb-canary-token"


def installation(team: str = "T1", token: str = TOKEN, **more: object) -> Installation:
    return Installation(app_id="A1", team_id=team, user_id="U1", bot_token=token, **more)  # type: ignore[arg-type]


def store(database: AsyncEngine, *keys: str) -> Installations:
    return Installations("1.2", database, Sealer(keys or (KEY,)))


async def raw(database: AsyncEngine) -> str:
    async with database.connect() as connection:
        query = text("SELECT * FROM slack_installations").execution_options(maintenance="test")
        return str((await connection.execute(query)).all())


async def test_the_database_holds_no_token_in_plain_text(database: AsyncEngine) -> None:
    await store(database).async_save(
        installation(bot_refresh_token="xoxe-1-canary", user_token="xoxp-canary")
    )
    assert "canary" not in await raw(database)
    found = await store(database).find("T1")
    assert found is not None
    assert (found.bot_token, found.bot_refresh_token) == (TOKEN, "xoxe-1-canary")


async def test_a_token_as_long_as_slack_makes_them_fits(database: AsyncEngine) -> None:
    await store(database).async_save(installation(token="xoxe.xoxb-1-" + "M" * 400))
    found = await store(database).async_find_bot(enterprise_id="E1", team_id="T1")
    assert found
    assert len(found.bot_token or "") == 412


async def test_a_newer_installation_takes_the_place_of_older_ones(database: AsyncEngine) -> None:
    kept = store(database)
    await kept.async_save(installation(token="xoxb-old"))
    await kept.async_save(installation(token="xoxb-new"))
    await kept.async_save(installation(token="xoxb-older", installed_at=1.0))
    await kept.async_save(installation("T2", "xoxb-other"))
    found, other = await kept.find("T1"), await kept.find("T2")
    assert found
    assert other
    assert (found.bot_token, other.bot_token) == ("xoxb-new", "xoxb-other")


async def test_a_key_is_changed_without_losing_a_token(database: AsyncEngine) -> None:
    await store(database).async_save(installation())
    both = store(database, OTHER, KEY)
    assert (await both.sealing()).old == 1
    assert await both.rekey() == 1
    assert await both.rekey() == 0
    found = await store(database, OTHER).find("T1")
    assert found
    assert found.bot_token == TOKEN
    with pytest.raises(SealBrokenError, match="DATA_KEYS") as caught:
        await store(database).find("T1")
    assert TOKEN not in str(caught.value)
    assert (await store(database).sealing()).shut == 1


async def test_our_tables_have_the_columns_of_slack_sdk(database: AsyncEngine) -> None:
    ours = [store(database).installations, States(1, database).oauth_states]
    async with database.connect() as connection:
        await connection.execution_options(maintenance="test")
        for table in ours:
            there = await connection.run_sync(lambda one, t=table: inspect(one).get_columns(t.name))
            assert [column["name"] for column in there] == [column.name for column in table.columns]


class Rotating:
    """Two replicas on one database, in front of a Slack whose tokens end."""

    def __init__(self, slack: LocalSlack, database: AsyncEngine) -> None:
        self.slack = slack
        self.client = OAuthClient(base_url=slack.api_url, retry_handlers=[])
        rotator = AsyncTokenRotator(client_id="1.2", client_secret="s", client=self.client)
        self.kept = store(database)
        self.replicas = [ManyWorkspaces(self.kept, rotator) for _ in range(2)]

    async def install(self, expires_in: int = 43_200) -> str:
        answer = await self.client.oauth_v2_access(code=self.slack.oauth_code("T1"))
        refresh, token = answer["refresh_token"], answer["access_token"]
        made = installation(token=token, bot_refresh_token=refresh, bot_token_expires_in=expires_in)
        await self.kept.async_save(made)
        return str(token)


@pytest_asyncio.fixture
async def rotating(database: AsyncEngine) -> AsyncIterator[Rotating]:
    manifest = {"display_information": {"name": "x"}, "settings": {"token_rotation_enabled": True}}
    async with LocalSlack(manifest) as slack:
        yield Rotating(slack, database)


async def test_a_token_that_lasts_is_not_renewed(rotating: Rotating) -> None:
    token = await rotating.install()
    assert await rotating.replicas[0].token("T1") == token


async def test_a_token_about_to_end_is_renewed_once_for_all_replicas(rotating: Rotating) -> None:
    old = await rotating.install(expires_in=60)
    asked = [replica.token("T1") for replica in rotating.replicas for _ in range(5)]
    tokens = set(await asyncio.gather(*asked))
    assert len(tokens) == 1
    assert old not in tokens
    renewals = [call for call in rotating.slack.calls("oauth.v2.access") if call["answer"]["ok"]]
    assert len(renewals) == 2


async def test_for_intake_a_token_is_read_and_never_renewed(rotating: Rotating) -> None:
    old = await rotating.install(expires_in=60)
    assert await rotating.replicas[0].stored("T1") == old
    assert len(rotating.slack.calls()) == 1


async def test_when_slack_does_not_renew_the_token_is_used_while_it_lasts(rotating: Rotating) -> None:
    old = await rotating.install(expires_in=60)
    rotating.slack.fail("oauth.v2.access", Fault.refusal("internal_error"))
    assert await rotating.replicas[0].token("T1") == old
    assert await rotating.replicas[0].token("T1") != old


async def test_a_team_that_left_has_no_token(rotating: Rotating) -> None:
    await rotating.install(expires_in=-60)
    rotating.slack.installs.uninstall("T1")
    with pytest.raises(NotInstalledError):
        await rotating.replicas[0].token("T1")
    with pytest.raises(NotInstalledError):
        await rotating.replicas[0].token("T2")
    assert await rotating.replicas[0].living_since("T1") is None


async def test_a_state_is_consumed_by_one_of_two_requests_at_once(database: AsyncEngine) -> None:
    states = States(600, database)
    state = await states.async_issue()
    assert sorted(await asyncio.gather(*(states.async_consume(state) for _ in range(5)))) == [False] * 4 + [
        True
    ]


async def test_a_slack_that_cannot_be_reached_leaves_the_token_while_it_lasts(rotating: Rotating) -> None:
    old = await rotating.install(expires_in=60)
    rotating.slack.fail("oauth.v2.access", Fault.connection_reset("before"))
    assert await rotating.replicas[0].token("T1") == old


async def test_a_token_that_ended_while_slack_is_away_is_undecided(rotating: Rotating) -> None:
    await rotating.install(expires_in=-60)
    rotating.slack.fail("oauth.v2.access", Fault.connection_reset("before"))
    with pytest.raises(UndecidedError):
        await rotating.replicas[0].token("T1")
