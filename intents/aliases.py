"""What people write for each role: every alias in its variants, and the repair of misspelt role words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from intents.dialog import Dialog
from intents.memory import Memory
from intents.normalizer import normalize, words_of
from knowledge import AmbiguousAlias, Role

MIN_REPAIRED = 5  # shorter words such as pgm, tpm or po must be written right
TWO_EDITS_FROM = 8
BESIDE_ITS_PARTNER = 3  # "srum master": beside the other half of a name shorter ones are repaired, too
MAX_WINDOW = 4
REMEMBERED = 20_000  # words

Alias = tuple[str, ...]


class Aliases:
    """Finds the roles that a run of words stands for."""

    def __init__(
        self,
        roles: Sequence[Role],
        ambiguous: Sequence[AmbiguousAlias],
        dialog: Dialog,
        english: frozenset[str],
    ) -> None:
        self._nouns = {word: noun for noun, words in dialog.role_nouns.items() for word in words}
        self._protected = dialog.protected | english
        self._words: frozenset[str] = frozenset()
        self._roles: dict[Alias, tuple[str, ...]] = {}
        self.bare: dict[str, str] = {}  # an ordinary word that may stand for a focal role: product
        self.heads: dict[str, str] = {}  # the same for neighbours, only beside another role: project
        for role in roles:
            self._add_role(role, ambiguous)
        for short in ambiguous:
            self._roles[self._split(short.alias)] = short.roles
        self._words = frozenset(word for alias in self._roles for word in alias) | frozenset(
            self._nouns.values()
        )
        self._long = sorted(word for word in self._words | self._nouns.keys() if len(word) >= MIN_REPAIRED)
        self._beside: dict[tuple[str, bool], set[str]] = defaultdict(set)
        for alias in self._roles:
            for first, second in pairwise(alias):
                self._beside[first, True].update(self._written(second))
                self._beside[second, False].update(self._written(first))
        self.begins = frozenset(alias[0] for alias in self._roles)
        self.longest = min(MAX_WINDOW, max(map(len, self._roles), default=1))
        self.read = Memory(self._read, REMEMBERED).__getitem__
        self._mended = lru_cache(maxsize=2_000)(self._mend)

    def roles_of(self, words: Alias) -> tuple[str, ...]:
        """The roles that words, as `read` gives them, stand for; several for a short form such as PM."""
        return self._roles.get(words, ())

    def mend(self, words: list[str]) -> list[str]:
        """Words as `read` gives them, the halves of names repaired that stand beside the other half."""
        known = [word in self._words for word in words]
        for at, (first, second) in enumerate(pairwise(known)):
            if first is not second:
                half, partner = (at + 1, at) if first else (at, at + 1)
                words[half] = self._mended(words[half], words[partner], first)
        return words

    def _mend(self, word: str, partner: str, is_behind: bool) -> str:
        if len(word) < BESIDE_ITS_PARTNER or word in self._protected:
            return word
        limit = 1 if len(word) < TWO_EDITS_FROM else 2
        near = {
            self._nouns.get(one, one)
            for one in self._beside.get((partner, is_behind), ())
            if OSA.distance(word, one, score_cutoff=limit) <= limit
        }
        return near.pop() if len(near) == 1 else word

    def _written(self, word: str) -> Iterator[str]:
        """A half of a name as people write it, where it is long enough to be told by all but one letter."""
        forms = (word, *(form for form, noun in self._nouns.items() if noun == word))
        return (form for form in forms if len(form) > BESIDE_ITS_PARTNER)

    def _read(self, word: str) -> str:
        """A word as aliases are kept: repaired, singular, 'mgr' as 'manager'."""
        if known := self._known(word):
            return known
        if len(word) < MIN_REPAIRED or word in self._protected:
            return word
        return self._nearest(word) or word

    def _known(self, word: str) -> str:
        word = self._nouns.get(word, word)
        if word in self._words:
            return word
        return word[:-1] if word.endswith("s") and word[:-1] in self._words else ""

    def _nearest(self, word: str) -> str:
        """The one role word within one edit (two in long words); none where two are equally near."""
        limit = 1 if len(word) < TWO_EDITS_FROM else 2
        found = sorted(self._near(word, limit))
        nearest = {self._nouns.get(known, known) for distance, known in found if distance == found[0][0]}
        return nearest.pop() if len(nearest) == 1 else ""

    def _near(self, word: str, limit: int) -> Iterable[tuple[int, str]]:
        for known in self._long:
            distance = OSA.distance(word, known, score_cutoff=limit)
            if distance <= limit and (distance == 1 or word[0] == known[0]):
                yield distance, known

    def _add_role(self, role: Role, ambiguous: Sequence[AmbiguousAlias]) -> None:
        for phrase in (role.name, role.plural, role.field, *role.aliases):
            words = self._split(phrase)
            if len(words) == 1 and words[0] in self._protected:
                (self.bare if role.focal else self.heads)[words[0]] = role.id
            elif words:
                self._roles.setdefault(words, (role.id,))
                self._roles.setdefault(("".join(words),), (role.id,))
        self._add_head(role, ambiguous)

    def _add_head(self, role: Role, ambiguous: Sequence[AmbiguousAlias]) -> None:
        """'product' of 'product manager': alone an ordinary word, before 'pm' an alias."""
        *head, noun = self._split(role.name) or ("",)
        if not head or noun not in self._nouns.values():
            return
        if len(head) == 1:
            (self.bare if role.focal else self.heads).setdefault(head[0], role.id)
        for short in ambiguous:
            if role.id in short.roles:
                self._roles.setdefault((*head, *self._split(short.alias)), (role.id,))

    def _split(self, phrase: str) -> Alias:
        return tuple(self._nouns.get(word, word) for word in words_of(normalize(phrase)))
