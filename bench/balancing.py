"""A proxy before several servers, as small as one can be: requests in turns, to the next where one cannot be reached.

Knows HTTP, never what is asked. A request that was cut in the middle is its sender's to send again, as with any proxy.
"""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from http.cookiejar import DefaultCookiePolicy
from itertools import count

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_HOP = frozenset({"connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"})
_TRIED_AGAIN = 5.0  # seconds after which a server that could not be reached is tried again


def balancer(servers: Sequence[str]) -> Starlette:
    """Return an application that passes requests on to servers at these addresses, to each in turn."""
    turns = _Turns(servers)
    client = httpx.AsyncClient(
        timeout=None,  # noqa: S113 - whoever asks says how long
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=64),
    )
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))  # one visitor's are not another's

    async def passed_on(request: Request) -> Response:
        body = await request.body()
        for server in turns.now():
            try:
                answer = await client.send(_for(client, server, request, body), stream=True)
            except httpx.ConnectError:
                turns.is_gone(server)
            except httpx.TransportError:
                return Response("the server ended in the middle; send it again", 502)
            else:
                response = StreamingResponse(_streamed(answer), answer.status_code)
                response.raw_headers = [(name.lower(), value) for name, value in answer.headers.raw if _goes_on(name)]
                return response
        return Response("no server can be reached", 502)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with client:
            yield

    return Starlette(routes=[Route("/{path:path}", passed_on, methods=list(_METHODS))], lifespan=lifespan)


@contextmanager
def balanced(servers: Sequence[str]) -> Iterator[str]:
    """Serve such a proxy on this machine, in a thread; give its address."""
    config = uvicorn.Config(
        balancer(servers), host="127.0.0.1", port=0, log_level="error", timeout_graceful_shutdown=1, access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


class _Turns:
    def __init__(self, servers: Sequence[str]) -> None:
        self._servers = tuple(servers)
        self._numbers = count()
        self._gone: dict[str, float] = {}

    def now(self) -> list[str]:
        """Return the servers, the one whose turn it is first, those that were gone a moment ago last."""
        first = next(self._numbers) % len(self._servers)
        turned = [*self._servers[first:], *self._servers[:first]]
        return sorted(turned, key=lambda one: time.monotonic() < self._gone.get(one, 0.0))

    def is_gone(self, server: str) -> None:
        self._gone[server] = time.monotonic() + _TRIED_AGAIN


def _for(client: httpx.AsyncClient, server: str, request: Request, body: bytes) -> httpx.Request:
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    headers = [(name, value) for name, value in request.headers.items() if name not in _HOP]
    if request.client is not None:
        headers.append(("x-forwarded-for", request.client.host))
    return client.build_request(request.method, server + path, headers=headers, content=body)


async def _streamed(answer: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for piece in answer.aiter_raw():
            yield piece
    finally:
        await answer.aclose()


def _goes_on(name: bytes) -> bool:
    return name.lower().decode("latin-1") not in _HOP
