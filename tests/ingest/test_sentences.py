from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Span
from ingest.sentences import split_sentences
from tests.ingest.sentences_by_language import BY_LANGUAGE, NOT_PARTED


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. We stayed in.", ["It rained.", "We stayed in."]),
        ("Who came? Everyone! Good.", ["Who came?", "Everyone!", "Good."]),
        ("She moved to the U.S. in May. He stayed.", ["She moved to the U.S. in May.", "He stayed."]),
        ("He lives in the U.S. The rest moved.", ["He lives in the U.S.", "The rest moved."]),
        ("Dr. Ada Wong met Mr. Lee. They spoke.", ["Dr. Ada Wong met Mr. Lee.", "They spoke."]),
        ("See No. 5 and Fig. 3. Then stop.", ["See No. 5 and Fig. 3.", "Then stop."]),
        ("Fruit, e.g. apples, is cheap. So is tea.", ["Fruit, e.g. apples, is cheap.", "So is tea."]),
        ("It costs 3.50 euros. It fell by 0.5.", ["It costs 3.50 euros.", "It fell by 0.5."]),
        ("J. R. R. Tolkien wrote it. I read it.", ["J. R. R. Tolkien wrote it.", "I read it."]),
        ("“Come in.” She did.", ["“Come in.”", "She did."]),
        ("“Is it open?” he asked. It was.", ["“Is it open?” he asked.", "It was."]),
        ("Wait... is it there? Yes.", ["Wait... is it there?", "Yes."]),
        ("Use version 2.1.3 of node.js today. Not 1.x.", ["Use version 2.1.3 of node.js today.", "Not 1.x."]),
        ("Write to a.b@example.org or visit example.org. Thanks.", None),
        ("Acme Inc. reported a loss. It fell.", ["Acme Inc. reported a loss.", "It fell."]),
        ("We met at 5 p.m. on Monday. It was late.", ["We met at 5 p.m. on Monday.", "It was late."]),
        ("これは文です。次の文です。", ["これは文です。", "次の文です。"]),
        ("Is it so? No. It is not.", ["Is it so?", "No.", "It is not."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str] | None) -> None:
    found = sentences(text)

    assert found == expected if expected is not None else found[-1] == "Thanks."


@pytest.mark.parametrize(
    "expected",
    [
        ["Art.-Nr. 4711 ist vergriffen.", "Kundennr. 12 wartet."],
        ["Dipl.-Ing. Moser kam gg. 8 Uhr.", "Best.-Nr. 5 fehlt."],
        ["Die 2. Auflage erschien 1999.", "Seine 3. Reise war kurz."],
        ["Např. Ing. Horák přijde.", "Konec."],
        ["A Profa. Lima também vem.", "Fim."],
        ["Domnul dl. Pop vine.", "Str. Lungă nr. 5, et. 3, ap. 12."],
    ],
)
def test_compounds_of_abbreviations_end_no_sentence(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize("expected", [["谁来？", "“我来。”", "他说。"], ["门关了。", "“好！”", "“走。”"]])
def test_a_quotation_of_chinese_opens_after_a_stop(expected: list[str]) -> None:
    assert sentences("".join(expected)) == expected


def test_a_line_without_a_full_stop_is_a_sentence_of_its_own() -> None:
    assert sentences("Opening hours\n- Monday to Friday\n- Saturday until noon") == [
        "Opening hours",
        "- Monday to Friday",
        "- Saturday until noon",
    ]


def test_the_number_of_a_list_item_stays_with_it() -> None:
    assert sentences("1. Boil water. 2. Wait.")[0].startswith("1. Boil")


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\n"])
def test_a_blank_text_has_no_sentences(text: str) -> None:
    assert sentences(text) == []


def test_spans_are_of_the_text_that_a_part_begins_in() -> None:
    assert split_sentences("It is. No.\nYes.", 10) == (Span(10, 16), Span(17, 20), Span(21, 25))


@given(st.text(max_size=300))
def test_sentences_are_in_order_apart_and_hold_every_character_that_is_not_blank(text: str) -> None:
    spans = split_sentences(text)

    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(text[span.start : span.end].split()) for span in spans) == "".join(text.split())


@given(st.text(alphabet="ab .!?\n\"'”U.S1", max_size=200))
def test_a_sentence_never_reaches_over_a_line_end_nor_begins_or_ends_blank(text: str) -> None:
    for span in split_sentences(text):
        sentence = text[span.start : span.end]
        assert "\n" not in sentence
        assert sentence == sentence.strip() != ""


@pytest.mark.parametrize(
    ("language", "expected"), [(language, group) for language, groups in BY_LANGUAGE.items() for group in groups]
)
def test_sentences_of_many_languages_end_where_a_reader_would_end_them(language: str, expected: list[str]) -> None:
    between = "" if language in {"zh", "ja"} else " "

    assert sentences(between.join(expected)) == list(expected)


@pytest.mark.xfail(strict=True, reason="named exceptions: see NOT_PARTED")
@pytest.mark.parametrize(("language", "expected"), NOT_PARTED)
def test_some_sentences_are_parted_otherwise(language: str, expected: list[str]) -> None:
    assert sentences(("" if language in {"zh", "ja"} else " ").join(expected)) == list(expected)


# The kinds of the golden rules of English sentence splitting, each in words of our own.
GOLDEN = {
    "plain stops": ["The mill is old.", "It still turns."],
    "question mark": ["Is it open?", "Ask the keeper."],
    "exclamation mark": ["Mind the step!", "It is high."],
    "initial with a stop": ["The plan is by Ida B. Stone.", "She drew it in May."],
    "initials within a name": ["It was A. J. Marsh who came.", "He stayed."],
    "abbreviation that goes on": ["Ask Messrs. Hill and Co. about it.", "They know."],
    "title before a name": ["Prof. Adler spoke.", "All listened."],
    "possessive abbreviation": ["We used the U.S.'s own map.", "It was right."],
    "abbreviation of several parts": ["She has a Ph.D. in botany.", "He has none."],
    "number with a decimal point": ["It weighs 2.5 tons.", "Lift it with care."],
    "number of a page": ["See p. 55 of the guide.", "It shows the way."],
    "number sign": ["Take tram no. 7.", "Get off at the bridge."],
    "time of day that goes on": ["Come at 5 p.m. to the gate.", "Bring a lamp."],
    "time of day at the end": ["Come at 5 p.m.", "We start then."],
    "web address": ["Read www.example.org/a.b for more.", "It is free."],
    "mail address": ["Write to ada.moor@example.org today.", "She replies soon."],
    "ellipsis within": ["It went on ... and on.", "Then it stopped."],
    "ellipsis at the end": ["And then it stopped...", "Nobody spoke."],
    "quotation within": ["She said “It is late.” and left.", "He stayed."],
    "quotation at the end": ["He said, “Come in.”", "She did."],
    "parenthesis with a stop": ["He stayed (he was tired.)", "She left."],
    "parenthesis with a question": ["It is far (is it not?) and steep.", "Take a map."],
    "list numbers": ["1. Fill the tank.", "2. Close the lid."],
    "several marks": ["Is it true?!", "It is."],
    "month": ["It opens on Jan. 4 at noon.", "It is free."],
    "company": ["Acme Corp. built it.", "It fell."],
    "figures and sections": ["As Fig. 2 and sec. 4 show, it works.", "See also vol. 3."],
    "units": ["Use 3 kg. of sand.", "Add water."],
    "file name": ["Open report.v2.txt now.", "It is long."],
    "version": ["Version 3.1.4 is out.", "Install it."],
    "Latin": ["Fruit, i.e. apples, etc. is cheap.", "So is tea."],
    "street": ["It is at 4 Mill Ave. near the church.", "Ring twice."],
}
# What cannot be told by spelling alone, and is parted, or not, against the rule.
EXCEPTIONS = {
    "name after an abbreviation that ends a sentence": ["He works for Acme Inc.", "Ida does too."],
    "letter that ends a sentence": ["It is plan B.", "Use it."],
    "list letters within a line": ["a. Fill the tank.", "b. Close the lid."],
}


@pytest.mark.parametrize("kind", sorted(GOLDEN))
def test_the_golden_rules_of_english_hold(kind: str) -> None:
    assert sentences(" ".join(GOLDEN[kind])) == GOLDEN[kind]


@pytest.mark.parametrize("kind", sorted(EXCEPTIONS))
def test_the_named_exceptions_are_still_exceptions(kind: str) -> None:
    assert sentences(" ".join(EXCEPTIONS[kind])) != EXCEPTIONS[kind]
