"""Alignment: where in a passage the sentences stand that a claim was made from. Knows words, never a model.

It works on any wording: a model need not quote, nor be able to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.english.instructions import addresses_assistant
from assistant.english.names import is_name
from assistant.english.words import split_words, stems_of
from assistant.reader.readings import quote
from ingest.documents import Span
from vectorstore.passages import Passage


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sentences of one passage that may prove a claim: spans of the document's text, apart and in order.

    `coverage` is the share of the claim's words that stand in them, in [0, 1], names and numbers counted twice.
    """

    passage: Passage
    spans: tuple[Span, ...]
    coverage: float

    @property
    def text(self) -> str:
        """The sentences, verbatim, a line for each span."""
        return "\n".join(quote(self.passage, span) for span in self.spans)

    @property
    def context(self) -> str:
        """What stands around them: title, headings and the whole passage."""
        chunk = self.passage.chunk
        return f"{chunk.title}\n{chunk.heading}\n{chunk.text}"


_MOST_SENTENCES = 3  # that one claim is drawn from in one passage
_WORTH = 0.12  # of a claim's words that a further sentence must add
_FEW = 0.34  # a claim with fewer of its words in the best sentence is in other words: then meaning must tell
_MOST_TRIED = 12  # sentences of one passage tried by meaning
_TWICE = 2.0
_CLOSING = " \n\"'”’»)"  # what may stand behind the end of a sentence


def align(claim: str, passage: Passage) -> tuple[Evidence, ...]:
    """Return what may prove `claim` in `passage`, the likeliest first: one sentence, or a few that complete it.

    Where hardly a word is shared, every sentence may. What gives orders to an assistant proves nothing, nor does what
    only asks.
    """
    texts = {span: quote(passage, span) for span in _units(passage)}
    sentences = [span for span, text in texts.items() if not addresses_assistant(text)]
    wanted = _weights(claim)
    total = sum(wanted.values())
    if not sentences or not total:
        return ()
    stems = [stems_of(texts[span]) for span in sentences]
    shares = [_share(wanted, one) / total for one in stems]
    asked = {index for index, span in enumerate(sentences) if texts[span].rstrip(_CLOSING).endswith("?")}
    order = sorted(range(len(sentences)), key=lambda index: (index in asked, -shares[index], len(stems[index])))
    chosen = [[order[0]], _completed(wanted, stems, order[0], total)]
    if shares[order[0]] < _FEW:
        chosen.extend([index] for index in order[1:_MOST_TRIED])
    distinct = dict.fromkeys(tuple(sorted(indexes)) for indexes in chosen)
    return tuple(
        _evidence(passage, sentences, indexes, wanted, stems) for indexes in distinct if not asked.issuperset(indexes)
    )


def _units(passage: Passage) -> Iterator[Span]:
    """Yield the sentences of a passage; a list is one with the line that announces it, as neither says much alone."""
    held: Span | None = None
    for span in passage.chunk.sentences:
        if held is not None:
            between = quote(passage, Span(held.end, max(held.end, span.start)))
            announces = quote(passage, held).rstrip().endswith(":")
            if (announces or "\n\n" not in between) and _is_short(passage, span):
                held = Span(held.start, span.end)
                continue
            yield held
            held = None
        if quote(passage, span).rstrip().endswith(":"):
            held = span
        else:
            yield span
    if held is not None:
        yield held


_LONGEST_ITEM = 120  # characters of an item of a list


def _is_short(passage: Passage, span: Span) -> bool:
    return span.end - span.start <= _LONGEST_ITEM and not quote(passage, span).rstrip().endswith(":")


def _weights(claim: str) -> Mapping[str, float]:
    words = split_words(claim)
    return {
        word.stem: _TWICE if word.is_number or is_name(words, index) else 1.0
        for index, word in enumerate(words)
        if word.is_content
    }


def _share(wanted: Mapping[str, float], stems: frozenset[str]) -> float:
    return sum(weight for stem, weight in wanted.items() if stem in stems)


def _completed(wanted: Mapping[str, float], stems: Sequence[frozenset[str]], best: int, total: float) -> list[int]:
    """Add the sentences that give most of what the best one lacks, as long as they are worth it."""
    chosen, known = [best], stems[best]
    while len(chosen) < min(_MOST_SENTENCES, len(stems)):
        gains = {index: _share(wanted, one - known) / total for index, one in enumerate(stems) if index not in chosen}
        further = max(gains, key=lambda index: (gains[index], -abs(index - best)))
        if gains[further] < _WORTH:
            break
        chosen.append(further)
        known |= stems[further]
    return chosen


def _evidence(
    passage: Passage,
    sentences: Sequence[Span],
    indexes: Sequence[int],
    wanted: Mapping[str, float],
    stems: Sequence[frozenset[str]],
) -> Evidence:
    known = frozenset[str]().union(*(stems[index] for index in indexes))
    coverage = _share(wanted, known) / sum(wanted.values())
    return Evidence(passage, tuple(_joined([sentences[index] for index in indexes], passage)), coverage)


def _joined(spans: Sequence[Span], passage: Passage) -> Iterator[Span]:
    """Yield the spans, those that follow on one another as one."""
    held: Span | None = None
    for span in spans:
        if held is not None and not quote(passage, Span(held.end, max(held.end, span.start))).strip():
            held = Span(held.start, span.end)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held
