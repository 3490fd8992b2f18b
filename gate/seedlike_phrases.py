"""The sets of wordings of the made pages, and how they say dates and amounts of time."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import yaml

if TYPE_CHECKING:
    import random
    from datetime import date

Wordings = Literal["development", "third", "heldout"]
FOLDERS: dict[Wordings, Path] = {
    "development": Path(__file__).with_name("seedlike"),
    "third": Path(__file__).with_name("seedlike") / "third",
    "heldout": Path(__file__).with_name("seedlike") / "heldout",
}


class Book(NamedTuple):
    """A set of wordings: its wars, its sentences and what stands around the articles."""

    conflicts: list[dict[str, Any]]
    sentences: dict[str, Any]
    furniture: dict[str, Any]


@cache
def book_of(wordings: Wordings) -> Book:
    """The set of that name, out of its folder."""
    folder = FOLDERS[wordings]
    return Book(*(yaml.safe_load((folder / f"{n}.yaml").read_text("utf-8")) for n in Book._fields))


def date_range(rng: random.Random, book: Book, start: date, end: date) -> str:
    """Two dates as pages write a range.

    >>> import random; from datetime import date
    >>> days = date(2022, 9, 23), date(2022, 9, 27)
    >>> date_range(random.Random(1), book_of("development"), *days)
    'from September 23 to 27'
    """
    same = (start.year, start.month) == (end.year, end.month)
    return str(rng.choice(book.sentences["same_month" if same else "two_months"])).format(
        month=f"{start:%B}",
        other=f"{end:%B}",
        d1=start.day,
        d2=end.day,
        o1=ordinal(start.day),
        o2=ordinal(end.day),
    )


def ago(book: Book, anchor: date, day: date) -> str:
    """How long ago, as pages say it.

    >>> from datetime import date
    >>> ago(book_of("development"), date(2022, 2, 24), date(2022, 9, 20))
    'almost seven months ago'
    """
    months = (day.year - anchor.year) * 12 + day.month - anchor.month - (day.day < anchor.day)
    over = (day - anchor).days - round(months * 30.44)
    numbers = book.sentences["numbers"]
    if months < len(numbers) - 1:
        whole, most, unit = months, over >= 20, "month"
    else:
        whole, most, unit = months // 12, months % 12 >= 9, "year"
    count = max(whole + most, 1)
    plural = "s" if count > 1 else ""
    about = book.sentences["under" if most else "over"]
    return f"{about[day.toordinal() % len(about)]} {numbers[count - 1]} {unit}{plural} ago"


def ordinal(number: int) -> str:
    """A number's ordinal in figures.

    >>> [ordinal(n) for n in (1, 12, 23, 111, 142)]
    ['1st', '12th', '23rd', '111th', '142nd']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{ending or 'th'}"
