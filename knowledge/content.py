"""What all content is made of: the frozen base model and the kinds of text, each with its limits."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
FactId = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{2,4}$")]
RelationId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}\d{2}$")]
# Slack cuts a button's text at 75 characters and a section's at 3,000; a sentence needs far less.
Line = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=r"^[^\n]*$")]
Label = Annotated[str, StringConstraints(min_length=1, max_length=75, pattern=r"^[^\n]*$")]
Words = Annotated[str, StringConstraints(min_length=2, max_length=60, pattern=r"^[^\n]*$")]


class Content(BaseModel):
    """Content is read once and never changed; a field nobody defined is a mistake in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
