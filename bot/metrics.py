"""The numbers of the app as Prometheus reads them, at /metrics."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

ACK_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3)
ANSWER_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
# Slack's error codes look like this; anything else counts as one kind, so that labels stay few.
_CODE = re.compile(r"[a-z_]{1,48}\Z")
# Slack's way to say "wait": 429.
RATE_LIMITED = "ratelimited"


class PrometheusMetrics:
    """Each app has a registry of its own, so that nothing is shared between two in one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last_event: float | None = None
        self.registry = CollectorRegistry()
        self._events = self._counter("events", "Arrivals by place and outcome.", "place", "outcome")
        self._replies = self._counter("replies", "Turns by what was decided.", "decision")
        self._calls = self._counter(
            "slack_calls", "Calls of Slack's methods by outcome.", "method", "outcome"
        )
        self._refusals = self._counter("requests_refused", "Requests that were not let in.", "status")
        self._limited = self._counter("rate_limited", "Calls that Slack answered with 429.", "method")
        self._acks = self._histogram("ack_seconds", "From a request of Slack to its answer.", ACK_BUCKETS)
        self._answers = self._histogram("answer_seconds", "From taking in to the last reply.", ANSWER_BUCKETS)
        self._call_seconds = self._histogram("slack_call_seconds", "Calls of Slack.", ANSWER_BUCKETS)
        self._waiting = Gauge(
            "whichpm_turns_waiting", "Taken in and not answered yet.", registry=self.registry
        )
        age = Gauge("whichpm_last_event_age_seconds", "Since the last arrival.", registry=self.registry)
        age.set_function(self._age)

    def arrived(self, place: str, outcome: str) -> None:
        self._last_event = self._clock()
        self._events.labels(place, outcome).inc()

    def acked(self, status: int, seconds: float) -> None:
        self._acks.observe(seconds)
        if status >= 400:
            self._refusals.labels(str(status)).inc()

    def answered(self, decision: str, seconds: float) -> None:
        self._replies.labels(decision).inc()
        self._answers.observe(seconds)

    def called(self, method: str, outcome: str, seconds: float) -> None:
        self._calls.labels(method, outcome if _CODE.match(outcome) else "other").inc()
        self._call_seconds.observe(seconds)
        if outcome == RATE_LIMITED:
            self._limited.labels(method).inc()

    def waiting(self, turns: int) -> None:
        self._waiting.set(turns)

    def text(self) -> bytes:
        return generate_latest(self.registry)

    def _age(self) -> float:
        """-1 until something arrived."""
        return -1.0 if self._last_event is None else self._clock() - self._last_event

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(f"whichpm_{name}", about, labels, registry=self.registry)

    def _histogram(self, name: str, about: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(f"whichpm_{name}", about, buckets=buckets, registry=self.registry)


def metrics_route(metrics: PrometheusMetrics) -> Route:
    async def show(_: Request) -> Response:
        return Response(metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return Route("/metrics", show)
