"""How fast time expressions are found and valued, beside the peers that are installed.

``python bench/dates.py [FOLDER]``: words a second of processor time, ours and each peer's on the
same texts, and the ratio, for a machine's own speed cancels in it. FOLDER holds TimeML files
(.tml); without one the bundled example pages are read. A peer is any of ``dateparser`` (its
``search_dates``) and ``recognizers-text-date-time`` that can be imported: install them in an
environment of their own, with Reportedly beside them.
"""

from __future__ import annotations

import argparse
import re
import time
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.records import When
from reportedly.stages.detect.times import times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXAMPLES = Path(__file__).parents[1] / "src" / "reportedly" / "examples"
DAY = "2023-04-20"
PEER_WORDS = 4000
"""A peer reads no more than this: it is ten to a hundred times slower."""

Reader = tuple[str, "Callable[[str], object]"]


def main() -> None:
    """Prints a line for each reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=EXAMPLES)
    texts = plain(parser.parse_args().folder)
    ours = speed(our_times, texts)
    print(f"{'reportedly':28s} {ours:10,.0f} words a CPU second")
    few = first(texts, PEER_WORDS)
    for name, read in peers():
        theirs = speed(read, few)
        print(f"{name:28s} {theirs:10,.0f} words a CPU second, ours is {ours / theirs:.0f} times")


def plain(folder: Path) -> list[str]:
    """The texts of a folder without markup."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".tml", ".html", ".txt"))
    return [unescape(re.sub(r"<[^>]*>", "", path.read_text(errors="replace"))) for path in files]


def first(texts: list[str], words: int) -> list[str]:
    """The first texts, up to so many words."""
    kept: list[str] = []
    for text in texts:
        if sum(len(one.split()) for one in kept) >= words:
            break
        kept.append(text)
    return kept


def speed(read: Callable[[str], object], texts: list[str]) -> float:
    """Words a second of processor time, the first reading (which compiles) left out."""
    read("It was hit on Friday, 3 May 2022.")
    begun = time.process_time()
    for text in texts:
        read(text)
    return sum(len(text.split()) for text in texts) / (time.process_time() - begun)


def our_times(text: str) -> object:
    """Every time mention with its value."""
    day = When(start=DAY, end=DAY, precision="day", ucdp_date_prec=1, basis="metadata", why="given")
    return times(text, "text", day)


def peers() -> Iterator[Reader]:
    """The peers that can be imported, each as it is used out of the box for English."""
    seen_from = datetime.fromisoformat(DAY)
    try:
        from dateparser.search import search_dates  # noqa: PLC0415

        options = {"RELATIVE_BASE": seen_from}
        yield "dateparser", lambda text: search_dates(text, languages=["en"], settings=options)
    except ImportError:
        pass
    try:
        from recognizers_date_time import Culture, recognize_datetime  # noqa: PLC0415

        yield (
            "recognizers-text-date-time",
            lambda text: recognize_datetime(text, Culture.English, reference=seen_from),
        )
    except ImportError:
        pass


if __name__ == "__main__":
    main()
