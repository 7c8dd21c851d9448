"""What an attempt comes to: a finding from the answers alone, and how the answers were given."""

from __future__ import annotations

from dataclasses import dataclass

from bot.advisor.assessment.bands import Band, plausible_range
from bot.advisor.assessment.bank import Answers, Bank
from bot.advisor.assessment.careless import Flag
from bot.advisor.assessment.level import is_neither
from bot.advisor.assessment.profile import AxisLeaning, profile
from bot.advisor.assessment.reasons import Explainer, Reasons
from bot.advisor.assessment.scoring import Score, Scorer


@dataclass(frozen=True, slots=True)
class Finding:
    """What the answers say, whatever order, sides or time they were given in.

    `band` is None and nothing else should be told while there are too few pairs for a verdict.
    """

    score: Score
    band: Band | None
    plausible: tuple[Band, Band]
    neither: bool
    reasons: Reasons
    profile: tuple[AxisLeaning, ...]
    pairs: int
    answered: int

    @property
    def is_even(self) -> bool:
        """Neither side is favoured, so the reasons are for product and for program."""
        return self.score.band is Band.BALANCED


@dataclass(frozen=True, slots=True)
class Result:
    """A finding with its caveats. `may_go_on`: a few more questions could make it clearer."""

    finding: Finding
    flags: tuple[Flag, ...]
    version: str
    may_go_on: bool

    @property
    def provisional(self) -> bool:
        return bool(self.flags)


class Findings:
    """Works out findings for one assessment."""

    def __init__(self, bank: Bank, scorer: Scorer) -> None:
        self._bank = bank
        self._scorer = scorer
        self._explainer = Explainer(bank, scorer)

    def find(self, answers: Answers) -> Finding:
        assessment = self._bank.assessment
        score = self._scorer.score(answers)
        pairs = sum(pair.id in answers for pair in assessment.pairs)
        enough = pairs >= assessment.asking.pairs_least
        return Finding(
            score=score,
            band=score.band if enough else None,
            plausible=plausible_range(score.p_bands, assessment.scoring.range),
            neither=enough and is_neither(answers, score.band, self._bank.quads, assessment.asking),
            reasons=self._explainer.explain(answers, score),
            profile=profile(self._bank, answers),
            pairs=pairs,
            answered=len(answers),
        )
