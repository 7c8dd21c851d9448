"""The doctor names each broken configuration in one line with its cure, and never shows a value."""

import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import yaml
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import text

from bot.doctor import Finding, examine, misspelt, unreadable
from bot.doctor.slack import examine_slack
from bot.listeners import build_manifest
from bot.playground import Fault, LocalSlack
from bot.settings import Settings, given_names, read_settings
from bot.storage import Sealer, migrate, open_engine, parse_database_url
from bot.tenancy import Installations

CASES = yaml.safe_load((Path(__file__).parents[2] / "data" / "doctor.yaml").read_text())


@pytest.fixture
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    return getattr(request, "param", {})


@pytest_asyncio.fixture
async def slack(case: dict[str, Any]) -> AsyncIterator[LocalSlack]:
    manifest = build_manifest()
    if "scopes" in case:
        manifest["oauth_config"]["scopes"] = {"bot": case["scopes"]}
        manifest["settings"]["event_subscriptions"]["bot_events"] = []
    async with LocalSlack(manifest) as slack:
        if fault := case.get("slack"):
            kind = Fault.html() if fault.get("html") else Fault.refusal(fault["error"])
            slack.fail(fault["method"], kind)
        yield slack


@pytest.fixture
def surroundings(
    slack: LocalSlack, case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The environment of a whole configuration, and then of the broken one. The path of its database."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    whole = {**slack.environment, "DATABASE_URL": f"sqlite:///{tmp_path / 'test.db'}", "CONTACT": "@dana"}
    for name, value in (whole | case.get("set", {})).items():
        monkeypatch.setenv(name, value)
    for name in case.get("unset", ()):
        monkeypatch.delenv(name, raising=False)
    if "dotenv" in case:
        (tmp_path / ".env").write_text(case["dotenv"], encoding="latin-1")
    return tmp_path / "test.db"


async def found(database: Path, kind: str | None) -> list[Finding]:
    if kind == "garbage":
        database.write_text("this is not a database at all, " * 100)  # noqa: ASYNC240
    else:
        engine = open_engine(parse_database_url(f"sqlite:///{database}"))
        await migrate(engine)
        if kind == "old":
            async with engine.begin() as connection:
                await connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        if kind == "other key":
            kept = Installations("1.2", engine, Sealer(["another key, that the settings lack"]))
            await kept.async_save(
                Installation(user_id="U1", app_id="A1", team_id="T1", bot_token="xoxb-canary")
            )
        await engine.dispose()
    settings, mistakes = read_settings()
    findings = await examine(settings) if settings else unreadable(mistakes)
    return findings + misspelt(given_names())


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES], indirect=True)
async def test_a_broken_configuration_is_named_with_its_cure(
    case: dict[str, Any], surroundings: Path
) -> None:
    findings = await found(surroundings, case.get("database"))
    wrong = [finding for finding in findings if finding.is_broken]
    assert [finding.thing for finding in wrong] == [case["names"]]
    assert case["cure"] in str(wrong[0])
    assert case.get("notes", "") in "".join(str(one) for one in findings)
    assert "canary" not in "".join(str(one) for one in findings).replace("/nowhere/canary", "")


async def test_a_whole_configuration_is_in_order(surroundings: Path) -> None:
    findings = await found(surroundings, None)
    assert {one.thing for one in findings if one.cure} == set()
    assert {"SLACK_BOT_TOKEN", "scopes", "clock", "DATABASE_URL", "KNOWLEDGE_PATH"} <= {
        one.thing for one in findings
    }


async def test_there_are_at_least_twenty_broken_configurations() -> None:
    assert len(CASES) >= 20


async def test_a_place_where_nothing_can_be_kept_is_noted(
    surroundings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    surroundings.with_name("file").touch()
    monkeypatch.setenv("CACHE_PATH", str(surroundings.with_name("file") / "cache"))
    (finding,) = [one for one in await found(surroundings, None) if one.thing == "CACHE_PATH"]
    assert not finding.is_broken
    assert "trains" in finding.cure


def test_only_names_like_a_setting_that_is_not_set_are_noted() -> None:
    given = {"SLACK_BOT_TOKN", "LOG_LEVEL", "LOG_LEVELS", "PATH", "HOME"}
    assert [str(one) for one in misspelt(given)] == [
        "note   SLACK_BOT_TOKN: no such setting; did you mean SLACK_BOT_TOKEN?"
    ]


@pytest.mark.parametrize(
    ("ahead", "state"), [(0, "ok"), (100, "note"), (-100, "note"), (300, "broken"), (-300, "broken")]
)
async def test_the_clock_is_compared_with_the_one_of_slack(
    ahead: float, state: str, surroundings: Path
) -> None:
    settings, _ = read_settings()
    assert settings
    findings = await examine_slack(settings, lambda: time.time() + ahead)
    (clock,) = [str(one) for one in findings if one.thing == "clock"]
    assert clock.startswith(state)


async def test_a_database_that_is_not_there_is_not_made(surroundings: Path) -> None:
    settings, _ = read_settings()
    assert settings
    (finding,) = [one for one in await examine(settings) if one.thing == "DATABASE_URL"]
    assert "python -m bot migrate" in finding.cure
    assert not surroundings.exists()  # noqa: ASYNC240
