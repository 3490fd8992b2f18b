"""How well time expressions are found and valued, and publication dates inferred.

``score_times(gold_dir)`` reads TempEval-3 (TimeBank, AQUAINT), the casework articles and
giveme5w1h from the gold folder, and gives the figures as plain numbers.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Any

from reportedly.records import When
from reportedly.stages.detect.times import times
from reportedly.times import InferenceFailure, days_of, infer_publication

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_DCT = re.compile(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", re.DOTALL)
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_ISO_DAY = re.compile(r"\d{4}[-/]\d\d[-/]\d\d")
_VALUE = re.compile(r"\bvalue=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A time expression of the gold or of ours: where it is, and its TIMEX3 value."""

    start: int
    end: int
    value: str


def score_times(gold_dir: Path) -> dict[str, Any]:
    """Every figure: time expressions by collection, publication inference by set."""
    folder = gold_dir / "dates" / "tempeval3" / "TBAQ-cleaned"
    articles = {
        "casework": _lines(gold_dir / "casework" / "dev.jsonl"),
        "giveme5w1h": _lines(gold_dir / "dates" / "giveme5w1h.jsonl"),
    }
    return {
        "tempeval3": {name: score_timeml(folder / name) for name in ("TimeBank", "AQUAINT")},
        "publication": {name: score_publication(rows) for name, rows in articles.items()},
    }


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def score_timeml(folder: Path) -> dict[str, float]:
    """Extents strict and relaxed and values, as TempEval-3 counts them (F1)."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.tml")):
        for gold, found in compared(path):
            counts.update(_matches(gold, found))
    return {
        name: round(2 * counts[name] / max(counts["gold"] + counts["found"], 1), 3)
        for name in ("strict", "relaxed", "value")
    }


def compared(path: Path) -> Iterator[tuple[list[Tagged], list[Tagged]]]:
    """The gold expressions of a TimeML file and ours, where it has a document day."""
    source = path.read_text(encoding="utf-8", errors="replace")
    body, day = _TEXT.search(source), _DCT.search(source)
    if body and day:
        text, gold = read_timeml(body[1])
        yield gold, tagged(text, on_day(day[1]))


def read_timeml(markup: str) -> tuple[str, list[Tagged]]:
    """The plain text of a TimeML body and its time expressions."""
    text, found, opened, last = "", [], None, 0
    for tag in _TAG.finditer(markup):
        text += unescape(markup[last : tag.start()])
        last = tag.end()
        if tag[2] == "TIMEX3" and not tag[1]:
            value = _VALUE.search(tag[3])
            opened = (len(text), value[1] if value else "")
        elif tag[2] == "TIMEX3" and opened:
            found.append(Tagged(opened[0], len(text), opened[1]))
            opened = None
    return text + unescape(markup[last:]), found


def tagged(text: str, published: When) -> list[Tagged]:
    """Our time expressions of a text."""
    found = times(text, "text", published)
    return [Tagged(span.start, span.end, value.timex) for span, value in found]


def on_day(day: str) -> When:
    """A document day as a When."""
    return When(
        start=day, end=day, precision="day", ucdp_date_prec=1, basis="metadata", why="given"
    )


def _matches(gold: list[Tagged], found: list[Tagged]) -> Counter[str]:
    """Counts for F1: each expression of ours goes to the first of the gold it overlaps."""
    counts = Counter(gold=len(gold), found=len(found))
    free = list(found)
    for one in gold:
        mate = next((x for x in free if x.start < one.end and one.start < x.end), None)
        if mate is None:
            continue
        free.remove(mate)
        counts["relaxed"] += 1
        counts["strict"] += (mate.start, mate.end) == (one.start, one.end)
        counts["value"] += mate.value == one.value
    return counts


def score_publication(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """How often the interval holds the true day, how often it does not, how often none is given."""
    counts: Counter[str] = Counter()
    widths: list[int] = []
    dated = [row for row in rows if _ISO_DAY.match(row["published"])]
    for row in dated:
        verdict, width = judged(row)
        counts[verdict] += 1
        widths += [width] if verdict == "right" else []
    mean = round(sum(widths) / len(widths), 1) if widths else None
    return {"articles": len(dated), **counts, "mean_days": mean}


def judged(row: dict[str, Any]) -> tuple[str, int]:
    """right, wrong or abstained for one article, and the days in the interval."""
    truth = date.fromisoformat(row["published"][:10].replace("/", "-"))
    answer = infer_publication(row.get("title") or "", row["text"])
    window = None if isinstance(answer, InferenceFailure) else days_of(answer)
    if window is None:
        return "abstained", 0
    right = window[0] <= truth <= window[1]
    return ("right" if right else "wrong"), (window[1] - window[0]).days + 1
