"""Measures the classifier on public corpora: `python -m benchmarks.corpora FOLDER [--only NAME ...]`.

FOLDER holds checkouts of the repositories that `benchmarks/repositories.py` reads, each under its own name;
where one is missing, the command says how to get it. They are not ours and stay out of this repository.
Prints one line of JSON for each corpus, and at the end a table beside the goals and the published figures.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.repositories import (
    MissingCorpusError,
    Pairs,
    Split,
    read_banking,
    read_braun,
    read_clinc,
    read_few_shot,
)
from intents.benchmark import Figures, run_benchmark
from intents.corpora import Files


@dataclass(frozen=True, slots=True)
class Corpus:
    """`goal` is an accuracy in percent."""

    name: str
    read: Callable[[Path], Split]
    goal: float | None = None
    published: str = "-"


CORPORA = (
    Corpus("CLINC150", read_clinc("data_full"), 94.0, "SVM 91.0, USE 93.5, BERT 96.9"),
    Corpus("CLINC150 OOS+", read_clinc("data_oos_plus"), 94.0, "SVM 90.1, USE 94.1, BERT 96.7"),
    Corpus("BANKING77", read_banking, 92.7, "USE 92.8, BERT 93.7"),
    Corpus("HWU64", read_few_shot("HWU64", "train"), 90.0, "USE 91.3, BERT 92.1"),
    Corpus("CLINC150 10-shot", read_few_shot("CLINC150", "train_10"), 85.5, "USE 90.9, RoBERTa 91.6"),
    Corpus("BANKING77 10-shot", read_few_shot("BANKING77", "train_10"), 81.0, "USE 84.2, RoBERTa 84.3"),
    Corpus("HWU64 10-shot", read_few_shot("HWU64", "train_10"), 76.0, "USE 83.8, RoBERTa 82.9"),
    Corpus("Braun Chatbot", read_braun("Chatbot"), None, "Rasa 98, Watson 97, best 100"),
    Corpus("Braun AskUbuntu", read_braun("AskUbuntu"), None, "Rasa 86, Watson 92, best 93"),
    Corpus("Braun WebApplications", read_braun("WebApplications"), None, "Rasa 74, Watson 83, best 86"),
)
BRAUN = Corpus("Braun average", read_braun(""), 93.0, "Rasa 86, Watson 91, best 93")
BRAUN_CORPORA = 3
COLUMNS = ("corpus", "accuracy", "goal", "published", "AUROC", "OOS recall (accepted)", "fit s")


def measure(split: Split) -> Figures:
    """The threshold of the out-of-scope recall is set on the validation part, where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [_write(Path(folder) / name, getattr(split, name)) for name in ("train", "test", "valid")]
        train, test, valid = paths
        return run_benchmark(Files(train, test, valid if split.valid else None))


def _write(path: Path, pairs: Pairs) -> Path:
    lines = [json.dumps({"text": text, "intent": intent}) for text, intent in pairs]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def table(found: Mapping[str, Figures]) -> str:
    rows = [_row(one, found[one.name]) for one in CORPORA if one.name in found]
    braun = [figures["accuracy"] or 0.0 for name, figures in found.items() if name.startswith("Braun")]
    if len(braun) == BRAUN_CORPORA:
        rows.append(_row(BRAUN, {"accuracy": sum(braun) / len(braun)}))
    lines = [COLUMNS, ("---",) * len(COLUMNS), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(corpus: Corpus, found: Figures) -> tuple[str, ...]:
    goal = "-" if corpus.goal is None else f"{corpus.goal:.1f}"
    auroc, recall, accepted = (found.get(one) for one in ("oos_auroc", "oos_recall", "inscope_accept"))
    outside = ("-", "-") if auroc is None else (f"{auroc:.3f}", f"{_percent(recall)} ({_percent(accepted)})")
    fit = found.get("fit_seconds")
    seconds = "-" if fit is None else f"{fit:.0f}"
    return (corpus.name, _percent(found["accuracy"]), goal, corpus.published, *outside, seconds)


def _percent(share: float | None) -> str:
    return f"{100 * (share or 0.0):.1f}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpora", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=[one.name for one in CORPORA], metavar="NAME")
    chosen = parser.parse_args(arguments)
    found: dict[str, Figures] = {}
    for one in CORPORA:
        if chosen.only and one.name not in chosen.only:
            continue
        try:
            found[one.name] = measure(one.read(chosen.folder))
        except MissingCorpusError as problem:
            parser.error(str(problem))
        print(json.dumps({"corpus": one.name, **found[one.name]}), flush=True)
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
