"""Score pairs with the reader, for harnesses and for people who want to see what it sees.

    python -m assistant.reader score FILE

Every line of FILE is a JSON object with "passage" and with "question", "claim" or both. The same objects are
printed, a line each, in order: a question adds `answerable` (a probability), `answer` and its `start` and `end` in
the passage (null where there is nothing to point at); a claim adds `support`, its three probabilities by name.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import AssistantError
from assistant.reader.scoring import Scorer, read_rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scored rows. Exit status 0, or 1 with one line on stderr that names the line at fault."""
    options = _parse(arguments)
    try:
        rows = read_rows(options.file)
        scorer = Scorer.load(cache=options.cache)
    except AssistantError as error:
        sys.stderr.write(f"sourcechat: error: {error}\n")
        return 1
    for row in scorer.score(rows):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m assistant.reader",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    score = parser.add_subparsers(required=True, metavar="score").add_parser("score", help="score a file of rows")
    score.add_argument("file", type=Path, help="JSONL of questions or claims with passages")
    score.add_argument("--cache", type=Path, default=None, help="where the embedding model is kept")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
