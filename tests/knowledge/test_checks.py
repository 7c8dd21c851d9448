"""Every mistake in a knowledge file is found, named with its file and thing, and given a cure."""

from pathlib import Path

import pytest
import yaml

from knowledge import KnowledgeError, load

HERE = Path(__file__).parent
TINY = (HERE / "tiny.yaml").read_text()
BROKEN = yaml.safe_load((HERE / "broken.yaml").read_text())


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["name"])
def test_a_mistake_is_named_with_its_cure(case, tmp_path):
    old, new = case["replace"]
    assert TINY.count(old) == 1, "the case must change one place"
    file = tmp_path / "fruit.yaml"
    file.write_text(TINY.replace(old, new))
    with pytest.raises(KnowledgeError) as caught:
        load(file)
    said = str(caught.value)
    assert all(words in said for words in case["says"]), said
    assert all(line.startswith("fruit.yaml: ") for line in said.splitlines()), said
    assert all(line.count(": ") >= 3 for line in said.splitlines()), said


def test_a_text_that_is_too_long_is_named(tmp_path):
    file = tmp_path / "fruit.yaml"
    file.write_text(TINY.replace("Pears are soft.", "P" * 601))
    with pytest.raises(KnowledgeError, match=r"^fruit.yaml: fact 'A002' .*: shorten it$"):
        load(file)


def test_the_tiny_file_itself_is_whole():
    knowledge = load(HERE / "tiny.yaml")
    assert set(knowledge.role) == {"apple", "pear", "plum"}
    assert set(knowledge.relation) == {"CT01"}
    assert [role.id for role in knowledge.focal] == ["apple", "pear"]


def test_all_problems_are_told_at_once(tmp_path):
    broken = TINY.replace("source: article_a, place: paragraph 2", "source: x, place: p")
    (tmp_path / "fruit.yaml").write_text(broken.replace("smell", "").replace("{alias: ap,", "{alias: appel,"))
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path)
    assert len(caught.value.problems) == 2
