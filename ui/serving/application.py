"""The application: every route of ours, guarded and watched. Knows nothing of the page, which is mounted beside."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from ingest.documents import DocumentId, Revision, Span
from ui.api_page import api_page
from ui.rendering import document_page, message_page
from ui.serving.accounts import Accounts
from ui.serving.completions import completion_routes
from ui.serving.conversation_routes import conversation_routes
from ui.serving.entering import Entrance
from ui.serving.faults import add_faults
from ui.serving.guarding import STILL, Guard, RequestLimits
from ui.serving.health import Watched, watching_routes
from ui.serving.languages import language_spoken, told
from ui.serving.responses import response_routes
from ui.serving.serving import Served
from ui.serving.shelf import shelf_routes
from ui.serving.state import State
from ui.serving.tools import http_routes, make_tools
from vectorstore.errors import UnknownDocument

_SUMMARY = "A library of documents that answers questions with the exact words that prove each answer."
_FILES_AT_ONCE = 20  # of the largest size that one request may hold


def create_api(served: Served, state: State, *, style: str) -> FastAPI:
    """Return the application without its guards: the API, the pages of documents, and what watches it."""
    tools, tools_served = http_routes(make_tools(served))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with tools_served():
            yield

    app = FastAPI(title="sourcechat", summary=_SUMMARY, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.router.routes.extend(tools)
    add_faults(app)
    for routes in (
        completion_routes(served),
        response_routes(served),
        shelf_routes(served),
        conversation_routes(served),
    ):
        app.include_router(routes)
    app.include_router(watching_routes(served, state))

    @app.get("/documents/{document_id}", include_in_schema=False)
    def document(document_id: str, revision: str = "", start: int = 0, end: int = 0) -> HTMLResponse:
        status = 200
        try:
            page = _document_page(served, DocumentId(document_id), Revision(revision), Span(start, end), style)
        except UnknownDocument:
            status, page = 404, message_page(told("no such document"), style, language_spoken())
        return HTMLResponse(page, status, headers={"Content-Security-Policy": STILL})

    @app.get("/api", include_in_schema=False)
    def description() -> HTMLResponse:
        return HTMLResponse(api_page(app.openapi(), style), headers={"Content-Security-Policy": STILL})

    return app


def guard(app: FastAPI, served: Served, *, accounts: Accounts | None = None, style: str = "") -> None:
    """Put the guards before an application that has all its routes: with `accounts` only who has one is let in."""
    if accounts is not None:
        app.add_middleware(Entrance, accounts=accounts, addresses=served.addresses, style=style)
    app.add_middleware(Watched, metrics=served.metrics)
    limits = RequestLimits(upload=served.uploads.most * _FILES_AT_ONCE)
    app.add_middleware(Guard, addresses=served.addresses, limits=limits)


def _document_page(served: Served, document_id: DocumentId, revision: Revision, quote: Span, style: str) -> str:
    library = served.assistant.library
    document = library.document(document_id)
    text = library.text(document_id, revision or document.revision)
    inside = 0 <= quote.start < quote.end <= len(text)
    return document_page(document, text, quote if inside else None, style)
