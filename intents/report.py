"""Writes what an evaluation found as text that a person can read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from intents.evaluation import Result
from intents.metrics import auroc, bins_of, interval, recall_at
from intents.models import Certainty

ACCEPTED = (0.90, 0.95, 0.97, 0.99)
SHOWN = 200
BAR = 40


def report(results: Sequence[Result], figures: Mapping[str, float], sentences: bool = True) -> str:
    """The whole report. Without `sentences` it can be read by someone who must stay blind to them."""
    sections = [_summary(results, figures), _intents(results), _policy(results), _outside(results)]
    sections += [_calibration(results), _confusions(results, sentences)]
    if sentences:
        sections.append(_role_mistakes(results))
    return "\n\n".join("\n".join(section) for section in sections)


def _summary(results: Sequence[Result], figures: Mapping[str, float]) -> Iterator[str]:
    yield f"{len(results)} sentences, {sum(not one.inside for one in results)} of them out of scope"
    for name, value in figures.items():
        yield f"{name.replace('_', ' '):34} {value:6.1%}"
    several = [len(one.questions) > 1 for one in results]
    yield f"{'taken for several questions':34} {sum(several) / len(several):6.1%}"


def _intents(results: Sequence[Result]) -> Iterator[str]:
    by_intent: dict[str, list[Result]] = defaultdict(list)
    for one in results:
        by_intent[one.sentence.intent].append(one)
    yield "Intent                    sentences  right            in first three"
    for intent, found in sorted(by_intent.items()):
        right = sum(one.right for one in found)
        low, high = interval(right, len(found))
        near = _percent([one.near for one in found])
        yield f"{intent:26}{len(found):9}  {right / len(found):4.0%} ({low:.0%}-{high:.0%})  {near:>10}"


def _policy(results: Sequence[Result]) -> Iterator[str]:
    for inside, name in ((True, "good questions"), (False, "questions out of scope")):
        found = [one for one in results if one.inside is inside]
        yield f"What would be done with {len(found)} {name}"
        for certainty in Certainty:
            chosen = [one for one in found if one.said.certainty is certainty]
            right, near = _percent([one.right for one in chosen]), _percent([one.near for one in chosen])
            yield f"  {certainty.value:10}{len(chosen):6}  right {right}, in first three {near}"


def _outside(results: Sequence[Result]) -> Iterator[str]:
    inside = [one.scope for one in results if one.inside]
    outside = [one.scope for one in results if not one.inside]
    yield "Out of scope"
    if not inside or not outside:
        yield "no sentences to measure it on"
        return
    yield f"AUROC {100 * auroc(inside, outside):.1f}"
    for accepted in ACCEPTED:
        rejected = recall_at(inside, outside, accepted)
        yield f"accepting {accepted:.0%} of the good ones rejects {rejected:.1%} of the others"


def _calibration(results: Sequence[Result]) -> Iterator[str]:
    yield "Confidence and truth: one line a bin, # is how often right, | where the confidence stands"
    found = bins_of([one.said.confidence for one in results], [one.right for one in results])
    for sure, right, count in found:
        bar = ("#" * round(right * BAR)).ljust(BAR)
        at = min(round(sure * BAR), BAR - 1)
        yield f"{sure:5.0%} {bar[:at]}|{bar[at + 1 :]} {right:4.0%} of {count}"


def _confusions(results: Sequence[Result], sentences: bool) -> Iterator[str]:
    wrong = [one for one in results if not one.right]
    pairs = Counter((one.sentence.intent, one.said.intent) for one in wrong)
    yield "Confusions"
    for (intent, said), count in pairs.most_common(SHOWN):
        yield f"{intent} -> {said}: {count}"
        for one in wrong:
            if sentences and (one.sentence.intent, one.said.intent) == (intent, said):
                yield f"  {one.said.certainty.value} {one.said.confidence:.2f}: {one.sentence.text}"


def _role_mistakes(results: Sequence[Result]) -> Iterator[str]:
    named = [one for one in results if one.right and one.sentence.role is not None]
    yield "Wrong roles (where the intent is right)"
    for one in [one for one in named if not one.role_right][:SHOWN]:
        yield f"  {one.sentence.role} -> {one.said.role}: {one.sentence.text}"


def _percent(hits: Sequence[bool]) -> str:
    return f"{100 * sum(hits) / len(hits):.1f} %" if hits else "-"
