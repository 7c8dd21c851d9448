"""The flame graph: what py-spy saw, folded by module and library, and drawn without any path."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from benchmarks.flame import build_parser, main
from benchmarks.flame_drawing import draw
from benchmarks.flame_stacks import fold

ROOT = Path(__file__).parents[2]
LOOP = "thread (7): MainThread;main (bot/__main__.py:1);run (asyncio/runners.py:118)"
SAMPLES = [
    f"{LOOP};take (bot/listeners/worker.py:3);think (bot/listeners/worker.py:9);r (intents/a.py:2) 6",
    f"{LOOP};run_asgi (uvicorn/protocols/http.py:4);call (uvicorn/x.py:5);f (bot/listeners/guard.py:1) 3",
    f"{LOOP};dumps (json/__init__.py:231) 1",
    "thread (8): writer;run (threading.py:1);wait (bot/storage/group_commit.py:4) 50",
]


def test_neighbours_of_one_module_or_library_are_one_box() -> None:
    root = fold(SAMPLES)
    assert root.count == 10
    assert {name: one.count for name, one in root.below.items()} == {
        "listeners/worker": 6,
        "uvicorn": 3,
        "Python": 1,
    }
    assert list(root.below["listeners/worker"].below) == ["intents/a"]
    assert root.below["uvicorn"].below["listeners/guard"].room == "bot/listeners"


def test_a_box_is_as_wide_as_its_share() -> None:
    drawn = draw(fold(SAMPLES))
    assert "<title>listeners/worker: 60.0 %</title>" in drawn
    widths = [float(width) for width in re.findall(r'width="([\d.]+)" height="17"', drawn)]
    assert widths[0] == 1180.0
    assert widths[1] == 708.0


def test_the_picture_in_the_documents_is_plain_svg_without_paths_and_small() -> None:
    text = (ROOT / "docs" / "flame.svg").read_text()
    assert ET.fromstring(text).tag.endswith("svg")  # noqa: S314 (our own file)
    assert len(text) < 200_000
    assert not re.search(r"<script|/root/|/home/|/work/|/tmp/|site-packages|href", text)


def test_without_the_profiler_it_says_how_to_get_it(monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    async def sample(_: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr("benchmarks.flame.sample", sample)
    monkeypatch.setattr("sys.argv", ["flame"])
    assert main() == 2
    assert "pip install py-spy" in capsys.readouterr().err
    assert build_parser().parse_args([]).out == Path("docs/flame.svg")
