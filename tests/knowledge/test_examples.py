"""Every knowledge folder beside the first is whole, cited and plainly worded too."""

from collections import Counter
from pathlib import Path

import pytest

from knowledge import DEFAULT_PATH, Knowledge, load

FOLDERS = sorted(path.parent for path in DEFAULT_PATH.parent.glob("examples/*/roles.yaml"))


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def example(request: pytest.FixtureRequest) -> Knowledge:
    folder: Path = request.param
    return load(folder)


def texts(content: object) -> list[str]:
    if isinstance(content, str):
        return [content]
    held = content.values() if isinstance(content, dict) else content if isinstance(content, tuple) else ()
    return [text for one in held for text in texts(one)]


def test_there_is_a_second_pair_of_roles():
    assert [folder.name for folder in FOLDERS] == ["engineer_vs_manager"]


def test_every_source_can_be_looked_up(example):
    assert [source.id for source in example.sources if not source.url] == []


def test_no_two_facts_say_the_same_and_each_is_one_sentence(example):
    said = Counter(fact.text for fact in example.facts)
    assert [text for text, times in said.items() if times > 1 or not text.endswith(".")] == []


def test_facts_from_elsewhere_say_how_far_to_trust_them(example):
    kinds = {source.id: source.kind for source in example.sources}
    assert [one.id for one in example.facts if kinds[one.source] == "elsewhere" and not one.caveat] == []


def test_all_texts_are_plain_and_never_lecture(example):
    said = texts(example.model_dump())
    assert [text for text in said if not text.isascii()] == []
    assert [text for text in said if "!" in text or "you should" in text.lower()] == []


def test_no_sentence_is_left_from_the_first_pair(example):
    left = ("article A", "article B", "two articles", "Product manager or", "and program managers")
    assert [text for text in texts(example.model_dump()) if any(words in text for words in left)] == []
