"""Who signs an article: the line that says so, without the words around the names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reportedly.stages.clean.page import Page

_BY: Final = re.compile(
    r"^(?:(?:story|report|reporting|words|text|article|written|posted|compiled) )?"
    r"(?:by|author:|reporter:)\s*:? (?P<names>.{2,120})$",
    re.IGNORECASE,
)
_END: Final = re.compile(
    r"\s*(?:[|•·–—]| - |\bon \d|\b(?:published|updated|posted)\b|\(?\d{1,2}[ .:/]|, (?:\w+ )?\d"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d).*$",
    re.IGNORECASE,
)


def byline_of(page: Page) -> str | None:
    """The names of the byline nearest to the headline, as written."""
    signed = [i for i, kind in page.kinds.items() if kind in {"byline", "agency credit"}]
    near = page.headline if page.headline is not None else 0
    for i in sorted(signed, key=lambda i: abs(i - near)):
        names = names_in(page.lines[i].text)
        if names:
            return names
    return None


def names_in(line: str) -> str | None:
    """The names in a byline.

    >>> names_in("By Olena Petrenko and Ivan Koval | 3 March 2023")
    'Olena Petrenko and Ivan Koval'
    """
    found = _BY.match(line.strip())
    if not found:
        return None
    names = _END.sub("", found["names"]).strip(" ,.;")
    return names if names and names[0].isupper() else None
