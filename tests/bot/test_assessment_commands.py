"""The commands `score` and `quiz` with their files: read, written, taken up again, refused."""

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.assessment_commands import run_quiz, run_score
from knowledge import Knowledge, KnowledgeError
from tests.bot.advisor.assessment.attempts import ASSESSMENT

KNOWLEDGE = Knowledge.model_construct(assessment=ASSESSMENT)
ANSWERS = [f'{{"choose": {n % 5}}}' for n in range(40)]


def printed(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]


def test_score_prints_a_line_for_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text('{"id": "a\u2028b", "answers": {"fc11": 2}}\nbroken\n', encoding="utf-8")
    assert run_score(KNOWLEDGE, file) == 0
    assert [one["id"] for one in printed(capsys)] == ["a\u2028b", None]


def test_score_names_a_file_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_score(KNOWLEDGE, tmp_path / "nowhere") == 2
    assert "name a file of JSON lines" in capsys.readouterr().err


def test_a_knowledge_file_without_assessment_says_so(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="assessment: is missing: add assessment:"):
        run_score(Knowledge.model_construct(assessment=None), tmp_path / "x")


def test_a_saved_quiz_goes_on_as_if_unbroken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "quiz.json"
    assert run_quiz(KNOWLEDGE, 7, None, None, ANSWERS) == 0
    unbroken = printed(capsys)
    assert run_quiz(KNOWLEDGE, 7, file, None, ANSWERS[:5]) == 0
    first = printed(capsys)
    assert run_quiz(KNOWLEDGE, 7, file, file, ANSWERS[5:]) == 0
    second = printed(capsys)
    assert first[:6] == unbroken[:6]
    assert first[-1] == {"paused": {"answered": 5}}
    assert second == unbroken[5:]


def test_the_last_whole_step_is_kept_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "quiz.json"
    run_quiz(KNOWLEDGE, 7, file, None, ANSWERS[:5])
    assert [one.name for one in tmp_path.iterdir()] == ["quiz.json"]
    assert len(json.loads(file.read_text())["responses"]) == 5


def test_another_seed_is_told_and_the_file_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "quiz.json"
    run_quiz(KNOWLEDGE, 7, file, None, ANSWERS[:3])
    before = printed(capsys)
    assert run_quiz(KNOWLEDGE, 8, None, file, []) == 0
    after = capsys.readouterr()
    assert json.loads(after.out.splitlines()[0]) == before[3]
    assert "goes on with its own seed 7, not 8" in after.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense", "not a saved attempt"),
        ('{"seed": "7", "version": "v0"}', "was answered in version v0 of the questions; start a new one"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(text, words, tmp_path: Path, capsys) -> None:
    file = tmp_path / "quiz.json"
    file.write_text(text)
    assert run_quiz(KNOWLEDGE, 7, None, file, []) == 2
    assert words in capsys.readouterr().err


def test_files_that_cannot_be_read_or_written_are_named(tmp_path: Path, capsys) -> None:
    assert run_quiz(KNOWLEDGE, 7, None, tmp_path / "nowhere", []) == 2
    assert run_quiz(KNOWLEDGE, 7, tmp_path / "no" / "where", None, []) == 2
    assert capsys.readouterr().err.count("name a file that can be read and written") == 2


def test_the_commands_are_wired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr("bot.__main__.load", lambda _: KNOWLEDGE)
    monkeypatch.setattr("sys.stdin", iter(ANSWERS[:2]))
    (tmp_path / "in.jsonl").write_text('{"id": 1, "answers": {}}')
    assert main(["score", "--batch", str(tmp_path / "in.jsonl")]) == 0
    assert main(["quiz", "--seed", "3", "--save", str(tmp_path / "quiz.json")]) == 0
    lines = printed(capsys)
    assert lines[0]["theta"] == 0
    assert lines[-1] == {"paused": {"answered": 2}}
