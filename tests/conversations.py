"""Whole conversations as data: tests/dialogs/*.yaml, played through the core and again through Slack.

A turn has `say` (typed words) or `click` (a button's label), and what must come of it: `intents`, `roles`,
`decision`, `facts` (cited among others), `says` and `says_not` (parts of the text), `buttons` (offered among
others), `private` (only the person sees it).
"""

from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

FOLDER = Path(__file__).parent / "dialogs"


class Step(BaseModel):
    """One turn of a conversation, and what is expected of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    say: str | None = None
    click: str | None = None
    intents: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    decision: str = ""
    facts: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    says_not: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    private: bool = False

    @model_validator(mode="after")
    def _does_one_thing(self) -> "Step":
        if (self.say is None) == (self.click is None):
            raise ValueError("a turn needs either say or click")
        return self

    def check(self, text: str, buttons: Sequence[str]) -> None:
        """What a person sees, in the core as in Slack."""
        for words in self.says:
            assert words.lower() in text.lower(), f"{words!r} is missing in: {text}"
        for words in self.says_not:
            assert words.lower() not in text.lower(), f"{words!r} stands in: {text}"
        for fact in self.facts:
            assert fact in text, f"{fact} is not cited in: {text}"
        for label in self.buttons:
            assert label in buttons, f"no button {label!r}, there is {buttons}"


class Dialog(BaseModel):
    """A conversation of one person. `place` is where it begins."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    turns: tuple[Step, ...]


def load_dialogs() -> list[Dialog]:
    raw = [one for file in sorted(FOLDER.glob("*.yaml")) for one in yaml.safe_load(file.read_text())]
    return [Dialog.model_validate(one) for one in raw]
