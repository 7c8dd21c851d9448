"""Who may change a channel's settings, by what Slack says of them."""

from typing import Any

import pytest

from bot.listeners.rooms import _may_change

ANA = {"id": "U1", "team_id": "T1"}


@pytest.mark.parametrize("high", ["is_admin", "is_owner", "is_primary_owner"])
def test_admins_and_owners_may(high: str) -> None:
    assert _may_change("T1", {**ANA, high: True}, {}) is True


@pytest.mark.parametrize(
    ("person", "channel", "may"),
    [
        (ANA, {"creator": "U1"}, True),
        (ANA, {"creator": "U2"}, False),
        (ANA, {}, None),
        (ANA, {"creator": ""}, None),
        ({}, {"creator": "U1"}, None),
        ({**ANA, "is_admin": False}, {"creator": "U2"}, False),
    ],
)
def test_whoever_made_the_channel_may(person: dict[str, Any], channel: dict[str, Any], may: Any) -> None:
    assert _may_change("T1", person, channel) is may


def test_nobody_of_another_workspace_may_whatever_they_are_there() -> None:
    stranger = {"id": "U1", "team_id": "T2", "is_admin": True}
    assert _may_change("T1", stranger, {"creator": "U1"}) is False


def test_in_an_organisation_a_person_belongs_to_several_workspaces() -> None:
    known = {**ANA, "team_id": "T2", "enterprise_user": {"teams": ["T2", "T1"]}, "is_owner": True}
    assert _may_change("T1", known, {}) is True
