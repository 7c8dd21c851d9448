"""What an attempt's seed decides: the order of axes and items, the sides, and which statements are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import count

from bot.advisor.assessment.attempt import Attempt, Side
from bot.advisor.assessment.bank import Bank, Quad

FORMS = ("A", "B")
SIDES = (Side.LEFT, Side.RIGHT)


class Plan:
    """Depends on nothing but the seed and the items seen before, so a restart changes nothing."""

    def __init__(self, bank: Bank, attempt: Attempt) -> None:
        self._seed = attempt.seed
        self._seen = attempt.seen
        self._form = self.ordered("form", FORMS)[0]
        self._items = {axis: self._sorted_items(bank, axis) for axis in bank.axes}
        self._slots = tuple(self._rounds(bank))
        self.quads = tuple(self._sorted_quads(bank))

    def pairs(self, skipped: Iterable[str]) -> Iterator[tuple[str, Side]]:
        """The pairs in the order of asking. For a skipped one comes another of its axis, on its side."""
        passed = frozenset(skipped)
        left = {
            axis: iter(item for item in items if item not in passed) for axis, items in self._items.items()
        }
        for axis, side in self._slots:
            item = next(left[axis], None)
            if item is not None:
                yield item, side

    def ordered(self, purpose: str, names: Iterable[str]) -> tuple[str, ...]:
        """The names shuffled by the seed; by hashes, because `random` may differ in another Python."""
        return tuple(sorted(names, key=lambda name: self._rank(purpose, name)))

    def _rank(self, purpose: str, name: str) -> str:
        return sha256(f"{self._seed}/{purpose}/{name}".encode()).hexdigest()

    def _sorted_items(self, bank: Bank, axis: str) -> tuple[str, ...]:
        """Unseen items first, then those of one form, so that a second attempt meets the other form."""
        pairs = bank.pairs[axis]
        by_id = {pair.id: (pair.id in self._seen, pair.form != self._form) for pair in pairs}
        return tuple(sorted(self.ordered("item", by_id), key=lambda item: by_id[item]))

    def _sorted_quads(self, bank: Bank) -> list[Quad]:
        by_axis = {quad.axis: quad for quad in bank.quads}
        quads = [by_axis[axis] for axis in self.ordered("statements", by_axis)]
        return sorted(quads, key=lambda quad: (quad.liked.product in self._seen, quad.form != self._form))

    def _rounds(self, bank: Bank) -> Iterator[tuple[str, Side]]:
        """Each axis once a round. Sides alternate overall, so an axis changes between even and odd places."""
        sides = SIDES if self.ordered("side", SIDES)[0] is Side.LEFT else SIDES[::-1]
        place, last = count(), ""
        parity = {axis: rank % 2 for rank, axis in enumerate(self.ordered("round 0", bank.axes), 1)}
        for number in range(max(map(len, bank.pairs.values()))):
            waiting = list(self.ordered(f"round {number}", bank.axes))
            while waiting:
                now = next(place) % 2
                fitting = [axis for axis in waiting if parity[axis] != now]
                last = next((axis for axis in fitting if axis != last), fitting[0])
                waiting.remove(last)
                parity[last] = now
                yield last, sides[now]
