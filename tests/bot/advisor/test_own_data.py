"""What is kept of a person, told in words: each line only where there is something to tell."""

from datetime import UTC, datetime

from bot.advisor import DataTeller, Finished, Kept, Person, To
from bot.advisor.assessment import Attempt
from bot.advisor.summary import OUTSIDE, Past, Wished
from bot.blocks import plain_text
from knowledge import Knowledge

ATTEMPT = Attempt("seed", "1")
EVERYTHING = Kept(
    (Past("industries", "product"), Past("industries", "product"), Past("out_of_scope", "none", gap=OUTSIDE)),
    Person(ATTEMPT, finished=(Finished(ATTEMPT, 1.0),)),
    Wished(4, 17, "Europe/Berlin", as_file=True, summarised_at=datetime(2027, 1, 4, tzinfo=UTC)),
    *(3, 4, 5),
)


def test_nothing_is_said_to_be_nothing(knowledge: Knowledge) -> None:
    reply = DataTeller(knowledge).tell(Kept())
    assert plain_text(reply).startswith("I keep nothing about you at the moment.")
    assert (reply.to, reply.buttons) == (To.DM, ())


def test_everything_is_counted_in_words(knowledge: Knowledge) -> None:
    reply = DataTeller(knowledge).tell(EVERYTHING)
    text, words = plain_text(reply), knowledge.summaries.kept
    assert "In which industries does a product manager work? (2)" in text
    for line, count in ((words.outside, 1), (words.running, 0), (words.finished, 1), (words.sessions, 3)):
        assert line.format(count=count) in text
    assert words.posts.format(count=5) in text
    assert "Friday at 17:00, time zone Europe/Berlin" in text
    assert "2027-01-04" in text
    assert [button.label for button in reply.buttons] == [words.as_file, "Delete my data"]


def test_that_they_met_is_told(knowledge: Knowledge) -> None:
    text = plain_text(DataTeller(knowledge).tell(Kept(person=Person(met=True))))
    assert knowledge.summaries.kept.met in text


def test_a_question_outside_is_told_alone_too(knowledge: Knowledge) -> None:
    text = plain_text(DataTeller(knowledge).tell(Kept((Past("out_of_scope", "none", gap=OUTSIDE),))))
    assert "Outside what I know, or not understood: 1" in text
