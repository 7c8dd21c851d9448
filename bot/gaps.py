"""For the knowledge keeper: what people asked and the sources could not answer, without names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.advisor.summary import OUTSIDE, UNCOVERED, Past, find_gap
from bot.storage import GapCount, History, open_engine, parse_database_url, reach, usable
from knowledge import Knowledge


async def list_gaps(database_url: str, knowledge: Knowledge) -> list[str]:
    """Lines to print: the gaps, the answers that got thumbs down, and the topics asked most.

    DatabaseError, with a sentence, when the database cannot be read.
    """
    url = parse_database_url(database_url)
    await reach(url, made=True)
    engine = open_engine(url, make=False)
    history = History(engine)
    try:
        with usable():
            gaps, disliked, asked = await history.gaps(), await history.disliked(), await history.asked()
    finally:
        await engine.dispose()
    return [
        *_section("Asked, and the sources could not answer", _gaps(gaps, knowledge)),
        *_section("Answers that got thumbs down", (_topic(one) for one in disliked)),
        *_section("Asked most", (_topic(one) for one in asked[:10])),
    ]


def _section(title: str, said: Iterable[str]) -> Iterator[str]:
    yield f"{title}:"
    yield from list(said) or ["  nothing"]
    yield ""


def _gaps(counts: Iterable[GapCount], knowledge: Knowledge) -> Iterator[str]:
    for one in counts:
        yield f"{_topic(one)}  {_why(one, knowledge)}"


def _topic(one: GapCount) -> str:
    return f"{one.times:6}  {one.intent} / {one.role}"


def _why(one: GapCount, knowledge: Knowledge) -> str:
    """The sentence with which the bot said so, else what kind of gap it is."""
    if one.gap == OUTSIDE:
        return "(outside the sources, or not understood)"
    if one.gap == UNCOVERED:
        return "(the topic does not cover this role)"
    topic = knowledge.topic.get(one.intent)
    gap = find_gap(topic, Past(one.intent, one.role, gap=one.gap)) if topic else None
    return gap.text if gap else "(a sentence that the knowledge file no longer has)"
