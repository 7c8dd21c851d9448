"""A person's settings as the Home tab and the summary of their data tell them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Wished:
    """`weekday` (Monday is 0) is None where no digest is wished for; `hour` is one of the day in `zone`."""

    weekday: int | None = None
    hour: int = 0
    zone: str = ""
    as_file: bool = False
    summarised_at: datetime | None = None
