"""What Slack's own client minds in a form before it sends anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from bot.playground.records import Json, elements_of
from bot.playground.values import is_empty

REQUIRED = "Please complete this required field."
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://[^\s.]+\.?\S*")


def problems_of(blocks: list[Json], state: Json) -> Json:
    """A sentence for each input that is not right, by its block_id."""
    found: Json = {}
    for block, element in elements_of(blocks):
        if block["type"] == "input":
            held = state["values"][block["block_id"]][element["action_id"]]
            for problem in _problems(block, element, held):
                found.setdefault(block["block_id"], problem)
    return found


def _problems(block: Json, element: Json, held: Json) -> Iterator[str]:
    if is_empty(held):
        if not block.get("optional"):
            yield REQUIRED
        return
    value = held.get("value")
    if isinstance(value, str):
        yield from _length(element, value)
        if element["type"] == "email_text_input" and not _EMAIL.fullmatch(value):
            yield "Please enter a valid email address."
        if element["type"] == "url_text_input" and not _URL.fullmatch(value):
            yield "Please enter a valid URL."
        if element["type"] == "number_input":
            yield from _number(element, value)
    yield from _count(element, held)


def _length(element: Json, value: str) -> Iterator[str]:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        yield f"Please enter at least {least} characters."
    if len(value) > most:
        yield f"Please enter at most {most} characters."


def _number(element: Json, value: str) -> Iterator[str]:
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        yield "Please enter a valid number."
        return
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        yield "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        yield f"Please enter a number that is at least {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        yield f"Please enter a number that is at most {element['max_value']}."


def _count(element: Json, held: Json) -> Iterator[str]:
    many = [value for value in held.values() if isinstance(value, list)]
    most = element.get("max_selected_items", element.get("max_files"))
    if most is not None and any(len(value) > most for value in many):
        yield f"Please choose at most {most}."
