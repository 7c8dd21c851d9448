"""Names what a reply rests on: sources of facts, quotes from elsewhere, and the facts behind an answer."""

from __future__ import annotations

from collections.abc import Iterable

from bot.advisor.parts import Bullets, Differ, Lead, Part, Quote, Quotes, Sentence, Sources, Table
from knowledge import Fact, Knowledge, Source


class Citations:
    """Turns fact ids into what a reader can look up."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._phrases = knowledge.phrases

    def sources(self, facts: Iterable[str]) -> Sources | None:
        """The curated articles among the sources of these facts; the others are named where they stand."""
        ids = dict.fromkeys(self._knowledge.fact[fact].source for fact in facts)
        found = [self._knowledge.source[one] for one in ids]
        names = tuple(self._name(source) for source in found if source.kind == "article")
        return Sources(self._phrases.sources_title, names) if names else None

    def elsewhere(self, facts: Iterable[str]) -> Quotes | None:
        quotes = tuple(self._quote(self._knowledge.fact[fact]) for fact in facts)
        return Quotes(self._phrases.elsewhere_title, quotes) if quotes else None

    def behind(self, facts: Iterable[str]) -> Quotes:
        """Each fact in full with its place, and what else the sources hold on the same point."""
        quotes = tuple(self._quote(self._knowledge.fact[fact], place=True) for fact in facts)
        return Quotes(self._phrases.cited_below, quotes)

    def agreements(self, facts: Iterable[str]) -> tuple[Sentence, ...]:
        """How the cited facts overlap or complete each other; only where at least two are cited."""
        cited = set(facts)
        found = (one for one in self._knowledge.relations if one.kind in {"overlap", "complement"})
        return tuple(Sentence(one.text, one.facts) for one in found if len(cited & set(one.facts)) > 1)

    def _name(self, source: Source) -> str:
        date = self._phrases.dated.format(date=source.date) if source.date else self._phrases.undated
        return f"{source.name}: {source.title} ({date})"

    def _quote(self, fact: Fact, place: bool = False) -> Quote:
        source = self._knowledge.source[fact.source]
        name = f"{source.name}, {fact.place}" if place else source.name
        caveat = self._phrases.caveat.format(caveat=fact.caveat) if fact.caveat else None
        return Quote(Sentence(fact.text, (fact.id,)), name, source.url, caveat)


def cited(parts: Iterable[Part]) -> tuple[str, ...]:
    """The ids of all facts that these parts cite, each once, in reading order."""
    return tuple(dict.fromkeys(fact for part in parts for said in sentences(part) for fact in said.facts))


def sentences(part: Part) -> tuple[Sentence, ...]:
    """What a part says with citations."""
    match part:
        case Lead(sentence):
            return (sentence,)
        case Bullets(said):
            return said
        case Differ(sentence, sides):
            return (sentence, *sides)
        case Table(_, rows):
            return tuple(cell for _, cells in rows for cell in cells)
        case Quotes(_, quotes):
            return tuple(quote.sentence for quote in quotes)
        case _:
            return ()
