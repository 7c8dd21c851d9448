"""Turns what people type into plain lower-case words, without markup or tricks of Unicode."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice
from threading import Lock

import snowballstemmer

MAX_CHARACTERS = 2_000
MAX_STEMMED_LETTERS = 30

# Every pattern is a single run or a class: nothing here can backtrack badly.
_DROPPED = re.compile(r"<[@#!][^<>]*>|<?https?://[^\s<>|]*>?|<?mailto:[^\s<>|]*>?")
_LABELLED = re.compile(r"<[^<>|\s]*\|([^<>]*)>|\|([^<>|]*)>")
_EMOJI = re.compile(r":(?:[a-z][a-z0-9_+-]{0,60}|[+-]1):", re.IGNORECASE)
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_UNPRINTABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")
_MARKS = re.compile(r"[*_~`]")
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_LONG_RUN = re.compile(r"([a-z])\1\1+")
_WORD = re.compile(r"[^\W_]+")
_MIXED = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"(?<=[a-z0-9])(?:'s\b|s'(?=\s|$))")
_SHORTENED = re.compile(r"\b[a-z]++'[a-z]++\b")
_BARE = re.compile(
    r"\b(?:cant|dont|whats|whos|wheres|hows|thats|im|ive|youre|doesnt|isnt|arent|didnt|wont|couldnt|shouldnt"
    r"|wouldnt|theyre|whens|whys|wasnt|havent|hasnt|lets)\b(?!')"
)

_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&"))
_QUOTES = str.maketrans(
    "\u2018\u2019\u201a\u201b\u02bc\u00b4\u201c\u201d\u201e\u00ab\u00bb\u2013\u2014\u2212\u2010\u2011\uff1f\u061f",
    "''''''" + '"""""' + "-----" + "??",
)
# Letters of Cyrillic and Greek that look like Latin ones. Folded only in words that also have Latin letters.
_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХЅІЈԌԚԜаеорсухѕіјԛԝһԁνΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορικτυχγε",
    "ABEKMHOPCTYXSIJGQWaeopcyxsijqwhdvABEZHIKMNOPTYXaopiktuxye",
)
_ENDINGS = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'m": " am", "'d": " would"}
_IS = frozenset({"it", "that", "what", "who", "where", "how", "there", "when", "why", "he", "she", "here"})
_WITHOUT_APOSTROPHE = {
    "cant": "can not",
    "can't": "can not",
    "wont": "will not",
    "won't": "will not",
    "im": "i am",
    "ive": "i have",
    "lets": "let us",
    "let's": "let us",
    "youre": "you are",
    "theyre": "they are",
}
_SHAPES = (
    "dont",
    "doesnt",
    "isnt",
    "arent",
    "didnt",
    "couldnt",
    "shouldnt",
    "wouldnt",
    "wasnt",
    "havent",
    "hasnt",
)


def normalize(text: str) -> str:
    """Lower-case text without markup; line ends are kept. Only the first 2,000 characters are read."""
    text = _without_markup(_UNPRINTABLE.sub(" ", text[:MAX_CHARACTERS]))
    if not text.isascii():
        text = _HIDDEN.sub("", unicodedata.normalize("NFKC", text)[:MAX_CHARACTERS])
        text = _folded(text)
    text = _BARE.sub(_spelled_out, _MARKS.sub(" ", text).lower())
    if "'" in text:
        text = _POSSESSIVE.sub("", _SHORTENED.sub(_spelled_out, text))
    text = _LONG_RUN.sub(r"\1\1", _DIGITS.sub("0", text))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join([line for line in lines if line])


def words_of(normalized: str) -> list[str]:
    return _WORD.findall(normalized)


def places_of(normalized: str) -> list[tuple[int, int]]:
    """Where each word begins and ends."""
    return [found.span() for found in _WORD.finditer(normalized)]


def first_words(normalized: str, most: int) -> list[str]:
    return [found.group() for found in islice(_WORD.finditer(normalized), most)]


def stems(text: str) -> tuple[str, ...]:
    """The stem of every word of any text, in order. Two texts share a word when they share its stem."""
    return tuple(stem(word) for word in words_of(normalize(text)))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    if len(word) > MAX_STEMMED_LETTERS or not word.isascii():
        return word
    with _LOCK:  # the stemmer keeps the word it works on in itself
        return str(_stemmer().stemWord(word))


_LOCK = Lock()


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.english_stemmer.EnglishStemmer:
    return snowballstemmer.stemmer("english")


def _without_markup(text: str) -> str:
    if "<" in text or "http" in text:
        text = _DROPPED.sub(" ", text)
        text = _LABELLED.sub(lambda found: f" {found.group(1) or found.group(2) or ''} ", text)
    if ":" in text:
        text = _EMOJI.sub(" ", text)
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text


def _folded(text: str) -> str:
    text = _MIXED.sub(_in_one_script, text.translate(_QUOTES))
    letters = unicodedata.normalize("NFKD", text)
    return "".join(one for one in letters if not unicodedata.combining(one))[:MAX_CHARACTERS]


def _in_one_script(found: re.Match[str]) -> str:
    word = found.group()
    return word if word.isascii() or not _has_latin(word) else word.translate(_LOOKALIKES)


def _has_latin(word: str) -> bool:
    return any("a" <= letter <= "z" or "A" <= letter <= "Z" for letter in word)


def _spelled_out(found: re.Match[str]) -> str:
    word = found.group()
    if word in _WITHOUT_APOSTROPHE:
        return _WITHOUT_APOSTROPHE[word]
    if word in _SHAPES:
        return f"{word[:-2]} not"
    if word.endswith("'s") or "'" not in word:
        bare = word.removesuffix("s").removesuffix("'")
        return f"{bare} is" if bare in _IS else word
    for ending, full in _ENDINGS.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + full
    return word
