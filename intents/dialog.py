"""The words of conversation in dialog.yaml: moves, fillers, stop words, other languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from intents.models import Move
from intents.normalizer import stem
from knowledge.problems import KnowledgeError, Problem
from knowledge.reading import read_yaml

DIALOG_PATH = Path(__file__).parent / "dialog.yaml"
Words = frozenset[str]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _stemmed(words: Words) -> Words:
    return frozenset(stem(word) for word in words)


Stems = Annotated[Words, AfterValidator(_stemmed)]


class Bare(_Data):
    """The company in which a short name such as 'product' means the role, and in which it does not."""

    with_: Stems = Field(alias="with")
    before: Words
    asks: Words
    not_before: Words
    after: Stems
    not_after: Stems
    joins: Words


class StandIns(_Data):
    """Pronouns for one role, and for all roles named before."""

    one: Words
    all: Words


class Subjects(_Data):
    """The topics on which the subject of a question may tell its role, and the words that do."""

    intents: Words
    both: Words
    roles: Mapping[str, Stems]


class Private(_Data):
    """The words around 'pm' that make it a private message or a time of day."""

    after: Words
    before: Words
    sending: Words


class Dialog(_Data):
    """Everything here is matched in normalised text."""

    moves: Mapping[Move, tuple[str, ...]]
    fillers: Words
    asks_anew: tuple[str, ...]
    unless: Words
    continuations: tuple[str, ...]
    pronouns: tuple[str, ...]
    stand_ins: StandIns
    both: tuple[str, ...]
    both_roles: tuple[str, ...]
    contrasts: Words
    subjects: Subjects
    role_nouns: Mapping[str, Words]
    protected: Words
    bare: Bare
    private: Private
    stop_words: Words
    telling: Words
    lead_ins: Words
    openers: Words
    foreign: Mapping[str, Words]
    english_words: Words


def load_dialog(path: Path = DIALOG_PATH) -> Dialog:
    try:
        return Dialog.model_validate(read_yaml(path, path.name))
    except ValidationError as error:
        first = error.errors()[0]
        thing = " ".join(f"'{part}'" for part in first["loc"])
        cure = "compare it with the fields of Dialog in intents/dialog.py"
        raise KnowledgeError([Problem(path.name, thing, first["msg"], cure)]) from None
