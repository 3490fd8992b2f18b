"""CPU time for places and dates beyond the tagger: `python -m bench.places [GOLD]`.

Pages are TR-News, GeoWebNews and GeoVirus, some four hundred real pages with names that the tagger
found; its own time is not counted. "New" are pages whose names the process meets for the first
time, after a few others have loaded the vocabulary and the gazetteer. "Known" is the median of some
rounds over the same pages: how a long run goes, in which most names are old ones. Each is CPU time
of one core over all pages, for 500 words; on a machine that others use, it rises by as much as two
times, which the share of the tagger's own time beside it shows.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from gate.places import _article, _lines
from reportedly.gazetteer import Gazetteer
from reportedly.model import load_tagger
from reportedly.stages.detect.places import places
from reportedly.stages.detect.times import times

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.model import Name
    from reportedly.records import Article, Field

Page = tuple["Article", list[tuple["Field", "Name"]]]
WORDS = 500  # of an ordinary page
ROUNDS = 5
WARM_UP = 10  # pages
SETS = ("tr-news", "geowebnews", "geovirus")


def articles(gold: Path) -> list[Article]:
    """The articles of the sets."""
    paths = (gold / "places" / f"{name}.jsonl" for name in SETS)
    return [_article(document) for path in paths for document in _lines(path)]


def tagged(some: list[Article]) -> list[Page]:
    """Articles with the tagger's names."""
    readings = load_tagger().read([article.text for article in some])
    return [
        (article, [("text", name) for name in (*reading.names, *reading.inner)])
        for article, reading in zip(some, readings, strict=True)
    ]


def milliseconds(step: Callable[[], object], words: int) -> float:
    """CPU time of a step over pages of so many words together, for a page of 500."""
    begun = time.process_time()
    step()
    return (time.process_time() - begun) * 1000 * WORDS / words


def main() -> None:
    """Prints the figures."""
    gold = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/gold")
    some, gazetteer = articles(gold), Gazetteer.embedded()
    words = sum(len(article.text.split()) for article in some)
    found: list[Page] = []
    tagger = milliseconds(lambda: found.extend(tagged(some)), words)

    def where(pages: list[Page]) -> list[object]:
        return [places(*page, gazetteer) for page in pages]

    def when(pages: list[Page]) -> list[object]:
        return [times(article.text, "text", None) for article, _ in pages]

    first, rest = found[:WARM_UP], found[WARM_UP:]
    words = sum(len(article.text.split()) for article, _ in rest)
    where(first), when(first)
    print(f"{len(rest)} pages, {words} words; for {WORDS} words, the tagger alone {tagger:.1f} ms")
    for name, rounds in (("new", 1), ("known", ROUNDS)):
        place = median(milliseconds(lambda: where(rest), words) for _ in range(rounds))
        date = median(milliseconds(lambda: when(rest), words) for _ in range(rounds))
        both = place + date
        print(
            f"{name} pages: places {place:.2f} ms, dates {date:.2f} ms, together {both:.2f} ms, "
            f"{both / tagger:.0%} of the tagger's"
        )


if __name__ == "__main__":
    main()
