"""Sets the compared roles side by side, for a few topics only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.advisor.parts import Sentence, Table
from knowledge import BOTH, Knowledge, Statement, Topic

ROWS = 12
ROWS_OF_ONE_TOPIC = 4

Row = tuple[str, tuple[Sentence, ...]]


def compare(knowledge: Knowledge, topics: Sequence[Topic]) -> Table | None:
    """Each topic has its most telling rows, all topics about as many; None where nothing can be compared."""
    each = max(1, min(ROWS_OF_ONE_TOPIC, ROWS // max(len(topics), 1)))
    shown = [(topic, row) for topic in topics for row in list(_rows(topic, knowledge))[:each]]
    rows = [_named(row, topic, len(topics)) for topic, row in shown]
    if not rows:
        return None
    head = (knowledge.phrases.compared, *(role.name for role in knowledge.focal))
    return Table(head, tuple(dict.fromkeys(rows))[:ROWS])


def _rows(topic: Topic, knowledge: Knowledge) -> Iterator[Row]:
    """The topic's own comparison; where it has none, the point of its answer for each role."""
    roles = [role.id for role in knowledge.focal]
    both = topic.answers.get(BOTH)
    for row in both.rows if both else ():
        yield row.label, tuple(Sentence(row.cells[one].text, row.cells[one].facts) for one in roles)
    if not (both and both.rows) and all(one in topic.answers for one in roles):
        yield topic.title, tuple(_cell(topic.answers[one].lead) for one in roles)


def _named(row: Row, topic: Topic, topics: int) -> Row:
    """Among several topics each row says which one it is about."""
    label, cells = row
    return (label if topics == 1 or label == topic.title else f"{topic.title}: {label}"), cells


def _cell(lead: Statement) -> Sentence:
    return Sentence(lead.text, lead.facts)
