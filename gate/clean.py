"""Quality of the clean stage: bodies from HTML and from flattened pages, agencies credited.

The metric for bodies is that of scrapinghub's article-extraction-benchmark (evaluate.py, MIT):
precision and recall over 4-word shingles with their counts, averaged over the pages.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reportedly.records import Article, PageMeta, Retrieval
from reportedly.stages.capture.making import make_received
from reportedly.stages.clean import clean
from reportedly.stages.clean.agencies import credits_in
from reportedly.stages.clean.blocks import page_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import Literal

_AT = Retrieval(source="gate", at="2024-01-01T00:00:00+00:00")
_WIRES = {"ap": "AP", "upi": "UPI", "reuters": "Reuters", "afp": "AFP", "none": None}
_DATED = PageMeta(published="2020-01-01")  # the date is not measured here


class Score(NamedTuple):
    """Precision, recall and F1, each 0 to 1."""

    precision: float
    recall: float
    f1: float


def score(gold: Path) -> dict[str, float]:
    """All figures of the stage, flat, for the gate; ``gold`` is ../shared/gold."""
    bodies = score_clean(gold / "clean")
    agencies = score_agencies(gold / "casework/dev.jsonl")
    wires = score_wires(gold / "attribution/polnear-dev.jsonl")
    return {
        "body F1 from html": bodies["html"]["f1"],
        "body F1 from flattened text": bodies["flattened"]["f1"],
        "agencies precision": agencies["precision"],
        "agencies recall": agencies["recall"],
        "wire found": wires["wire found"],
    }


def score_clean(gold_dir: Path) -> dict[str, dict[str, float]]:
    """F1 on the pages of gold/clean: html, flattened, flattened but uncut."""
    pages = list(_pages(gold_dir))
    found = {
        "html": [_overlap(gold, _body(html, "html")) for html, gold in pages],
        "flattened": [_overlap(gold, _body(flatten(html), "flattened")) for html, gold in pages],
        "flattened uncut": [_overlap(gold, flatten(html)) for html, gold in pages],
    }
    return {name: _mean(scores)._asdict() for name, scores in found.items()}


def score_agencies(casework: Path) -> dict[str, float]:
    """Agencies credited in the articles of casework/dev.jsonl, over all articles together."""
    right = given = wanted = 0
    for line in casework.read_text("utf-8").splitlines():
        article = json.loads(line)
        found = {credit.name for credit in credits_in(article["text"])}
        gold = set(article["agencies"])
        right, given, wanted = right + len(found & gold), given + len(found), wanted + len(gold)
    return _score(right / max(1, given), right / max(1, wanted))._asdict()


def score_wires(polnear: Path) -> dict[str, float]:
    """Share of PolNeAR's wire articles with their wire found, and how many others have one."""
    wires = found = others = extra = 0
    for line in polnear.read_text("utf-8").splitlines():
        article = json.loads(line)
        credited = {credit.name for credit in credits_in(article["text"])}
        wire = _WIRES.get(str(article["wire"]).lower())
        wires, found = wires + (wire is not None), found + (wire in credited)
        others, extra = others + (wire is None), extra + (wire is None and bool(credited))
    return {"wire found": found / max(1, wires), "others with one": extra / max(1, others)}


def score_whose(attribution: Path) -> dict[str, float]:
    """Whose wire a text is, by its dateline, credit line or sign-off, against PolNeAR's field.

    Articles whose field is "NA" are left out: nobody looked.
    """
    right, given, wanted = Counter[str](), Counter[str](), Counter[str]()
    for name in ("polnear-train", "polnear-dev"):
        for line in (attribution / f"{name}.jsonl").read_text("utf-8").splitlines():
            article = json.loads(line)
            half = "odd" if zlib.crc32(article["id"].encode()) % 2 else "even"
            if article["wire"] != "NA":
                wire = {_WIRES[article["wire"].lower()]} - {None}
                found = {c.name for c in credits_in(article["text"]) if c.how != "cited"}
                right[half] += len(found & wire)
                given[half] += len(found)
                wanted[half] += len(wire)
    scores = {f"{half} half precision": right[half] / max(1, given[half]) for half in wanted}
    return scores | {f"{half} half recall": right[half] / max(1, wanted[half]) for half in wanted}


def flatten(html: str) -> str:
    """A page as the text of its blocks, a line each, as crawlers flatten it."""
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415 - one use

    parser = HTMLParser(encoding="utf-8")
    return "\n".join(page_lines(document_fromstring(html.encode(), parser=parser)))


def _pages(gold_dir: Path) -> Iterator[tuple[str, str]]:
    gold = json.loads((gold_dir / "ground-truth.json").read_text("utf-8"))
    for path in sorted((gold_dir / "html").glob("*.html.gz")):
        html = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        yield html, gold[path.name.removesuffix(".html.gz")]["articleBody"]


def _body(page: str, form: Literal["html", "flattened"]) -> str:
    made = clean(make_received(page.encode(), form, _AT, meta=_DATED))
    return made.text if isinstance(made, Article) else ""


def _overlap(gold: str, found: str) -> tuple[float, float]:
    """Precision and recall of one page's shingles."""
    wanted, given = _shingles(gold), _shingles(found)
    both = sum((wanted & given).values())
    return both / max(1, sum(given.values())), both / max(1, sum(wanted.values()))


def _shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1)))


def _mean(scores: Iterable[tuple[float, float]]) -> Score:
    pairs = list(scores)
    precision = sum(p for p, _ in pairs) / len(pairs)
    return _score(precision, sum(r for _, r in pairs) / len(pairs))


def _score(precision: float, recall: float) -> Score:
    total = precision + recall
    return Score(precision, recall, 2 * precision * recall / total if total else 0.0)
