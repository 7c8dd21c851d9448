"""Lets no statement reach a table of teams without naming the one team that it is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from weakref import WeakSet

from sqlalchemy import Alias, ColumnElement, Delete, Engine, Insert, Join, Select, Table, Update, event
from sqlalchemy.sql import operators
from sqlalchemy.sql.compiler import Compiled, DDLCompiler
from sqlalchemy.sql.elements import (
    BinaryExpression,
    BindParameter,
    BooleanClauseList,
    ColumnClause,
    TextClause,
)
from sqlalchemy.sql.visitors import iterate

TEAM_COLUMNS = frozenset({"team", "team_id"})
# An execution option, with the reason as its value: `statement.execution_options(maintenance="retention")`.
MAINTENANCE = "maintenance"


class UnscopedStatementError(RuntimeError):
    """A statement that could touch the rows of several teams. The message names the table, never a value."""


def guard_tenancy(engine: Engine, tables: Iterable[str]) -> None:
    """From now on every statement of this engine names one team, or says why it is maintenance.

    `tables` are the names of the tables of teams: raw SQL that mentions one of them is always refused.
    """
    mention = re.compile(rf"\b(?:{'|'.join(sorted(tables))})\b", re.IGNORECASE)
    # SQLAlchemy keeps what it compiled for statements of the same form, so that each form is read once.
    passed: WeakSet[Compiled] = WeakSet()

    def check(_c: Any, _cursor: Any, sql: str, _p: Any, context: Any, _many: bool) -> None:
        if context is None or context.execution_options.get(MAINTENANCE):
            return
        compiled = context.compiled
        if compiled is None or isinstance(compiled.statement, TextClause):
            _refuse_raw(mention, sql)
        elif compiled not in passed and not isinstance(compiled, DDLCompiler):
            check_statement(compiled.statement)
            passed.add(compiled)

    event.listen(engine, "before_cursor_execute", check)


def check_statement(statement: Any) -> None:
    """UnscopedStatementError unless every part of the statement keeps to one team."""
    for part in iterate(statement):
        if isinstance(part, Select):
            _check_rows(part.get_final_froms(), part.whereclause)
        elif isinstance(part, Update | Delete):
            _check_rows([part.table], part.whereclause)
            if isinstance(part, Update) and TEAM_COLUMNS & {_name(column) for column in part._values or ()}:
                raise UnscopedStatementError(f"{part.table}: an update must not move rows to a team")
        elif isinstance(part, Insert):
            _check_insert(part)


def _check_rows(froms: Iterable[Any], where: ColumnElement[bool] | None) -> None:
    leaves: list[Any] = []
    conditions = list(_conjuncts(where))
    for source in froms:
        _open_joins(source, leaves, conditions)
    scoped = _scoped(conditions)
    for leaf in leaves:
        if _team_columns(leaf) and leaf not in scoped:
            raise UnscopedStatementError(
                f"{leaf.name}: the statement names no team; compare its team column with one value, "
                f"or mark the statement with execution_options({MAINTENANCE}=reason)"
            )


def _check_insert(statement: Insert) -> None:
    """A new row carries its team by NOT NULL; what an upsert would overwrite must be of the same team."""
    columns = _team_columns(statement.table)
    clause = getattr(statement, "_post_values_clause", None)
    if not columns or clause is None:
        return
    target = {_name(column) for column in clause.inferred_target_elements or ()}
    if not target & columns:
        raise UnscopedStatementError(f"{statement.table.name}: the key of an upsert must contain the team")


def _refuse_raw(mention: re.Pattern[str], sql: str) -> None:
    found = mention.search(sql)
    if found:
        raise UnscopedStatementError(
            f"{found[0]}: raw SQL; mark it with execution_options({MAINTENANCE}=reason)"
        )


def _open_joins(source: Any, leaves: list[Any], conditions: list[Any]) -> None:
    """The tables below joins. A condition of an outer join leaves rows in, so that it counts for nothing."""
    if isinstance(source, Join):
        _open_joins(source.left, leaves, conditions)
        _open_joins(source.right, leaves, conditions)
        if not (source.isouter or source.full):
            conditions.extend(_conjuncts(source.onclause))
    elif isinstance(source, Table) or (isinstance(source, Alias) and isinstance(source.element, Table)):
        leaves.append(source)


def _conjuncts(where: Any) -> Iterator[Any]:
    if isinstance(where, BooleanClauseList) and where.operator is operators.and_:
        for clause in where.clauses:
            yield from _conjuncts(clause)
    elif where is not None:
        yield where


def _scoped(conditions: Iterable[Any]) -> set[Any]:
    """The tables whose team is compared with a value, or with the team of a table that is."""
    equal = [
        (condition.left, condition.right)
        for condition in conditions
        if isinstance(condition, BinaryExpression) and condition.operator is operators.eq
    ]
    scoped = {left.table for left, right in equal if _is_team(left) and isinstance(right, BindParameter)}
    pairs = [(left.table, right.table) for left, right in equal if _is_team(left) and _is_team(right)]
    for _ in pairs:
        scoped |= {table for pair in pairs if scoped & set(pair) for table in pair}
    return scoped


def _is_team(element: Any) -> bool:
    return isinstance(element, ColumnClause) and element.name in TEAM_COLUMNS


def _team_columns(source: Any) -> set[str]:
    return {column.name for column in source.c} & TEAM_COLUMNS


def _name(column: Any) -> str:
    return str(getattr(column, "name", column))
