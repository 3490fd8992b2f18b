"""Dates as pages print them, and dates as files give them, to a day."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final, NamedTuple

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH: Final = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_PRINTED: Final = re.compile(
    r"\b(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?{_MONTH.format('m1')}[, -]{{1,2}}"
    r"(?P<y1>(?:19|20)\d\d)"
    rf"|{_MONTH.format('m2')} (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)[-/.](?P<m3>\d\d)[-/.](?P<d3>\d\d)"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>(?:19|20)\d\d)"
    r"|(?P<a5>\d{1,2})/(?P<b5>\d{1,2})/(?P<y5>(?:19|20)\d\d)"
    r")(?!\d)",
    re.IGNORECASE,
)
_GIVEN: Final = re.compile(r"\d{4}([-/])\d\d\1\d\d(?:[T ]\d\d:?\d\d.*)?")
EARLIEST: Final = date(1990, 1, 1)
"""Before the first news pages on the web: an older date is of something else."""


class PrintedDate(NamedTuple):
    """A full date in a text, with its place."""

    day: date
    start: int
    end: int


def given_day(value: str) -> date | None:
    """The day of an ISO date or date-time or YYYY/MM/DD, also with a time; None for all else.

    >>> given_day("2022/07/15 10:30"), given_day("15 July")
    (datetime.date(2022, 7, 15), None)
    """
    text = value.strip()
    if not _GIVEN.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.replace("/", "-")).date()
    except ValueError:
        return None


def printed_dates(text: str) -> list[PrintedDate]:
    """The full dates that a text prints, in their order; 3/4/2023 can be two days and is none.

    >>> printed_dates("Published: 3rd March 2023, 10:00")[0].day.isoformat()
    '2023-03-03'
    """
    found = ((m, _day(m)) for m in _PRINTED.finditer(text))
    return [PrintedDate(day, m.start(), m.end()) for m, day in found if day]


def _day(match: re.Match[str]) -> date | None:
    try:
        if match["d1"]:
            return date(int(match["y1"]), _month(match["m1"]), int(match["d1"]))
        if match["d2"]:
            return date(int(match["y2"]), _month(match["m2"]), int(match["d2"]))
        if match["d3"]:
            return date(int(match["y3"]), int(match["m3"]), int(match["d3"]))
        if match["d4"]:
            return date(int(match["y4"]), int(match["m4"]), int(match["d4"]))
        return _slashed(int(match["a5"]), int(match["b5"]), int(match["y5"]))
    except ValueError:
        return None


def _slashed(first: int, second: int, year: int) -> date | None:
    """Day and month are told apart only where one of them cannot be a month."""
    if first == second:
        return date(year, first, first)
    if first > 12:
        return date(year, second, first)
    return date(year, first, second) if second > 12 else None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1
