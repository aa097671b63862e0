"""Run every benchmark: `python -m bench [--data FOLDER]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.answers import bench_answers
from bench.cold import bench_cold
from bench.first_token import main as bench_first_token
from bench.retrieval import bench_retrieval
from bench.workspace import Workspace

parser = argparse.ArgumentParser(prog="python -m bench", description="Time the fast paths.")
parser.add_argument("--folder", type=Path, default=Path(".sourcechat/bench"), help="where libraries are kept")
parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the measuring data")
options = parser.parse_args()

workspace = Workspace(options.folder, options.data)
bench_cold(workspace)
print()
bench_retrieval(workspace)
print()
bench_answers(workspace)
print()
bench_first_token()
