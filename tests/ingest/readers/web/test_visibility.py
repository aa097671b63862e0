from __future__ import annotations

import pytest
from lxml import html

from ingest.readers.web.visibility import is_hidden, is_struck, is_unseen


@pytest.mark.parametrize(
    ("markup", "hidden"),
    [
        ("<p hidden>x", True),
        ("<p hidden=until-found>x", False),
        ("<p style='color: red; display:none'>x", True),
        ("<p style='visibility: hidden'>x", True),
        ("<p style='display: none; display: block'>x", False),
        ("<div role=tabpanel hidden>x", False),
        ("<div class='accordion-body' hidden>x", False),
        ("<div data-unfolds hidden>x", False),
        ("<div class='modal faq' hidden>x", True),
        ("<p aria-hidden=true>x", False),
    ],
)
def test_what_is_hidden_for_good_is_told_from_what_unfolds(markup: str, *, hidden: bool) -> None:
    assert is_hidden(html.fragment_fromstring(markup)) is hidden


@pytest.mark.parametrize(
    ("markup", "struck"),
    [
        ("<s>x</s>", True),
        ("<del>x</del>", True),
        ("<i style='text-decoration: underline line-through'>x</i>", True),
        ("<i style='text-decoration: underline'>x</i>", False),
    ],
)
def test_struck_out_words_are_seen(markup: str, *, struck: bool) -> None:
    assert is_struck(html.fragment_fromstring(markup)) is struck


@pytest.mark.parametrize(
    ("markup", "unseen"),
    [
        ("<script>x</script>", True),
        ("<span class='sr-only'>x</span>", True),
        ("<td class='gutter'>1</td>", True),
        ("<section class='gutter'>x</section>", False),
        ("<template>x</template>", True),
        ("<template shadowrootmode=open>x</template>", False),
    ],
)
def test_what_nobody_sees_is_told_by_its_kind(markup: str, *, unseen: bool) -> None:
    assert is_unseen(html.fragment_fromstring(markup)) is unseen
