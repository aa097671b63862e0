"""Responses: the same answers in the form of OpenAI's newer API. Nothing is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from itertools import count

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from ui.serving.asked import ResponseRequest
from ui.serving.faults import Fault
from ui.serving.replying import Finished, Reply, reply_to, streamed
from ui.serving.serving import Served
from ui.serving.streaming import event

_Values = dict[str, object]


def response_routes(served: Served) -> APIRouter:
    """Return the route of responses."""
    routes = APIRouter(prefix="/v1", tags=["questions"])

    @routes.post("/responses")
    async def responses(body: ResponseRequest, request: Request) -> Response:
        """Answer in the form of OpenAI's responses; nothing is stored."""
        reply = reply_to(served, body, body.question(), request)
        if body.stream:
            return streamed(_events(reply))
        return JSONResponse(_completed(reply, await reply.whole()))

    return routes


async def _events(reply: Reply) -> AsyncIterator[str]:
    """Yield the answer as the events of a response, numbered."""
    numbers = count()
    head = _head(reply, "in_progress", [])
    item = {**_item(reply, []), "status": "in_progress"}
    yield _event(numbers, "response.created", {"response": head})
    yield _event(numbers, "response.in_progress", {"response": head})
    yield _event(numbers, "response.output_item.added", {"output_index": 0, "item": item})
    yield _event(numbers, "response.content_part.added", {**_place(reply), "part": _part("", [])})
    async for piece in reply.pieces():
        if isinstance(piece, str):
            yield _event(numbers, "response.output_text.delta", {**_place(reply), "delta": piece, "logprobs": []})
            continue
        last = _failure(reply, piece) if isinstance(piece, Fault) else _ending(reply, piece)
        for kind, value in last:
            yield _event(numbers, kind, value)


def _ending(reply: Reply, finished: Finished) -> Iterator[tuple[str, _Values]]:
    """Yield what follows the text: each annotation, the part, the item and the response, done."""
    place, annotations = _place(reply), reply.annotations(finished)
    for number, one in enumerate(annotations):
        yield "response.output_text.annotation.added", {**place, "annotation_index": number, "annotation": one}
    part = _part(finished.text, annotations)
    yield "response.output_text.done", {**place, "text": finished.text, "logprobs": []}
    yield "response.content_part.done", {**place, "part": part}
    yield "response.output_item.done", {"output_index": 0, "item": _item(reply, [part])}
    yield "response.completed", {"response": _completed(reply, finished)}


def _failure(reply: Reply, fault: Fault) -> Iterator[tuple[str, _Values]]:
    failed = {**_head(reply, "failed", []), "error": {"code": "server_error", "message": str(fault)}}
    yield "response.failed", {"response": failed}


def _completed(reply: Reply, finished: Finished) -> _Values:
    asked, said = reply.words(finished)
    usage = {
        "input_tokens": asked,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": said,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": asked + said,
    }
    part = _part(finished.text, reply.annotations(finished))
    known = reply.all_known(finished.answer)
    return {**_head(reply, "completed", [_item(reply, [part])]), "usage": usage, "sourcechat": known}


def _head(reply: Reply, status: str, output: list[_Values]) -> _Values:
    return {
        "id": f"resp_{reply.id}",
        "object": "response",
        "created_at": reply.created,
        "status": status,
        "error": None,
        "incomplete_details": None,
        "instructions": None,
        "model": reply.model,
        "output": output,
        "parallel_tool_calls": False,
        "tool_choice": "none",
        "tools": [],
        "metadata": {},
    }


def _item(reply: Reply, content: list[_Values]) -> _Values:
    return {
        "id": f"msg_{reply.id}",
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": content,
    }


def _part(text: str, annotations: list[_Values]) -> _Values:
    return {"type": "output_text", "text": text, "annotations": annotations, "logprobs": []}


def _place(reply: Reply) -> _Values:
    return {"item_id": f"msg_{reply.id}", "output_index": 0, "content_index": 0}


def _event(numbers: Iterator[int], kind: str, value: Mapping[str, object]) -> str:
    return event({"type": kind, "sequence_number": next(numbers), **value}, name=kind)
