#!/bin/sh
# numpy 2.4.6, the wheel of PyPI (with OpenBLAS 0.3.31), on a machine with two cores or more
#
# One would expect: the nearest of 4,000 vectors of 384 numbers are found by one product, `vectors @ question`. Where
# it is shared among cores it takes the processor as long as one core would need, or somewhat longer.
# Guess: 1 ms by the clock, at most 2 ms of the processor.
# Instead: below 1 ms by the clock while the machine is idle, 30 ms while it is not (the threads that share the product
# wait for each other), and more than 10 ms of the processor: the threads that helped stay awake after each product
# and look for another one, in a loop that leaves their core to nobody. `numpy.vecdot`
# takes 1 ms of either. With 1,000 vectors both are alike: a product so small is not shared.
# Why it matters: a server whose searches are a millisecond each is slowed down by what they leave behind, the more
# so the more people ask; a timing by the clock, the usual one, shows the wasteful way as the faster.
set -eu
export PYTHONUTF8=1

[ "$(getconf _NPROCESSORS_ONLN)" -ge 2 ] || { echo "one core only: nothing is shared"; exit 0; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq "numpy==2.4.6"
"$folder/venv/bin/python" - <<'EOF'
import sys
import time

import numpy as np

draw = np.random.default_rng(1)
question = draw.standard_normal(384, dtype=np.float32)


def taken(find, vectors):
    """Return the milliseconds a search takes by the clock and of the processor, with a pause after each."""
    find(vectors, question)
    time.sleep(0.3)
    clock, processor = [], time.process_time()
    for _ in range(20):
        started = time.perf_counter()
        find(vectors, question)
        clock.append(time.perf_counter() - started)
        time.sleep(0.1)
    return 1000 * sorted(clock)[10], 1000 * (time.process_time() - processor) / 20


print(f"numpy {np.__version__}")
spent = {}
for number in (1_000, 4_000):
    vectors = draw.standard_normal((number, 384), dtype=np.float32)
    for name, find in (("vectors @ question", np.matmul), ("vecdot", np.vecdot)):
        clock, spent[number, name] = taken(find, vectors)
        print(f"{number} vectors, {name}: {clock:.2f} ms by the clock, {spent[number, name]:.2f} ms of the processor")
if spent[4_000, "vectors @ question"] < 4 * spent[4_000, "vecdot"]:
    sys.exit("changed: a product leaves nothing running")
EOF
