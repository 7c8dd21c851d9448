"""The commands of python -m intents: read, evaluate, calibrate, check and benchmark."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from intents.benchmark import run_benchmark
from intents.calibrating import calibrate, load_lessons
from intents.checks import find_copies, find_few, find_strays
from intents.chosen import CALIBRATED_PATH, load_measured, save_chosen
from intents.corpora import BenchmarkError, Files
from intents.evaluation import HELDOUT_PATH, evaluate, figures, load_heldout, with_mistakes
from intents.gates import load_gates, missed
from intents.interpreter import Interpreter
from intents.report import report
from intents.speed import measure_speed
from intents.utterances import UTTERANCES_PATH, Corpus
from knowledge import DEFAULT_PATH, KnowledgeError, load

SHOWN = 100


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

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text)
        command.set_defaults(run=run)
        if name != "benchmark":
            command.add_argument("--knowledge", type=Path, default=DEFAULT_PATH)
            command.add_argument("--utterances", type=Path, default=UTTERANCES_PATH)
        return command

    add("read", _read, "print what each line of standard input is understood to mean")
    test = add("evaluate", _evaluate, "measure the engine on held-out sentences, and hold it to the gates")
    test.add_argument("--heldout", type=Path, default=HELDOUT_PATH)
    test.add_argument("--blind", action="store_true", help="print no sentence")
    keep = add("calibrate", _calibrate, "choose probabilities and thresholds out of fold; keep them")
    keep.add_argument("--to", type=Path, default=CALIBRATED_PATH)
    fast = add("speed", _speed, "time the interpreter beside scikit-learn's own pipeline")
    fast.add_argument("--heldout", type=Path, default=HELDOUT_PATH)
    add("check", _check, "look for near-copies and stray sentences among the utterances")
    corpus = add("benchmark", _benchmark, "train and measure on any corpus of JSON lines")
    corpus.add_argument("--train", type=Path, required=True)
    corpus.add_argument("--test", type=Path, required=True)
    for option in ("--valid", "--oos-train", "--oos-test"):
        corpus.add_argument(option, type=Path)
    return parser


def _read(chosen: argparse.Namespace) -> int:
    interpreter = _interpreter(chosen)
    for line in sys.stdin:
        print(json.dumps(asdict(interpreter.interpret(line.rstrip("\n"))), default=sorted))
    return 0


def _evaluate(chosen: argparse.Namespace) -> int:
    sentences, interpreter = load_heldout(chosen.heldout), _interpreter(chosen)
    results = evaluate(interpreter, sentences)
    once, twice = (with_mistakes(interpreter, sentences, mistakes) for mistakes in (1, 2))
    found = figures(results, once, twice) | load_measured()
    print(report(results, found, sentences=not chosen.blind))
    problems = [*missed(found, load_gates())]
    sys.stderr.write("".join(f"{problem}\n" for problem in problems))
    return 1 if problems else 0


def _calibrate(chosen: argparse.Namespace) -> int:
    lessons = load_lessons(load(chosen.knowledge), Corpus.load(chosen.utterances))
    numbers, measured = calibrate(lessons)
    save_chosen(lessons.key, numbers, measured, chosen.to)
    print(json.dumps(measured))
    return 0


def _speed(chosen: argparse.Namespace) -> int:
    texts = [one.text for one in load_heldout(chosen.heldout)]
    print(json.dumps(measure_speed(load(chosen.knowledge), Corpus.load(chosen.utterances), texts)))
    return 0


def _check(chosen: argparse.Namespace) -> int:
    """Too few sentences, near-copies and sentences far astray fail; others may be right, and hard."""
    corpus = Corpus.load(chosen.utterances)
    few, copies = [*find_few(corpus)], [*find_copies(corpus)]
    for one in few:
        print(f"{one.intent}: {one.count} utterances; write {one.asked - one.count} more, truly different")
    for pair in copies:
        print(f"{pair.intent}: '{pair.text}' is nearly '{pair.other}': keep one of them")
    strays = find_strays(load_lessons(load(chosen.knowledge), corpus))
    for stray in strays[:SHOWN]:
        print(f"{stray.intent}: '{stray.text}' sits nearer to {stray.nearer} (by {stray.lead:.1f})")
    return 1 if few or copies or any(stray.far for stray in strays) else 0


def _benchmark(chosen: argparse.Namespace) -> int:
    files = Files(chosen.train, chosen.test, chosen.valid, chosen.oos_train, chosen.oos_test)
    print(json.dumps(run_benchmark(files)))
    return 0


def _interpreter(chosen: argparse.Namespace) -> Interpreter:
    return Interpreter.build(load(chosen.knowledge), Corpus.load(chosen.utterances))


if __name__ == "__main__":
    sys.exit(main())
