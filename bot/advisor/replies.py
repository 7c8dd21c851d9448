"""Builds the replies: answers, choices, fallbacks and what the bot says about itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.advisor.answers import Answers, Composed
from bot.advisor.asking import RELATED, Asked
from bot.advisor.citations import Citations, cited
from bot.advisor.models import Act, Button, Choice, Exchange, Reply, Session, To
from bot.advisor.parts import Bullets, Heading, Lead, Note, Part, Sentence, Sources
from bot.advisor.summary.request import Scope
from bot.advisor.why import Why
from bot.advisor.wording import Wording
from intents import AMBIGUOUS
from knowledge import BOTH, NONE, Action, Fact, Knowledge, Topic

NEXT = 3
SUGGESTIONS = 3
EXAMPLES = 2


class Replies:
    """Everything the advisor can say, from one knowledge file. `facts` fills placeholders of phrases."""

    def __init__(self, knowledge: Knowledge, settings: Mapping[str, str]) -> None:
        self._knowledge = knowledge
        self._phrases = knowledge.phrases
        self._citations = Citations(knowledge)
        self._answers = Answers(knowledge, self._citations)
        self.sayable = self._answers.sayable
        self.wording = Wording(knowledge, settings)
        self._why = Why(knowledge, self.wording, self._citations)

    def answer(self, asked: Iterable[Asked]) -> tuple[Reply, tuple[Exchange, ...]]:
        """One reply to all questions of a message, and what is remembered of it."""
        asked = tuple(asked)
        parts: list[Part] = []
        exchanges: list[Exchange] = []
        for one in asked:
            if len(asked) > 1:
                parts.append(Heading(self.wording.label(one.intent, one.role)))
            composed = self._compose(one)
            parts += composed.parts
            exchanges.append(Exchange(one.intent, one.role, composed.facts, composed.shown))
        more = self._more_button(asked[0]) if len(asked) == 1 and composed.more else ()
        return self._finish(parts, asked[-1], more), tuple(exchanges)

    def is_special(self, asked: Asked) -> bool:
        """Whether the words of the question bring up a statement of their own, such as a refusal."""
        return self._answers.is_special(self._topic(asked.intent), asked.role, asked.words)

    def more(self, before: Exchange) -> tuple[Reply, Exchange]:
        """The next statements on the topic answered last, or that there are no more."""
        topic = self._topic(before.intent)
        role = self._covered(topic, before.role)
        if role is None:
            return self.say(self._phrases.no_more), before
        composed = self._answers.more(topic, role, before.shown)
        if not composed.parts:
            return self.say(self._phrases.no_more), before
        asked = Asked(before.intent, before.role)
        intro = Note(self._phrases.more_on.format(topic=self.wording.label(before.intent, before.role)))
        reply = self._finish(
            [intro, *composed.parts], asked, self._more_button(asked) if composed.more else ()
        )
        facts = (*before.facts, *composed.facts)
        return reply, Exchange(before.intent, before.role, tuple(dict.fromkeys(facts)), composed.shown)

    def suggest(self, choices: Iterable[Choice]) -> Reply:
        return Reply(
            (Lead(Sentence(self._phrases.did_you_mean)),),
            offer=self._phrases.choose,
            buttons=self._buttons(choices),
        )

    def fallback(self, action: str = "out_of_scope") -> Reply:
        """That a message is outside what the bot knows, with two things that it can answer."""
        answer = self._knowledge.action[action].answer
        return self._with_examples(Lead(Sentence(answer.lead.text)))

    def not_understood(self) -> Reply:
        return self._with_examples(Lead(Sentence(self._phrases.not_understood)))

    def only_english(self) -> Reply:
        return self._with_examples(Lead(Sentence(self._phrases.only_english)))

    def nearest(self, facts: Iterable[Fact]) -> Reply:
        """Facts that match a question which no topic surely covers, said as such."""
        behind = self._citations.behind([fact.id for fact in facts])
        quotes = replace(behind, title=self._phrases.nearest_title)
        reply = self._with_examples(Lead(Sentence(self._phrases.nearest_facts)))
        return replace(reply, parts=(*reply.parts, quotes, *self._named(cited((quotes,)))))

    def why(self, session: Session) -> Reply:
        """How the last message was read, and the facts behind its answer."""
        return self._why.explain(session.understood, session.exchanges)

    def offer_next(self, reply: Reply, intent: str) -> Reply:
        """With buttons for what to ask after an action."""
        buttons = self._next(self._topic(intent), Asked(intent, NONE), NEXT)
        return replace(reply, offer=self._phrases.ask_next, buttons=buttons)

    def sources(self, exchanges: Iterable[Exchange]) -> Reply:
        """The facts behind the last answer, each with its place."""
        facts = tuple(dict.fromkeys(fact for one in exchanges for fact in one.facts))
        if not facts:
            return self.say(self._phrases.nothing_cited)
        agreed = self._citations.agreements(facts)
        together = [Bullets(agreed)] if agreed else []
        return Reply((self._citations.behind(facts), *together, *self._named(facts)))

    def say(self, text: str, to: To = To.HERE) -> Reply:
        return Reply((Lead(Sentence(text)),), to=to)

    def confirm_erase(self) -> Reply:
        buttons = (
            Button(self._phrases.erase_yes, Choice(Act.ERASE), danger=True),
            Button(self._phrases.erase_no, Choice(Act.KEEP)),
        )
        return Reply(
            (Lead(Sentence(self._phrases.confirm_erase)),), offer=self._phrases.choose, buttons=buttons
        )

    def _compose(self, asked: Asked) -> Composed:
        topic = self._topic(asked.intent)
        role = self._covered(topic, asked.role)
        if role is None:
            return self._not_covered(asked)
        composed = self._answers.compose(topic, role, asked.words)
        filled = tuple(self.wording.fill(part) for part in composed.parts)
        return Composed(filled, composed.facts, composed.shown, composed.more)

    def _not_covered(self, asked: Asked) -> Composed:
        """The sources say nothing on this topic for this neighbour: say so, then what they say of it."""
        name = self._knowledge.role[asked.role].name
        missing = Lead(Sentence(self._phrases.role_not_covered.format(role=name)))
        nearest = self._answers.compose(self._knowledge.topic[RELATED], asked.role, frozenset())
        said = tuple(Bullets((part.sentence,)) if isinstance(part, Lead) else part for part in nearest.parts)
        return Composed((missing, *said), nearest.facts, (), more=False)

    def _finish(self, parts: list[Part], asked: Asked, more: tuple[Button, ...]) -> Reply:
        topic = self._topic(asked.intent)
        is_knowledge = isinstance(topic, Topic)
        is_ambiguous = asked.role == AMBIGUOUS
        before = [Note(self._meanings(asked))] if is_ambiguous else []
        narrow = self._narrow(asked) if is_ambiguous else self._counterpart(asked)
        buttons = (
            *more,
            *narrow,
            *self._next(topic, asked, NEXT - len(narrow)),
            *self._summary(is_knowledge),
        )
        offer = self._phrases.ask_next if buttons else ""
        rated = Choice(Act.ASK, asked.intent, asked.role) if is_knowledge else None
        whole = (*before, *parts, *self._named(cited(parts)))
        return Reply(whole, offer=offer, buttons=buttons, rated=rated)

    def _named(self, facts: Iterable[str]) -> tuple[Sources, ...]:
        sources = self._citations.sources(facts)
        return (sources,) if sources else ()

    def _next(self, topic: Topic | Action, asked: Asked, most: int) -> tuple[Button, ...]:
        role = BOTH if asked.role == AMBIGUOUS else asked.role
        choices = [Choice(Act.ASK, intent, self.wording.slot(intent, role)) for intent in topic.next]
        return self._buttons(choices[: max(most, 1)])

    def _summary(self, is_knowledge: bool) -> tuple[Button, ...]:
        """Of the conversation; what only says something about the bot is in no summary."""
        choice = Choice(Act.SUMMARY, Scope.CONVERSATION.value)
        return (Button(self._knowledge.summaries.send, choice),) if is_knowledge else ()

    def _narrow(self, asked: Asked) -> tuple[Button, ...]:
        """PM may be any of these: one button for each."""
        choices = [self._for_role(asked.intent, role) for role in self._among(asked)]
        labels = [self._knowledge.role[choice.role].name for choice in choices]
        named = zip(labels, choices, strict=True)
        return tuple(Button(self._phrases.narrow_down.format(role=label), choice) for label, choice in named)

    def _meanings(self, asked: Asked) -> str:
        names = [self._knowledge.role[role].name for role in self._among(asked)]
        return self._phrases.can_mean.format(roles=", ".join(names))

    def _among(self, asked: Asked) -> tuple[str, ...]:
        """A click on an ambiguous topic names no short form: then it is the first, PM."""
        return asked.among or self._knowledge.ambiguous[0].roles

    def _counterpart(self, asked: Asked) -> tuple[Button, ...]:
        """The same question for the other focal role."""
        focal = [role.id for role in self._knowledge.focal]
        if asked.role not in focal:
            return ()
        return self._buttons(Choice(Act.ASK, asked.intent, role) for role in focal if role != asked.role)

    def _for_role(self, intent: str, role: str) -> Choice:
        covered = role in self._knowledge.topic[intent].answers
        return Choice(Act.ASK, intent if covered else RELATED, role)

    def _buttons(self, choices: Iterable[Choice]) -> tuple[Button, ...]:
        return tuple(Button(self.wording.label(one.intent, one.role), one) for one in choices)

    def _more_button(self, asked: Asked) -> tuple[Button, ...]:
        return (Button(self._phrases.more, Choice(Act.MORE, asked.intent, asked.role)),)

    def _with_examples(self, lead: Lead) -> Reply:
        buttons = self._buttons(Choice(Act.ASK, intent, BOTH) for intent in self._knowledge.home[:EXAMPLES])
        return Reply((lead,), offer=self._phrases.two_examples, buttons=buttons)

    def _topic(self, intent: str) -> Topic | Action:
        return self._knowledge.topic.get(intent) or self._knowledge.action[intent]

    def _covered(self, topic: Topic | Action, role: str) -> str | None:
        """The cell of the topic that serves this role; None for a neighbour it does not cover."""
        if isinstance(topic, Action):
            return role
        if role == AMBIGUOUS:
            return BOTH
        return role if role in topic.answers else None
