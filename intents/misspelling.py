"""Makes seeded typing mistakes, to measure how much they cost."""

from __future__ import annotations

from random import Random

SHORTEST = 4  # letters of a word that gets a mistake
FIRST_LETTER = 0.2  # how often a mistake may be in the first letter
_BESIDE = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol", "a": "qsz", "s": "adw", "d": "sfe", "f": "dgr", "g": "fht", "h": "gjy", "j": "hku", "k": "jli",
    "l": "ko", "z": "ax", "x": "zc", "c": "xv", "v": "cb", "b": "vn", "n": "bm", "m": "n",
}  # fmt: skip


def misspell(text: str, mistakes: int, seed: int) -> str:
    """As many words as there are mistakes get one each; fewer where the text has fewer long words."""
    random = Random(f"{seed}:{text}")
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= SHORTEST and word.isalpha()]
    for at in random.sample(long, min(mistakes, len(long))):
        words[at] = _with_mistake(words[at], random)
    return " ".join(words)


def _with_mistake(word: str, random: Random) -> str:
    at = random.randrange(0 if random.random() < FIRST_LETTER else 1, len(word))
    letter = word[at]
    kind = random.choice(("swap", "drop", "double", "beside"))
    if kind == "swap" and at + 1 < len(word):
        return word[:at] + word[at + 1] + letter + word[at + 2 :]
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "beside" and letter.lower() in _BESIDE:
        return word[:at] + random.choice(_BESIDE[letter.lower()]) + word[at + 1 :]
    return word[: at + 1] + letter + word[at + 1 :]
