from __future__ import annotations

from urllib.parse import urlsplit

import httpx


def test_the_description_of_the_api_names_our_routes_and_no_others(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()

    assert sorted(described["paths"]) == [
        "/health",
        "/metrics",
        "/ready",
        "/v1/chat/completions",
        "/v1/conversations",
        "/v1/conversations/{conversation}",
        "/v1/conversations/{conversation}/export",
        "/v1/documents",
        "/v1/documents/{document_id}",
        "/v1/models",
        "/v1/models/{model}",
        "/v1/responses",
        "/v1/search",
    ]
    assert client.get("/docs").status_code == 404


def test_the_description_of_the_api_is_a_page_too_that_runs_no_script(client: httpx.Client) -> None:
    page = client.get("/api")

    assert "<code>POST /v1/search</code>" in page.text
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_the_page_of_a_document_marks_only_what_is_inside_its_text(client: httpx.Client) -> None:
    address = client.get("/v1/documents").json()["data"][0]["url"]
    path = urlsplit(address).path

    assert "<mark" in client.get(f"{path}?start=0&end=4").text
    assert "<mark" not in client.get(f"{path}?start=5&end=2").text
    assert "<mark" not in client.get(f"{path}?start=-3&end=99999999").text
    assert client.get("/documents/unknown").status_code == 404
    assert client.get(f"{path}?revision=unknown").status_code == 404


def test_a_link_to_a_document_that_is_gone_is_told_by_a_page_in_the_visitor_s_language(client: httpx.Client) -> None:
    gone = client.get("/documents/unknown", headers={"accept-language": "de"})

    assert gone.headers["content-type"].startswith("text/html")
    assert "kein solches Dokument" in gone.text


def test_what_a_request_lacks_is_told_with_its_place_in_the_language_that_it_asks_for(client: httpx.Client) -> None:
    lacking = client.post("/v1/search", json={}).json()["error"]
    foreign = client.post("/v1/search", json={}, headers={"accept-language": "de"}).json()["error"]

    assert lacking["message"] == "query: not what is taken here (Field required)"
    assert (lacking["param"], lacking["code"]) == ("query", "malformed")
    assert foreign["message"] == "query: nicht, was hier angenommen wird (Field required)"
