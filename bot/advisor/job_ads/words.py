"""Cuts the text of an ad into clauses of words, with the place of each word in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from intents import stem

# A line that goes on in lower case is only wrapped. Nothing here can backtrack badly.
_PIECE = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[.;:!?,()]|\n(?![ \t]{0,20}[a-z])")
_ENDS = frozenset(".;:!?()\n")
_QUOTES = "\u2018\u2019\u02bc"
# British and American spelling meet; that "enterprise" changes too does no harm, as it changes everywhere.
_ISE = re.compile(r"(?<=[a-z]{3})is(?=e[ds]?$|ing$|ation$)")


class Word(NamedTuple):
    """`form` is how cues spell it: its stem, in one spelling. `raw` is the word in lower case."""

    form: str
    start: int
    end: int
    raw: str


COMMA = ","
Clause = list[Word]


def clauses(text: str) -> Iterator[Clause]:
    """Sentences, lines of a list, and what stands in brackets. Commas stay in as words of their own."""
    clause: Clause = []
    for mark in _QUOTES:
        text = text.replace(mark, "'")
    for found in _PIECE.finditer(text):
        piece = found.group()
        if piece in _ENDS:
            if clause:
                yield clause
            clause = []
        else:
            raw = piece.lower()
            clause.append(Word(form(raw), *found.span(), raw))
    if clause:
        yield clause


@lru_cache(maxsize=20_000)
def form(word: str) -> str:
    return stem(_ISE.sub("iz", word.removesuffix("'s")).replace("our", "or"))


def forms(words: str) -> tuple[str, ...]:
    """Of a phrase in the knowledge file."""
    return tuple(form(word) for word in words.split())
