from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from assistant.assembly import Assistant

pytestmark = [
    pytest.mark.model,
]


@pytest.fixture(scope="module")
def address(serve: Callable[[Assistant], str], assistant: Assistant) -> str:
    return serve(assistant)


def test_the_page_is_served_with_headers_that_keep_everything_here(address: str) -> None:
    response = httpx.get(address)

    assert response.status_code == 200
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"


def test_another_host_name_is_refused(address: str) -> None:
    assert httpx.get(address, headers={"Host": "evil.example"}).status_code == 400


def test_a_request_from_another_site_is_refused(address: str) -> None:
    assert httpx.get(address, headers={"Origin": "https://evil.example"}).status_code == 403


def test_health_counts_the_documents(address: str) -> None:
    assert httpx.get(f"{address}/health").json() == {"status": "ok", "documents": 2}


def test_a_document_has_a_page_with_the_quote_marked(address: str, assistant: Assistant) -> None:
    shop = next(record for record in assistant.library.documents() if record.title == "The tea shop")
    text = assistant.library.document(shop.id).text
    start = text.index("It was founded")

    response = httpx.get(f"{address}/documents/{shop.id}?start={start}&end={len(text)}")

    assert '<mark id="quote">It was founded in 1987.</mark>' in response.text


@pytest.mark.parametrize("query", ["", "?start=5&end=2", "?start=-3&end=99999999"])
def test_a_place_outside_the_text_marks_nothing(address: str, assistant: Assistant, query: str) -> None:
    document = assistant.library.documents()[0]

    response = httpx.get(f"{address}/documents/{document.id}{query}")

    assert response.status_code == 200
    assert "<mark" not in response.text.split("<body", 1)[1]


@pytest.mark.parametrize("path", ["/documents/unknown", "/documents/..%2f..%2fetc%2fpasswd"])
def test_an_unknown_document_is_not_found(address: str, path: str) -> None:
    assert httpx.get(address + path).status_code == 404
