"""Fetching: the bytes at a web address, within bounds of time and size, and from public hosts only. Door to httpx.

Every connection is made to an address that was looked at first, so that no name, redirect or later answer of a name
server leads to this machine or its own network unasked.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from ingest.addresses import FetchOptions, is_private, without_secrets
from ingest.errors import SourceNotFound, UnreadableFile

_PIECE = 2**16  # bytes that are unpacked at once
_PATIENCE = 20.0  # seconds that a server may be silent
_MOST_REDIRECTS = 10
_GONE = (404, 410)
_UNCHANGED = 304
_NEXT = (301, 302, 303, 307, 308)
_AGENT = "sourcechat"
_SUFFIX_OF_TYPE = {
    "application/epub+zip": ".epub",
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-outlook": ".msg",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-ipynb+json": ".ipynb",
    "application/xhtml+xml": ".html",
    "application/zip": ".zip",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/rtf": ".rtf",
    "text/tab-separated-values": ".tsv",
    "text/vcard": ".vcf",
}
_FILE_NAME = re.compile(r"filename\*?=(?:[\w-]+'[^']*')?\"?([^\";]+)", re.IGNORECASE)


class Gone(SourceNotFound):
    """The server says that there is nothing at the address."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was at an address: `suffix` names its format, `encoding` is what the server declared.

    `address` is where redirects led; `validator` is what to ask by whether it changed since, "" where nothing is.
    """

    address: str
    data: bytes
    suffix: str
    encoding: str | None
    validator: str


def fetch(address: str, options: FetchOptions, *, validator: str = "") -> Fetched | None:
    """Return what is at a whole address; None where the server says it has not changed since `validator`.

    Raises Gone, SourceNotFound for any other reason that nothing came, and UnreadableFile for too much.
    """
    deadline = time.monotonic() + options.seconds
    pool = _Pool(options, deadline)
    with closing(pool), httpx.Client(transport=pool, follow_redirects=False, timeout=_PATIENCE) as client:
        try:
            return _follow(client, pool, address, options, validator)
        except (httpx.HTTPError, httpx.InvalidURL, *_UNDERNEATH) as error:
            late = time.monotonic() >= deadline
            why = f"not done within {options.seconds:.0f} s" if late else _reason(error)
            raise SourceNotFound(
                f"{without_secrets(address)}: could not be fetched ({why}); check the address and the network"
            ) from error


_UNDERNEATH = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.ProxyError)


def _follow(client: httpx.Client, pool: _Pool, address: str, options: FetchOptions, validator: str) -> Fetched | None:
    """Fetch an address, or where its redirects lead, each checked as the first one was."""
    headers = {"accept-encoding": "gzip, deflate", "user-agent": _AGENT, **_condition(validator)}
    request = client.build_request("GET", address, headers=headers)
    for _ in range(_MOST_REDIRECTS):
        pool.check(request.url)
        response = client.send(request, stream=True)
        with closing(response):
            following = response.next_request if response.status_code in _NEXT else None
            if following is None:
                return _taken(response, address, options)
            request = following
    raise SourceNotFound(f"{without_secrets(address)}: redirected {_MOST_REDIRECTS} times; check the address")


def _taken(response: httpx.Response, address: str, options: FetchOptions) -> Fetched | None:
    status, shown = response.status_code, without_secrets(address)
    if status == _UNCHANGED:
        return None
    if not response.is_success:
        kind = Gone if status in _GONE else SourceNotFound
        raise kind(f"{shown}: the server answered {status}; check the address")
    data = bytearray()
    for piece in _unpacked(response, shown):
        data += piece
        if len(data) > options.most_bytes:
            most = options.most_bytes // 2**20
            raise UnreadableFile(
                f"{shown}: larger than {most} MB; download it and ingest a part, or raise --max-file-mb"
            )
    return Fetched(
        address=str(response.url),
        data=bytes(data),
        suffix=_suffix(response, address),
        encoding=response.charset_encoding,
        validator=_validator(response),
    )


def _unpacked(response: httpx.Response, shown: str) -> Iterator[bytes]:
    """Yield a body piece by piece as it is when unpacked, never more at once than is wanted."""
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing in {"", "identity"}:
        yield from response.iter_raw()
        return
    if packing not in {"gzip", "x-gzip", "deflate"}:
        raise UnreadableFile(f"{shown}: packed in a way that was not asked for; download it and ingest the file")
    unpacker = _Unpacker(raw=packing == "deflate")
    try:
        for piece in response.iter_raw():
            yield from unpacker.pieces(piece)
    except zlib.error as error:
        raise UnreadableFile(f"{shown}: what came is damaged ({error}); try again") from error


class _Unpacker:
    """Unpacks gzip and deflate a bounded piece at a time. Some servers send deflate without its frame."""

    def __init__(self, *, raw: bool) -> None:
        self._may_be_bare = raw
        self._object = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # 32: gzip and zlib, told by the first bytes

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        """Yield what a piece of the body holds."""
        while packed:
            try:
                yield self._object.decompress(packed, _PIECE)
            except zlib.error:
                if not self._may_be_bare:
                    raise
                self._object = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
                yield self._object.decompress(packed, _PIECE)
            self._may_be_bare = False
            packed = self._object.unconsumed_tail


# -- connections -------------------------------------------------------------------------------------------------------


class _Pool(httpx.BaseTransport):
    """Sends requests over connections that are guarded, or over the proxy that the environment names."""

    def __init__(self, options: FetchOptions, deadline: float) -> None:
        self._options = options
        self._backend = _GuardedBackend(options, deadline)
        self._ssl = httpx.create_ssl_context()
        self._pools: dict[str, httpcore.ConnectionPool] = {}

    def check(self, url: httpx.URL) -> None:
        """Raise SourceNotFound where a request to this address is refused before it is made."""
        if url.scheme not in {"http", "https"}:
            raise SourceNotFound(f"{without_secrets(str(url))}: only http and https addresses are fetched")
        if self._proxy(url):  # which looks the name up; what is known of it here must be public
            for found in _looked_up(url.host, url.port or 0, silent=True):
                _refuse_private(found, url.host, self._options)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        url = request.url
        sent = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        response = self._pool(self._proxy(url)).handle_request(sent)
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response.stream), extensions=response.extensions
        )

    def close(self) -> None:
        """Close the connections."""
        for pool in self._pools.values():
            pool.close()

    def _proxy(self, url: httpx.URL) -> str:
        return "" if proxy_bypass(url.host) else getproxies().get(url.scheme, "")

    def _pool(self, proxy: str) -> httpcore.ConnectionPool:
        if proxy not in self._pools:
            self._pools[proxy] = (
                httpcore.HTTPProxy(proxy, ssl_context=self._ssl)
                if proxy
                else httpcore.ConnectionPool(ssl_context=self._ssl, network_backend=self._backend)
            )
        return self._pools[proxy]


class _Body(httpx.SyncByteStream):
    """The body of an answer."""

    def __init__(self, stream: object) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream  # type: ignore[misc]  # httpcore's type is of sync and async alike

    def close(self) -> None:
        """Let go of the connection."""
        if isinstance(self._stream, httpcore.ConnectionPool) or hasattr(self._stream, "close"):
            self._stream.close()


class _GuardedBackend(httpcore.SyncBackend):
    """Connects to public hosts only, and lets no connection outlast the deadline."""

    def __init__(self, options: FetchOptions, deadline: float) -> None:
        self._options = options
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of a host's addresses that answers; all of them must be public."""
        found = _looked_up(host, port)
        for one in found:
            _refuse_private(one, host, self._options)
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for one in found:
            try:
                stream = super().connect_tcp(one, port, _left(timeout, self._deadline), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or httpcore.ConnectError(f"{host} has no address")


class _TimedStream(httpcore.NetworkStream):
    """A connection on which nothing waits longer than the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what came, at most `max_bytes`."""
        return self._stream.read(max_bytes, _left(timeout, self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._stream.write(buffer, _left(timeout, self._deadline))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on encrypted."""
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(timeout, self._deadline))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        """Return what the connection knows of itself."""
        return self._stream.get_extra_info(info)


def _left(timeout: float | None, deadline: float) -> float:
    """Return how many seconds a step may take. Raises the time-out of httpcore where none are left."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the deadline has passed")
    return min(left, _PATIENCE if timeout is None else timeout)


def _looked_up(host: str, port: int, *, silent: bool = False) -> list[str]:
    """Return the numeric addresses of a host. Raises httpcore.ConnectError, or returns none where `silent`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        if silent:
            return []
        raise httpcore.ConnectError(f"no host {host}: {error}") from error
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _refuse_private(found: str, host: str, options: FetchOptions) -> None:
    if not options.allow_private and is_private(ipaddress.ip_address(found.partition("%")[0])):
        raise SourceNotFound(
            f"{host}: an address of this machine or its own network ({found}), which is fetched only if asked for; "
            "say --allow-private if you mean it"
        )


# -- what a server says ------------------------------------------------------------------------------------------------


def _condition(validator: str) -> dict[str, str]:
    if not validator:
        return {}
    return {"if-none-match" if validator.startswith(('"', "W/")) else "if-modified-since": validator}


def _validator(response: httpx.Response) -> str:
    """Return what to ask by whether a page changed, "" where there is nothing to ask by."""
    return str(response.headers.get("etag") or response.headers.get("last-modified") or "")


def _suffix(response: httpx.Response, address: str) -> str:
    """Return what a server calls the format of its answer, "" where nobody says: then the bytes tell.

    Servers call many formats of text plain; there the address, or the name to save it by, says more.
    """
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    saved_as = _FILE_NAME.search(response.headers.get("content-disposition", ""))
    names = (saved_as.group(1) if saved_as else "", urlsplit(str(response.url)).path, urlsplit(address).path)
    named = next(filter(None, (PurePosixPath(unquote(name)).suffix.lower() for name in names)), "")
    if kind == "text/plain" and named not in ("", ".htm", ".html", ".php", ".asp", ".aspx", ".jsp"):
        return named
    return _SUFFIX_OF_TYPE.get(kind) or named


def _reason(error: Exception) -> str:
    return without_secrets(str(error)) or type(error).__name__
