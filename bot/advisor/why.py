"""Says in plain words why an answer was given: how the question was read, and the facts behind the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.advisor.asking import Asked
from bot.advisor.citations import Citations
from bot.advisor.models import Exchange, How, Reply, Understood
from bot.advisor.parts import Bullets, Lead, Part, Sentence
from bot.advisor.wording import Wording
from intents import OUT_OF_SCOPE, Certainty, Guess, Interpreter, Question
from knowledge import Knowledge


def understood_as(asked: Iterable[Asked], how: How) -> tuple[Understood, ...]:
    """Where no words were read: a click, or a follow-up."""
    return tuple(Understood(how, one.intent, one.role) for one in asked)


def read_from_words(asked: Iterable[Asked], interpreter: Interpreter) -> tuple[Understood, ...]:
    """What a session keeps of a reading: topics, numbers, and the few words that decided."""
    return tuple(_read(one, one.question, interpreter) for one in asked if one.question)


def _read(asked: Asked, question: Question, interpreter: Interpreter) -> Understood:
    how = How.READ if asked.certainty is Certainty.ANSWER else How.UNSURE
    second = next((one for one in question.ranking if one.intent != asked.intent), Guess("", 0.0))
    words = interpreter.deciding(question.text)
    return Understood(
        how, asked.intent, asked.role, asked.confidence, words, second.intent, second.confidence
    )


class Why:
    """Writes the explanation."""

    def __init__(self, knowledge: Knowledge, wording: Wording, citations: Citations) -> None:
        self._knowledge = knowledge
        self._phrases = knowledge.phrases
        self._wording = wording
        self._citations = citations

    def explain(self, understood: Iterable[Understood], exchanges: Iterable[Exchange]) -> Reply:
        """First how each question was read, then the facts with their places.

        An action leaves the answer before in the session; its facts are not why.
        """
        understood = tuple(understood)
        parts = [part for one in understood for part in self._reading(one)]
        told = {one.intent for one in understood}
        answered = [one for one in exchanges if one.intent in told or not told]
        facts = tuple(dict.fromkeys(fact for one in answered for fact in one.facts))
        if facts:
            parts.append(self._citations.behind(facts))
        if sources := self._citations.sources(facts):
            parts.append(sources)
        return Reply(tuple(parts))

    def _reading(self, one: Understood) -> Iterator[Part]:
        topic = self._label(one.intent, one.role)
        percent = _percent(one.confidence)
        match one.how:
            case How.FOLLOWED:
                yield Lead(Sentence(self._phrases.why_followed.format(topic=topic)))
            case How.PICKED:
                yield Lead(Sentence(self._phrases.why_picked.format(topic=topic)))
            case How.UNSURE:
                yield Lead(Sentence(self._phrases.why_unsure.format(topic=topic, percent=percent)))
                yield Bullets(tuple(map(Sentence, self._reasons(one))))
            case _:
                yield Lead(Sentence(self._phrases.read_as.format(topic=topic)))
                sure = self._phrases.why_sure.format(percent=percent)
                yield Bullets(tuple(map(Sentence, (*self._reasons(one), sure))))

    def _reasons(self, one: Understood) -> Iterator[str]:
        words = ", ".join(f'"{word}"' for word in one.words)
        yield self._phrases.why_words.format(words=words) if words else self._phrases.why_no_words
        if one.runner_up:
            topic = self._label(one.runner_up, one.role)
            yield self._phrases.why_runner_up.format(topic=topic, percent=_percent(one.its_confidence))

    def _label(self, intent: str, role: str) -> str:
        """What this knowledge file does not cover is something else, however well it was understood."""
        is_known = intent in self._knowledge.topic or intent in self._knowledge.action
        known = intent if is_known else OUT_OF_SCOPE
        return self._wording.label(known, self._wording.slot(known, role))


def _percent(share: float) -> str:
    """Never 0 or 100: nothing is that sure."""
    if share < 0.01:
        return "less than 1"
    return "more than 99" if share > 0.99 else str(round(100 * share))
