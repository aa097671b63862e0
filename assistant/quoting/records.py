"""Records: documents whose labelled values are all of one thing: a payslip, a certificate, a booking.

Whose it is, and of when, such a document says in a value of its own ("Employee: Joel Castellane"), which then holds for
all the others. Knows how lines read, never a question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.english.naming import Names, names_of
from assistant.reader.readings import quote, said
from ingest.documents import DocumentId, Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

_LABELLED = lazy_pattern(r"(?:\d{1,3}[.)]\s+)?(?P<label>[^:.!?|]{1,80}):\s+(?P<value>\S.*)")
_FEWEST = 3  # labelled values of a record


@dataclass(frozen=True, slots=True)
class LabelledValues:
    """The labels of a document by their places, and the words of its values, which tell whose it is."""

    labels: Mapping[Span, frozenset[str]]
    values: Names

    def is_told(self, span: Span) -> bool:
        """Tell whether what the values say holds for a line: for any but one of several that are labelled alike."""
        if len(self.labels) < _FEWEST:
            return False
        own = self.labels.get(span)
        return own is None or Counter(self.labels.values())[own] == 1


def labelled(passage: Passage, span: Span) -> re.Match[str] | None:
    """Return the label and value of a line or of a row of two cells; None for any other sentence."""
    told = said(passage, span)
    return None if told != quote(passage, span) and " · " in told else _LABELLED.fullmatch(told.strip())


def labelled_values_of(passages: Sequence[Passage]) -> Mapping[DocumentId, LabelledValues]:
    """Return what each document that was found is a record of, as far as its passages were."""
    lines: dict[DocumentId, dict[Span, re.Match[str]]] = {}
    for passage in passages:
        found = ((span, labelled(passage, span)) for span in passage.chunk.sentences)
        lines.setdefault(passage.chunk.document_id, {}).update((span, one) for span, one in found if one is not None)
    return {
        document: LabelledValues(
            {span: names_of(one["label"]).stems for span, one in own.items()},
            names_of("\n".join(one["value"] for one in own.values())),
        )
        for document, own in lines.items()
    }
