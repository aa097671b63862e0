from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from assistant.answers import Answer
from assistant.assembly import Assistant
from assistant.conversation import Question
from ui.handlers import Chain, Shelf
from vectorstore.mirror import MirrorReport, OnProgress

pytestmark = [
    pytest.mark.browser,
    pytest.mark.model,
]

_PATIENCE = 20_000  # milliseconds


@dataclass
class Visit:
    """A page, and every address that it asked for."""

    page: Page
    requests: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        replies = self.page.locator(".reply:not(.pending)").count()
        self.page.fill("#question textarea, #question input", question)
        self.page.click("#ask")
        self.page.locator(".reply:not(.pending)").nth(replies).wait_for(timeout=_PATIENCE)


@pytest.fixture
def visit(browser: Browser, serve: Callable[[Assistant], str], assistant: Assistant) -> Iterator[Visit]:
    """The web chat, opened."""
    page = browser.new_page()
    visit = Visit(page)
    page.on("request", lambda request: visit.requests.append(request.url))
    address = serve(assistant)
    page.goto(address)
    page.wait_for_selector(".welcome", timeout=_PATIENCE)
    yield visit
    page.close()
    assert all(url.startswith((address, "data:", "blob:")) for url in visit.requests)


def test_an_answer_has_a_chip_that_opens_the_source_at_the_quote(visit: Visit) -> None:
    visit.ask("When does the tea shop open?")

    visit.page.locator(".reply .chip").first.click()

    assert "nine" in visit.page.inner_text(".reply")
    assert visit.page.locator("#panel mark").inner_text() == "The tea shop opens at nine o'clock."


def test_a_question_to_try_is_asked_when_pressed(visit: Visit) -> None:
    suggestion = visit.page.locator(".suggestion").first
    question = suggestion.inner_text()

    suggestion.click()

    visit.page.locator(".reply:not(.pending)").first.wait_for(timeout=_PATIENCE)
    assert visit.page.inner_text(".question") == question


def test_a_hostile_document_is_text_and_asks_for_nothing(visit: Visit) -> None:
    visit.ask("What is the launch code of the overlay?")
    visit.page.locator(".reply .chip").first.click()
    panel = visit.page.locator("#panel")

    shown = panel.inner_text()

    assert "<script>" in shown
    assert "![x](http://127.0.0.1:9/x)" in shown
    assert "${1+1} and {{value}}" in shown
    assert visit.page.title() != "taken"
    for hostile in ("#panel script", "#panel img", "#panel form", "#transcript script", "#transcript img"):
        assert visit.page.locator(hostile).count() == 0
    assert not any(":9/" in url for url in visit.requests)


def test_a_document_that_is_uploaded_can_be_asked_at_once(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "harbour.txt"
    file.write_text("The harbour\n\nThe harbour master is called Wilhelmina Quist.\n")

    visit.page.set_input_files("input[type=file]", str(file))
    visit.page.wait_for_selector("text=harbour.txt: added", timeout=_PATIENCE)
    visit.ask("Who is the harbour master?")

    assert "Wilhelmina Quist" in visit.page.inner_text(".reply")


def test_a_follow_up_is_understood(visit: Visit) -> None:
    visit.ask("When does the tea shop open?")
    visit.ask("When was it founded?")

    assert "1987" in visit.page.locator(".reply").last.inner_text()


class _Failing:
    """A chain with a bug."""

    def __init__(self) -> None:
        self.calls = 0

    def stream(self, input: Question) -> Iterator[Answer]:  # noqa: A002 - LangChain's name
        self.calls += 1
        raise RuntimeError(f"a bug met {input.text}")


@dataclass
class _Buggy:
    """An assistant whose chain fails."""

    library: Shelf
    uploads: Path
    chain: Chain = field(default_factory=_Failing)
    suggestions: Callable[[], tuple[str, ...]] = tuple

    def ingest(self, locations: Sequence[str], *, on_progress: OnProgress | None = None) -> MirrorReport:
        del locations, on_progress
        return MirrorReport()

    def remove(self, document_id: str) -> None:
        del document_id


def test_an_exception_becomes_a_message_and_the_input_stays_usable(
    browser: Browser, serve: Callable[[object], str], assistant: Assistant, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(serve(_Buggy(assistant.library, tmp_path)))
    page.wait_for_selector(".welcome", timeout=_PATIENCE)
    visit = Visit(page)

    visit.ask("When?")
    visit.ask("And now?")

    assert "Something went wrong on our side" in page.locator(".reply").last.inner_text()
    assert "a bug met" not in page.content()
    assert page.locator(".reply").count() == 2
    page.close()
