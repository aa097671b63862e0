from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from assistant.answers import Answer
from assistant.assembly import Assistant
from assistant.conversation.question import Question
from assistant.pipeline import Steps
from tests.ui.page.barriers import barriers
from vectorstore.folder import LibraryFolder
from vectorstore.library import Library
from vectorstore.reports import MirrorReport, OnProgress

pytestmark = [
    pytest.mark.browser,
    pytest.mark.model,
]

EXAMPLES = Path(__file__).parents[3] / "examples" / "documents"
_PATIENCE = 20_000  # milliseconds
_IS_QUIET = """() => document.documentElement.dataset.ready === "true"
  && document.querySelector("#transcript").getAttribute("aria-busy") !== "true"
  && !document.querySelector("#transcript .pending, #transcript .flag.checking")"""
_LAST_IS_SEEN = """() => {
  const last = [...document.querySelectorAll(".acts")].at(-1).getBoundingClientRect();
  return last.bottom > 0 && last.bottom <= document.querySelector("#asking").getBoundingClientRect().top;
}"""


@dataclass
class Visit:
    """A page, and every address that it asked for."""

    page: Page
    requests: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        replies = self.page.locator(".acts").count()
        self.page.fill("#question textarea, #question input", question)
        self.page.click("#ask")
        self.page.locator(".acts").nth(replies).wait_for(timeout=_PATIENCE)
        self.is_quiet()  # before that, a further question is not taken

    def is_quiet(self) -> None:
        """Wait until no answer is under way."""
        self.page.wait_for_function(_IS_QUIET, timeout=_PATIENCE)

    def act(self, kind: str, turn: int) -> None:
        """Press what is offered under an earlier question."""
        self.page.click(f'.act[data-act="{kind}"][data-turn="{turn}"]')

    def open_source(self) -> None:
        """Press the first number of the first answer."""
        self.page.locator(".reply .chip").first.click()
        self.page.wait_for_selector("#panel h2", timeout=_PATIENCE)

    def reload(self, *, turns: int) -> None:
        """Load the page again; it then shows so many turns."""
        self.is_quiet()
        self.page.reload()
        self.page.locator(".reply").nth(turns - 1).wait_for(timeout=_PATIENCE)
        self.is_quiet()


@pytest.fixture(scope="module")
def address(serve: Callable[[Assistant], str], assistant: Assistant) -> str:
    """Where the web chat is; every test of this module asks the same server."""
    return serve(assistant)


@pytest.fixture
def visit(tab: Page, address: str) -> Iterator[Visit]:
    """The web chat, opened."""
    tab.set_default_timeout(_PATIENCE)
    visit = Visit(tab)
    broken: list[object] = []
    tab.on("request", lambda request: visit.requests.append(request.url))
    tab.on("pageerror", lambda error: broken.append(error))  # noqa: PLW0108 - Playwright marks what it is given
    tab.goto(address)
    tab.wait_for_selector(".welcome", timeout=_PATIENCE)
    visit.is_quiet()
    yield visit
    assert broken == []
    assert all(url.startswith((address, "data:", "blob:")) for url in visit.requests)


def test_an_answer_has_a_chip_that_opens_the_source_at_the_quote(visit: Visit) -> None:
    visit.ask("When does the tea shop open?")

    visit.open_source()

    assert "nine" in visit.page.inner_text(".reply")
    assert visit.page.locator("#panel mark.focus").inner_text() == "The tea shop opens at nine o'clock."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_inspection_keeps_nobody_out_and_fits_a_phone(visit: Visit, scheme: str) -> None:
    visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    visit.ask("When does the tea shop open?")
    visit.page.click(".act[data-act=inspect]")
    visit.page.wait_for_selector("#inspection td.number")
    found = [barriers(visit.page)]
    visit.page.set_viewport_size({"width": 360, "height": 740})
    found.append(barriers(visit.page))

    assert found == [[], []]
    assert visit.page.eval_on_selector("#inspection .table", "one => one.scrollWidth <= one.clientWidth")


def test_words_that_are_picked_in_a_source_are_looked_up_among_what_was_considered(visit: Visit) -> None:
    visit.page.set_input_files("#files", str(EXAMPLES / "tarn-moss-guide.pdf"))
    visit.page.wait_for_selector("text=tarn-moss-guide.pdf: added", timeout=_PATIENCE)
    visit.ask("How long is the boardwalk around the bog?")
    visit.open_source()
    visit.page.wait_for_selector("#panel figure.page")

    visit.page.click("#why-not")  # in a picture nothing can be picked: the text comes instead
    visit.page.wait_for_selector("#panel mark.focus")
    visit.page.evaluate("getSelection().selectAllChildren(document.querySelector('#panel mark.focus'))")
    visit.page.click("#why-not")
    visit.page.wait_for_selector("#inspection td.number")

    assert "boardwalk" in visit.page.inner_text("#inspection")


def test_a_question_to_try_is_asked_when_pressed(visit: Visit) -> None:
    suggestion = visit.page.locator(".suggestion").first
    question = suggestion.inner_text()

    suggestion.click()

    visit.page.locator(".reply:not(.pending)").first.wait_for(timeout=_PATIENCE)
    assert visit.page.inner_text(".question") == question


def test_a_hostile_document_is_text_and_asks_for_nothing(visit: Visit) -> None:
    visit.ask("What is the launch code of the overlay?")
    visit.open_source()
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

    visit.page.set_input_files("#files", str(file))
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

    def stream(self, question: Question, _steps: Steps | None = None, /) -> Iterator[Answer]:
        self.calls += 1
        raise RuntimeError(f"a bug met {question.text}")


@dataclass
class _Buggy:
    """An assistant whose chain fails."""

    library: Library
    home: LibraryFolder
    uploads: Path
    pipeline: _Failing = field(default_factory=_Failing)
    suggestions: Callable[[], tuple[str, ...]] = tuple

    def ingest(self, locations: Sequence[str], *, on_progress: OnProgress | None = None) -> MirrorReport:
        del locations, on_progress
        return MirrorReport()

    def remove(self, document_id: str) -> None:
        del document_id

    def warm_up(self) -> None:
        pass


def test_an_exception_becomes_a_message_and_the_input_stays_usable(
    browser: Browser, serve: Callable[[object], str], assistant: Assistant, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(serve(_Buggy(assistant.library, LibraryFolder(tmp_path), tmp_path / "uploads")))
    page.wait_for_selector(".welcome", timeout=_PATIENCE)
    visit = Visit(page)
    visit.is_quiet()

    visit.ask("When?")
    visit.ask("And now?")

    assert "Something went wrong on our side" in page.locator(".reply").last.inner_text()
    assert "a bug met" not in page.content()
    assert page.locator(".reply").count() == 2
    page.close()


def test_the_question_that_was_searched_is_shown(visit: Visit) -> None:
    visit.ask("When does the tea shop open?")
    visit.ask("When was it founded?")

    assert visit.page.locator(".searched").count() == 1
    assert "tea shop founded" in visit.page.locator(".searched").inner_text()


def test_nothing_of_an_earlier_turn_is_cited_unless_it_is_found_again(visit: Visit) -> None:
    visit.ask("When does the tea shop open?")
    visit.ask("What is the launch code of the overlay?")

    last = visit.page.locator(".exchange").last

    assert "4711" in last.locator(".reply").inner_text()
    assert [one.get_attribute("data-title") for one in last.locator(".source").all()] == ["The overlay document"]
    assert "nine o'clock" not in (last.text_content() or "")


def test_a_conversation_and_its_citations_survive_a_reload_and_go_on(visit: Visit) -> None:
    visit.ask("When does the tea shop open?")
    visit.ask("When was it founded?")
    before = visit.page.locator(".reply").all_inner_texts()

    visit.reload(turns=2)
    visit.open_source()

    assert visit.page.locator(".reply").all_inner_texts() == before
    assert visit.page.locator("#panel mark.focus").inner_text() == "The tea shop opens at nine o'clock."
    visit.ask("And when does it open?")
    assert "nine" in visit.page.locator(".reply").last.inner_text()


def test_a_page_opened_next_begins_anew_and_no_browser_keeps_what_was_said(visit: Visit) -> None:
    visit.ask("When does the tea shop open?")
    visit.reload(turns=1)

    with visit.page.context.expect_page() as opened:
        visit.page.evaluate("window.open(location.origin, '_blank', 'noopener')")
    next_person = opened.value
    next_person.wait_for_selector(".welcome", timeout=_PATIENCE)

    assert next_person.locator(".reply").count() == 0
    assert next_person.evaluate("JSON.stringify([localStorage, sessionStorage])").count("tea shop") == 0
    next_person.close()


def test_a_long_conversation_stays_above_the_question_box_and_shows_the_latest_answer(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 1280, "height": 700})
    for _ in range(4):
        visit.ask("When does the tea shop open?")
    visit.page.wait_for_function(_LAST_IS_SEEN, timeout=_PATIENCE)

    last = visit.page.locator(".acts").last.bounding_box()
    asking = visit.page.locator("#asking").bounding_box()

    assert last is not None
    assert asking is not None
    assert 0 < last["y"] + last["height"] <= asking["y"]
    assert asking["y"] + asking["height"] <= 700


def test_a_turn_that_is_answered_again_has_its_citations_and_leaves_the_others_theirs(visit: Visit) -> None:
    visit.ask("When does the tea shop open?")
    visit.ask("What is the launch code of the overlay?")
    before = visit.page.locator(".reply").all_inner_texts()

    visit.page.eval_on_selector(".reply", "reply => { reply.dataset.old = 'yes' }")
    visit.act("again", 1)
    visit.page.wait_for_function("() => !document.querySelector('.pending, [data-old]')")
    visit.is_quiet()
    visit.open_source()

    assert visit.page.locator(".reply").all_inner_texts() == before
    assert visit.page.locator("#panel mark.focus").inner_text() == "The tea shop opens at nine o'clock."
    visit.reload(turns=2)
    assert visit.page.locator(".reply").all_inner_texts() == before


def test_a_question_that_is_edited_is_answered_anew_and_ends_what_followed(visit: Visit) -> None:
    visit.ask("When does the tea shop open?")
    visit.ask("When was it founded?")

    visit.act("edit", 1)
    visit.page.fill(".question textarea", "What is the launch code of the overlay?")
    visit.page.press(".question textarea", "Enter")
    visit.page.wait_for_selector(".reply >> text=4711", timeout=_PATIENCE)
    visit.is_quiet()
    visit.open_source()

    assert visit.page.locator(".question").all_inner_texts() == ["What is the launch code of the overlay?"]
    assert "4711" in visit.page.locator("#panel mark.focus").inner_text()


def test_a_turn_that_is_removed_is_gone_and_the_other_keeps_its_citations(visit: Visit) -> None:
    visit.ask("When does the tea shop open?")
    visit.ask("What is the launch code of the overlay?")

    visit.act("remove", 1)
    visit.page.wait_for_function("() => document.querySelectorAll('.exchange').length === 1")
    visit.reload(turns=1)
    visit.page.wait_for_function("() => document.querySelectorAll('.exchange').length === 1")
    visit.open_source()

    assert "4711" in visit.page.locator("#panel mark.focus").inner_text()


def test_a_new_conversation_forgets_the_old_one(visit: Visit) -> None:
    visit.ask("When does the tea shop open?")

    visit.page.click("#anew")
    visit.page.wait_for_selector(".welcome", timeout=_PATIENCE)
    visit.page.reload()

    visit.page.wait_for_selector(".welcome", timeout=_PATIENCE)
    assert visit.page.locator(".reply").count() == 0
