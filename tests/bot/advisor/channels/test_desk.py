"""A channel's settings: what is shown to whom, and what each button changes."""

from dataclasses import replace

import pytest

from bot.advisor import Act, Address, Advisor, Choice, Message, Place, Reply, Session, To, Turn
from bot.advisor.channels.desk import changed
from bot.advisor.rules import Hours, Room, Rules
from bot.blocks import Labels, plain_text, render

ROOM = Room("C1", Rules(), "Europe/Berlin", may_change=True)
ASKED = Message(Address("T1", "U1", "C1"), Place.COMMAND, "Channel  settings")
NIGHT = Hours(18, 8, "Europe/Berlin")


def choice(do: str, value: str) -> Choice:
    return Choice(Act.CHANNEL, do, value)


def turn(advisor: Advisor, room: Room, made: Choice | None = None) -> Turn:
    return advisor.take_turn(replace(ASKED, choice=made, room=room), Session())


def card(advisor: Advisor, room: Room, made: Choice | None = None) -> Reply:
    (reply,) = turn(advisor, room, made).replies
    return reply


def test_it_is_asked_for_by_its_words_and_by_its_buttons_alone(advisor: Advisor) -> None:
    assert advisor.channels.is_asked(ASKED)
    assert advisor.channels.is_asked(replace(ASKED, text="", choice=choice("plain", "on")))
    assert not advisor.channels.is_asked(replace(ASKED, text="what is a channel?"))
    assert not advisor.channels.is_asked(replace(ASKED, choice=Choice(Act.ASK, "help")))


def test_whoever_may_change_it_sees_what_holds_and_three_buttons(advisor: Advisor) -> None:
    reply = card(advisor, ROOM)
    assert reply.to is To.EPHEMERAL
    assert "I answer when I am mentioned, and nothing else." in plain_text(reply)
    assert [one.choice.role for one in reply.buttons] == ["on", "on", "on"]
    assert reply.menus == ()


def test_with_quiet_hours_both_can_be_chosen_and_stand_in_the_text(advisor: Advisor) -> None:
    reply = card(advisor, replace(ROOM, rules=Rules(True, True, NIGHT)))
    assert [menu.chosen.role for menu in reply.menus] == ["h18", "h8"]
    assert [one.choice.role for one in reply.buttons] == ["off", "off", "off"]
    rendered = render(reply, Labels("good", "bad"))
    assert "Quiet from 18:00" in rendered.text
    selects = [one for block in rendered.blocks for one in block.get("elements", ()) if "options" in one]
    assert [len(one["options"]) for one in selects] == [24, 24]


@pytest.mark.parametrize(("may", "says"), [(False, "Whoever made this channel"), (None, "did not tell me")])
def test_others_read_who_may_and_change_nothing(advisor: Advisor, may: bool | None, says: str) -> None:
    room = replace(ROOM, may_change=may)
    reply = card(advisor, room, choice("plain", "on"))
    assert says in plain_text(reply)
    assert reply.buttons == ()
    assert turn(advisor, room, choice("plain", "on")).room is None


def test_a_click_changes_the_channel_and_the_card_that_was_clicked(advisor: Advisor) -> None:
    done = turn(advisor, ROOM, choice("plain", "on"))
    assert done.room == replace(ROOM, rules=Rules(plain=True))
    assert done.replies[0].instead
    assert not card(advisor, ROOM).instead


def test_a_direct_message_has_no_settings(advisor: Advisor) -> None:
    told = card(advisor, replace(ROOM, is_channel=False))
    assert plain_text(told).startswith("Each channel has settings of its own.")


def test_where_channels_cannot_choose_a_button_says_that_it_is_old(advisor: Advisor) -> None:
    (reply,) = advisor.take_turn(replace(ASKED, choice=choice("plain", "on")), Session()).replies
    assert plain_text(reply) == advisor.phrases.old_button


@pytest.mark.parametrize(
    ("do", "value", "after"),
    [
        ("plain", "on", Rules(plain=True)),
        ("plain", "off", Rules()),
        ("follow", "on", Rules(follow=True)),
        ("quiet", "on", Rules(quiet=NIGHT)),
        ("quiet", "off", Rules()),
        ("start", "h22", Rules(quiet=replace(NIGHT, start=22))),
        ("end", "h7", Rules(quiet=replace(NIGHT, end=7))),
        ("start", "h24", None),
        ("end", "soon", None),
        ("plain", "perhaps", None),
        ("follow", "", None),
        ("quiet", "h9", None),
        ("show", "on", None),
    ],
)
def test_each_choice_changes_one_thing_and_a_strange_one_nothing(
    do: str, value: str, after: Rules | None
) -> None:
    assert changed(ROOM, choice(do, value)) == after
    assert changed(ROOM, None) is None


def test_hours_are_from_then_on_those_of_whoever_chose_last() -> None:
    room = replace(ROOM, zone="Asia/Tokyo", rules=Rules(quiet=NIGHT))
    assert changed(room, choice("end", "h6")) == Rules(quiet=Hours(18, 6, "Asia/Tokyo"))
