"""Fit the weights that rank the candidates of a place name: `python -m training.ranker`.

Each labelled name is one of its candidates, or none where no candidate is the labelled place. The
weights maximise the likelihood of the labels, with a small penalty on their squares. The rounds
feed each other, so the weights of the rounds are fitted over again on what they themselves made
likely. Figures are of documents that weights were not fitted on: five folds of the training part
(each by weights fitted on the other four), and the held-out fifth, that no shipped weight saw.
"""

from __future__ import annotations

import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml
from scipy.optimize import minimize

from gate.places import RIGHT_KM, _article, _lines, entry_is
from reportedly.gazetteer import Gazetteer
from reportedly.gazetteer.entry import km_between
from reportedly.gazetteer.evidence import COLUMNS, NONE, Page
from reportedly.gazetteer.rank import Ranked, Weights, rank, shares
from reportedly.model import Name
from reportedly.stages.detect.places import asked
from training.splits import is_held_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reportedly.gazetteer import Entry
    from reportedly.records import Field

    Floats = NDArray[np.float64]
    Instance = tuple[Floats, Floats, Floats, float]  # rows, none's row, the right rows, its worth

# What a label counts for. LGL was made of towns that share their name with a greater one: taken at
# its word, it makes London the one in Ontario.
SETS = {"lgl": 0.4, "tr-news": 1.0, "geowebnews": 1.0}
OUT = Path(__file__).parents[1] / "src/reportedly/gazetteer/data/ranker.yaml"
FOLDS = 5
PENALTY = 0.5
STEPS = 3
# What speaks for a place at home speaks for it anywhere: no weight may turn against its sense.
FOR = ("people", "known", "town", "large", "metropolis", "most", "capital", "seat", "reach",
       "class fits", "country told", "country told once", "country implied", "region told",
       "region told once", "region implied", "near 30", "near 100", "near 300", "all near 100",
       "holds", "lies in", "capital speaks", "country speaks", "peer regions", "peer countries",
       "people worldly", "capital worldly", "capital abroad")  # fmt: skip
AGAINST = ("behind", "other name", "area by other name", "variant", "spelling", "class differs",
           "holds not", "lies not in")  # fmt: skip
# The least share of likelihood for an answer, and the least lead over the next place: the lowest
# at which, in the folds, at least .90 / .92 / .93 of the answered are right.
LEAST = {"no": 0.4, "country": 0.4, "region": 0.4, "margin": 0.15}
_FIRST_ROUND = ("class", "capital speaks", "country speaks")
_HEADER = """\
# Weights of the ranker of place candidates (reportedly.gazetteer.rank), frozen; made by
# `python -m training.ranker`. Fitted on the labels of LGL, TR-News and GeoWebNews without the
# held-out fifth (training/splits.py); the sets are distributed in a GPL-3.0 repository over
# third-party news text (see training/MODEL_CARD.md). No text of theirs is in here: a number for
# each column of reportedly.gazetteer.evidence. Right of all labels / share answered / right of
# the answered, on documents that the weights in question were not fitted on:
"""


@dataclass(frozen=True)
class Label:
    """A labelled name: its number on the page (None: no candidates), and the right candidates.

    ``near``: those of them that lie within 161 km, by which answers are judged.
    """

    name: int | None
    right: NDArray[np.bool_]
    near: NDArray[np.bool_]


@dataclass(frozen=True)
class Labelled:
    """A document's page with its labels."""

    key: str
    page: Page
    labels: Sequence[Label]

    @property
    def fold(self) -> int:
        """Which of the folds it is in."""
        return zlib.crc32(self.key.encode()) % FOLDS

    @property
    def none(self) -> Floats:
        """What speaks for none of each name's candidates."""
        rows = [self.page.none(number) for number in range(len(self.page.names))]
        return np.array(rows).reshape(-1, len(NONE))


def documents(gold: Path, gazetteer: Gazetteer) -> Iterator[Labelled]:
    """The documents of the three sets, with the labels that have a point."""
    for name in SETS:
        for document in _lines(gold / "places" / f"{name}.jsonl"):
            yield _labelled(f"{name}/{document['id']}", document, gazetteer)


def _labelled(key: str, document: Mapping[str, Any], gazetteer: Gazetteer) -> Labelled:
    gold = [one for one in document["toponyms"] if one.get("lat") is not None]
    names: list[tuple[Field, Name]] = [
        ("text", Name("place", one["start"], one["end"], 1.0)) for one in gold
    ]
    found, asks = asked(_article(document), names, gazetteer)
    page, at = asks.page()
    labels = []
    for one in gold:
        spots = [(number, this.setting.spot) for number, this in enumerate(found)]
        met = [n for n, s in spots if s.start < one["end"] and one["start"] < s.end]
        name = at.get(met[0]) if met else None
        hits = page.names[name].block.hits if name is not None else ()
        right = np.array([_right(hit.entry, one) for hit in hits], bool)
        near = np.array([entry_is(hit.entry, one) for hit in hits], bool)
        labels.append(Label(name, right, near))
    return Labelled(key, page, labels)


def _right(entry: Entry, gold: Mapping[str, Any]) -> bool:
    """Whether an entry is the labelled place; a sea or a continent has no one point."""
    if entry_is(entry, gold):
        return True
    if entry.kind not in ("region", "water") or entry.lat is None or entry.lon is None:
        return False
    km = km_between(entry.lat, entry.lon, float(gold["lat"]), float(gold["lon"]))
    return km <= (entry.radius_km or 0) + RIGHT_KM


def fitted(train: Sequence[Labelled]) -> tuple[Weights, Weights]:
    """The weights of the first round, and those of the others."""
    train = [one for one in train if len(one.page.own)]
    from reportedly.gazetteer.candidates import OWN  # noqa: PLC0415

    first = np.array([c in OWN or c.startswith(_FIRST_ROUND) for c in COLUMNS], float)
    alone = _fit(_instances(train, [one.page.own for one in train]), first)
    likely = [
        shares(Ranked(d.page, d.page.own, d.page.own @ alone.candidate, d.none @ alone.none))
        for d in train
    ]
    for _ in range(STEPS):
        rows = [one.page.evidence(like) for one, like in zip(train, likely, strict=True)]
        together = _fit(_instances(train, rows), np.ones(len(COLUMNS)))
        likely = [shares(rank(one.page, (alone, together))) for one in train]
    return alone, together


def _instances(train: Sequence[Labelled], rows: Iterable[Floats]) -> Iterator[Instance]:
    for one, made in zip(train, rows, strict=True):
        for label in one.labels:
            if label.name is None or one.page.names[label.name].given:
                continue
            first, last = one.page.starts[label.name], one.page.starts[label.name + 1]
            opened = one.page.names[label.name].open
            if opened.any():
                right = label.right[opened].astype(float)
                worth = SETS[one.key.split("/")[0]]
                yield made[first:last][opened], one.none[label.name], right, worth


def _fit(instances: Iterable[Instance], used: Floats) -> Weights:
    """The likeliest weights of the used columns: a logit over the candidates and none."""
    data = list(instances)
    rows = np.concatenate([instance[0] for instance in data])
    none = np.array([instance[1] for instance in data])
    right = np.concatenate([instance[2] for instance in data])
    starts = np.concatenate(([0], np.cumsum([len(instance[2]) for instance in data])))[:-1]
    of = np.repeat(np.arange(len(data)), [len(instance[2]) for instance in data])
    some = np.add.reduceat(right, starts) > 0
    mask = np.concatenate((used, np.ones(len(NONE))))
    worth = np.array([instance[3] for instance in data])

    def loss(weights: Floats) -> tuple[float, Floats]:
        parts, nones = np.split(weights * mask, [len(used)])
        score, open_score = rows @ parts, none @ nones
        most = np.maximum(np.maximum.reduceat(score, starts), open_score)
        each, open_each = np.exp(score - most[of]), np.exp(open_score - most)
        total = np.add.reduceat(each, starts) + open_each
        good = np.where(some, np.add.reduceat(each * right, starts), open_each)
        pull = each / total[of] - np.where(some[of], each * right / good[of], 0)
        pull_none = worth * (open_each / total - ~some)
        pull *= worth[of]
        slope = np.concatenate((rows.T @ pull, none.T @ pull_none)) + 2 * PENALTY * weights
        return float(
            -(worth * np.log(good / total)).sum() + PENALTY * (weights**2).sum()
        ), slope * mask

    bounds = [(0 if c in FOR else None, 0 if c in AGAINST else None) for c in (*COLUMNS, *NONE)]
    begun = np.zeros(len(mask))
    options = {"maxiter": 300}
    best = minimize(loss, begun, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x
    best *= mask
    return Weights(best[: len(used)], best[len(used) :])


Judged = tuple[str, bool, bool]  # set, answered, right


def judge(some: Iterable[Labelled], weights: tuple[Weights, Weights]) -> Iterator[Judged]:
    """Each label: whether it is answered, and whether rightly."""
    for one in some:
        likely = shares(rank(one.page, weights))
        for label in one.labels:
            yield one.key.split("/")[0], *_judged(one.page, label, likely)


def _judged(page: Page, label: Label, likely: Floats) -> tuple[bool, bool]:
    if label.name is None:
        return False, False
    part = likely[page.starts[label.name] : page.starts[label.name + 1]]
    order = np.sort(part)[::-1]
    lead = order[0] - (order[1] if len(order) > 1 else 0)
    same = lead >= LEAST["margin"] or label.near[np.argsort(part)[::-1][:2]].all()
    answered = bool(order[0] >= LEAST["no"] and same)
    return answered, answered and bool(label.near[part.argmax()])


def figures(judged: Sequence[Judged]) -> str:
    """Right of all, answered, right of the answered, by set."""
    parts = []
    for name in SETS:
        own = [(answered, right) for of, answered, right in judged if of == name]
        answered, right = (sum(column) for column in zip(*own, strict=True))
        shares_ = right / len(own), answered / len(own), right / answered
        parts.append(f"{name} " + " / ".join(f"{share:.3f}" for share in shares_))
    return ", ".join(parts)


def _named(weights: Weights) -> dict[str, dict[str, float]]:
    pairs = (("candidate", COLUMNS, weights.candidate), ("none", NONE, weights.none))
    return {
        part: {
            column: round(float(value), 3) for column, value in zip(columns, values, strict=True)
        }
        for part, columns, values in pairs
    }


def main() -> None:
    """Fits, measures, and writes the weights."""
    gold = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/gold")
    every = list(documents(gold, Gazetteer.embedded()))
    train = [one for one in every if not is_held_out(one.key)]
    folds: list[Judged] = []
    for fold in range(FOLDS):
        weights = fitted([one for one in train if one.fold != fold])
        folds += judge((one for one in train if one.fold == fold), weights)
    shipped = fitted(train)
    held = list(judge((one for one in every if is_held_out(one.key)), shipped))
    said = f"#   folds: {figures(folds)}\n#   held out: {figures(held)}\n"
    tables = {"least": LEAST, "alone": _named(shipped[0]), "together": _named(shipped[1])}
    OUT.write_text(_HEADER + said + yaml.safe_dump(tables, sort_keys=False), encoding="utf-8")
    print(said)


if __name__ == "__main__":
    main()
