"""Reads a knowledge file: one YAML file or a folder of them, merged by their top-level keys, then checked."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.checks import find_problems
from knowledge.models import Knowledge
from knowledge.origins import Origins
from knowledge.problems import KnowledgeError, Problem

DEFAULT_PATH = Path(__file__).parent / "product_vs_program"
MAX_FILE_BYTES = 2_000_000
MAX_FILES = 500
# Where an alias may stand, and some more places: a text in which it is found is only read more slowly.
_MAY_BE_ALIAS = re.compile(r"(?:^|[\s,\[{:?-])\*\S", re.MULTILINE)
# PyYAML may have been built without libyaml.
_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(path: Path | str = DEFAULT_PATH) -> Knowledge:
    """The knowledge in `path`. Raises KnowledgeError with every problem found, each with its cure."""
    raw, origins = _merge(Path(path))
    try:
        knowledge = Knowledge.model_validate(raw)
    except ValidationError as error:
        raise KnowledgeError(origins.describe(error)) from None
    if problems := list(find_problems(knowledge, origins)):
        raise KnowledgeError(problems)
    return knowledge


def _merge(path: Path) -> tuple[dict[str, Any], Origins]:
    raw: dict[str, Any] = {}
    origins = Origins()
    problems: list[Problem] = []
    for file in _files(path):
        name = file.name if file == path else file.relative_to(path).as_posix()
        try:
            document = read_yaml(file, name)
        except KnowledgeError as error:
            problems += error.problems
            continue
        for key, value in document.items():
            problems += _add(raw, origins, name, key, value)
    if problems:
        raise KnowledgeError(problems)
    return raw, origins


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        cure = "set KNOWLEDGE_PATH to a YAML file or to a folder of YAML files"
        raise KnowledgeError([Problem(str(path), "path", "there is no such file or folder", cure)])
    files = sorted(file for ending in ("*.yaml", "*.yml") for file in path.rglob(ending))
    if not files:
        raise KnowledgeError([Problem(str(path), "folder", "has no YAML file", "add files ending in .yaml")])
    if len(files) > MAX_FILES:
        cure = f"keep at most {MAX_FILES} files; is this the right folder?"
        raise KnowledgeError([Problem(str(path), "folder", f"has {len(files)} YAML files", cure)])
    return files


def _add(raw: dict[str, Any], origins: Origins, file: str, key: str, value: Any) -> Iterator[Problem]:
    """Lists of several files are joined, mappings united; anything else may be given once."""
    if key not in Knowledge.model_fields:
        known = ", ".join(Knowledge.model_fields)
        yield Problem(file, f"key '{key}'", "is unknown", f"use one of: {known}")
    elif isinstance(value, list):
        origins.note(file, key, value)
        raw.setdefault(key, []).extend(value)
    elif isinstance(value, dict):
        held = raw.setdefault(key, {})
        for name in sorted(held.keys() & value.keys()):
            yield Problem(file, f"{key} '{name}'", "is given twice", "keep one of them")
        origins.note_names(file, key, value)
        held.update(value)
    else:
        yield Problem(file, f"key '{key}'", "is neither a list nor a mapping", "indent its entries below it")


def read_yaml(file: Path, name: str) -> dict[str, Any]:
    """One YAML document as a mapping. Refuses what is unsafe: aliases, Python tags, NUL, huge files."""
    text = _text(file, name)
    try:
        document = _document(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise KnowledgeError([_yaml_problem(name, error)]) from None
    if not isinstance(document, dict):
        cure = "begin with a key such as topics: and put the entries below it"
        raise KnowledgeError([Problem(name, "file", "is empty or not a mapping", cure)])
    return document


def _document(text: str) -> Any:
    """Read by libyaml, many times as fast. What may hold an alias, or is not in order, is read in Python,
    which refuses the one and says what is wrong with the other.
    """
    if _MAY_BE_ALIAS.search(text):
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 (a SafeLoader below)
    try:
        return yaml.load(text, Loader=_FastLoader)  # noqa: S506 (a SafeLoader below)
    except (yaml.YAMLError, RecursionError):
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 (a SafeLoader below)


def _text(file: Path, name: str) -> str:
    size = os.path.getsize(file)
    if size > MAX_FILE_BYTES:
        cure = f"cut it by subject; a file may have {MAX_FILE_BYTES} bytes"
        raise KnowledgeError([Problem(name, "file", f"has {size} bytes", cure)])
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problem = Problem(name, f"byte {error.start}", "is not UTF-8", "save the file as UTF-8")
        raise KnowledgeError([problem]) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise KnowledgeError([Problem(name, f"line {line}", "has a NUL character", "delete it")])
    return text


def _yaml_problem(name: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    thing = f"line {mark.line + 1}" if mark else "file"
    what = getattr(error, "problem", None) or "is nested too deeply to be read"
    return Problem(name, thing, str(what), getattr(error, "cure", "mend the YAML here; tabs cannot indent"))


class _UniqueKeys:
    """No key given twice in a mapping: the first one would be gone without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise _Refused(f"has the key '{key.value}' twice", key.start_mark, "keep one of them")
            seen.add(key.value)
        return super().construct_mapping(node, deep)  # type: ignore[misc, no-any-return]


class _StrictLoader(_UniqueKeys, yaml.SafeLoader):
    """Safe YAML without aliases: a few of them can swell to gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]
            raise _Refused("uses a YAML alias", event.start_mark, "write the text out where it is used")
        return super().compose_node(parent, index)


class _FastLoader(_UniqueKeys, _Parser):  # type: ignore[misc, valid-type]
    """Composes in C, so it cannot refuse aliases itself."""


class _Refused(yaml.MarkedYAMLError):
    def __init__(self, problem: str, mark: yaml.Mark, cure: str) -> None:
        super().__init__(problem=problem, problem_mark=mark)
        self.cure = cure
