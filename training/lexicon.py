"""Names and template sentences for augmentation, from lexicon.toml and the gazetteer folder."""

from __future__ import annotations

import csv
import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .gold import Claim, Document, Span

_FILE = Path(__file__).with_name("lexicon.toml")
_PLACES_A_COUNTRY = 4000
_CYRILLIC_SHARE = 0.08
_SLOT = re.compile(r"\[(?P<role>[sct])\||(?P<close>\])|\{(?P<slot>\w+)\}|(?P<plain>[^\[\]{}]+)")
_ROLES = {"s": 0, "c": 1, "t": 2}
Lists = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lists of names by kind; `places` and `places_cyrillic` from the gazetteer."""

    lists: Lists
    places: list[str]
    places_cyrillic: list[str]

    def name(self, kind: str, rng: random.Random) -> str:
        """A name of `kind`, most of them in Latin letters."""
        if kind == "place":
            cyrillic = rng.random() < _CYRILLIC_SHARE
            return rng.choice(self.places_cyrillic if cyrillic else self.places)
        if kind == "person":
            return f"{rng.choice(self.lists['given'])} {rng.choice(self.lists['family'])}"
        if kind == "title_person":
            return f"{rng.choice(self.lists['title'])} {self.name('person', rng)}"
        return rng.choice(self.lists[kind])


@cache
def load_lexicon(gold: Path) -> Lexicon:
    """Read the lists, and towns and villages of eight countries from `gold`."""
    lists: Lists = tomllib.loads(_FILE.read_text("utf-8"))
    latin: list[str] = []
    cyrillic: list[str] = []
    for path in sorted((gold / "gazetteer" / "wof").glob("wof_*.tsv")):
        names, in_cyrillic = _read_places(path)
        latin += names
        cyrillic += in_cyrillic
    return Lexicon(lists, latin, cyrillic)


def _read_places(path: Path) -> tuple[list[str], list[str]]:
    csv.field_size_limit(1 << 24)
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    random.Random(0).shuffle(rows)  # noqa: S311 - chance, no secret
    rows = rows[:_PLACES_A_COUNTRY]
    latin = [r["name"] for r in rows if _usable(r["name"])]
    cyrillic = [r["names_ukr"].split("|")[0] for r in rows if r["names_ukr"]]
    return latin, [c for c in cyrillic if _usable(c)]


def _usable(name: str) -> bool:
    return 2 < len(name) < 30 and name[0].isupper() and not any(c in name for c in "()/,|;")


def template_document(lexicon: Lexicon, rng: random.Random, count: int) -> Document:
    """A text of `count` filled templates, fully labelled for names and attributions."""
    builder = _Builder(lexicon, rng)
    for _ in range(count):
        builder.add(rng.choice(lexicon.lists["templates"]))
    kinds = frozenset(s.kind for s in builder.names)
    claims = tuple(builder.claims)
    return Document("template", builder.text, tuple(builder.names), kinds, claims=claims)


class _Builder:
    """Collects text, spans and claims while templates are filled."""

    def __init__(self, lexicon: Lexicon, rng: random.Random) -> None:
        self.lexicon, self.rng = lexicon, rng
        self.text = ""
        self.names: list[Span] = []
        self.claims: list[Claim] = []

    def add(self, template: str) -> None:
        """Fill one template; a space or a line break parts it from the one before."""
        if self.text:
            self.text += "\n" if self.rng.random() < 0.3 else " "
        parts: list[list[tuple[int, int]]] = [[], [], []]
        role, begin = 0, 0
        for match in _SLOT.finditer(template):
            if match["role"]:
                role, begin = _ROLES[match["role"]], len(self.text)
            elif match["close"]:
                parts[role].append((begin, len(self.text)))
            else:
                self._fill(match["slot"], match["plain"])
        if all(parts):
            self.claims.append(Claim(*(tuple(p) for p in parts)))

    def _fill(self, slot: str | None, plain: str | None) -> None:
        if slot is None:
            self.text += plain or ""
            return
        begin = len(self.text)
        self.text += self.lexicon.name(slot, self.rng)
        if slot == "title_person":
            slot = "person"
        self.names.append(_without_preposition(slot, begin, self.text))


def _without_preposition(kind: str, begin: int, text: str) -> Span:
    """The filled slot as a span; the preposition of a time is not part of its name."""
    if kind == "time":
        lead = re.match(r"(?:on|at|in|since)\s+", text[begin:])
        begin += lead.end() if lead else 0
    return Span(kind, begin, len(text))
