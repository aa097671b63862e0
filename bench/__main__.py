"""Run every benchmark: `python -m bench [--data FOLDER]`."""

from __future__ import annotations

from bench.answers import bench_answers
from bench.cold import bench_cold
from bench.first_token import main as bench_first_token
from bench.retrieval import bench_retrieval
from bench.workspace import Workspace, parser_of

parser = parser_of("bench", "Time the fast paths.")
options = parser.parse_args()

workspace = Workspace(options.folder, options.data)
bench_cold(workspace)
print()
bench_retrieval(workspace)
print()
bench_answers(workspace)
print()
bench_first_token()
