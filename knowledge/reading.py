"""Reads one YAML file as a mapping, and refuses what is unsafe: aliases, Python tags, NUL, huge files."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import yaml

from knowledge.problems import KnowledgeError, Problem
from knowledge.yaml_mistakes import yaml_problem

MAX_FILE_BYTES = 2_000_000
# Where an alias may stand, and some more places: a text in which it is found is only read more slowly.
_MAY_BE_ALIAS = re.compile(r"(?:^|[\s,\[{:?-])\*\S", re.MULTILINE)
# PyYAML may have been built without libyaml.
_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(file: Path, name: str) -> dict[str, Any]:
    """KnowledgeError, with the line, for what is no YAML mapping. `name` is what people call the file."""
    text = _text(file, name)
    try:
        document = _document(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise KnowledgeError([yaml_problem(name, error, text)]) from None
    if not isinstance(document, dict):
        cure = "begin with a key such as topics: and put the entries below it; a file that is empty can go"
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
    try:
        size = os.path.getsize(file)
        if size > MAX_FILE_BYTES:
            cure = f"cut it by subject; a file may have {MAX_FILE_BYTES} bytes"
            raise KnowledgeError([Problem(name, "file", f"has {size} bytes", cure)])
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise KnowledgeError(
            [Problem(name, f"line {line}", "is not UTF-8", "save the file as UTF-8")]
        ) from None
    except OSError as error:
        cure = "let this process read it, or take it away"
        raise KnowledgeError([Problem(name, "file", str(error.strerror), cure)]) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise KnowledgeError([Problem(name, f"line {line}", "has a NUL character", "delete it")])
    return text


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
