"""Small office files written by hand: the parts that a test is about, and around them the fewest that make a file."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = " ".join(
    (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"',
        'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"',
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"',
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
        f'xmlns:r="{_OFFICE}"',
    )
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_NAMESPACES = " ".join(
    (
        *(
            f'xmlns:{name}="{_ODF}:{name}:1.0"'
            for name in ("office", "text", "table", "style", "form", "presentation", "chart")
        ),
        f'xmlns:draw="{_ODF}:drawing:1.0"',
        f'xmlns:svg="{_ODF}:svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:math="http://www.w3.org/1998/Math/MathML"',
    )
)


def zipped(parts: Mapping[str, str]) -> bytes:
    """Return parts as a package."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def part(tag: str, inside: str) -> str:
    """Return a part of an Office file: XML with the usual prefixes."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{tag} {_NAMESPACES}>{inside}</{tag}>'


def relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    """Return a listing of relationships: id to (kind, target)."""
    entries = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )


def word_file(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """Return a Word file with a body; `parts` maps a kind (“styles”, “footnotes”, “header”) to what its part holds."""
    tags = {
        "styles": "w:styles",
        "numbering": "w:numbering",
        "header": "w:hdr",
        "footer": "w:ftr",
        "chart": "c:chartSpace",
    }
    others = dict(parts or {})
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships({"r": ("officeDocument", "word/document.xml")}),
        "word/document.xml": part("w:document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relationships({kind: (kind, f"{kind}.xml") for kind in others}),
    }
    for kind, inside in others.items():
        files[f"word/{kind}.xml"] = part(tags.get(kind, f"w:{kind}"), inside)
    return zipped(files)


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """Return a paragraph of a Word file with one run."""
    before = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p>{before}<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def presentation_file(slides: list[str], parts: Mapping[str, str] | None = None, *, hidden: int = 0) -> bytes:
    """Return a presentation of slides, each given as what its tree of shapes holds.

    `parts` maps “1:notesSlide” to what that part of the first slide holds; the slide numbered `hidden` is.
    """
    others = dict(parts or {})
    listed = "".join(f'<p:sldId id="{256 + number}" r:id="s{number}"/>' for number in range(1, len(slides) + 1))
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships({"r": ("officeDocument", "ppt/presentation.xml")}),
        "ppt/presentation.xml": part("p:presentation", f"<p:sldIdLst>{listed}</p:sldIdLst>"),
        "ppt/_rels/presentation.xml.rels": relationships(
            {f"s{number}": ("slide", f"slides/slide{number}.xml") for number in range(1, len(slides) + 1)}
        ),
    }
    for number, shapes in enumerate(slides, 1):
        show = ' show="0"' if number == hidden else ""
        tree = f"<p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>"
        files[f"ppt/slides/slide{number}.xml"] = part("p:sld", tree).replace("<p:sld ", f"<p:sld{show} ", 1)
        own = {name: name.partition(":")[2] for name in others if name.startswith(f"{number}:")}
        files[f"ppt/slides/_rels/slide{number}.xml.rels"] = relationships(
            {kind: (kind, f"../{kind}{number}.xml") for kind in own.values()}
        )
        for name, kind in own.items():
            files[f"ppt/{kind}{number}.xml"] = others[name]
    return zipped(files)


def shape(
    text: str, *, kind: str = "", at: tuple[int, int] | None = None, size: tuple[int, int] = (100, 20), body: str = ""
) -> str:
    """Return a shape of a slide; `kind` makes it a placeholder, `body` gives paragraphs in place of the text."""
    placeholder = f'<p:ph type="{kind}"/>' if kind else ""
    place = ""
    if at:
        place = f'<a:xfrm><a:off x="{at[0]}" y="{at[1]}"/><a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>'
    paragraphs = body or "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/><p:cNvSpPr/><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{place}</p:spPr><p:txBody><a:bodyPr/>{paragraphs}</p:txBody></p:sp>"
    )


def open_document(
    body: str, *, kind: str = "text", automatic: str = "", styles: str = "", objects: Mapping[str, str] | None = None
) -> bytes:
    """Return an OpenDocument file with a body of a kind, automatic styles, and the inside of its styles part."""
    content = (
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    )
    files = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": open_document_part("document-content", content),
        "styles.xml": open_document_part("document-styles", styles),
    }
    return zipped(files | dict(objects or {}))


def open_document_part(tag: str, inside: str) -> str:
    """Return a part of an OpenDocument file."""
    return f'<?xml version="1.0" encoding="UTF-8"?><office:{tag} {_ODF_NAMESPACES}>{inside}</office:{tag}>'
