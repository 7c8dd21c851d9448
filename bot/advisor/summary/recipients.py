"""Finds out whether a person wants something passed on to somebody they name."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from knowledge.summaries import RecipientWords

READ = 2_000
ME = "me"

# A mention of somebody stands as "@" in a text whose markup was taken off.
_TOKENS = re.compile(r"[a-z0-9]+|@")


def names_somebody(text: str, words: RecipientWords) -> bool:
    """Whether something is to go to a name, and not to the person who asks: "send it to jonas"."""
    said = _tokens(text)
    return ME not in said and any(_goes_on(said[place:], words) for place in range(len(said)))


def is_order_to_pass_on(text: str, words: RecipientWords) -> bool:
    """Whether the message as a whole is such an order, however the classifier would read it."""
    said = _tokens(text)
    while said and said[0] in words.polite:
        said = said[1:]
    return ME not in said and _goes_on(said, words)


def _goes_on(said: Sequence[str], words: RecipientWords) -> bool:
    """Whether `said` begins with a verb, and a name and what it gets, or a thing and to whom it goes."""
    verb, rest = said[:1], said[1:]
    if verb and verb[0] in words.givers and _begins_with_gift(rest, words):
        return True
    links = {way.link for way in words.ways if verb and verb[0] in way.verbs}
    things = [place for place, one in enumerate(rest) if one in words.things]
    return bool(links) and any(_leads_to_name(rest[place + 1 :], links, words) for place in things)


def _begins_with_gift(said: Sequence[str], words: RecipientWords) -> bool:
    """A first name, perhaps a last one, and "the summary", "my last results", "it"."""
    names = 2 if _is_name(said[1:2], words) else 1
    gift = said[names : names + 3]
    if not _is_name(said[:1], words) or not gift or gift[0] not in words.given:
        return False
    return len(gift) == 1 or gift[1] in words.polite or not set(gift[1:]).isdisjoint(words.things)


def _leads_to_name(said: Sequence[str], links: Container[str], words: RecipientWords) -> bool:
    """What stands behind a thing; small words may come before the link and the name."""
    said = said[1:] if said and said[0] in words.particles else said
    if not said or said[0] not in links:
        return False
    whose = 2 if said[1:2] and said[1] in words.whose else 1
    return _is_name(said[whose : whose + 1], words)


def _is_name(said: Sequence[str], words: RecipientWords) -> bool:
    """A thing is none: "send results to jonas" names jonas alone."""
    return bool(said) and said[0] not in {*words.no_names, *words.things}


def _tokens(text: str) -> list[str]:
    return _TOKENS.findall(text[:READ].lower().replace("'", ""))
