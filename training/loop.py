"""The training loop: one loss over all heads, each counting only where a set labels it."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from .augment import augment
from .batches import (
    PLACE_TAGS,
    UNKNOWN,
    Batch,
    Example,
    LinkRows,
    collate,
    examples,
    in_batches,
)
from .happenings import told_documents
from .lexicon import Lexicon, template_document
from .network import LINK_WIDTH, OUTPUTS, Tagger
from .told import told_loss

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tokenizers import Tokenizer

    from .corpus import Corpus


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does.

    `repeats` is how often an epoch sees each document labelled for names, `tellings` how often each
    sentence labelled for its happening.
    """

    epochs: int = 4
    repeats: int = 2
    tellings: int = 2
    templates: int = 500
    pieces_a_batch: int = 2048
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    seed: int = 20
    threads: int = 1


LOSSES = {"names": 1.0, "roles": 1.0, "links": 0.5, "told": 0.5}
"""The losses and what each counts for."""

_SCARCE = "re3d/"  # the only gold for six of the kinds, and small: seen twice as often
_LENGTHS = ((254, 0.7), (128, 0.18), (48, 0.12))


def pool(
    corpus: Corpus, plan: Plan, lexicon: Lexicon, tokenizer: Tokenizer, seed: int
) -> list[Example]:
    """The windows of one epoch, freshly augmented and cut."""
    rng = random.Random(seed)  # noqa: S311 - chance, no secret
    named = [d for d in corpus.documents if d.claims is None]
    claimed = [d for d in corpus.documents if d.claims is not None]
    scarce = [d for d in named if d.id.startswith(_SCARCE)]
    texts = [augment(d, lexicon, rng) for d in claimed + (named + scarce) * plan.repeats]
    for _ in range(plan.templates):
        drawn = template_document(lexicon, rng, rng.randint(1, 5))
        texts.append(augment(drawn, lexicon, rng))
    for _ in range(plan.tellings):
        texts += told_documents(corpus.labelled, rng)
    sizes = rng.choices([n for n, _ in _LENGTHS], [p for _, p in _LENGTHS], k=len(texts))
    return [e for d, n in zip(texts, sizes, strict=True) for e in examples(d, tokenizer, n)]


def loss_of(model: Tagger, batch: Batch) -> tuple[Tensor, ...]:
    """Losses in the order of `LOSSES`."""
    with torch.autocast("cpu", torch.bfloat16):
        places, names, roles, link, told = model(batch.ids, batch.mask)
    allowed = batch.allowed
    of_places = _partial_loss(
        _at_words(places, batch), allowed[..., :PLACE_TAGS], batch.weight[..., 0]
    )
    of_others = _partial_loss(
        _at_words(names, batch), allowed[..., PLACE_TAGS:], batch.weight[..., 1]
    )
    links = _links_loss(model, link.float(), batch)
    of_roles = _tags_loss(_at_words(roles, batch), batch.tags)
    of_told = told_loss(_at_words(told, batch), batch.told) if batch.told else told.sum() * 0.0
    return of_places + of_others, of_roles, links, of_told


def _at_words(logits: Tensor, batch: Batch) -> Tensor:
    """Logits [B, W, tags] at the first piece of each word."""
    index = batch.first[..., None].expand(-1, -1, logits.shape[-1])
    return logits.float().gather(1, index)


def _partial_loss(logits: Tensor, allowed: Tensor, weight: Tensor) -> Tensor:
    """Minus log of the total probability of the tags that agree with what is known."""
    logs = logits.log_softmax(-1).masked_fill(~allowed, float("-inf"))
    known = ~allowed.all(-1)
    weight = weight * known
    each = torch.where(known, -logs.logsumexp(-1), 0.0)
    return (each * weight).sum() / weight.sum().clamp(min=1.0)


def _tags_loss(logits: Tensor, tags: Tensor) -> Tensor:
    each = functional.cross_entropy(
        logits.flatten(0, 1), tags.flatten(), ignore_index=UNKNOWN, reduction="sum"
    )
    return each / (tags != UNKNOWN).sum().clamp(min=1)


def _links_loss(model: Tagger, link: Tensor, batch: Batch) -> Tensor:
    flat = link.flatten(0, 1)
    total, count = flat.sum() * 0.0, 0
    for kind, rows in enumerate((batch.content_cue, batch.cue_source)):
        if rows is not None:
            total = total + _link_loss(flat, kind, rows, model.gap_bias[kind])
            count += len(rows.target)
    return total / max(count, 1)


def _link_loss(flat: Tensor, kind: int, rows: LinkRows, bias: Tensor) -> Tensor:
    base = kind * (2 * LINK_WIDTH + 1)
    mine = flat[rows.dependents].mean(1)
    theirs = flat[rows.heads].mean(2)[..., base + LINK_WIDTH : base + 2 * LINK_WIDTH]
    scores = (mine[:, None, base : base + LINK_WIDTH] * theirs).sum(-1) + bias[rows.buckets]
    scores = scores.masked_fill(~rows.known, float("-inf"))
    nothing = mine[:, base + 2 * LINK_WIDTH, None]
    return functional.cross_entropy(torch.cat([scores, nothing], 1), rows.target, reduction="sum")


def train(
    model: Tagger,
    corpus: Corpus,
    plan: Plan,
    lexicon: Lexicon,
    tokenizer: Tokenizer,
    folder: Path,
) -> None:
    """Train `model` in place; a checkpoint an epoch goes to `folder`, a log line every 50 steps."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    optimizer = _optimizer(model, plan)
    clock = _Clock(plan)
    model.train()
    for epoch in range(plan.epochs):
        windows = pool(corpus, plan, lexicon, tokenizer, plan.seed + epoch)
        rng = random.Random(plan.seed + epoch)  # noqa: S311 - chance, no secret
        groups = list(in_batches(windows, plan.pieces_a_batch, rng))
        for step, group in enumerate(groups):
            _set_rates(optimizer, (epoch + step / len(groups)) / plan.epochs, plan)
            losses = _step(model, optimizer, collate(group))
            clock.report(epoch, step, len(groups), losses)
        torch.save(model.state_dict(), folder / f"epoch-{epoch}.pt")
    _average(model, [folder / f"epoch-{plan.epochs - n}.pt" for n in (1, 2) if n <= plan.epochs])


def _average(model: Tagger, checkpoints: list[Path]) -> None:
    """Load the mean of the last epochs' weights: steadier on small kinds than the last alone."""
    states = [torch.load(path) for path in checkpoints]
    model.load_state_dict({k: sum(s[k] for s in states) / len(states) for k in states[0]})


def _step(model: Tagger, optimizer: torch.optim.Optimizer, batch: Batch) -> Iterator[float]:
    losses = loss_of(model, batch)
    optimizer.zero_grad(set_to_none=True)
    total = sum(share * loss for share, loss in zip(LOSSES.values(), losses, strict=True))
    total.backward()  # type: ignore[union-attr]
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return (float(x.detach()) for x in losses)


def _optimizer(model: Tagger, plan: Plan) -> torch.optim.Optimizer:
    heads: list[torch.nn.Parameter] = []
    encoder: list[torch.nn.Parameter] = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            own = name.startswith((*OUTPUTS, "gap_bias"))
            (heads if own else encoder).append(parameter)
    groups = [
        {"params": encoder, "peak": plan.encoder_rate},
        {"params": heads, "peak": plan.head_rate},
    ]
    return torch.optim.AdamW(groups, lr=0.0, weight_decay=0.01)


def _set_rates(optimizer: torch.optim.Optimizer, done: float, plan: Plan) -> None:
    """Linear warm-up, then a linear fall to zero."""
    share = min(done / plan.warmup, (1 - done) / (1 - plan.warmup))
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * share


class _Clock:
    """Prints running means of the losses, and the time."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.began, self.sums, self.count = (
            plan,
            time.monotonic(),
            [0.0] * len(LOSSES),
            0,
        )

    def report(self, epoch: int, step: int, steps: int, losses: Iterator[float]) -> None:
        """Take in one step's losses; every 50 steps print their means and start anew."""
        self.sums = [a + b for a, b in zip(self.sums, losses, strict=True)]
        self.count += 1
        if self.count == 50:
            means = " ".join(f"{s / self.count:.4f}" for s in self.sums)
            gone = time.monotonic() - self.began
            where = f"epoch {epoch} {step + 1}/{steps}"
            print(f"{where} {'/'.join(LOSSES)} {means} {gone:.0f}s", flush=True)
            self.sums, self.count = [0.0] * len(LOSSES), 0
