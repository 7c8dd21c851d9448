"""Mistakes in the signals of job ads are found, and named with their cure."""

from pathlib import Path

import pytest
import yaml

from knowledge import Knowledge, KnowledgeError, load
from knowledge.job_ads import AdPhrases, AdWords

ACTION = "  - {intent: read_job_ad, group: action, label: Ads, answer: {lead: {text: Paste it.}}}\n"
TINY = (Path(__file__).parent / "tiny.yaml").read_text()
SIGNALS = [{"facts": ["A001"], "cues": ["sweet/red skin"]}, {"facts": ["A002", "S01"], "cues": ["soft skin"]}]


def load_with(signals: object, tmp_path: Path, **phrases: str) -> Knowledge:
    said = dict.fromkeys(AdPhrases.model_fields, "Fine.") | phrases
    words = {name: ["word"] for name in AdWords.model_fields}
    ads = {"job_ads": {"signals": signals, "words": words, "phrases": said}}
    (tmp_path / "fruit.yaml").write_text(TINY.replace("phrases:\n", f"{ACTION}phrases:\n", 1))
    (tmp_path / "ads.yaml").write_text(yaml.safe_dump(ads))
    return load(tmp_path)


def test_a_whole_section_is_taken(tmp_path: Path) -> None:
    ads = load_with(SIGNALS, tmp_path).job_ads
    assert ads is not None
    assert [signal.weight for signal in ads.signals] == [2, 2]


@pytest.mark.parametrize(
    ("signals", "says"),
    [
        (
            [*SIGNALS, {"facts": ["A999"], "cues": ["peel"]}],
            "'A999': fact 'A999' is unknown: Known: A001",
        ),
        ([*SIGNALS, {"facts": ["A001", "A002"], "cues": ["peel"]}], "its facts speak of apple, pear"),
        ([*SIGNALS, {"facts": ["A001"], "cues": ["soft skin"]}], "cue 'soft skin': is given twice"),
        (SIGNALS[:1], "signals: none speaks of 'pear'"),
        ([*SIGNALS, {"facts": ["A001"], "cues": ["Red / skin"]}], "cues 1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_mistake_is_named(signals: object, says: str, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load_with(signals, tmp_path)
    assert says in str(caught.value)
    assert str(caught.value).startswith("ads.yaml: ")


def test_a_fact_of_both_roles_marks_neither(tmp_path: Path) -> None:
    fact = {
        "id": "A003",
        "source": "article_a",
        "place": "p 3",
        "role": "both",
        "subject": "x",
        "text": "Fruit.",
    }
    (tmp_path / "more.yaml").write_text(yaml.safe_dump({"facts": [fact]}))
    with pytest.raises(KnowledgeError, match="speaks of 'both', not of one role"):
        load_with([*SIGNALS, {"facts": ["A003"], "cues": ["peel"]}], tmp_path)


@pytest.mark.parametrize(
    ("text", "says"), [("{roles} or", "placeholder 'roles' is unknown"), ("a { brace", "has a single brace")]
)
def test_a_phrase_that_cannot_be_filled_is_named(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=says):
        load_with(SIGNALS, tmp_path, clearly=text)


def test_the_action_that_tells_of_it_is_needed(tmp_path: Path) -> None:
    load_with(SIGNALS, tmp_path)
    (tmp_path / "fruit.yaml").write_text(TINY)
    with pytest.raises(KnowledgeError, match="action 'read_job_ad': is missing"):
        load(tmp_path)


def test_every_signal_of_our_own_file_is_of_a_known_role(knowledge: Knowledge) -> None:
    ads = knowledge.job_ads
    assert ads is not None
    roles = {knowledge.fact[signal.facts[0]].role for signal in ads.signals}
    assert roles == {"product", "program", "project", "product_marketing", "scrum_master", "engagement"}
