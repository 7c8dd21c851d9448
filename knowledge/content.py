"""What all content is made of: the frozen base model and the kinds of text, each with its limits."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

_ID, _FACT, _RELATION, _LINE = r"^[a-z][a-z0-9_]*$", r"^[A-Z]\d{2,4}$", r"^[A-Z]{2}\d{2}$", r"^[^\n]*$"
# How each pattern is told to people.
SHAPES = {
    _ID: "small letters, digits and _ only, a letter first",
    _FACT: "one capital letter and two to four digits, such as A012",
    _RELATION: "two capital letters and two digits, such as CT01",
    _LINE: "all of it in one line",
}
OTHER_SHAPE = "it as its neighbours are written"
Id = Annotated[str, StringConstraints(pattern=_ID, max_length=60)]
FactId = Annotated[str, StringConstraints(pattern=_FACT)]
RelationId = Annotated[str, StringConstraints(pattern=_RELATION)]
# Slack cuts a button's text at 75 characters and a section's at 3,000; a sentence needs far less.
Line = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=_LINE)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=75, pattern=_LINE)]
Words = Annotated[str, StringConstraints(min_length=2, max_length=60, pattern=_LINE)]


class Content(BaseModel):
    """Content is read once and never changed; a field nobody defined is a mistake in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
