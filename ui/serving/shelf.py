"""Documents and searches over HTTP: what the library holds, files taken in and given up, passages for a query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from ingest.documents import DocumentId
from ui.serving.asked import SearchRequest
from ui.serving.faults import Fault
from ui.serving.languages import told
from ui.serving.objects import document_object, passage_object
from ui.serving.replying import check_documents, link_of
from ui.serving.serving import ListedRecord, Served
from ui.serving.uploads import Receiver, Uploaded, forget_upload
from vectorstore.reports import MirrorReport

_MOST_LISTED = 1_000
_FILES = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                    "required": ["file"],
                }
            }
        },
    }
}


def shelf_routes(served: Served) -> APIRouter:
    """Return the routes of documents and searches."""
    routes = APIRouter(prefix="/v1", tags=["documents"])
    _add_reading(routes, served)
    _add_changing(routes, served)
    _add_searching(routes, served)
    return routes


def _add_reading(routes: APIRouter, served: Served) -> None:
    @routes.get("/documents")
    def documents(
        request: Request,
        limit: Annotated[int, Query(ge=1, le=_MOST_LISTED)] = 100,
        after: str = "",
    ) -> JSONResponse:
        """List the documents by title; `after` is the last id of the page before."""
        records = served.assistant.library.documents()
        start = next((place + 1 for place, record in enumerate(records) if record.id == after), 0)
        page, link = records[start : start + limit], link_of(served, request)
        return JSONResponse(
            {
                "object": "list",
                "data": [document_object(record, link) for record in page],
                "has_more": start + limit < len(records),
                "total": len(records),
            }
        )

    @routes.get("/documents/{document_id}")
    def document(document_id: str, request: Request) -> JSONResponse:
        """Return a document with its text as it was read."""
        record = _find(served, document_id)
        text = served.assistant.library.text(record.id, record.revision)
        return JSONResponse({**document_object(record, link_of(served, request)), "text": text})


def _add_changing(routes: APIRouter, served: Served) -> None:
    @routes.post("/documents", status_code=201, openapi_extra=_FILES)
    async def add(request: Request) -> JSONResponse:
        """Take files in; each is a part of the form. Two files of one name are both kept."""
        with Receiver(served.assistant.uploads, served.uploads) as receiver:
            came = await receiver.receive(request.headers.get("content-type", ""), request.stream())
        return await run_in_threadpool(_take_in, served, came, request)

    @routes.delete("/documents/{document_id}")
    def remove(document_id: str) -> JSONResponse:
        """Remove a document from the library; a file that was uploaded goes too, any other stays where it is."""
        record = _find(served, document_id)
        uris = served.assistant.library.ledger.of_document(record.id)
        served.assistant.remove(record.id)
        for uri in uris:
            forget_upload(uri, served.assistant.uploads)
        return JSONResponse({"id": record.id, "object": "document", "deleted": True})


def _add_searching(routes: APIRouter, served: Served) -> None:
    @routes.post("/search")
    def search(body: SearchRequest, request: Request) -> JSONResponse:
        """Return the passages that are nearest to a query, best first."""
        check_documents(served, body.documents)
        chosen = [DocumentId(one) for one in body.documents]
        found = served.assistant.library.search(body.query, limit=body.limit, documents=chosen)
        link = link_of(served, request)
        return JSONResponse({"object": "list", "data": [passage_object(one, link) for one in found]})


def take_in(served: Served, came: Sequence[Uploaded]) -> MirrorReport:
    """Take files that came into the library; what cannot be read is not kept. Raises LibraryLocked."""
    try:
        return served.assistant.ingest([str(one.path) for one in came])
    finally:
        known = _documents_of(served, came)
        for one in came:
            if one.uri not in known:
                forget_upload(one.uri, served.assistant.uploads)


def _documents_of(served: Served, came: Sequence[Uploaded]) -> dict[str, DocumentId]:
    """Return which document each file became, by its address; of equal files several are one."""
    found = served.assistant.library.ledger.at([one.uri for one in came])
    return {uri: known.document_id for uri, known in found.items() if known.document_id is not None}


def _take_in(served: Served, came: Sequence[Uploaded], request: Request) -> JSONResponse:
    report = take_in(served, came)
    link, ids = link_of(served, request), set(_documents_of(served, came).values())
    records = [one for one in served.assistant.library.documents() if one.id in ids]
    kept = [document_object(record, link) for record in records]
    failed = [{"name": one.location, "message": told(one.message)} for one in report.failed]
    if not kept and failed:
        raise Fault(400, "; ".join(one["message"] for one in failed), code="cannot_be_read", param="file")
    status = 201 if report.added or report.updated else 200
    unchanged = (*report.unchanged, *report.copied)
    names = {"added": report.added, "updated": report.updated, "unchanged": unchanged}
    done = {word: list(which) for word, which in names.items()}
    return JSONResponse({"object": "list", "data": kept, **done, "failed": failed}, status)


def _find(served: Served, document_id: str) -> ListedRecord:
    for record in served.assistant.library.documents():
        if record.id == document_id:
            return record
    raise Fault(404, f"{document_id}: no such document; see /v1/documents", code="document_not_found")
