"""Takes names of jobs out of a clause, and marks the words that say what this job is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.advisor.job_ads.words import COMMA, Clause, forms
from knowledge import Knowledge
from knowledge.job_ads import AdWords

SHORT = 5  # letters of an abbreviation; longer single words such as "programme" mean other things too
NAME = ""  # stands in a clause where a job was named
AHEAD = 1  # how many words may stand before the job of somebody else: "our product managers decide"
Phrase = tuple[str, ...]
NOT_NAMED = (0, "")


class Owners:
    """Knows whose work a clause describes."""

    def __init__(self, knowledge: Knowledge, words: AdWords) -> None:
        self._names: dict[str, list[tuple[Phrase, str]]] = {}
        for name, role in (*_names(knowledge), *((title, "") for title in words.titles)):
            phrase = forms(name)
            self._names.setdefault(phrase[0], []).append((phrase, role))
        self._several = frozenset(role.plural.split()[-1] for role in knowledge.roles)
        for named in self._names.values():
            named.sort(key=lambda one: -len(one[0]))
        self._negations = [forms(one) for one in words.negations]
        self._negating = frozenset(one[0] for one in self._negations)
        self._unless = _single(words.unless)
        self._resumes, self._others, self._owners = map(_single, (words.resumes, words.others, words.owners))

    def own(self, clause: Clause, named: list[str]) -> Clause:
        """What the person sought does. The roles named in the clause are added to `named`."""
        own: Clause = []
        quiet = after_name = False
        at = 0
        while at < len(clause):
            word = clause[at]
            length, role = self._name(clause, at) if word.form in self._names else NOT_NAMED
            if length:
                if role:
                    named.append(role)
                quiet = quiet or self._is_somebody_else(clause, at, length)
                own.append(word._replace(form=NAME))
                at, after_name = at + length, True
                continue
            if quiet or after_name or word.form in self._negating:
                quiet = self._goes_quiet(clause, at, quiet, after_name)
            if word.form != COMMA:
                own.append(word._replace(form=NAME) if quiet else word)
            at, after_name = at + 1, False
        return own

    def _name(self, clause: Clause, at: int) -> tuple[int, str]:
        for phrase, role in self._names[clause[at].form]:
            if _stands(clause, at, phrase):
                return len(phrase), role
        return NOT_NAMED

    def _is_somebody_else(self, clause: Clause, at: int, length: int) -> bool:
        """'our product managers decide what is built': they do, not the person sought."""
        if at > AHEAD or at + length == len(clause) or clause[at + length].form == COMMA:
            return False
        before = [word.form for word in clause[:at]]
        is_owned = bool(before) or clause[at + length - 1].raw in self._several
        return is_owned and all(one in self._owners for one in before)

    def _goes_quiet(self, clause: Clause, at: int, quiet: bool, after_name: bool) -> bool:
        word = clause[at].form
        if quiet:
            return word not in self._resumes
        if word in self._negating and any(_stands(clause, at, one) for one in self._negations):
            return not (at + 1 < len(clause) and clause[at + 1].form in self._unless)
        return after_name and word in self._others


def _names(knowledge: Knowledge) -> Iterable[tuple[str, str]]:
    """Every name of a role, and the role."""
    for role in knowledge.roles:
        short = [alias for alias in role.aliases if " " in alias or len(alias) <= SHORT]
        yield from ((name, role.id) for name in (role.name, role.plural, role.field, *short))
    yield from ((one.alias, "") for one in knowledge.ambiguous if one.alias.isalpha())


def _single(words: Sequence[str]) -> frozenset[str]:
    return frozenset(forms(one)[0] for one in words)


def _stands(clause: Clause, at: int, phrase: Phrase) -> bool:
    return at + len(phrase) <= len(clause) and all(
        clause[at + step].form == one for step, one in enumerate(phrase)
    )
