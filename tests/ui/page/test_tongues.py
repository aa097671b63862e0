"""What a visitor sees who reads Russian: no word of ours in Latin letters, wherever the page leads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from tests.ui.page.test_flows import ask, opened
from tests.ui.serving.desk import Desk, desk_at
from ui.server import create_app
from ui.serving.accounts import Accounts
from ui.serving.running import ServerOptions
from ui.serving.watches import Watches

pytestmark = pytest.mark.browser

_PATIENCE = 20_000  # milliseconds
# Words of documents, names that a person gives, and what is said in the language of a question, are left out.
_SEEN = """() => {
  const theirs = "q, mark, pre, code, .context, .doc-name, .doc-open, .question, .title, .talk-open, .source-head h2, "
    + ".reply > p, .reason, .suggestion, #announcer, option[lang], script, style, svg, #about, #folders-like";
  const seen = [];
  for (const one of document.querySelectorAll("body *")) {
    if (!one.checkVisibility() || (one.closest(theirs) && !one.matches(".doc-about, .doc-about *"))) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) seen.push(one.getAttribute(name) ?? "");
    for (const inside of one.childNodes) if (inside.nodeType === Node.TEXT_NODE) seen.push(inside.data);
  }
  return seen.filter((text) => /[A-Za-z]{3}/.test(text));
}"""
# Names of programs and formats, options of commands, and addresses: the same in every language.
_NAMES = r"sourcechat|Ollama|LM Studio|llama\.cpp|Markdown|HTML|JSON|UTF-8|Enter|Escape|--[a-z-]+|\S*/\S*"
# Of the documents and questions of this test, and what is quoted.
_THEIRS = r"«[^»]*»|[\w ]+\.(?:txt|xyz)|\btxt\b|The tea shop|Kettles|broken|blank"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = desk_at(tmp_path)
    papers = tmp_path / "Kettles"
    papers.mkdir()
    (papers / "blank.txt").write_text("")
    (papers / "broken.txt").write_bytes(
        "The kettle is blue, déjà vu, and whistles often. ".encode() * 40 + b"\xff\xfe\n"
    )
    desk.ingest([str(papers)])
    return desk


@pytest.fixture
def page(browser: Browser, desk: Desk, tmp_path: Path, serve_app: Callable[[FastAPI], str]) -> Iterator[Page]:
    watches = Watches(lambda places, on_progress: desk.ingest(places, on_progress=on_progress), tmp_path / "home")
    address = serve_app(create_app(desk, ServerOptions(watches=watches)))
    page = browser.new_context(locale="ru-RU").new_page()
    page.set_default_timeout(_PATIENCE)
    opened(page, address)
    yield page
    page.context.close()
    watches.stop()


def strangers(page: Page) -> list[str]:
    """Return what is seen on the page that is neither Russian, nor a name, nor a document's."""
    texts = page.evaluate(_SEEN)
    return [text for text in texts if re.search(r"[A-Za-z]{3}", re.sub(f"{_NAMES}|{_THEIRS}", "", text))]


def test_the_library_and_what_is_wrong_in_it_are_in_the_visitor_s_language(page: Page) -> None:
    found = {"welcome": strangers(page)}
    assert page.locator(".doc.failed").inner_text().endswith("пусто; читать нечего")
    page.locator(".doc:has-text('broken') .doc-open").click()
    page.wait_for_selector("#panel h2")
    page.click("#panel .doubts summary")
    assert "не являются текстом" in page.locator("#panel .doubts li").first.inner_text()
    found["doubts"] = strangers(page)
    for name, row in (("document", ".doc:not(.failed)"), ("conversation", "#add")):
        button = page.locator(f"{row} .icon-button").first if row != "#add" else page.locator(row)
        page.locator(row).first.hover()
        button.click()
        found[f"menu of a {name}"] = strangers(page)
        page.keyboard.press("Escape")

    assert {where: what for where, what in found.items() if what} == {}


def test_what_is_added_and_refused_is_told_in_the_visitor_s_language(page: Page, tmp_path: Path) -> None:
    found = {}
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "odd.xyz").write_text("?")
    page.set_input_files("#files", [tmp_path / "empty.txt"])
    page.wait_for_selector(".toast >> text=читать нечего")
    found["an empty file"] = strangers(page)
    page.set_input_files("#files", [tmp_path / "odd.xyz"])
    found["another type"] = strangers(page)
    ways = (
        ("add-text", "textarea", "Лодки держатся левее."),
        ("add-address", "input", "http://127.0.0.1:9/x"),
        ("add-watch", "input", str(tmp_path / "none")),
    )
    for number, (way, field, typed) in enumerate(ways):
        page.click("#add")
        page.locator("#menu button").nth(number + 2).click()
        found[way] = strangers(page)
        page.fill(f"#{way} {field}", typed)
        page.click(f"#{way} [data-done]")
        page.wait_for_timeout(1_500)
        found[f"{way}, done"] = strangers(page)
    assert "нет такой папки" in page.locator("#add-watch .message").inner_text()

    assert {where: what for where, what in found.items() if what} == {}


def test_an_answer_a_refusal_and_what_is_done_with_them_are_in_the_visitor_s_language(page: Page) -> None:
    found = {}
    ask(page, "Who is the mayor of Lisbon?")
    found["refusal"] = strangers(page)
    page.locator(".act[data-act=remove]").click()
    turn = ask(page, "When does the kettle shop open?")
    turn.locator(".chip").first.hover()
    page.locator("#popover").wait_for()
    found["answer"] = strangers(page)
    turn.locator(".chip").first.click()
    page.wait_for_selector("#panel mark")
    found["source"] = strangers(page)
    turn.locator(".act[data-act=bad]").click()
    found["rating"] = strangers(page)
    page.click("#rating [data-done]")
    turn.locator(".act[data-act=inspect]").click()
    page.wait_for_selector("#inspection .message")  # nobody explains at this desk
    found["inspection"] = strangers(page)
    page.click("#inspection [data-dismiss]")
    turn.locator(".act[data-act=edit]").click()
    found["edit"] = strangers(page)
    page.keyboard.press("Escape")
    page.locator(".talk").first.hover()
    page.locator(".talk .icon-button").first.click()
    found["menu of a conversation"] = strangers(page)
    page.locator("#menu button").first.click()
    found["rename"] = strangers(page)
    page.keyboard.press("Escape")
    page.click("#open-settings")
    page.wait_for_selector("#settings input")
    found["settings"] = strangers(page)
    page.click("#settings [data-dismiss]")

    assert {where: what for where, what in found.items() if what} == {}


def test_what_goes_wrong_is_told_in_the_visitor_s_language(page: Page) -> None:
    found = {}
    ask(page, "Is there a bug?")
    assert "что-то пошло не так" in page.locator(".reply.message").last.inner_text()
    found["bug"] = strangers(page)
    page.goto(f"{page.url.split('?')[0]}?conversation=none")
    page.wait_for_selector(".toast")
    found["no such conversation"] = strangers(page)
    page.route("**/page/ask", lambda route: route.abort())
    page.fill("#ask-box", "Who?")
    page.press("#ask-box", "Enter")
    page.wait_for_selector(".toast >> text=Сервер не ответил")
    found["no server"] = strangers(page)

    assert {where: what for where, what in found.items() if what} == {}


def test_whoever_enters_is_asked_in_their_language(
    browser: Browser, tmp_path: Path, serve_app: Callable[[FastAPI], str]
) -> None:
    desk = desk_at(tmp_path)
    with closing(Accounts.of(desk.home)) as accounts:
        accounts.add("ada", "a long password")
        address = serve_app(create_app(desk, ServerOptions(accounts=accounts)))
        page = browser.new_context(locale="ru-RU").new_page()
        page.goto(address)
        found = [page.get_attribute("html", "lang") or "", page.title(), page.locator("main").inner_text()]
        for _ in range(9):
            page.fill("input[name=name]", "ada")
            page.fill("input[name=password]", "wrong")
            page.click("button[type=submit]")
            found.append(page.locator(".message").inner_text())
        page.context.close()

    assert found[:3] == ["ru", "Войти · sourcechat", "sourcechat\nИмя\nПароль\nВойти"]
    assert found[3] == "Неверное имя или пароль."
    assert found[-1].startswith("Слишком много попыток. Подождите ")
