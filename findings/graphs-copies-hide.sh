#!/bin/sh
# usearch 2.26.6, voyager 2.2.3 and faiss-cpu 1.15.1 (IndexHNSWFlat): graphs of nearest neighbours (HNSW)
#
# One would expect: a vector that is there many times, as the same words in many documents are, costs room, and fills
# the answer of whoever asks for it. Other questions, of which it is far away, it does not concern.
# Guess: of 3,000 vectors each finds itself, with and without 1,000 copies of another one among them.
# Instead: with the copies 2 to 30 of 100 vectors do not find themselves any more, in each of the three. A vector is
# linked to the nearest, and copies to copies only, once there are more of them than are looked at while linking (100 or
# so); a search that comes to them on its way elsewhere ends there. Moved by a thousandth of their length, each another
# way, the same 1,000 do no harm: it is not that they are many, nor that they are near, but that they are equal.
# Why it matters: a notice that is repeated in hundreds of documents makes other passages impossible to find, and a test
# with vectors that are drawn never shows it. Ours moves each vector by a hair before Chroma or pgvector is given it.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq usearch==2.26.6 voyager==2.2.3 faiss-cpu==1.15.1 "numpy==2.4.6"

"$folder/venv/bin/python" - <<'EOF'
import sys
from importlib.metadata import version

import faiss
import numpy as np
import voyager
from usearch.index import Index

OTHERS, COPIES, WIDTH = 3_000, 1_000, 64


def by_usearch(vectors, questions):
    graph = Index(ndim=WIDTH, metric="cos", dtype="f32")
    graph.add(np.arange(len(vectors)), vectors, threads=1)
    return graph.search(questions, 1).keys


def by_voyager(vectors, questions):
    graph = voyager.Index(voyager.Space.Cosine, WIDTH, M=16, ef_construction=100)
    graph.add_items(vectors, num_threads=1)
    return graph.query(questions, 1, query_ef=100)[0]


def by_faiss(vectors, questions):
    graph = faiss.IndexHNSWFlat(WIDTH, 16)
    graph.hnsw.efSearch = 100
    graph.add(vectors)
    return graph.search(questions, 1)[1]


def unit(vectors):
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


faiss.omp_set_num_threads(1)
draw = np.random.default_rng(2)
drawn = unit(draw.standard_normal((OTHERS + 1, 16)) @ draw.standard_normal((16, WIDTH)))
others, copies = drawn[1:], np.repeat(drawn[:1], COPIES, axis=0)
AMONG = {
    "alone": copies[:0],
    "among copies of another": copies,
    "among copies a hair apart": copies + draw.normal(0, 1e-3 / WIDTH**0.5, copies.shape).astype(np.float32),
}
print("python", sys.version.split()[0], *(f"{one} {version(one)}" for one in ("usearch", "voyager", "faiss-cpu")))
found = {}
for name, more in AMONG.items():
    order = draw.permutation(OTHERS + len(more))
    vectors, places = np.concatenate([others, more])[order], np.argsort(order)[:OTHERS]
    graphs = (by_usearch, by_voyager, by_faiss)
    found[name] = [float(np.mean(find(vectors, others).ravel() == places)) for find in graphs]
    print(f"{OTHERS} vectors {name}: {', '.join(f'{share:.3f}' for share in found[name])} of them find themselves")
alone, equal, apart = found.values()
if min(alone + apart) < 0.99 or max(equal) > min(apart) - 0.01:
    sys.exit("changed: copies hide nothing, or something else does")
EOF
