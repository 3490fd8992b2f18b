"""What the index of copies remembers of an article besides its runs of words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from msgspec.structs import replace

from reportedly.records import Article, Model, When
from reportedly.stages.group.corrections import correction_in
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Sequence


class Entry(Model, frozen=True, kw_only=True):
    """One article: ``text`` is the number of its text, which several may share.

    ``corrects``: the words by which it says that it corrects or takes back something.
    """

    id: str
    text: int
    page: str | None = None
    outlet: str | None = None
    credits: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    corrects: str | None = None

    def with_text(self, text: int) -> Entry:
        """The same article, its text under another number."""
        return replace(self, text=text)


def entry_of(article: Article, text: int) -> Entry:
    """The entry of an article."""
    when = article.published
    return Entry(
        id=article.id,
        text=text,
        page=page_of(article.url),
        outlet=short_name(article.outlet),
        credits=tuple(sorted({short_name(c.name) or "" for c in article.agencies})),
        start=when.start if when else None,
        end=when.end if when else None,
        corrects=correction_in(article),
    )


def short_name(outlet: str | None) -> str | None:
    """An outlet's name for comparing; an agency by whatever name is its short one.

    >>> short_name("The Associated Press")
    'ap'
    """
    return (agency_named(outlet) or outlet).casefold() if outlet else None


def is_agency(outlet: str | None) -> bool:
    """Whether an outlet is a news agency."""
    return agency_named(outlet) is not None


def agency_named(outlet: str | None) -> str | None:
    """The short name of an outlet that is a news agency."""
    return _agencies().get(outlet.casefold()) if outlet else None


@cache
def agency_names() -> tuple[str, ...]:
    """Every name of every agency as it is written, the longest first."""
    names = {
        name
        for agency in load("agencies")["agencies"]
        if not agency.get("photo")
        for name in (agency["short"], *agency.get("names", ()), *agency.get("acronyms", ()))
    }
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def _agencies() -> dict[str, str]:
    return {
        name.casefold(): agency["short"]
        for agency in load("agencies")["agencies"]
        if not agency.get("photo")
        for name in (agency["short"], *agency.get("names", ()), *agency.get("acronyms", ()))
    }


def page_of(url: str | None) -> str | None:
    """The page a URL leads to: without scheme, www, fragment and campaign parameters.

    None for no URL, a broken one, or a site's front page, whose text changes by the hour.

    >>> page_of("https://www.example.org/a/?utm_source=x#top")
    'example.org/a'
    """
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    query = [(k, v) for k, v in parse_qsl(parts.query) if not k.startswith("utm_")]
    host = parts.netloc.lower().removeprefix("www.")
    page = parts.path.rstrip("/") + (f"?{urlencode(query)}" if query else "")
    return host + page if page else None


def before(first: When | Entry | None, second: When | Entry | None) -> bool:
    """Whether one time surely ends before the other starts; unknown is never before.

    >>> from reportedly.records import When
    >>> day = When(start="2030-05-01", end="2030-05-01", precision="day", ucdp_date_prec=1,
    ...            basis="stated", why="byline")
    >>> before(day, day)
    False
    """
    if first is None or second is None or first.end is None or second.start is None:
        return False
    size = min(len(first.end), len(second.start))
    return first.end[:size] < second.start[:size]


def surely_first(entries: Sequence[Entry]) -> str | None:
    """The article that was surely published before every other, if the dates can tell."""
    dated = [entry for entry in entries if entry.end]
    if not dated:
        return None
    first = min(dated, key=lambda entry: entry.end or "")
    sure = all(before(first, other) for other in entries if other is not first)
    return first.id if sure else None
