"""A knowledge file is one YAML file or a folder of them, read safely."""

from pathlib import Path

import pytest
import yaml

from knowledge import DEFAULT_PATH, KnowledgeError, load, loader, reading

HERE = Path(__file__).parent
TINY = (HERE / "tiny.yaml").read_text()


def problem(path: Path) -> str:
    with pytest.raises(KnowledgeError) as caught:
        load(path)
    return str(caught.value)


def test_a_folder_says_the_same_as_one_file(tmp_path):
    for key, value in yaml.safe_load(TINY).items():
        folder = tmp_path / key
        folder.mkdir()
        (folder / "part.yaml").write_text(yaml.safe_dump({key: value}))
    assert load(tmp_path) == load(HERE / "tiny.yaml")


def test_lists_of_several_files_are_joined(tmp_path):
    whole = yaml.safe_load(TINY)
    first, second = {**whole, "facts": whole["facts"][:1]}, {"facts": whole["facts"][1:]}
    (tmp_path / "1.yaml").write_text(yaml.safe_dump(first))
    (tmp_path / "2.yml").write_text(yaml.safe_dump(second))
    assert len(load(tmp_path).facts) == 3


def test_a_phrase_in_two_files_is_a_problem(tmp_path):
    (tmp_path / "1.yaml").write_text(TINY)
    (tmp_path / "2.yaml").write_text("phrases: {erased: Twice.}")
    assert problem(tmp_path) == "2.yaml: phrases 'erased': is given twice: keep one of them"


def test_a_copy_of_a_file_is_named_with_the_first_one(tmp_path):
    (tmp_path / "1.yaml").write_text(TINY)
    roles = yaml.safe_load(TINY)["roles"][:1]
    (tmp_path / "2.yaml").write_text(yaml.safe_dump({"roles": roles}))
    said = "2.yaml: role 'apple': is given twice, first in 1.yaml: keep one or rename one"
    assert said in problem(tmp_path)


def test_a_folder_without_sources_says_which_key_is_missing(tmp_path):
    rest = {key: value for key, value in yaml.safe_load(TINY).items() if key != "sources"}
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(rest))
    assert problem(tmp_path) == "sources: key 'sources': is missing: add it"


def test_a_quote_that_is_never_closed_is_named_where_it_begins(tmp_path):
    (tmp_path / "a.yaml").write_text('roles: []\nfacts: "never closed\ntopics: []\n')
    assert problem(tmp_path).startswith("a.yaml: line 2: a quote that is never closed: ")


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "a.yaml").symlink_to(tmp_path / "nowhere")
    assert problem(tmp_path).startswith("a.yaml: file: No such file or directory: ")


def test_a_folder_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rglob", refuse)
    assert "folder: Permission denied: " in problem(tmp_path)


def test_no_such_path_names_the_setting(tmp_path):
    assert "set KNOWLEDGE_PATH" in problem(tmp_path / "nowhere")


def test_a_folder_without_yaml_says_so(tmp_path):
    assert "has no YAML file" in problem(tmp_path)


def test_a_folder_of_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(loader, "MAX_FILES", 1)
    (tmp_path / "1.yaml").touch()
    (tmp_path / "2.yaml").touch()
    assert "has 2 YAML files" in problem(tmp_path)


@pytest.mark.parametrize("text", ["", "# nothing", "- a\n- b", "just words"])
def test_a_file_that_is_no_mapping_is_refused(text, tmp_path):
    (tmp_path / "a.yaml").write_text(text)
    assert "is empty or not a mapping" in problem(tmp_path)


def test_a_huge_file_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", 100)
    (tmp_path / "a.yaml").write_text("#" * 101)
    assert "has 101 bytes" in problem(tmp_path)


def test_bytes_that_are_not_utf8_are_located(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"facts: \xff")
    assert problem(tmp_path) == "a.yaml: line 1: is not UTF-8: save the file as UTF-8"


def test_a_byte_order_mark_is_harmless(tmp_path):
    (tmp_path / "a.yaml").write_text(TINY, encoding="utf-8-sig")
    assert load(tmp_path) == load(HERE / "tiny.yaml")


def test_deep_nesting_is_refused(tmp_path):
    (tmp_path / "a.yaml").write_text("facts: " + "[" * 20_000)
    assert "nested too deeply" in problem(tmp_path)


def test_keys_that_are_no_names_are_read_and_refused(tmp_path):
    (tmp_path / "a.yaml").write_text(TINY + "1: [x]\n? [y]\n: z\n")
    assert problem(tmp_path)


def test_the_default_knowledge_is_whole():
    knowledge = load(DEFAULT_PATH)
    assert len([fact for fact in knowledge.facts if fact.id[0] in "AB"]) == 152
    assert len([fact for fact in knowledge.facts if fact.id[0] == "S"]) == 26
    assert len(knowledge.topics) + len(knowledge.actions) == 37
