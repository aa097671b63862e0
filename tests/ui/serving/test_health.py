from __future__ import annotations

import json
import logging

import httpx
import pytest

from ui.serving.health import log_as_json
from ui.serving.state import State


def test_it_lives_before_it_is_ready_and_says_why_it_is_not(client: httpx.Client, state: State) -> None:
    ready = client.get("/ready")
    state.trouble = "the weights are damaged"
    failed = client.get("/ready")

    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})
    assert (failed.status_code, failed.json()["message"]) == (503, "the weights are damaged")
    assert client.get("/health").json() == {"status": "ok", "documents": 1}


def test_numbers_name_routes_and_no_documents(client: httpx.Client) -> None:
    client.get("/v1/documents/secret-name")

    page = client.get("/metrics").text

    assert 'sourcechat_requests_total{method="GET",route="/v1/documents/{document_id}",status="404"} 1.0' in page
    assert "secret-name" not in page
    assert "sourcechat_documents 1.0" in page


def test_the_log_is_lines_of_json_without_a_word_of_what_was_asked(
    client: httpx.Client, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    before = (root.handlers[:], logging.getLogger("ui.serving.health").level)
    try:
        tell = log_as_json()
        tell("100 % done, {as} it says")
        client.post("/v1/search?key=hidden", json={"query": "kettle founded"})
        logging.getLogger("other").warning("careful")
    finally:
        root.handlers[:] = before[0]
        logging.getLogger("ui.serving.health").setLevel(before[1])

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    request = next(line for line in lines if "method" in line)
    assert (request["method"], request["route"], request["status"]) == ("POST", "/v1/search", 200)
    assert lines[0]["message"] == "100 % done, {as} it says"
    assert any(line["message"] == "careful" and line["level"] == "warning" for line in lines)
    assert not any(word in json.dumps(lines) for word in ("kettle", "hidden"))
