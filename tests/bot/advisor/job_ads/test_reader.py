"""Which role the work in an ad really is, whatever its title says."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advisor.job_ads import AdReader, AdReading, Verdict
from knowledge import Knowledge, load

DATA = Path(__file__).parents[3] / "data"
PROGRAM_WORK = (
    "You track dependencies across six teams, keep the risk register and report status to executives."
)
PRODUCT_WORK = "You define the product vision, interview users, own the roadmap and set the pricing."
LONG = 40_000


def ads(half: str) -> list[dict[str, str]]:
    return yaml.safe_load((DATA / f"job_ads_{half}.yaml").read_text())


DEVELOP, BLIND = ads("develop"), ads("blind")
READER = AdReader(load(), load().job_ads)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> AdReader:
    assert knowledge.job_ads is not None
    return AdReader(knowledge, knowledge.job_ads)


def called(read: AdReading) -> str:
    if read.verdict in {Verdict.CLEARLY, Verdict.RATHER}:
        return read.role
    return "mixed" if read.verdict is Verdict.MIXED else "neither"


@pytest.mark.parametrize("ad", DEVELOP, ids=lambda ad: ad["name"])
def test_an_ad_is_called_what_it_describes(ad: dict[str, str], reader: AdReader) -> None:
    assert called(reader.read(ad["text"])) == ad["role"]


def test_unseen_ads_are_called_right_nine_times_of_ten(reader: AdReader) -> None:
    right = sum(called(reader.read(ad["text"])) == ad["role"] for ad in BLIND)
    assert right >= 0.9 * len(BLIND)


@pytest.mark.parametrize("work", [PROGRAM_WORK, PRODUCT_WORK])
@pytest.mark.parametrize("title", ["Product Manager", "Program Manager", "Head of Product", "Senior TPM"])
def test_a_title_changes_nothing(title: str, work: str, reader: AdReader) -> None:
    plain, titled = reader.read(work), reader.read(f"{title}\n{work}")
    assert (titled.verdict, titled.role, titled.balance) == (plain.verdict, plain.role, plain.balance)


@pytest.mark.parametrize(
    "said",
    [
        "You will not own the roadmap.",
        "Our product managers own the roadmap.",
        "Product managers decide what gets built.",
        "You support product managers who define the vision.",
        "You do the planning rather than own the roadmap.",
    ],
)
def test_what_others_do_and_what_the_job_is_not_counts_for_nothing(said: str, reader: AdReader) -> None:
    assert [one for one in reader.read(said).evidence if one.role == "product"] == []


@pytest.mark.parametrize(
    "said",
    [
        "You not only own the roadmap.",
        "You will not write code, but you own the roadmap.",
        "As our product manager, you own the roadmap.",
        "The Product Manager, based in Leeds, will own the roadmap.",
        "With product managers you own the roadmap.",
    ],
)
def test_what_the_person_does_counts_all_the_same(said: str, reader: AdReader) -> None:
    assert [one.role for one in reader.read(said).evidence] == ["product"]


@pytest.mark.parametrize("mark", ["", "> ", "&gt; ", "• ", "- ", "* ", "1. "])
def test_lists_and_quoted_lines_are_read_as_lines(mark: str, reader: AdReader) -> None:
    text = "\n".join(mark + line for line in PROGRAM_WORK.replace(" and ", ", ").split(", "))
    assert reader.read(text).role == "program"


def test_a_cue_does_not_reach_over_the_end_of_a_sentence(reader: AdReader) -> None:
    assert reader.read("We have a market. Research is done in Leeds.").evidence == ()
    assert reader.read("We do market research in Leeds.").evidence != ()


def test_a_wrapped_line_is_one_sentence(reader: AdReader) -> None:
    assert reader.read("You will do market\nresearch for us.").evidence != ()


def test_both_spellings_are_the_same_word(reader: AdReader) -> None:
    british, american = (reader.read(f"You {word} features.") for word in ("prioritise", "prioritize"))
    assert british.evidence[0].signal == american.evidence[0].signal


def test_a_phrase_said_again_counts_less(reader: AdReader) -> None:
    once = reader.read("Own the roadmap.").evidence[0].weight
    again = reader.read("Own the roadmap. Maintain the roadmap.").evidence[0].weight
    assert once < again < 2 * once
    assert reader.read("Own the roadmap. Own the roadmap.").evidence[0].weight == once


def test_more_phrases_make_it_surer(reader: AdReader) -> None:
    few, many = reader.read("You own the roadmap, define vision."), reader.read(PRODUCT_WORK)
    assert few.balance.sure < many.balance.sure
    assert many.balance.high - many.balance.low < few.balance.high - few.balance.low


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("", Verdict.NOTHING),
        ("which role is this job ad", Verdict.NOTHING),
        ("You own the roadmap.", Verdict.TOO_SHORT),
        ("You walk dogs, feed cats and clean cages. " * 6, Verdict.NEITHER),
    ],
)
def test_too_little_is_said_to_be_too_little(text: str, verdict: Verdict, reader: AdReader) -> None:
    assert (reader.read(text).verdict, reader.read(text).role) == (verdict, "")


def test_a_long_text_is_read_to_its_end_in_no_time(reader: AdReader) -> None:
    filler = "We walk dogs, feed cats and clean cages every day in Leeds. "
    text = (filler * 900)[: LONG - len(PROGRAM_WORK) - 1] + " " + PROGRAM_WORK
    began = time.process_time()
    assert {one.role for one in reader.read(text).evidence} == {"program"}
    assert time.process_time() - began < 0.5  # about 0.02 on a quiet machine


@pytest.mark.parametrize(
    "piece", ["\n", "a ", "product vision roadmap ", "manage the project and not ", "'", "("]
)
def test_no_text_takes_long(piece: str, reader: AdReader) -> None:
    began = time.process_time()
    reader.read((piece * LONG)[:LONG])
    assert time.process_time() - began < 1


TELLING = ["our", "not", "who", "you", ",", "product", "managers", "roadmap", "."]


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from([*["our", "not", "who", "you", ",", "product", "managers", "roadmap"], "."])
    ).map(" ".join)
)
def test_any_text_is_read(text: str) -> None:
    read = READER.read(text)
    assert 0 <= read.balance.low <= read.balance.high <= 1
    assert all(phrase for one in read.evidence for phrase in one.phrases)
    assert isinstance(READER.is_ad(text), bool)


@pytest.mark.parametrize(
    "ad", [ad for ad in DEVELOP if len(ad["text"].split()) >= 60 and "bring" in ad["text"]]
)
def test_a_pasted_ad_is_known_as_one(ad: dict[str, str], reader: AdReader) -> None:
    assert reader.is_ad(ad["text"])


@pytest.mark.parametrize(
    "text", ["what are the requirements", "So I have been a nurse for years and I wonder what fits me. " * 8]
)
def test_a_question_is_not_taken_for_an_ad(text: str, reader: AdReader) -> None:
    assert not reader.is_ad(text)
