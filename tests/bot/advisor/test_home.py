"""The Home tab shows what is true of a person, and nothing that could be of somebody else."""

from dataclasses import replace

import pytest

from bot.advisor import Home, Person, Scale, build_fit
from bot.advisor.summary import Wished
from bot.blocks import plain_text, render_home
from knowledge import Knowledge
from tests.bot.advisor.test_fit import Taker

NOBODY, NOTHING = Person(), Wished()


@pytest.fixture
def home(knowledge: Knowledge) -> Home:
    return Home(knowledge, {}, build_fit(knowledge))


def text_of(home: Home, person: Person, wished: Wished) -> str:
    return "\n".join(plain_text(one) for one in home.sections(person, wished))


def test_a_digest_says_when_it_comes_and_can_be_moved(home: Home) -> None:
    wished = Wished(4, 17, "Asia/Kathmandu")
    assert "Friday at 17:00, time zone Asia/Kathmandu" in text_of(home, NOBODY, wished)
    (day, hour) = next(one.menus for one in home.sections(NOBODY, wished) if one.menus)
    assert (len(day.options), day.chosen.role) == (7, "d4")
    assert (len(hour.options), hour.chosen.role) == (24, "h17")


def test_utc_is_said_to_be_a_stopgap(home: Home, knowledge: Knowledge) -> None:
    said = knowledge.summaries.settings.digest_in_utc
    assert said in text_of(home, NOBODY, Wished(0, 9, "UTC"))
    assert said not in text_of(home, NOBODY, Wished(0, 9, "Europe/Berlin"))


def test_the_file_with_summaries_is_offered_or_taken_back(home: Home) -> None:
    assert "Also as a Markdown file" in text_of(home, NOBODY, NOTHING)
    assert "Without the file" in text_of(home, NOBODY, Wished(as_file=True))


def test_the_last_result_has_its_range_and_picture(home: Home, advisor) -> None:
    ana = Taker(advisor)
    ana.say("quiz me")
    ana.click("Start")
    ana.finish()
    assert "Plausible range" in text_of(home, ana.person, NOTHING)
    parts = [part for one in home.sections(ana.person, NOTHING) for part in one.parts]
    assert [type(part) for part in parts].count(Scale) == 1
    assert [block["type"] for block in render_home(home.sections(ana.person, NOTHING)).blocks].count("image")


def test_without_enough_answers_it_says_so(home: Home, advisor) -> None:
    ana = Taker(advisor)
    ana.say("quiz me")
    ana.click("Start")
    ana.finish()
    (finished,) = ana.person.finished
    few = replace(finished, attempt=replace(finished.attempt, responses=()))
    assert "not been validated" in text_of(home, Person(finished=(few,)), NOTHING)


def test_without_an_assessment_there_is_no_door_to_one(knowledge: Knowledge) -> None:
    without = knowledge.model_copy(update={"assessment": None})
    bare = Home(without, {}, build_fit(without))
    assert knowledge.phrases.home_assessment not in text_of(bare, NOBODY, NOTHING)


def test_the_fullest_tab_is_within_slacks_hundred_blocks(home: Home) -> None:
    assert len(render_home(home.sections(NOBODY, Wished(0, 9, "UTC", as_file=True))).blocks) < 100
