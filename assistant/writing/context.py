"""Context: as many sentences of passages as a chat model has room for, numbered. Knows no model but its room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.english.instructions import addresses_assistant
from assistant.reader.readings import Reading, quote
from ingest.documents import Span
from vectorstore.passages import Passage

_FENCE_TOKENS = 24  # of the two lines around a passage, without its title
_BYTES_PER_TOKEN = 3  # English has about four, Chinese three: a careful guess for a vocabulary that we do not know


@dataclass(frozen=True, slots=True)
class PackedPassage:
    """A passage as a model is shown it: its number, and those of its sentences that are shown, in their order.

    `withholds` says that it has sentences that give orders to an assistant, which are never shown.
    """

    number: int
    passage: Passage
    sentences: tuple[Span, ...]
    withholds: bool = False

    @property
    def text(self) -> str:
        """The sentences; what was left out between them is three dots."""
        parts = [quote(self.passage, self.sentences[0])]
        for before, span in pairwise(self.sentences):
            between = quote(self.passage, Span(before.end, max(before.end, span.start)))
            parts.append((between if not between.strip() else " … ") + quote(self.passage, span))
        return "".join(parts)


def pack(passages: Sequence[Passage], readings: Sequence[Reading], *, room: int) -> tuple[PackedPassage, ...]:
    """Return as much of `passages`, in their order, as fits into `room` tokens, in whole sentences, numbered from 1.

    Of the first passage that does not fit the likeliest sentences are taken. Sentences that give orders to an
    assistant, and those that an earlier passage has shown, are left out.
    """
    likely = {(one.passage.chunk.id, one.sentence): one.probability for one in readings}
    packed: list[PackedPassage] = []
    shown: set[tuple[str, Span]] = set()
    for passage in passages:
        chunk = passage.chunk
        safe = [span for span in chunk.sentences if not addresses_assistant(quote(passage, span))]
        new = [span for span in safe if (chunk.document_id, span) not in shown]
        left = room - estimate_tokens(chunk.title) - _FENCE_TOKENS
        order = sorted(new, key=lambda span: -likely.get((chunk.id, span), 0.0))
        taken = _fitting(passage, new if _cost(passage, new) <= left else order, left)
        if taken:
            in_order = tuple(sorted(taken, key=lambda span: span.start))
            packed.append(PackedPassage(len(packed) + 1, passage, in_order, len(safe) < len(chunk.sentences)))
            shown.update((chunk.document_id, span) for span in taken)
            room = left - _cost(passage, taken)
        if len(taken) < len(new):
            break
    return tuple(packed)


def estimate_tokens(text: str) -> int:
    """Return about how many tokens a text has, rather too many than too few."""
    return len(text.encode("utf-8", "surrogatepass")) // _BYTES_PER_TOKEN + 1


def _cost(passage: Passage, spans: Sequence[Span]) -> int:
    return sum(estimate_tokens(quote(passage, span)) + 1 for span in spans)


def _fitting(passage: Passage, spans: Sequence[Span], room: int) -> list[Span]:
    taken: list[Span] = []
    for span in spans:
        cost = _cost(passage, [span])
        if cost > room:
            break
        taken.append(span)
        room -= cost
    return taken
