"""Prometheus: what an administrator watches, in the form that Prometheus reads. The only door to prometheus-client.

Counts and seconds; never a word of a question or a document.
"""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

CONTENT_TYPE = CONTENT_TYPE_LATEST

_SECONDS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120)


class Metrics:
    """Counts what one server does; a `Watcher` of its answers."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self._registry)
        self._answers = Counter(
            "sourcechat_answers", "Questions by how they ended", ["outcome"], registry=self._registry
        )
        self._answer_seconds = Histogram(
            "sourcechat_answer_seconds",
            "From a question to its whole answer",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._requests = Counter(
            "sourcechat_requests", "Requests by route", ["method", "route", "status"], registry=self._registry
        )

    def answered(self, outcome: str, seconds: float) -> None:
        """Note that an answer ended so after so many seconds."""
        self._answers.labels(outcome).inc()
        self._answer_seconds.observe(seconds)

    def requested(self, method: str, route: str, status: int) -> None:
        """Note a request that was answered."""
        self._requests.labels(method, route, str(status)).inc()

    def watch(self, name: str, description: str, count: Callable[[], float]) -> None:
        """Show a number that is counted whenever somebody looks."""
        Gauge(f"sourcechat_{name}", description, registry=self._registry).set_function(count)

    def page(self) -> bytes:
        """Return everything as text for Prometheus."""
        return generate_latest(self._registry)
