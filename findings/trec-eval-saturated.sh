#!/bin/sh
# ir-measures 0.4.3 with pytrec-eval-terrier 0.5.11, which is trec_eval for Python
#
# One would expect: figures of a ranking depend on the order of the scores only, and scores are Python's floats. Logits
# of a cross-encoder and their sigmoids are in the same order, so that they have the same figures. RR and RR@10 are the
# same for a list of three.
# Guess: 1.0 for every figure: the one right document has the highest score.
# Instead: trec_eval keeps scores in 32 bits. Sigmoids of 17 and more are all 1 there, and documents of the same score
# are sorted by name, the last of the alphabet first. The right document becomes the third: P@1 is 0, RR 0.33, and with
# other names both are 1. RR@10, in the same call, is 1.0: it is counted by another program, in 64 bits.
# Why it matters: a reranker that is sure of itself is the one whose figures are decided by the documents' names, and by
# no rounding that can be seen in its scores, which differ in Python. Evaluate logits, or ranks.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq ir-measures==0.4.3 pytrec-eval-terrier==0.5.11

"$folder/venv/bin/python" - <<'EOF'
import math
import sys
from importlib.metadata import version

import ir_measures
from ir_measures import RR, P, nDCG

LOGITS = (21.0, 19.0, 18.0)  # the first is the right document's
FIGURES = [P @ 1, RR, RR @ 10, nDCG @ 10]


def figures(names, scores):
    right = {"question": {names[0]: 1}}
    found = ir_measures.calc_aggregate(FIGURES, right, {"question": dict(zip(names, scores, strict=True))})
    return [round(found[figure], 2) for figure in FIGURES]


sigmoids = [1 / (1 + math.exp(-logit)) for logit in LOGITS]
print("python", sys.version.split()[0], *(f"{one} {version(one)}" for one in ("ir-measures", "pytrec-eval-terrier")))
print(f"logits {LOGITS}, sigmoids {sigmoids}: falling {sigmoids == sorted(set(sigmoids), reverse=True)}")
seen = {}
for kind, scores in (("logits", LOGITS), ("sigmoids", sigmoids)):
    for names in ("abc", "cba"):
        seen[kind, names] = figures(names, scores)
        print(f"{kind}, the right document called {names[0]}:", *map("{} {}".format, FIGURES, seen[kind, names]))
others = [seen["logits", "abc"], seen["logits", "cba"], seen["sigmoids", "cba"]]
if others != [[1.0] * 4] * 3 or seen["sigmoids", "abc"] != [0.0, 0.33, 1.0, 0.5]:
    sys.exit("changed: the figures are others")
EOF
