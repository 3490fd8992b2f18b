"""Copies measured, on made documents and on real ones.

Made: gold/copies/make_copies.py; the small set has every tenth of its originals with all of its
copies, so that a group is as large as in the full set. Real: 612 pages of July 2018 that carry
stories of AP and Reuters; a pair is wanted if half of the runs of five words of one of them, from
another publisher, stand in the other.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gate.link import article, b_cubed, pairs
from reportedly.stages.group import copy_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.records import CopyGroup

Scores = dict[str, float]
DOCUMENTS = 20_000
KINDS = ("light", "cut", "mixed", "heavy")
HALF = 0.5
LONGEST_FIELD = 1 << 24  # characters of a page in the table


def score_made(gold: Path, every: int = 1) -> Scores:
    """B-cubed, pairs, the biggest cluster, and how many copies of each kind meet their original."""
    rows = [row for row in made(gold, DOCUMENTS) if row["group"] % every == 0]
    groups = copy_groups([article(str(row["id"]), row["text"]) for row in rows])
    of = _group_of(groups)
    found = [of.get(str(row["id"]), str(row["id"])) for row in rows]
    truth = [row["group"] for row in rows]
    scores = {f"b3_{name}": value for name, value in b_cubed(truth, found).items()}
    biggest = max(Counter(found).values()) / max(Counter(truth).values())
    scores["biggest wrong: half its size over the true one"] = biggest / 2
    return scores | pairs(truth, found) | _by_kind(rows, found)


def made(gold: Path, documents: int) -> list[dict[str, Any]]:
    """The documents that make_copies.py makes."""
    script = gold / "copies" / "make_copies.py"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "copies.jsonl"
        command = [sys.executable, str(script), str(out), str(documents)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own script
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def _group_of(groups: Iterable[CopyGroup]) -> dict[str, str]:
    return {name: group.id for group in groups for name in group.article_ids}


def _by_kind(rows: Sequence[dict[str, Any]], found: Sequence[str]) -> Scores:
    original = {r["group"]: f for r, f in zip(rows, found, strict=True) if r["kind"] == "orig"}
    met = defaultdict(list)
    for row, label in zip(rows, found, strict=True):
        met[row["kind"]].append(label == original[row["group"]])
    return {f"recall_{kind}": sum(met[kind]) / max(len(met[kind]), 1) for kind in KINDS}


def score_real(gold: Path) -> Scores:
    """The wanted pairs found: in one group, or one of them tied to the group of the other."""
    pages = real(gold)
    groups = copy_groups([article(str(k), page["text"]) for k, page in enumerate(pages)])
    of = _group_of(groups)
    ties = {
        tie
        for group in groups
        for edge in group.edges
        for tie in ((group.id, edge.from_), (group.id, edge.to))
    }
    wanted = [(str(a), str(b)) for a, b in _wanted(pages)]
    together = [a in of and of.get(a) == of.get(b) for a, b in wanted]
    tied = [(of.get(a), b) in ties or (of.get(b), a) in ties for a, b in wanted]
    both = [one or other for one, other in zip(together, tied, strict=True)]
    n = max(len(wanted), 1)
    return {"wanted pairs found": sum(both) / n, "wanted pairs in one group": sum(together) / n}


def real(gold: Path) -> list[dict[str, str]]:
    """The pages of the Helsinki set, a paragraph a line."""
    csv.field_size_limit(LONGEST_FIELD)
    with (gold / "copies" / "helsinki_articles.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [row | {"text": row["text"].replace(" ### ", "\n")} for row in rows]


def _wanted(pages: Sequence[dict[str, str]]) -> list[tuple[int, int]]:
    runs = [_fives(page["text"]) for page in pages]
    return [
        (a, b)
        for a, b in combinations(range(len(pages)), 2)
        if pages[a]["publisher"] != pages[b]["publisher"]
        and len(runs[a] & runs[b]) >= HALF * max(min(len(runs[a]), len(runs[b])), 1)
    ]


def _fives(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[k:] for k in range(5)), strict=False))
