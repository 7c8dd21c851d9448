"""Erases a team: its rows in every table that has a team, also in tables that come later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Column, DateTime, Delete, MetaData, Table, delete

# Marks the column that says when a row was written, where it is not the first that holds a time.
WRITTEN = "written"
# Marks a table of teams whose rows end in their own way.
ENDS_ITSELF = "ends_itself"


def erasing(metadata: MetaData, team: str, before: datetime) -> Iterator[Delete]:
    """The statements that remove what was written for the team before this moment.

    A team that came back in the meantime keeps what it wrote since. Where no column tells the time, all
    of the team's rows go.
    """
    for table in reversed(metadata.sorted_tables):
        if "team" in table.c and not table.info.get(ENDS_ITSELF):
            statement = delete(table).where(table.c.team == team)
            written = written_column(table)
            yield statement if written is None else statement.where(written < before)


def written_column(table: Table) -> Column[datetime] | None:
    """When a row was written."""
    times = [column for column in table.c if isinstance(column.type, DateTime)]
    marked = [column for column in times if column.info.get(WRITTEN)]
    return next(iter([*marked, *times]), None)
