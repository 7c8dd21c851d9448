"""What docs/install.md and docs/knowledge.md tell people to do can be done."""

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from bot.metrics import PrometheusMetrics
from bot.settings import Settings
from intents.utterances import UTTERANCES_PATH, Corpus
from knowledge import DEFAULT_PATH, Knowledge, load
from tests.conftest import ROOT

INSTALL = (ROOT / "docs" / "install.md").read_text()
KEEPING = (ROOT / "docs" / "knowledge.md").read_text()
# Each begins with a comment that says where it belongs.
BLOCKS = {
    text.partition("\n")[0].removeprefix("# "): text
    for text in re.findall(r"^```yaml\n(.+?)^```$", KEEPING, re.MULTILINE | re.DOTALL)
}
COPIED = re.compile(r"^COPY (?!--from)(\S+) ", re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the first knowledge folder, to follow the guide in."""
    return Path(shutil.copytree(DEFAULT_PATH, tmp_path / "knowledge"))


def changed(folder: Path, file: str, old: str, new: str) -> Knowledge:
    text = (folder / file).read_text()
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new))
    return load(folder)


def test_every_example_is_followed_by_one_of_these_tests() -> None:
    assert list(BLOCKS) == [
        "topics/handling_conflict.yaml",
        "intents/utterances/handling_conflict.yaml",
        "roles.yaml",
        "topics/related_role.yaml, below answers:",
        "assessment.yaml, in place of fc11",
    ]


def test_the_new_topic_is_whole(folder: Path) -> None:
    (folder / "topics" / "handling_conflict.yaml").write_text(BLOCKS["topics/handling_conflict.yaml"])
    assert load(folder).topic["handling_conflict"].answers["both"].rows


def test_the_new_topics_sentences_are_no_other_topics(tmp_path: Path) -> None:
    utterances = Path(shutil.copytree(UTTERANCES_PATH, tmp_path / "utterances"))
    said = BLOCKS["intents/utterances/handling_conflict.yaml"]
    (utterances / "handling_conflict.yaml").write_text(said)
    assert len(Corpus.load(utterances).utterances["handling_conflict"]) == 4


def test_the_new_role_is_whole(folder: Path) -> None:
    (folder / "new_role.yaml").write_text(BLOCKS["roles.yaml"])
    answer = BLOCKS["topics/related_role.yaml, below answers:"].partition("\n")[2]
    indented = "".join(f"      {line}\n" for line in answer.splitlines())
    knowledge = changed(folder, "topics/related_role.yaml", "    answers:\n", f"    answers:\n{indented}")
    assert "delivery" in knowledge.topic["related_role"].answers


def test_the_new_item_is_whole(folder: Path) -> None:
    item = yaml.safe_load(BLOCKS["assessment.yaml, in place of fc11"])
    file = folder / "assessment.yaml"
    content = yaml.safe_load(file.read_text())
    items = content["assessment"]["items"]
    content["assessment"]["items"] = [item if one["id"] == "fc11" else one for one in items]
    file.write_text(yaml.safe_dump(content))
    assessment = load(folder).assessment
    assert assessment
    assert assessment.pairs[0].prompt.startswith("You have a free afternoon")


def test_the_second_pair_of_roles_is_as_large_as_the_guide_says() -> None:
    knowledge = load(ROOT / "knowledge" / "examples" / "engineer_vs_manager")
    said = re.search(r"two sources, (\d+) facts,\s+(\d+) topics, no assessment", KEEPING)
    assert said
    assert (len(knowledge.facts), len(knowledge.topics)) == (int(said[1]), int(said[2]))
    assert knowledge.assessment is None


def test_every_file_of_the_folder_is_explained() -> None:
    explained = re.findall(r"`([\w*/]+\.yaml)`", KEEPING.partition("## See what you do")[0])
    files = {file.relative_to(DEFAULT_PATH) for file in DEFAULT_PATH.rglob("*.yaml")}
    assert [str(file) for file in files if not any(file.match(one) for one in explained)] == []


def test_the_editors_setting_is_json_and_names_files_that_are_there() -> None:
    (block,) = re.findall(r"^```json\n(.+?)^```$", KEEPING, re.MULTILINE | re.DOTALL)
    ((schema, patterns),) = json.loads(block)["yaml.schemas"].items()
    assert (ROOT / schema).exists()
    assert [pattern for pattern in patterns if not any(ROOT.glob(pattern))] == []


def test_every_setting_of_the_guide_exists() -> None:
    named = {*re.findall(r"\b([A-Z]+_[A-Z_]+)\b", INSTALL + KEEPING)} - {
        "NEIGHBOURS",
        "HTTPS_PROXY",
        "SSL_CERT_FILE",
    }
    assert sorted(named - {name.upper() for name in Settings.model_fields}) == []


def test_the_guide_says_when_to_worry_about_each_number_and_no_other() -> None:
    found = PrometheusMetrics().text().decode()
    exposed = set(re.findall(r"^# TYPE (whichpm_\w+) \w+$", found, re.MULTILINE))
    named = set(re.findall(r"^\| `(whichpm_\w+)` \|", INSTALL, re.MULTILINE))
    assert {name for name in exposed if not name.endswith("_created")} == named


def test_the_slack_cli_finds_commands_that_are_there() -> None:
    hooks = json.loads((ROOT / ".slack" / "hooks.json").read_text())
    assert hooks["config"] == {"sdk-managed-connection-enabled": True}
    assert hooks["hooks"] == {
        "get-hooks": "cat .slack/hooks.json",
        "get-manifest": ".venv/bin/python -m bot manifest",
        "start": ".venv/bin/python -m bot socket",
    }


def test_the_container_has_every_package_runs_without_root_and_checks_hashes() -> None:
    said = (ROOT / "Dockerfile").read_text()
    packages = {file.parent.name for file in ROOT.glob("*/__init__.py")} - {"tests"}
    assert {*COPIED.findall(said)} == {*packages, "requirements.lock"}
    assert "--require-hashes" in said
    assert re.search(r"^USER (?!root)", said, re.MULTILINE)
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}
    assert let_in == {*COPIED.findall(said)}
