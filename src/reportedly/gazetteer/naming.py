"""What a reader should know of a name that differs from the one a place goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.gazetteer.fold import fold
from reportedly.gazetteer.inflect import (
    EXTRA,
    is_cyrillic,
    is_installed,
    latin_nominatives,
    nominatives,
)
from reportedly.gazetteer.spelling import loose_keys

if TYPE_CHECKING:
    from reportedly.gazetteer.entry import Entry


def no_entry(name: str) -> str:
    """Why a name has no place; with what is missing, where that may be the reason.

    >>> no_entry("Zyxville")
    "no entry of the name 'Zyxville'"
    """
    words = f"no entry of the name {name!r}"
    if is_cyrillic(name) and not is_installed():
        return f"{words} as it is; cases are undone with: pip install 'reportedly[{EXTRA}]'"
    return words


def words_on_name(as_written: str, entry: Entry) -> str:
    """A word on a name that a reader would not know for the one that the entry has now.

    >>> from reportedly.gazetteer import Gazetteer
    >>> (city,) = [e for e in Gazetteer.embedded().exact("Bakhmut") if e.kind == "settlement"]
    >>> words_on_name("Artemivsk", city), words_on_name("Bakhmut", city)
    ('Artemivsk was its name until 2016', '')
    """
    if entry.kind not in ("settlement", "quarter"):
        return ""
    written = [fold(form) for form in (as_written, *nominatives(as_written))]
    written += latin_nominatives(written[0])
    if any(_same(key, fold(entry.name)) for key in written):
        return ""
    for name, year in entry.former:
        if any(_same(key, fold(name)) for key in written):
            return f"{as_written} was its name" + (f" until {year}" if year else " once")
    return f"{as_written} is another name of it"


def _same(key: str, own: str) -> bool:
    """Whether two folded names are one, one in the other, or two spellings of one."""
    return own in key or key in own or bool(set(loose_keys(key)) & set(loose_keys(own)))
