"""Erases a team: its rows in every table that has a team, also in tables that come later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, DateTime, Delete, Float, MetaData, Table, delete

# Marks the column that says when a row was written, where it is not the first that holds a time.
WRITTEN = "written"
# Marks a table of teams whose rows end in their own way.
ENDS_ITSELF = "ends_itself"
# Marks a table whose rows lead to rows in others: it is erased before them.
LEADS = "leads"


def erasing(metadata: MetaData, team: str, before: datetime) -> Iterator[Delete]:
    """The statements that remove what was written for the team before this moment.

    A team that came back in the meantime keeps what it wrote since. Where no column tells the time, all
    of the team's rows go.
    """
    for table in sorted(metadata.sorted_tables, key=lambda one: not one.info.get(LEADS)):
        if "team" in table.c and not table.info.get(ENDS_ITSELF):
            statement = delete(table).where(table.c.team == team)
            written = written_column(table)
            yield statement if written is None else statement.where(written < as_written(written, before))


def written_column(table: Table) -> Column[Any] | None:
    """When a row was written: a time, or the seconds since 1970 in a column called `at` or `..._at`."""
    times = [column for column in table.c if isinstance(column.type, DateTime) or _is_seconds(column)]
    marked = [column for column in times if column.info.get(WRITTEN)]
    return next(iter([*marked, *times]), None)


def _is_seconds(column: Column[Any]) -> bool:
    return isinstance(column.type, Float) and (column.name == "at" or column.name.endswith("_at"))


def as_written(column: Column[Any], moment: datetime) -> datetime | float:
    """The moment as this column has it."""
    return moment.timestamp() if isinstance(column.type, Float) else moment
