"""Credit: whether a writer is believed in words of its own, by how likely the rest of what it wrote is supported.

Of a weak model's sentences few are true, and of those in which a judge is sure of what no source says so about half; of
a strong one's nearly all. Knows probabilities, never a sentence or a model.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

_REMEMBERED = 100  # sentences of a writer, the latest
_BASE = 0.44  # share of supported ones among the claims that the judge was fitted on (`training.fitting`)
_PRESUMED = 1  # sentence that is supported, and one that is not, of a writer of whom nothing is known
_ROUNDS = 50  # after which the estimate moves by less than 0.001
_SUREST = 0.99  # no probability says more of its writer


class Credit:
    """How likely the latest sentences of one writer are supported. Threads may share it."""

    def __init__(self) -> None:
        self._chances = deque[float]((), _REMEMBERED)

    @property
    def chances(self) -> tuple[float, ...]:
        """The probabilities, oldest first."""
        return tuple(self._chances)

    def take(self, chances: Iterable[float]) -> None:
        """Take in how likely further sentences in the writer's own words are supported."""
        self._chances.extend(chances)


def is_trusted(chances: Sequence[float]) -> bool:
    """Whether of a writer's sentences, each supported with one of `chances`, enough are likely so.

    Of few sentences not much is concluded, and nobody is trusted of whom nothing is known.
    """
    return share_supported(chances) >= _ENOUGH


# Of a small model's sentences 0.1 to 0.5 seem to be supported, of a strong writer's, one in five of them wrong, 0.7 and
# more (docs/reader.md).
_ENOUGH = 0.6


def share_supported(chances: Sequence[float]) -> float:
    """Return the share of a writer's sentences that is supported, with a cautious prior (Beta(2, 2)).

    The probabilities presume as many supported claims as the judge was fitted on; what share there is among others is
    found by expectation maximisation (Saerens, Latinne and Decaestecker 2002).
    """
    bounded = [min(max(one, 1 - _SUREST), _SUREST) for one in chances]
    odds = [one / (1 - one) * (1 - _BASE) / _BASE for one in bounded]
    share = 0.5
    for _ in range(_ROUNDS):
        prior = share / (1 - share)
        supported = sum(prior * one / (1 + prior * one) for one in odds)
        share = (supported + _PRESUMED) / (len(odds) + 2 * _PRESUMED)
    return share
