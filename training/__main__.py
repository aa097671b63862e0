"""Train the reader's network on open data.

    python -m training --data DATA --out ../reader

Stop it and start it again: it goes on from its last checkpoint. On a GPU the same command takes minutes.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.reader.windows import WindowMaker
from training.gathering import gather
from training.glances import Glances
from training.loop import Training, read_config
from training.model import ReaderNetwork, as_network, save
from training.open_data import read_asked, read_claimed

logger = logging.getLogger("training")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, and write `weights.pt` into the folder named."""
    options = _parse(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    handlers = (logging.StreamHandler(sys.stderr), logging.FileHandler(options.out / "training.log"))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", handlers=handlers)
    schedule, recipe = read_config(options.config)
    maker = WindowMaker.load()
    lessons = gather(options.data, options.out, options.cache, recipe, maker)
    glances = Glances(
        read_asked(options.data / "reader_dev.jsonl.gz"), read_claimed(options.data / "support_dev.jsonl.gz")
    )

    def glance(network: ReaderNetwork) -> str:
        return glances(as_network(network, maker))

    network = Training(schedule, lessons, options.out, ReaderNetwork.begin(schedule.seed, schedule.dropout)).run(glance)
    save(network, options.out / "weights.pt")
    logger.info("done: %s", glance(network))


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of reader_train, reader_dev, support_...")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints, log and weights")
    parser.add_argument("--config", type=Path, help="the recipe; reader.toml of this package unless given")
    parser.add_argument("--cache", type=Path, default=Path(".sourcechat/cache"), help="where models are kept")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
