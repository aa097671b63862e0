"""Summaries: what a document is, its parts and its main figures and dates, in its own sentences and its own order.

Sentences are chosen for coverage: each further one must say most that is central and not said yet. A sentence of
contact ("Tel. ...") says nothing of what a document is about, and is never chosen. Knows vectors, never a question.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Citation, Statement, Support, Verdict
from assistant.conversation.phrases import ALL_DOCUMENTS, SUMMARY, wishes_summary
from assistant.english.entities import EntityType, records_of
from assistant.english.leaning import leans
from assistant.english.numbers import figures_of
from assistant.english.words import split_words, stems_of
from assistant.messages.message import say, say_of
from assistant.proving.citations import Citations
from assistant.quoting.headed import denying_heading
from assistant.reader.matching import TextEmbedder
from assistant.reader.readings import quote
from ingest.chunking import Chunk
from ingest.documents import Block, Document, DocumentId, Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage
from vectorstore.views import Record, SearchedLibrary

Vectors = NDArray[np.float32]

_SENTENCES = 7  # of one document
_FEWER = 1  # of each of several documents, or more where they are so few
_LINES = 8  # of several documents together
_DOCUMENTS = 12  # at most, of a library
_SHORTLIST = 3  # times as many are looked at for saying the same in other words
_SAME = 0.85  # cosine from which two sentences say the same
_SHORTEST, _LONGEST = 6, 60  # words of a sentence that can stand in a summary
_LONGEST_LINE = 200  # characters of a line that stands for a document without sentences
_PARTS = 12  # headings named
# What a sentence is worth beside its words: the first says what a document is, figures and parts not yet met are
# wanted, sums of money and who a contract is between all the more, a step of many is less.
_FIRST, _FIGURE, _AMOUNT, _PARTIES, _NEW_PART, _STEP = 1.5, 1.2, 1.5, 2.0, 1.3, 0.6
_SAID = Support(Verdict.SUPPORTED, 1.0)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may stand in a summary, its stems, and the part of the document that it stands in."""

    passage: Passage
    span: Span
    stems: frozenset[str]
    part: str

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return quote(self.passage, self.span)


def summarise(
    records: Sequence[Record], library: SearchedLibrary, embedder: TextEmbedder
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return the central sentences of the documents, cited: some of one with its parts, one of each of several."""
    citations = Citations()
    if len(records) == 1:
        statements = [
            *_parts(records[0], library, citations),
            *(_quoted(one, citations) for one in _chosen(records[0], library, embedder, _SENTENCES)),
        ]
        return tuple(statements), citations.made()
    each = max(_FEWER, _LINES // len(records))
    statements = [
        Statement(f"{_called(record)}: {one.text}", (citations.cite(one.passage, one.span),), _SAID, concluded=True)
        for record in records[:_DOCUMENTS]
        for one in _chosen(record, library, embedder, each)
    ]
    left = len(records) - _DOCUMENTS
    more = say_of(
        left,
        "{count} more document is not summarised here; name it.",
        "{count} more documents are not summarised here; name one of them.",
    )
    return (*statements, *([Statement(more)] if left > 0 else [])), citations.made()


def _quoted(one: _Candidate, citations: Citations) -> Statement:
    return Statement(one.text, (citations.cite(one.passage, one.span),), _SAID)


def summarise_section(
    section: Section, library: SearchedLibrary, embedder: TextEmbedder
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return the central sentences of a section of a document, cited."""
    citations = Citations()
    chunks = [one for one in library.chunks(section.record.id) if section.heading in one.heading.split(_BELOW)]
    chosen = _chosen_of(section.record, chunks, embedder, _SENTENCES)
    return tuple(_quoted(one, citations) for one in chosen), citations.made()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document, by its heading."""

    record: Record
    heading: str


_BELOW = " › "


def section_to_summarise(message: str, records: Sequence[Record], passages: Sequence[Passage]) -> Section | None:
    """Return the section that `message` asks a summary of, by the words of its heading; None where it names none."""
    wanted = stems_of(message)
    by_id = {record.id: record for record in records}
    for passage in passages:
        for heading in reversed(passage.chunk.heading.split(_BELOW)):
            named = frozenset(stem for stem in stems_of(heading) if not stem[:1].isdigit())
            if len(named) >= _SECTION_WORDS and named <= wanted and passage.chunk.document_id in by_id:
                return Section(by_id[passage.chunk.document_id], heading)
    return None


_SECTION_WORDS = 2  # of a heading that is named, so that no common word is taken for one


def wants_document(message: str) -> bool:
    """Tell whether a summary of a document of a sort is asked for, which some sentence on its subject is not."""
    return _OF_A_SORT.search(message) is not None


_OF_A_SORT = lazy_pattern(
    r"\b(?:summari[sz]e|sum up|(?:summary|overview|gist|abstract|outline) of) (?:(?!what\b|how\b|about\b)[\w'’-]+ )"
    r"{0,4}(?:policy|contract|agreement|letter|report|minutes|manual|handbook|book|chapter|invoice|guide|article|paper"
    r"|brochure|leaflet|newsletter|statutes|presentation|slides|e-?mail)\b",
    re.IGNORECASE,
)


def _called(record: Record) -> str:
    name = unquote(record.uri.rstrip("/").rsplit("/", 1)[-1])
    return record.title if name.rsplit(".", 1)[0] == record.title else f"{record.title} ({name})"


def _parts(record: Record, library: SearchedLibrary, citations: Citations) -> list[Statement]:
    """Return one statement that names the parts of a document by its headings, none where it has not several."""
    document = library.document(record.id, record.revision)
    headings = _main_headings(document)
    chunks = library.chunks(record.id)
    if len(headings) < 2 or not chunks:  # noqa: PLR2004 - one part is no part
        return []
    whole = _passage_of(record, _whole(chunks[0], document))
    numbers = tuple(citations.cite(whole, Span(one.start, one.end)) for one in headings)
    names = " · ".join(document.text[one.start : one.end] for one in headings)
    return [Statement(say("Parts: {names}", names=names), numbers, _SAID, concluded=True)]


def _main_headings(document: Document) -> list[Block]:
    """Return the headings of the highest level of which there are several, without the title."""
    below = [one for one in document.headings if document.text[one.start : one.end].strip() != document.title.strip()]
    levels = Counter(one.level for one in below)
    level = next((level for level in sorted(levels) if levels[level] > 1), None)
    return [one for one in below if one.level == level][:_PARTS]


def _whole(chunk: Chunk, document: Document) -> Chunk:
    return Chunk(chunk.id, chunk.document_id, 0, len(document.text), document.text, chunk.title, "", None, sentences=())


def _passage_of(record: Record, chunk: Chunk) -> Passage:
    return Passage(chunk, record.uri, record.revision, 1.0, 1.0, None, None)


# -- which sentences ---------------------------------------------------------------------------------------------------


def _chosen(record: Record, library: SearchedLibrary, embedder: TextEmbedder, limit: int) -> list[_Candidate]:
    """Return at most `limit` sentences of a document, in its order, none that says the same as another."""
    return _chosen_of(record, library.chunks(record.id), embedder, limit)


def _chosen_of(record: Record, chunks: Sequence[Chunk], embedder: TextEmbedder, limit: int) -> list[_Candidate]:
    candidates = _candidates(record, chunks)
    if not candidates:
        return []
    ranked = cover(
        [one.stems for one in candidates],
        [_worth(one, first=index == 0) for index, one in enumerate(candidates)],
        [one.part for one in candidates],
        limit=limit * _SHORTLIST,
    )
    vectors = embedder.embed([candidates[index].text for index in ranked])
    kept = _distinct(vectors, limit)
    return [candidates[index] for index in sorted(ranked[place] for place in kept)]


def _worth(candidate: _Candidate, *, first: bool) -> float:
    text = candidate.text
    factors = (
        (first, _FIRST),
        (bool(figures_of(text)), _FIGURE),
        (bool(records_of(text, EntityType.AMOUNT)), _AMOUNT),
        (_names_parties(text), _PARTIES),
        (_is_step(text), _STEP),
    )
    return math.prod(factor for holds, factor in factors if holds)


def _names_parties(text: str) -> bool:
    """Tell whether a sentence says who a contract is between: "A Ltd (the landlord) and B (the tenant)"."""
    return len(_PARTY.findall(text)) > 1


_PARTY = lazy_pattern(
    r"\((?:(?:hereinafter|referred to as|called|as) )*(?:the )?[\"“']?[\w -]{3,30}[\"”']?\)|\bhereinafter\b",
    re.IGNORECASE,
)


def _is_step(text: str) -> bool:
    return re.match(r"\s*\(?\d{1,2}[.)]\s", text) is not None


def cover(
    sentences: Sequence[frozenset[str]], worths: Sequence[float], parts: Sequence[str], *, limit: int
) -> list[int]:
    """Return the sentences, as places in the list, that together say most of what is central, the best first.

    What is central is weighed by the number of sentences that speak of it, and counts once (concept coverage, Gillick
    and Favre 2009, chosen greedily); `worths` are factors, and the first sentence of each part is worth more.
    """
    weights = {stem: math.log1p(count) for stem, count in Counter(stem for one in sentences for stem in one).items()}
    picked: list[int] = []
    said: set[str] = set()
    met: set[str] = set()
    while len(picked) < min(limit, len(sentences)):
        gains = {
            index: _gain(sentences[index] - said, weights, len(sentences[index]))
            * worths[index]
            * (1.0 if parts[index] in met else _NEW_PART)
            for index in range(len(sentences))
            if index not in picked
        }
        best = max(gains, key=lambda index: (gains[index], -index))
        picked.append(best)
        said |= sentences[best]
        met.add(parts[best])
    return picked


def _gain(new: frozenset[str], weights: Mapping[str, float], length: int) -> float:
    return math.fsum(weights[stem] for stem in new) / math.sqrt(1 + length)  # the same in whatever order


def _distinct(vectors: Vectors, limit: int) -> list[int]:
    kept: list[int] = []
    for place in range(len(vectors)):
        if len(kept) < limit and all(float(vectors[place] @ vectors[one]) < _SAME for one in kept):
            kept.append(place)
    return kept


def _candidates(record: Record, chunks: Sequence[Chunk]) -> list[_Candidate]:
    """Return the sentences that can stand alone; of a document that has none, such as a list, its lines."""
    found: dict[Span, _Candidate] = {}
    for chunk in chunks:
        passage = _passage_of(record, chunk)
        for span in chunk.sentences:
            text = quote(passage, span)
            found.setdefault(span, _Candidate(passage, span, stems_of(text), chunk.heading))
    everything = [one for one in sorted(found.values(), key=lambda one: one.span.start) if _may_be_said(record, one)]
    standing = [one for one in everything if _can_stand(one)]
    return standing or [one for one in everything if one.stems and len(one.text) <= _LONGEST_LINE]


def _may_be_said(record: Record, candidate: _Candidate) -> bool:
    """Tell whether a line may be said without what stands round it: no title, contact, or what its heading denies."""
    is_denied = denying_heading(candidate.passage, candidate.span) is not None
    is_told = candidate.text.strip() != record.title and _SENT.match(candidate.text) is None
    return is_told and not is_contact(candidate.text) and not is_denied


_SENT = lazy_pattern(r"Date: \w{3}, \d{1,2} \w{3} \d{4} [\d:]+ ")  # as a mail's head tells it


def is_contact(text: str) -> bool:
    """Whether a line only tells how somebody is reached."""
    if not any(records_of(text, type_) for type_ in (EntityType.PHONE, EntityType.MAIL, EntityType.LINK)):
        return False
    return len(split_words(text)) <= _LONGEST_CONTACT or _CONTACT.search(text) is not None


_LONGEST_CONTACT = 14  # words
_CONTACT = lazy_pattern(
    r"\b(?:contact|telephone|phone|tel|fax|e-?mail|write to|call|questions? (?:to|go))\b", re.IGNORECASE
)


_OF_ITSELF = lazy_pattern(
    r"This (?:\w+ )?(?:agreement|contract|lease|policy|document|report|letter|notice|handbook|guide|manual|offer)\b"
)
_SIGNED = lazy_pattern(r"Signed\b")
_FIGURE_LINE = lazy_pattern(r"[^:.!?|]{3,60}:\s+\S.*\d.*")


def _can_stand(candidate: _Candidate) -> bool:
    text = candidate.text
    words = split_words(text)
    if _FIGURE_LINE.fullmatch(text.strip()) and len(words) <= _LONGEST:
        return True
    return (
        _SHORTEST <= len(words) <= _LONGEST
        and text.rstrip()[-1:] in tuple('.!”"。！।')
        and (not leans(text) or _OF_ITSELF.match(text) is not None)
        and not _SIGNED.match(text)
        and bool(candidate.stems)
    )


# -- which documents -----------------------------------------------------------------------------------------------

_ASKING = stems_of(
    "summarise summarize summary summaries sum overview gist abstract outline tldr tl dr brief short quick main "
    "mainly key points ideas message topics takeaways subjects about deal cover discuss talk give mostly please "
    "write make say"
)
_ANY_DOCUMENT = stems_of(
    "document documents doc docs file files library text texts article articles paper papers book books report "
    "reports page pages note notes everything collection material uploaded content contents folder thread"
)
_NAMED = 0.5  # of a title's words: "summarise the handbook" names "Employee handbook"


def documents_to_summarise(message: str, records: Sequence[Record], chosen: Sequence[DocumentId]) -> tuple[Record, ...]:
    """Return the documents whose summary `message` asks for; none when it is about a thing inside them.

    Those that it names come first; "it" and "my documents" are the chosen ones, or all.
    """
    open_to = [record for record in records if not chosen or record.id in chosen]
    if wishes_summary(message):
        return _named_elsewhere(message, open_to)
    wanted = stems_of(message) - _ASKING
    named = tuple(record for record in open_to if wanted and wanted <= _words_of(record))
    named = named or tuple(record for record in open_to if _names(wanted, record.title))
    if named:
        return named
    return tuple(open_to) if wanted <= _ANY_DOCUMENT else ()


def document_opening_with(
    message: str, records: Sequence[Record], passages: Sequence[Passage], library: SearchedLibrary
) -> tuple[Record, ...]:
    """Return the one found document whose first lines have all that `message` asks a summary of; () for none.

    A scan or a PDF is often called by a file's name that says less than its first line.
    """
    wanted = stems_of(message) - _ASKING - _ANY_DOCUMENT
    found = {one.chunk.document_id for one in passages}
    named = [
        record
        for record in records
        if record.id in found
        and wanted
        and wanted <= _words_of(record) | stems_of(library.document(record.id, record.revision).text[:_OPENING])
    ]
    return tuple(named) if len(named) == 1 else ()


_OPENING = 200  # characters: a heading and the line below it


def _named_elsewhere(message: str, records: Sequence[Record]) -> tuple[Record, ...]:
    """Return those with most of the words that a wish in another language has; all where it names nothing."""
    wanted = stems_of(ALL_DOCUMENTS.sub(" ", SUMMARY.sub(" ", _VERB.sub(" ", message))))
    if not wanted:
        return tuple(records)
    shared = {record.id: _common(wanted, stems_of(record.title)) for record in records}
    most = max(shared.values(), default=0)
    return tuple(record for record in records if most and shared[record.id] == most)


def _common(wanted: frozenset[str], title: frozenset[str]) -> int:
    """Count the words that a title has, whatever ending either has: most languages have more of them than English."""
    return sum(
        any(one == other or (min(len(one), len(other)) >= _STEM and one[:_STEM] == other[:_STEM]) for other in title)
        for one in wanted
    )


_STEM = 5  # letters
_VERB = lazy_pattern(r"\b(?:fass(?:e|en|t)?|zusammen|vat|samen)\b", re.IGNORECASE)  # of which the rest stands between


def _words_of(record: Record) -> frozenset[str]:
    """Return the stems of a document's title, and of the names of its file and of the folder that it lies in."""
    place = re.sub(r"[\W_]+", " ", " ".join(unquote(record.uri).rsplit("/", 2)[-2:]))
    return stems_of(f"{record.title} {place}") | _ANY_DOCUMENT


def _names(wanted: frozenset[str], title: str) -> bool:
    words = stems_of(title) - _ANY_DOCUMENT
    return bool(words) and len(words & wanted) >= _NAMED * len(words)
