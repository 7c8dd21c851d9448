"""The shape of a knowledge file: sources, facts, relations, roles, topics, actions and phrases."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from knowledge.assessment import Assessment
from knowledge.channel import ChannelWords
from knowledge.content import Content, FactId, Id, Label, Line, RelationId, Words
from knowledge.job_ads import JobAds
from knowledge.listing import Listing
from knowledge.phrases import Phrases
from knowledge.summaries import Summaries
from knowledge.welcome import Welcome

BOTH = "both"
OTHER = "other"
NONE = "none"


class Source(Content):
    """Where facts come from. `elsewhere` marks everything that is not one of the curated articles."""

    id: Id
    kind: Literal["article", "elsewhere"]
    name: Label = Field(description="How a reply names it, for example: article A")
    title: Line
    author: Line | None = None
    date: Line | None = Field(None, description="As printed in the source; leave out if undated")
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=300)] | None = None


class Fact(Content):
    """One atomic thing that a source says, in our own words, with its place in the source."""

    id: FactId
    source: Id
    place: Label = Field(description="Where in the source, for example: paragraph 3")
    role: Id = Field(description="A role id, or 'both' or 'other'")
    subject: Id
    text: Line
    caveat: Line | None = Field(None, description="What a reader must know before relying on it")


class Side(Content):
    """One of the things that the sources say where they do not agree."""

    text: Line
    facts: tuple[FactId, ...] = Field(min_length=1)


class Relation(Content):
    """How facts hang together. Contradictions and tensions carry their sides; a reply shows all."""

    id: RelationId
    kind: Literal["overlap", "complement", "contradiction", "tension"]
    text: Line = Field(description="One sentence: on what the facts agree, complete each other or differ")
    facts: tuple[FactId, ...] = Field(min_length=1)
    sides: tuple[Side, ...] = ()


class Role(Content):
    """A job. Focal roles are compared; the others are neighbours."""

    id: Id
    focal: bool = False
    name: Label = Field(description="singular, lower case: product manager")
    plural: Label
    field: Label = Field(description="the activity: product management")
    short: Label = Field(description="a column head: Product")
    aliases: tuple[Words, ...] = Field(
        description="what people type for it, lower case; typos are found anyway"
    )


class AmbiguousAlias(Content):
    """A short form that stands for several roles, such as PM."""

    alias: Words
    roles: tuple[Id, ...] = Field(min_length=2)


class Statement(Content):
    """One thing that an answer says. `about` lists words of a question that bring it to the front.

    With `relation`, the sides of that contradiction or tension are shown below `text`.
    """

    text: Line
    facts: tuple[FactId, ...] = ()
    about: tuple[Words, ...] = ()
    relation: RelationId | None = None
    elsewhere: tuple[FactId, ...] = Field((), description="facts from elsewhere, shown as such")


class Row(Content):
    """One line of a side-by-side comparison: a cell for each focal role."""

    label: Label
    cells: Mapping[Id, Side]
    about: tuple[Words, ...] = ()


class Answer(Content):
    """What the sources say on a topic for one role, or for both. `lead` is the point in one sentence."""

    lead: Statement
    points: tuple[Statement, ...] = ()
    rows: tuple[Row, ...] = Field((), max_length=12)


class Gap(Content):
    """Something people ask that the sources do not say; `text` says so in the first sentence.

    A gap without `about` holds for the whole topic. `nearest` is the closest thing they do say.
    """

    text: Line
    about: tuple[Words, ...] = ()
    roles: tuple[Id, ...] = ()
    nearest: tuple[Statement, ...] = ()
    elsewhere: tuple[FactId, ...] = ()


class Ask(Content):
    """How a button asks for a topic: `one` with {role}, for example 'a product manager'; `both` without."""

    one: Label
    both: Label


class Topic(Content):
    """One subject people ask about. `intent` ties it to its utterances."""

    intent: Id
    title: Label
    ask: Ask
    answers: Mapping[Id, Answer] = Field(description="by role id, 'both' or 'other'")
    gaps: tuple[Gap, ...] = ()
    next: tuple[Id, ...] = Field(min_length=2, max_length=5, description="intents to offer next")


class Action(Content):
    """A reply that is not about the roles: help, privacy, a greeting. `label` is its button."""

    intent: Id
    group: Literal["action", "chitchat"]
    label: Label
    answer: Answer
    next: tuple[Id, ...] = Field((), max_length=5)


class Knowledge(Content):
    """Everything the bot knows and says. Built by `load`, which also checks that it hangs together."""

    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]
    relations: tuple[Relation, ...] = ()
    roles: tuple[Role, ...]
    ambiguous: tuple[AmbiguousAlias, ...] = ()
    topics: tuple[Topic, ...]
    actions: tuple[Action, ...]
    phrases: Phrases
    summaries: Summaries
    channel: ChannelWords
    listing: Listing
    home: tuple[Id, ...] = Field(
        (), max_length=6, description="intents that the Home tab offers as questions"
    )
    welcome: Welcome | None = None
    assessment: Assessment | None = None
    job_ads: JobAds | None = None

    @cached_property
    def fact(self) -> Mapping[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def source(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def relation(self) -> Mapping[str, Relation]:
        return {relation.id: relation for relation in self.relations}

    @cached_property
    def role(self) -> Mapping[str, Role]:
        return {role.id: role for role in self.roles}

    @cached_property
    def topic(self) -> Mapping[str, Topic]:
        return {topic.intent: topic for topic in self.topics}

    @cached_property
    def action(self) -> Mapping[str, Action]:
        return {action.intent: action for action in self.actions}

    @cached_property
    def focal(self) -> tuple[Role, ...]:
        return tuple(role for role in self.roles if role.focal)
