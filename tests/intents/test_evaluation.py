"""Held-out sentences, the figures about them, the report and the gates."""

from dataclasses import replace
from pathlib import Path

import pytest

from intents import Interpreter
from intents.evaluation import SEEDS, Heldout, Result, evaluate, figures, load_heldout, with_mistakes
from intents.gates import load_gates, missed
from intents.models import OUT_OF_SCOPE, Certainty, Guess, Question
from intents.report import report
from knowledge import KnowledgeError

PAY = Heldout("what does a product manager earn", "salary_outlook", "product")
RAIN = Heldout("will it rain in Paris tomorrow", OUT_OF_SCOPE, None)
GATES = {"least": {"right": 0.9, "near": 0.5}, "most": {"good_refused": 0.05, "cost": 0.2}}


def _result(sentence: Heldout, intent: str, role: str = "none", scope: float = 1.0) -> Result:
    certainty = Certainty.FALLBACK if intent == OUT_OF_SCOPE else Certainty.ANSWER
    question = Question(
        sentence.text, intent, role, certainty, 0.8, (Guess(intent, 0.8), Guess("greet", 0.1))
    )
    return Result(sentence, (question,), scope)


GOOD = _result(PAY, PAY.intent, "product")
WRONG_ROLE = _result(PAY, PAY.intent, "program")
WRONG = _result(PAY, "responsibilities", "product")
REFUSED = _result(RAIN, OUT_OF_SCOPE, scope=-1.0)


def test_held_out_sentences_are_read_with_their_roles(tmp_path: Path) -> None:
    (tmp_path / "pay.yaml").write_text(
        "intent: pay\nheldout: [{text: how much, role: product}, {text: pay}]\n"
    )
    assert load_heldout(tmp_path) == [Heldout("how much", "pay", "product"), Heldout("pay", "pay", None)]


def test_a_held_out_file_of_the_wrong_shape_is_told(tmp_path: Path) -> None:
    (tmp_path / "pay.yaml").write_text("intent: pay\nheldout: []\n")
    with pytest.raises(KnowledgeError, match=r"pay\.yaml"):
        load_heldout(tmp_path)


def test_a_sentence_may_name_its_own_intents_in_a_folder_below(tmp_path: Path) -> None:
    (tmp_path / "pay.yaml").write_text("intent: pay\nheldout: [{text: pay}]\n")
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "two.yaml").write_text("heldout: [{text: who and pay, intent: who, also: pay}]\n")
    assert load_heldout(tmp_path)[1] == Heldout("who and pay", "who", None, "pay")


def test_a_sentence_without_any_intent_is_told(tmp_path: Path) -> None:
    (tmp_path / "pay.yaml").write_text("heldout: [{text: pay}]\n")
    with pytest.raises(KnowledgeError, match="has no intent"):
        load_heldout(tmp_path)


def test_all_questions_of_a_message_are_to_be_found() -> None:
    asked = replace(PAY, also="responsibilities")
    both = Result(asked, (*GOOD.questions, *WRONG.questions), 1.0)
    assert figures([both, replace(both, questions=GOOD.questions)], [], [])["all_questions_found"] == 0.5
    assert replace(both, sentence=replace(PAY, also=OUT_OF_SCOPE), questions=GOOD.questions).all_found


def test_the_engine_is_measured_on_each_sentence(interpreter: Interpreter) -> None:
    pay, rain = evaluate(interpreter, [PAY, RAIN])
    assert (pay.right, pay.near, pay.role_right, pay.refused) == (True, True, True, False)
    assert (rain.inside, rain.refused) == (False, True)
    assert pay.scope > rain.scope


def test_mistakes_are_typed_once_a_seed_in_good_sentences_only(interpreter: Interpreter) -> None:
    wrong = with_mistakes(interpreter, [PAY, RAIN], 1)
    assert len(wrong) == len(SEEDS)
    assert all(one.sentence.text != PAY.text for one in wrong)


def test_the_figures_are_shares_of_what_was_right() -> None:
    found = figures([GOOD, WRONG_ROLE, WRONG, REFUSED], [GOOD], [WRONG])
    assert (found["right"], found["roles"]) == (pytest.approx(2 / 3), 0.5)
    assert (found["outside_recognised"], found["good_refused"]) == (1.0, 0.0)
    assert found["outside_below_5_percent_of_good"] == 1.0
    assert found["one_mistake_costs"] == pytest.approx(-1 / 3)
    assert found["two_mistakes_cost"] == pytest.approx(2 / 3)


def test_without_sentences_in_scope_the_figures_are_zero() -> None:
    found = figures([REFUSED], [], [])
    assert (found["right"], found["first_three"], found["roles"]) == (0.0, 0.0, 0.0)


def test_the_report_shows_confusions_with_their_sentences() -> None:
    text = report([GOOD, WRONG_ROLE, WRONG, REFUSED], {"good_refused": 0.25})
    assert "4 sentences, 1 of them out of scope" in text
    assert "good refused" in text
    assert "AUROC 100.0" in text
    assert f"salary_outlook -> responsibilities: 1\n  answer 0.80: {PAY.text}" in text
    assert f"  product -> program: {PAY.text}" in text


def test_a_blind_report_shows_no_sentence() -> None:
    text = report([GOOD, WRONG_ROLE, WRONG, REFUSED], {}, sentences=False)
    assert "salary_outlook -> responsibilities: 1" in text
    assert PAY.text not in text
    assert "Wrong roles" not in text


@pytest.mark.parametrize("only", [GOOD, REFUSED])
def test_a_report_of_one_kind_says_that_scope_cannot_be_measured(only: Result) -> None:
    text = report([only], {})
    assert "no sentences to measure it on" in text
    assert "AUROC" not in text


def test_the_gates_are_read_from_the_project_file(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[tool.whichpm.gates.least]\nright = 0.9\n")
    assert load_gates(path) == {"least": {"right": 0.9}}
    path.write_text("[tool.other]\n")
    assert load_gates(path) == {}


def test_an_installed_copy_has_no_gates(tmp_path: Path) -> None:
    assert load_gates(tmp_path / "pyproject.toml") == {}


def test_only_figures_beyond_their_limit_miss_a_gate() -> None:
    assert [*missed({"right": 0.9, "good_refused": 0.05}, GATES)] == []
    low, high = missed({"right": 0.8, "good_refused": 0.1}, GATES)
    assert low == "right is 0.800; at least 0.9 is asked for"
    assert high == "good_refused is 0.100; at most 0.05 is asked for"
