"""For the keeper: what the sources could not answer, without names."""

import pytest

from bot.advisor import Act, Address, Choice
from bot.advisor.summary import OUTSIDE, UNCOVERED, Past
from bot.advisor.summary.past import mark
from bot.gaps import list_gaps
from bot.storage import Rating, Store, migrate, open_engine, parse_database_url
from knowledge import Knowledge
from tests.histories import FilledHistory


async def test_gaps_thumbs_down_and_topics_are_listed_by_how_often(
    database_url: str, knowledge: Knowledge
) -> None:
    gap = knowledge.topic["define_role"].gaps[0]
    asked = [
        Past("define_role", "product", gap=mark(gap)),
        Past("industries", "scrum_master", gap=UNCOVERED),
        Past("out_of_scope", "none", gap=OUTSIDE),
        Past("define_role", "program", gap="0" * 12),
        Past("skills_needed", "product", ("A001",)),
    ]
    engine = open_engine(parse_database_url(database_url))
    await migrate(engine)
    for number in range(2):
        await FilledHistory(engine).add(
            Address("T1", f"UCANARY{number}", "D1"), "E1", asked[: 5 - 3 * number]
        )
    await Store(engine).rate(Rating("T1", "UCANARY", "m", Choice(Act.ASK, "industries", "both"), good=False))
    await engine.dispose()
    lines = await list_gaps(database_url, knowledge)
    assert lines[1] == f"     2  define_role / product  {gap.text}"
    assert "     1  out_of_scope / none  (outside the sources, or not understood)" in lines
    assert "     1  define_role / program  (a sentence that the knowledge file no longer has)" in lines
    assert lines[lines.index("Answers that got thumbs down:") + 1] == "     1  industries / both"
    assert lines[lines.index("Asked most:") + 1] == "     1  skills_needed / product"
    assert "UCANARY" not in "\n".join(lines)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_nothing_yet_is_said(database_url: str, knowledge: Knowledge) -> None:
    engine = open_engine(parse_database_url(database_url))
    await migrate(engine)
    await engine.dispose()
    lines = await list_gaps(database_url, knowledge)
    assert lines.count("  nothing") == 3
