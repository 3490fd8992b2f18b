"""Phrases that join a munition's noun to its designation: "rockets of the 9M27K type".

The phrases are data: ``links`` in vocab/en/weapons.yaml.

>>> text = "missiles known as Iskander"
>>> linked(text, (0, 8), (18, 26), name_first=False)
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reportedly.vocab import load

_LONGEST = 80
_TAIL = 60
_QUOTES = "\"'“”„«»‘’"

Range = tuple[int, int]
"""First code point and one past the last."""


@dataclass(frozen=True)
class _Links:
    behind: re.Pattern[str]
    closed: re.Pattern[str]
    closed_tail: re.Pattern[str]
    before: re.Pattern[str]
    apposition: re.Pattern[str]
    apposition_tail: re.Pattern[str]


def linked(text: str, left: Range, right: Range, *, name_first: bool) -> bool:
    """Whether the words between a noun and a name, or a name and a noun, make them one."""
    if not 0 < right[0] - left[1] <= _LONGEST:
        return False
    between = text[left[1] : right[0]].rstrip(_QUOTES).replace("(", "", 1)
    if name_first:
        return _links().before.fullmatch(between) is not None
    if _links().behind.fullmatch(between):
        return True
    closed = _links().closed.fullmatch(between)
    return closed is not None and _is_followed(text, right[1], _links().closed_tail)


def in_apposition(text: str, left: Range, right: Range) -> bool:
    """Whether the second stands beside the first, between commas: "a missile, an Iskander-M,"."""
    if right[0] - left[1] > _LONGEST or text[left[1] - 1] == "s":
        return False
    beside = _links().apposition.fullmatch(text, left[1], right[0])
    return beside is not None and _is_followed(text, right[1], _links().apposition_tail)


def _is_followed(text: str, end: int, tail: re.Pattern[str]) -> bool:
    return tail.match(text[end : end + _TAIL].lstrip(_QUOTES)) is not None


@cache
def _links() -> _Links:
    rows = load("weapons")["links"]
    calibre, kind = rows["calibre"], rows["kind"]

    def made(pattern: str) -> re.Pattern[str]:
        spaced = re.sub(r"(?<!\[) (?!-\]|\?)", r"\\s{1,2}", pattern.replace(r"\p{kind}", kind))
        return re.compile(spaced, re.IGNORECASE)

    return _Links(
        behind=made(f"{calibre}(?:{'|'.join(rows['behind'])})"),
        closed=made(f"{calibre}{rows['closed']['words']}"),
        closed_tail=made(rows["closed"]["tail"]),
        before=made(rows["before"]),
        apposition=made(rows["apposition"]["words"]),
        apposition_tail=made(rows["apposition"]["tail"]),
    )
