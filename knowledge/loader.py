"""Reads a knowledge file: one YAML file or a folder of them, merged by their top-level keys, then checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.checks import find_problems
from knowledge.models import Knowledge
from knowledge.origins import Origins
from knowledge.problems import KnowledgeError, Problem
from knowledge.reading import read_yaml

DEFAULT_PATH = Path(__file__).parent / "product_vs_program"
MAX_FILES = 500


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
    try:
        files = sorted(file for ending in ("*.yaml", "*.yml") for file in path.rglob(ending))
    except OSError as error:
        cure = "let this process read it; is this the right folder?"
        raise KnowledgeError([Problem(str(path), "folder", str(error.strerror), cure)]) from None
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
