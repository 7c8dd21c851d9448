"""English is told from other languages, in doubt in favour of English."""

import pytest

from intents.dialog import load_dialog
from intents.language import Language
from intents.normalizer import normalize, words_of
from intents.words import load_english


@pytest.fixture(scope="module")
def language() -> Language:
    return Language(load_dialog(), load_english())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hola",
        "what does a product manager do",
        "pm salary in los angeles",
        "pm salary los angeles",
        "product manager salary skills career",
        "what is the gerente in this company",
    ],
)
def test_english_and_doubtful_texts_count_as_english(language: Language, text: str) -> None:
    assert language.is_english(words_of(normalize(text)))


@pytest.mark.parametrize(
    "text",
    [
        "cual es la diferencia entre un gerente y otro",
        "quelle est la difference entre les deux",
        "was ist der unterschied zwischen den beiden",
        "\u0447\u0442\u043e \u0434\u0435\u043b\u0430\u0435\u0442 product",
        "\u4ea7\u54c1\u7ecf\u7406",
    ],
)
def test_other_languages_are_known_by_script_or_words(language: Language, text: str) -> None:
    assert not language.is_english(words_of(normalize(text)))


def test_without_other_languages_everything_is_english() -> None:
    dialog = load_dialog().model_copy(update={"foreign": {}})
    assert Language(dialog, frozenset()).is_english(["cual", "es", "la", "diferencia"])
