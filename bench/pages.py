"""Pages a CPU second: the article's text beside peers, and the whole reading, claims and all.

``python bench/pages.py ../shared/gold``: the pages of gold/clean (HTML) for the text, TR-News and
GeoWebNews for the reading. A peer is any of ``trafilatura`` (we build on it), ``readability`` and
``goose3`` that can be imported. CPU time of this process and its threads.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.gazetteer import Gazetteer
from reportedly.reading import Reader, bundles
from reportedly.records import PageMeta, Retrieval
from reportedly.stages.capture.making import make_received
from reportedly.stages.clean import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_AT = Retrieval(source="bench", at="2024-01-01T00:00:00+00:00")
_BATCH = 32


def main() -> None:
    """A line for each reader of pages, then one for the whole reading."""
    gold = Path(sys.argv[1])
    paths = sorted((gold / "clean/html").glob("*.html.gz"))
    pages = [gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in paths]
    ours = _rate(pages, _ours)
    print(f"{'reportedly, clean':28s} {ours:8.1f} pages a CPU second")
    for name, read in _peers():
        rate = _rate(pages, read)
        print(f"{name:28s} {rate:8.1f} pages a CPU second, ours {ours / rate:.2f} times as fast")
    texts = [text for name in ("tr-news", "geowebnews") for text in _texts(gold, name)]
    print(f"{'reportedly, whole reading':28s} {_reading(texts):8.1f} pages a CPU second")


def _rate(pages: Sequence[str], read: Callable[[str], object]) -> float:
    """Pages a CPU second, the first page left out: it loads what a run loads once."""
    read(pages[0])
    begun = time.process_time()
    for page in pages:
        read(page)
    return len(pages) / (time.process_time() - begun)


def _ours(html: str) -> object:
    return clean(make_received(html.encode(), "html", _AT))


def _peers() -> list[tuple[str, Callable[[str], object]]]:
    """The peers that can be imported, each as it is used out of the box."""
    peers: list[tuple[str, Callable[[str], object]]] = []
    if importlib.util.find_spec("trafilatura"):
        import trafilatura  # noqa: PLC0415 - a peer may be missing

        peers.append(("trafilatura", trafilatura.bare_extraction))
    if importlib.util.find_spec("readability"):
        from readability import Document  # noqa: PLC0415 - a peer may be missing

        peers.append(("readability-lxml", lambda html: Document(html).summary()))
    if importlib.util.find_spec("goose3"):
        from goose3 import Goose  # noqa: PLC0415 - a peer may be missing

        goose = Goose({"enable_image_fetching": False})
        peers.append(("goose3", lambda html: goose.extract(raw_html=html)))
    return peers


def _texts(gold: Path, name: str) -> list[str]:
    lines = (gold / "places" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def _reading(texts: Sequence[str]) -> float:
    """Pages a CPU second from text to claims, in batches as a run reads them."""
    reader = Reader(gazetteer=Gazetteer.embedded())
    meta = PageMeta(published="2020-01-01")
    pages = [make_received(text.encode(), "flattened", _AT, meta=meta) for text in texts]
    bundles(pages[:1], reader)
    begun = time.process_time()
    for start in range(0, len(pages), _BATCH):
        bundles(pages[start : start + _BATCH], reader)
    return len(pages) / (time.process_time() - begun)


if __name__ == "__main__":
    main()
