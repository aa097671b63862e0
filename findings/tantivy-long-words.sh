#!/bin/sh
# tantivy 0.27.0, the search engine's package for Python: a text field, tokenized as it is unless one says otherwise
#
# One would expect: the tokenizer leaves out what is too long to be a word, as addresses and digests are; the limit, 40,
# is one that no ordinary word reaches.
# Guess: every word of a dictionary is found, in any alphabet.
# Instead: the limit counts bytes of UTF-8, so that 20 letters are too many in Cyrillic and Greek, and 14 in Georgian:
# the Russian for "agricultural" and "landmark" and the Georgian for "responsibility" and "public" are left out, of the
# text and of the question. A question of such a word alone is one for nothing. Beside another word it goes unseen: a
# text that must have both is found though it has the other one only.
# Why it matters: nothing fails. Common words of some languages find no text, or all too many, and whoever tries it with
# English or German, where words of 39 letters are found, cannot see it.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq tantivy==0.27.0

"$folder/venv/bin/python" - <<'EOF'
import sys
from importlib.metadata import version

import tantivy

FOUND = ["responsibility", "Rechtsschutzversicherungsgesellschaften", "предпринимательство", "განსაკუთრებით"]
LOST = ["сельскохозяйственный", "достопримечательность", "პასუხისმგებლობა", "საზოგადოებრივი"]
OTHER = "1931"

schema = tantivy.SchemaBuilder()
schema.add_text_field("body")
index = tantivy.Index(schema.build())
writer = index.writer()
for word in FOUND + LOST:
    writer.add_document(tantivy.Document(body=[f"{word} {OTHER}"]))
writer.add_document(tantivy.Document(body=[OTHER]))
writer.commit()
index.reload()


def count(question):
    return index.searcher().search(index.parse_query(question, ["body"]), 100).count


print("python", sys.version.split()[0], "tantivy", version("tantivy"))
counts = [count(word) for word in FOUND + LOST]
for word, texts in zip(FOUND + LOST, counts, strict=True):
    print(f"{word}: {len(word)} letters, {len(word.encode())} bytes: {texts} of 1 text found")
both = [count(f"+{word} +{OTHER}") for word in (FOUND[0], LOST[0])]
print(f"with {OTHER}, texts that must have both: {both[0]} for {FOUND[0]}, {both[1]} for {LOST[0]}")
if counts != [1] * len(FOUND) + [0] * len(LOST) or both != [1, len(FOUND + LOST) + 1]:
    sys.exit("changed: other words are lost")
EOF
