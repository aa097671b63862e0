"""Private libraries: each user's own beside the one that all share, each with an application of its own.

A request means one's own by its path, below /mine, or by the cookie in which the page keeps which is shown; a program
that shows a key says it by the path. Knows who asks and where; never a document.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ingest.errors import SourcechatError
from ui.serving.accounts import Accounts
from ui.serving.faults import Fault, fault_of, to_response
from ui.serving.serving import ServedAssistant

MINE = "/mine"
"""The path that the addresses of one's own library begin with."""
COOKIE = "sourcechat-library"
"""The cookie in which a browser keeps whose library it shows: `mine`, or nothing for the shared one."""

_FOLDER = "private"
_OF_A_LIBRARY = ("/v1/", "/page/", "/documents/", "/mcp")
_LASTS = 365 * 24 * 3600  # seconds


@runtime_checkable
class LendingAssistant(Protocol):
    """An assistant that lends its models to other libraries. `assistant.assembly.Assistant` is one."""

    def beside(self, folder: Path, /) -> ServedAssistant:
        """Return the assistant of another library, which is made if need be, with the same models."""
        ...


def folder_of(library: Path, accounts: Accounts, user: str) -> Path:
    """Return the folder of a user's own library. Raises Fault where there is no such user.

    One who is removed and added again is somebody else: the folder goes by when the account was made as well.
    """
    for one in accounts.users():
        if one.name == user:
            who = hashlib.sha256(f"{one.name}\n{one.added.timestamp()}".encode()).hexdigest()
            return library / _FOLDER / who[:16]
    raise Fault(401, "enter with a password, or show a key", code="not_entered")


@dataclass
class _Room:
    """The application of one user's library, alive for as long as the server is."""

    app: FastAPI
    _ready: asyncio.Event = field(default_factory=asyncio.Event)
    _end: asyncio.Event = field(default_factory=asyncio.Event)
    _life: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        self._life = asyncio.create_task(self._live())
        await self._ready.wait()

    async def end(self) -> None:
        self._end.set()
        if self._life is not None:
            await self._life

    async def _live(self) -> None:
        async with self.app.router.lifespan_context(self.app):
            self._ready.set()
            await self._end.wait()


class PrivateLibraries:
    """Passes on what is meant for one's own library to the application of that, and the rest to the one of all.

    `which` tells the folder of a user's library, `make` makes its application.
    """

    def __init__(self, app: ASGIApp, *, which: Callable[[str], Path], make: Callable[[Path], FastAPI]) -> None:
        self._app = app
        self._which = which
        self._make = make
        self._rooms: dict[Path, _Room] = {}
        self._making = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            for room in self._rooms.values():
                await room.end()
            return
        path = scope["path"]
        if path in {MINE, f"{MINE}/"}:
            answer = RedirectResponse("/", 303)
            answer.set_cookie(COOKIE, MINE[1:], _LASTS, samesite="lax")
            await answer(scope, receive, send)
        elif path.startswith(f"{MINE}/"):
            inner = path.removeprefix(MINE)
            await self._own({**scope, "path": inner, "raw_path": inner.encode()}, receive, send)
        elif path.startswith(_OF_A_LIBRARY) and _shows_mine(Headers(scope=scope)):
            await self._own(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _own(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["path"].startswith(_OF_A_LIBRARY):
            await self._app(scope, receive, send)  # what is everybody's: the frame of the page
            return
        try:
            room = await self._room(scope.get("state", {}).get("user", ""))
        except SourcechatError as error:
            await to_response(fault_of(error))(scope, receive, send)
            return
        await room.app(scope, receive, send)

    async def _room(self, user: str) -> _Room:
        folder = await run_in_threadpool(self._which, user)
        async with self._making:
            if folder not in self._rooms:
                room = _Room(await run_in_threadpool(self._make, folder))
                await room.begin()
                self._rooms[folder] = room
            return self._rooms[folder]


def _shows_mine(headers: Headers) -> bool:
    return "authorization" not in headers and cookie_parser(headers.get("cookie", "")).get(COOKIE) == MINE[1:]
