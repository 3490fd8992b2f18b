"""Where a page is when it tells of a happening: the places that the sentences before name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.records import Place
from reportedly.stages.extract import sites

if TYPE_CHECKING:
    from reportedly.stages.extract.page import Page
    from reportedly.stages.extract.tellings import Telling

LOOK_BACK = 3  # sentences before a happening in which its place may have been told
TOWNS = ("settlement", "near")
SETTLED = (*TOWNS, "admin2", "admin1")
_OFFICES = (
    r"(?:mayor|council|hall|administration|military|authorit|government|head|governor|police|chief)"
)
_THE_TOWN = re.compile(
    r"\b(?:in|at|on|into|around|across|over|near|outside|throughout|of|through|to)"
    r"\s+(?:the|that|this)\s+(?:city|town|village|settlement|hamlet|port city)\b(?!\s+of\b)"
    rf"(?!\s+{_OFFICES})"
    rf"|\bthe\s+(?:city|town|village)[’']s\s+(?!{_OFFICES})"
    r"|\b(?:killed|died|wounded|injured|hit|dead|fighting|happened|occurred|attack|forces|troops)"
    r"\s+there\b",
    re.IGNORECASE,
)
_FAR_BACK = 12  # sentences before "the town" in which it may have been named


def the_town(page: Page, telling: Telling) -> Place | None:
    """The town named last before "the town" or "there"."""
    meant = _THE_TOWN.search(page.words(telling.span))
    if meant is None:
        return None
    if (called := _so_called(page, telling, meant[0])) is not None:
        return sites.inherited(sites.itself(called), "the page calls it so before")
    for earlier in (telling.sentence, *page.previous(telling.sentence, _FAR_BACK)):
        for place in sites.scenes(page, earlier.span):
            unknown = sites.is_unknown_town(place) and place.country
            if unknown or place.precision in TOWNS:
                return sites.inherited(sites.itself(place), "the town told before")
    return None


_CALLED = re.compile(r"\b(town|village|hamlet|settlement)\b", re.IGNORECASE)


def _so_called(page: Page, telling: Telling, meant: str) -> Place | None:
    """The last place introduced by the word that points back: "the southern town of Orm"."""
    word = _CALLED.search(meant)
    if word is None:
        return None
    called = re.compile(rf"\b{word[0]} of $", re.IGNORECASE)
    for earlier in page.previous(telling.sentence, _FAR_BACK):
        for mention in reversed(page.inside("place", earlier.span)):
            place: Place = mention.value
            if place.precision in TOWNS and called.search(page.before(mention.span, 14)):
                return place
    return None


def scene(page: Page, telling: Telling, since: int) -> Place | None:
    """Where the page is, in the story's country, when it tells of a happening.

    ``since``: the first sentence that can lend it a place.
    """
    vague = False
    for earlier in (telling.sentence, *page.previous(telling.sentence, LOOK_BACK)):
        if earlier.index < since:
            break
        for place in sites.scenes(page, earlier.span):
            if place.country not in (None, page.country):
                continue
            if place.precision in SETTLED:
                found = region_of(page, place) if vague else place
                return sites.inherited(found, "named in a sentence before, not in this one")
            vague = vague or sites.is_unknown_town(place)
    return None


def widely(page: Page, telling: Telling) -> Place | None:
    """The wide area, named or not, that the page tells of beside or before it."""
    for earlier in (telling.sentence, *page.previous(telling.sentence, LOOK_BACK)):
        for place in sites.scenes(page, earlier.span):
            if place.precision == "region" and place.country == page.country:
                return sites.inherited(place, "named in a sentence before, not in this one")
    return None


def region_of(page: Page, place: Place) -> Place:
    """The first-level region that a place lies in, as the page names it if it does."""
    if place.precision not in (*TOWNS, "admin2") or place.admin1 is None:
        return place
    for mention in page.of_kind("place"):
        named = mention.value
        if (named.precision, named.admin1, named.country) == (
            "admin1",
            place.admin1,
            place.country,
        ):
            return named  # type: ignore[no-any-return]
    return Place(
        as_written=place.as_written,
        name=place.admin1,
        country=place.country,
        admin1=place.admin1,
        precision="admin1",
        ucdp_where_prec=4,
        why=f"{place.why}; the page says the region, so no point is kept",
    )
