"""What every test may ask for: the knowledge, the engine trained on it, and databases of both kinds."""

from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from bot.advisor import Advisor
from intents import Interpreter
from knowledge import Knowledge, load
from tests.postgres import Postgres, find_binaries

pytest_plugins = ["bot.playground.pytest_plugin"]

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache"


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="session")
def interpreter(knowledge: Knowledge) -> Interpreter:
    """Trained by the first process that asks, and read by the others: at once they would each train it."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "lock").open("w") as file:
        flock(file, LOCK_EX)
        return Interpreter.build(knowledge, cache_dir=CACHE)


@pytest.fixture(scope="session")
def advisor(knowledge: Knowledge, interpreter: Interpreter) -> Advisor:
    return Advisor(knowledge, interpreter, {"contact": knowledge.phrases.no_contact})


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A private cluster on a free port of 127.0.0.1, gone with the tests."""
    if find_binaries() is None:
        pytest.skip("PostgreSQL is not installed on this machine: apt-get install postgresql")
    cluster = Postgres(tmp_path_factory.mktemp("postgres"))
    cluster.start()
    yield cluster
    cluster.stop("immediate")  # thrown away: writing hundreds of databases to disk takes a minute


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    cluster: Postgres = request.getfixturevalue("postgres")
    return cluster.new_database()
