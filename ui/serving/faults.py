"""Faults: what is told when a request cannot be done, in the form that OpenAI's clients understand.

The message is in the language of whoever asks, `code` is for programs. Knows statuses and words; never a route.
"""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from assistant.errors import AssistantError
from ingest.errors import SourcechatError
from ui.serving.languages import told
from vectorstore.errors import LibraryAway, LibraryLocked, UnknownDocument

_KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    409: "conflict_error",
    413: "invalid_request_error",
    415: "invalid_request_error",
    429: "rate_limit_error",
}
_BUSY_FOR = "5"  # seconds that a client is asked to wait


class Fault(SourcechatError):
    """A request cannot be done; `code` is a word for programs, `param` the part of the request that is at fault."""

    def __init__(self, status: int, message: str, *, code: str = "", param: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.param = param


class ServerBusy(AssistantError):
    """As many questions wait as may wait."""


class ServerStopping(AssistantError):
    """The server is being stopped, and takes no more questions."""


class AnswerFailed(AssistantError):
    """A bug ended an answer; the log has it."""

    def __init__(self) -> None:
        super().__init__("Something went wrong on our side; the question was not answered. Please try again.")


class AnswerCut(AssistantError):
    """The server was stopped before the answer was whole."""


def fault_of(error: Exception) -> Fault:
    """Return an error of ours, or anything else, as a fault; what else it is stays in the log."""
    if isinstance(error, Fault):
        return error
    for kind, status, code in _STATUSES:
        if isinstance(error, kind):
            return Fault(status, str(error), code=code)
    return Fault(500, "something went wrong on our side; the server's log says what", code="internal_error")


_STATUSES: Sequence[tuple[type[Exception], int, str]] = (
    (UnknownDocument, 404, "document_not_found"),
    (LibraryLocked, 409, "library_locked"),
    (LibraryAway, 503, "library_away"),
    (ServerBusy, 503, "server_busy"),
    (ServerStopping, 503, "server_stopping"),
    (AnswerCut, 503, "answer_cut"),
    (AnswerFailed, 500, "internal_error"),
    (SourcechatError, 400, "cannot_be_done"),
)


def to_object(fault: Fault) -> dict[str, object]:
    """Return a fault as OpenAI's object `error`, in the language that is spoken."""
    kind = _KINDS.get(fault.status, "server_error")
    return {
        "error": {"message": told(str(fault)), "type": kind, "param": fault.param or None, "code": fault.code or None},
    }


def to_response(fault: Fault) -> JSONResponse:
    """Return a fault as the answer to a request."""
    headers = {"Retry-After": _BUSY_FOR} if fault.status in {429, 503} else {}
    if fault.status == 401:  # noqa: PLR2004 - the statuses of HTTP are their own names
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(to_object(fault), fault.status, headers)


def add_faults(app: FastAPI) -> None:
    """Let an application answer with faults whatever goes wrong in its own routes."""

    async def ours(_request: Request, error: Exception) -> JSONResponse:
        return to_response(fault_of(error))

    async def malformed(_request: Request, error: Exception) -> JSONResponse:
        first = error.errors()[0] if isinstance(error, RequestValidationError) else {"loc": (), "msg": str(error)}
        place = ".".join(str(part) for part in first["loc"] if part != "body")
        message = f"{place or 'the request'}: not what is taken here ({first['msg']})"
        return to_response(Fault(400, message, code="malformed", param=place))

    async def plain(_request: Request, error: Exception) -> JSONResponse:
        status = error.status_code if isinstance(error, HTTPException) else 500
        said = str(error.detail) if isinstance(error, HTTPException) else str(error)
        return to_response(Fault(status, said))

    app.add_exception_handler(Exception, ours)
    app.add_exception_handler(SourcechatError, ours)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(HTTPException, plain)
