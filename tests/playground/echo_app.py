"""The smallest app that uses every door, written from Slack's documentation as a stranger would."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import LocalSlack

TITLE = {"type": "plain_text", "text": "Echo"}
ANSWER = {
    "type": "input",
    "block_id": "name",
    "label": {"type": "plain_text", "text": "Your name"},
    "element": {"type": "plain_text_input", "action_id": "name", "max_length": 10},
}
MODAL = {
    "type": "modal",
    "callback_id": "echo",
    "title": TITLE,
    "submit": {"type": "plain_text", "text": "Send"},
    "notify_on_close": True,
    "blocks": [ANSWER],
}
BUTTONS = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "again",
            "text": {"type": "plain_text", "text": "Again"},
            "value": "1",
        },
        {"type": "button", "action_id": "mute", "text": {"type": "plain_text", "text": "Mute"}},
        {"type": "external_select", "action_id": "find", "min_query_length": 0},
    ],
}
FEEDBACK = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "rate",
            "positive_button": {"text": {"type": "plain_text", "text": "Good"}, "value": "good"},
            "negative_button": {"text": {"type": "plain_text", "text": "Bad"}, "value": "bad"},
        }
    ],
}
FOUND = {"text": {"type": "plain_text", "text": "Found"}, "value": "found"}


def build_echo_app(slack: LocalSlack) -> AsyncApp:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret, process_before_response=False)
    _add_messages(app)
    _add_commands(app)
    _add_controls(app)
    _add_views(app)
    return app


def _add_messages(app: AsyncApp) -> None:
    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], say: AsyncSay) -> None:
        words = event["text"].partition(" ")[2]
        section = {"type": "section", "text": {"type": "mrkdwn", "text": f"You said {words}"}}
        thread = event.get("thread_ts", event["ts"])
        await say(text=f"You said {words}", blocks=[section, BUTTONS, FEEDBACK], thread_ts=thread)

    @app.event("message")
    async def written(event: dict[str, Any], say: AsyncSay) -> None:
        if event["channel_type"] == "im" and "bot_id" not in event and "subtype" not in event:
            await say(text=f"You wrote {event['text']}")

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        section = {"type": "section", "text": {"type": "plain_text", "text": f"Tab {event['tab']}"}}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section, BUTTONS]})

    for name in ("reaction_added", "reaction_removed", "member_joined_channel", "member_left_channel"):
        app.event(name)(_nothing)
    app.event("tokens_revoked")(_nothing)


def _add_commands(app: AsyncApp) -> None:
    @app.command("/echo")
    async def echoed(ack: AsyncAck, respond: AsyncRespond, command: dict[str, Any]) -> None:
        await ack()
        await respond(f"Echo {command['text']}")

    @app.command("/now")
    async def now(ack: AsyncAck) -> None:
        await ack({"response_type": "in_channel", "text": "Now"})

    @app.command("/ask")
    async def asked(ack: AsyncAck, client: AsyncWebClient, command: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=MODAL)

    @app.command("/slow")
    async def slow(ack: AsyncAck) -> None:
        await asyncio.sleep(1.2)
        await ack()

    @app.command("/wrong")
    async def wrong(ack: AsyncAck) -> None:
        await ack(text="x", blocks=[{"type": "section"}])


def _add_controls(app: AsyncApp) -> None:
    @app.action("again")
    async def again(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("Said again", replace_original=True)

    @app.action("rate")
    async def rated(ack: AsyncAck, respond: AsyncRespond, action: dict[str, Any]) -> None:
        await ack()
        await respond(f"Rated {action['value']}", replace_original=False)

    @app.action("find")
    async def chosen(ack: AsyncAck, respond: AsyncRespond, action: dict[str, Any]) -> None:
        await ack()
        await respond(f"Chose {action['selected_option']['value']}", replace_original=False)

    @app.action("mute")
    async def muted() -> None:
        """Forgets to acknowledge."""

    @app.options("find")
    async def find(ack: AsyncAck) -> None:
        await ack(options=[FOUND])


def _add_views(app: AsyncApp) -> None:
    @app.view("echo")
    async def submitted(ack: AsyncAck, view: dict[str, Any]) -> None:
        name = view["state"]["values"]["name"]["name"]["value"]
        follow = {"type": "modal", "title": TITLE, "blocks": []}
        answers: dict[str, dict[str, Any]] = {
            "nobody": {"response_action": "errors", "errors": {"name": "Somebody else"}},
            "wrong": {"response_action": "errors", "errors": {"other": "There is no such block"}},
            "odd": {"response_action": "dance"},
            "more": {"response_action": "push", "view": follow},
            "next": {"response_action": "update", "view": follow},
            "home": {"response_action": "update", "view": {"type": "home", "blocks": []}},
            "clear": {"response_action": "clear"},
        }
        await ack(**answers.get(name, {}))

    @app.view_closed("echo")
    async def closed(ack: AsyncAck) -> None:
        await ack()

    @app.shortcut("start")
    async def started(ack: AsyncAck, client: AsyncWebClient, body: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.shortcut("explain")
    async def explained(ack: AsyncAck, respond: AsyncRespond, body: dict[str, Any]) -> None:
        await ack()
        await respond(f"About {body['message']['text']}")


async def _nothing() -> None:
    """Events that the app is subscribed to and does nothing with."""
