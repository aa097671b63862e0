from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from assistant.evaluation.questions import read_questions
from assistant.evaluation.review import ReviewedFile
from tests.ui.conftest import Serve
from tests.vectorstore.fakes import WordModel, note
from ui.server import create_review_app
from vectorstore.library import Library

pytestmark = pytest.mark.browser

PATIENCE = 30_000  # milliseconds
LINES = (
    (
        '{"id": "a", "question": "When does it open?", "answers": ["nine"], "evidence": ["opens at nine"],'
        ' "answerable": true, "type": "fact", "made": "date"}'
    ),
    '{"id": "b", "question": "<img src=x> weighs how much?", "answerable": false, "made": "attribute not mentioned"}',
    '{"id": "c", "question": "What does it sell?", "answers": ["tea"], "answerable": true}',
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of three questions."""
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(LINES))
    return path


@pytest.fixture
def page(path: Path, tmp_path: Path, browser: Browser, serve_app: Serve) -> Iterator[Page]:
    """The review of the file, opened."""
    library = Library.open(tmp_path / "library", WordModel(), write=True)
    library.put(note("shop", "The shop opens at nine. It sells green tea."))
    app: FastAPI = create_review_app(ReviewedFile.open(path), library)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE)
    page.goto(serve_app(app))
    shows(page, 1)
    yield page
    page.close()
    library.close()


def shows(page: Page, number: int) -> None:
    """Wait until a question is shown."""
    expect(page.locator("#head")).to_contain_text(f"Question {number} of 3", timeout=PATIENCE)


def reviews(path: Path) -> list[str | None]:
    """What the file says was decided."""
    return [json.loads(line).get("review") for line in path.read_text().splitlines()]


def test_questions_are_reviewed_with_the_keys_alone_and_every_decision_is_in_the_file(page: Page, path: Path) -> None:
    expect(page.locator("#sources mark")).to_have_text("opens at nine")

    page.keyboard.press("k")
    shows(page, 2)
    assert reviews(path) == ["kept", None, None]
    assert page.locator("#question textarea").input_value() == "<img src=x> weighs how much?"
    assert page.locator("#head img").count() == 0

    page.keyboard.press("d")
    shows(page, 3)
    page.keyboard.press("e")
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("What kinds of tea does it keep?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#head")).to_contain_text("All questions are decided", timeout=PATIENCE)

    assert reviews(path) == ["kept", "dropped", "edited"]
    assert [one.question for one in read_questions(path)] == ["When does it open?", "What kinds of tea does it keep?"]

    page.keyboard.press("ArrowLeft")
    shows(page, 2)
    page.click("#keep")
    shows(page, 3)
    assert reviews(path) == ["kept", "kept", "edited"]


def test_an_edit_that_is_no_question_is_refused_and_what_was_written_stays(page: Page, path: Path) -> None:
    page.fill("#question textarea", " ")
    page.fill("#answers textarea", "at nine")
    page.click("#keep")

    expect(page.locator("#head .message")).to_contain_text('no "question"', timeout=PATIENCE)
    assert page.locator("#answers textarea").input_value() == "at nine"
    assert reviews(path) == [None, None, None]
