"""Real small files, made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


def pdf_of(*pages: Sequence[str], title: str = "") -> bytes:
    """A PDF in Helvetica with one line of text per string, 14 points apart, from the top of each page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        stream = _stream(lines)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    objects.append(b"<< /Title (%s) >>" % title.encode("latin-1"))
    return _file(objects)


def _stream(lines: Sequence[str]) -> bytes:
    shown = [b"(%s) Tj T*" % _escaped(line) for line in lines]
    return b"\n".join([b"BT /F1 11 Tf 14 TL 72 770 Td", *shown, b"ET"])


def _escaped(line: str) -> bytes:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("latin-1")


def _file(objects: Sequence[bytes]) -> bytes:
    content = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(objects), len(content))
    )


class Placed(NamedTuple):
    """Words of a page, from a point in points from its lower left corner."""

    x: float
    y: float
    text: str
    size: float = 11
    bold: bool = False


def placed_pdf(
    *pages: Sequence[Placed], page: bytes = b"/MediaBox [0 0 595 842]", more: Sequence[bytes] = (), root: bytes = b""
) -> bytes:
    """A PDF whose words stand where they are put, in the order given.

    `page` goes into each page's dictionary and `root` into the catalogue; `more` are objects from number 6 on.
    """
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
        b"<< /Font << /F1 3 0 R /F2 4 0 R >> >>",
        *more,
    ]
    kids = []
    for words in pages:
        stream = b"\n".join(_shown(one) for one in words)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources 5 0 R %s >>" % (len(objects), page))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    objects.append(b"<< >>")
    return _file(objects)


def column(x: float, top: float, lines: Sequence[str], size: float = 10) -> list[Placed]:
    """Lines below one another, 14 points apart."""
    return [Placed(x, top - 14 * number, line, size) for number, line in enumerate(lines)]


def with_drawing(content: bytes, drawing: bytes) -> bytes:
    """The same PDF with operators before those of its last page; its table of places is then wrong, and is rebuilt."""
    head, marker, rest = content.rpartition(b">>\nstream\n")
    body, end, tail = rest.partition(b"\nendstream")
    begin, _, _ = head.rpartition(b"<< /Length")
    stream = drawing + b"\n" + body
    return begin + b"<< /Length %d " % len(stream) + marker + stream + end + tail


class Glyph(NamedTuple):
    """A square of a page, one em wide, and the letters that it stands for; “、” fills a third of it."""

    x: float
    y: float
    letters: str


def glyph_pdf(glyphs: Sequence[Glyph], size: float = 12) -> bytes:
    """A PDF of glyphs that stand where they are put, in the order given, of a font that says what they stand for."""
    known = sorted({glyph.letters for glyph in glyphs})
    codes = {letters: code for code, letters in enumerate(known, start=33)}
    names = [b"/g%d" % code for code in codes.values()]
    stream = b"\n".join(b"BT /F1 %g Tf %g %g Td <%02x> Tj ET" % (size, x, y, codes[to]) for x, y, to in glyphs)
    mapped = b"\n".join(b"<%02x> <%s>" % (code, to.encode("utf-16-be").hex().encode()) for to, code in codes.items())
    square, third = (b"1000 0 0 0 %d 900 d1 0 0 %d 900 re f" % (ink, ink) for ink in (1000, 333))
    drawn = b" ".join(b"%s %d 0 R" % (name, 7 if to == "、" else 4) for name, to in zip(names, known, strict=True))
    unicode = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%s\nendbfchar endcmap" % (
        len(known),
        mapped,
    )
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 900] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 33"
        b" /LastChar %d /Widths [%s] /CharProcs << %s >> /Encoding << /Differences [33 %s] >> /ToUnicode 5 0 R >>"
        % (32 + len(known), b"1000 " * len(known), drawn, b" ".join(names))
    )
    shown = b"/Contents 6 0 R /Resources << /Font << /F1 3 0 R >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>" % shown
    streams = [b"<< /Length %d >>\nstream\n%s\nendstream" % (len(one), one) for one in (square, unicode, stream, third)]
    tree = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [8 0 R] >>"]
    return _file([*tree, font, *streams, page, b"<< >>"])


def _shown(words: Placed) -> bytes:
    font = b"F2" if words.bold else b"F1"
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font, words.size, words.x, words.y, _escaped(words.text))
