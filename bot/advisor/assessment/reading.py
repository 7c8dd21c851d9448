"""Reads a typed text as an answer: 'b, a lot', '3', 'neutral', 'agree', 'back'. Anything else is none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from rapidfuzz.distance import OSA

from intents.words import load_english
from knowledge.assessment_wording import TypedWords

LONGEST = 120  # characters; a pasted option with its degree still fits
TYPO_LETTERS = 4  # shorter words are too easily another word
TWO_TYPOS_LETTERS = 8
WORD = re.compile(r"[a-z0-9]+")
NOT_A_CHOICE = re.compile(r"-\s*\d|\d[.,]\d")
SAME = 2
FILLER = "filler"  # nothing is taken for a slip of these words


class Do(StrEnum):
    """What can be done instead of answering."""

    BACK = "back"
    SKIP = "skip"
    PAUSE = "pause"
    FINISH = "finish"


Reading = int | Do | None


class Reader:
    """Every word of the text has to be known, so that a question about the roles is never an answer."""

    def __init__(self, typed: TypedWords) -> None:
        fields = {name: getattr(typed, name) for name in type(typed).model_fields}
        numbers = fields.pop("numbers")
        meanings = {phrase: name for name, phrases in fields.items() for phrase in phrases}
        meanings |= {word: str(place) for place, word in enumerate(numbers, 1)}
        meanings |= {str(place): str(place) for place in range(1, len(numbers) + 1)}
        self._meanings = {tuple(phrase.split()): meaning for phrase, meaning in meanings.items()}
        self._longest = max(map(len, self._meanings))
        self._words = frozenset(word for phrase in self._meanings for word in phrase)
        idle = {word for phrase, one in self._meanings.items() if one == FILLER for word in phrase}
        self._telling = sorted(word for word in self._words - idle if len(word) >= TYPO_LETTERS)

    def read(self, text: str, style: str, shown: Iterable[str]) -> Reading:
        """A button from the left (0 to 4), something to do, or None. A side alone is 'a bit more' of it."""
        if len(text) > LONGEST or NOT_A_CHOICE.search(text):
            return None
        plain = plain_words(text)
        lettered = _with_letters(plain, shown)
        if "?" in text and lettered == plain:  # an option may have one of its own
            return None
        said = self._said(tuple(map(self._corrected, lettered.split())))
        if said is None or "other" in said:
            return None
        doing = {Do(one) for one in said if one in set(Do)}
        if doing:
            rest = {one for one in said if one != "than"} - doing
            return doing.pop() if len(doing) == 1 and not rest else None
        return _of_pair(said) if style == "graded_pair" else _of_statement(set(said))

    def _said(self, words: tuple[str, ...]) -> list[str] | None:
        """The meanings in order, longest phrases first; None where a word has none."""
        said: list[str] = []
        start = 0
        while start < len(words):
            ends = range(min(len(words), start + self._longest), start, -1)
            end = next((end for end in ends if words[start:end] in self._meanings), None)
            if end is None:
                return None
            said.append(self._meanings[words[start:end]])
            start = end
        return [meaning for meaning in said if meaning != FILLER]

    def _corrected(self, word: str) -> str:
        """The known word that is one slip away, unless what was typed is a word itself."""
        if len(word) < TYPO_LETTERS or word in self._words or word in load_english():
            return word
        distance, known = min((OSA.distance(word, known), known) for known in self._telling)
        slips = 1 if len(word) < TWO_TYPOS_LETTERS else 2
        # In short words a letter may be missing or two may be swapped; another letter makes another word.
        is_short = len(word) == TYPO_LETTERS and len(known) == len(word) and sorted(known) != sorted(word)
        return word if distance > slips or is_short else known


def plain_words(text: str) -> str:
    return " ".join(WORD.findall(re.sub("['\u2019]", "", text.lower())))


def _with_letters(plain: str, shown: Iterable[str]) -> str:
    """An option that was pasted or typed out stands for its letter."""
    for letter, option in zip("ab", shown, strict=False):
        plain = plain.replace(plain_words(option), letter)
    return plain


def _of_pair(said: list[str]) -> int | None:
    found = set(said)
    sides, degrees = found & {"first", "second"}, found & {"much", "bit"}
    numbers = {int(one) - 1 for one in found if one.isdigit()}
    if found & {"agree", "disagree", "never"} or len(degrees) > 1 or (numbers and degrees and not sides):
        return None
    choices = set(numbers)
    if "same" in found and len(sides) != 1:
        choices.add(SAME)
    elif sides:
        choices.add(_of_side(said, bit="much" not in degrees) if "same" not in found else -1)
    return _only(choices)


def _of_side(said: list[str], *, bit: bool) -> int:
    """'a over b' prefers a. -1 where both sides are named and neither is preferred."""
    before = said[: said.index("than")] if "than" in said else said
    sides = {one for one in before if one in {"first", "second"}} or {"first", "second"} & set(said)
    if len(sides) > 1:
        return -1
    return (0 + bit) if sides == {"first"} else (4 - bit)


def _of_statement(found: set[str]) -> int | None:
    opinions, degrees = found & {"agree", "disagree", "never", "same"}, found & {"much", "bit"}
    choices = {int(one) - 1 for one in found if one.isdigit()}
    if found & {"first", "second", "than"} or len(opinions) > 1 or len(degrees) > 1:
        return None
    if choices and degrees and not opinions:
        return None
    if opinions or degrees:
        choices.add(_of_opinion(opinions.pop() if opinions else "agree", much="much" in degrees))
    return _only(choices)


def _of_opinion(opinion: str, *, much: bool) -> int:
    places = {"never": 0, "disagree": 1 - much, "same": SAME, "agree": 3 + much}
    return places[opinion]


def _only(choices: set[int]) -> int | None:
    """The choice that everything said agrees on."""
    return choices.pop() if len(choices) == 1 and -1 not in choices else None
