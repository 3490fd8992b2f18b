"""The agencies that a page credits for its words, not for its pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from reportedly.records import Credit, CreditKind, Span
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.records import Field
    from reportedly.stages.clean.lines import Line
    from reportedly.stages.clean.marking import Marks

CREDIT: Final = "agency credit"
PHOTO: Final = "photo credit"
_LOOK_BEFORE: Final = 60
_LONGEST_LINE: Final = 240
_FAR: Final = 200
"""Characters: the words of a credit reach no farther from the names in it."""


@dataclass(frozen=True)
class _Names:
    """The patterns for names, and which agency each name means."""

    short: dict[str, str]
    ambiguous: frozenset[str]
    photo: frozenset[str]
    pattern: str
    single: re.Pattern[str]


@dataclass(frozen=True)
class _Credits:
    line: re.Pattern[str]
    dateline: re.Pattern[str]
    given: re.Pattern[str]
    strong: re.Pattern[str]
    plain: re.Pattern[str]
    before: re.Pattern[str]
    slash: re.Pattern[str]
    after: re.Pattern[str]
    teller: re.Pattern[str]
    tells: re.Pattern[str]


@dataclass(frozen=True)
class _Found:
    """A name of an agency in a text, by what right it counts, the weightiest first (``_RANKS``)."""

    short: str
    start: int
    end: int
    rank: int


_RANKS: Final[tuple[CreditKind, ...]] = (
    "credit line",
    "dateline",
    "credit line",
    "sign-off",
    "cited",
    "cited",
)
_PLAIN: Final = 5


def credits_in(text: str, field: Field = "text") -> tuple[Credit, ...]:
    """One credit for each agency that the text credits, in the order of the text.

    >>> [c.name for c in credits_in("The mayor told Reuters that a shell hit. Photo: EPA")]
    ['Reuters']
    """
    best: dict[str, _Found] = {}
    for found in _find(text):
        known = best.get(found.short)
        if known is None or (found.rank, found.start) < (known.rank, known.start):
            best[found.short] = found
    ordered = sorted(best.values(), key=lambda found: found.start)
    return tuple(
        Credit(
            name=f.short,
            span=Span(start=f.start, end=f.end, field=field),
            how=_RANKS[f.rank],
        )
        for f in ordered
    )


def mark_credits(lines: Sequence[Line]) -> Marks:
    """The lines that do nothing but credit agencies, for their words or for a picture."""
    marks: Marks = {}
    for i, line in enumerate(lines):
        if len(line.text) > _LONGEST_LINE or not _names().single.search(line.text):
            continue
        if _credits().line.fullmatch(line.text):
            photo = all(name.short in _names().photo for name in _all_names(line.text))
            marks[i] = PHOTO if photo else CREDIT
    return marks


def credits_of_lines(lines: Iterable[Line]) -> tuple[Credit, ...]:
    """The agencies that credit lines name, as places in the page text."""
    found: dict[str, Credit] = {}
    for line in lines:
        for name in _all_names(line.text):
            start, end = line.start + name.start, line.start + name.end
            span = Span(start=start, end=end, field="page")
            if name.short not in _names().photo:
                found.setdefault(name.short, Credit(name=name.short, span=span, how="credit line"))
    return tuple(found.values())


def _find(text: str) -> Iterator[_Found]:
    """Every credit of the text, with its rank; pictures' credits left out."""
    yield from _signed_off(text)
    near = _near_names(text)
    if not near:
        return
    for line in re.finditer(r"[^\n]+", text):
        if len(line[0]) <= _LONGEST_LINE and _credits().line.fullmatch(line[0].strip()):
            yield from _fitting(text, line.start(), line.end(), 0)
    rules = _credits()
    for rank, pattern in (
        (1, rules.dateline),
        (2, rules.given),
        (4, rules.strong),
        (_PLAIN, rules.plain),
    ):
        for first, last in near:
            for match in pattern.finditer(text, first, last):
                yield from _fitting(text, match.start(), match.end(), rank)


def _near_names(text: str) -> list[tuple[int, int]]:
    """The stretches around the names of agencies, to the end of a line: a credit lies in one."""
    near: list[tuple[int, int]] = []
    for name in _names().single.finditer(text):
        first, end = max(0, name.start() - _FAR), text.find("\n", name.end() + _FAR)
        if near and first <= near[-1][1]:
            first = near.pop()[0]
        near.append((first, len(text) if end < 0 else end))
    return near


def _signed_off(text: str) -> Iterator[_Found]:
    """The sign-offs of agencies that do not name themselves."""
    if "diting" not in text:
        return
    for short, pattern in _signoffs():
        for match in pattern.finditer(text):
            yield _Found(short, match.start("words"), match.end("words"), 3)


def _fitting(text: str, start: int, end: int, rank: int) -> Iterator[_Found]:
    """The names in one match that credit words."""
    names = _names()
    for name in names.single.finditer(text, start, end):
        written = name[0]
        if rank == _PLAIN and written in names.ambiguous:
            continue
        short = names.short[written]
        if short in names.photo and not _is_told(text, name.start(), name.end()):
            continue
        if _is_photo(text, name.start(), name.end()):
            continue
        yield _Found(short, name.start(), name.end(), rank)


def _is_photo(text: str, start: int, end: int) -> bool:
    """Whether the words around a name make it the credit of a picture."""
    rules, names = _credits(), _names()
    before = text[max(0, start - _LOOK_BEFORE) : start].rpartition("\n")[2]
    after = text[end : end + _LOOK_BEFORE].partition("\n")[0]
    if rules.before.search(before):
        return True
    if rules.slash.search(before):
        previous = before.rstrip(" /").rpartition(" ")[2]
        return previous not in names.short
    if rules.after.search(after):
        following = re.match(r"[\w-]+", after.lstrip(" /"))
        other = names.short.get(following[0]) if following else None
        return other is None or other in names.photo  # "Agency/Getty" holds a camera
    return False


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether an agency known for pictures is named as a teller: "told EPA", "EPA reported"."""
    before, after = text[max(0, start - 20) : start], text[end : end + 20]
    return bool(_credits().teller.search(before) or _credits().tells.match(after))


def _all_names(text: str) -> Iterator[_Found]:
    names = _names()
    for name in names.single.finditer(text):
        yield _Found(names.short[name[0]], name.start(), name.end(), 0)


@cache
def _names() -> _Names:
    short: dict[str, str] = {}
    ambiguous: set[str] = set()
    photo: set[str] = set()
    for agency in load("agencies")["agencies"]:
        for name in [*agency.get("names", ()), *agency.get("acronyms", ())]:
            short[name] = agency["short"]
        ambiguous.update(agency.get("ambiguous", ()))
        if agency.get("photo"):
            photo.add(agency["short"])
    by_length = sorted(short, key=len, reverse=True)
    pattern = rf"(?-i:(?<![\w-])(?:{'|'.join(map(re.escape, by_length))})(?![\w-]))"
    return _Names(short, frozenset(ambiguous), frozenset(photo), pattern, re.compile(pattern))


@cache
def _credits() -> _Credits:
    vocabulary = load("agencies")
    groups: dict[str, Any] = vocabulary["credits"]
    photo: dict[str, str] = vocabulary["photo"]
    return _Credits(
        line=_compiled(groups["line"]),
        dateline=_compiled(groups["dateline"]),
        given=_compiled(groups["given"]),
        strong=_compiled(groups["strong"]),
        plain=_compiled(groups["plain"]),
        before=re.compile(photo["before"], re.IGNORECASE),
        slash=re.compile(photo["slash"]),
        after=re.compile(photo["after"], re.IGNORECASE),
        teller=re.compile(photo["teller"], re.IGNORECASE),
        tells=re.compile(photo["tells"], re.IGNORECASE),
    )


@cache
def _signoffs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["agency"], re.compile(row["pattern"], re.IGNORECASE))
        for row in load("agencies")["signoffs"]
    )


def _compiled(patterns: Sequence[str]) -> re.Pattern[str]:
    one = _names().pattern
    several = rf"{one}(?:(?:,? and (?:the )?| & |, (?:the )?| ?/ ?|,? plus ){one}){{0,7}}"
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(joined.replace("{A}", one).replace("{LIST}", several), re.IGNORECASE)
