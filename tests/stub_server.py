"""A small chat server on 127.0.0.1 that speaks the protocols of OpenAI, Anthropic (SSE) and Ollama (NDJSON), as told.

It answers each request with the next of its scripted replies, and remembers what it was asked.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self, cast

MODEL = "stub-1"


@dataclass(frozen=True)
class Reply:
    """What the server does with one request.

    `text` may be worked out from what was asked. `cut` ends the connection after so many tokens: quietly, or with
    `broken` against the rules of HTTP. `first` and `pause` are seconds before the first token and between tokens.
    """

    text: str | Callable[[str], str] = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    error: str = "scripted"
    code: str | None = None
    finish: str = "stop"
    cut: int | None = None
    broken: bool = False
    first: float = 0.0
    pause: float = 0.0


@dataclass(frozen=True)
class Received:
    """One request, as it came."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def prompt(self) -> str:
        system = [self.body["system"]] if "system" in self.body else []  # as Anthropic has it
        return "\n\n".join(str(text) for text in (*system, *(one["content"] for one in self.body["messages"])))


class StubServer:
    """Answers with the scripted replies in order; the last one is repeated."""

    def __init__(self, *replies: Reply, context: int | None = 8192) -> None:
        self.replies: list[Reply] = list(replies)
        self.context = context
        self.received: list[Received] = []
        self.first_token_at = 0.0
        self._http = _Http(self)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def openai_url(self) -> str:
        return f"{self.url}/v1"

    @property
    def asked(self) -> list[Received]:
        """The questions, without what was asked about the model itself."""
        return [one for one in self.received if one.path in _PROTOCOLS]

    def next_reply(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def tokens_of(text: str) -> list[str]:
    """Words with the blank before them, brackets and digits apart: as a model's tokens fall."""
    return re.findall(r"\s*[A-Za-z]+|\s*\d|\s*[^\sA-Za-z\d]|\s+", text)


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, stub: StubServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stub = stub


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def _stub(self) -> StubServer:
        return cast("_Http", self.server).stub

    def log_message(self, *_: object) -> None:  # keep quiet
        pass

    def do_GET(self) -> None:
        self._remember({})
        entry = {"id": MODEL, "object": "model"} | (
            {"max_model_len": self._stub.context} if self._stub.context is not None else {}
        )
        self._send(200, {"object": "list", "data": [entry]})

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        body = json.loads(self.rfile.read(length) or b"{}")
        self._remember(body)
        if self.path == "/api/show":
            info = {"general.architecture": "stub"} | (
                {"stub.context_length": self._stub.context} if self._stub.context is not None else {}
            )
            self._send(200, {"model_info": info, "details": {}, "capabilities": ["completion"]})
            return
        reply = self._stub.next_reply()
        if reply.status != 200:
            self._refuse(reply)
            return
        self._stream(reply, _PROTOCOLS[self.path])

    def _remember(self, body: Mapping[str, Any]) -> None:
        self._stub.received.append(
            Received(self.path, {name.lower(): text for name, text in self.headers.items()}, body)
        )

    def _send(self, status: int, value: object, headers: Mapping[str, str] | None = None) -> None:
        content = json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"content-type": "application/json", **(headers or {})}.items():
            self.send_header(name, text)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _refuse(self, reply: Reply) -> None:
        time.sleep(reply.first)
        error: object = {"message": reply.error, "type": "scripted", "code": reply.code}
        self._send(reply.status, {"error": reply.error if self.path == "/api/chat" else error}, reply.headers)

    def _stream(self, reply: Reply, protocol: _Protocol) -> None:
        time.sleep(reply.first)
        text = reply.text(self._stub.asked[-1].prompt) if callable(reply.text) else reply.text
        tokens = tokens_of(text)
        self.send_response(200)
        self.send_header("content-type", protocol.content_type)
        if reply.broken:
            self.send_header("transfer-encoding", "chunked")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        self._stub.first_token_at = time.perf_counter()
        try:
            self._write(protocol.begin, chunked=reply.broken)
            for token in tokens[: reply.cut]:
                self._write(protocol.token(token), chunked=reply.broken)
                time.sleep(reply.pause)
            if reply.cut is None:
                for part in protocol.end(reply.finish, len(tokens)):
                    self._write(part, chunked=reply.broken)
        except (BrokenPipeError, ConnectionResetError):  # who asked has heard enough
            return

    def _write(self, part: str, *, chunked: bool) -> None:
        content = part.encode()
        if not content:  # an empty chunk would end it
            return
        self.wfile.write(b"%x\r\n%s\r\n" % (len(content), content) if chunked else content)
        self.wfile.flush()


@dataclass(frozen=True)
class _Protocol:
    content_type: str
    token: Callable[[str], str]
    end: Callable[[str, int], Sequence[str]]
    begin: str = ""


def _event(delta: Mapping[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    value = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": MODEL, "choices": [choice]}
    return f"data: {json.dumps(value)}\n\n"


def _openai_end(finish: str, tokens: int) -> Sequence[str]:
    usage = {"prompt_tokens": 1, "completion_tokens": tokens, "total_tokens": tokens + 1}
    counted = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": MODEL, "choices": []}
    return (_event({}, finish), f"data: {json.dumps(counted | {'usage': usage})}\n\n", "data: [DONE]\n\n")


def _line(content: str, **rest: object) -> str:
    value = {"model": MODEL, "created_at": "2026-01-01T00:00:00Z", "message": {"role": "assistant", "content": content}}
    return json.dumps(value | ({"done": False} | rest)) + "\n"


def _ollama_end(finish: str, tokens: int) -> Sequence[str]:
    return (_line("", done=True, done_reason=finish, eval_count=tokens, prompt_eval_count=1),)


def _named(name: str, **rest: object) -> str:
    return f"event: {name}\ndata: {json.dumps({'type': name} | rest)}\n\n"


def _anthropic_end(finish: str, tokens: int) -> Sequence[str]:
    reason = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}[finish]
    return (
        _named("content_block_stop", index=0),
        _named("message_delta", delta={"stop_reason": reason}, usage={"output_tokens": tokens}),
        _named("message_stop"),
    )


_OPENAI = _Protocol("text/event-stream", lambda token: _event({"role": "assistant", "content": token}), _openai_end)
_OLLAMA = _Protocol("application/x-ndjson", _line, _ollama_end)
_ANTHROPIC = _Protocol(
    "text/event-stream",
    lambda token: _named("content_block_delta", index=0, delta={"type": "text_delta", "text": token}),
    _anthropic_end,
    _named(
        "message_start",
        message={"id": "1", "type": "message", "role": "assistant", "model": MODEL, "content": []}
        | {"stop_reason": None, "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 0}},
    )
    + _named("content_block_start", index=0, content_block={"type": "text", "text": ""}),
)
_PROTOCOLS = {"/v1/chat/completions": _OPENAI, "/v1/messages": _ANTHROPIC, "/api/chat": _OLLAMA}


@contextmanager
def stub(*replies: Reply | str, context: int | None = 8192) -> Iterator[StubServer]:
    """A running server that says these things, one after the other."""
    with StubServer(*(Reply(one) if isinstance(one, str) else one for one in replies), context=context) as server:
        yield server
