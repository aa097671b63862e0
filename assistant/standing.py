"""Standing: which citations of kept answers still stand, by the texts that a library has now. Makes no answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.errors import BadAnswers
from ingest.documents import DocumentId, Revision
from vectorstore.errors import UnknownDocument
from vectorstore.views import Texts


class Standing(StrEnum):
    """What has become of a citation.

    It stands where its words are where they were, in the revision that it names or in the present one; it moved where
    they are in the document's present text, but elsewhere; and it broke where they are not, or the document is gone.
    """

    STANDS = "stands"
    MOVED = "moved"
    BROKE = "broke"


@dataclass(frozen=True, slots=True)
class Checked:
    """A citation of a kept answer and what has become of it; `start` is where its words are now, None for nowhere.

    `is_kept` tells whether the revision that it names is kept and still says so.
    """

    answer: str
    number: int
    title: str
    quote: str
    standing: Standing
    start: int | None
    is_kept: bool
    why: str = ""


def check_answers(path: Path, library: Texts) -> Iterator[Checked]:
    """Yield what has become of every citation in a file of `ask --json` or `ask --batch`. Raises BadAnswers."""
    present = {record.id: record.revision for record in library.documents()}
    for place, answer in _answers(path):
        for citation in _citations(answer, place):
            yield _checked(str(answer.get("id") or answer.get("question") or place), citation, library, present)


def _checked(
    name: str, citation: Mapping[str, object], library: Texts, present: Mapping[DocumentId, Revision]
) -> Checked:
    document_id, revision = DocumentId(str(citation["document_id"])), Revision(str(citation["revision"]))
    quote, start = str(citation["quote"]), int(str(citation["start"]))
    kept = _text(library, document_id, revision)
    is_kept = kept is not None and kept[start : start + len(quote)] == quote
    now = kept if present.get(document_id) == revision else _text(library, document_id, present.get(document_id))
    standing, found, why = _found(now, quote, start)
    return Checked(
        name, int(str(citation["number"])), str(citation["title"]), quote, standing, found, is_kept=is_kept, why=why
    )


def _found(text: str | None, quote: str, start: int) -> tuple[Standing, int | None, str]:
    if text is None:
        return Standing.BROKE, None, "its document is not in the library any more"
    if text[start : start + len(quote)] == quote:
        return Standing.STANDS, start, ""
    nearest = min(_places(text, quote), key=lambda place: abs(place - start), default=None)
    if nearest is None:
        return Standing.BROKE, None, "its document says so no more"
    return Standing.MOVED, nearest, "its words stand elsewhere in the document now"


def _places(text: str, quote: str) -> Iterator[int]:
    place = text.find(quote) if quote else -1
    while place >= 0:
        yield place
        place = text.find(quote, place + 1)


def _text(library: Texts, document_id: DocumentId, revision: Revision | None) -> str | None:
    if revision is None:
        return None
    try:
        return library.text(document_id, revision)
    except UnknownDocument:
        return None


def _answers(path: Path) -> Iterator[tuple[str, Mapping[str, object]]]:
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadAnswers(f"{path}: cannot be read ({error}); name a file of `ask --json` or `ask --batch`") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield f"{path.name}:{number}", _answer(line, f"{path}:{number}")


def _answer(line: str, place: str) -> Mapping[str, object]:
    try:
        answer = json.loads(line)
    except ValueError as error:
        raise BadAnswers(f"{place}: not JSON ({error}); keep what `ask --json` or `ask --batch` prints") from error
    if not isinstance(answer, dict) or not isinstance(answer.get("citations"), list):
        raise BadAnswers(f"{place}: no answer with citations; keep what `ask --json` or `ask --batch` prints")
    return answer


_NEEDED = ("number", "document_id", "title", "revision", "start", "quote")


def _citations(answer: Mapping[str, object], place: str) -> Sequence[Mapping[str, object]]:
    found = answer["citations"]
    cited: list[Mapping[str, object]] = []
    for one in found if isinstance(found, list) else ():
        if not isinstance(one, dict) or not all(name in one for name in _NEEDED) or not isinstance(one["start"], int):
            raise BadAnswers(f"{place}: a citation without {', '.join(_NEEDED)}; ask again with this version")
        cited.append(one)
    return cited
