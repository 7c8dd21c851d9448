"""Simulates the fit assessment: `python -m benchmarks.assessment [--respondents N] [--jobs N] [--seed N]`.

Every respondent goes through the engine itself, question by question; each figure stands beside its goal.
What the figures rest on stands in `benchmarks/respondents.py`; above all, clicking times are assumed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from benchmarks.figures import honest_figures, mood_figures, random_figures, straight_figures
from benchmarks.respondents import Chooser, Crowd, honest, random_clickers
from bot.advisor.assessment import Band, Flag, Quiz
from knowledge import DEFAULT_PATH
from knowledge.assessment import Assessment
from knowledge.loader import read_yaml

LOADINGS = (0.5, 0.6, 0.7)


@dataclass(frozen=True)
class Record:
    """What came of one attempt, next to what was true."""

    theta: float
    level: float
    mean: float
    sd: float
    chances: tuple[float, ...]
    band: Band | None
    plausible: tuple[Band, Band]
    neither: bool
    flags: tuple[Flag, ...]
    pairs: int
    statements: int
    clicks: int


def load_assessment() -> Assessment:
    file = DEFAULT_PATH / "assessment.yaml"
    return Assessment.model_validate(read_yaml(file, file.name)["assessment"])


def take(
    quiz: Quiz, seed: str, choose: Chooser, milliseconds: Callable[[], int], truth: tuple[float, float]
) -> Record:
    """One attempt from the first question to the result."""
    attempt = quiz.start(seed)
    while question := quiz.question(attempt):
        first_is_left = question.shown[:1] == tuple(_first_option(quiz, question.item))
        choice = choose(question.item, first_is_left, question.repeat)
        attempt = quiz.answer(attempt, question.step, choice, milliseconds())
    result = quiz.result(attempt)
    finding, score = result.finding, result.finding.score
    return Record(
        *truth, score.theta, score.sd, score.p_bands, finding.band, finding.plausible, finding.neither,
        result.flags, finding.pairs, finding.answered - finding.pairs, len(attempt.responses),
    )  # fmt: skip


def _first_option(quiz: Quiz, item: str) -> list[str]:
    return [pair.options[0].text for pair in quiz.assessment.pairs if pair.id == item]


def run_crowd(assessment: Assessment, name: str, count: int, seed: int) -> tuple[str, list[Record]]:
    """A whole crowd; a function of its name, so that a process of its own can run it."""
    quiz = Quiz(assessment)
    crowd = build_crowd(name, assessment, count, seed)
    people = range(count)
    return name, [
        take(
            quiz,
            f"{seed}-{name}-{one}",
            crowd.chooser(one),
            partial(crowd.milliseconds, one),
            crowd.truth(one),
        )
        for one in people
    ]


def build_crowd(name: str, assessment: Assessment, count: int, seed: int) -> Crowd:
    kind, _, value = name.partition(" ")
    match kind:
        case "honest":
            return honest(assessment, count, seed, loading=float(value))
        case "agreeing":
            return honest(assessment, count, seed, loading=float(value), urge=0.6)
        case "uneven":
            return honest(assessment, count, seed, loading=float(value), offset=0.2)
        case "mood":
            return honest(assessment, count, seed, loading=0.6, mood=float(value))
        case _:
            return random_clickers(assessment, count, seed, hurried=value == "hurried")


def run_straight(assessment: Assessment, count: int) -> list[Record]:
    """People who press one and the same button, whatever is asked."""
    quiz = Quiz(assessment)
    people = [(button, number) for button in range(5) for number in range(count)]
    return [
        take(quiz, f"{number}", lambda *_, b=button: b, lambda: 6000, (0.0, 0.0)) for button, number in people
    ]


CROWDS = (
    *(f"honest {loading}" for loading in LOADINGS),
    "agreeing 0.6",
    "uneven 0.6",
    "mood 0.8",
    "mood 0.9",
    "random hurried",
    "random unhurried",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every figure meets its goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.assessment", description=__doc__)
    parser.add_argument("--respondents", type=int, default=20_000, help="in each crowd (default: 20000)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    started = time.monotonic()
    count, assessment = options.respondents, load_assessment()
    with ProcessPoolExecutor(options.jobs) as pool:
        futures = [pool.submit(run_crowd, assessment, name, count, options.seed) for name in CROWDS]
        straight = pool.submit(run_straight, assessment, max(1, count // 20))
        crowds = dict(future.result() for future in futures)
    figures = [
        *honest_figures(crowds, LOADINGS),
        *mood_figures(crowds),
        *random_figures(crowds),
        *straight_figures(straight.result()),
    ]
    for figure in figures:
        print(figure)
    seconds = time.monotonic() - started
    print(f"{count} respondents in each of {len(crowds)} crowds, seed {options.seed}, {seconds:.0f} s")
    return int(not all(figure.ok for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
