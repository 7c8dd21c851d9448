"""The assessment favours nobody before it is answered, and a file that would is refused with the cure."""

from functools import cache
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from knowledge import DEFAULT_PATH, Fact, Knowledge
from knowledge.assessment import Assessment
from knowledge.checks.assessment import check_assessment
from knowledge.checks.assessment_texts import LEAKS
from knowledge.origins import Origins

HERE = Path(__file__).parent
FILE = DEFAULT_PATH / "assessment.yaml"
TEXT = FILE.read_text(encoding="utf-8")
BROKEN = yaml.safe_load((HERE / "broken_assessment.yaml").read_text(encoding="utf-8"))
BOTH_ROLES = {"B009", "B010", "B011", "B036", "B041", "B068", "B077", "B101"}


@cache
def facts() -> tuple[Fact, ...]:
    files = sorted(DEFAULT_PATH.glob("facts_*.yaml"))
    return tuple(Fact(**one) for file in files for one in yaml.safe_load(file.read_text())["facts"])


def problems(text: str) -> list[str]:
    raw = yaml.safe_load(text)
    origins = Origins()
    origins.note_names("assessment.yaml", "assessment", raw["assessment"])
    assessment = Assessment.model_validate(raw["assessment"])
    knowledge = Knowledge.model_construct(facts=facts(), assessment=assessment)
    return [str(problem) for problem in check_assessment(knowledge, origins)]


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return Assessment.model_validate(yaml.safe_load(TEXT)["assessment"])


def texts(content: object) -> list[str]:
    if isinstance(content, str):
        return [content]
    parts = (
        content.values()
        if isinstance(content, dict)
        else content
        if isinstance(content, list | tuple)
        else ()
    )
    return [text for part in parts for text in texts(part)]


def test_the_assessment_itself_is_whole() -> None:
    assert problems(TEXT) == []


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["name"])
def test_what_would_favour_a_side_is_named_with_its_cure(case) -> None:
    old, new = case["replace"]
    assert TEXT.count(old) == 1, "the case must change one place"
    found = problems(TEXT.replace(old, new))
    assert found
    assert any(all(words in problem for words in case["says"]) for problem in found), found
    assert all(problem.startswith("assessment.yaml: ") and problem.count(": ") >= 3 for problem in found)


def test_an_option_too_long_for_a_button_is_refused() -> None:
    with pytest.raises(ValidationError, match="at most 75"):
        problems(TEXT.replace("You really get what people need", "A" * 76))


def test_options_of_one_pole_may_not_be_longer_in_all() -> None:
    """Each pair within its own limit, all of them together not."""
    longer = TEXT.replace('", pole: program, dimension', ' again", pole: program, dimension')
    assert any("options of one pole have" in problem for problem in problems(longer))


def test_a_knowledge_file_may_have_no_assessment() -> None:
    knowledge = Knowledge.model_construct(facts=facts(), assessment=None)
    assert list(check_assessment(knowledge, Origins())) == []


def test_there_are_twenty_four_pairs_and_twenty_four_statements(assessment) -> None:
    assert (len(assessment.axes), len(assessment.pairs), len(assessment.likert)) == (6, 24, 24)


def test_the_parameters_are_those_of_the_specification(assessment) -> None:
    scoring, asking = assessment.scoring, assessment.asking
    assert (scoring.shared, scoring.lean, scoring.strong, scoring.range) == (0.30, 0.35, 1.0, 0.90)
    assert (scoring.pair.a, scoring.pair.thresholds) == (1.10, (-1.95, -0.55, 0.55, 1.95))
    assert (scoring.twin.a, scoring.twin.thresholds[4:]) == (1.0, (0.715, 2.08, 3.51, 4.94))
    assert (asking.pairs_least, asking.pairs_most, asking.stop_side, asking.stop_sd) == (8, 16, 0.95, 0.50)
    assert (asking.low_sum, asking.low_first, asking.low_both) == (5, -0.5, -0.375)


def test_nothing_is_keyed_on_what_both_roles_need(assessment) -> None:
    cited = {fact for pair in assessment.pairs for option in pair.options for fact in option.facts}
    cited |= {fact for one in assessment.likert for fact in one.facts}
    assert cited.isdisjoint(BOTH_ROLES)
    assert set(assessment.not_keyed.facts) == BOTH_ROLES


def test_options_are_equally_long_on_average(assessment) -> None:
    lengths = {
        pole: sum(len(o.text) for pair in assessment.pairs for o in pair.options if o.pole == pole)
        for pole in ("product", "program")
    }
    assert abs(lengths["product"] / lengths["program"] - 1) <= 0.03


@pytest.mark.parametrize("word", ["Product", "programs", "roadmap", "he", "she", "agile", "managers"])
def test_words_that_give_a_role_away_are_found(word: str) -> None:
    assert LEAKS.findall(f"I like the {word} best") == [word]


@pytest.mark.parametrize("word", ["the", "shed", "produce", "here"])
def test_words_that_only_look_alike_are_left(word: str) -> None:
    assert LEAKS.findall(f"I like {word} best") == []


def test_the_honesty_text_says_what_it_is_not(assessment) -> None:
    """Invariant 19, as far as it is content."""
    honesty = assessment.wording.honesty
    assert "It has not been validated" in honesty
    assert "does not measure ability" in honesty
    assert "not use it for hiring, promotion or performance decisions" in honesty


def test_no_text_gives_orders_or_claims_validity() -> None:
    said = [text for text in texts(yaml.safe_load(TEXT)["assessment"]) if len(text) > 20]
    assert [text for text in said if "you should" in text.lower()] == []
    assert [text for text in said if "validated" in text and "not been validated" not in text] == []
    assert [text for text in said if any(mark in text for mark in "!\u2013\u2014\u201c\u201d\u2019")] == []


def test_ranges_and_chances_are_told_with_numbers(assessment) -> None:
    wording = assessment.wording
    assert all("{percent}" in text for text in (wording.range_one, wording.range_many, wording.chance))
    assert "{last}" in wording.range_many
    assert wording.chances[-1].least == 0
