"""What the sample app does when a control is used or a modal is sent."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from tests.page.sample_blocks import SHOWN, Body
from tests.page.sample_opener import opener

TOWNS = ("Lima", "Lille", "Oslo")


def add_controls(app: AsyncApp) -> None:
    app.action("start")(opener("quiz"))
    _add_message_controls(app)
    _add_modal_controls(app)
    _add_any(app)


def _add_message_controls(app: AsyncApp) -> None:
    @app.action("count")
    async def counted(ack: AsyncAck, respond: AsyncRespond, body: Body) -> None:
        await ack()
        blocks = body["message"]["blocks"]
        button = blocks[0]["elements"][0]
        button["value"] = str(int(button["value"]) + 1)
        button["text"]["text"] = f"Counted {button['value']}"
        await respond(text="Here is controls", blocks=blocks, replace_original=True)

    @app.action("remove")
    async def removed(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(delete_original=True)

    @app.action("deaf")
    async def deaf() -> None:
        """Never acknowledges."""


def _add_modal_controls(app: AsyncApp) -> None:
    @app.action("explain")
    async def explained(ack: AsyncAck, client: AsyncWebClient, body: Body) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=SHOWN["explained"])

    @app.action("longer")
    async def longer(ack: AsyncAck, client: AsyncWebClient, body: Body) -> None:
        await ack()
        view = {**SHOWN["quiz"], "blocks": [*SHOWN["quiz"]["blocks"], SHOWN["question"]]}
        await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)


def _add_any(app: AsyncApp) -> None:
    @app.action(re.compile(".*"))
    async def chosen(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
        await ack()
        if "message" in body:
            where = {"channel": body["channel"]["id"], "thread_ts": body["message"].get("thread_ts")}
            text = f"{action['action_id']}: {', '.join(_values(action))}"
            await client.chat_postEphemeral(**where, user=body["user"]["id"], text=text)

    @app.options(re.compile("town|value"))
    async def towns(ack: AsyncAck, payload: Body) -> None:
        found = [town for town in TOWNS if town.lower().startswith(payload["value"].lower())]
        await ack(options=[{"text": {"type": "plain_text", "text": name}, "value": name} for name in found])


def _values(action: Body) -> list[str]:
    """What was chosen, whatever the element's name for it."""
    given = [value for key, value in action.items() if key.startswith("selected_") or key == "value"]
    several = [one for value in given for one in (value if isinstance(value, list) else [value])]
    return [str(one["value"] if isinstance(one, dict) else one) for one in several]


def add_views(app: AsyncApp) -> None:
    @app.view("quiz")
    async def answered(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        values = body["view"]["state"]["values"]
        years, name = values["years"]["years"]["value"], values["name"]["name"]["value"]
        if name == "Nobody":
            return
        if years == "13":
            await ack(response_action="errors", errors={"years": "Nobody was in it for 13 years."})
            return
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text=f"Thank you, {name}")

    @app.view("everything")
    async def all_given(ack: AsyncAck) -> None:
        await ack(response_action="clear")

    @app.view_closed(re.compile(".*"))
    async def closed(ack: AsyncAck) -> None:
        await ack()
