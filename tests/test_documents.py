"""What the documents say is held to the code."""

import re
from pathlib import Path

import pytest
from sqlalchemy import inspect

from bot.__main__ import main
from bot.settings import Settings
from bot.storage import migrate, open_engine, parse_database_url

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


async def test_the_privacy_page_names_every_table_and_no_other(database_url: str) -> None:
    named = re.findall(r"^\| `(\w+)` \|", (ROOT / "PRIVACY.md").read_text(), re.MULTILINE)
    engine = open_engine(parse_database_url(database_url))
    await migrate(engine)
    async with engine.connect() as connection:
        await connection.execution_options(maintenance="test")
        tables = await connection.run_sync(lambda one: inspect(one).get_table_names())
    await engine.dispose()
    assert sorted(named) == sorted({*tables} - {"alembic_version"})


@pytest.mark.parametrize(
    "name", re.findall(r"^\| `python -m bot (\w+)", (ROOT / "README.md").read_text(), re.MULTILINE)
)
def test_every_command_in_the_readme_exists(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"python -m bot {name}" in capsys.readouterr().out


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("name", ["make demo", "make test", "make check"])
def test_the_doors_are_in_the_makefile(name: str) -> None:
    target = name.removeprefix("make ")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_the_readme_names_every_setting_and_no_other() -> None:
    rows = re.findall(r"^\| (`[A-Z_]+`.*?) \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    named = re.findall(r"`([A-Z_]+)`", " ".join(rows))
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)
