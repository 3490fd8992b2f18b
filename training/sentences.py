"""The sentences that a teacher labelled, found again in the shared sets by their key.

The sets' texts are others' and stay where they are: `labels/teacher.tsv` holds a key of each
sentence and its labels. A key is 16 hexadecimal digits of the SHA-256 of the sentence's letters
and digits, lower-cased.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from typing import TYPE_CHECKING

from reportedly.sentences import sentences

from .gold import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SHORTEST, LONGEST = 35, 420  # characters of a sentence
_TIGHT = (
    (re.compile(r" ([,.;:!?%)\]’”])"), r"\1"),
    (re.compile(r"([(\[“$]) "), r"\1"),
    (re.compile(r" (n't|'s|'re|'ve|’s|'d|'ll)\b"), r"\1"),
    (re.compile(r" - "), "-"),
    (re.compile(r"’ (s|t|re|ve)\b"), r"’\1"),
)
_MESSAGE = re.compile(r"\n(?=DEV-MUC3-\d+)")
_HEADLINE = re.compile(r'\d{4}-\d\d-\d\d,(.*?)""?(?:;|$)')


def key_of(sentence: str) -> str:
    """The key of a sentence.

    >>> key_of("Two died.") == key_of("TWO DIED")
    True
    """
    letters = re.sub(r"\W+", " ", sentence).lower().strip()
    return hashlib.sha256(letters.encode()).hexdigest()[:16]


def all_sentences(gold: Path) -> Iterator[str]:
    """Every sentence of the sets that the teacher saw, white space made single."""
    for text in _texts(gold):
        sentence = re.sub(r"\s+", " ", text).strip()
        if SHORTEST <= len(sentence) <= LONGEST:
            yield sentence


def _texts(gold: Path) -> Iterator[str]:
    yield from _tokenised(gold / "events")
    yield from _muc(gold / "events" / "muc34" / "CORPORA" / "dev")
    yield from _conflibert(gold / "events" / "conflibert-tasks")
    yield from _articles(gold)
    yield from _ucdp(gold / "incidents" / "ucdp-ged-ukraine" / "conflict_data_ukr.csv")
    for row in json.loads((gold / "events" / "plover-gsr.json").read_text("utf-8")):
        yield row.get("text") or ""
    for row in records(gold / "places" / "bellingcat-ukraine.jsonl"):
        yield row["description"]


def _tokenised(events: Path) -> Iterator[str]:
    for row in records(events / "rams" / "test_head_coref.jsonlines"):
        yield from (joined(tokens) for tokens in row["sentences"])
    for row in records(events / "wikievents" / "wiki-train-human.jsonl"):
        yield from _split(joined(row["tokens"]))


def joined(tokens: Sequence[str]) -> str:
    """Tokens written as a text, punctuation closed up."""
    text = " ".join(tokens)
    for pattern, new in _TIGHT:
        text = pattern.sub(new, text)
    return text


def _muc(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("dev-muc3-*")):
        for message in _MESSAGE.split(path.read_text("latin-1")):
            yield from _split(re.sub(r"\s+", " ", message.split("[TEXT]")[-1]))


def _conflibert(folder: Path) -> Iterator[str]:
    for name in ("insightCrime", "satp_relevant"):
        for line in (folder / name / "train.tsv").read_text("utf-8", "replace").splitlines():
            yield from list(_split(line.split("\t")[0]))[:12]
    police = folder / "IndiaPoliceEvents_sents" / "train.tsv"
    for line in police.read_text("utf-8", "replace").splitlines():
        yield line.split("\t")[0]


def _articles(gold: Path) -> Iterator[str]:
    """Articles of the other sets; where a set is large, the first sentences of its first ones."""
    whole = 10**6
    for path, field, articles, most in (
        ("incidents/news-cluster.jsonl", "text", whole, whole),
        ("dates/giveme5w1h.jsonl", "text", whole, whole),
        ("events/re3d.jsonl", "text", whole, whole),
        ("attribution/polnear-train.jsonl", "text", 300, 15),
        ("incidents/gva-docs.jsonl", "content", 400, 8),
    ):
        for _, row in zip(range(articles), records(gold / path), strict=False):
            yield from list(_split(row.get(field) or ""))[:most]


def _ucdp(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield from _HEADLINE.findall(row.get("source_article") or "")
            yield row.get("source_headline") or ""


def _split(text: str) -> Iterator[str]:
    for start, end in sentences(text):
        yield text[start:end]
