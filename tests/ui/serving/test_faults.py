from __future__ import annotations

import json

import pytest

from assistant.errors import ModelError
from ui.serving.faults import AnswerCut, AnswerFailed, Fault, ServerBusy, fault_of, to_object, to_response
from vectorstore.errors import LibraryLocked, UnknownDocument


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (UnknownDocument("d1"), 404, "document_not_found"),
        (LibraryLocked("locked"), 409, "library_locked"),
        (ServerBusy("busy"), 503, "server_busy"),
        (AnswerCut("cut"), 503, "answer_cut"),
        (AnswerFailed(), 500, "internal_error"),
        (ModelError("gone"), 400, "cannot_be_done"),
        (KeyError("secret"), 500, "internal_error"),
    ],
)
def test_an_error_becomes_a_fault(error: Exception, status: int, code: str) -> None:
    fault = fault_of(error)

    assert (fault.status, fault.code) == (status, code)
    assert "secret" not in str(fault)


def test_a_fault_has_the_form_of_openais_errors() -> None:
    assert to_object(Fault(404, "no such model", code="model_not_found", param="model")) == {
        "error": {
            "message": "no such model",
            "type": "not_found_error",
            "param": "model",
            "code": "model_not_found",
        }
    }


def test_who_comes_too_early_is_told_when_to_come_again_and_a_stranger_how() -> None:
    busy, stranger = to_response(Fault(503, "busy")), to_response(Fault(401, "who?"))

    assert busy.headers["retry-after"] == "5"
    assert stranger.headers["www-authenticate"] == "Bearer"
    assert json.loads(bytes(busy.body))["error"]["type"] == "server_error"
