"""Extractive answers: the sentences of the documents that answer, verbatim, most direct first.

Knows readings, never a model, a store or a screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answers import Citation, Statement, Support, Verdict
from assistant.english.calendar import weekdays_named
from assistant.english.expectation import expect
from assistant.english.leaning import leans, may_be_impersonal
from assistant.english.negation import denies
from assistant.english.words import Word, split_words, stems_of
from assistant.proving.citations import Citations
from assistant.proving.verification import weigh
from assistant.quoting.headed import denying_heading
from assistant.reader.claims import Chances, Judge
from assistant.reader.readings import Reading, quote, said
from assistant.reader.telling import places_of
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage


@dataclass(frozen=True, slots=True)
class ExtractiveOptions:
    """How much is said.

    A further sentence is said when its probability is at least `keep` of the best one's: 0.6 of it was the
    least that did not lengthen answers with sentences that only share the subject. `list_keep` holds where more
    than one thing is asked for.
    """

    max_statements: int = 3
    keep: float = 0.75
    list_keep: float = 0.6


# A sentence that begins so lists, or explains, what the one before it announces.
_GOES_ON = lazy_pattern(
    r"(?:The reasons? (?:is|was|are|were)\b|This is because\b)"
    r"|(?:These|They|Those|Among (?:them|these))(?: \w+)? (?:include|are|were|comprise|cover)\b"
)
_WANTS_STEPS = lazy_pattern(r"\b(?:steps?|how (?:do|can|should|must|to)|instructions?|recipe)\b", re.IGNORECASE)
_NUMBERED = lazy_pattern(r"\s*\(?\d{1,2}[.)]\s+\S")
_REPEATED = 0.8  # share of its telling words that the shorter of two sentences has, where both say the same
_BACKED = 0.8  # probability at which another document's sentence stands for one that is said
_MAX_ITEMS = 15  # of one list

_Sentence = tuple[Passage, Span]


def answer_sentences(
    question: str,
    readings: Sequence[Reading],
    *,
    threshold: float,
    options: ExtractiveOptions,
    judge: Judge | None = None,
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return statements and their citations from `readings`, the likeliest first; none below `threshold`.

    A sentence of another document that `judge` finds to support a statement is cited for it, not said after it.
    """
    chosen = _choose(question, readings, threshold, options)
    citations = Citations()
    statements: list[Statement] = []
    wants_list = expect(question).wants_list or _WANTS_STEPS.search(question) is not None
    for reading in chosen:
        backed = _backed(reading, statements, citations, judge)
        if backed is not None:
            _cite(statements, backed, citations.cite(reading.passage, reading.sentence))
            continue
        for passage, span in _with_company(reading, whole=wants_list):
            _say(statements, citations, passage, span, _highlights_at(span, reading))
    return tuple(statements), citations.made()


def _backed(reading: Reading, statements: Sequence[Statement], citations: Citations, judge: Judge | None) -> int | None:
    """Return the index of the statement that a sentence of another document supports; None for none."""
    if judge is None or not statements:
        return None
    documents = {citation.number: citation.document_id for citation in citations.made()}
    own = reading.passage.chunk.document_id
    foreign = [
        index
        for index, statement in enumerate(statements)
        if all(documents[number] != own for number in statement.citations)
    ]
    chances = judge.judge([(statements[index].text, reading.text) for index in foreign])
    return next(
        (
            index
            for index, one in zip(foreign, chances, strict=True)
            if one.supported >= _BACKED and _is_proved(statements[index].text, reading, one)
        ),
        None,
    )


def _is_proved(text: str, reading: Reading, chances: Chances) -> bool:
    """Whether a sentence that a judge believes in also stands the comparison of its figures, names and denials."""
    return weigh(text, reading.text, chances, context=reading.passage.chunk.title).verdict is Verdict.SUPPORTED


def _choose(question: str, readings: Sequence[Reading], threshold: float, options: ExtractiveOptions) -> list[Reading]:
    """Keep the best readings, and any other that says the same as one of them in another place."""
    readings = [one for one in readings if not _asks(one)]
    if not readings or readings[0].probability < threshold:
        return []
    share = options.list_keep if expect(question).wants_list else options.keep
    floor = max(threshold, readings[0].probability * share)
    likely = [one for one in readings if one.probability >= floor]
    if share == options.keep:
        on_day = _on_day(question, readings, max(threshold, readings[0].probability * options.list_keep))
        likely = [*on_day, *(one for one in _belonging(question, likely) if one not in on_day)]
    distinct: list[Reading] = []
    for reading in likely:
        if len(distinct) < options.max_statements and not any(_same(reading.text, one.text) for one in distinct):
            distinct.append(reading)
    echoes = [
        reading
        for reading in readings
        if reading not in distinct and any(_same(reading.text, one.text) for one in distinct)
    ]
    return [*distinct, *echoes]


def _on_day(question: str, readings: Sequence[Reading], floor: float) -> list[Reading]:
    """Return the sentences on the day of the week that is asked for, where the first is of none, in its passage.

    "Open from 10 to 7" is no answer to "open on Monday?" before "Closed on Monday".
    """
    days, first = weekdays_named(question), readings[0]
    if not days or weekdays_named(first.text):
        return []
    beside = (one for one in readings if one.probability >= floor and one.passage.chunk.id == first.passage.chunk.id)
    return [one for one in beside if days & weekdays_named(one.text)]


def _belonging(question: str, likely: Sequence[Reading]) -> list[Reading]:
    """Leave out the sentences that have fewer of the words that are asked for than the first has."""
    if not likely:
        return []
    asked = stems_of(question)
    least = len(asked & _known(likely[0]))
    return [one for one in likely if len(asked & _known(one)) >= least]


def _known(reading: Reading) -> frozenset[str]:
    """Return the stems of a sentence with its title and headings, and with the sentence that it leans on."""
    chunk = reading.passage.chunk
    before = [span for span in chunk.sentences if span.end <= reading.sentence.start][-1:]
    around = [quote(reading.passage, span) for span in before if leans(reading.text)]
    return stems_of(" ".join([chunk.title, chunk.heading, *around, reading.text]))


def _asks(reading: Reading) -> bool:
    return reading.text.rstrip().endswith("?")


def _say(
    statements: list[Statement],
    citations: Citations,
    passage: Passage,
    span: Span,
    highlights: tuple[Span, ...],
) -> None:
    """Add a sentence, or, where it has been said already, only its citation."""
    text = said(passage, span)
    number = citations.cite(passage, span)
    for index, statement in enumerate(statements):
        if _same(text, statement.text):
            _cite(statements, index, number)
            return
    statements.append(Statement(text, (number,), Support(Verdict.SUPPORTED, 1.0), highlights))


def _cite(statements: list[Statement], index: int, number: int) -> None:
    statement = statements[index]
    if number not in statement.citations:
        statements[index] = replace(statement, citations=(*statement.citations, number))


def _highlights_at(span: Span, reading: Reading) -> tuple[Span, ...]:
    if span != reading.sentence:
        return ()
    if reading.text == quote(reading.passage, span):
        return tuple(Span(one.start - span.start, one.end - span.start) for one in reading.highlights)
    return places_of([quote(reading.passage, one) for one in reading.highlights], reading.text)


# -- the company a sentence needs ------------------------------------------------------------------------------


def _with_company(reading: Reading, *, whole: bool) -> Iterator[_Sentence]:
    """Yield the sentence with the one it leans on before it, and with the whole list it belongs to.

    What is not so by its heading comes behind that: "What tenants must not do".
    A row of a table stands alone, unless all of what is asked for is wanted: its neighbours are of other things.
    """
    if not whole and reading.text != quote(reading.passage, reading.sentence):
        yield reading.passage, reading.sentence
        return
    heading = denying_heading(reading.passage, reading.sentence)
    if heading is not None:
        yield reading.passage, heading
    sentences = reading.passage.chunk.sentences
    index = sentences.index(reading.sentence)
    start, end = _list_around(reading.passage, index)
    if whole and start == end == index:
        start, end = _numbered_around(reading.passage, index)
    if start == index and _follows(reading.passage, index) and _needs_the_one_before(reading.text):
        start -= 1
    if end == index and end + 1 < len(sentences) and _goes_on(reading.passage, index + 1):
        end += 1
    for span in sentences[start : end + 1]:
        yield reading.passage, span


def _needs_the_one_before(sentence: str) -> bool:
    return leans(sentence) and not may_be_impersonal(sentence)


def _goes_on(passage: Passage, index: int) -> bool:
    """Whether a sentence lists or explains what the one before it announces."""
    return _follows(passage, index) and _GOES_ON.match(quote(passage, passage.chunk.sentences[index])) is not None


def _follows(passage: Passage, index: int) -> bool:
    """Whether a sentence stands in one paragraph with the sentence before it."""
    return index > 0 and "\n" not in _between(passage, index - 1)


def _list_around(passage: Passage, index: int) -> tuple[int, int]:
    """Return the first and last sentence of the list that sentence `index` introduces or is an item of.

    A label over a paragraph introduces no list: it goes with the sentence behind it, which needs no label itself.
    """
    introduction = next((at for at in range(index, -1, -1) if _introduces(passage, at)), None)
    if introduction is None:
        return index, index
    last = _last_item(passage, introduction)
    if last == introduction == index:
        return index, min(index + 1, len(passage.chunk.sentences) - 1)
    return (introduction, last) if index <= last else (index, index)


def _numbered_around(passage: Passage, index: int) -> tuple[int, int]:
    """Return the first and last sentence of the run of numbered lines in which a sentence stands."""
    if not _is_numbered(passage, index):
        return index, index
    first = last = index
    while first > 0 and "\n" in _between(passage, first - 1) and _is_numbered(passage, first - 1):
        first -= 1
    while last + 1 < len(passage.chunk.sentences) and _is_numbered(passage, last + 1):
        last += 1
    return first, last


def _is_numbered(passage: Passage, index: int) -> bool:
    return _NUMBERED.match(quote(passage, passage.chunk.sentences[index])) is not None


def _introduces(passage: Passage, index: int) -> bool:
    return quote(passage, passage.chunk.sentences[index]).rstrip().endswith(":")


def _last_item(passage: Passage, introduction: int) -> int:
    """Return the last item, or the introduction where there are none.

    Items follow one another on single lines; the first of them may stand after a blank line.
    """
    first, end = introduction + 1, len(passage.chunk.sentences)
    if first + 1 < end and "\n" not in _between(passage, first):
        return introduction
    last = introduction
    for index in range(first, min(end, first + _MAX_ITEMS)):
        gap = _between(passage, index - 1)
        if index > first and ("\n" not in gap or "\n\n" in gap):
            break
        last = index
    return last


def _between(passage: Passage, index: int) -> str:
    """Return what stands between sentence `index` and the next one: blanks and line ends."""
    sentences = passage.chunk.sentences
    return quote(passage, Span(sentences[index].end, sentences[index + 1].start))


# -- saying the same ---------------------------------------------------------------------------------------------


def _same(one: str, other: str) -> bool:
    """Whether two sentences say the same: in the same order, but for a few plain words that only one of them has.

    A word for another may be one thing for another ("opens", "closes"); a further number, name, denial or direction
    always is.
    """
    if one == other:
        return True
    short, long = sorted((_telling(one), _telling(other)), key=len)
    if not short or len(short) < _REPEATED * len(long) or denies(one) != denies(other):
        return False
    added = _added(short, long)
    return added is not None and all(word.is_content and not _is_compared(word) for word in added)


def _telling(text: str) -> list[Word]:
    return [word for word in split_words(text) if word.is_content or _is_compared(word)]


def _is_compared(word: Word) -> bool:
    """Whether a word must stand in both of two sentences that say the same."""
    return word.is_number or word.lower in _DIRECTIONS or (word.is_content and word.is_capitalised)


def _added(short: Sequence[Word], long: Sequence[Word]) -> list[Word] | None:
    """Return the words of `long` that `short` lacks; None where it has others, or another order."""
    added: list[Word] = []
    kept = 0
    for word in long:
        if kept < len(short) and word.stem == short[kept].stem:
            kept += 1
        else:
            added.append(word)
    return added if kept == len(short) else None


# Words without a subject of their own that turn what a sentence says.
_DIRECTIONS = frozenset(
    "above after all any before below both down each every few fewer from in inside less many more most off on once "
    "only out outside over some through to under until up with within without".split()
)
