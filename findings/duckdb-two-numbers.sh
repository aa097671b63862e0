#!/bin/sh
# duckdb 2.0.1: TRY_CAST beside read_csv
#
# One would expect: TRY_CAST of a text gives a number where the text is one, and NULL where it is not; it is the usual way
# to ask which cells of a column are numbers. The reader of CSV files has to answer the same question for its columns.
# Guess: both say alike of part numbers, versions and addresses: that 12_5 and 0x1F are no numbers.
# Instead: TRY_CAST reads both as a program's text would be read: 12_5 as 125, 0x1F as 31, and, asked for a whole number,
# ".5" as 1. The reader of CSV files agrees about half of it: a column of 12_5, 10_1 stays text, one of 0x1F, 0x2A becomes
# whole numbers, so that its values are 31 and 42 and what stood in the file is gone.
# Why it matters: a column of parts "10_1, 12_5" that is loaded is text; the same column asked about with TRY_CAST has a
# sum. Codes of devices or letters in hexadecimal are no longer found as they are written. Whoever finds out which cells
# are numbers has to hold them against a pattern first.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq "duckdb==2.0.1"
"$folder/venv/bin/python" - "$folder" <<'EOF'
import sys
from pathlib import Path

import duckdb

print("duckdb", duckdb.__version__)
said = {}
for text in ("12_5", "0x1F", ".5"):
    said[text] = duckdb.execute("SELECT TRY_CAST(? AS BIGINT)", [text]).fetchone()[0]
    print(f"TRY_CAST({text!r} AS BIGINT): {said[text]}")
file = Path(sys.argv[1]) / "parts.csv"
loaded = {}
for name, parts in {"12_5": ("12_5", "10_1", "7_20"), "0x1F": ("0x1F", "0x2A", "0x03")}.items():
    file.write_text("part,price\n" + "".join(f"{part},{price}\n" for price, part in enumerate(parts, 3)))
    loaded[name] = str(duckdb.execute(f"DESCRIBE SELECT * FROM read_csv('{file}')").fetchall()[0][1])
    print(f"a column of {', '.join(parts)} in a CSV file: {loaded[name]}")
if said != {"12_5": 125, "0x1F": 31, ".5": 1} or loaded != {"12_5": "VARCHAR", "0x1F": "BIGINT"}:
    sys.exit("changed")
EOF
