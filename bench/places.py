"""Milliseconds a page for places and dates beyond the tagger: `python -m bench.places [GOLD]`.

Pages are TR-News and GeoWebNews; the tagger reads them first, and its time is not counted. The
first pass meets every name for the first time, the second is how a long run goes. CPU time of one
core; on a machine that others use, figures rise by as much as two times.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
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


def pages(gold: Path) -> list[Page]:
    """Articles with the tagger's names."""
    sets = (gold / "places" / f"{name}.jsonl" for name in ("tr-news", "geowebnews"))
    articles = [_article(document) for path in sets for document in _lines(path)]
    readings = load_tagger().read([article.text for article in articles])
    return [
        (article, [("text", name) for name in (*reading.names, *reading.inner)])
        for article, reading in zip(articles, readings, strict=True)
    ]


def milliseconds(some: list[Page], step: Callable[[Page], object]) -> float:
    """CPU time of a step for a page of 500 words."""
    words = sum(len(article.text.split()) for article, _ in some)
    begun = time.process_time()
    for page in some:
        step(page)
    return (time.process_time() - begun) * 1000 * WORDS / words


def main() -> None:
    """Prints the figures."""
    gold = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/gold")
    some, gazetteer = pages(gold), Gazetteer.embedded()
    for name in ("first pass", "second pass"):
        where = milliseconds(some, lambda page: places(*page, gazetteer))
        when = milliseconds(some, lambda page: list(times(page[0].text, "text", None)))
        print(f"{name}: places {where:.1f} ms, dates {when:.1f} ms, together {where + when:.1f} ms")


if __name__ == "__main__":
    main()
