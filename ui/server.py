"""The web server: the page mounted in the application of the API, for a library or for the review of questions."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import replace

import gradio as gr
from fastapi import FastAPI, Request
from starlette.routing import Mount

from assistant.evaluation.review import ReviewedFile
from ingest.formats import READERS
from ui.page.answerers import Answerers
from ui.page.frame import build_page, page_head
from ui.page.routes import Desk, page_routes
from ui.review_page import build_review
from ui.serving.application import guard
from ui.serving.guarding import Guard, RequestLimits
from ui.serving.hosts import Addresses
from ui.serving.running import Application, ServerOptions, api_of, own_libraries, run
from ui.serving.serving import Served, ServedAssistant
from ui.serving.stopping import Server
from ui.theme import script, stylesheet, theme
from vectorstore.views import SearchedLibrary

_AT_ONCE = 64  # visitors whose events run at the same time; what they wait for is answered in `Answering`'s threads


def create_app(assistant: ServedAssistant, options: ServerOptions | None = None) -> FastAPI:
    """Return the application: the chat at /, the API below /v1, documents at /documents/ID, /health and its kin."""
    return make_application(assistant, options).app


def make_application(assistant: ServedAssistant, options: ServerOptions | None = None) -> Application:
    """Return the application with what whoever runs it must know."""
    options = options or ServerOptions()
    made = api_of(assistant, options, style=stylesheet())
    asks_who = options.accounts is not None
    page = build_page(file_types=sorted(READERS), leaving=asks_who, private=asks_who and options.private)
    made.app.include_router(page_routes(Desk(made.served, Answerers(assistant), options.watches, options.owner)))
    gradio = _mount(made.app, page, css="", head=page_head(), user=_user_of if asks_who else None)
    own_libraries(made, options, style=stylesheet(), complete=_with_page)
    guard(made.app, made.served, accounts=options.accounts, style=stylesheet())
    return replace(made, release=_released(gradio))


def create_review_app(file: ReviewedFile, library: SearchedLibrary, *, host: str = "127.0.0.1") -> FastAPI:
    """Return the application for reviewing the questions of one file."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    css = stylesheet() + stylesheet("review")
    _mount(app, build_review(file, library), css=css, head=script("review"))
    app.add_middleware(Guard, addresses=Addresses(host), limits=RequestLimits(upload=0))
    return app


def serve(
    assistant: ServedAssistant,
    address: socket.socket,
    options: ServerOptions | None = None,
    *,
    announce: Callable[[], None],
) -> None:
    """Serve the chat until interrupted; `announce` it once it is there, and load the models meanwhile."""
    options = options or ServerOptions()
    run(make_application(assistant, options), address, patience=options.patience, announce=announce)


def serve_review(
    file: ReviewedFile, library: SearchedLibrary, address: socket.socket, *, host: str, announce: Callable[[], None]
) -> None:
    """Serve the review until interrupted; `announce` it once it is there."""
    Server(create_review_app(file, library, host=host), begin=announce).serve_until_interrupted(address)


def _with_page(app: FastAPI, served: Served) -> None:
    app.include_router(page_routes(Desk(served, Answerers(served.assistant))))


def _mount(
    app: FastAPI, page: gr.Blocks, *, css: str, head: str, user: Callable[[Request], str | None] | None = None
) -> FastAPI:
    """Mount the page at /, and return Gradio's own application. Files do not come by way of Gradio."""
    page.queue(default_concurrency_limit=_AT_ONCE, api_open=False)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=theme(),
        css=css,
        head=head,
        auth_dependency=user,
        max_file_size=1,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
    )
    mounted = app.routes[-1]
    if not isinstance(mounted, Mount) or not isinstance(mounted.app, FastAPI):
        raise TypeError("Gradio mounts otherwise than it did; see its mount_gradio_app")
    return mounted.app


def _user_of(request: Request) -> str | None:
    """Return who the entrance found a request to come from."""
    user = getattr(request.state, "user", None)
    return user if isinstance(user, str) else None


def _released(gradio: FastAPI) -> Callable[[], None]:
    """Return what ends the connections by which open tabs say that they are there."""

    def release() -> None:
        stop = getattr(gradio, "stop_event", None)
        if isinstance(stop, asyncio.Event):
            stop.set()

    return release
