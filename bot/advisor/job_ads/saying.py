"""Says what an ad was read as: the verdict, its balance, and the phrases with the facts that they match."""

from __future__ import annotations

from collections.abc import Iterator

from bot.advisor.citations import Citations, cited
from bot.advisor.job_ads.reader import AdReading, Evidence, Verdict
from bot.advisor.models import Reply
from bot.advisor.parts import Lead, Note, Part, Quote, Quotes, Sentence
from knowledge import Knowledge
from knowledge.job_ads import JobAds

SHOWN = 5  # signals a role
PHRASES = 2  # of each signal


class AdReplies:
    """Writes the reply to an ad; buttons are the caller's."""

    def __init__(self, knowledge: Knowledge, ads: JobAds, citations: Citations) -> None:
        self._knowledge = knowledge
        self._phrases = ads.phrases
        self._citations = citations
        self._focal = tuple(role.id for role in knowledge.focal)

    def say(self, read: AdReading) -> Reply:
        """From the point to its limits."""
        if read.verdict in {Verdict.NOTHING, Verdict.TOO_SHORT}:
            return Reply((Lead(Sentence(getattr(self._phrases, read.verdict))),))
        parts: list[Part] = [Lead(Sentence(self._verdict(read)))]
        parts += self._about_title(read)
        if read.role in self._focal:
            parts.append(Note(self._balance(read)))
        parts += self._matches(read)
        parts.append(Note(self._phrases.limits))
        if sources := self._citations.sources(cited(parts)):
            parts.append(sources)
        return Reply(tuple(parts))

    def _verdict(self, read: AdReading) -> str:
        text: str = getattr(self._phrases, read.verdict)
        return text.format(role=self._name(read.role), other=self._name(self._other(read.role)))

    def _about_title(self, read: AdReading) -> Iterator[Note]:
        """Where the text names only the other focal role."""
        named, other = set(read.named) & set(self._focal), self._other(read.role)
        if read.verdict in {Verdict.CLEARLY, Verdict.RATHER} and named == {other}:
            text = self._phrases.title_differs
            yield Note(text.format(role=self._name(read.role), other=self._name(other)))

    def _balance(self, read: AdReading) -> str:
        balance, other = read.balance, self._other(read.role)
        counts = {role: _count(read, role) for role in self._focal}
        numbers = {name: round(100 * getattr(balance, name)) for name in ("share", "low", "high")}
        roles = {"role": self._name(read.role), "other": self._name(other)}
        return self._phrases.balance.format(count=counts[read.role], less=counts[other], **roles, **numbers)

    def _matches(self, read: AdReading) -> Iterator[Part]:
        order = dict.fromkeys((read.role, *self._focal))
        for role in order:
            found = [one for one in read.evidence if one.role == role]
            if not found:
                continue
            title = self._phrases.points_to.format(role=self._name(role))
            yield Quotes(title, tuple(self._match(one) for one in found[:SHOWN]))
            if found[SHOWN:]:
                yield Note(self._phrases.and_more.format(count=len(found[SHOWN:])))

    def _match(self, one: Evidence) -> Quote:
        fact = self._knowledge.fact[one.signal.facts[0]]
        source = self._knowledge.source[fact.source]
        text = self._phrases.match.format(phrase='", "'.join(one.phrases[:PHRASES]), fact=fact.text)
        caveat = self._knowledge.phrases.caveat.format(caveat=fact.caveat) if fact.caveat else None
        return Quote(Sentence(text, one.signal.facts), f"{source.name}, {fact.place}", source.url, caveat)

    def _other(self, role: str) -> str:
        return next(one for one in self._focal if one != role)

    def _name(self, role: str) -> str:
        return self._knowledge.role[role].name if role else ""


def _count(read: AdReading, role: str) -> int:
    return sum(len(one.phrases) for one in read.evidence if one.role == role)
