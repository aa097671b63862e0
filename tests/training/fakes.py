"""A network small enough to train in a test."""

from __future__ import annotations

import torch
from transformers import BertConfig, BertModel

from training.model import ReaderNetwork

WIDTH = 32


def tiny_network() -> ReaderNetwork:
    """One layer of MiniLM's form, with random weights that are the same every time."""
    torch.manual_seed(0)
    config = BertConfig(
        hidden_size=WIDTH,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    config._attn_implementation = "eager"
    return ReaderNetwork(BertModel(config), width=WIDTH, dropout=0.0)
