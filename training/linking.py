"""The weights that link what two articles tell, and how rarely news uses a word.

    python -m training.linking [--rarity]

Fitted on documents of the even half by hash of gold/incidents (news of shootings, with the
incident each is a source of), read through the pipeline; the odd half is only scored, by
``python -m gate incidents``. A user's casebook is never fitted on.

Each pair of documents counts twice: as the accounts that it tells, and as one account of all its
claims. Logistic regression with a small square penalty; weights that linking.yaml gives with a
reason are held there, and no other may turn against the sense that it states. ``--rarity`` counts
the words anew first. Writes vocab/en/link_weights.yaml, with figures of five folds by incident:
pairs weighed by what was fitted on the other four.
"""

from __future__ import annotations

import json
import math
import sys
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from gate.incidents import FITTED_ON, Document, claims_of, documents, whole_account
from gate.readings import read_once
from reportedly.stages.link.between import ties
from reportedly.stages.link.blocks import candidates
from reportedly.stages.link.clusters import accounts_in
from reportedly.stages.link.weights import between
from reportedly.stages.link.words import words_in
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.stages.link.accounts import Account
    from reportedly.stages.link.weights import Term

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"
VOCAB = ROOT / "src" / "reportedly" / "vocab" / "en"
PENALTY = 1.0
FOLDS = 5
FEWEST_ARTICLES, FEWEST_SHARE = 8, 0.008  # a rarer word may be a private person's name
UNLISTED = 6.0
NEWS = (
    "incidents/news-cluster.jsonl",
    "attribution/polnear-train.jsonl",
    "casework/dev.jsonl",
)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of accounts: what holds of each, its worth, whether one incident, and their folds."""

    values: Floats
    given: Floats
    worth: Floats
    same: npt.NDArray[np.bool_]
    folds: npt.NDArray[np.int64]

    def chosen(self, those: npt.NDArray[np.bool_]) -> Pairs:
        """Some of them."""
        columns = (self.values, self.given, self.worth, self.same, self.folds)
        return Pairs(*(column[those] for column in columns))


def main() -> None:
    """Count if asked, fit and write."""
    chosen = [d for d in documents(GOLD) if d.half == FITTED_ON]
    if "--rarity" in sys.argv:
        _write_rarity(chosen)
    readings = read_once([d.row for d in chosen])
    read = {readings.articles[d.id].id: d for d in chosen if d.id in readings.articles}
    claims = [claim for d in read.values() for claim in claims_of(d, readings)]
    known = {article.id: article for article in readings.articles.values()}
    told, _ = accounts_in(claims, known)
    whole = [whole_account(d, readings) for d in read.values()]
    pairs = laid_out([*_pairs(told, read), *_pairs(whole, read)])
    _write_weights(fit(pairs), len(read), pairs)


Row = tuple[list["Term"], float, bool, tuple[int, int]]
"""The terms that hold for a pair, its worth, whether it is of one incident, and its folds."""


def _pairs(accounts: Sequence[Account], read: Mapping[str, Document]) -> list[Row]:
    """The pairs of two documents that can be compared.

    Those of one incident as far as each is what its document is about: a document tells of other
    happenings beside.
    """
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for a, b in ((accounts[i], accounts[j]) for i, j in candidates(accounts).tolist()):
        one, other = read[a.article_id], read[b.article_id]
        same = one.incident == other.incident
        if one.id == other.id or (same and not (a.is_main and b.is_main)):
            continue
        if held := ties(a, b):
            rows[one.id, other.id].append((held, 1.0, same, (_fold(one), _fold(other))))
    return [(row[0], 1 / len(some), *row[2:]) for some in rows.values() for row in some]


def _fold(document: Document) -> int:
    """The fold of an incident; another hash than that of the halves."""
    return zlib.crc32(f"fold {document.incident}".encode()) % FOLDS


def laid_out(rows: Sequence[Row]) -> Pairs:
    """The pairs as columns; terms given with a reason only shift the odds."""
    terms = _terms()
    place = {name: k for k, name in enumerate(_free())}
    values: Floats = np.zeros((len(rows), len(place) + 1))
    values[:, -1] = 1.0
    given: Floats = np.zeros(len(rows))
    for k, (held, *_) in enumerate(rows):
        for name, value in held:
            if name in place:
                values[k, place[name]] += value
            else:
                given[k] += terms[name]["weight"] * value
    worth, same, folds = (np.array(column) for column in list(zip(*rows, strict=True))[1:])
    return Pairs(values, given, worth, same, folds)


def _terms() -> dict[str, Any]:
    return load("linking")["between"]["terms"]


def _free() -> list[str]:
    return [name for name, term in _terms().items() if "weight" not in term]


def fit(pairs: Pairs, *, bound: bool = True) -> Floats:
    """The likeliest weights of the free terms, and of the bias; ``bound`` by their sense."""
    penalty = np.full(pairs.values.shape[1], PENALTY)
    penalty[-1] = 0.01  # the bias is as it is

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = pairs.values @ weights + pairs.given
        miss = pairs.worth * (np.logaddexp(0, odds) - pairs.same * odds)
        slope = pairs.worth * (1 / (1 + np.exp(-odds)) - pairs.same)
        pull = penalty * weights
        return float(miss.sum() + 0.5 * pull @ weights), pairs.values.T @ slope + pull

    bounds = [_bounds(_terms()[name]) if bound else (None, None) for name in _free()]
    begun = np.zeros(len(penalty))
    found: Floats = minimize(
        loss, begun, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]
    ).x
    return found


def _bounds(term: Mapping[str, Any]) -> tuple[float | None, float | None]:
    return (0.0, term.get("at_most")) if term["sign"] == "for" else (None, 0.0)


def _figures(pairs: Pairs, *, bound: bool) -> str:
    """Precision and recall of pairs at ``join``, each pair by weights of folds that lack it."""
    found: Floats = np.zeros(3)  # right, found, there
    for fold in range(FOLDS):
        apart = (pairs.folds != fold).all(axis=1)
        weights = fit(pairs.chosen(apart), bound=bound)
        asked = pairs.chosen(~apart)
        joined = 1 / (1 + np.exp(-asked.values @ weights - asked.given)) >= between().join
        found += [(asked.worth * hit).sum() for hit in (joined & asked.same, joined, asked.same)]
    return f"precision {found[0] / found[1]:.3f}, recall {found[0] / found[2]:.3f}"


def _write_weights(weights: Floats, n: int, pairs: Pairs) -> None:
    named = sorted(zip(_free(), weights[:-1], strict=True))
    about = (
        "Weights of the terms between accounts of two articles (their words: linking.yaml). Made "
        "by `python -m training.linking`; not to be edited. Fitted on the even half by hash of "
        f"gold/incidents/gva-docs.jsonl: {n:,} documents, {len(pairs.same):,} pairs of accounts "
        f"that share a block, {int(pairs.same.sum()):,} of them of one incident. News of shootings "
        "in the United States, 2013 to 2017. Pairs of five folds, at the chance that joins: "
        f"{_figures(pairs, bound=True)}; with no sign held: {_figures(pairs, bound=False)}. The "
        "odd half is scored by `python -m gate incidents`."
    )
    lines = [
        *wrap(about, 100, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False),
        f"bias: {weights[-1]:.2f}",
        "terms:",
        *(f"  {name}: {w:.2f}" for name, w in named),
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
