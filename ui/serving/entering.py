"""Entering: who a request comes from, when the library is not open to everyone; the page where a password is asked for.

A browser shows the word of its session in a cookie, a program its key. Whoever shows neither sees the page to enter,
and nothing else. A cookie is only believed from a page of ours.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from threading import Lock
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.serving.accounts import Accounts
from ui.serving.faults import Fault, to_response
from ui.serving.guarding import STILL
from ui.serving.hosts import Addresses

ENTER, LEAVE = "/enter", "/leave"
_SESSION, _FORM = "sourcechat-session", "sourcechat-form"
_OPEN = frozenset({"/health", "/ready"})  # say nothing of the library but whether it is served
_SAFE = frozenset({"GET", "HEAD"})
_LONGEST_FORM = 10_000  # bytes
_LASTS = 14 * 24 * 3600  # seconds that a browser keeps a session's word; the session itself may end before
_ANYBODY = "\0anybody"


@dataclass
class Tries:
    """How often somebody has tried to enter: so many times within so many seconds, and no more."""

    most: int = 8
    within: float = 300.0
    now: Callable[[], float] = time.monotonic
    _failed: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _guard: Lock = field(default_factory=Lock)

    def wait(self, *who: str) -> float:
        """Return how many seconds to wait before the next try; 0 where none."""
        with self._guard:
            return max((self._wait(one) for one in who), default=0.0)

    def failed(self, *who: str) -> None:
        """Note that a try failed."""
        with self._guard:
            for one in who:
                self._failed[one].append(self.now())
            for one in [one for one, tries in self._failed.items() if tries[-1] < self.now() - self.within]:
                del self._failed[one]

    def _wait(self, who: str) -> float:
        tries = self._failed.get(who)
        if not tries:
            return 0.0
        while tries and tries[0] < self.now() - self.within:
            tries.popleft()
        return 0.0 if len(tries) < self.most else tries[0] + self.within - self.now()


class Entrance:
    """Lets those in to an application who have an account, and tells it who they are: `state["user"]`."""

    def __init__(
        self, app: ASGIApp, *, accounts: Accounts, addresses: Addresses, style: str, tries: Tries | None = None
    ) -> None:
        self._app = app
        self._accounts = accounts
        self._secure = addresses.is_secure
        self._style = style
        self._tries = tries or Tries()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] in _OPEN:
            await self._app(scope, receive, send)
            return
        answer = await self._own(Request(scope, receive))
        if answer is None:
            user = await run_in_threadpool(self._user, Headers(scope=scope), scope["method"])
            if isinstance(user, str):
                scope.setdefault("state", {})["user"] = user
                await self._app(scope, receive, send)
                return
            answer = user
            if scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", ""):
                answer = RedirectResponse(f"{ENTER}?to={quote(_path(scope), safe='')}", 303)
        await answer(scope, receive, send)

    # -- who it is ----------------------------------------------------------------------------------------------------

    def _user(self, headers: Headers, method: str) -> str | Response:
        scheme, _, key = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._accounts.user_of_key(key.strip()) or to_response(
                Fault(401, "this key is nobody's; make one with `sourcechat key add`", code="invalid_api_key")
            )
        word = _cookies(headers).get(_SESSION, "")
        user = self._accounts.user_of_session(word) if word else None
        if user is None:
            return to_response(Fault(401, "enter with a password, or show a key", code="not_entered"))
        if method not in _SAFE and not _from_our_page(headers):
            return to_response(Fault(403, "a browser's request must come from a page of this server", code="not_ours"))
        return user

    # -- entering and leaving -----------------------------------------------------------------------------------------

    async def _own(self, request: Request) -> Response | None:
        if request.url.path == LEAVE and request.method == "POST":
            return await self._leave(request)
        if request.url.path != ENTER:
            return None
        if request.method == "POST":
            return await self._enter(request)
        return self._page(_target(request.query_params.get("to", "")))

    async def _enter(self, request: Request) -> Response:
        form = await _form(request)
        target, name = _target(form.get("to", "")), form.get("name", "")
        if not hmac.compare_digest(form.get("form", ""), request.cookies.get(_FORM, "")) or not form.get("form"):
            return self._page(target, "The page was open for too long. Please enter again.", status=403)
        who = (f"name {name}", f"address {request.client.host if request.client else _ANYBODY}")
        wait = self._tries.wait(*who)
        if wait > 0:
            return self._page(target, f"Too many tries. Please wait {wait:.0f} seconds.", status=429)
        if not await run_in_threadpool(self._accounts.is_right, name, form.get("password", "")):
            self._tries.failed(*who)
            return self._page(target, "Name or password is wrong.", status=401)
        word = await run_in_threadpool(self._accounts.begin, name)
        answer = RedirectResponse(target, 303)
        self._set_cookie(answer, _SESSION, word, lasts=_LASTS)
        answer.delete_cookie(_FORM, path=ENTER)
        return answer

    async def _leave(self, request: Request) -> Response:
        if not _from_our_page(request.headers):
            return to_response(Fault(403, "a browser's request must come from a page of this server", code="not_ours"))
        await run_in_threadpool(self._accounts.end, request.cookies.get(_SESSION, ""))
        answer = RedirectResponse(ENTER, 303)
        answer.delete_cookie(_SESSION, path="/")
        return answer

    def _page(self, target: str, message: str = "", *, status: int = 200) -> Response:
        proof = secrets.token_urlsafe(24)
        answer = HTMLResponse(
            _entrance_page(self._style, target, proof, message),
            status,
            # Without a referrer a browser says that its form comes from nowhere ("Origin: null"), which is refused.
            {"Content-Security-Policy": STILL, "Cache-Control": "no-store", "Referrer-Policy": "same-origin"},
        )
        self._set_cookie(answer, _FORM, proof, path=ENTER)
        return answer

    def _set_cookie(
        self, answer: Response, name: str, value: str, *, path: str = "/", lasts: int | None = None
    ) -> None:
        answer.set_cookie(name, value, lasts, path=path, httponly=True, samesite="lax", secure=self._secure)


def _entrance_page(style: str, target: str, proof: str, message: str) -> str:
    told = f'<p class="message" role="alert">{escape(message)}</p>' if message else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Enter · sourcechat</title><style>{style}</style></head>"
        f'<body class="document entering"><main><h1>sourcechat</h1>{told}'
        f'<form method="post" action="{ENTER}">'
        f'<input type="hidden" name="to" value="{escape(target)}"><input type="hidden" name="form" value="{proof}">'
        '<label>Name <input name="name" autocomplete="username" required autofocus></label>'
        '<label>Password <input name="password" type="password" autocomplete="current-password" required></label>'
        '<button type="submit">Enter</button></form></main></body></html>'
    )


async def _form(request: Request) -> Mapping[str, str]:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_FORM:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10, keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


def _target(wanted: str) -> str:
    """Return where to go once somebody has entered: a path of ours, never another site."""
    parts = urlsplit(wanted)
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return wanted if is_ours and wanted.isprintable() and "\\" not in wanted else "/"


def _path(scope: Scope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return f"{scope['path']}?{query}" if query else str(scope["path"])


def _from_our_page(headers: Headers) -> bool:
    """Whether a browser says that a page of ours sent this. The guard has held the origin against our names already."""
    return "origin" in headers or headers.get("sec-fetch-site") == "same-origin"


def _cookies(headers: Headers) -> Mapping[str, str]:
    pairs = (one.strip().partition("=") for one in headers.get("cookie", "").split(";"))
    return {name: value for name, _, value in pairs}
