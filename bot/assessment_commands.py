"""The commands `score` and `quiz`: the files they read and write, and what stops them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.advisor.assessment import Attempt, Quiz, decode, encode
from bot.quiz_terminal import QuizTerminal
from bot.score_batch import score_batch
from knowledge import Knowledge


class UnfitError(ValueError):
    """A file from which no attempt can go on. The message says why."""


def run_score(knowledge: Knowledge, batch: Path) -> int:
    """Prints a line for each of the file. 2 when the file cannot be read."""
    quiz = Quiz.build(knowledge)
    try:
        # Not splitlines(): an id may hold U+2028 and the like, and stays one line of JSON.
        lines = batch.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError as error:
        return _stop(f"{batch}: {error.strerror}; name a file of JSON lines")
    for line in score_batch(quiz, lines):
        print(line)
    return 0


def run_quiz(
    knowledge: Knowledge, seed: int, save: Path | None, resume: Path | None, lines: Iterable[str]
) -> int:
    """Asks until the result, a pause or the end of `lines`. 2 when a file cannot be read or written."""
    quiz = Quiz.build(knowledge)
    terminal = QuizTerminal(quiz, lambda attempt: _save(attempt, save))
    try:
        attempt = _resumed(quiz, resume, str(seed)) if resume else quiz.start(str(seed))
        for line in terminal.run(attempt, lines):
            print(line, flush=True)
    except OSError as error:
        return _stop(f"{error.filename}: {error.strerror}; name a file that can be read and written")
    except UnfitError as error:
        return _stop(f"{resume}: {error}")
    return 0


def _resumed(quiz: Quiz, file: Path, seed: str) -> Attempt:
    try:
        attempt = decode(file.read_text(encoding="utf-8", errors="replace"))
    except ValueError as error:
        raise UnfitError(str(error)) from None
    if not quiz.fits(attempt):
        raise UnfitError(f"was answered in version {attempt.version} of the questions; start a new one")
    if attempt.seed != seed:
        print(f"{file}: goes on with its own seed {attempt.seed}, not {seed}", file=sys.stderr)
    return attempt


def _save(attempt: Attempt, file: Path | None) -> None:
    """Written beside it and then moved: a process that is killed leaves the last whole state."""
    if file is None:
        return
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    fresh.write_text(encode(attempt) + "\n", encoding="utf-8")
    fresh.replace(file)


def _stop(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
