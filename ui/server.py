"""The web server: the page mounted behind security headers, with a page for each document. Loopback by default."""

from __future__ import annotations

import logging
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from threading import Thread
from typing import Protocol
from urllib.parse import urlsplit

import gradio as gr
import uvicorn
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.evaluation.review import ReviewedFile
from ingest.documents import DocumentId, Revision, Span
from ingest.errors import SourcechatError
from ingest.formats import READERS
from ui.handlers import ChatAssistant
from ui.rendering import document_page
from ui.review import build_review
from ui.theme import script, stylesheet, theme
from ui.web import build_page
from vectorstore.errors import UnknownDocument
from vectorstore.views import SearchedLibrary

logger = logging.getLogger(__name__)

_LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
_ANY = ("0.0.0.0", "::")  # noqa: S104 - recognised, not bound
_HEADERS = {
    # Gradio runs inline scripts and compiles its templates; nothing from elsewhere is loaded, sent to or framed.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; form-action 'none'; "
        "frame-src 'none'; frame-ancestors 'none'; object-src 'none'; base-uri 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class WarmedAssistant(ChatAssistant, Protocol):
    """An assistant whose models can be loaded before the first question."""

    def warm_up(self) -> None:
        """Load the models. Raises DamagedReader."""
        ...


def create_app(assistant: ChatAssistant, *, host: str = "127.0.0.1", max_upload_mb: int = 50) -> FastAPI:
    """Return the application: the chat at /, documents at /documents/ID, and /health."""
    app = _guarded(host)

    @app.get("/health")
    def health() -> JSONResponse:
        return JSONResponse({"status": "ok", "documents": len(assistant.library.documents())})

    @app.get("/documents/{document_id}")
    def document(document_id: str, revision: str = "", start: int = 0, end: int = 0) -> HTMLResponse:
        return HTMLResponse(_document_page(assistant, DocumentId(document_id), Revision(revision), Span(start, end)))

    page = build_page(assistant, file_types=sorted(READERS))
    return _mounted(app, page, css=stylesheet(), head=script(), max_upload_mb=max_upload_mb)


def create_review_app(file: ReviewedFile, library: SearchedLibrary, *, host: str = "127.0.0.1") -> FastAPI:
    """Return the application for reviewing the questions of one file."""
    css = stylesheet() + stylesheet("review")
    return _mounted(_guarded(host), build_review(file, library), css=css, head=script("review"), max_upload_mb=1)


def serve(
    assistant: WarmedAssistant,
    address: socket.socket,
    *,
    host: str,
    max_upload_mb: int = 50,
    announce: Callable[[], None],
) -> None:
    """Serve the chat until interrupted; `announce` it once it is there, and load the models meanwhile."""

    def begin() -> None:
        announce()
        Thread(target=_warm_up, args=(assistant,), daemon=True).start()

    app = create_app(assistant, host=host, max_upload_mb=max_upload_mb)
    _Server(app, begin).serve_until_interrupted(address)


def serve_review(
    file: ReviewedFile, library: SearchedLibrary, address: socket.socket, *, host: str, announce: Callable[[], None]
) -> None:
    """Serve the review until interrupted; `announce` it once it is there."""
    _Server(create_review_app(file, library, host=host), announce).serve_until_interrupted(address)


class _Server(uvicorn.Server):
    """Calls `begin` once it listens."""

    def __init__(self, app: FastAPI, begin: Callable[[], None]) -> None:
        super().__init__(uvicorn.Config(app, log_level="warning"))
        self._begin = begin

    def serve_until_interrupted(self, address: socket.socket) -> None:
        """Serve at an address that was taken; an interruption is how it ends."""
        with suppress(KeyboardInterrupt):
            self.run([address])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and say so."""
        await super().startup(sockets)
        if self.started:
            self._begin()


def _warm_up(assistant: WarmedAssistant) -> None:
    try:
        assistant.warm_up()
    except SourcechatError as error:  # the first question meets it too, and says so where a person sees it
        logger.warning("%s", error)


def _guarded(host: str) -> FastAPI:
    """Return an application that answers those only who mean it."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.middleware("http")(_guard)
    if host not in _ANY:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*_LOOPBACK, host])
    return app


def _mounted(app: FastAPI, page: gr.Blocks, *, css: str, head: str, max_upload_mb: int) -> FastAPI:
    """Return the application with the page at /."""
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=theme(),
        css=css,
        head=head,
        max_file_size=max_upload_mb * 2**20,
        footer_links=[],
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
    )
    return app


async def _guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse what another site's page sends, and put the security headers on every answer."""
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        return Response("requests from other sites are refused", status_code=403, headers=_HEADERS)
    response = await call_next(request)
    response.headers.update(_HEADERS)
    return response


def _document_page(assistant: ChatAssistant, document_id: DocumentId, revision: Revision, quote: Span) -> str:
    try:
        document = assistant.library.document(document_id)
        text = assistant.library.text(document_id, revision or document.revision)
    except UnknownDocument as error:
        raise HTTPException(404, "no such document") from error
    inside = 0 <= quote.start < quote.end <= len(text)
    return document_page(document, text, quote if inside else None, stylesheet())
