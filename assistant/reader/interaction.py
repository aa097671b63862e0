"""The interaction: how well a sentence has what each piece of a question asks for. Knows vectors, never texts.

Fitted by `training.interaction` over the pieces of multilingual-e5-small, whose space all its languages share.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import IO

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

WEIGHTS, BACKGROUND = "interaction.npz", "background.json"
_SMALLEST = 1e-9
_MOST = 6.0  # logit of a piece's weight


@dataclass(frozen=True, slots=True)
class Interaction:
    """A late interaction (ColBERT, Khattab and Zaharia 2020) whose sides are projected each in its own way.

    So "when" comes to lie near dates. `asked` and `said`, shape (width, narrow), project pieces of questions and of
    sentences; `weighing`, shape (width,), tells how much a piece of a question counts. `plainly` is the share, beside
    the learned one, of the interaction as it was published, which knows no other form of text better than another.
    """

    asked: Floats
    said: Floats
    weighing: Floats
    plainly: float = 0.0

    @classmethod
    def load(cls, *, plainly: float = 0.0) -> Interaction:
        """Read the weights that come with the package."""
        with files(__package__).joinpath(WEIGHTS).open("rb") as file:
            return replace(cls.read(file), plainly=plainly)

    @classmethod
    def read(cls, file: IO[bytes]) -> Interaction:
        """Read weights as `write` leaves them."""
        table = np.load(file, allow_pickle=False)
        return cls(*(table[name].astype(np.float32) for name in ("asked", "said", "weighing")))

    def write(self, file: IO[bytes]) -> None:
        """Write the weights, in half precision."""
        halves = {name: getattr(self, name).astype(np.float16) for name in ("asked", "said", "weighing")}
        np.savez(file, allow_pickle=False, **halves)

    def __call__(self, asked: Floats, said: Floats) -> float:
        """Return how well the pieces of a sentence have what those of a question ask for, at most 1 plus `plainly`.

        Both have shape (pieces, width), each piece of length 1.
        """
        weights = np.exp(np.clip(asked @ self.weighing, -_MOST, _MOST))
        nearest = (unit(asked @ self.asked) @ unit(said @ self.said).T).max(axis=1)
        learned = float(weights @ nearest / weights.sum())
        return learned + self.plainly * float((asked @ said.T).max(axis=1).mean())


def mean_of_anything() -> Floats:
    """Return the mean vector of English sentences on anything, made by `training.multilingual`; shape (width,)."""
    return np.array(json.loads(files(__package__).joinpath(BACKGROUND).read_text("utf-8")), np.float32)


def unit(vectors: Floats) -> Floats:
    """Return vectors, shape (n, width), each made of length 1."""
    made: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), _SMALLEST)
    return made
