"""Near-copies, stray sentences and too few of them among the utterances are found."""

from intents.calibrating import load_lessons
from intents.checks import FAR, LEAST, LEAST_OUTSIDE, find_copies, find_few, find_strays
from intents.utterances import Corpus
from knowledge import Knowledge

INTENTS = ("salary_outlook", "responsibilities", "out_of_scope")
ASTRAY = "what salary does a {role} earn per year"
EACH = 60


def test_a_near_copy_is_found_whatever_its_word_order() -> None:
    copy, other = "how much does a pilot earn", "does a pilot earn how much"
    (pair,) = find_copies(Corpus({"pay": ("what is the pay", copy, other), "greet": ("hello",)}))
    assert (pair.intent, pair.text, pair.other) == ("pay", copy, other)


def test_sentences_that_differ_are_no_copies() -> None:
    assert not [*find_copies(Corpus({"pay": ("what is the pay", "how well off are pilots")}))]


def test_a_sentence_under_the_wrong_intent_is_found(knowledge: Knowledge) -> None:
    real = Corpus.load().utterances
    said = {intent: real[intent][:EACH] for intent in INTENTS}
    said["responsibilities"] = (*said["responsibilities"], ASTRAY)
    strays = find_strays(load_lessons(knowledge, Corpus(said)))
    leads = [one.lead for one in strays]
    assert ("responsibilities", "salary_outlook") in {(one.intent, one.nearer) for one in strays}
    assert leads == sorted(leads, reverse=True)
    assert [one.far for one in strays] == [lead > FAR for lead in leads]


def test_an_intent_with_too_few_sentences_is_found() -> None:
    found = [*find_few(Corpus({"pay": ("what is the pay",), "out_of_scope": ("rain",) * LEAST}))]
    assert [(one.intent, one.count, one.asked) for one in found] == [
        ("out_of_scope", LEAST, LEAST_OUTSIDE),
        ("pay", 1, LEAST),
    ]


def test_every_intent_has_enough_sentences_and_no_near_copies() -> None:
    corpus = Corpus.load()
    assert [*find_few(corpus)] == []
    assert [*find_copies(corpus)] == []
