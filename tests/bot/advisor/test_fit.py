"""The fit assessment as a person takes it, through the core: words, buttons, strangers, results."""

from dataclasses import replace

import pytest

from bot.advisor import (
    Act,
    Address,
    Advisor,
    Choice,
    Leanings,
    Message,
    Person,
    Place,
    Reply,
    Scale,
    Session,
    To,
    Turn,
)
from bot.advisor.assessment import Quiz
from bot.advisor.fit.verbs import Mark, Verb, choose
from bot.blocks import plain_text
from knowledge import Knowledge

ANA = Address("T1", "U1", "D1")


class Taker:
    """Somebody who takes the assessment; remembers what the app would keep."""

    def __init__(self, advisor: Advisor, place: Place = Place.DM, address: Address = ANA) -> None:
        self.advisor, self.place, self.address = advisor, place, address
        self.session, self.person = Session(), Person()
        self.turn: Turn | None = None
        self._clock = 1_000.0
        self._key = 0

    def say(self, text: str) -> Turn:
        return self._take(Message(self.address, self.place, text))

    def click(self, label: str, on: Turn | None = None) -> Turn:
        shown = on or self.turn
        assert shown
        buttons = {button.label: button.choice for reply in shown.replies for button in reply.buttons}
        assert label in buttons, f"no button {label!r}, there is {sorted(buttons)}"
        return self.choose(buttons[label])

    def choose(self, choice: Choice) -> Turn:
        return self._take(Message(self.address, self.place, choice=choice))

    def finish(self, label: str = "A: much more", statement: str = "Agree") -> Turn:
        """Answers until there is a result."""
        while self.person.attempt is not None:
            labels = (
                [button.label for reply in self.turn.replies for button in reply.buttons] if self.turn else []
            )
            self.click(label if label in labels else statement)
        assert self.turn
        return self.turn

    def _take(self, message: Message) -> Turn:
        self._clock += 5
        self._key += 1
        message = replace(message, at=self._clock, key=str(self._key))
        self.turn = self.advisor.take_turn(message, self.session, self.person)
        self.session = self.turn.session
        self.person = self.turn.person or (Person() if self.turn.erase else self.person)
        return self.turn


@pytest.fixture
def ana(advisor: Advisor) -> Taker:
    return Taker(advisor)


@pytest.fixture
def started(ana: Taker) -> Taker:
    ana.say("quiz me")
    ana.click("Start")
    return ana


def text_of(turn: Turn) -> str:
    return "\n".join(plain_text(reply) for reply in turn.replies)


def labels_of(turn: Turn) -> list[str]:
    return [button.label for reply in turn.replies for button in reply.buttons]


def test_it_says_what_it_is_before_anything_is_asked(ana: Taker) -> None:
    said = text_of(ana.say("quiz me"))
    assert all(
        words in said for words in ("15 clicks", "Only you can see it", "What is kept", "not been validated")
    )
    assert labels_of(ana.turn) == ["Start"]
    assert ana.person.attempt is None


@pytest.mark.parametrize(
    "said", ["start the quiz", "take the test", "quiz me please", "i want to do the assessment"]
)
def test_it_starts_by_words(said: str, ana: Taker) -> None:
    assert ana.say(said).outcome.intents == ("start_quiz",)
    assert labels_of(ana.turn) == ["Start"]


def test_started_in_a_channel_it_goes_on_in_the_direct_message(advisor: Advisor) -> None:
    said = Taker(advisor, Place.CHANNEL).say("start the quiz")
    assert [reply.to for reply in said.replies] == [To.DM, To.EPHEMERAL]
    assert said.replies[0].card
    assert "sent you a message" in text_of(said)


def test_a_question_is_one_card_with_five_answers(started: Taker) -> None:
    (card,) = started.turn.replies
    assert card.card == "quiz"
    assert not card.afresh
    assert labels_of(started.turn)[:5] == [
        "A: much more", "A: a bit more", "About the same", "B: a bit more", "B: much more",
    ]  # fmt: skip
    assert labels_of(started.turn)[5:] == ["Skip", "Pause"]
    assert "0 answered" in plain_text(card)


@pytest.mark.parametrize("said", ["b, a lot", "1", "first one", "neutral", "about the same", "a bit more b"])
def test_a_typed_answer_counts(said: str, started: Taker) -> None:
    started.say(said)
    assert started.person.attempt.step == 1
    assert "1 answered" in text_of(started.turn)


def test_a_real_question_in_the_middle_is_answered_and_leads_back(started: Taker) -> None:
    asked = started.say("what does a program manager do?")
    assert asked.outcome.intents == ("responsibilities",)
    assert started.person.attempt.step == 0
    back = started.click("Go on")
    assert back.replies[0].afresh
    assert "A: much more" in labels_of(back)


def test_back_takes_the_last_answer_away(started: Taker) -> None:
    first = text_of(started.turn)
    started.click("A: much more")
    started.click("Back")
    assert started.person.attempt.step == 0
    assert text_of(started.turn).splitlines()[-12:] == first.splitlines()[-12:]


def test_at_the_first_question_there_is_nothing_to_go_back_to(started: Taker) -> None:
    assert "nothing to go back to" in text_of(started.say("back"))


def test_pausing_keeps_everything_and_goes_on_at_the_same_question(started: Taker) -> None:
    started.click("B: much more")
    asked = text_of(started.turn)
    started.say("cancel")
    assert started.person.paused
    assert "1 answers are kept" in text_of(started.turn) or "1 answer" in text_of(started.turn)
    started.say("continue the quiz")
    assert not started.person.paused
    assert asked.splitlines()[-10:] == text_of(started.turn).splitlines()[-10:]


def test_while_paused_words_are_not_answers(started: Taker) -> None:
    started.say("pause")
    started.say("3")
    assert started.person.attempt.step == 0


def test_saying_goodbye_in_the_middle_pauses(started: Taker) -> None:
    started.say("bye")
    assert started.person.paused


def test_skipping_goes_on_without_an_answer(started: Taker) -> None:
    started.click("Skip")
    assert started.person.attempt.responses[0].choice is None


def test_finishing_too_early_is_declined_with_the_reason(started: Taker) -> None:
    assert "at least 8" in text_of(started.say("finish"))
    assert started.person.attempt.step == 0


def test_an_old_button_changes_nothing_and_says_so(started: Taker) -> None:
    first = started.turn
    started.click("A: much more")
    said = started.click("B: much more", on=first)
    assert started.person.attempt.step == 1
    assert said.person is None
    assert "earlier step" in text_of(said)


def test_a_button_of_a_finished_attempt_changes_nothing_and_says_so(started: Taker) -> None:
    first = started.turn
    done = started.finish().person
    said = started.click("B: much more", on=first)
    assert "finished" in text_of(said)
    assert started.person == done


def test_somebody_elses_button_does_nothing(started: Taker, advisor: Advisor) -> None:
    ben = Taker(advisor, address=Address("T1", "U2", "D2"))
    said = ben.click("A: much more", on=started.turn)
    assert "somebody else's" in text_of(said)
    assert ben.person == Person()


@pytest.mark.parametrize(
    "choice",
    [
        Choice(Act.QUIZ, "nothing"),
        Choice(Act.QUIZ, "answer", "x"),
        Choice(Act.QUIZ, "answer", "q1_0_99"),
        choose(Verb.ANSWER, Mark("q1", 0, 3)),
        choose(Verb.MORE),
        choose(Verb.DELETE),
    ],
)
def test_a_forged_button_is_harmless(choice: Choice, ana: Taker) -> None:
    assert ana.choose(choice).replies
    assert replace(ana.person, shown_at=0.0) == Person()


def test_an_answer_that_is_none_of_the_five_changes_nothing(started: Taker) -> None:
    started.choose(choose(Verb.ANSWER, Mark(started.person.name, 0, 7)))
    assert started.person.attempt.step == 0


def test_the_result_is_a_message_of_its_own_with_range_reasons_and_honesty(started: Taker) -> None:
    card, result = started.finish().replies
    said = plain_text(result)
    assert card.card == "quiz"
    assert "below" in plain_text(card)
    for words in (
        "Closest description",
        "at least 90 % likely",
        "How likely",
        "not been validated",
        "%",
    ):
        assert words in said
    assert "you should" not in said.lower()
    assert labels_of(started.turn)[-5:] == [
        "Why this result?",
        "Share it myself",
        "Take it again",
        "Send me a summary",
        "Delete my results",
    ]


def test_the_pictures_are_told_in_words_too(started: Taker) -> None:
    result = started.finish().replies[1]
    scale = next(part for part in result.parts if isinstance(part, Scale))
    leanings = next(part for part in result.parts if isinstance(part, Leanings))
    assert scale.alt in plain_text(result)
    assert len(leanings.subjects) == 6
    assert all(label in leanings.alt for label, _ in leanings.subjects)


def test_each_reason_cites_a_fact_of_its_side(started: Taker, knowledge: Knowledge) -> None:
    started.finish()
    said = started.click("Why this result?")
    assert said.outcome.decision == "action"
    cited = [fact for reply in said.replies for fact in _facts(reply)]
    assert cited
    assert set(cited) <= set(knowledge.fact)


def test_the_same_button_always_is_even_and_provisional(started: Taker) -> None:
    said = text_of(started.finish("A: much more", "Agree"))
    assert "about even" in said
    assert "Provisional" in said


def test_the_result_can_be_seen_again_only_by_the_person(started: Taker) -> None:
    result = plain_text(started.finish().replies[1])
    assert plain_text(started.say("show my result").replies[0]) == result
    started.place = Place.CHANNEL
    assert [reply.to for reply in started.say("show my result").replies] == [To.DM, To.EPHEMERAL]


def test_without_a_result_the_assessment_is_offered(ana: Taker) -> None:
    assert "no result of yours yet" in text_of(ana.say("show my result"))
    assert labels_of(ana.turn) == ["Start"]
    ana.say("why did i get this result")
    assert "not validated" in text_of(ana.turn) or "no result" in text_of(ana.turn)


def test_taking_it_again_asks_other_questions_first(started: Taker) -> None:
    first = {one.item for one in started.finish().person.finished[0].attempt.responses}
    said = started.click("Take it again")
    again = [one.item for one in started.finish("B: a bit more").person.finished[1].attempt.responses]
    assert "A: much more" in labels_of(said)
    assert not set(again[:6]) & first
    assert "last result" in text_of(started.turn)


def test_starting_again_says_that_memory_may_help(started: Taker) -> None:
    started.finish()
    assert "less than 30 days" in text_of(started.say("take the quiz again"))


def test_sharing_shows_a_preview_and_waits_for_a_channel(started: Taker) -> None:
    started.finish()
    (preview,) = started.click("Share it myself").replies
    assert preview.pick == choose(Verb.SHARE_TO)
    assert preview.to is To.DM
    shared, note = started.choose(Choice(Act.QUIZ, "share_to", "C7")).replies
    assert (shared.to, shared.channel) == (To.CHANNEL, "C7")
    assert "not been validated" in plain_text(shared)
    assert "You clearly preferred" not in plain_text(shared)
    assert note.to is To.DM


def test_results_are_deleted_after_asking_once(started: Taker) -> None:
    started.finish()
    started.click("Delete my results")
    assert started.person.finished
    started.click("Delete my results")
    assert started.person == Person()


def test_keeping_them_shows_the_result(started: Taker) -> None:
    started.finish()
    started.click("Delete my results")
    assert "Closest description" in text_of(started.click("No, keep them"))


def test_deleting_all_data_forgets_the_assessment(started: Taker) -> None:
    started.finish()
    started.say("delete my data")
    assert started.say("yes").erase
    assert started.person == Person()


def test_stopping_when_nothing_runs_says_so(ana: Taker) -> None:
    assert "nothing to stop" in text_of(ana.say("stop the quiz"))


def test_starting_while_one_waits_goes_on_with_it(started: Taker) -> None:
    started.click("A: much more")
    started.say("start the quiz")
    assert started.person.attempt.step == 1
    assert "Welcome back" in text_of(started.turn)


def test_an_attempt_at_other_questions_cannot_go_on(started: Taker) -> None:
    started.person = replace(started.person, attempt=replace(started.person.attempt, version="older"))
    assert labels_of(started.say("continue the quiz")) == ["Start"]


def test_finishing_early_after_eight_pairs_gives_a_result(started: Taker) -> None:
    labels = ("A: much more", "B: much more", "B: a bit more", "About the same")
    for number in range(40):
        if "Finish now" in labels_of(started.turn):
            break
        shown = labels_of(started.turn)
        started.click(labels[number % 4] if labels[number % 4] in shown else "Neither")
    started.click("Finish now")
    assert started.person.attempt is None
    assert "Closest description" in text_of(started.turn)


def test_the_pause_button_puts_it_aside(started: Taker) -> None:
    started.click("Pause")
    assert started.person.paused


def test_why_explains_the_last_result_in_the_direct_message(started: Taker) -> None:
    started.finish()
    started.place = Place.CHANNEL
    said = started.say("why did i get this result")
    assert [reply.to for reply in said.replies] == [To.DM, To.EPHEMERAL]
    assert "not been validated" in text_of(said)


def test_a_few_more_questions_take_the_same_attempt_up_again(started: Taker) -> None:
    """Alternating sides leave the result open enough for more."""
    sides = ("A: a bit more", "B: a bit more")
    for number in range(60):
        if started.person.attempt is None:
            break
        shown = labels_of(started.turn)
        started.click(sides[number % 2] if sides[number % 2] in shown else "Neither")
    before = started.person.finished[-1].attempt
    started.choose(choose(Verb.MORE))
    assert started.person.finished == ()
    assert started.person.attempt.responses == before.responses


def test_where_nothing_is_left_to_ask_it_says_so(started: Taker) -> None:
    started.finish()
    while started.person.finished:
        before = started.person
        started.choose(choose(Verb.MORE))
        if started.person == before:
            break
        started.finish("B: a bit more", "Neither")
    assert started.person.finished
    assert started.person.attempt is None


def test_where_no_answer_weighed_more_than_others_it_says_so(started: Taker, knowledge: Knowledge) -> None:
    assert knowledge.assessment.wording.no_reasons in text_of(started.finish("About the same", "Neither"))


def test_a_move_without_an_attempt_offers_to_begin(advisor: Advisor) -> None:
    message = Message(ANA, Place.DM, at=1.0)
    said = advisor.fit._attempts.skip(message, Person(), Mark("q1", 0))
    assert [button.label for button in said.replies[0].buttons] == ["Start"]


def test_nothing_but_skips_gives_no_description(started: Taker) -> None:
    while started.person.attempt is not None:
        started.click("Skip")
    for said in (started.turn, started.say("show my result"), started.say("why did i get this result")):
        assert "too few" in text_of(said).lower() or "at least" in text_of(said)
        assert "Closest description" not in text_of(said)
    preview, *_ = started.choose(choose(Verb.SHARE)).replies
    assert "Closest description" not in plain_text(preview)


def test_a_clear_change_since_the_last_attempt_is_told(started: Taker) -> None:
    take_side(started, "product")
    started.click("Take it again")
    assert "changed" not in text_of(started.turn)
    take_side(started, "program")
    assert "program management" in text_of(started.turn)
    assert started.person.attempt is None


def take_side(taker: Taker, role: str) -> None:
    """Answers as somebody who is drawn to one role alone."""
    quiz = Quiz.build(taker.advisor.knowledge)
    poles = {option.text: option.pole for pair in quiz.assessment.pairs for option in pair.options}
    while taker.person.attempt is not None:
        question = quiz.question(taker.person.attempt)
        left = question.shown and poles[question.shown[0]] == role
        taker.click("A: much more" if left else "B: much more" if question.shown else "Neither")


def _facts(reply: Reply) -> list[str]:
    return [fact for part in reply.parts for said in getattr(part, "sentences", ()) for fact in said.facts]


@pytest.mark.parametrize("said", ["start", "Start!", "let's go", "I'm ready"])
def test_below_the_introduction_a_word_begins(said: str, ana: Taker) -> None:
    ana.say("quiz me")
    ana.say(said)
    assert ana.person.attempt.step == 0
    assert "0 answered" in text_of(ana.turn)


def test_long_after_the_introduction_the_word_shows_it_again(ana: Taker) -> None:
    ana.say("quiz me")
    ana.person = replace(ana.person, shown_at=ana.person.shown_at - 700)
    ana.say("start")
    assert ana.person.attempt is None
    assert labels_of(ana.turn) == ["Start"]
