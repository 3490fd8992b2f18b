"""Documents read once through clean, detect and extract, and kept outside the repository.

What is kept is named by a digest of all that reads (code, vocabulary, weights): after a change
there the documents are read anew.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import reportedly
from reportedly.gazetteer import Gazetteer
from reportedly.reading import Reader, bundles
from reportedly.records import Article, Claim, Received, from_json, to_json
from reportedly.settings import BATCH_PAGES
from reportedly.stages.capture import capture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PACKAGE = Path(reportedly.__file__).parent
KEPT = Path(tempfile.gettempdir()) / "reportedly-gate"
_NOT_READING = (
    "stages/group/",
    "stages/link/",
    "stages/review/",
    "stages/write/",
    "stores/",
    "cli/",
    "web/",
)
_NOT_READING_FILES = (
    "relating.py",
    "pipeline.py",
    "clusters.py",
    "growing.py",
    "copying.py",
    "noting.py",
)
_NOT_READING_WORDS = ("linking.yaml", "link_weights.yaml", "word_rarity.yaml", "origins.yaml")

Row = dict[str, str]
"""A document as a JSON line: id, title, text, published."""


@dataclass(frozen=True)
class Readings:
    """Articles by the id of their document, and the claims of each article by its id."""

    articles: Mapping[str, Article]
    claims: Mapping[str, list[Claim]]


def read_once(rows: Sequence[Row]) -> Readings:
    """What reading the documents makes; a document that is refused has no article."""
    lines = [json.dumps(row, sort_keys=True) for row in rows]
    kept = KEPT / f"{_digest(lines)}.jsonl"
    if not kept.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_bytes(b"\n".join(_read(lines)))
        part.replace(kept)
    return _readings(kept.read_bytes().splitlines())


def _read(lines: Sequence[str]) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "documents.jsonl"
        source.write_text("\n".join(lines), encoding="utf-8")
        pages = [p for p in capture([str(source)], flattened=False) if isinstance(p, Received)]
    reader = Reader(gazetteer=Gazetteer.embedded())
    for start in range(0, len(pages), BATCH_PAGES):
        for bundle in bundles(pages[start : start + BATCH_PAGES], reader):
            if bundle.article:
                yield from map(to_json, (bundle.article, *bundle.claims))


def _readings(lines: Sequence[bytes]) -> Readings:
    articles: dict[str, Article] = {}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for record in map(from_json, lines):
        if isinstance(record, Article):
            articles[record.input_id or record.id] = record
        elif isinstance(record, Claim):
            claims[record.article_id].append(record)
    return Readings(articles, claims)


def _digest(lines: Sequence[str]) -> str:
    digest = hashlib.sha256("\n".join(lines).encode())
    for path in sorted(p for p in PACKAGE.rglob("*") if p.is_file() and _reads(p)):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _reads(path: Path) -> bool:
    """Whether a file of the package takes part in reading a page."""
    name = path.relative_to(PACKAGE).as_posix()
    if path.suffix == ".pyc" or name.startswith((*_NOT_READING, "examples/")):
        return False
    return path.name not in _NOT_READING_WORDS and name not in _NOT_READING_FILES
