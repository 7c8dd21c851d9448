"""The six subjects one by one, as coarsely as two or three answers each allow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.advisor.assessment.bank import Answers, Bank


class Leaning(StrEnum):
    PRODUCT = "product"
    EVEN = "even"
    PROGRAM = "program"
    UNASKED = "unasked"


@dataclass(frozen=True, slots=True)
class AxisLeaning:
    axis: str
    label: str
    leaning: Leaning


def profile(bank: Bank, answers: Answers) -> tuple[AxisLeaning, ...]:
    """In the order of the knowledge file; no numbers, they would claim more than is known."""
    lean = bank.assessment.explaining.axis_lean
    found = []
    for axis in bank.assessment.axes:
        values = [answers[pair.id] for pair in bank.pairs[axis.name] if pair.id in answers]
        found.append(AxisLeaning(axis.name, axis.label, _leaning(values, lean)))
    return tuple(found)


def _leaning(values: list[int], lean: float) -> Leaning:
    if not values:
        return Leaning.UNASKED
    mean = sum(values) / len(values)
    if abs(mean) < lean:
        return Leaning.EVEN
    return Leaning.PRODUCT if mean > 0 else Leaning.PROGRAM
