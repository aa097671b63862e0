"""Conversations over HTTP: listed, searched, read, renamed, deleted and exported, for each user their own."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from ui.serving.conversations import Summary
from ui.serving.exporting import conversation_object, export
from ui.serving.replying import link_of, user_of
from ui.serving.serving import Served

_LONGEST_NAME = 200


class Named(BaseModel):
    """The body of a request that names a conversation."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(max_length=_LONGEST_NAME)] = ""


def conversation_routes(served: Served) -> APIRouter:
    """Return the routes of conversations."""
    routes = APIRouter(prefix="/v1/conversations", tags=["conversations"])
    _add_reading(routes, served)
    _add_changing(routes, served)
    return routes


def _add_reading(routes: APIRouter, served: Served) -> None:
    conversations = served.conversations

    @routes.get("")
    def listed(request: Request, containing: Annotated[str, Query(max_length=_LONGEST_NAME)] = "") -> JSONResponse:
        """List one's conversations, the latest first; `containing` is looked for in names, questions and answers."""
        found = conversations.of(user_of(request), containing)
        return JSONResponse({"object": "list", "data": [_object(one) for one in found]})

    @routes.get("/{conversation}")
    def read(conversation: str, request: Request) -> JSONResponse:
        """Return a conversation with its answers and citations."""
        found = conversations.read(user_of(request), conversation)
        return JSONResponse(conversation_object(found, link_of(served, request)))

    @routes.get("/{conversation}/export")
    def exported(
        conversation: str, request: Request, form: Literal["markdown", "html", "json"] = "markdown"
    ) -> Response:
        """Return a conversation as a file, with quotes, places and revisions."""
        made = export(conversations.read(user_of(request), conversation), form, link_of(served, request))
        disposition = f'attachment; filename="conversation-{conversation[:8]}.{made.suffix}"'
        return Response(made.text, media_type=made.media_type, headers={"Content-Disposition": disposition})


def _add_changing(routes: APIRouter, served: Served) -> None:
    conversations = served.conversations

    @routes.post("", status_code=201)
    def begun(body: Named, request: Request) -> JSONResponse:
        """Begin a conversation; ask in it by its id in the field `sourcechat.conversation` of chat completions."""
        user = user_of(request)
        conversation = conversations.read(user, conversations.begin(user, body.name))
        return JSONResponse(_object(conversation.summary), 201)

    @routes.patch("/{conversation}")
    def renamed(conversation: str, body: Named, request: Request) -> JSONResponse:
        """Give a conversation another name."""
        conversations.rename(user_of(request), conversation, body.name)
        return JSONResponse(_object(conversations.read(user_of(request), conversation).summary))

    @routes.delete("/{conversation}")
    def removed(conversation: str, request: Request) -> JSONResponse:
        """Delete a conversation."""
        conversations.remove(user_of(request), conversation)
        return JSONResponse({"id": conversation, "object": "conversation", "deleted": True})


def _object(summary: Summary) -> dict[str, object]:
    return {
        "id": summary.id,
        "object": "conversation",
        "name": summary.name,
        "began": summary.began.isoformat(),
        "changed": summary.changed.isoformat(),
        "exchanges": summary.exchanges,
    }
