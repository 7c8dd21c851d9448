"""A result in words: every sentence from the knowledge file, none without its uncertainty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.advisor.assessment import BANDS, Band, Change, Finding, Reason, Result
from bot.advisor.parts import Sentence
from knowledge import Knowledge
from knowledge.assessment import Assessment
from knowledge.assessment_wording import BandWording, Cited

POLES = ("product", "program")


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences below a line that introduces them."""

    title: str
    said: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The parts of a result in reading order; what does not apply is empty.

    `alt_scale` and `alt_profile` say everything that the pictures of the result show.
    """

    headline: str
    lines: tuple[str, ...]
    chances: Section
    reasons: tuple[Section, ...]
    profile: Section
    closing: tuple[Section, ...]
    notes: tuple[str, ...]
    alt_scale: str
    alt_profile: str


class Teller:
    """Puts results into words, with the facts behind the reasons."""

    def __init__(self, knowledge: Knowledge, assessment: Assessment) -> None:
        self._assessment = assessment
        self._words = assessment.wording
        self._facts = knowledge.fact
        self._fields = {role.id: role.field for role in knowledge.focal}

    def change(self, change: Change) -> str:
        """What became of the result since the attempt before."""
        if change is Change.UNCLEAR:
            return self._words.unchanged
        return self._words.changed.format(field=self._fields[change.value])

    def tell(self, result: Result, band: Band) -> Told:
        """`band` is the finding's; without one there is nothing to tell."""
        finding, words = result.finding, self._words
        wording = words.bands["neither"] if finding.neither else words.bands[band.value]
        axes = _plain(self._axes(finding))
        return Told(
            headline=words.headline.format(band=wording.name),
            lines=(wording.text, self._plausible(finding), *self._caveat(result)),
            chances=Section(words.chances_title, _plain(self._chances(finding))),
            reasons=self._reasons(finding, band),
            profile=Section(words.profile_title, axes),
            closing=self._closing(wording),
            notes=self._notes(result),
            alt_scale=self._alt_scale(finding, wording.name),
            alt_profile=words.alt_profile.format(axes="; ".join(axis.text for axis in axes)),
        )

    def too_little(self, result: Result) -> str:
        """That there are too few answers for any description."""
        least = self._assessment.asking.pairs_least
        return self._words.no_band.format(pairs=result.finding.pairs, least=least)

    def _notes(self, result: Result) -> tuple[str, ...]:
        """What may still come, the honesty, and what it is based on."""
        offer = (self._words.more_offer,) if result.may_go_on else ()
        counted = self._words.counted.format(answers=result.finding.answered, version=result.version)
        return (*offer, self._words.honesty, counted)

    def _caveat(self, result: Result) -> tuple[str, ...]:
        if not result.provisional:
            return ()
        return (self._words.provisional, *(self._words.flags[flag.value] for flag in result.flags))

    def _plausible(self, finding: Finding) -> str:
        first, last = self._range(finding)
        text = self._words.range_one if first == last else self._words.range_many
        return text.format(percent=_percent(self._assessment.scoring.range), first=first, last=last)

    def _range(self, finding: Finding) -> tuple[str, str]:
        first, last = finding.plausible
        return self._words.bands[first.value].name, self._words.bands[last.value].name

    def _closing(self, band: BandWording) -> tuple[Section, ...]:
        shared = Section(self._words.shared_title, _cited(self._words.shared))
        return (shared, Section(self._words.next_title, _cited(band.next)))

    def _chances(self, finding: Finding) -> Iterable[str]:
        for band, chance in zip(BANDS, finding.score.p_bands, strict=True):
            words = next(one.words for one in self._words.chances if chance >= one.least)
            name = self._words.bands[band.value].name
            yield self._words.chance.format(band=name, words=words, percent=_percent(chance))

    def _reasons(self, finding: Finding, band: Band) -> tuple[Section, ...]:
        """For and against; in the middle, what spoke for each side."""
        words, reasons = self._words, finding.reasons
        titles = (words.reasons_for, words.reasons_against)
        if band is Band.BALANCED:
            titles = (self._each(POLES[0]), self._each(POLES[1]))
        found = zip(titles, (reasons.pro, reasons.con), strict=True)
        sections = tuple(Section(title, tuple(map(self._reason, said))) for title, said in found if said)
        return sections or (Section(words.no_reasons, ()),)

    def _each(self, pole: str) -> str:
        return self._words.reasons_each.format(field=self._fields[pole])

    def _reason(self, reason: Reason) -> Sentence:
        text = self._words.reason_much if reason.much else self._words.reason_bit
        chosen, first = reason.chosen.rstrip("."), reason.facts[0]
        said = text.format(chosen=chosen, field=self._fields[reason.pole], facts=self._facts[first].text)
        return Sentence(said, (first,))

    def _axes(self, finding: Finding) -> Iterable[str]:
        for one in finding.profile:
            side = self._words.profile[one.leaning.value]
            yield self._words.profile_axis.format(axis=one.label, side=side)

    def _alt_scale(self, finding: Finding, band: str) -> str:
        first, last = self._range(finding)
        return self._words.alt_scale.format(band=band, first=first, last=last)


def _plain(lines: Iterable[str]) -> tuple[Sentence, ...]:
    return tuple(map(Sentence, lines))


def _cited(said: Iterable[Cited]) -> tuple[Sentence, ...]:
    return tuple(Sentence(one.text, one.facts) for one in said)


def _percent(chance: float) -> str:
    """Whole percents; never 0 or 100, because nothing here is certain."""
    whole = round(100 * chance)
    return "<1" if whole < 1 else ">99" if whole > 99 else str(whole)
