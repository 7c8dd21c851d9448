"""`python -m knowledge` tells a person what is wrong, and an editor what may be written."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from knowledge import DEFAULT_PATH
from knowledge.__main__ import main
from knowledge.schema import build_schema

HERE = Path(__file__).parent


def test_a_whole_file_ends_with_zero(capsys):
    assert main([str(HERE / "tiny.yaml")]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "3 facts, 2 topics, 3 roles: whole" in printed.err


def test_a_broken_file_ends_with_one_line_a_problem(tmp_path, capsys):
    (tmp_path / "a.yaml").write_text("topics: 7")
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith("a.yaml: key 'topics': ")


def test_the_schema_in_the_repository_is_fresh(capsys):
    assert main(["--schema"]) == 0
    assert capsys.readouterr().out == (DEFAULT_PATH.parent / "schema.json").read_text()


FILES = sorted(DEFAULT_PATH.parent.rglob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_knowledge_file_fits_the_schema(file):
    schema = json.loads(json.dumps(build_schema()))
    jsonschema.validate(yaml.safe_load(file.read_text()), schema)
