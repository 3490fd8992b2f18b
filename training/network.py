"""The encoder (MiniLM, a small BERT) and its heads, in plain torch so that it exports simply."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from reportedly.model.labels import (
    OTHER_KINDS,
    PLACE_KINDS,
    ROLES,
    TOLD_OUTPUTS,
    tag_count,
)
from reportedly.model.link import GAP_BUCKETS

if TYPE_CHECKING:
    from pathlib import Path

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LINK_WIDTH = 64
LINK_OUTPUTS = 2 * (2 * LINK_WIDTH + 1)
OUTPUTS = ("places", "names", "roles", "link", "told")


@dataclass(frozen=True, slots=True)
class Size:
    """Shape of all-MiniLM-L6-v2."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536


def _softmax(scores: Tensor) -> Tensor:
    """Softmax in the type of `scores`; autocast would widen it, at twice the time."""
    with torch.autocast("cpu", enabled=False):
        return scores.softmax(-1)


class Attention(nn.Module):
    """Multi-head self-attention, [B, T, width] in and out."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.heads = size.heads
        self.query = nn.Linear(size.width, size.width)
        self.key = nn.Linear(size.width, size.width)
        self.value = nn.Linear(size.width, size.width)
        self.output = nn.Linear(size.width, size.width)
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def _split(self, x: Tensor) -> Tensor:
        batch, length, width = x.shape
        return x.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """`bias` is added to the scores, [B, 1, 1, T], or None where nothing is padding."""
        query, key, value = (self._split(f(x)) for f in (self.query, self.key, self.value))
        scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
        if bias is not None:
            scores = scores + bias
        mixed = _softmax(scores) @ value  # no dropout here: it took a third of the time
        joined = mixed.transpose(1, 2).reshape(x.shape)
        out: Tensor = self.norm(x + self.dropout(self.output(joined)))
        return out


class Layer(nn.Module):
    """One encoder layer, [B, T, width] in and out."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(size, dropout)
        self.up = nn.Linear(size.width, size.inner)
        self.down = nn.Linear(size.inner, size.width)
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """`bias` as in `Attention`."""
        x = self.attention(x, bias)
        out: Tensor = self.norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))
        return out


class Tagger(nn.Module):
    """Encoder with heads for places, other names, attribution, its links, and what is told."""

    def __init__(self, size: Size | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        size = size or Size()
        self.words = nn.Embedding(size.vocabulary, size.width)
        self.positions = nn.Embedding(size.positions, size.width)
        self.kind = nn.Parameter(torch.zeros(size.width))
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.places = nn.Linear(size.width, tag_count(PLACE_KINDS))
        self.names = nn.Linear(size.width, tag_count(OTHER_KINDS))
        self.roles = nn.Linear(size.width, tag_count(ROLES))
        self.link_inner = nn.Linear(size.width, 256)
        self.link = nn.Linear(256, LINK_OUTPUTS)
        self.told = nn.Linear(size.width, TOLD_OUTPUTS)
        self.gap_bias = nn.Parameter(torch.zeros(2, GAP_BUCKETS))

    @staticmethod
    def dtype() -> torch.dtype:
        """The type the layers compute in."""
        return torch.bfloat16 if torch.is_autocast_enabled("cpu") else torch.float32

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> tuple[Tensor, ...]:
        """Logits of each head, [B, T, …], in the order of `OUTPUTS`.

        `ids` [B, T]; `mask` [B, T] is True at real pieces, and without it every piece is real.
        """
        bias = None
        if mask is not None:
            bias = (~mask)[:, None, None, :].to(self.dtype()) * -1e4
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(places) + self.kind)
        x = self.dropout(x)
        for layer in self.layers:
            x = layer(x, bias)
        link = self.link(functional.gelu(self.link_inner(x)))
        return self.places(x), self.names(x), self.roles(x), link, self.told(x)


def load_pretrained(weights: Path) -> Tagger:
    """A tagger whose encoder holds the weights in `weights`; refuses any other file."""
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != SHA256:
        raise ValueError(f"{weights} is not all-MiniLM-L6-v2: sha256 {digest}")
    stored = load_file(weights)
    model = Tagger()
    state = model.state_dict()
    for ours, theirs in _encoder_names():
        state[ours] = stored[theirs]
    state["kind"] = stored["embeddings.token_type_embeddings.weight"][0]
    model.load_state_dict(state)
    model.words.weight.requires_grad = False  # rare names keep their places beside common ones
    return model


def _encoder_names() -> list[tuple[str, str]]:
    """Pairs of our parameter's name and the stored one."""
    pairs = [
        ("words.weight", "embeddings.word_embeddings.weight"),
        ("positions.weight", "embeddings.position_embeddings.weight"),
    ]
    modules = [("norm", "embeddings.LayerNorm")]
    for i in range(Size().layers):
        modules += _layer_names(f"layers.{i}", f"encoder.layer.{i}")
    pairs += [(f"{a}.{p}", f"{b}.{p}") for a, b in modules for p in ("weight", "bias")]
    return pairs


def _layer_names(ours: str, theirs: str) -> list[tuple[str, str]]:
    attention = [(f"{ours}.attention.{n}", n) for n in ("query", "key", "value")]
    pairs = [(a, f"{theirs}.attention.self.{n}") for a, n in attention]
    return [
        *pairs,
        (f"{ours}.attention.output", f"{theirs}.attention.output.dense"),
        (f"{ours}.attention.norm", f"{theirs}.attention.output.LayerNorm"),
        (f"{ours}.up", f"{theirs}.intermediate.dense"),
        (f"{ours}.down", f"{theirs}.output.dense"),
        (f"{ours}.norm", f"{theirs}.output.LayerNorm"),
    ]
