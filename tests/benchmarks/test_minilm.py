"""What can be known of the comparison without MiniLM: the same utterances, and honest counting."""

import pytest

from benchmarks.minilm import peak_mb, rightness, serve, utterances
from intents.evaluation import Heldout
from intents.models import OUT_OF_SCOPE
from intents.roles import MASK
from intents.utterances import Corpus
from knowledge import Knowledge

SENTENCES = (
    Heldout("hello", "greet", None),
    Heldout("pay", "salary_outlook", None),
    Heldout("rain", OUT_OF_SCOPE, None),
    Heldout("pay and skills", "salary_outlook", None, "skills_needed"),
)


def test_minilm_learns_the_same_sentences_with_names_for_masks(knowledge: Knowledge) -> None:
    said = {"responsibilities": ("what does a {role} do all day", "how is a {role} unlike a {role}")}
    texts, intents = utterances(knowledge, Corpus(said))
    assert set(intents) == {"responsibilities"}
    assert not any(MASK in text for text in texts)
    first, second = (role.name.lower() for role in knowledge.focal)
    assert any(first in text and second in text for text in texts)


def test_only_messages_of_one_question_are_counted() -> None:
    found = rightness(SENTENCES, ["greet", "greet", OUT_OF_SCOPE, "greet"])
    assert found == {"right": 0.5, "right_with_out_of_scope": pytest.approx(2 / 3)}


def test_serving_tells_time_and_memory() -> None:
    found = serve(lambda _: "greet", SENTENCES)
    assert found["right"] == 0.5
    assert 0 < found["ms_median"] <= found["ms_p99"] < found["peak_mb"]


def test_the_peak_is_read_in_megabytes() -> None:
    assert peak_mb("VmPeak:\t  9999 kB\nVmHWM:\t  2048 kB\n") == 2.0
