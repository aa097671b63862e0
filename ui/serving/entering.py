"""Entering: who a request comes from, when the library is not open to everyone; the page where a password is asked for.

A browser shows the word of its session in a cookie, a program its key. Whoever shows neither sees the page to enter,
and nothing else. A cookie is only believed from a page of ours.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.messages.message import say, say_of
from ingest.errors import SourcechatError
from ui.serving.accounts import Accounts
from ui.serving.faults import Fault, fault_of, to_response
from ui.serving.guarding import STILL
from ui.serving.hosts import Addresses
from ui.serving.languages import language_spoken, told

ENTER, LEAVE = "/enter", "/leave"
_SESSION, _FORM = "sourcechat-session", "sourcechat-form"
_OPEN = frozenset({"/health", "/ready"})  # say nothing of the library but whether it is served
_SAFE = frozenset({"GET", "HEAD"})
_LONGEST_FORM = 10_000  # bytes
_LASTS = 14 * 24 * 3600  # seconds that a browser keeps a session's word; the session itself may end before
_ANYBODY = "\0anybody"


@dataclass(frozen=True, slots=True)
class Tries:
    """How often somebody may try to enter in vain: so many times within so many seconds, and no more."""

    most: int = 8
    within: float = 300.0


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
        try:
            answer = await self._own(Request(scope, receive)) or await self._let_in(scope)
        except SourcechatError as error:  # what keeps the accounts is away
            answer = to_response(fault_of(error))
        await (answer or self._app)(scope, receive, send)

    async def _let_in(self, scope: Scope) -> Response | None:
        """Tell the application who a request comes from; return what a stranger is told."""
        user = await run_in_threadpool(self._user, Headers(scope=scope), scope["method"])
        if isinstance(user, str):
            scope.setdefault("state", {})["user"] = user
            return None
        is_page = scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")
        return RedirectResponse(f"{ENTER}?to={quote(_path(scope), safe='')}", 303) if is_page else user

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
            return self._page(target, say("The page was open for too long. Please enter again."), status=403)
        who = (f"name {name}", f"address {request.client.host if request.client else _ANYBODY}")
        word, wait = await run_in_threadpool(self._begun, who, name, form.get("password", ""))
        if wait > 0:
            return self._page(
                target,
                say_of(
                    round(wait),
                    "Too many tries. Please wait {count} second.",
                    "Too many tries. Please wait {count} seconds.",
                ),
                status=429,
            )
        if not word:
            return self._page(target, say("Name or password is wrong."), status=401)
        answer = RedirectResponse(target, 303)
        self._set_cookie(answer, _SESSION, word, lasts=_LASTS)
        answer.delete_cookie(_FORM, path=ENTER)
        return answer

    def _begun(self, who: Sequence[str], name: str, password: str) -> tuple[str, float]:
        """Return the word of a session, "" where name or password is wrong; or the seconds until the next try.

        A try is taken before the password is looked at: many at once are no more than one after another.
        """
        accounts, tries = self._accounts, self._tries
        wait = accounts.take_try(who, most=tries.most, within=tries.within)
        if wait > 0 or not accounts.is_right(name, password):
            return "", wait
        accounts.give_back(who)
        return accounts.begin(name), 0.0

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
    name, password, enter = (escape(told(one)) for one in (say("Name"), say("Password"), say("Enter")))
    alert = f'<p class="message" role="alert">{escape(told(message))}</p>' if message else ""
    return (
        f'<!doctype html><html lang="{language_spoken()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{enter} · sourcechat</title><style>{style}</style></head>"
        f'<body class="document entering"><main><h1>sourcechat</h1>{alert}'
        f'<form method="post" action="{ENTER}">'
        f'<input type="hidden" name="to" value="{escape(target)}"><input type="hidden" name="form" value="{proof}">'
        f'<label>{name} <input name="name" autocomplete="username" required autofocus></label>'
        f'<label>{password} <input name="password" type="password" autocomplete="current-password" required></label>'
        f'<button type="submit">{enter}</button></form></main></body></html>'
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
