"""What the documents say is held to the code."""

import re
from pathlib import Path

import pytest
from sqlalchemy import inspect

from benchmarks.bots import build_parser
from benchmarks.contestants import BOTS, OURS
from bot.__main__ import main
from bot.playground.__main__ import main as playground_main
from bot.settings import Settings
from bot.storage import migrate, open_engine, parse_database_url
from intents.__main__ import main as intents_main
from knowledge.__main__ import main as knowledge_main

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
RUNNABLE = re.compile(r"python -m (knowledge|intents|bot(?:\.playground)?)(?: ([a-z]+)\b(?!/))?")
COMMANDS = sorted({found.groups("") for file in DOCUMENTS for found in RUNNABLE.finditer(file.read_text())})
MAIN = {"knowledge": knowledge_main, "intents": intents_main, "bot": main, "bot.playground": playground_main}


async def test_the_privacy_page_names_every_table_and_no_other(database_url: str) -> None:
    named = re.findall(r"^\| `(\w+)` \|", (ROOT / "PRIVACY.md").read_text(), re.MULTILINE)
    engine = open_engine(parse_database_url(database_url))
    await migrate(engine)
    async with engine.connect() as connection:
        await connection.execution_options(maintenance="test")
        tables = await connection.run_sync(lambda one: inspect(one).get_table_names())
    await engine.dispose()
    assert sorted(named) == sorted({*tables} - {"alembic_version"})


@pytest.mark.parametrize(("module", "name"), COMMANDS, ids=" ".join)
def test_every_command_in_a_document_exists(
    module: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        MAIN[module]([*name.split(), "--help"])
    assert ended.value.code == 0
    assert f"python -m {module} {name}".strip() in capsys.readouterr().out


def test_the_readme_names_every_command() -> None:
    named = re.findall(r"^\| `python -m bot (\w+)", (ROOT / "README.md").read_text(), re.MULTILINE)
    with_help = main.__globals__["_parser"]().format_help()
    assert sorted(named) == sorted(re.findall(r"^    (\w+) ", with_help, re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_make_target_in_a_document_is_in_the_makefile(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text().replace("$(VENV)", ".venv")
    named = re.findall(r"(?:^|[`= ])make (\.?[a-z]+(?:[-/.][a-z]+)*)(?=`|\n|  )", document.read_text())
    assert [name for name in named if not re.search(rf"^{re.escape(name)}:", makefile, re.MULTILINE)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_path_in_a_document_is_there(document: Path) -> None:
    """Those in backquotes that begin with one of our folders; `<...>` stands for a name."""
    named = re.findall(r"`((?:bot|intents|knowledge|tests|benchmarks|docs)/[\w./]+)`", document.read_text())
    assert [path for path in named if not (ROOT / path).exists() and "handling_conflict" not in path] == []


@pytest.mark.parametrize(
    "command", re.findall(r"`python -m benchmarks\.bots([^`]*)`", (ROOT / "docs/performance.md").read_text())
)
def test_every_benchmark_in_the_page_on_performance_can_be_run(command: str) -> None:
    assert build_parser().parse_args(command.split()).rounds > 0


def test_the_page_on_performance_names_every_bot() -> None:
    page = (ROOT / "docs/performance.md").read_text()
    assert [bot.name for bot in BOTS if f"`{bot.name}`" not in page and bot.name != OURS] == []


def test_the_example_of_the_environment_names_every_setting_and_no_other() -> None:
    named = re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_the_readme_names_every_setting_and_no_other() -> None:
    rows = re.findall(r"^\| (`[A-Z_]+`.*?) \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    named = re.findall(r"`([A-Z_]+)`", " ".join(rows))
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)
