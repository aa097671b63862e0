#!/bin/sh
# chromadb 1.5.9, a persistent client
#
# One would expect: opening a collection and asking it changes nothing on disk, so that a reader may work on files that
# it must not change, and that a digest of the files tells whether somebody has written.
# Guess: no file changes.
# Instead: the client changes chroma.sqlite3 although it only counts and queries.
# Why it matters: what tells whether an index is as its writer left it must not be a digest of that file, and a reader
# needs leave to write.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq chromadb==1.5.9

cat > "$folder/use.py" <<'EOF'
import sys

import chromadb
from chromadb.config import Settings

client = chromadb.PersistentClient(sys.argv[1], Settings(anonymized_telemetry=False))
if sys.argv[2] == "write":
    vectors = [[float(one == place) for place in range(8)] for one in range(8)]
    client.create_collection("notes").add(ids=[str(one) for one in range(8)], embeddings=vectors)
else:
    notes = client.get_collection("notes")
    notes.query(query_embeddings=[[1.0] + [0.0] * 7], n_results=1)
    print("a reader finds", notes.count(), "vectors")
EOF
digest() { find "$folder/store" -type f -exec sha256sum {} + | sort -k 2; }

"$folder/venv/bin/python" -c 'import sys; from importlib.metadata import version; print("python", sys.version.split()[0], "chromadb", version("chromadb"))'
"$folder/venv/bin/python" "$folder/use.py" "$folder/store" write
digest > "$folder/before"
"$folder/venv/bin/python" "$folder/use.py" "$folder/store" read
digest > "$folder/after"
changed=$(diff "$folder/before" "$folder/after" | sed -n 's|^> .*/store/||p')
echo "changed by reading: ${changed:-nothing}"
[ "$changed" = chroma.sqlite3 ] || { echo "changed: another set of files"; exit 1; }
