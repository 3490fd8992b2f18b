"""Linking measured: ``python gate/link.py ../shared/gold``.

The claims of gold/casework/dev.jsonl as coded by hand, so that only the clustering is
judged; each article by itself, B-cubed over its claims. Planned, conditional and historical
claims are kept apart from happenings by contract even where the gold gives them one label.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.records import (
    Actor,
    Article,
    Claim,
    Count,
    Event,
    Place,
    Source,
    Span,
    Weapon,
    When,
)
from reportedly.stages.link import cluster

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

Scores = dict[str, float]
PRECISIONS = {1: "settlement", 2: "near", 3: "admin2", 4: "admin1", 5: "region", 6: "country"}


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Scores:
    """B-cubed precision, recall and F1 of two labellings of the same items (Bagga 1998)."""
    parts = [defaultdict(set), defaultdict(set)]  # type: list[dict[Hashable, set[int]]]
    for labels, sets in zip((gold, found), parts, strict=True):
        for k, label in enumerate(labels):
            sets[label].add(k)
    n = max(len(gold), 1)
    shared = [len(parts[0][g] & parts[1][f]) for g, f in zip(gold, found, strict=True)]
    precision = sum(s / len(parts[1][f]) for s, f in zip(shared, found, strict=True)) / n
    recall = sum(s / len(parts[0][g]) for s, g in zip(shared, gold, strict=True)) / n
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": precision, "recall": recall, "f1": f1}


def article(name: str, text: str, title: str | None = None) -> Article:
    """An article of a text."""
    return Article(
        id=name, capture_id=f"c-{name}", title=title, text=text, page_text=text, language="en"
    )


def pairs(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Scores:
    """Precision and recall over pairs of items that share a label."""
    sets = [defaultdict(list), defaultdict(list)]  # type: list[dict[Hashable, list[int]]]
    for k, labels in enumerate(zip(gold, found, strict=True)):
        for label, group in zip(labels, sets, strict=True):
            group[label].append(k)
    true, made = ({p for part in group.values() for p in combinations(part, 2)} for group in sets)
    right = len(true & made)
    return {"pair_precision": right / max(len(made), 1), "pair_recall": right / max(len(true), 1)}


def score_link(gold_dir: Path) -> Scores:
    """B-cubed and pairs of the clustering within articles, over all claims.

    Every claim alone has a B-cubed F1 of 0.79 on the 192 claims, one cluster per article 0.32.
    """
    path = gold_dir / "casework" / "dev.jsonl"
    gold: list[Hashable] = []
    found: list[Hashable] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        page = article(row["id"], row["text"], row["title"])
        claims = [_claim(c, k, row) for k, c in enumerate(row["claims"])]
        parts, _ = cluster(claims, [page])
        of = {claim.id: k for k, part in enumerate(parts) for claim in part}
        gold += [(row["id"], c["incident"]) for c in row["claims"]]
        found += [(row["id"], of[claim.id]) for claim in claims]
    return {f"b3_{k}": v for k, v in b_cubed(gold, found).items()} | pairs(gold, found)


def _claim(coded: dict[str, Any], k: int, row: dict[str, Any]) -> Claim:
    field = coded.get("field", "text")
    start = max(row["title" if field == "title" else "text"].find(coded["quote"]), 0)
    span = Span(start=start, end=start + len(coded["quote"]), field=field)
    sub_type = coded["acled_sub_type"]
    place = _place(coded["place"]) if coded["place"] else None
    return Claim(
        id=f"{row['id']}-{k:03}",
        article_id=row["id"],
        span=span,
        event=Event(acled_type="", acled_sub_type=sub_type),
        modality=coded["modality"],
        actors=tuple(_actor(name, span) for name in coded["actors"]),
        targets=tuple(_actor(name, span) for name in coded["targets"]),
        weapons=tuple(Weapon(as_written=name, span=span) for name in coded["weapons"]),
        place=place,
        when=_when(coded["when"]) if coded["when"] else None,
        counts=tuple(_count(count, span) for count in coded["counts"]),
        source=_source(coded["source"], span) if coded["source"] else None,
    )


def _place(coded: dict[str, Any]) -> Place:
    keys = ("as_written", "name", "country", "admin1", "lat", "lon")
    values = {key: coded.get(key) for key in keys}
    precision = PRECISIONS.get(coded["where_prec"])
    return Place(**values, precision=precision, uncertainty_m=5000, why="coded")  # type: ignore[arg-type]


def _when(coded: dict[str, Any]) -> When | None:
    start = coded["start"]
    if start is None:
        return None
    precision = coded["date_prec"]
    return When(
        start=start,
        end=coded["end"] or start,
        precision="day" if precision == 1 else "span",
        ucdp_date_prec=precision,
        basis="stated",
        why="coded",
    )


def _actor(name: str, span: Span) -> Actor:
    return Actor(as_written=name, span=span)


def _count(coded: dict[str, Any], span: Span) -> Count:
    return Count(**coded, span=span)


def _source(coded: dict[str, Any], span: Span) -> Source:
    return Source(**coded, span=span)


def main() -> None:
    """Print the table."""
    for name, value in score_link(Path(sys.argv[1])).items():
        print(f"  {name:22} {value:.3f}")


if __name__ == "__main__":
    main()
