#!/bin/sh
# xlsx2csv 0.8.6 on a workbook that openpyxl 3.1.5 wrote
#
# One would expect: a number whose format adds a unit in quotation marks, 0 "days", is written to the CSV file as a
# number, with the unit or without it. Quoted letters are text by ECMA-376, and other readers take them so.
# Guess: 42 or "42 days".
# Instead: letters d, m, y, h and s count as parts of a date wherever they stand, in quotation marks and behind a
# backslash too. The number is taken for a day since 1900, and what is written is the format with parts of that day in
# place of the letters: 42 with 0 "days" is written as `0 "10ays"`, and 70 is written so too, as both fall on a tenth.
# Units without these letters, as "kg" or "people", keep their numbers.
# Why it matters: durations, sizes in MB and amounts in CHF become nonsense that looks like a faulty label, with no
# word of it; another number stands where the right one was, and no search or sum finds the right one.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq xlsx2csv==0.8.6 openpyxl==3.1.5

"$folder/venv/bin/python" - "$folder" <<'EOF'
import csv
import sys
from importlib.metadata import version

import openpyxl
from xlsx2csv import Xlsx2csv

LOST = ['0 "days"', "0\\ \\d", '0 "MB"', '#,##0.00 "CHF"', '0 "pcs"']
KEPT = ['0 "kg"', '0 "people"', "0"]
CELLS = [(code, 42) for code in LOST + KEPT] + [('0 "days"', 70)]
sheet, written = f"{sys.argv[1]}/units.xlsx", f"{sys.argv[1]}/units.csv"
book = openpyxl.Workbook()
for code, number in CELLS:
    book.active.append([code, number])
    book.active.cell(book.active.max_row, 2).number_format = code
book.save(sheet)
Xlsx2csv(sheet).convert(written)
print("python", sys.version.split()[0], *(f"{one} {version(one)}" for one in ("xlsx2csv", "openpyxl")))
values = [row[1].value for row in openpyxl.load_workbook(sheet).active]
read = [cell for _, cell in csv.reader(open(written, encoding="utf-8"))]
for (code, number), cell, value in zip(CELLS, read, values, strict=True):
    print(f"{number} formatted {code}: xlsx2csv {cell}, openpyxl {value}")
kept = [code for (code, number), cell in zip(CELLS, read, strict=True) if str(number) in cell]
if values != [number for _, number in CELLS] or kept != KEPT or read[0] != read[-1]:
    sys.exit("changed: the numbers that are lost are other ones")
EOF
