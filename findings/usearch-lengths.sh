#!/bin/sh
# usearch 2.26.6: Index(dtype="i8") with the metrics l2sq and ip
#
# One would expect: eight-bit storage makes numbers coarser. What lies beyond its range is cut off or refused; within it
# the nearest stays about the nearest, by whichever metric the index was made for.
# Guess: of vectors 1 to 20 long nine of ten neighbours are found; at worst all long ones look alike.
# Instead: each vector is first stretched or shrunk to the same length, whatever the metric, and the query too. Only
# directions are left: (10, 0) is stored as (127, 0), as (1, 0) would be. By l2sq the point that lies in the same
# direction is nearest though it is far away; by ip, whose point is that long vectors count for more, none does. The
# same index with f16 finds all. With cos, which asks for directions only, hardly anything is lost.
# Why it matters: whoever halves the memory again after f16 has other neighbours, in about half of the places, and the
# distances look sound. Weights in the length, as of an ip index over popularity or counts, are gone. Nothing is raised.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq usearch==2.26.6 "numpy==2.4.6"

"$folder/venv/bin/python" - <<'EOF'
import sys
from importlib.metadata import version

import numpy as np
from usearch.index import Index

draw = np.random.default_rng(0)
directions = draw.standard_normal((500, 16), dtype=np.float32)
directions /= np.linalg.norm(directions, axis=1, keepdims=True)
vectors = directions * draw.uniform(1, 20, (500, 1)).astype(np.float32)
queries = vectors[:50] + draw.normal(0, 0.1, (50, 16)).astype(np.float32)
ORDERS = {
    "l2sq": ((queries[:, None] - vectors) ** 2).sum(-1),
    "ip": -queries @ vectors.T,
    "cos": -queries @ directions.T,
}
print("python", sys.version.split()[0], "usearch", version("usearch"))
found = {}
for metric, order in ORDERS.items():
    best = np.argsort(order, axis=1)[:, :10]
    for kind in ("f32", "f16", "i8"):
        index = Index(ndim=16, metric=metric, dtype=kind)
        index.add(np.arange(len(vectors)), vectors)
        keys = index.search(queries, 10).keys
        found[metric, kind] = sum(len({*one} & {*other}) for one, other in zip(keys, best, strict=True)) / best.size
        print(f"{metric}, {kind}: {found[metric, kind]:.2f} of the ten nearest are found")

points = {1: (10, 0), 2: (1, 0.1)}
index = Index(ndim=2, metric="l2sq", dtype="i8")
index.add(np.array([*points]), np.array([*points.values()], dtype=np.float32))
nearest = int(index.search(np.array([1, 0], dtype=np.float32), 1).keys[0])
print(f"(10, 0) is stored as {index.get(1)}; nearest to (1, 0) of {[*points.values()]}: {points[nearest]}")
kept = [found["l2sq", "f16"], found["ip", "f16"], found["cos", "f16"], found["cos", "i8"]]
if min(kept) < 0.9 or max(found["l2sq", "i8"], found["ip", "i8"]) > 0.7 or nearest != 1:
    sys.exit("changed: lengths are no longer lost")
EOF
