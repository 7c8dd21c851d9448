"""Signals of job ads: facts that exist and speak of one role, each cue given once."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.checks.names import unknown
from knowledge.checks.placeholders import find_strange
from knowledge.job_ads import JobAds, Signal
from knowledge.models import Knowledge
from knowledge.origins import Origins
from knowledge.problems import Problem

ACTION = "read_job_ad"  # says how to bring an ad, and what to ask next
PLACEHOLDERS = frozenset({"count", "fact", "high", "less", "low", "other", "phrase", "role", "share"})


def check_job_ads(knowledge: Knowledge, origins: Origins) -> Iterator[Problem]:
    """A knowledge file may do without."""
    ads = knowledge.job_ads
    if ads is None:
        return
    file = origins.file("job_ads", "signals")
    for signal in ads.signals:
        yield from _facts(signal, knowledge, file)
    if ACTION not in knowledge.action:
        cure = f"add it below actions, as - {{intent: {ACTION}, ...}}"
        yield Problem(file, f"action '{ACTION}'", "is missing", cure)
    yield from _doubles(ads, file)
    yield from _sides(ads, knowledge, file)
    for name, text in ads.phrases:
        yield from find_strange(origins.file("job_ads", "phrases"), name, text, PLACEHOLDERS)


def _facts(signal: Signal, knowledge: Knowledge, file: str) -> Iterator[Problem]:
    thing = f"signal '{signal.facts[0]}'"
    for name in signal.facts:
        if name not in knowledge.fact:
            yield unknown(file, thing, "fact", name, knowledge.fact)
    roles = {knowledge.fact[name].role for name in signal.facts if name in knowledge.fact}
    for role in sorted(roles - knowledge.role.keys()):
        yield Problem(file, thing, f"its fact speaks of '{role}', not of one role", "cite facts of one role")
    if len(roles) > 1:
        yield Problem(file, thing, f"its facts speak of {', '.join(sorted(roles))}", "cite facts of one role")


def _doubles(ads: JobAds, file: str) -> Iterator[Problem]:
    cues = [cue for signal in ads.signals for cue in signal.cues]
    for cue in sorted({cue for cue in cues if cues.count(cue) > 1}):
        yield Problem(file, f"cue '{cue}'", "is given twice", "keep it below the fact that says it best")


def _sides(ads: JobAds, knowledge: Knowledge, file: str) -> Iterator[Problem]:
    """An ad could never be read as a focal role that has no signal."""
    found = {knowledge.fact[name].role for one in ads.signals for name in one.facts if name in knowledge.fact}
    for role in knowledge.focal:
        if role.id not in found:
            yield Problem(file, "signals", f"none speaks of '{role.id}'", "add one with a fact of that role")
