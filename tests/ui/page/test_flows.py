"""What a person does with the page, in Chromium, over small fakes: no model is loaded."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Locator, Page, Route

from tests.ui.page.barriers import barriers
from tests.ui.serving.desk import Desk, desk_at
from ui.server import create_app
from ui.serving.accounts import Accounts
from ui.serving.conversations import TABLES, Conversations
from ui.serving.database import open_database
from ui.serving.ratings import Ratings
from ui.serving.running import ServerOptions
from ui.serving.watches import Watches

pytestmark = pytest.mark.browser

_PATIENCE = 20_000  # milliseconds
_QUIET = """() => document.documentElement.dataset.ready === "true"
  && document.querySelector("#transcript").ariaBusy !== "true" """
_FITS = """() => {
  const asking = document.querySelector("#asking").getBoundingClientRect();
  return document.documentElement.scrollWidth <= innerWidth && asking.bottom <= innerHeight + 1
    && asking.bottom > innerHeight - 60;
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk_at(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def address(desk: Desk, serve_app: Callable[[FastAPI], str]) -> str:
    return serve_app(create_app(desk))


@pytest.fixture
def page(tab: Page, address: str) -> Page:
    tab.set_default_timeout(_PATIENCE)
    opened(tab, address)
    return tab


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(_QUIET)


def ask(page: Page, question: str) -> Locator:
    """Ask, and return the turn once it is answered."""
    turns = page.locator(".acts").count()
    page.fill("#ask-box", question)
    page.press("#ask-box", "Enter")
    page.locator(".acts").nth(turns).wait_for()
    page.wait_for_function(_QUIET)
    return page.locator(".exchange").last


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_from_the_page(page: Page, scheme: str) -> None:
    page.evaluate("(scheme) => { localStorage.setItem('sourcechat-theme', scheme) }", scheme)
    page.reload()
    page.wait_for_function(_QUIET)
    found = {"welcome": barriers(page)}
    ask(page, "Who is the mayor of Lisbon?")
    turn = ask(page, "When does the kettle shop open?")
    turn.locator(".chip").first.click()
    page.wait_for_selector("#panel mark")
    found["source"] = barriers(page)
    page.click("#open-settings")
    page.wait_for_selector("#settings input")
    found["settings"] = barriers(page)
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 360, "height": 740})
    found["source on a phone"] = barriers(page)
    page.click(".panel-close")
    found["phone"] = barriers(page)
    page.click("#open-library")
    page.wait_for_timeout(300)  # the sheet slides in
    found["sheet on a phone"] = barriers(page)

    assert {state: what for state, what in found.items() if what} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_from_what_lies_above_the_page(page: Page, scheme: str) -> None:
    page.evaluate("(scheme) => { localStorage.setItem('sourcechat-theme', scheme) }", scheme)
    page.reload()
    page.wait_for_function(_QUIET)
    turn = ask(page, "When does the kettle shop open?")
    turn.locator(".chip").first.hover()
    page.locator("#popover").wait_for()
    found = {"popover": barriers(page)}
    for name, row in (("document", ".doc"), ("conversation", ".talk")):
        page.locator(row).first.hover()
        page.locator(f"{row} .icon-button").first.click()
        found[f"menu of a {name}"] = barriers(page)
        page.keyboard.press("Escape")
    page.click("#add")
    found["ways to add"] = barriers(page)
    page.keyboard.press("Escape")
    for way in ("A text", "A web address"):
        page.click("#add")
        page.click(f"#menu >> text={way}")
        found[way] = barriers(page)
        page.keyboard.press("Escape")
    turn.locator(".act[data-act=bad]").click()
    found["rating"] = barriers(page)

    assert {state: what for state, what in found.items() if what} == {}


def test_the_page_fits_every_width_with_the_composer_at_its_foot(page: Page) -> None:
    assert misfits(page) == []
    ask(page, "When does the kettle shop open?")
    assert misfits(page) == []
    page.locator(".chip").first.click()
    page.wait_for_selector("#panel mark")
    assert misfits(page) == []


def misfits(page: Page) -> list[tuple[int, int]]:
    """The sizes of a window that the page does not fit as it is."""
    found = []
    for width, height in ((320, 640), (360, 740), (768, 1024), (2560, 1300), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        if not page.evaluate(_FITS):
            found.append((width, height))
    return found


def test_everything_goes_by_keyboard(page: Page) -> None:
    page.focus("#ask-box")
    page.keyboard.type("When does the kettle shop open?")
    page.keyboard.press("Enter")
    page.locator(".acts").first.wait_for()
    page.wait_for_function(_QUIET)
    page.focus("#transcript")
    page.keyboard.press("Tab")

    shown = page.locator("#popover")
    shown.wait_for()
    assert "The kettle shop opens at nine." in shown.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel mark.focus")
    assert page.evaluate("document.activeElement.closest('#panel') !== null")
    page.keyboard.press("Escape")
    assert page.locator("#source").is_hidden()
    assert page.evaluate("document.activeElement.className") == "chip"


def test_a_number_shows_its_words_in_a_popover_of_the_top_layer(page: Page) -> None:
    turn = ask(page, "When does the kettle shop open?")

    turn.locator(".chip").first.hover()
    page.locator("#popover").wait_for()

    assert page.locator("#popover q").inner_text() == "The kettle shop opens at nine."
    assert "The tea shop" in page.locator("#popover .from").inner_text()
    assert page.evaluate("document.querySelector('#popover').matches(':popover-open')")


def test_the_popover_stays_while_the_pointer_goes_onto_it_and_goes_when_that_leaves(page: Page) -> None:
    chip = ask(page, "When does the kettle shop open?").locator(".chip").first
    chip.hover()
    shown = page.locator("#popover")
    shown.wait_for()
    near, far = chip.bounding_box(), shown.bounding_box()
    assert near is not None
    assert far is not None
    across = near["x"] + near["width"] / 2

    page.mouse.move(across, (near["y"] + near["height"] + far["y"]) / 2)  # in the gap between
    page.wait_for_timeout(100)
    page.mouse.move(across, far["y"] + 20)
    page.wait_for_timeout(600)

    assert shown.is_visible()
    page.mouse.move(5, 5)
    shown.wait_for(state="hidden")


def test_what_lies_behind_a_sheet_of_a_phone_is_not_reached(page: Page) -> None:
    turn = ask(page, "When does the kettle shop open?")
    page.set_viewport_size({"width": 360, "height": 740})
    page.click("#open-library")
    page.wait_for_timeout(300)  # the sheet slides in

    assert tabbed_through(page, 30) <= {"side", "outside"}
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "open-library"
    turn.locator(".chip").first.click()
    page.wait_for_selector("#panel mark")
    assert "conversation" not in tabbed_through(page, 30)
    page.click(".panel-close")
    assert page.evaluate("document.activeElement.className") == "chip"
    page.click("#open-library")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.click("#ask-box")
    assert page.evaluate("document.activeElement.id") == "ask-box"


def tabbed_through(page: Page, times: int) -> set[str]:
    """The parts of the page that are reached by so many presses of the Tab key."""
    found = set()
    for _ in range(times):
        page.keyboard.press("Tab")
        part = "document.activeElement.closest('#head, #side, #conversation, #source, dialog')?.id ?? 'outside'"
        found.add(page.evaluate(part))
    return found


def test_an_answer_is_announced_once(page: Page) -> None:
    page.evaluate("""() => { window.told = []; new MutationObserver(() => {
      window.told.push(document.querySelector("#announcer").textContent);
    }).observe(document.querySelector("#announcer"), { childList: true, characterData: true, subtree: true }); }""")

    ask(page, "When does the kettle shop open?")

    (told,) = page.evaluate("window.told")
    assert "The kettle shop opens at nine." in told


def test_an_answer_can_be_stopped_and_the_conversation_goes_on(page: Page, desk: Desk) -> None:
    desk.pipeline.hold = threading.Event()
    try:
        page.fill("#ask-box", "When does the kettle shop open?")
        page.press("#ask-box", "Enter")
        page.locator(".reply .chip").first.wait_for()
        page.click("#stop")
        page.wait_for_selector("text=You stopped this answer.")
    finally:
        desk.pipeline.hold.set()
        desk.pipeline.hold = None

    assert "nine" in ask(page, "When does the kettle shop open?").inner_text()
    page.reload()
    page.wait_for_function(_QUIET)
    assert page.locator(".reply.message").inner_text() == "You stopped this answer."


def test_an_answer_goes_on_in_its_own_conversation_while_another_is_begun(page: Page, desk: Desk) -> None:
    desk.pipeline.hold = threading.Event()
    try:
        page.fill("#ask-box", "When does the kettle shop open?")
        page.press("#ask-box", "Enter")
        page.locator(".reply .chip").first.wait_for()
        page.click("#anew")
        page.wait_for_selector(".welcome")
    finally:
        desk.pipeline.hold.set()
        desk.pipeline.hold = None
    page.locator(".talk").first.wait_for()
    page.wait_for_timeout(300)  # what is left of the answer comes

    assert page.locator(".exchange").count() == 0
    page.locator(".talk-open").first.click()
    page.wait_for_selector(".reply:not(.message) >> text=nine")


def test_an_answer_that_breaks_off_says_so_and_is_there_once_the_server_can_be_asked_again(page: Page) -> None:
    def broken_off(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().partition("\n\n")[0] + "\n\n")

    page.route("**/page/ask", broken_off)
    page.fill("#ask-box", "When does the kettle shop open?")
    page.press("#ask-box", "Enter")

    page.wait_for_selector(".reply.message >> text=The server did not answer.")
    assert page.locator(".stage").count() == 0
    page.wait_for_selector(".reply:not(.message) >> text=The kettle shop opens at nine.")


def test_an_answer_that_cannot_be_asked_for_again_is_told_and_comes_back(page: Page) -> None:
    turn = ask(page, "When does the kettle shop open?")
    page.route("**/page/ask", lambda route: route.abort())

    turn.locator(".act[data-act=again]").click()

    page.wait_for_selector(".toast >> text=The server did not answer.")
    page.wait_for_selector(".reply:not(.message) >> text=The kettle shop opens at nine.")
    assert page.locator(".acts").count() == 1


def test_a_question_that_cannot_be_asked_in_other_words_is_given_back(page: Page) -> None:
    turn = ask(page, "When does the kettle shop open?")
    page.route("**/page/ask", lambda route: route.abort())

    turn.locator(".act[data-act=edit]").click()
    page.fill(".question textarea", "When was the kettle founded?")
    page.press(".question textarea", "Enter")

    page.wait_for_selector(".toast >> text=The server did not answer.")
    assert page.input_value("#ask-box") == "When was the kettle founded?"
    page.wait_for_selector(".reply >> text=The kettle shop opens at nine.")


def test_what_was_pressed_stays_in_its_place_while_the_source_opens_and_closes(page: Page) -> None:
    for _ in range(6):
        ask(page, "When does the kettle shop open?")
    chip = page.locator(".chip").nth(3)
    chip.scroll_into_view_if_needed()
    tops = [top_of(chip)]

    chip.click()
    page.wait_for_selector("#panel mark")
    tops.append(top_of(chip))
    page.click(".panel-close")
    tops.append(top_of(chip))

    assert max(tops) - min(tops) < 3, tops


def top_of(one: Locator) -> float:
    box = one.bounding_box()
    assert box is not None
    return box["y"]


def test_text_of_a_script_that_runs_from_the_right_does_so_wherever_it_is_shown(page: Page) -> None:
    paste(page, "مواعيد المكتبة", "تفتح المكتبة في الساعة 9.")
    ask(page, "متى تفتح المكتبة اليوم")
    arabic = page.locator(".exchange").first
    arabic.locator(".chip").first.click()
    page.wait_for_selector("#panel mark")
    english = ask(page, "When does the kettle shop open?")

    shown = (arabic.locator(".question"), arabic.locator(".reply > p").first, page.locator("#panel .context p").last)
    assert [directed(one) for one in shown] == ["rtl"] * 3
    assert [one.get_attribute("lang") for one in shown[:2]] == ["ar"] * 2
    assert directed(page.locator(".doc-name:has-text('مواعيد')").first) == "rtl"
    assert [directed(english.locator(one).first) for one in (".question", ".reply > p")] == ["ltr"] * 2


def directed(one: Locator) -> str:
    return str(one.evaluate("(one) => getComputedStyle(one).direction"))


def test_on_paper_a_conversation_is_dark_on_white_without_what_can_be_pressed(page: Page) -> None:
    page.evaluate("() => localStorage.setItem('sourcechat-theme', 'dark')")
    page.reload()
    page.wait_for_function(_QUIET)
    ask(page, "When does the kettle shop open?")

    page.emulate_media(media="print")

    page.wait_for_function("getComputedStyle(document.querySelector('.reply > p')).color === 'rgb(26, 32, 37)'")
    pressed = ("#head", "#side", "#asking", ".acts", ".suggestions")
    assert [one for one in pressed if page.locator(one).first.is_visible()] == []
    page.emulate_media(media="screen")


def test_a_quote_is_marked_where_the_system_sets_its_own_colours(browser: Browser, address: str) -> None:
    page = browser.new_context(forced_colors="active").new_page()
    page.set_default_timeout(_PATIENCE)
    opened(page, address)
    ask(page, "When does the kettle shop open?").locator(".chip").first.click()
    page.wait_for_selector("#panel mark.focus")

    behind = "(one) => getComputedStyle(document.querySelector(one)).backgroundColor"
    assert page.evaluate(behind, "#panel mark.focus") not in {page.evaluate(behind, "#source"), "rgba(0, 0, 0, 0)"}
    page.context.close()


def test_a_menu_is_walked_with_the_arrow_keys(page: Page) -> None:
    page.click("#add")
    seen = []
    for key in ("ArrowDown", "End", "ArrowDown", "ArrowUp", "Home"):
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.textContent"))

    assert seen == ["A folder", "A web address", "Files", "A web address", "Files"]
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "add"


def test_the_tab_is_called_as_the_conversation_in_it(page: Page) -> None:
    ask(page, "When does the kettle shop open?")
    page.wait_for_function("document.title === 'When does the kettle shop open? · sourcechat'")

    page.click("#anew")

    page.wait_for_function("document.title === 'sourcechat'")


def test_a_conversation_whose_only_turn_is_removed_begins_anew_until_that_is_undone(page: Page) -> None:
    turn = ask(page, "When does the kettle shop open?")

    turn.locator(".act[data-act=remove]").click()
    page.locator(".welcome").wait_for()
    page.click(".toast >> text=Undo")

    assert "nine" in page.locator(".exchange .reply").inner_text()
    assert page.locator(".welcome").count() == 0


def test_a_conversation_is_renamed_found_deleted_and_brought_back(page: Page) -> None:
    ask(page, "When does the kettle shop open?")
    current = page.locator(".talk.current")
    current.hover()
    current.locator(".icon-button").click()
    page.click("#menu >> text=Rename")
    page.fill(".talk input", "Opening hours")
    page.press(".talk input", "Enter")
    named = page.locator(".talk >> text=Opening hours")
    named.wait_for()
    page.fill("#find-conversations", "opening ho")
    page.wait_for_function("document.querySelectorAll('.talk').length === 1")
    page.locator(".talk").hover()
    page.locator(".talk .icon-button").click()
    page.click("#menu >> text=Delete")
    named.wait_for(state="detached")

    page.click(".toast >> text=Undo")

    named.wait_for()
    named.click()
    page.wait_for_function(_QUIET)
    assert "nine" in page.locator(".reply").last.inner_text()


def test_a_link_leads_to_its_answer(page: Page, address: str) -> None:
    turn = ask(page, "When does the kettle shop open?")
    number = turn.get_attribute("data-turn")
    conversation = page.url.rpartition("=")[2]

    opened(page, f"{address}/?conversation={conversation}&answer={number}")

    assert "nine" in page.locator(f"#answer-{number} .reply").inner_text()


def test_an_answer_is_rated_with_its_reason_and_the_rating_stays(page: Page, desk: Desk) -> None:
    turn = ask(page, "When does the kettle shop open?")

    turn.locator(".act[data-act=bad]").click()
    page.check("#rating input[value=wrong]")
    page.fill("#rating textarea", "It opens at ten.")
    page.click("#rating [data-done]")
    page.wait_for_selector("text=Kept in this library. Thank you.")
    page.reload()
    page.wait_for_selector(".act[data-act=bad][aria-pressed=true]")

    with closing(open_database(desk.home, TABLES)) as kept:
        ratings = Ratings(kept, Conversations(kept))
        assert [one.made for one in ratings.questions()] == ["rated bad wrong It opens at ten."]


def test_only_the_documents_that_are_ticked_are_asked(page: Page, desk: Desk) -> None:
    (shop,) = (one for one in desk.library.documents() if one.title == "The tea shop")
    page.check(f".doc[data-id='{shop.id}'] input")

    ask(page, "When does the kettle shop open?")

    assert list(desk.pipeline.asked[-1].documents) == [shop.id]
    page.click("#scope")
    ask(page, "When does the kettle shop open?")
    assert list(desk.pipeline.asked[-1].documents) == []


def test_a_pasted_text_is_a_document_that_can_be_removed_and_brought_back(page: Page) -> None:
    row = paste(page, "Harbour rules", "Boats keep to the left of the harbour.")

    row.hover()
    row.locator(".icon-button").click()
    page.click("#menu >> text=Remove from the library")
    row.wait_for(state="detached")
    page.click(".toast >> text=Undo")

    row.wait_for()
    row.locator(".doc-open").click()
    page.wait_for_selector("#panel >> text=Boats keep to the left of the harbour.")


def test_files_and_folders_are_added_when_they_are_dropped_on_the_page(page: Page, tmp_path: Path) -> None:
    (tmp_path / "boats" / "small").mkdir(parents=True)
    (tmp_path / "boats" / "oars.txt").write_text("Oars hang in the shed.")
    (tmp_path / "boats" / "small" / "dinghies.txt").write_text("Dinghies lie on the slipway.")
    (tmp_path / "tides.txt").write_text("Tides are told at the gate.")
    before = page.locator(".doc").count()

    drop(page, tmp_path / "boats", tmp_path / "tides.txt")

    for title in ("oars", "dinghies", "tides"):
        page.locator(f".doc:has-text('{title}')").locator("input").wait_for()
    assert page.locator(".doc").count() == before + 3
    assert page.locator("#drop-here").is_hidden()
    boats = page.locator(".folder:has(> summary:has-text('boats'))")
    assert boats.locator("> ul .doc-name").all_inner_texts() == ["oars"]
    assert boats.locator(".folder:has(> summary:has-text('small')) .doc-name").all_inner_texts() == ["dinghies"]


@pytest.fixture
def watched_page(browser: Browser, tmp_path: Path, serve_app: Callable[[FastAPI], str]) -> Iterator[Page]:
    """The page of a server that watches folders, and whose owner asks."""
    desk = desk_at(tmp_path)
    watches = Watches(lambda places, on_progress: desk.ingest(places, on_progress=on_progress), desk.folder)
    page = browser.new_context().new_page()
    page.set_default_timeout(_PATIENCE)
    opened(page, serve_app(create_app(desk, ServerOptions(watches=watches))))
    yield page
    page.context.close()
    watches.stop()


def test_a_folder_is_watched_paused_looked_at_and_let_go(watched_page: Page, tmp_path: Path) -> None:
    page, notes = watched_page, tmp_path / "notes"
    notes.mkdir()
    (notes / "tides.txt").write_text("Tides are told at the gate.")
    page.click("#add")
    page.click("#menu >> text=A folder to watch")
    found = {"adding": barriers(page)}
    page.fill("#add-watch input", str(tmp_path / "none"))
    page.press("#add-watch input", "Enter")
    page.wait_for_selector("#add-watch .message >> text=no such folder")
    page.fill("#add-watch input", f"{tmp_path}/no")
    page.locator(f"#folders-like option[value='{notes}']").wait_for(state="attached")
    page.fill("#add-watch input", str(notes))
    page.click("#add-watch [data-done]")

    page.wait_for_selector(".folder:has-text('notes') .doc >> text=tides")
    row = page.locator(".watched[data-folder]:has-text('notes')")
    assert page.locator("#add-watch").is_hidden()
    found["watched"] = barriers(page)
    assert found == {"adding": [], "watched": []}
    (notes / "ropes.txt").write_text("Ropes are dried in the loft.")
    page.wait_for_selector(".doc >> text=ropes")
    watch_act(row, "Pause")
    row.locator("text=Paused").wait_for()
    (notes / "nets.txt").write_text("Nets are mended in winter.")
    watch_act(row, "Go on watching")
    page.wait_for_selector(".doc >> text=nets")
    looked = row.inner_text()
    watch_act(row, "Look now")
    page.wait_for_function("(was) => document.querySelector('.watched').innerText !== was", arg=looked)
    watch_act(row, "Stop watching")
    row.wait_for(state="detached")

    assert page.locator("#watch").is_hidden()
    assert page.locator(".doc >> text=tides").is_visible()


def watch_act(row: Locator, words: str) -> None:
    """Do with a watched folder what its menu offers."""
    row.hover()
    row.locator(".icon-button").click()
    row.page.click(f"#menu >> text={words}")


def drop(page: Page, *paths: Path) -> None:
    """Drag files and folders from the desk over the page, and let them go there."""
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    browser = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.send("Input.dispatchDragEvent", {"type": kind, "x": 400, "y": 300, "data": data})
    browser.detach()


def test_two_users_see_nothing_of_each_other(
    browser: Browser, tmp_path: Path, serve_app: Callable[[FastAPI], str]
) -> None:
    desk = desk_at(tmp_path)
    with closing(Accounts.of(desk.home)) as accounts:
        for name in ("ada", "bob"):
            accounts.add(name, "a long password")
        address = serve_app(create_app(desk, ServerOptions(accounts=accounts, private=True)))
        pages = {name: entered(browser, address, name) for name in ("ada", "bob")}
        ask(pages["ada"], "When does the kettle shop open?")

        opened(pages["bob"], pages["ada"].url)

        pages["ada"].wait_for_selector(".talk")
        assert pages["bob"].locator(".exchange, .talk").count() == 0
        for page in pages.values():
            page.click("#whose >> text=Mine")
            page.wait_for_selector("#whose [data-library=mine][aria-pressed=true]")
            page.wait_for_function(_QUIET)
        paste(pages["ada"], "Harbour rules", "Boats keep to the left of the harbour.")
        ask(pages["ada"], "Where do boats keep in the harbour?").locator(".chip").first.click()
        pages["ada"].wait_for_selector("#panel mark >> text=Boats keep to the left of the harbour.")
        opened(pages["bob"], address)
        assert pages["bob"].locator(".doc, .talk").count() == 0
        pages["bob"].click("#whose >> text=Shared")
        pages["bob"].wait_for_selector(".doc >> text=The tea shop")
        assert pages["bob"].locator(".doc").count() == 1
        for page in pages.values():
            page.context.close()


def paste(page: Page, title: str, text: str) -> Locator:
    """Add a text, and return its row in the library."""
    page.click("#add")
    page.click("#menu >> text=A text")
    page.fill("#add-text input", title)
    page.fill("#add-text textarea", text)
    page.click("#add-text [data-done]")
    row = page.locator(f".doc:has-text('{title}')")
    row.locator("input").wait_for()
    return row


def entered(browser: Browser, address: str, name: str) -> Page:
    """The page of somebody who has entered."""
    page = browser.new_context().new_page()
    page.set_default_timeout(_PATIENCE)
    page.goto(address)
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", "a long password")
    page.click("button[type=submit]")
    page.wait_for_function(_QUIET)
    return page


def test_the_page_speaks_the_language_of_its_visitor(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="de-DE").new_page()
    page.set_default_timeout(_PATIENCE)
    opened(page, address)

    assert page.locator("#documents-name").inner_text().casefold() == "bibliothek"
    assert page.get_attribute("#ask-box", "placeholder") == "Stellen Sie eine Frage"
    assert "Das habe ich in" in ask(page, "Who is the mayor of Lisbon?").inner_text()
    assert page.evaluate("document.documentElement.lang") == "de"
    page.context.close()
