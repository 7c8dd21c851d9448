"""`python -m knowledge [PATH]` checks a knowledge file, one line a problem; `--schema` prints its schema."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge.loader import DEFAULT_PATH, load
from knowledge.problems import KnowledgeError
from knowledge.schema import build_schema


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the knowledge is whole, 1 with one line a problem when it is not."""
    parser = argparse.ArgumentParser(prog="python -m knowledge", description="checks a knowledge file")
    parser.add_argument("path", nargs="?", type=Path, default=DEFAULT_PATH, help="a YAML file or a folder")
    parser.add_argument("--schema", action="store_true", help="print the JSON schema for editors")
    options = parser.parse_args(arguments)
    if options.schema:
        print(json.dumps(build_schema(), indent=2))
        return 0
    return _check(options.path)


def _check(path: Path) -> int:
    try:
        knowledge = load(path)
    except KnowledgeError as error:
        print(error)
        return 1
    counts = (
        f"{len(knowledge.facts)} facts",
        f"{len(knowledge.topics)} topics",
        f"{len(knowledge.roles)} roles",
    )
    print(f"{path}: {', '.join(counts)}: whole", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
