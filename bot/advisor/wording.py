"""Fills the knowledge file's sentences: role names in questions, settings in placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.advisor.parts import Bullets, Lead, Part, Sentence
from knowledge import BOTH, NONE, OTHER, Knowledge

RELATED = "related_role"


class Wording:
    """Labels and sentences with their gaps filled."""

    def __init__(self, knowledge: Knowledge, settings: Mapping[str, str]) -> None:
        self._knowledge = knowledge
        self._settings = dict(settings)

    def label(self, intent: str, role: str) -> str:
        """How a person would ask for this topic and role; at most 75 characters, as a button may have."""
        topic = self._knowledge.topic.get(intent)
        if topic is None:
            return self._knowledge.action[intent].label
        found = self._knowledge.role.get(role)
        return topic.ask.one.format(role=with_article(found.name)) if found else topic.ask.both

    def slot(self, intent: str, role: str) -> str:
        """The role for a button that leads from one topic to another."""
        topic = self._knowledge.topic.get(intent)
        if topic is None:
            return NONE
        if role in topic.answers:
            return role
        return BOTH if BOTH in topic.answers else OTHER

    def fill(self, part: Part) -> Part:
        """Puts settings such as the contact into the sentences of an action, wherever they came to stand."""
        if isinstance(part, Lead):
            return Lead(self._filled(part.sentence))
        if isinstance(part, Bullets):
            return Bullets(tuple(map(self._filled, part.sentences)))
        return part

    def _filled(self, sentence: Sentence) -> Sentence:
        if "{" not in sentence.text:
            return sentence
        return replace(sentence, text=sentence.text.format_map(self._settings))


def with_article(name: str) -> str:
    """'a product manager', 'an engagement manager'."""
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"
