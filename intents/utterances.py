"""The sentences that train: one YAML file an intent, read once and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from intents.normalizer import normalize
from knowledge.content import Id
from knowledge.problems import KnowledgeError, Problem
from knowledge.reading import read_yaml

UTTERANCES_PATH = Path(__file__).parent / "utterances"
Said = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    intent: Id
    utterances: tuple[Said, ...] = Field(min_length=1)
    role: Id | None = Field(None, description="the role that is meant where a question names none; else both")
    neighbours: bool = Field(False, description="a question on a neighbouring role has this intent too")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Intent -> its utterances. `{role}` in an utterance stands for any role."""

    utterances: Mapping[str, tuple[str, ...]]
    default_roles: Mapping[str, str] = field(default_factory=dict)
    for_neighbours: frozenset[str] = frozenset()  # intents that neighbouring roles are asked about, too

    @classmethod
    def load(cls, path: Path = UTTERANCES_PATH) -> Corpus:
        """Raises KnowledgeError with every problem of every file, each with its cure."""
        files: dict[str, _File] = {}
        problems: list[Problem] = []
        for file in utterance_files(path):
            try:
                read = _read(file)
            except KnowledgeError as error:
                problems += error.problems
                continue
            problems += _check_intent(file.name, read, files)
            files[file.name] = read
        problems += _check_twice(files)
        if problems:
            raise KnowledgeError(problems)
        said = {one.intent: one.utterances for one in files.values()}
        roles = {one.intent: one.role for one in files.values() if one.role}
        return cls(said, roles, frozenset(one.intent for one in files.values() if one.neighbours))

    def pairs(self) -> list[tuple[str, str]]:
        """(utterance, intent) in a fixed order."""
        return [(said, intent) for intent in sorted(self.utterances) for said in self.utterances[intent]]


def utterance_files(path: Path) -> list[Path]:
    files = sorted(path.glob("*.yaml"))
    if not files:
        cure = "add one file an intent, such as help.yaml"
        raise KnowledgeError([Problem(str(path), "folder", "has no YAML file", cure)])
    return files


def describe(name: str, error: ValidationError) -> Iterator[Problem]:
    """One problem for each thing that has the wrong shape."""
    for one in error.errors():
        thing = " ".join(f"'{part}'" for part in one["loc"]) or "file"
        cure = "write it as in the other files; quote a text that YAML could misread"
        yield Problem(name, thing, one["msg"], cure)


def _read(file: Path) -> _File:
    raw = read_yaml(file, file.name)
    try:
        return _File.model_validate(raw)
    except ValidationError as error:
        raise KnowledgeError(describe(file.name, error)) from None


def _check_intent(name: str, read: _File, files: Mapping[str, _File]) -> Iterator[Problem]:
    for other, known in files.items():
        if known.intent == read.intent:
            yield Problem(name, f"intent '{read.intent}'", f"is in {other} too", "keep an intent in one file")


def _check_twice(files: Mapping[str, _File]) -> Iterator[Problem]:
    """A sentence in two intents teaches neither."""
    seen: dict[str, str] = {}
    for name, file in files.items():
        for said in file.utterances:
            text = normalize(said)
            if seen.setdefault(text, name) != name:
                cure = "keep it where it belongs"
                yield Problem(name, f"utterance '{said}'", f"is in {seen[text]} too", cure)
