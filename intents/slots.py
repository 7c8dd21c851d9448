"""Decides which role a question is about, from the roles that it names and from its intent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from intents.dialog import Dialog
from intents.models import AMBIGUOUS, NONE, RELATED_ROLE, Mention
from intents.normalizer import stem
from knowledge import BOTH, OTHER


class Slots:
    """`topics` are the intents that have a role at all."""

    def __init__(
        self,
        focal: Collection[str],
        topics: Collection[str],
        default_roles: Mapping[str, str],
        dialog: Dialog,
    ) -> None:
        self._focal, self._topics, self._default_roles = frozenset(focal), frozenset(topics), default_roles
        self._contrasts = dialog.contrasts
        self._subjects = dialog.subjects
        self._stand_ins = dialog.stand_ins.one | dialog.stand_ins.all

    def slot(
        self, intent: str, mentions: Sequence[Mention], words: Collection[str], both: bool = False
    ) -> str:
        """`both`: the question says 'both roles' or the like."""
        if intent not in self._topics:
            return NONE
        neighbours = [mention.roles[0] for mention in mentions if self._focal.isdisjoint(mention.roles)]
        if intent == RELATED_ROLE:
            return neighbours[0] if neighbours else OTHER
        if both:
            return BOTH
        return self._of(intent, mentions, neighbours, words)

    def tells(self, intent: str, words: Collection[str]) -> bool:
        """Does a question that names no role still say whose it is? 'who owns the dates', but not 'it'."""
        if intent in self._subjects.both:
            return True
        return (
            intent in self._subjects.intents
            and self._stand_ins.isdisjoint(words)
            and bool(self._subject(words))
        )

    def _of(
        self, intent: str, mentions: Sequence[Mention], neighbours: list[str], words: Collection[str]
    ) -> str:
        sure = {mention.roles[0] for mention in mentions if len(mention.roles) == 1} & self._focal
        if neighbours and (not sure or (len(sure) == 1 and not self._contrasts.isdisjoint(words))):
            return neighbours[0]
        if len(sure) == 1:
            return next(iter(sure))
        if not sure and mentions:
            return AMBIGUOUS
        return BOTH if sure else self._unnamed(intent, words)

    def _unnamed(self, intent: str, words: Collection[str]) -> str:
        """No role is named: the subject may tell it ("who owns the timeline"), else it is both."""
        if intent in self._subjects.intents:
            return self._subject(words) or BOTH
        return self._default_roles.get(intent, BOTH)

    def _subject(self, words: Collection[str]) -> str:
        stems = {stem(word) for word in words}
        told = self._subjects.roles.items()
        meant = [role for role, known in told if role in self._focal and not stems.isdisjoint(known)]
        return meant[0] if len(meant) == 1 else ""
