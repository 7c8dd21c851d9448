"""The one message that a person gets without having asked: when they open the app for the first time."""

from __future__ import annotations

from pydantic import Field

from knowledge.content import Content, Label, Line


class Welcome(Content):
    """Without it nobody is welcomed. Its questions are the first three of `home`."""

    title: Label
    who: Line
    assessment: Line | None = Field(None, description="leave it out where there is no assessment")
    keeps: Line = Field(description="what is kept of people, in short")
    once: Line = Field(description="that this message comes only once")
    offer: Line = Field(description="introduces the buttons")
