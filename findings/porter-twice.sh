#!/bin/sh
# PyStemmer 3.1.0: Stemmer("porter"), beside the `porter` tokenizer of SQLite's FTS5
#
# One would expect: two programs that name the same algorithm of 1980 give the same stems.
# Guess: words that one shortens, the other shortens alike; a text can be indexed by one and asked for by the other.
# Instead: SQLite leaves "is", "as" and "us" as they are, PyStemmer makes "i", "a" and "u" of them; SQLite makes
# "technolog" of "technology", PyStemmer "technologi"; "possibl" beside "possibli". Of 82,765 English words 259 differ,
# among them everything that ends in -ology. Both are Porter's: one follows his paper, the other what he changed later.
# Why it matters: nothing fails. A question on technology finds no text on technology, and one on mills finds its mills.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq "PyStemmer==3.1.0"

"$folder/venv/bin/python" - <<'EOF'
import sqlite3
import sys
from importlib.metadata import version

import Stemmer

WORDS = "is as us technology psychology possibly assembly mills grinding".split()
ALIKE = {"mills", "grinding"}

connection = sqlite3.connect(":memory:")
connection.execute("CREATE VIRTUAL TABLE words USING fts5 (word, tokenize='porter unicode61')")
connection.execute("CREATE VIRTUAL TABLE stems USING fts5vocab (words, instance)")
connection.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", enumerate(WORDS, start=1))
kept = dict(connection.execute("SELECT doc, term FROM stems"))
print("python", sys.version.split()[0], "PyStemmer", version("PyStemmer"), "SQLite", sqlite3.sqlite_version)
as_before = True
for number, word in enumerate(WORDS, start=1):
    ours, theirs = kept[number], Stemmer.Stemmer("porter").stemWord(word)
    as_before &= (ours == theirs) is (word in ALIKE)
    print(f"{word}: SQLite {ours}, PyStemmer {theirs}")
if not as_before:
    sys.exit("changed: the two no longer differ where they did")
EOF
