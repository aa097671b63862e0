"""Questions that the page offers over the example documents: each of them is answered when it is pressed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from assistant.assembly import Assistant
from tests.ui.page.test_flows import ask, opened

pytestmark = [pytest.mark.browser, pytest.mark.model]

_PATIENCE = 60_000  # milliseconds
_ANSWERED = """(turns) => document.querySelectorAll(".acts").length === turns
  && document.querySelector("#transcript").ariaBusy !== "true" """
_ASKED = ("How much is the portfolio of new cooperation projects worth?", "Who is the mayor of Kraków?")


@pytest.fixture(scope="module")
def folder() -> Path:
    """The documents that the assistant of this module reads."""
    return Path(__file__).parents[3] / "examples" / "documents"


@pytest.fixture(scope="module")
def address(serve: Callable[[Assistant], str], assistant: Assistant) -> str:
    return serve(assistant)


def test_every_question_that_is_offered_is_answered(tab: Page, address: str) -> None:
    tab.set_default_timeout(_PATIENCE)
    opened(tab, address)
    tried = {question: pressed(tab, question) for question in offered(tab.locator(".welcome"))}
    led_on = {}
    for question in _ASKED:
        for suggestion in offered(ask(tab, question)):
            led_on[suggestion] = pressed(tab, suggestion)

    assert tried
    assert led_on
    assert [question for question, is_answered in {**tried, **led_on}.items() if not is_answered] == []


def offered(place: Locator) -> list[str]:
    """The questions that stand somewhere in the page."""
    return place.locator(".suggestion").all_inner_texts()


def pressed(page: Page, question: str) -> bool:
    """Whether a question that is offered is answered when it is pressed: where the page begins, or below an answer."""
    if not page.get_by_role("button", name=question, exact=True).count():
        page.click("#anew")
        page.wait_for_selector(".welcome .suggestion")
    turns = page.locator(".acts").count()
    page.get_by_role("button", name=question, exact=True).last.click()
    page.wait_for_function(_ANSWERED, arg=turns + 1)
    return page.locator(".exchange").last.locator(".refusal, .message").count() == 0
