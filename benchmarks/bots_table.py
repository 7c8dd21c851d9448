"""The figures of `benchmarks.bots` as rows, and the table that shows them beside ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.contestants import OURS

if TYPE_CHECKING:
    from benchmarks.bots import Result

HEAD = (
    "| Web API | bot | CPU ms a message | answers per CPU second | ours / this | ack p50 / p99 ms "
    "| reply p50 / p99 ms | memory MB | cold start s |\n|---|---|--:|--:|--:|--:|--:|--:|--:|"
)


@dataclass(frozen=True)
class Row:
    """One bot over one way to the Web API; times in milliseconds, None where it could not hold the rate."""

    way: str
    name: str
    cpu: list[float]
    ack: tuple[float, float] | None
    reply: tuple[float, float] | None
    memory: float
    cold: list[float]
    late: int

    @classmethod
    def of(cls, way: str, name: str, result: Result) -> Row:
        return cls(
            way,
            name,
            [round(one, 3) for one in result.cpu],
            _percentiles(result.acks),
            _percentiles(result.replies),
            round(result.memory),
            [round(one, 2) for one in result.cold],
            result.late,
        )

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def table(rows: Sequence[Row], told: Mapping[str, object]) -> str:
    """In Markdown. The ratio: how often ours answers while that bot answers once, on as much CPU."""
    ours = {row.way: row for row in rows if row.name == OURS}
    lines = [_line(row, ours.get(row.way)) for row in rows]
    about = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in told.items())
    return "\n".join([about, "", HEAD, *lines])


def _line(row: Row, ours: Row | None) -> str:
    cpu = median(row.cpu)
    cells = [
        row.way,
        row.name,
        f"{cpu:.2f}",
        f"{1_000 / cpu:.0f}",
        _ratio(row, ours),
        _pair(row.ack),
        _pair(row.reply),
        f"{row.memory:.0f}",
        f"{median(row.cold):.2f}",
    ]
    return f"| {' | '.join(cells)} |"


def _ratio(row: Row, ours: Row | None) -> str:
    """Of each round, the median with the least and the most."""
    if ours is None:
        return ""
    ratios = sorted(theirs / own for theirs, own in zip(row.cpu, ours.cpu, strict=True))
    return f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"


def _pair(pair: tuple[float, float] | None) -> str:
    return f"{pair[0]:.1f} / {pair[1]:.1f}" if pair else "cannot hold the rate"


def _percentiles(seconds: Sequence[float]) -> tuple[float, float] | None:
    ordered = sorted(seconds)
    if not ordered:
        return None
    return tuple(round(ordered[int((len(ordered) - 1) * share)] * 1_000, 1) for share in (0.5, 0.99))  # type: ignore[return-value]
