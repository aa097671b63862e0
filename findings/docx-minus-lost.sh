#!/bin/sh
# docx2txt 0.9 and docx2python 3.7.1, beside mammoth 1.13.0 and python-docx 1.2.0
#
# One would expect: a hyphen that Word shall not break a line at, typed by Ctrl+Shift+hyphen, is a hyphen in the text:
# readers of Word files give "-5", or the same with another sign for it.
# Guess: all four readers give the hyphen, in one sign or another.
# Instead: Word keeps it as an element among the letters, <w:noBreakHyphen/>, and the first two have no word for that
# element: "-5" is read as "5", and the parts of a telephone number, or a year and its month, run together. mammoth
# gives U+2011, python-docx a hyphen.
# Why it matters: it is typed where a line must not end, before a negative number above all. The sign of an amount or a
# temperature is lost, and "2024-05" is found by nobody who looks for it. Nothing tells that anything stood there.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0 python-docx==1.2.0

"$folder/venv/bin/python" - "$folder" <<'EOF'
import sys
from importlib.metadata import version

import docx
import docx2txt
import mammoth
from docx.oxml import OxmlElement
from docx2python import docx2python

HYPHEN = "\N{NON-BREAKING HYPHEN}"
WRITTEN = [f"Frost: {HYPHEN}5 degrees", f"Due: 2024{HYPHEN}05", f"Call 555{HYPHEN}1234"]
file = f"{sys.argv[1]}/letter.docx"
letter = docx.Document()
for line in WRITTEN:
    run = letter.add_paragraph().add_run()
    before, after = line.split(HYPHEN)
    run.add_text(before)
    run._r.append(OxmlElement("w:noBreakHyphen"))
    run.add_text(after)
letter.save(file)
READ = {
    "docx2txt": docx2txt.process(file),
    "docx2python": docx2python(file).text,
    "mammoth": mammoth.extract_raw_text(open(file, "rb")).value,
    "python-docx": "\n".join(paragraph.text for paragraph in docx.Document(file).paragraphs),
}
HYPHENS = {"docx2txt": "", "docx2python": "", "mammoth": HYPHEN, "python-docx": "-"}
print("python", sys.version.split()[0])
changed = []
for name, text in READ.items():
    lines = [line for line in text.splitlines() if line]
    print(f"{name} {version(name)}: {lines}")
    changed += [name] * (lines != [line.replace(HYPHEN, HYPHENS[name]) for line in WRITTEN])
if changed:
    sys.exit(f"changed: {changed}")
EOF
