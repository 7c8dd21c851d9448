"""What the Home tab shows: the assessment, good questions, and a person's own data."""

from __future__ import annotations

from collections.abc import Iterable

from bot.advisor.fit import Fit
from bot.advisor.models import Act, Button, Choice, Heading, Lead, Note, Reply, Sentence
from bot.advisor.person import Person
from bot.advisor.wording import Wording
from knowledge import BOTH, NONE, Knowledge

DATA = ("privacy_info", "delete_my_data", "help")


class Home:
    """Each reply is a section of the tab."""

    def __init__(self, knowledge: Knowledge, wording: Wording, fit: Fit | None) -> None:
        self._knowledge = knowledge
        self._phrases = knowledge.phrases
        self._wording = wording
        self._fit = fit

    def sections(self, person: Person) -> tuple[Reply, ...]:
        """From top to bottom."""
        phrases = self._phrases
        intro = Reply((Heading(phrases.home_title), Note(phrases.home_intro)))
        questions = _section(phrases.home_ask, self._asks((intent, BOTH) for intent in self._knowledge.home))
        data = _section(phrases.home_data, self._asks((intent, NONE) for intent in DATA))
        return (intro, *self._assessment(person), questions, data)

    def _assessment(self, person: Person) -> tuple[Reply, ...]:
        """Begin or go on, and the last result where there is one."""
        if self._fit is None:
            return ()
        return (_section(self._phrases.home_assessment, self._fit.doors(person)),)

    def _asks(self, asked: Iterable[tuple[str, str]]) -> tuple[Button, ...]:
        return tuple(
            Button(self._wording.label(intent, role), Choice(Act.ASK, intent, role)) for intent, role in asked
        )


def _section(text: str, buttons: tuple[Button, ...]) -> Reply:
    return Reply((Lead(Sentence(text)),), buttons=buttons)
