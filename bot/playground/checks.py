"""Refuses what Slack would refuse in a message or a view, with Slack's error codes and pointers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.playground.block_table import Surface, blocks_of, view_of
from bot.playground.refusals import RefusalError
from bot.playground.schema import Problem

TEXT_CHARACTERS = 40_000
UPDATE_CHARACTERS = 4_000
# Undocumented: measured between 13,172 and 13,297 by others (bolt-js issue 2509, metabase issue 79908).
MESSAGE_CHARACTERS = 13_200
TABLE_CHARACTERS = 10_000
VIEW_BYTES = 250_000


@dataclass(frozen=True, slots=True)
class Content:
    """What is kept of a message that passed; `warnings` are Slack's words for what it only minds."""

    text: str
    blocks: list[dict[str, Any]]
    warnings: tuple[str, ...] = ()


def check_message(text: str, blocks: Any, other: bool = False) -> Content:
    """Raises RefusalError for what Slack refuses. `other`: an attachment or file stands for the text."""
    blocks = [] if blocks is None else blocks
    if not isinstance(blocks, list):
        raise RefusalError("invalid_blocks_format")
    if not (text.strip() or blocks or other):
        raise RefusalError("no_text")
    refuse_blocks(blocks)
    warnings = []
    if blocks and not text.strip():
        warnings.append("missing_text_in_message")
    if len(text) > TEXT_CHARACTERS:
        warnings.append("message_truncated")
    return Content(text[:TEXT_CHARACTERS], blocks, tuple(warnings))


def check_update(text: str | None, blocks: Any) -> Content:
    """As check_message, but a changed text may not be longer than 4,000 characters."""
    if text is not None and len(text) > UPDATE_CHARACTERS:
        raise RefusalError("msg_too_long")
    return check_message(text or "", blocks)


def refuse_blocks(blocks: list[Any]) -> None:
    problems = block_problems(blocks)
    if problems:
        raise RefusalError.with_messages("invalid_blocks", [str(problem) for problem in problems])
    if sum(1 for block in blocks if block["type"] in {"table", "data_table"}) > 1:
        raise RefusalError.with_messages("invalid_attachments", ["[ERROR] only_one_table_allowed"])
    if sum(map(len, _texts(blocks))) > MESSAGE_CHARACTERS:
        raise RefusalError("msg_blocks_too_long")


def block_problems(blocks: Any, surface: Surface = "message", at: str = "/blocks") -> list[Problem]:
    """Everything wrong with a list of blocks, with where it is."""
    found = list(blocks_of(surface).problems(blocks, at))
    if isinstance(blocks, list) and all(isinstance(block, dict) for block in blocks):
        found += _repeated_ids(blocks, at)
        found += _wrong_tables(blocks, at)
    return found


def view_problems(view: Any) -> list[Problem]:
    """Everything wrong with a modal or a Home tab."""
    if not isinstance(view, dict):
        return [Problem("/view", "must provide an object")]
    found = list(view_of(str(view.get("type"))).problems(view, "/view"))
    blocks = view.get("blocks")
    if isinstance(blocks, list) and all(isinstance(block, dict) for block in blocks):
        found += _repeated_ids(blocks, "/view/blocks")
        has_input = any(block.get("type") == "input" for block in blocks)
        if view.get("type") == "modal" and has_input and "submit" not in view:
            found.append(Problem("/view", "missing required field: submit"))
    return found


def refuse_view(view: Any) -> None:
    problems = view_problems(view)
    if problems:
        raise RefusalError.with_messages("invalid_arguments", [str(problem) for problem in problems])
    if len(str(view).encode()) > VIEW_BYTES:
        raise RefusalError("view_too_large")


def _repeated_ids(blocks: Sequence[dict[str, Any]], at: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        if "block_id" in block:
            yield from _repeated("block_id", block["block_id"], seen, f"{at}/{number}")
        elements = block.get("elements")
        actions: set[str] = set()
        for place, element in enumerate(elements if isinstance(elements, list) else ()):
            if isinstance(element, dict) and "action_id" in element:
                where = f"{at}/{number}/elements/{place}"
                yield from _repeated("action_id", element["action_id"], actions, where)


def _repeated(name: str, value: Any, seen: set[str], at: str) -> Iterator[Problem]:
    if str(value) in seen:
        yield Problem(f"{at}/{name}", f'`{name}` "{value}" already exists')
    seen.add(str(value))


def _wrong_tables(blocks: Sequence[dict[str, Any]], at: str) -> Iterator[Problem]:
    """A data table is a rectangle; the cells of all tables together have a limit of their own."""
    for number, block in enumerate(blocks):
        rows = block.get("rows")
        if not isinstance(rows, list):
            continue
        if sum(map(len, _texts(rows))) > TABLE_CHARACTERS:
            yield Problem(f"{at}/{number}/rows", f"must be less than {TABLE_CHARACTERS + 1} characters")
        widths = {len(row) for row in rows if isinstance(row, list)}
        if block.get("type") == "data_table" and len(widths) > 1:
            yield Problem(f"{at}/{number}/rows", "must have the same number of cells in every row")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, held in value.items():
            if name == "text" and isinstance(held, str):
                yield held
            else:
                yield from _texts(held)
    elif isinstance(value, list):
        for held in value:
            yield from _texts(held)
