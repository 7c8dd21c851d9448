"""Reads an ad: the phrases that point to a role, their balance, and what follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.advisor.job_ads.cues import Cues, Hit, merged
from bot.advisor.job_ads.owners import Owners
from bot.advisor.job_ads.weighing import Balance, weigh
from bot.advisor.job_ads.words import clauses, forms
from knowledge import Knowledge
from knowledge.job_ads import JobAds, Signal

MAX_CHARACTERS = 40_000  # Slack's own limit for a message
# The numbers below were chosen on tests/data/job_ads_develop.yaml.
LEAST, MOST = 4.0, 8.0  # the weight that an ad needs to be called one of the roles; long ads need more
WORDS_A_POINT = 80
ENOUGH_WORDS = 30  # with fewer, nothing found means too short
FEW_WORDS = 20
NEIGHBOUR_SHARE = 0.6  # of what points to a focal role: with more, the ad is the neighbour's
CLEARLY, RATHER = 0.95, 0.8
AGAIN = 0.5  # what each further phrase of a signal is worth, compared to the one before
MARKS = 2
AD_WORDS = 60
BEGINNING = 6_000  # characters by which a pasted ad is known
PHRASE_CHARACTERS = 90


class Verdict(StrEnum):
    CLEARLY = "clearly"
    RATHER = "rather"
    MIXED = "mixed"
    NEARER = "nearer"
    NEITHER = "neither"
    TOO_SHORT = "too_short"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Phrases of the ad that say what a signal's facts say of a role."""

    role: str
    signal: Signal
    phrases: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class AdReading:
    """`role` is the one that the ad is closest to, empty where there is none; `balance` is seen from it."""

    verdict: Verdict
    role: str
    balance: Balance
    evidence: tuple[Evidence, ...]
    named: tuple[str, ...]  # the roles that the text names, in order


class AdReader:
    """Pure, and linear in the length of the text."""

    def __init__(self, knowledge: Knowledge, ads: JobAds) -> None:
        self._signals = ads.signals
        self._roles = [knowledge.fact[signal.facts[0]].role for signal in ads.signals]
        self._focal = tuple(role.id for role in knowledge.focal)
        self._cues = Cues(ads.signals)
        self._owners = Owners(knowledge, ads.words)
        self._marks: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for mark in map(forms, ads.words.marks):
            self._marks[mark[0]].append(mark)

    def read(self, text: str) -> AdReading:
        """Titles and role names are left out; so is what others do, or what this job is said not to be."""
        text = text[:MAX_CHARACTERS]
        hits: list[Hit] = []
        named: list[str] = []
        words = 0
        for clause in clauses(text):
            words += len(clause)
            hits += self._cues.find(self._owners.own(clause, named))
        return self._judged(self._evidence(hits, text), words, tuple(named))

    def is_ad(self, text: str) -> bool:
        """Does a message look like a pasted ad, whatever it asks?"""
        found: set[tuple[str, ...]] = set()
        words = 0
        for clause in clauses(text[:BEGINNING]):
            said = tuple(word.form for word in clause)
            words += len(said)
            for at, first in enumerate(said):
                found.update(mark for mark in self._marks.get(first, ()) if said[at : at + len(mark)] == mark)
        return words >= AD_WORDS and len(found) >= MARKS

    def _evidence(self, hits: Iterable[Hit], text: str) -> tuple[Evidence, ...]:
        by_signal: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for hit in merged(hits):
            phrase = " ".join(text[hit.start : hit.end].split())[:PHRASE_CHARACTERS]
            by_signal[hit.signal].setdefault(phrase.lower(), phrase)
        found = [self._weighed(number, tuple(said.values())) for number, said in by_signal.items()]
        return tuple(sorted(found, key=lambda one: -one.weight))

    def _weighed(self, number: int, phrases: tuple[str, ...]) -> Evidence:
        signal = self._signals[number]
        weight = sum(signal.weight * AGAIN**step for step in range(len(phrases)))
        return Evidence(self._roles[number], signal, phrases, weight)

    def _judged(self, evidence: tuple[Evidence, ...], words: int, named: tuple[str, ...]) -> AdReading:
        weights: defaultdict[str, float] = defaultdict(float)
        for one in evidence:
            weights[one.role] += one.weight
        first, other = sorted(self._focal, key=lambda role: -weights[role])[:2]
        balance = weigh(weights[first], weights[other])
        needed = min(LEAST + words / WORDS_A_POINT, MOST)
        near = max((role for role in weights if role not in self._focal), key=weights.__getitem__, default="")
        focal = weights[first] + weights[other]
        if near and weights[near] >= max(LEAST, NEIGHBOUR_SHARE * focal):
            return AdReading(Verdict.NEARER, near, balance, evidence, named)
        if focal < needed:
            return AdReading(_nothing(words, focal), "", balance, evidence, named)
        return AdReading(_verdict(balance), first, balance, evidence, named)


def _nothing(words: int, weight: float) -> Verdict:
    if words < FEW_WORDS and not weight:
        return Verdict.NOTHING
    return Verdict.TOO_SHORT if words < ENOUGH_WORDS else Verdict.NEITHER


def _verdict(balance: Balance) -> Verdict:
    if balance.sure >= CLEARLY:
        return Verdict.CLEARLY
    return Verdict.RATHER if balance.sure >= RATHER else Verdict.MIXED
