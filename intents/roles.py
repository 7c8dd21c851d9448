"""Finds the roles that a message names, and puts one token in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from intents.aliases import Aliases
from intents.dialog import Dialog
from intents.models import Mention
from intents.normalizer import places_of, stem, words_of
from intents.rejecting import Rejections
from knowledge import AmbiguousAlias, Role

MASK = "xrolex"
PLACEHOLDER = "{role}"
SENDING_REACH = 4  # how far "send" may stand before "a pm"
_ARTICLES = re.compile(r"(?: (?:an?|the|this|that))*$")
JOIN_REACH = 3  # how many joining words may stand between two roles
Cuts = tuple[tuple[int, int], ...]  # places in a text


@dataclass(frozen=True)
class Found:
    """The roles of a text. In `masked` each of them is the word `xrolex`; `neighbour`: one is not focal."""

    mentions: tuple[Mention, ...]
    masked: str
    neighbour: bool = False
    focal: frozenset[str] = frozenset()
    typed: tuple[str, ...] = ()  # the words of the text before its roles were masked
    cuts: Cuts = ()  # what turns a role away, "not product", and is no part of the question

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(words_of(self.masked))

    def within(self, text: str, start: int, end: int) -> Found:
        """The same for a piece of the text. Positions stay those of the whole."""
        inside = tuple(one for one in self.mentions if start <= one.start and one.end <= end)
        masked = _masked(text, inside, self.cuts, start, end)
        return Found(inside, masked, _has_neighbour(inside, self.focal), self.focal)

    def lend(self, mentions: tuple[Mention, ...], masked: str) -> Found:
        """These roles of the whole text, for a piece that has none of its own."""
        return Found(mentions, masked, _has_neighbour(mentions, self.focal), self.focal)


class RoleFinder:
    """Reads normalised text. Ordinary words such as 'our products' or 'a python program' are left alone."""

    def __init__(
        self,
        roles: Sequence[Role],
        ambiguous: Sequence[AmbiguousAlias],
        dialog: Dialog,
        english: frozenset[str] = frozenset(),
    ) -> None:
        self._aliases = Aliases(roles, ambiguous, dialog, english)
        self._bare = self._aliases.heads | self._aliases.bare
        self._focal = frozenset(role.id for role in roles if role.focal)
        self._dialog, self._glosses = dialog, _as_endings(dialog.glosses)
        self._rejections = Rejections(dialog)

    def find(self, normalized: str) -> Found:
        typed = words_of(normalized)
        named = _Named(typed, self._aliases.mend([*map(self._aliases.read, typed)]), normalized)
        self._find_names(named)
        self._find_bare(named)
        mentions, cuts = self._without_rejected(self._resolve(named.mentions(), named), named)
        masked = _masked(normalized, mentions, cuts, 0, len(normalized))
        return Found(mentions, masked, _has_neighbour(mentions, self._focal), self._focal, tuple(typed), cuts)

    def _without_rejected(
        self, mentions: tuple[Mention, ...], named: _Named
    ) -> tuple[tuple[Mention, ...], Cuts]:
        """Without the roles that the message says it is not about, and the places of what says so."""
        if len(mentions) < 2 or self._rejections.telling.isdisjoint(named.typed):
            return mentions, ()
        spans = dict(zip(named.spans(), mentions, strict=True))
        rejected = self._rejections.find(named.typed, {span: one.roles for span, one in spans.items()})
        left = tuple(one for span, one in spans.items() if span not in rejected)
        return left, tuple(named.place(*words) for words in rejected.values())

    def _find_names(self, named: _Named) -> None:
        begins, start = self._aliases.begins, 0
        while start < len(named.words):
            start += (named.words[start] in begins and self._longest_name(named, start)) or 1

    def _longest_name(self, named: _Named, start: int) -> int:
        for length in range(min(self._aliases.longest, len(named.words) - start), 0, -1):
            roles = self._aliases.roles_of(tuple(named.words[start : start + length]))
            if roles and not (length == 1 and len(roles) > 1 and self._is_private(named, start)):
                named.add(start, start + length, roles)
                return length
        return 0

    def _is_private(self, named: _Named, at: int) -> bool:
        """Is this 'pm' a private message or a time of day?"""
        private = self._dialog.private
        before = named.typed[max(0, at - SENDING_REACH) : at]
        if named.word(at + 1) in private.after or (before and before[-1] in private.before):
            return True
        return bool(before) and before[-1] in {"a", "by", "in"} and not private.sending.isdisjoint(before)

    def _find_bare(self, named: _Named) -> None:
        if self._bare.keys().isdisjoint(named.words):
            return
        for at, word in enumerate(named.words):
            role = self._bare.get(word)
            if role and at not in named.taken and self._is_role(named, at, role):
                named.add(at, at + 1, (role,))

    def _is_role(self, named: _Named, at: int, role: str) -> bool:
        bare = self._dialog.bare
        before, after = named.word(at - 1), stem(named.word(at + 1))
        if named.typed[at] != named.words[at] and named.typed[at].endswith("s"):
            return False  # "our programs" are not program managers
        if self._is_joined(named, at, role, 1):
            return True
        if role not in self._focal:
            return before not in bare.not_before and self._is_joined(named, at, role, -1)
        return self._is_focal(named, at, role, before, after)

    def _is_focal(self, named: _Named, at: int, role: str, before: str, after: str) -> bool:
        """The same for a role that is compared: 'product' and 'program' are ordinary words too."""
        bare = self._dialog.bare
        if after in bare.with_ and not named.breaks(at + 1):
            return True
        if before in bare.not_before or (after in bare.not_after and not named.breaks(at + 1)):
            return False
        if named.word(at + 1) in bare.alone and not named.breaks(at + 1):
            return self._is_joined(named, at, role, -1)
        if before in bare.asks and after and not named.breaks(at) and not named.breaks(at + 1):
            return True
        return self._is_joined(named, at, role, -1) or self._stands_alone(named, at)

    def _stands_alone(self, named: _Named, at: int) -> bool:
        """Do the words around it leave the short name to itself?"""
        bare = self._dialog.bare
        is_led = at == 0 or named.word(at - 1) in bare.before | bare.asks or named.breaks(at)
        after = stem(named.word(at + 1))
        return is_led and (not after or after in bare.after or named.breaks(at + 1))

    def _is_joined(self, named: _Named, at: int, role: str, step: int) -> bool:
        """Does another role stand right before (-1) or after (1), with only joining words between?"""
        for other in range(at + step, at + step * (JOIN_REACH + 2), step):
            if other in named.taken:
                return named.taken[other] != (role,)
            word = named.word(other)
            is_apart = other != at + 1 or named.breaks(other)
            if step > 0 and is_apart and self._aliases.bare.get(word, role) != role:
                return stem(named.word(other + 1)) not in self._dialog.bare.not_after
            if word not in self._dialog.bare.joins:
                return False
        return False

    def _resolve(self, mentions: tuple[Mention, ...], found: _Named) -> tuple[Mention, ...]:
        """'PM' beside another role means the first of its roles; alone it stays ambiguous."""
        named = {mention.roles[0] for mention in mentions if len(mention.roles) == 1}
        if not named or all(len(mention.roles) == 1 for mention in mentions):
            return mentions
        contrasted = not self._dialog.contrasts.isdisjoint(found.typed)
        resolved: list[Mention] = []
        for mention, following in zip(mentions, (*mentions[1:], None), strict=True):
            last = resolved[-1].roles if resolved else ()
            if following and self._explains(mention, following, found.text):
                resolved.append(replace(mention, roles=following.roles))
            else:
                resolved.append(_narrowed(mention, named, contrasted, last, found.text))
        return tuple(resolved)

    def _explains(self, short: Mention, following: Mention, text: str) -> bool:
        """'PM as in program manager', 'PM (product manager)': the second says what the first stands for."""
        if len(short.roles) == 1 or len(following.roles) > 1 or following.roles[0] not in short.roles:
            return False
        between = _ARTICLES.sub("", text[short.end : following.start].rstrip())
        return between.endswith(self._glosses)


class _Named:
    """The mentions found so far in one text."""

    def __init__(self, typed: list[str], words: list[str], text: str) -> None:
        self.typed, self.words, self.text = typed, words, text
        self.taken: dict[int, tuple[str, ...]] = {}
        self._spans: list[tuple[int, int, tuple[str, ...]]] = []

    def word(self, at: int) -> str:
        return self.typed[at] if 0 <= at < len(self.typed) else ""

    def breaks(self, at: int) -> bool:
        """Is there punctuation right before the word at `at`?"""
        if not 0 < at < len(self.typed):
            return True
        return bool(self.text[self._places[at - 1][1] : self._places[at][0]].strip(" -'\""))

    def add(self, start: int, end: int, roles: tuple[str, ...]) -> None:
        self._spans.append((start, end, roles))
        self.taken.update(dict.fromkeys(range(start, end), roles))

    def mentions(self) -> tuple[Mention, ...]:
        return tuple([Mention(roles, *self.place(a, b)) for a, b, roles in sorted(self._spans)])

    def spans(self) -> list[tuple[int, int]]:
        return [(start, end) for start, end, _ in sorted(self._spans)]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the words from `start` to `end` stand in the text."""
        return self._places[start][0], self._places[end - 1][1]

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return places_of(self.text)


def _as_endings(phrases: Sequence[str]) -> tuple[str, ...]:
    """Whole words at the end of a text."""
    return tuple(f" {one}" for one in phrases)


def _narrowed(
    mention: Mention, named: set[str], contrasted: bool, last: tuple[str, ...], text: str
) -> Mention:
    if len(mention.roles) == 1:
        return mention
    if len(last) == 1 and last[0] in mention.roles and text[: mention.start].endswith("("):
        return replace(mention, roles=last)
    left = [role for role in mention.roles if role not in named]
    first = left[0] if left and (contrasted or mention.roles[0] not in named) else mention.roles[0]
    return replace(mention, roles=(first,))


def _has_neighbour(mentions: Sequence[Mention], focal: frozenset[str]) -> bool:
    return any(focal.isdisjoint(mention.roles) for mention in mentions)


def _masked(text: str, mentions: Sequence[Mention], cuts: Cuts, start: int, end: int) -> str:
    masks = [(one.start, one.end, MASK) for one in mentions]
    if cuts:
        masks = sorted([*masks, *((a, b, "") for a, b in cuts if start <= a and b <= end)])
    return "".join(_pieces(text, masks, start, end))


def _pieces(text: str, masks: Sequence[tuple[int, int, str]], start: int, end: int) -> Iterator[str]:
    for a, b, mask in masks:
        yield text[start:a]
        yield mask
        start = b
    yield text[start:end]
