"""The network in torch: MiniLM with heads for the answer's span, for answerability and for support.

The only door to torch and sentence-transformers in this room; nothing that answers a question imports it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from assistant.reader.network import TrainedNetwork
from assistant.reader.windows import Batch, WindowMaker
from training.examples import NO_LABEL, Example
from vectorstore.graphs import bundled_model

_MASKED = -1e4  # a logit that no softmax sees, and that half precision can hold


class ReaderNetwork(nn.Module):
    """One forward pass: start and end logits over tokens, the logit of answerable, three logits of support.

    `start` and `end` have shape (windows, tokens): only the passage's pieces and the first mark, which stands for
    "no answer here", are open. `answerable` has shape (windows,), `support` (windows, 3).
    """

    def __init__(self, encoder: Any, *, width: int, dropout: float) -> None:  # noqa: ANN401 - a BertModel, untyped
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.span = nn.Linear(width, 2)
        self.pool = nn.Linear(2 * width, width)
        self.answerable = nn.Linear(width, 1)
        self.support = nn.Linear(width, 3)

    @classmethod
    def load(cls, *, dropout: float) -> ReaderNetwork:
        """Begin from the bundled MiniLM. The encoder's own dropout costs half the speed and is left out."""
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - fifteen seconds, only to train

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = SentenceTransformer(
                str(bundled_model()),
                device="cpu",
                model_kwargs={"attn_implementation": "eager"},
                config_kwargs={"attention_probs_dropout_prob": 0.0, "hidden_dropout_prob": 0.0},
            )
        encoder: Any = model[0].auto_model
        return cls(encoder, width=encoder.config.hidden_size, dropout=dropout)

    @classmethod
    def begin(cls, seed: int, dropout: float) -> ReaderNetwork:
        """Begin a run: the heads, and all that is drawn at random after them, follow from the seed."""
        torch.manual_seed(seed)
        return cls.load(dropout=dropout)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return `start`, `end`, `answerable` and `support` for tensors of shape (windows, tokens)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        hidden = self.dropout(hidden)
        inside = types.to(hidden.dtype).unsqueeze(-1)
        mean = (hidden * inside).sum(1) / inside.sum(1).clamp(min=1.0)
        pooled = self.dropout(functional.gelu(self.pool(torch.cat([hidden[:, 0], mean], dim=1))))
        spans = self.span(hidden)
        closed = (1 - _open(mask, types)).to(spans.dtype) * _MASKED
        return (
            spans[:, :, 0] + closed,
            spans[:, :, 1] + closed,
            self.answerable(pooled).squeeze(-1),
            self.support(pooled),
        )


def _open(mask: Tensor, types: Tensor) -> Tensor:
    """Return 1 at the first mark and at the passage's pieces; the mark that ends the passage is closed."""
    last = torch.nn.functional.pad(mask[:, 1:], (0, 1)) * types
    first = torch.zeros_like(mask)
    first[:, 0] = 1
    return last + first


def to_tensors(batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Return `ids`, `mask` and `types` of a batch."""
    return torch.from_numpy(batch.ids), torch.from_numpy(batch.mask), torch.from_numpy(batch.types)


def loss_of(
    outputs: tuple[Tensor, Tensor, Tensor, Tensor], examples: Sequence[Example], *, order: float = 1.0
) -> dict[str, Tensor]:
    """Return the parts of the loss by name; those without an example in the batch are left out.

    `order` is the weight of the order of a question's right passage above its wrong one.
    """
    start, end, answerable, support = (output.float() for output in outputs)
    device = start.device
    parts: dict[str, Tensor] = {}
    starts = torch.tensor([example.start for example in examples], device=device)
    if (starts != NO_LABEL).any():
        ends = torch.tensor([example.end for example in examples], device=device)
        parts["span"] = (functional.cross_entropy(start, starts) + functional.cross_entropy(end, ends)) / 2
    asked = [index for index, example in enumerate(examples) if example.answerable is not None]
    if asked:
        wanted = torch.tensor([float(examples[index].answerable or 0.0) for index in asked], device=device)
        parts["answerable"] = functional.binary_cross_entropy_with_logits(answerable[asked], wanted)
        pairs = list(_pairs(examples))
        if pairs:
            better, worse = zip(*pairs, strict=True)
            parts["order"] = order * functional.softplus(answerable[list(worse)] - answerable[list(better)]).mean()
    labels = torch.tensor([example.support for example in examples], device=device)
    if (labels != NO_LABEL).any():
        parts["support"] = functional.cross_entropy(support, labels)
    # A batch mixes both tasks: each part counts by its share of the examples.
    share = {"span": len(asked), "answerable": len(asked), "order": len(asked), "support": len(examples) - len(asked)}
    return {name: part * (share[name] / len(examples)) for name, part in parts.items()}


def _pairs(examples: Sequence[Example]) -> Iterator[tuple[int, int]]:
    for better, one in enumerate(examples):
        if one.answerable != 1.0:
            continue
        for worse in range(better + 1, len(examples)):
            if examples[worse].group != one.group:
                break
            yield better, worse


def parameter_groups(model: ReaderNetwork, *, rate: float, decay: float) -> list[dict[str, object]]:
    """Return one group per layer: the rate falls by `decay` from each layer to the one below it."""
    layers = list(model.encoder.encoder.layer)
    floors = [list(model.encoder.embeddings.parameters()), *(list(layer.parameters()) for layer in layers)]
    heads = [parameter for name, parameter in model.named_parameters() if not name.startswith("encoder.")]
    groups: list[dict[str, object]] = [{"params": heads, "lr": rate}]
    for height, parameters in enumerate(reversed(floors), 1):
        groups.append({"params": parameters, "lr": rate * decay**height})
    return groups


def as_network(model: ReaderNetwork, maker: WindowMaker) -> TrainedNetwork:
    """Return the network as the product sees it, while it is still being trained."""
    device = next(model.parameters()).device

    def run(batch: Batch) -> list[NDArray[np.float32]]:
        model.eval()
        tensors = (tensor.to(device) for tensor in to_tensors(batch))
        with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16):
            return [output.float().cpu().numpy() for output in model(*tensors)]

    return TrainedNetwork(run, maker)


def save(model: nn.Module, path: Path) -> None:
    """Write the weights to `path`."""
    torch.save(model.state_dict(), path)
