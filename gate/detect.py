"""Quality of the detectors for counts, sources, channels and evidence on casework/dev.

``python gate/detect.py [--misses]`` with ``src`` on the path prints the table, and what was
missed. Reads ../shared/gold and says so if it is absent. For each claim of the gold the words of
its quote's sentences are read; nothing is tuned to single articles, half of which are held back.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.parties import source_of
from reportedly.sentences import sentences
from reportedly.stages.detect.channels import channels
from reportedly.stages.detect.counts import counts
from reportedly.stages.detect.evidence import evidence

if TYPE_CHECKING:
    from reportedly.records import Channel, Count, Evidence

GOLD = Path(__file__).parents[1] / "../shared/gold/casework/dev.jsonl"


def main() -> int:
    """Prints the table; 2 if the gold is not there."""
    if not GOLD.exists():
        print(f"{GOLD} is not there: nothing measured.", file=sys.stderr)
        return 2
    articles = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    for name, (hits, total) in measure(articles, "--misses" in sys.argv).items():
        print(f"{name:46s} {hits:4d} / {total:4d}  {hits / max(total, 1):.3f}")
    return 0


def score(gold: Path) -> dict[str, float]:
    """The table as shares, for ``gold``, the folder of the gold sets."""
    lines = (gold / "casework" / "dev.jsonl").read_text("utf-8").splitlines()
    table = measure([json.loads(line) for line in lines])
    return {name: round(hits / max(total, 1), 4) for name, (hits, total) in table.items()}


def measure(articles: list[dict[str, Any]], misses: bool = False) -> dict[str, tuple[int, int]]:
    """Each figure as (right, of how many)."""
    rows: list[tuple[str, bool]] = []
    for article in articles:
        found = _read(article["text"])
        for claim in article["claims"]:
            window = _window(article["text"], claim["quote"])
            if claim.get("field") == "title" or window is None:
                continue
            rows += _claim_rows(claim, window, found, misses)
        rows += _count_precision(article, found, misses)
    return {
        name: (sum(ok for n, ok in rows if n == name), sum(n == name for n, _ in rows))
        for name in sorted({name for name, _ in rows})
    }


def _read(text: str) -> dict[str, list[Any]]:
    return {
        "counts": [count for _, count in counts(text, "text")],
        "channels": [channel for _, channel in channels(text, "text")],
        "evidence": [one for _, one in evidence(text, "text")],
    }


def _window(text: str, quote: str) -> tuple[int, int] | None:
    """The sentences that the quote lies in."""
    start = text.find(quote)
    if start < 0:
        return None
    end = start + len(quote)
    spans = [(a, b) for a, b in sentences(text) if a < end and start < b]
    return min(a for a, _ in spans), max(b for _, b in spans)


def _inside(rows: list[Any], window: tuple[int, int]) -> list[Any]:
    return [row for row in rows if window[0] <= row.span.start and row.span.end <= window[1]]


def _claim_rows(
    claim: dict[str, Any], window: tuple[int, int], found: dict[str, list[Any]], misses: bool
) -> list[tuple[str, bool]]:
    rows = _count_rows(claim, _inside(found["counts"], window), misses)
    named: list[Channel] = _inside(found["channels"], window)
    kinds: list[Evidence] = _inside(found["evidence"], window)
    if claim.get("channel"):
        rows.append(("channel in its sentence", claim["channel"] in {c.name for c in named}))
    if claim.get("evidence"):
        hit = bool({one.kind for one in kinds} & set(claim["evidence"]))
        rows.append(("evidence kind in its sentence", hit))
    return rows + _source_rows(claim.get("source"))


def _count_rows(claim: dict[str, Any], near: list[Count], misses: bool) -> list[tuple[str, bool]]:
    rows: list[tuple[str, bool]] = []
    have = {(count.what, count.low, count.high): count for count in near}
    for gold in claim.get("counts") or []:
        one = have.get((gold["what"], gold["low"], gold["high"]))
        rows.append(("count: what, low, high", one is not None))
        if one is not None:
            rows.append(("count: who, where found", one.who == gold["who"]))
            rows.append(("count: scope, where found", one.scope == gold["scope"]))
        elif misses:
            print("missed", gold, "in", claim["quote"], "read:", sorted(map(str, have)))
    if not claim.get("counts"):
        rows.append(("claims without counts: none in the quote", not _in_quote(claim, near)))
    return rows


def _in_quote(claim: dict[str, Any], near: list[Count]) -> bool:
    return any(count.phrase in claim["quote"] for count in near)


def _count_precision(
    article: dict[str, Any], found: dict[str, list[Any]], misses: bool
) -> list[tuple[str, bool]]:
    """Counts found inside some claim's sentences that some claim there has."""
    text, rows = article["text"], []
    for count in found["counts"]:
        said = [c for c in article["claims"] if _holds(text, c["quote"], count)]
        if said:
            gold = {(k["what"], k["low"], k["high"]) for c in said for k in c["counts"] or []}
            right = (count.what, count.low, count.high) in gold
            rows.append(("count precision in claims' sentences", right))
            if misses and not right:
                print("extra", count.what, count.low, count.high, count.phrase, "gold", gold)
    return rows


def _holds(text: str, quote: str, count: Count) -> bool:
    window = _window(text, quote)
    return window is not None and window[0] <= count.span.start and count.span.end <= window[1]


def _source_rows(source: dict[str, Any] | None) -> list[tuple[str, bool]]:
    if not source:
        return []
    party = source_of(source["as_written"])
    side = party.side == source["side"]
    return [
        ("source kind, by its words alone", party.kind == source["kind"]),
        ("source side, by its words alone", side),
    ]


if __name__ == "__main__":
    sys.exit(main())
