"""Says what is wrong with a YAML text in words for whoever keeps it, not in those of a parser."""

from __future__ import annotations

from knowledge.problems import Problem

CURLY = "\u201c\u201d\u2018\u2019\u201e"
# A piece of what PyYAML says, what that means, and what to do.
_MEANINGS = (
    (r"'\t'", "a tab where spaces belong", "use spaces, two for each step"),
    (
        "mapping values are not allowed",
        "a colon where none can be",
        "put a text that has a colon into straight quotes, and a space after each key's colon",
    ),
    (
        "could not find expected ':'",
        "a key without its colon",
        "write the key, a colon, a space; indent a text that goes on in the next line",
    ),
    (
        "expected <block end>",
        "begins in another column than its neighbours",
        "indent it like the entry before it, or put the text into straight quotes",
    ),
    ("expected ',' or", "a comma or a closing bracket is missing", "close each [ with ] and each { with }"),
    ("expected the node content", "a closing bracket is missing", "close each [ with ] and each { with }"),
    (
        "unexpected end of stream",
        "a quote that is never closed",
        "put a straight one at the end of the text",
    ),
    (
        "expected alphabetic or numeric character",
        "a text begins with a sign that YAML keeps for itself",
        "put the text into straight quotes",
    ),
    (
        "cannot start any token",
        "a text begins with a sign that YAML keeps for itself",
        "put the text into straight quotes",
    ),
)
_CURE = "correct it here; docs/knowledge.md has examples"


def yaml_problem(name: str, error: Exception, text: str) -> Problem:
    """The problem with its line; a quote that is never closed is at its beginning."""
    said = getattr(error, "problem", None) or "is nested too deeply to be read"
    mark = getattr(error, "problem_mark", None)
    if "unexpected end of stream" in said:
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        return Problem(name, "file", said, _CURE)
    what, cure = _meaning(said, text.splitlines()[mark.line : mark.line + 1])
    return Problem(name, f"line {mark.line + 1}", what, getattr(error, "cure", cure))


def _meaning(said: str, line: list[str]) -> tuple[str, str]:
    if any(sign in CURLY for sign in "".join(line)):
        return "curly quotes", "write straight ones"
    return next(((what, cure) for piece, what, cure in _MEANINGS if piece in said), (said, _CURE))
