"""Modals and the Home tab: what an acknowledgement may say, and what stays when Slack cannot follow it."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import LocalSlack, Person
from tests.playground.echo_app import MODAL


@pytest.fixture
async def ana(echo: LocalSlack) -> Person:
    """Ana with the app's modal open."""
    ana = echo.person()
    await ana.command("/ask")
    await echo.until(ana.modal)
    return ana


async def test_an_empty_acknowledgement_closes_the_modal(ana: Person) -> None:
    done = await ana.submit({"name": "Ana"})
    assert (done.closed, done.errors, done.problem) == (True, {}, None)
    assert ana.modal() is None


async def test_a_required_field_is_asked_for_before_anything_is_sent(echo: LocalSlack, ana: Person) -> None:
    done = await ana.submit()
    assert done.errors == {"name": "Please complete this required field."}
    assert echo.deliveries("interaction") == []


async def test_errors_stand_below_their_inputs(ana: Person) -> None:
    done = await ana.submit({"name": "nobody"})
    assert (done.closed, done.errors) == (False, {"name": "Somebody else"})
    assert (await ana.submit({"name": "Ana"})).closed


@pytest.mark.parametrize("name", ["wrong", "odd", "home"])
async def test_what_slack_cannot_follow_leaves_the_modal_with_a_banner(ana: Person, name: str) -> None:
    done = await ana.submit({"name": name})
    assert (done.closed, done.problem) == (False, "We had some trouble connecting. Try again?")


async def test_a_view_can_be_pushed_and_closed_again(echo: LocalSlack, ana: Person) -> None:
    first = ana.modal()
    await ana.submit({"name": "more"})
    second = ana.modal()
    assert first
    assert second
    assert (second.previous, second.root) == (first.id, first.id)
    await ana.close()
    assert ana.modal() == first


async def test_a_view_can_be_replaced(ana: Person) -> None:
    before = ana.modal()
    await ana.submit({"name": "next"})
    after = ana.modal()
    assert before
    assert after
    assert (after.id, after.body["blocks"]) == (before.id, [])
    assert after.hash != before.hash


async def test_all_views_can_be_cleared(ana: Person) -> None:
    await ana.submit({"name": "clear"})
    assert ana.modal() is None


async def test_closing_is_told_where_the_app_asked_for_it(echo: LocalSlack, ana: Person) -> None:
    await ana.close(clear=True)
    await echo.settle()
    payload = echo.deliveries("interaction")[0]["content"]
    assert (payload["type"], payload["is_cleared"]) == ("view_closed", True)


async def test_a_submission_says_what_was_entered(echo: LocalSlack, ana: Person) -> None:
    await ana.submit({"name": {"name": "Ana"}})
    payload = echo.deliveries("interaction")[0]["content"]
    assert payload["view"]["state"]["values"]["name"]["name"] == {"type": "plain_text_input", "value": "Ana"}
    assert payload["response_urls"] == []


async def test_the_home_tab_is_published_when_it_is_opened(echo: LocalSlack) -> None:
    ana = echo.person()
    await ana.open_home()
    home = await echo.until(ana.home)
    assert home.body["blocks"][0]["text"]["text"] == "Tab home"
    await ana.open_home()
    await echo.settle()
    opened = [delivery["content"]["event"] for delivery in echo.deliveries("event")]
    assert ["view" in event for event in opened] == [False, True]


async def test_a_button_on_the_home_tab_tells_its_view(echo: LocalSlack) -> None:
    ana = echo.person()
    await ana.open_home()
    home = await echo.until(ana.home)
    assert await ana.click(home, "Mute") is not None
    payload = echo.deliveries("interaction")[0]["content"]
    assert payload["container"] == {"type": "view", "view_id": home.id}
    assert echo.journal("warning")[0].data["view"] == home.id


async def test_options_for_a_select_on_the_home_tab_are_asked_with_its_view(echo: LocalSlack) -> None:
    ana = echo.person()
    await ana.open_home()
    home = await echo.until(ana.home)
    assert len(await ana.suggest(home, "find", "")) == 1


async def test_only_modals_are_submitted_or_closed(echo: LocalSlack) -> None:
    ana = echo.person()
    await ana.open_home()
    home = await echo.until(ana.home)
    with pytest.raises(ValueError, match="only a modal is submitted"):
        await ana.submit(view=home)
    with pytest.raises(ValueError, match="only a modal can be closed"):
        await ana.close(home)


async def test_nothing_can_be_submitted_without_a_modal(local_slack: LocalSlack) -> None:
    with pytest.raises(LookupError, match="ana has no modal open"):
        await local_slack.person().submit()


async def test_a_tab_that_is_none_cannot_be_opened(local_slack: LocalSlack) -> None:
    with pytest.raises(ValueError, match="there is no tab 'files'"):
        await local_slack.person().open_home("files")


async def test_a_fourth_view_is_too_many(local_slack: LocalSlack, client: AsyncWebClient) -> None:
    ana, trigger = local_slack.person(), local_slack.context.new_trigger
    await client.views_open(trigger_id=trigger(ana.id), view=MODAL)
    for _ in range(2):
        await client.views_push(trigger_id=trigger(ana.id), view=MODAL)
    with pytest.raises(SlackApiError) as refused:
        await client.views_push(trigger_id=trigger(ana.id), view=MODAL)
    assert refused.value.response["error"] == "push_limit_reached"


async def test_a_view_is_updated_by_the_name_the_app_gave_it(
    local_slack: LocalSlack, client: AsyncWebClient
) -> None:
    ana = local_slack.person()
    named = {**MODAL, "external_id": "quiz"}
    await client.views_open(trigger_id=local_slack.context.new_trigger(ana.id), view=named)
    opened = ana.modal()
    assert opened
    changed = {**named, "callback_id": "other"}
    await client.views_update(external_id="quiz", hash=opened.hash, view=changed)
    now = ana.modal()
    assert now
    assert now.body["callback_id"] == "other"


async def test_a_view_that_clears_on_close_closes_all(
    local_slack: LocalSlack, client: AsyncWebClient
) -> None:
    ana, trigger = local_slack.person(), local_slack.context.new_trigger
    await client.views_open(trigger_id=trigger(ana.id), view=MODAL)
    await client.views_push(trigger_id=trigger(ana.id), view={**MODAL, "clear_on_close": True})
    await ana.close()
    assert ana.modal() is None
