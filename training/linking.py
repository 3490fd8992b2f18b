"""The weights that link what two articles tell, and how rarely news uses a word.

    python -m training.linking [--rarity]

Fitted on documents of the even half by hash of gold/incidents (news of shootings, with the
incident each is a source of), read through the pipeline; the odd half is only scored, by
``python -m gate incidents``. A user's casebook is never fitted on.

A pair of documents is two accounts, each of all claims of its document. Logistic regression with
a small square penalty, by Newton's method; weights that linking.yaml gives with a reason are held
there. ``--rarity`` counts the words anew first. Writes vocab/en/link_weights.yaml.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from gate.incidents import FITTED_ON, Document, documents, whole_account
from gate.readings import read_once
from reportedly.stages.link.between import ties
from reportedly.stages.link.blocks import candidates
from reportedly.stages.link.words import words_in
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.stages.link.accounts import Account
    from reportedly.stages.link.weights import Term

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"
VOCAB = ROOT / "src" / "reportedly" / "vocab" / "en"
PENALTY = 1.0
FEWEST_ARTICLES, FEWEST_SHARE = 8, 0.008  # a rarer word may be a private person's name
UNLISTED = 6.0
NEWS = (
    "incidents/news-cluster.jsonl",
    "attribution/polnear-train.jsonl",
    "casework/dev.jsonl",
)

Floats = npt.NDArray[np.float64]


def main() -> None:
    """Count if asked, fit and write."""
    chosen = [d for d in documents(GOLD) if d.half == FITTED_ON]
    if "--rarity" in sys.argv:
        _write_rarity(chosen)
    readings = read_once([d.row for d in chosen])
    read = [d for d in chosen if d.id in readings.articles]
    accounts = [whole_account(d, readings) for d in read]
    rows, same = _pairs(read, accounts)
    _write_weights(fit(rows, same), len(read), len(rows), sum(same))


def _pairs(
    read: Sequence[Document], accounts: Sequence[Account]
) -> tuple[list[list[Term]], list[bool]]:
    rows, same = [], []
    for a, b in candidates(accounts).tolist():
        if held := ties(accounts[a], accounts[b]):
            rows.append(held)
            same.append(read[a].incident == read[b].incident)
    return rows, same


def fit(rows: Sequence[Sequence[Term]], same: Sequence[bool]) -> dict[str, float]:
    """The weights, by name, and ``bias``; those given with a reason only shift the odds."""
    table = load("linking")["between"]["terms"]
    free = [name for name, term in table.items() if "weight" not in term]
    place = {name: k for k, name in enumerate(free)}
    values: Floats = np.zeros((len(rows), len(free) + 1))
    values[:, -1] = 1.0
    given: Floats = np.zeros(len(rows))
    for k, held in enumerate(rows):
        for name, value in held:
            if name in place:
                values[k, place[name]] += value
            else:
                given[k] += table[name]["weight"] * value
    found = _newton(values, given, np.array(same, dtype=np.float64))
    return dict(zip([*free, "bias"], (float(w) for w in found), strict=True))


def _newton(values: Floats, given: Floats, same: Floats) -> Floats:
    weights: Floats = np.zeros(values.shape[1])
    penalty = np.full(len(weights), PENALTY)
    penalty[-1] = 0.01  # the bias is as it is
    for _ in range(50):
        chances = 1 / (1 + np.exp(-(values @ weights + given)))
        slope = values.T @ (chances - same) + penalty * weights
        bend = (values * (chances * (1 - chances))[:, None]).T @ values + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _write_weights(weights: dict[str, float], n: int, pairs: int, same: int) -> None:
    lines = [
        "# Weights of the terms between accounts of two articles (their words: linking.yaml).",
        "# Made by training/linking.py; not to be edited. Fitted on the even half by hash of",
        f"# gold/incidents/gva-docs.jsonl: {n:,} documents, {pairs:,} pairs that share a block,",
        f"# {same:,} of them sources of one incident. News of shootings in the United States,",
        "# 2013 to 2017. The other half is scored by `python -m gate incidents`.",
        f"bias: {weights['bias']:.2f}",
        "terms:",
        *(f"  {name}: {w:.2f}" for name, w in sorted(weights.items()) if name != "bias"),
    ]
    (VOCAB / "link_weights.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_rarity(chosen: Iterable[Document]) -> None:
    shootings = [f"{d.row['title']}\n{d.row['text']}" for d in chosen]
    news = [
        f"{row.get('title') or ''}\n{row['text']}"
        for name in NEWS
        for row in map(json.loads, (GOLD / name).read_text("utf-8").splitlines())
    ]
    shares: dict[str, float] = defaultdict(float)
    for texts in (shootings, news):
        for word, n in Counter(w for text in texts for w in set(words_in(text))).items():
            if n >= max(FEWEST_ARTICLES, FEWEST_SHARE * len(texts)):
                shares[word] = max(shares[word], n / len(texts))
    by: dict[float, list[str]] = defaultdict(list)
    for word, share in shares.items():
        by[round(-2 * math.log(share)) / 2].append(word)
    lines = [
        "# How rarely news uses a word: the logarithm of one over the share of articles that hold",
        "# it, in steps of a half, in the collection that uses it most; `unlisted` for all others.",
        "# Made by training/linking.py --rarity out of the even half of",
        f"# gold/incidents/gva-docs.jsonl, and {', '.join(NEWS)}: words in",
        f"# at least {FEWEST_ARTICLES} articles and {FEWEST_SHARE:.1%} of a collection, so that no",
        "# private person's name stands here.",
        f"unlisted: {UNLISTED}",
        "listed:",
        *(f'  {step}: "{" ".join(sorted(words))}"' for step, words in sorted(by.items())),
    ]
    (VOCAB / "word_rarity.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
