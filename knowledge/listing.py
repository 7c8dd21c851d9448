"""How Slack lists the app: its name, and the words beside its commands and shortcuts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from knowledge.content import Content, Line

# Slack refuses a manifest whose texts are longer.
AppName = Annotated[str, StringConstraints(min_length=1, max_length=35)]
About = Annotated[str, StringConstraints(min_length=1, max_length=140)]
ShortcutName = Annotated[str, StringConstraints(min_length=1, max_length=24)]


class CommandWords(Content):
    """What Slack shows when somebody begins to type the command."""

    description: Line
    hint: str = Field("", max_length=600, description="what may be typed behind it")


class ShortcutWords(Content):
    name: ShortcutName
    description: About


class CommandsWords(Content):
    """A command without words is not offered."""

    ask: CommandWords
    fit_quiz: CommandWords | None = None


class ShortcutsWords(Content):
    """A shortcut without words is not offered."""

    fit_quiz: ShortcutWords | None = None
    read_ad: ShortcutWords | None = None
    summarise: ShortcutWords | None = None


class Listing(Content):
    name: AppName
    description: About
    commands: CommandsWords
    shortcuts: ShortcutsWords = ShortcutsWords()
