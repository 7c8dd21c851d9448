"""The figures of the assessment's simulation, each with its goal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.advisor.assessment import BANDS, Band, Bands, Flag

if TYPE_CHECKING:
    from benchmarks.assessment import Record

Records = Sequence["Record"]
BAND = Bands(0.35, 1.0).band
NINETY = 1.645
STRONG = (Band.STRONG_PROGRAM, Band.STRONG_PRODUCT)


@dataclass(frozen=True)
class Figure:
    """One line of the report; without limits it is only told."""

    crowd: str
    name: str
    value: float
    low: float | None = None
    high: float | None = None

    @property
    def ok(self) -> bool:
        return (self.low is None or self.value >= self.low) and (self.high is None or self.value <= self.high)

    def __str__(self) -> str:
        limits = {(False, False): "", (True, False): f">= {self.low}", (False, True): f"<= {self.high}"}
        limits[True, True] = f"{self.low} to {self.high}"
        goal = limits[self.low is not None, self.high is not None]
        verdict = ("ok" if self.ok else "MISSED") if goal else ""
        return f"{self.crowd:18} {self.name:52} {self.value:9.4f}  {goal:14} {verdict}".rstrip()


def honest_figures(crowds: Mapping[str, Records], loadings: Sequence[float]) -> Iterator[Figure]:
    """Goals hold for the three loadings together; each crowd of readers is told on its own as well."""
    together = [one for loading in loadings for one in crowds[f"honest {loading}"]]
    yield from _readers("all loadings", together, judged=True)
    for name, records in crowds.items():
        if not name.startswith(("random", "mood")):
            yield from _readers(name, records, judged=False)


def _readers(crowd: str, records: Records, *, judged: bool) -> Iterator[Figure]:
    def figure(name: str, value: float, low: float | None = None, high: float | None = None) -> Figure:
        return Figure(crowd, name, value, low if judged else None, high if judged else None)

    clicks = np.array([one.pairs + 2 for one in records])
    yield figure("scored clicks (pairs and two statements), mean", clicks.mean(), high=15)
    yield figure("scored clicks, 90th percentile", float(np.quantile(clicks, 0.9)), high=18)
    yield figure("all clicks, mean", float(np.mean([one.clicks for one in records])))
    yield figure("90 % interval covers the truth", _share(records, _covered), 0.86, 0.95)
    yield figure("plausible range covers the true band", _share(records, _in_range), 0.86)
    clear = [one for one in records if abs(one.theta) > 1]
    yield figure("truth beyond 1, result on the other side", _share(clear, _other_side), high=0.001)
    yield figure("truth beyond 1, result on the right side", _share(clear, _right_side))
    strong = [one for one in records if abs(one.theta) >= 1]
    yield figure("strong, called strong on the other side", _share(strong, _opposite), high=0.0001)
    yield figure("calibration error of the stated probabilities", _calibration_error(records), high=0.03)
    yield figure("calibration error of the named band alone", _named_error(records))
    yield figure("named band is the true one", _share(records, lambda one: one.band is BAND(one.theta)))
    yield figure("named band within one of the true one", _share(records, lambda one: _apart(one) <= 1))
    yield figure("r2 of estimate and truth", float(np.corrcoef(*_estimates(records))[0, 1] ** 2))
    yield figure(
        "flagged provisional (false alarms)", _share(records, lambda one: bool(one.flags)), high=0.03
    )
    yield from _neither(figure, records)


def _neither(figure: Callable[..., Figure], records: Records) -> Iterator[Figure]:
    yield figure("asked more statements", _share(records, lambda one: one.statements > 2))
    yield figure("asked a second set of statements", _share(records, lambda one: one.statements > 4))
    said = [one for one in records if one.neither]
    yield figure("told 'neither'", _share(records, lambda one: one.neither))
    yield figure("  of these truly below -1 of attraction", _share(said, lambda one: one.level < -1))
    yield figure("  of these truly below average", _share(said, lambda one: one.level < 0))
    low = [one for one in records if one.level < -1]
    yield figure("  told among those below -1", _share(low, lambda one: one.neither))


def mood_figures(crowds: Mapping[str, Records]) -> Iterator[Figure]:
    """How false alarms hang on the assumption of how alike a pair is answered twice."""
    for name in ("mood 0.8", "mood 0.9"):
        yield Figure(
            name, "flagged provisional (false alarms)", _share(crowds[name], lambda one: bool(one.flags))
        )


def random_figures(crowds: Mapping[str, Records]) -> Iterator[Figure]:
    """Hurried clickers are found by time and by the repeat; the unhurried by the repeat alone."""
    for name, goal in (("random hurried", 0.75), ("random unhurried", None)):
        records = crowds[name]
        yield Figure(name, "flagged", _share(records, lambda one: bool(one.flags)), goal)
        yield Figure(name, "  as fast", _share(records, lambda one: Flag.FAST in one.flags))
        yield Figure(
            name, "  as uneven (the repeated pair)", _share(records, lambda one: Flag.UNEVEN in one.flags)
        )
        yield Figure(name, "told 'neither'", _share(records, lambda one: one.neither))
        unflagged = [one for one in records if not one.flags]
        yield Figure(
            name, "unflagged and told strong", len([o for o in unflagged if o.band in STRONG]) / len(records)
        )


def straight_figures(records: Records) -> Iterator[Figure]:
    name = "straight-liners"
    yield Figure(name, "largest estimate", max(abs(one.mean) for one in records), high=0.0)
    yield Figure(name, "flagged", _share(records, lambda one: Flag.SAME_BUTTON in one.flags), 1.0)
    yield Figure(name, "told 'neither'", _share(records, lambda one: one.neither), high=0.0)


def _share(records: Records, holds: Callable[[Record], bool]) -> float:
    return float(np.mean([holds(one) for one in records])) if records else float("nan")


def _covered(one: Record) -> bool:
    return abs(one.theta - one.mean) <= NINETY * one.sd


def _in_range(one: Record) -> bool:
    first, last = (BANDS.index(band) for band in one.plausible)
    return first <= BANDS.index(BAND(one.theta)) <= last


def _other_side(one: Record) -> bool:
    return one.band is not Band.BALANCED and one.mean * one.theta < 0


def _right_side(one: Record) -> bool:
    return one.band is not Band.BALANCED and one.mean * one.theta > 0


def _opposite(one: Record) -> bool:
    return one.band in STRONG and one.mean * one.theta < 0


def _apart(one: Record) -> int:
    return abs(BANDS.index(one.band) - BANDS.index(BAND(one.theta)))


def _estimates(records: Records) -> tuple[list[float], list[float]]:
    return [one.mean for one in records], [one.theta for one in records]


def _calibration_error(records: Records) -> float:
    """Over all five probabilities of everybody, in ten bins."""
    said = np.array([one.chances for one in records]).ravel()
    true = np.array([[band is BAND(one.theta) for band in BANDS] for one in records]).ravel()
    return _binned(said, true)


def _named_error(records: Records) -> float:
    said = np.array([one.chances[BANDS.index(one.band)] for one in records])
    return _binned(said, np.array([one.band is BAND(one.theta) for one in records]))


def _binned(said: np.ndarray, true: np.ndarray) -> float:
    bins = np.minimum((said * 10).astype(int), 9)
    found = [(bins == one) for one in range(10) if (bins == one).any()]
    return float(sum(abs(said[one].mean() - true[one].mean()) * one.mean() for one in found))
