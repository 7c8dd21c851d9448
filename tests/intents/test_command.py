"""The commands of python -m intents, each on small files."""

import io
import json
import runpy
import sys
from pathlib import Path

import pytest
import yaml

import intents.__main__ as command
from intents.models import OUT_OF_SCOPE
from intents.utterances import Corpus

INTENTS = ("salary_outlook", "responsibilities", OUT_OF_SCOPE)
KEYS = {"accuracy", "macro_f1", "oos_auroc", "oos_recall", "inscope_accept", "fit_seconds"}
SPEED = {"predict_us_median", "predict_us_p99", "model_bytes"}
PAY = "what does a product manager earn"
Output = pytest.CaptureFixture[str]


def _write(folder: Path, **said: tuple[str, ...]) -> Path:
    folder.mkdir()
    for intent, texts in said.items():
        document = {"intent": intent, "utterances": [*texts]}
        (folder / f"{intent}.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def few() -> dict[str, tuple[str, ...]]:
    said = Corpus.load().utterances
    return {intent: said[intent][:40] for intent in INTENTS}


@pytest.fixture
def utterances(tmp_path: Path, few: dict[str, tuple[str, ...]]) -> str:
    return str(_write(tmp_path / "utterances", **few))


@pytest.fixture
def heldout(tmp_path: Path) -> str:
    folder = tmp_path / "heldout"
    folder.mkdir()
    (folder / "pay.yaml").write_text(f"intent: salary_outlook\nheldout: [{{text: {PAY}, role: product}}]\n")
    (folder / "oos.yaml").write_text("intent: out_of_scope\nheldout: [{text: will it rain in Paris}]\n")
    return str(folder)


def test_read_prints_one_json_line_for_each_line(
    utterances: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PAY}\n\n"))
    assert command.main(["read", "--utterances", utterances]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["questions"][0]["intent"], first["questions"][0]["role"]) == ("salary_outlook", "product")
    assert second["questions"][0]["certainty"] == "fallback"


def test_evaluate_reports_and_passes_where_no_gate_is_missed(
    utterances: str, heldout: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setattr(command, "load_gates", lambda: {"least": {"right": 0.0}})
    assert command.main(["evaluate", "--utterances", utterances, "--heldout", heldout]) == 0
    printed = capsys.readouterr()
    assert "2 sentences, 1 of them out of scope" in printed.out
    assert "Wrong roles" in printed.out
    assert "asked for" not in printed.err


def test_evaluate_fails_and_names_the_gate_that_is_missed(
    utterances: str, heldout: str, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setattr(command, "load_gates", lambda: {"least": {"right": 1.1}})
    assert command.main(["evaluate", "--blind", "--utterances", utterances, "--heldout", heldout]) == 1
    printed = capsys.readouterr()
    assert "at least 1.1 is asked for" in printed.err
    assert PAY not in printed.out


def test_calibrate_keeps_what_it_measured(utterances: str, tmp_path: Path, capsys: Output) -> None:
    kept = tmp_path / "calibrated.json"
    assert command.main(["calibrate", "--utterances", utterances, "--to", str(kept)]) == 0
    measured = json.loads(capsys.readouterr().out)
    assert json.loads(kept.read_text())["measured"] == measured
    assert measured["out_of_fold_right"] > 0.6


def test_check_fails_on_a_near_copy_and_shows_strays(
    tmp_path: Path, few: dict[str, tuple[str, ...]], capsys: Output
) -> None:
    pay = "how big is the salary of an astronaut"
    wrong = ("what salary does a {role} earn per year",)
    said = few | {
        "responsibilities": few["responsibilities"] + wrong,
        "salary_outlook": (*few["salary_outlook"], pay, f"{pay} please"),
    }
    assert command.main(["check", "--utterances", str(_write(tmp_path / "copies", **said))]) == 1
    printed = capsys.readouterr().out
    assert f"salary_outlook: '{pay}' is nearly '{pay} please': keep one of them" in printed
    assert "sits nearer to salary_outlook" in printed


def test_check_fails_where_an_intent_has_too_few_sentences(utterances: str, capsys: Output) -> None:
    assert command.main(["check", "--utterances", utterances]) == 1
    assert "salary_outlook: 40 utterances; write 160 more, truly different" in capsys.readouterr().out


def test_check_passes_where_nothing_is_wrong(utterances: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_few", lambda corpus: [])
    assert command.main(["check", "--utterances", utterances]) == 0


def test_speed_prints_one_json_line(utterances: str, heldout: str, capsys: Output) -> None:
    assert command.main(["speed", "--utterances", utterances, "--heldout", heldout]) == 0
    assert json.loads(capsys.readouterr().out)["times_faster"] > 0


def test_benchmark_prints_the_contract_line(
    tmp_path: Path, few: dict[str, tuple[str, ...]], capsys: Output
) -> None:
    lines = [json.dumps({"text": text, "intent": one}) for one, texts in few.items() for text in texts]
    train, test = tmp_path / "train.jsonl", tmp_path / "test.jsonl"
    train.write_text("\n".join(lines))
    test.write_text("\n".join(lines[::5]))
    assert command.main(["benchmark", "--train", str(train), "--test", str(test)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line).keys() == KEYS | SPEED


@pytest.mark.parametrize("option", ["--utterances", "--knowledge"])
def test_a_folder_that_is_not_there_is_told(tmp_path: Path, option: str, capsys: Output) -> None:
    assert command.main(["check", option, str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_a_broken_corpus_is_told_without_a_trace(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text("{\n")
    assert command.main(["benchmark", "--train", str(path), "--test", str(path)]) == 1
    assert "line 1: cannot be read" in capsys.readouterr().err


def test_the_module_runs_as_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    nowhere = str(tmp_path / "nowhere.jsonl")
    monkeypatch.setattr(sys, "argv", ["intents", "benchmark", "--train", nowhere, "--test", nowhere])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(command.__file__, run_name="__main__")
    assert ended.value.code == 1
    assert nowhere in capsys.readouterr().err
