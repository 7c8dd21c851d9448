"""Finds the roles that a message says it is not about: 'program, not product'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intents.dialog import Dialog

Span = tuple[int, int]  # of words, the end not included
REACH = 5  # how far "not" may stand before the role that it turns away
LONGEST = 4  # in words, of what may stand behind a role: "is not what i mean"


class Rejections:
    """Works on the words of a message, as typed, and on the places of its roles among them."""

    def __init__(self, dialog: Dialog) -> None:
        self._rejecting = dialog.rejecting
        self._contrasts, self._lead_ins = dialog.contrasts, dialog.lead_ins
        self.telling = dialog.rejecting.telling  # without one of these words nothing is turned away
        self._behind = {tuple(phrase.split()) for phrase in dialog.rejecting.behind}

    def find(self, words: Sequence[str], roles: Mapping[Span, Sequence[str]]) -> dict[Span, Span]:
        """Each role turned away, with the words that go with it; none where no other role is left."""
        if len({*map(tuple, roles.values())}) < 2 or self._weighs(words):
            return {}
        taken = {at for start, end in roles for at in range(start, end)}
        found = {span: said for span in roles if (said := self._said(words, span, taken))}
        left = {tuple(roles[span]) for span in roles.keys() - found}
        return found if left and left.isdisjoint(tuple(roles[span]) for span in found) else {}

    def _weighs(self, words: Sequence[str]) -> bool:
        """Does the message ask about both although it says 'not'? 'why product and not program'."""
        contrasts = [at for at, word in enumerate(words) if word in self._contrasts]
        if any(" ".join(words[max(0, at - 1) : at + 1]) not in self._rejecting.instead for at in contrasts):
            return True
        begins = next((at for at, word in enumerate(words) if word not in self._lead_ins), 0)
        is_polite = words[begins + 1 : begins + 2] and words[begins + 1] in self._rejecting.asked
        return words[begins] in self._rejecting.weighing and not is_polite

    def _said(self, words: Sequence[str], span: Span, taken: set[int]) -> Span | None:
        start, end = span
        for length in range(LONGEST, 1, -1):
            if tuple(words[end : end + length]) in self._behind:
                return start, end + length
        at, skipped = start - 1, set[str]()
        while at >= max(0, start - REACH) and at not in taken:
            if " ".join(words[max(0, at - 1) : at + 1]) in self._rejecting.instead:
                return at - 1, end
            if words[at] not in self._rejecting.between:
                break
            skipped.add(words[at])
            at -= 1
        if at < 0 or at in taken:
            return None
        turns = words[at] == self._rejecting.word and self._turns(words, at, skipped)
        return (at, end) if turns else None

    def _turns(self, words: Sequence[str], at: int, skipped: set[str]) -> bool:
        """Not 'program is not product', nor 'i am not a product manager', which say what somebody is."""
        before = words[at - 1] if at else ""
        if before not in self._rejecting.being:
            return before not in self._rejecting.unless
        return not self._rejecting.asking.isdisjoint(skipped) or words[max(0, at - 2)] in {"it", "that"}
