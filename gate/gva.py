"""Numbers of people killed and injured, on news of shootings in the United States (GVA).

``python gate/gva.py [--looked-at N]`` with ``src`` on the path prints the figures; with
``--looked-at N`` those of N documents of the half that rules may be written by, and its misses.

The records are of the Gun Violence Archive, its coders' numbers, and each document is one of a
record's sources. A document is asked for a number only if it is fresh (published at most 14 days
after the shooting: what is older is told as historical), has a body, tells of one shooting, and
holds the record's number: see ``holds``. The answer of a document is the largest ``low`` that a
claim of it gives, asserted and of one incident. Half of the documents, by the hash of their id,
are never looked at: the gate's figures are theirs alone.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import zlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.gazetteer import Gazetteer
from reportedly.pipeline import read_all
from reportedly.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.records import Claim

GOLD = Path(__file__).parents[1] / "../shared/gold"
DOCUMENTS = 300
_FRESH_DAYS = 14
_BODY = 300  # characters: less is a notice that a page is gone or to be paid for
_LONGEST = 8_000  # characters: longer ones are features on many shootings
_SEVERAL = re.compile(
    r"\b(?:weekend|overnight|roundup|round-up|shootings|"
    r"(?:two|three|four|five|six) (?:separate|different|unrelated))\b",
    re.IGNORECASE,
)
_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_HARM = {
    "killed": re.compile(
        r"\b(?:kill(?:ed|ing|s)?|dead|died?|dies|dying|death|deaths|fatal(?:ly|ity|ities)?|slain|"
        r"murder-suicide|murdered|suicide|took (?:his|her) own life)\b",
        re.IGNORECASE,
    ),
    "injured": re.compile(
        r"\b(?:injur(?:ed|ing|es|ies|y)|wound(?:ed|ing|s)?|hurt|hospitali[sz]ed|"
        r"(?:serious|critical|stable|fair|good|grave) condition|survived)\b",
        re.IGNORECASE,
    ),
}
_NEAR = 60  # characters between a number and the word of harm
_ONE = re.compile(
    r"\b(?:an?|one|the|another|his|her|their|1)\s+(?:[\w’'-]+\s+){0,3}?"
    r"(?:man|woman|boy|girl|teen|teenager|person|victim|child|student|father|mother|son|daughter|"
    r"wife|husband|brother|sister|girlfriend|boyfriend|officer|deputy|employee|clerk|suspect|"
    r"resident|friend|\d+-year-old)\b|\b[A-Z][a-z]+ [A-Z][a-z]+, (?:age )?\d\d?\b|"
    r"\b\d\d?-year-old [A-Z][a-z]+|\b(?:he|she)\b"
)


@dataclass(frozen=True)
class Document:
    """A document with the numbers of its record."""

    id: str
    title: str
    text: str
    published: str
    days: int
    numbers: Mapping[str, int]

    @property
    def asked(self) -> bool:
        """Whether it is a fresh article about one shooting."""
        fresh = 0 <= self.days <= _FRESH_DAYS
        sized = _BODY <= len(self.text) <= _LONGEST
        return fresh and sized and not _SEVERAL.search(f"{self.title} {self.text[:400]}")


def score(gold: Path) -> dict[str, float]:
    """Shares on the half never looked at: exact, wrong and withheld, for killed and injured."""
    chosen = _sample(documents(gold), half=1, size=DOCUMENTS)
    return figures(chosen, answers(chosen))


def documents(gold: Path) -> list[Document]:
    """Every document with a record."""
    folder = gold / "incidents"
    lines = (folder / "gva-incidents.jsonl").read_text("utf-8").splitlines()
    records = {row["incident_uri"]: row for row in map(json.loads, lines)}
    rows = map(json.loads, (folder / "gva-docs.jsonl").read_text("utf-8").splitlines())
    return [_document(row, records[row["incident_id"]]) for row in rows]


def _document(row: Mapping[str, Any], record: Mapping[str, Any]) -> Document:
    happened = datetime.strptime(record["date"], "%B %d, %Y").date()
    days = (date.fromisoformat(row["dct"]) - happened).days
    numbers = {"killed": record["num_killed"], "injured": record["num_injured"]}
    return Document(row["doc_id"], row["title"], row["content"], row["dct"], days, numbers)


def _sample(found: Iterable[Document], half: int, size: int) -> list[Document]:
    """The first documents by hash of one half, of those asked."""
    asked = {d.id: d for d in found if d.asked and zlib.crc32(d.id.encode()) % 2 == half}
    return sorted(asked.values(), key=lambda d: zlib.crc32(d.id[::-1].encode()))[:size]


def answers(chosen: Sequence[Document]) -> dict[tuple[str, str], int]:
    """(document, harm) -> the number that the claims of a document give, if any."""
    claims = _claims(chosen)
    return {
        (d.id, what): number
        for d in chosen
        for what in _HARM
        if (number := answer(claims[d.id], what)) is not None
    }


def answer(claims: Iterable[Claim], what: str) -> int | None:
    """The largest ``low`` of asserted claims and of one incident; None if no claim counts."""
    lows = [
        count.low
        for claim in claims
        if claim.modality == "asserted"
        for count in claim.counts
        if count.what == what and count.scope == "incident" and count.low is not None
    ]
    return max(lows, default=None)


def _claims(chosen: Sequence[Document]) -> Mapping[str, list[Claim]]:
    lines = [
        {"id": d.id, "title": d.title, "text": d.text, "published": d.published} for d in chosen
    ]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "gva.jsonl"
        source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        made = read_all([str(source)], Gazetteer.embedded())
    known = {article.id: article.input_id or "" for article in made.articles}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in made.claims:
        claims[known[claim.article_id]].append(claim)
    return claims


def holds(document: Document, what: str) -> bool:
    """Whether the text gives the record's number, by words beside a word of the harm.

    The number as digits or a word, or for one a person told of in the singular, at most 60
    characters from the word and in one sentence with it. Of a record with none it asks nothing.
    """
    number = document.numbers[what]
    if not number:
        return False
    word = _WORDS[number] if number < len(_WORDS) else str(number)
    said = _ONE if number == 1 else re.compile(rf"\b(?:{number}|{word})\b(?!-year)", re.IGNORECASE)
    return any(
        _near(text[start:end], said, _HARM[what])
        for text in (document.title, document.text)
        for start, end in sentences(text)
    )


def _near(words: str, said: re.Pattern[str], harm: re.Pattern[str]) -> bool:
    ends = [(m.start(), m.end()) for m in harm.finditer(words)]
    return any(
        max(m.start(), start) - min(m.end(), end) <= _NEAR
        for m in said.finditer(words)
        for start, end in ends
    )


def figures(chosen: Sequence[Document], given: Mapping[tuple[str, str], int]) -> dict[str, float]:
    """The shares, for each harm."""
    found: dict[str, float] = {}
    for what in _HARM:
        held = [d for d in chosen if holds(d, what)]
        some = [d for d in chosen if d.numbers[what]]
        nobody = [d for d in chosen if not d.numbers[what]]
        found[f"{what}: exact where the text holds it"] = _share(held, what, given, "right")
        for verdict in ("right", "wrong", "withheld"):
            name = f"{what}, 1 or more in the record: {verdict}"
            found[name] = _share(some, what, given, verdict)
        found[f"{what}, 0 in the record: wrong"] = _share(nobody, what, given, "wrong")
        found[f"{what}: documents that hold it, hundreds"] = len(held) / 100
    return found


def _share(
    chosen: Sequence[Document], what: str, given: Mapping[tuple[str, str], int], verdict: str
) -> float:
    hits = [_verdict(d, what, given) == verdict for d in chosen]
    return sum(hits) / max(len(hits), 1)


def _verdict(document: Document, what: str, given: Mapping[tuple[str, str], int]) -> str:
    found = given.get((document.id, what))
    if found is None:
        return "withheld"
    return "right" if found == document.numbers[what] else "wrong"


def main() -> int:
    """Prints the figures; 2 if the gold is not there."""
    if not GOLD.exists():
        print(f"{GOLD} is not there: nothing measured.", file=sys.stderr)
        return 2
    looked_at = "--looked-at" in sys.argv
    size = int(sys.argv[-1]) if looked_at else DOCUMENTS
    chosen = _sample(documents(GOLD), half=0 if looked_at else 1, size=size)
    given = answers(chosen)
    for name, value in figures(chosen, given).items():
        print(f"{name:50s} {value:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
