"""The commands of python -m intents: evaluate, benchmark, and reading single texts as JSON lines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from intents.benchmark import BenchmarkError, Files, run_benchmark
from intents.evaluation import HELDOUT_PATH, evaluate, load_heldout, report
from intents.interpreter import Interpreter
from knowledge import DEFAULT_PATH, KnowledgeError, load


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except (KnowledgeError, BenchmarkError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m intents", description=__doc__)
    commands = parser.add_subparsers(required=True)
    ask = commands.add_parser("read", help="print what each line of standard input is understood to mean")
    ask.set_defaults(run=_read)
    test = commands.add_parser("evaluate", help="measure the engine on the held-out sentences")
    test.add_argument("--heldout", type=Path, default=HELDOUT_PATH)
    test.set_defaults(run=_evaluate)
    for command in (ask, test):
        command.add_argument("--knowledge", type=Path, default=DEFAULT_PATH)
    _add_benchmark(commands.add_parser("benchmark", help="train and measure on any corpus of JSON lines"))
    return parser


def _add_benchmark(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    for name in ("--valid", "--oos-train", "--oos-test"):
        parser.add_argument(name, type=Path)
    parser.set_defaults(run=_benchmark)


def _read(chosen: argparse.Namespace) -> int:
    interpreter = Interpreter.build(load(chosen.knowledge))
    for line in sys.stdin:
        print(json.dumps(asdict(interpreter.interpret(line.rstrip("\n"))), default=sorted))
    return 0


def _evaluate(chosen: argparse.Namespace) -> int:
    sentences = load_heldout(chosen.heldout)
    print(report(evaluate(Interpreter.build(load(chosen.knowledge)), sentences)))
    return 0


def _benchmark(chosen: argparse.Namespace) -> int:
    files = Files(chosen.train, chosen.test, chosen.valid, chosen.oos_train, chosen.oos_test)
    print(json.dumps(run_benchmark(files)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
