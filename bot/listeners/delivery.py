"""Sends replies: to the thread, the person alone or the direct message, with a way out for each refusal."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.advisor import Lead, Place, Reply, Sentence, To
from bot.blocks import Labels, Rendered, render
from bot.listeners.arrivals import Target
from bot.listeners.metrics import Metrics, NoMetrics
from bot.listeners.tenants import NotInstalledError, Tenants
from knowledge import Phrases

log = logging.getLogger(__name__)

RATE_LIMIT_TRIES = 4
LONGEST_WAIT = 60.0
TOO_RICH = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"})
NO_ENTRY = frozenset({"channel_not_found", "not_in_channel", "is_archived", "restricted_action"})


class Delivery:
    """The one place that writes to Slack.

    A post whose answer was lost may have been accepted, so it is never sent again here;
    only refusals (429, a block Slack does not like, a closed channel) lead to another try.
    """

    def __init__(
        self, client: AsyncWebClient, phrases: Phrases, tenants: Tenants, metrics: Metrics | None = None
    ) -> None:
        self._client = client
        self._tenants = tenants
        self._metrics = metrics or NoMetrics()
        self._phrases = phrases
        self._labels = Labels(phrases.feedback_good, phrases.feedback_bad)

    async def deliver(self, replies: Iterable[Reply], target: Target) -> None:
        """Sends the replies in order. Logs what Slack refused for good; never raises for it."""
        for reply in replies:
            await self._deliver(reply, target)

    async def tell(self, text: str, target: Target) -> None:
        """One sentence that only the person sees."""
        await self._deliver(Reply((Lead(Sentence(text)),), to=To.EPHEMERAL), target)

    async def _deliver(self, reply: Reply, target: Target) -> None:
        rendered = render(reply, self._labels)
        try:
            await self._with_way_out(reply.to, rendered, target)
        except SlackApiError as error:
            _log_failure("reply_refused", str(error.response.get("error")), target)
        except NotInstalledError:
            _log_failure("reply_refused", "not_installed", target)
        except (aiohttp.ClientError, TimeoutError, ValueError, AttributeError) as error:
            # AttributeError: slack_sdk fails so on an answer that is not JSON.
            _log_failure("reply_unconfirmed", type(error).__name__, target)

    async def _with_way_out(self, to: To, rendered: Rendered, target: Target) -> None:
        try:
            await self._send(to, rendered, target)
        except SlackApiError as error:
            code = error.response.get("error")
            if code in TOO_RICH:
                log.warning("reply_without_blocks", extra={"error": code})
                await self._send(to, Rendered(rendered.text[:3_900], []), target)
            elif code in NO_ENTRY and target.place is Place.CHANNEL and to is not To.DM:
                text = f"{self._phrases.not_in_channel}\n\n{rendered.text}"
                await self._send(To.DM, Rendered(text, rendered.blocks), target)
            else:
                raise

    async def _send(self, to: To, rendered: Rendered, target: Target) -> None:
        if to is To.DM:
            await self._call(target, "chat.postMessage", _body(rendered, channel=target.user))
        elif target.place is Place.COMMAND and target.response_url:
            await self._respond(rendered, target.response_url)
        elif to is To.EPHEMERAL and target.place is Place.CHANNEL:
            body = _body(rendered, channel=target.channel, user=target.user, thread_ts=target.thread_ts)
            await self._call(target, "chat.postEphemeral", body)
        else:
            body = _body(rendered, channel=target.channel, thread_ts=target.thread_ts)
            await self._call(target, "chat.postMessage", body)

    async def _call(self, target: Target, method: str, body: dict[str, object]) -> None:
        token = await self._tenants.token(target.team)
        for attempt in range(1, RATE_LIMIT_TRIES + 1):
            try:
                await self._counted(method, body, token)
            except SlackApiError as error:
                if error.response.get("error") != "ratelimited" or attempt == RATE_LIMIT_TRIES:
                    raise
                await asyncio.sleep(_retry_after(error))
            else:
                return

    async def _counted(self, method: str, body: dict[str, object], token: str) -> None:
        began, outcome = time.monotonic(), "unconfirmed"
        try:
            # The team's token goes with the call: one client, and its one session, serve every team.
            await self._client.api_call(method, json=body, headers={"Authorization": f"Bearer {token}"})
            outcome = "ok"
        except SlackApiError as error:
            outcome = str(error.response.get("error"))
            raise
        finally:
            self._metrics.called(method, outcome, time.monotonic() - began)

    async def _respond(self, rendered: Rendered, url: str) -> None:
        webhook = AsyncWebhookClient(url, session=self._client.session)
        response = await webhook.send(
            text=rendered.text,
            blocks=rendered.blocks or None,
            response_type="ephemeral",
            replace_original=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        if response.status_code != 200:
            log.error("reply_refused", extra={"error": f"response_url {response.status_code}"})


def _body(rendered: Rendered, **where: str | None) -> dict[str, object]:
    body: dict[str, object] = {key: value for key, value in where.items() if value is not None}
    body |= {"text": rendered.text, "unfurl_links": False, "unfurl_media": False, "link_names": False}
    if rendered.blocks:
        body["blocks"] = rendered.blocks
    return body


def _retry_after(error: SlackApiError) -> float:
    """Seconds that Slack asks for; it has been seen fractional, missing and as a date."""
    headers = {key.lower(): value for key, value in error.response.headers.items()}
    try:
        seconds = float(headers.get("retry-after", "1"))
    except ValueError:
        seconds = 1.0
    return min(max(seconds, 0.0), LONGEST_WAIT)


def _log_failure(event: str, error: str, target: Target) -> None:
    """No traceback: it may hold the reply's body."""
    log.error(event, extra={"error": error, "place": target.place})
