"""Chat completions: a library as a model that any client of OpenAI's can use.

Citations come as annotations of type `url_citation`, with the characters of the answer that they prove, and whole in
the field `sourcechat`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from ui.serving.asked import ChatRequest
from ui.serving.faults import Fault, to_object
from ui.serving.objects import nested
from ui.serving.replying import Finished, Reply, check_model, reply_to, streamed
from ui.serving.serving import Served
from ui.serving.streaming import DONE, event


def completion_routes(served: Served) -> APIRouter:
    """Return the routes of models and chat completions."""
    routes = APIRouter(prefix="/v1", tags=["questions"])

    @routes.get("/models")
    def models() -> JSONResponse:
        """List the library as a model."""
        return JSONResponse({"object": "list", "data": [_model(served)]})

    @routes.get("/models/{model:path}")
    def model(model: str) -> JSONResponse:
        """Describe the library as a model."""
        check_model(served, model)
        return JSONResponse(_model(served))

    @routes.post("/chat/completions")
    async def chat_completions(body: ChatRequest, request: Request) -> Response:
        """Answer the last message of a conversation, with citations; `stream` sends the answer as it grows."""
        reply = reply_to(served, body, body.question(), request)
        if body.stream:
            usage = body.stream_options is not None and body.stream_options.include_usage
            return streamed(_chunks(reply, usage=usage))
        return JSONResponse(_completion(reply, await reply.whole()))

    return routes


def _model(served: Served) -> dict[str, object]:
    since = min((record.updated for record in served.assistant.library.documents()), default=None)
    created = int(since.timestamp()) if since is not None else 0
    return {"id": served.model, "object": "model", "created": created, "owned_by": "sourcechat"}


def _completion(reply: Reply, finished: Finished) -> dict[str, object]:
    message = {
        "role": "assistant",
        "content": finished.text,
        "refusal": None,
        "annotations": [nested(one) for one in reply.annotations(finished)],
    }
    return {
        "id": f"chatcmpl-{reply.id}",
        "object": "chat.completion",
        "created": reply.created,
        "model": reply.model,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "usage": _usage(reply, finished),
        "sourcechat": reply.all_known(finished.answer),
    }


async def _chunks(reply: Reply, *, usage: bool) -> AsyncIterator[str]:
    """Yield the answer as chunks: its words, its annotations, what is known of it, and the end."""
    yield _chunk(reply, {"role": "assistant", "content": ""})
    async for piece in reply.pieces():
        if isinstance(piece, Fault):
            yield event(to_object(piece))
            return
        if isinstance(piece, str):
            yield _chunk(reply, {"content": piece})
            continue
        for one in reply.events(piece.answer):
            yield event({"event": one})
        if piece.marks:
            yield _chunk(reply, {"annotations": [nested(one) for one in reply.annotations(piece)]})
        yield _chunk(reply, {}, finish="stop", further={"sourcechat": reply.all_known(piece.answer)})
        if usage:
            yield _chunk(reply, None, further={"usage": _usage(reply, piece)})
    yield DONE


def _chunk(
    reply: Reply,
    delta: Mapping[str, object] | None,
    *,
    finish: str | None = None,
    further: Mapping[str, object] | None = None,
) -> str:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return event(
        {
            "id": f"chatcmpl-{reply.id}",
            "object": "chat.completion.chunk",
            "created": reply.created,
            "model": reply.model,
            "choices": [] if delta is None else [choice],
            **(further or {}),
        }
    )


def _usage(reply: Reply, finished: Finished) -> dict[str, int]:
    asked, said = reply.words(finished)
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}
