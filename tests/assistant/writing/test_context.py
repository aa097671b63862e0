from __future__ import annotations

from assistant.writing.context import estimate_tokens, pack
from ingest.documents import Span
from tests.assistant.fakes import passage_in, reading_of

SHOP = passage_in("The shop opens at nine.", "It sells green tea.", "Ada Quill leads the shop.", title="Shop")
BRIDGE = passage_in("The Tarn bridge opened on 3 May 1932.", "It carries two lanes.", title="Bridge")


def test_passages_are_packed_in_the_readers_order_and_numbered() -> None:
    packed = pack([BRIDGE, SHOP], (), room=1000)

    assert [(one.number, one.passage.chunk.title) for one in packed] == [(1, "Bridge"), (2, "Shop")]
    assert packed[0].text == BRIDGE.chunk.text


def test_of_a_passage_that_does_not_fit_the_likeliest_sentences_are_taken_whole() -> None:
    readings = [reading_of(SHOP, "Ada Quill leads the shop.", 0.9), reading_of(SHOP, "The shop opens at nine.", 0.5)]

    (packed,) = pack([SHOP, BRIDGE], readings, room=24 + estimate_tokens("Shop") + 22)

    assert packed.text == "The shop opens at nine. … Ada Quill leads the shop."
    assert packed.sentences == (Span(0, 23), Span(44, 69))


def test_nothing_fits_into_no_room() -> None:
    assert pack([SHOP], (), room=5) == ()


def test_a_sentence_that_two_passages_share_is_shown_once() -> None:
    assert len(pack([SHOP, SHOP], (), room=1000)) == 1


def test_tokens_are_counted_on_the_careful_side() -> None:
    assert estimate_tokens("word " * 300) >= 400
    assert estimate_tokens("汉字") >= 2
