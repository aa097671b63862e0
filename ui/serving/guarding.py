"""Guarding: who is let in to the server before anything of theirs is read. Knows headers and bytes, never a document.

A request must call the server by a name of its own, must not come from another site's page, must not be longer than
what its route takes, and goes to a route that the page needs or the API has. What a proxy may claim is not believed,
but for where a request comes from, by a proxy of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.serving.faults import Fault, to_response
from ui.serving.hosts import Addresses
from ui.serving.languages import language_of, speak, told

HEADERS: Mapping[str, str] = {
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
STILL = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
"""The policy of a page of ours that runs no script."""

PASSED_ON = "sourcechat.passed_on"
"""The key of a request's scope that tells whether a proxy says that it passed it on, whether or not it is believed."""

_PROXIES_SAY = (b"x-forwarded-", b"forwarded", b"x-real-ip", b"via")
# Each would change what the server takes for its own address: Gradio believes whoever sends them.
_CLAIMED = (b"x-forwarded-", b"forwarded", b"x-gradio-server", b"x-original-host", b"x-host")
_BODY = 8 * 2**20  # bytes of a request that uploads nothing: a conversation of 200 turns takes one
# Of Gradio's own: what the page needs. Its uploads, files, proxy, API and run history are not among it.
_PAGE = (
    "/gradio_api/queue/",
    "/gradio_api/heartbeat/",
    "/gradio_api/startup-events",
    "/gradio_api/component_server",
    "/gradio_api/cancel",
    "/gradio_api/reset",
    "/gradio_api/app_id",
    "/gradio_api/user",
    "/gradio_api/login_check",
    "/gradio_api/theme.css",
)
_NOT_OURS = (
    "/gradio_api/",
    "/monitoring",
    "/login",
    "/logout",
    "/svelte/",
    "/custom_component",
    "/pwa_icon",
    "/file",
    "/proxy=",
    "/stream/",
    "/runs",
)


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """How many bytes a request may have, uploads at `uploads` more than others."""

    upload: int
    uploads: str = "/v1/documents"
    body: int = _BODY

    def of(self, path: str) -> int:
        """Return how many bytes a request to a path may have."""
        return self.upload if path == self.uploads else self.body


class Guard:
    """Lets requests in to an application, or says why not, and puts the security headers on every answer.

    From here on a request is answered in its language.
    """

    def __init__(self, app: ASGIApp, *, addresses: Addresses, limits: RequestLimits) -> None:
        self._app = app
        self._addresses = addresses
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
        peer = scope.get("client") or ("", 0)
        scope = {**scope, PASSED_ON: any(name.lower().startswith(_PROXIES_SAY) for name, _ in scope["headers"])}
        scope = {**scope, "client": (self._addresses.came_from(peer[0], forwarded), peer[1])}
        scope = {**scope, "headers": [one for one in scope["headers"] if not one[0].lower().startswith(_CLAIMED)]}
        headers = Headers(scope=scope)
        speak(language_of(headers))
        secured = _secured(send)
        refusal = self._refusal(scope["path"], headers)
        if refusal is not None:
            await refusal(scope, receive, secured)
            return
        await self._app(scope, _counted(receive, self._limits.of(scope["path"])), secured)

    def _refusal(self, path: str, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if not self._addresses.answers_to(host):
            return Response(
                told("this server has another name; an administrator can give it one with --public-url"), 400
            )
        origin = headers.get("origin")
        if origin and not self._addresses.is_ours(origin, host):
            return Response(told("requests from other sites are refused"), 403)
        if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") not in {None, "navigate"}:
            return Response(told("requests from other sites are refused"), 403)
        if path.startswith(_NOT_OURS) and not path.startswith(_PAGE):
            return to_response(Fault(404, "no such address"))
        return _too_long(headers, self._limits.of(path))


def _too_long(headers: Headers, limit: int) -> Response | None:
    said = headers.get("content-length", "0")
    if not said.isdecimal():
        return to_response(Fault(400, "Content-Length is no number"))
    if int(said) > limit:
        return to_response(Fault(413, too_long(limit), code="too_large"))
    return None


def too_long(limit: int) -> str:
    """Return what is said of a request with more bytes than a limit."""
    return f"a request may have {limit / 2**20:.0f} MB at most; send less at once"


def _counted(receive: Receive, limit: int) -> Receive:
    """Return a `receive` that ends a body which grows beyond its limit, whatever its length was said to be."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit:
                raise Fault(413, too_long(limit), code="too_large")
        return message

    return counted


def _secured(send: Send) -> Send:
    async def secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return secured
