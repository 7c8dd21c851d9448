"""What is left of a message after markup, tricks of Unicode and short forms are gone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.normalizer import (
    MAX_CHARACTERS,
    MAX_STEMMED_LETTERS,
    first_words,
    normalize,
    places_of,
    stem,
    stems,
    words_of,
)

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\ufe0f\ufeff"
PLAIN = "abcdefilmnorstuvwyABIMST0123 '?,.\n\u00e9\u00fc\u0430\u03b1"
quick = settings(max_examples=150, deadline=None, database=None)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<@U123> What is a PM?", "what is a pm?"),
        ("see <https://example.org/a|the page> now", "see the page now"),
        ("see <https://example.org/a> now", "see now"),
        ("see http://example.org/a now", "see now"),
        ("a < b and c", "a < b and c"),
        (":wave: hello :+1:", "hello"),
        ("note: this", "note: this"),
        ("skills &amp; salary", "skills & salary"),
        ("a &lt;b&gt; &quot;c&quot; d&#39;e", 'a <b> "c" d\'e'),
        ("*bold* _slanted_ ~gone~ `code`", "bold slanted gone code"),
        ("1,250.50 dollars in 2024", "0 dollars in 0"),
        ("sooooo good", "soo good"),
        ("one\r\n\n  two\t three ", "one\ntwo three"),
        ("bell\x07 and \ud800 half", "bell and half"),
    ],
)
def test_markup_and_noise_are_taken_away(text: str, plain: str) -> None:
    assert normalize(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\u201cwhat\u2019s this\u201d \u2013 ok\uff1f", '"what is this" - ok?'),
        ("caf\u00e9", "cafe"),
        ("\uff30\uff2d", "pm"),
        ("pr\u043educt", "product"),
        ("\u043f\u0440\u043e\u0434\u0443\u043a\u0442", "\u043f\u0440\u043e\u0434\u0443\u043a\u0442"),
        ("pro\u200bduct", "product"),
    ],
)
def test_unicode_is_folded_but_other_scripts_stay(text: str, plain: str) -> None:
    assert normalize(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("I can't", "i can not"),
        ("dont", "do not"),
        ("doesn't", "does not"),
        ("they're, we've, I'll, I'm, I'd", "they are, we have, i will, i am, i would"),
        ("whats up", "what is up"),
        ("who's it", "who is it"),
        ("the manager's day", "the manager day"),
        ("the managers' day", "the manager day"),
        ("five o'clock", "five o'clock"),
        ("she said 'im here', im", "she said 'i am here', i am"),
        ("lets go", "let us go"),
    ],
)
def test_short_forms_are_spelled_out(text: str, plain: str) -> None:
    assert normalize(text) == plain


def test_only_the_beginning_of_a_long_message_is_read() -> None:
    assert normalize("ab " * MAX_CHARACTERS).count("ab") == MAX_CHARACTERS // 3 + 1


def test_one_character_that_stands_for_many_does_not_make_a_text_longer() -> None:
    assert len(normalize("\ufdfa" * MAX_CHARACTERS)) <= MAX_CHARACTERS


def test_words_know_their_place_in_the_text() -> None:
    assert words_of("so, what_now") == ["so", "what", "now"]
    assert places_of("so, what_now") == [(0, 2), (4, 8), (9, 12)]


def test_the_first_words_are_read_without_the_rest() -> None:
    assert first_words("so, what_now", 2) == ["so", "what"]
    assert first_words("so", 2) == ["so"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("managing", "manag"), ("x" * (MAX_STEMMED_LETTERS + 1) + "s", "x" * 31 + "s"), ("\u0436s", "\u0436s")],
)
def test_only_ascii_words_of_a_sane_length_are_stemmed(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_texts_that_share_a_word_share_its_stem() -> None:
    assert stems("Roadmaps, *skills*") == stems("roadmap skill")


@quick
@given(st.text(st.characters(), max_size=400))
def test_no_text_breaks_the_normalizer(text: str) -> None:
    plain = normalize(text)
    assert plain == plain.strip() == normalize(text)
    assert len(plain) <= 2 * MAX_CHARACTERS


@quick
@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "|", "@U1", ":", "a", "'s ", "&amp;", "http://", "x'd ", "\u0430", "\ufdfa"]
        )
    )
)
def test_broken_markup_gives_words_of_bounded_length(pieces: list[str]) -> None:
    text = "".join(pieces) * 200
    plain = normalize(text)
    assert len(plain) <= 2 * MAX_CHARACTERS
    assert [plain[start:end] for start, end in places_of(plain)] == words_of(plain)


@quick
@given(st.lists(st.tuples(st.sampled_from(PLAIN), st.sampled_from(INVISIBLE)), max_size=60))
def test_invisible_characters_change_nothing(pairs: list[tuple[str, str]]) -> None:
    seen = "".join(letter for letter, _ in pairs)
    assert normalize("".join(letter + hidden for letter, hidden in pairs)) == normalize(seen)
