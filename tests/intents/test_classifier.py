"""Training: what is served equals scikit-learn's own decision, and the same data gives the same model."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intents import classifier
from intents.classifier import Trainer
from intents.features import Sample
from intents.folds import assign_folds
from intents.lexicon import Lexicon
from intents.model import Chosen, Model
from intents.normalizer import normalize
from intents.peer import build_pipeline
from intents.scoring import Classifier

LEXICON = Lexicon(
    concepts={"pay": ("<money>",), "salari": ("<money>",), "cat": ("<animal>",), "dog": ("<animal>",)},
    unpaired=frozenset({"the", "a", "is"}),
    words=frozenset({"pay", "salary"}),
    english=frozenset({"what", "does", "each", "earn", "cat", "dog", "learn", "first", "compare"}),
)
SAID = {
    "money": "what is the pay|how much does each earn|salary of both|pay per year|the wage range"
    "|what salary is usual|does the pay grow|earn more where",
    "learning": "which course is good|what to learn first|a book to read|learn it at home"
    "|is a certificate useful|train for the job|courses to take first|study on the side",
    "compare": "how do they differ|compare the two|what sets them apart|compare both jobs"
    "|the main difference|one against the other|are they the same|how alike are they",
    "out_of_scope": "is it going to rain|feed the cat|my dog is asleep|who won the match"
    "|boil an egg|a song about trains|where is the beach|paint my wall green",
}
PAIRS = [(said, intent) for intent, block in SAID.items() for said in block.split("|")]
SAMPLES = [Sample(said, ("<focal>",) if at % 3 == 0 else ()) for at, (said, _) in enumerate(PAIRS)]
INTENTS = [intent for _, intent in PAIRS]
WORDS = [*sorted({word for said, _ in PAIRS for word in said.split()}), "salry", "laern", "xrolex", "zzz"]
TYPED = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=60).map(normalize)
MARKS = st.sampled_from([(), ("<focal>",), ("<neighbour>", "<several>")])


@pytest.fixture(scope="module")
def trainer() -> Trainer:
    return Trainer(SAMPLES, INTENTS, LEXICON)


@pytest.fixture(scope="module")
def served(trainer: Trainer) -> Classifier:
    return Classifier(trainer.export(Chosen()), LEXICON.english)


def train(names: set[str], lexicon: Lexicon = LEXICON) -> tuple[Trainer, list[Sample]]:
    kept = [(one, intent) for one, intent in zip(SAMPLES, INTENTS, strict=True) if intent in names]
    samples = [one for one, _ in kept]
    return Trainer(samples, [intent for _, intent in kept], lexicon), samples


def assert_equal(trainer: Trainer, served: Classifier, samples: list[Sample]) -> None:
    margins = np.array([served.margins(one) for one in samples])
    np.testing.assert_allclose(margins, trainer.decide(samples), rtol=0, atol=1e-5)


def arrays_of(model: Model) -> list[bytes]:
    return [model.bias.tobytes(), model.table.tobytes()]


def test_what_is_served_equals_scikit_learn_on_every_training_sentence(
    trainer: Trainer, served: Classifier
) -> None:
    assert_equal(trainer, served, SAMPLES)


def test_a_pipeline_of_scikit_learn_gives_the_same_numbers(trainer: Trainer, served: Classifier) -> None:
    margins = np.array([served.margins(one) for one in SAMPLES])
    found = build_pipeline(trainer).decision_function(SAMPLES)
    np.testing.assert_allclose(margins, found, rtol=0, atol=1e-5)


@settings(max_examples=150, deadline=None)
@given(text=TYPED, marks=MARKS)
@example(text="", marks=())
@example(text=" ".join(WORDS), marks=("<focal>",))
@example(text="pay " * 600 + "zzz", marks=())
@example(text="pay pay pay salry xrolex xrolex", marks=("<focal>",))
def test_what_is_served_equals_scikit_learn_on_anything_typed(
    trainer: Trainer, served: Classifier, text: str, marks: tuple[str, ...]
) -> None:
    assert_equal(trainer, served, [Sample(text, marks)])


def test_two_intents_have_a_margin_each_and_equal_scikit_learn() -> None:
    two, samples = train({"money", "out_of_scope"})
    decided = two.decide(samples)
    assert decided.shape == (16, 2)
    np.testing.assert_array_equal(decided[:, 0], -decided[:, 1])
    assert_equal(two, Classifier(two.export(Chosen()), LEXICON.english), samples)


def test_a_lexicon_without_concepts_leaves_their_block_empty_but_trains() -> None:
    plain, samples = train({"money", "learning", "compare"}, Lexicon())
    model = plain.export(Chosen())
    assert list(model.features.concepts) == [""]
    assert not model.table[-1, :-1].any()
    assert_equal(plain, Classifier(model), samples)


def test_a_word_that_no_sentence_has_tells_what_words_of_single_sentences_told(served: Classifier) -> None:
    """Most words of what is out of scope are in one sentence only."""
    plain, strange = (served.margins(Sample(text)) for text in ("the", "the qqqq"))
    outside = served.model.classes.index("out_of_scope")
    assert (strange - plain).argmax() == outside
    assert served.stem_of("salry") == "salari"
    assert served.stem_of("qqqq") == "qqqq"


def test_every_training_sentence_is_told_from_the_others(trainer: Trainer) -> None:
    assert trainer.classes == ("compare", "learning", "money", "out_of_scope")
    said = [trainer.classes[at] for at in trainer.decide(SAMPLES).argmax(axis=1)]
    assert said == INTENTS


def test_the_same_data_gives_the_same_model(trainer: Trainer) -> None:
    one, other = trainer.export(Chosen()), Trainer(SAMPLES, INTENTS, LEXICON).export(Chosen())
    assert arrays_of(one) == arrays_of(other)
    assert one.features == other.features
    assert one.vocabulary == other.vocabulary


def test_other_data_gives_another_model(trainer: Trainer) -> None:
    changed = [Sample("what is the wage"), *SAMPLES[1:]]
    other = Trainer(changed, INTENTS, LEXICON).export(Chosen())
    assert arrays_of(trainer.export(Chosen())) != arrays_of(other)


def test_from_many_samples_on_rare_pairs_and_pieces_are_left_out(
    trainer: Trainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classifier, "LARGE", len(SAMPLES))
    every = trainer.export(Chosen()).features
    kept = Trainer(SAMPLES, INTENTS, LEXICON).export(Chosen()).features
    assert kept.stems.keys() == every.stems.keys()
    assert len(kept) < len(every)
    assert every.row("egg </s>") is not None
    assert kept.row("egg </s>") is kept.row("boil&egg") is None
    assert "egg" in every.pieces
    assert "egg" not in kept.pieces


def test_a_sample_left_out_is_scored_by_a_classifier_that_never_saw_it(trainer: Trainer) -> None:
    left = trainer.left_out(assign_folds(SAMPLES, INTENTS, (), 4))
    assert left.margins.shape == (32, 4)
    assert ((left.known >= 0) & (left.known <= 1)).all()
    egg = [one.text for one in SAMPLES].index("boil an egg")
    assert left.known[egg] == 0.0
    assert not np.allclose(left.margins, trainer.decide(SAMPLES))


def test_an_intent_that_is_wholly_in_one_fold_is_known_there_by_its_name() -> None:
    three, samples = train({"money", "learning", "compare"})
    folds = np.where(three.truth == 0, 0, 1 + np.arange(len(samples)) % 2)
    left = three.left_out(folds)
    assert left.margins[three.truth == 0, 0].min() < 0 < left.margins[three.truth == 0, 0].max()
