from __future__ import annotations

from ingest.readers.web.inset import read_inset


def test_every_word_of_a_piece_of_html_is_read() -> None:
    extraction = read_inset(
        "<div><h1>Welcome</h1><p>One.</p><ul><li>tea</li></ul></div><footer><p>© Example</p></footer>"
    )

    assert all(words in extraction.text for words in ("Welcome", "One.", "tea", "© Example"))


def test_what_nobody_sees_is_not_read() -> None:
    assert (
        read_inset("<head><title>T</title><style>p {}</style></head><p>Seen.</p><script>no()</script>").text == "Seen."
    )


def test_markup_without_words_says_nothing() -> None:
    assert read_inset("<div><img src=x></div>").text == ""


def test_words_that_are_hidden_are_no_loss() -> None:
    source = "<div style='display:none'>Spring offers</div><h1>Keys</h1><p>They are under the mat.</p>"

    extraction = read_inset(source)

    assert extraction.text == "Keys\n\nThey are under the mat."
