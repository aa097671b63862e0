#!/bin/sh
# pypdfium2 5.15.2 (PDFium): FPDFText_GetCharAngle and FPDFText_GetFontSize
#
# One would expect: the first is described as the "character rotation angle", the second as the size "in
# points". So text on a level line has the angle 0, and text that is drawn 12 points high has the size 12.
# Guess: slanted letters on a level line: 0 degrees; three ways to draw at 12 points: 12 each time.
# Instead: letters that a PDF slants with its text matrix (how a word processor makes an italic that the font
# does not have) are said to be turned by the angle of the slant, 14 degrees here. And the size is the number at
# `Tf` alone: the same 12-point letters are said to be of size 1 where a matrix does the scaling.
# Why it matters: whoever drops turned text as a watermark or a stamp drops emphasised words in the middle of a
# sentence; whoever tells headings, notes or hidden text by size takes a whole page for specks of 1 point.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq pypdfium2==5.15.2

"$folder/venv/bin/python" - <<'EOF'
import math
import sys

import pypdfium2
from pypdfium2 import raw

DRAWN = {
    "upright": b"BT /F1 12 Tf 1 0 0 1 72 700 Tm (Hall) Tj ET",
    "slanted": b"BT /F1 12 Tf 1 0 0.25 1 72 700 Tm (Hall) Tj ET",
    "scaled by the text matrix": b"BT /F1 1 Tf 12 0 0 12 72 700 Tm (Hall) Tj ET",
    "scaled by the page's matrix": b"12 0 0 12 0 0 cm BT /F1 1 Tf 6 58 Td (Hall) Tj ET",
}
EXPECTED = [(0, 12), (14, 12), (0, 1), (0, 1)]


def pdf(drawing: bytes) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, one in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    trailer = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    return content + b"xref\n0 6\n" + table + trailer


seen = []
print("python", sys.version.split()[0], "pypdfium2", pypdfium2.PYPDFIUM_INFO, "PDFium", pypdfium2.PDFIUM_INFO)
for name, drawing in DRAWN.items():
    text = pypdfium2.PdfDocument(pdf(drawing))[0].get_textpage()
    left, bottom, right, top = text.get_charbox(0)
    degrees, size = math.degrees(raw.FPDFText_GetCharAngle(text, 0)), raw.FPDFText_GetFontSize(text, 0)
    seen.append((round(degrees), round(size)))
    print(f"{name}: H is {top - bottom:.1f} points high; said: angle {degrees:.0f}, size {size:g}")
if seen != EXPECTED:
    sys.exit(f"changed: expected {EXPECTED}")
EOF
