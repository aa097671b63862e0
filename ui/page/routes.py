"""The routes of the page: what its script asks for, as HTML and values. Knows HTTP; what is shown is made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from ingest.documents import DocumentId, Revision, Span
from ui.page.answerers import Answerers, settings_object, try_model
from ui.page.asking import AskBody, Asking, put
from ui.page.chat import transcript, welcome
from ui.page.choices import Choices
from ui.page.document_list import listing
from ui.page.inspecting import considered_html, trace_html
from ui.page.looking import Looked, look
from ui.page.originals import PageDrawings, original_of
from ui.page.source import source_html
from ui.page.texts import for_script, say
from ui.page.watch_list import watch_list
from ui.serving.faults import Fault
from ui.serving.guarding import PASSED_ON
from ui.serving.hosts import citation_path
from ui.serving.languages import language_spoken, told
from ui.serving.marking import footnotes, mark
from ui.serving.owner import NOBODY, Owner
from ui.serving.ratings import Rating
from ui.serving.replying import check_documents, link_of, streamed, user_of
from ui.serving.serving import ListedRecord, Served
from ui.serving.watches import Watches, folders_like
from vectorstore.errors import UnknownDocument

_STILL = "private, max-age=3600"
_MARKS = r"^(\d+-\d+(,\d+-\d+){0,99})?$"


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page works with: what is served, the pipeline that answers as a visitor chose, and watched folders.

    `watches` is None where no folders are watched, `owner` tells who may say which.
    """

    served: Served
    answerers: Answerers
    watches: Watches | None = None
    owner: Owner = NOBODY
    pictures: PageDrawings = field(default_factory=PageDrawings)


class FolderBody(BaseModel):
    """A folder of this machine to watch."""

    model_config = ConfigDict(extra="forbid")
    path: Annotated[str, Field(min_length=1, max_length=4_000)]


class PauseBody(BaseModel):
    """Whether the watch of a folder rests."""

    model_config = ConfigDict(extra="forbid")
    paused: bool


class AddressBody(BaseModel):
    """A web address to take in."""

    model_config = ConfigDict(extra="forbid")
    address: Annotated[str, Field(min_length=1, max_length=2_000)]


def page_routes(desk: Desk) -> APIRouter:
    """Return the routes of the page."""
    routes = APIRouter(prefix="/page", include_in_schema=False)
    _conversing(routes, desk)
    _turning(routes, desk)
    _reading(routes, desk)
    _shelving(routes, desk)
    _watching(routes, desk)
    _rating(routes, desk)
    _choosing(routes, desk)
    _inspecting(routes, desk)
    return routes


# -- the conversation --------------------------------------------------------------------------------------------------


def _conversing(routes: APIRouter, desk: Desk) -> None:
    served = desk.served

    @routes.get("/words")
    def words() -> Response:
        return Response(for_script(language_spoken()), media_type="application/json")

    @routes.get("/welcome")
    def greeted(request: Request) -> HTMLResponse:
        is_empty = not served.assistant.library.documents()
        suggestions = served.assistant.suggestions()
        return HTMLResponse(welcome(suggestions, is_empty=is_empty, may_watch=_may_watch(desk, request)))

    @routes.get("/conversations/{conversation}")
    def conversation(conversation: str, request: Request) -> JSONResponse:
        found = served.conversations.read(user_of(request), conversation)
        return JSONResponse({"name": found.summary.name, "html": transcript(found.exchanges, found.numbers)})

    @routes.post("/ask")
    async def ask(body: AskBody, request: Request) -> StreamingResponse:
        if body.kind != "again" and not body.question.strip():
            raise Fault(400, "there is no question", code="no_question")
        check_documents(served, body.documents)
        pipeline = await run_in_threadpool(desk.answerers.pipeline_for, body.choices)
        count = len(served.assistant.library.documents())
        place = await run_in_threadpool(lambda: put(served.conversations, user_of(request), body, documents=count))
        return streamed(Asking(served.conversations, served.answering, pipeline, place).events())


def _turning(routes: APIRouter, desk: Desk) -> None:
    served = desk.served

    @routes.delete("/conversations/{conversation}/{number}")
    def removed(conversation: str, number: int, request: Request) -> Response:
        served.conversations.cut(user_of(request), conversation, number, only=True)
        return Response(status_code=204)

    @routes.get("/conversations/{conversation}/{number}/text")
    def text(conversation: str, number: int, request: Request) -> Response:
        exchange = served.conversations.read_one(user_of(request), conversation, number)
        if exchange.answer is None:
            return Response(exchange.message, media_type="text/plain")
        link = link_of(served, request)
        below = footnotes(exchange.answer.citations, lambda citation: link(citation_path(citation)))
        return Response(mark(exchange.answer).text + below, media_type="text/plain")


# -- the source --------------------------------------------------------------------------------------------------------


def _reading(routes: APIRouter, desk: Desk) -> None:
    library = desk.served.assistant.library

    @routes.get("/sources/{document}")
    def source(  # noqa: PLR0913, PLR0917 - each is a part of the address
        document: str,
        revision: str = "",
        start: int = 0,
        end: int = 0,
        marks: Annotated[str, Query(pattern=_MARKS)] = "",
        view: Literal["", "page", "text"] = "",
        page: int | None = None,
        whole: bool = False,  # noqa: FBT001, FBT002 - a part of the address
    ) -> HTMLResponse:
        spans = [Span(*map(int, one.split("-"))) for one in marks.split(",") if one]
        looked = Looked(
            DocumentId(document), Revision(revision), Span(start, end), tuple(spans), view, page, whole=whole
        )
        try:
            return HTMLResponse(source_html(look(library, desk.pictures, looked)))
        except UnknownDocument as error:
            raise Fault(404, say("source.gone"), code="document_not_found") from error

    @routes.get("/pictures/{document}/{number}")
    def picture(document: str, number: int) -> Response:
        record = _record(desk.served, document)
        path = desk.pictures.of(record)
        if path is None:
            raise Fault(404, say("original.gone"), code="original_gone")
        return Response(desk.pictures.draw(path, number).png, media_type="image/png", headers={"Cache-Control": _STILL})

    @routes.get("/originals/{document}")
    def original(document: str) -> FileResponse:
        path = original_of(_record(desk.served, document))
        if path is None:
            raise Fault(404, say("original.gone"), code="original_gone")
        # To be kept, never to be shown: nothing of a document is run or drawn by a browser from our address.
        return FileResponse(path, media_type="application/octet-stream", filename=path.name)


# -- the library -------------------------------------------------------------------------------------------------------


def _shelving(routes: APIRouter, desk: Desk) -> None:
    served = desk.served

    @routes.get("/library")
    def shelves(request: Request, known: int = -1) -> Response:
        library, may_watch = served.assistant.library, _may_watch(desk, request)
        folders = desk.watches.folders() if desk.watches is not None else ()
        watched = {"watched": watch_list(folders, is_owner=may_watch), "may_watch": may_watch}
        if known == library.generation:
            return JSONResponse({"generation": known, **watched})
        return JSONResponse({**listing(library, served.assistant.uploads), **watched})

    @routes.post("/addresses")
    def address(body: AddressBody) -> JSONResponse:
        report = served.assistant.ingest([body.address.strip()])
        if report.failed and not (report.added or report.updated):
            raise Fault(400, report.failed[0].message, code="cannot_be_read")
        unchanged = (*report.unchanged, *report.copied)
        done = {"added": report.added, "updated": report.updated, "unchanged": unchanged}
        failed = [{"name": one.location, "message": told(one.message)} for one in report.failed]
        return JSONResponse({**{word: list(which) for word, which in done.items()}, "failed": failed})


# -- watched folders ---------------------------------------------------------------------------------------------------


def _watching(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/folders")
    def folders(request: Request, typed: Annotated[str, Query(max_length=4_000)] = "") -> JSONResponse:
        _watches(desk, request)
        return JSONResponse(folders_like(typed))

    @routes.post("/watched")
    def add(body: FolderBody, request: Request) -> JSONResponse:
        added = _watches(desk, request).add(body.path)
        return JSONResponse({"id": added.id, "name": added.path.name}, 201)

    @routes.patch("/watched/{folder}")
    def pause(folder: str, body: PauseBody, request: Request) -> Response:
        watches = _watches(desk, request)
        (watches.pause if body.paused else watches.resume)(folder)
        return Response(status_code=204)

    @routes.post("/watched/{folder}/look")
    def look_again(folder: str, request: Request) -> Response:
        _watches(desk, request).look(folder)
        return Response(status_code=204)

    @routes.delete("/watched/{folder}")
    def end(folder: str, request: Request) -> Response:
        _watches(desk, request).end(folder)
        return Response(status_code=204)


def _may_watch(desk: Desk, request: Request) -> bool:
    scope = request.scope
    if desk.watches is None or scope.get(PASSED_ON, True):
        return False
    return desk.owner.is_at(scope.get("client"), scope.get("server"))


def _watches(desk: Desk, request: Request) -> Watches:
    """Return the watched folders for whoever may change them. Raises Fault for anybody else."""
    if desk.watches is None or not _may_watch(desk, request):
        raise Fault(403, say("watch.not.yours"), code="not_the_owner")
    return desk.watches


# -- ratings, settings, inspection -------------------------------------------------------------------------------------


class RatingBody(BaseModel):
    """What a visitor thinks of an answer; without a thumb it is taken back."""

    model_config = ConfigDict(extra="forbid")
    thumb: Literal["", "good", "bad"]
    reason: Literal["", "wrong", "missing", "citation", "answerable", "unanswerable"] = ""
    note: Annotated[str, Field(max_length=2_000)] = ""


def _rating(routes: APIRouter, desk: Desk) -> None:
    served = desk.served

    @routes.get("/conversations/{conversation}/ratings")
    def rated(conversation: str, request: Request) -> JSONResponse:
        ratings = served.ratings.of(user_of(request), conversation)
        return JSONResponse({str(number): rating.thumb for number, rating in ratings.items()})

    @routes.put("/conversations/{conversation}/{number}/rating")
    def rate(conversation: str, number: int, body: RatingBody, request: Request) -> Response:
        rating = Rating(body.thumb, body.reason, body.note) if body.thumb else None
        served.ratings.rate(user_of(request), conversation, number, rating)
        return Response(status_code=204)


def _choosing(routes: APIRouter, desk: Desk) -> None:
    assistant = desk.served.assistant

    @routes.get("/settings")
    def settings() -> JSONResponse:
        return JSONResponse(settings_object(assistant))

    @routes.post("/models/test")
    def test(body: Choices) -> JSONResponse:
        return JSONResponse({"seconds": try_model(assistant, body, desk.answerers.servers)})


class InspectBody(BaseModel):
    """The answer that is looked into, and words of a source that it might have been."""

    model_config = ConfigDict(extra="forbid")
    conversation: str
    turn: int
    text: Annotated[str, Field(max_length=5_000)] = ""
    choices: Choices = Choices()


def _inspecting(routes: APIRouter, desk: Desk) -> None:
    served = desk.served

    @routes.post("/inspection")
    def inspected(body: InspectBody, request: Request) -> HTMLResponse:
        exchange = served.conversations.read_one(user_of(request), body.conversation, body.turn)
        if exchange.answer is None:
            raise Fault(400, say("inspect.none"), code="no_answer")
        explainer = desk.answerers.explainer_for(body.choices)
        documents = [DocumentId(one) for one in exchange.chosen]
        if body.text.strip():
            return HTMLResponse(trace_html(explainer.explain(exchange.answer, body.text, documents)))
        return HTMLResponse(considered_html(explainer.considered(exchange.answer, documents)))


def _record(served: Served, document: str) -> ListedRecord:
    for record in served.assistant.library.documents():
        if record.id == document:
            return record
    raise Fault(404, f"{document}: no such document", code="document_not_found")
