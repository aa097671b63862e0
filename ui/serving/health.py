"""Health: whether the server lives, is ready, and what it does; and a line of log for each request.

Tells numbers and routes; never a word of a question or a document, nor what stands behind a question mark.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.serving.prometheus import CONTENT_TYPE, Metrics
from ui.serving.serving import Served
from ui.serving.state import State

logger = logging.getLogger(__name__)

_SERVER_ERROR = 500
_UNAVAILABLE = 503


def watching_routes(served: Served, state: State) -> APIRouter:
    """Return the routes for whoever looks after the server."""
    routes = APIRouter(tags=["server"])
    metrics, library = served.metrics, served.assistant.library
    metrics.watch("documents", "Documents in the library", lambda: len(library.documents()))
    metrics.watch("answers_waiting", "Questions that wait", lambda: served.answering.waiting)
    metrics.watch("answers_under_way", "Questions that are being answered", lambda: served.answering.under_way)

    @routes.get("/health")
    def health() -> JSONResponse:
        """Say that the server lives, and how many documents it has."""
        return JSONResponse({"status": "ok", "documents": len(library.documents())})

    @routes.get("/ready")
    def ready() -> JSONResponse:
        """Say whether questions are answered at once: 200 when they are, 503 before, and while the server stops."""
        status = 200 if state.word == "ready" else _UNAVAILABLE
        return JSONResponse({"status": state.word, **({"message": state.trouble} if state.trouble else {})}, status)

    @routes.get("/metrics")
    def numbers() -> Response:
        """Tell what was done, for Prometheus."""
        return Response(metrics.page(), media_type=CONTENT_TYPE)

    return routes


class Watched:
    """Counts the requests of an application, and writes a line of log for each."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), _SERVER_ERROR

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            route = _route(scope)
            self._metrics.requested(scope["method"], route, status)
            logger.info(
                "%s %s %d",
                scope["method"],
                route,
                status,
                extra={
                    "method": scope["method"],
                    "route": route,
                    "status": status,
                    "milliseconds": round((time.perf_counter() - started) * 1000),
                    "user": (scope.get("state") or {}).get("user", ""),
                },
            )


def log_as_json() -> Callable[[str], None]:
    """Write the log as lines of JSON on stderr, requests included; return what writes another line of it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    return lambda line: logger.info("%s", line)


class _JsonLines(logging.Formatter):
    """One object a line: time, level, where, what, and the fields of a request."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as a line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: record.__dict__[name] for name in _FIELDS if name in record.__dict__}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


_FIELDS = ("method", "route", "status", "milliseconds", "user")


def _route(scope: Scope) -> str:
    """Return the template of the route that answered, "page" for what is Gradio's, "-" for none."""
    route = scope.get("route")
    path = getattr(route, "path_format", None) or getattr(route, "path", None)
    if isinstance(path, str) and path:
        return path
    return "page" if "app" in scope and scope.get("root_path") is not None and route is None else "-"
