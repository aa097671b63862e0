from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import gettempdir

import httpx
import pytest

from assistant.assembly import Assistant
from assistant.errors import DamagedReader
from ui.listening import take_address
from ui.server import serve

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


def test_what_gradio_tells_of_the_page_names_no_folder_of_the_machine_and_no_setting(
    address: str, assistant: Assistant
) -> None:
    told = httpx.get(f"{address}/config").text

    for secret in (Path.cwd(), Path.home(), Path(gettempdir()), assistant.settings.folder, Path(sys.prefix)):
        assert f"{secret}/" not in told
    assert "strictness" not in json.loads(told)


def test_questions_and_additions_in_bursts_leave_no_more_open_than_the_first_did(address: str) -> None:
    opened = []

    def ask(number: int) -> None:
        asked = {"model": "sourcechat", "messages": [{"role": "user", "content": f"When was shop {number} founded?"}]}
        httpx.post(f"{address}/v1/chat/completions", json=asked, timeout=60).raise_for_status()

    for burst in range(6):
        files = [("file", (f"note {burst}.txt", f"Note {burst}\n\nThe lamp of pier {burst} is lit at dusk."))]
        httpx.post(f"{address}/v1/documents", files=files, timeout=60).raise_for_status()
        with ThreadPoolExecutor(8) as askers:
            list(askers.map(ask, range(8 * burst, 8 * burst + 8)))
        opened.append(len(list(Path("/proc/self/fd").iterdir())))
    for document in httpx.get(f"{address}/v1/documents").json()["data"]:
        if document["title"].startswith("Note "):
            httpx.delete(f"{address}/v1/documents/{document['id']}", timeout=60).raise_for_status()

    assert max(opened[2:]) <= max(opened[:2]) + 3, opened


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


class Slow:
    """An assistant whose models are loaded when it is told to."""

    def __init__(self, assistant: Assistant) -> None:
        self.library, self.pipeline = assistant.library, assistant.pipeline
        self.home, self.uploads = assistant.home, assistant.uploads
        self.suggestions, self.ingest, self.remove = assistant.suggestions, assistant.ingest, assistant.remove
        self.may_load, self.loaded = threading.Event(), threading.Event()

    def warm_up(self) -> None:
        self.may_load.wait(60)
        self.loaded.set()


def test_the_page_is_there_before_the_models_are_loaded(assistant: Assistant) -> None:
    slow, listening = Slow(assistant), threading.Event()
    address = take_address("127.0.0.1", 0)
    url = f"http://127.0.0.1:{address.getsockname()[1]}"
    threading.Thread(target=lambda: serve(slow, address, announce=listening.set), daemon=True).start()

    assert listening.wait(60)
    response = httpx.get(url)

    assert (response.status_code, slow.loaded.is_set()) == (200, False)
    slow.may_load.set()
    assert slow.loaded.wait(60)


def test_models_that_cannot_be_loaded_are_told_of_and_the_page_stays(
    assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    class Damaged(Slow):
        def warm_up(self) -> None:
            self.loaded.set()
            raise DamagedReader("reader.onnx: the reader's weights are damaged")

    damaged, address = Damaged(assistant), take_address("127.0.0.1", 0)
    url = f"http://127.0.0.1:{address.getsockname()[1]}"
    threading.Thread(target=lambda: serve(damaged, address, announce=lambda: None), daemon=True).start()

    assert damaged.loaded.wait(60)
    assert httpx.get(f"{url}/health").status_code == 200
    assert "the reader's weights are damaged" in caplog.text
