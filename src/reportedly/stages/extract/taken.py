"""The place of a happening whose clause names none: told before, or its teller's own."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly.stages.extract import sites, timing
from reportedly.stages.extract.patterns import any_of
from reportedly.stages.extract.tellers import over_its_country, teller_area
from reportedly.stages.extract.triggers import TYPE_OF
from reportedly.stages.extract.whereabouts import (
    LOOK_BACK,
    SETTLED,
    TOWNS,
    region_of,
    scene,
    the_town,
    widely,
)
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Place
    from reportedly.stages.extract.page import Page
    from reportedly.stages.extract.tellings import Telling

_GOES_ON = 3  # sentences over which a telling goes on without naming its place again
_NEXT = 2  # sentences over which one blow abroad goes on
_TOLD_BEFORE = "where what is told before it happened"
_THE_REGION = re.compile(
    r"\b(?:in|at|across|on|over|throughout|of)\s+(?:the|this|that|his|her)\s+"
    r"(?:(?:whole|entire|wider|surrounding)\s+)?(?:region|oblast|province)\b(?!\s+of\b)(?!['’])",
    re.IGNORECASE,
)
# "the police chief in the region"
_ITS_OFFICES = re.compile(
    r"\b(?:chiefs?|heads?|governors?|officials?|authorities|commanders?|prosecutors?|police|spokes\w+|"
    r"(?:director|department|head|chief|office)s?\s+of\s+[\w ]{3,30}?)"
    r"\s+(?:in|of|for)\s+(?:the|this|that)\s+(?:region|oblast|province)\b",
    re.IGNORECASE,
)
# "the assault on the plant" is at no front or region
_ONE_SPOT = re.compile(
    r"\bthe\s+(?:[\w-]+\s+)?(?:plant|steelworks|factory|complex|facility|building|city|town|village|settlement|port|"
    r"base|airbase|airport|airfield|station|hospital|school|theatre|theater|market|mall|prison|consulate|embassy|"
    r"bridge|dam|church|mosque|hotel|shelter|site)\b(?!\s+of\b)",
    re.IGNORECASE,
)
# "shelled two villages": not the town told before, but likely in its region
_ELSEWHERE = re.compile(
    r"\b(?:an?|another|other|several|many|some|most|multiple|numerous|dozens of|scores of|"
    r"two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:[\w-]+\s+){0,2}(?:towns?|villages?|cities|settlements?|communities)\b"
    r"|\b(?:on|at|in|into|of|near|across|shell\w*|hit|struck|strik\w+|attack\w*|bomb\w*|target\w*|raid\w*|against)\s+"
    r"(?:[a-z-]+\s+)?(?:towns|villages|cities|settlements|communities)\b",
    re.IGNORECASE,
)


@cache
def _nationwide() -> re.Pattern[str]:
    return any_of(load("place_phrases")["nationwide"])


def with_place(page: Page, telling: Telling, told: Sequence[Telling]) -> Telling:
    """The telling at the place where the page told of it, of its teller, or named before."""
    words = page.words(telling.span)
    if _nationwide().search(words) and not (_ONE_SPOT.search(words) or _THE_REGION.search(words)):
        return with_country(page, telling)
    place = _place(page, telling, told)
    if place is None:
        return telling
    if _THE_REGION.search(_ITS_OFFICES.sub("", words)) or _ELSEWHERE.search(words):
        place = region_of(page, place)
    return replace(telling, places=(place,))


def with_country(page: Page, telling: Telling) -> Telling:
    """A total, or what is told of a whole country, is of the story's, if the page names it."""
    for mention in page.of_kind("place"):
        place = mention.value
        if place.precision == "country" and place.country == page.country and place.name:
            country = sites.inherited(
                place, "told of a whole country, and the page tells of this one"
            )
            return replace(telling, places=(msgspec.structs.replace(country, use=None),))
    return telling


_MORE = re.compile(r"\b(?:more|others?|another|the rest|the remaining)\b", re.IGNORECASE)


def _goes_on_in(page: Page, telling: Telling, told: Sequence[Telling]) -> Place | None:
    """The place of the same sentence, of which a clause tells more: "two more were shot down"."""
    last = told[-1] if told else None
    if last is None or last.sentence.index != telling.sentence.index or not last.places:
        return None
    return last.places[0] if _MORE.search(page.words(telling.span)) else None


def _place(page: Page, telling: Telling, told: Sequence[Telling]) -> Place | None:
    if here := _goes_on_in(page, telling, told):
        return sites.inherited(here, "named where its sentence first tells of it")
    area = teller_area(page, telling)
    before = _before(page, telling, told)
    if before and (area is None or _in_area(before, area)):
        return before
    if area:
        return sites.inherited(area, "the area of the office that says it")
    only = _settled(page, _only_town(told))
    if only or _is_of_another(telling, told):
        return only
    return widely(page, telling) or _where_last(page, telling, told)


def _where_last(page: Page, telling: Telling, told: Sequence[Telling]) -> Place | None:
    """The place of what is told right before it, of whatever kind."""
    near = [t for t in told if telling.sentence.index - t.sentence.index <= LOOK_BACK]
    return _settled(page, _last_place(near))


def _last_place(told: Sequence[Telling]) -> Place | None:
    """The place of what is told last with one."""
    return next((t.places[0] for t in reversed(told) if t.places), None)


def _settled(page: Page, place: Place | None) -> Place | None:
    """A place told before, if it is a town or area of the story's country."""
    if place is None or place.precision not in SETTLED or place.country != page.country:
        return None
    return sites.inherited(place, _TOLD_BEFORE)


def _only_town(told: Sequence[Telling]) -> Place | None:
    """The place of all that is told with one of its own, if several share it."""
    own = [t.places[0] for t in told if t.own_place]
    return own[0] if own[1:] and all(sites.near(own[0], place) for place in own) else None


def _before(page: Page, telling: Telling, told: Sequence[Telling]) -> Place | None:
    """The place of what it goes on with, else where the page is; finer where it says "the town"."""
    place = _of_what_it_goes_on_with(page, telling, told)
    place = place or _apart(page, telling, told)
    if place is None or place.precision in ("admin1", "admin2"):
        here = _at_last_in(scene(page, telling, _since(telling, told)), told)
        place = here if here and (place is None or _in_area(here, place)) else place
    if place is None or place.precision not in TOWNS:
        place = the_town(page, telling) or place
    return place


def _at_last_in(area: Place | None, told: Sequence[Telling]) -> Place | None:
    """The town of what is told last, where only an area around it is named since."""
    last = _last_place(told)
    if area is None or last is None or area.precision not in ("admin1", "admin2"):
        return area
    inside = last.precision in TOWNS and _in_area(last, area)
    return sites.inherited(last, _TOLD_BEFORE) if inside else area


def _apart(page: Page, telling: Telling, told: Sequence[Telling]) -> Place | None:
    """The place of a blow abroad told right before, or the land over which forces shot it down."""
    abroad = None if _is_of_another(telling, told) else _abroad(page, telling, told)
    wide = _THE_REGION.search(page.words(telling.span))
    over = None if wide else over_its_country(page, telling)
    return over if over and (abroad is None or abroad.country != over.country) else abroad


def _is_of_another(telling: Telling, told: Sequence[Telling]) -> bool:
    """Whether it is of another time or day than all that is told near before it."""
    return _of_another_time(telling) or _is_of_another_day(telling, told)


def _abroad(page: Page, telling: Telling, told: Sequence[Telling]) -> Place | None:
    """The place outside the story's country of the blow told right before, if this is of a blow."""
    last = told[-1] if told else None
    if last is None or not last.places or telling.sentence.index - last.sentence.index > _NEXT:
        return None
    place = last.places[0]
    settled = place.precision in SETTLED and page.country not in (None, place.country)
    if not settled or _of_another_time(last) or not timing.alike(last, telling):
        return None
    return sites.inherited(place, "where what is told right before it happened")


def _of_what_it_goes_on_with(page: Page, telling: Telling, told: Sequence[Telling]) -> Place | None:
    """The place of the happening that a telling goes on with."""
    places = [t.places[0] for t in told if t.places and _follows(t, telling)]
    ours = [p for p in places if p.precision != "country" or p.country == page.country]
    one_spot = _ONE_SPOT.search(page.words(telling.span))
    known = [p for p in ours if p.precision in SETTLED or (p.precision and not one_spot)]
    return sites.inherited(known[-1], "named where the page first tells of it") if known else None


def _follows(earlier: Telling, later: Telling) -> bool:
    """Whether a telling goes on with one told before: "the attack", or the next sentences."""
    if _of_another_time(later) and not later.trigger.definite:
        return False
    if _is_of_another_day(later, [earlier]) and not later.trigger.definite:
        return False
    close = later.sentence.index - earlier.sentence.index <= _GOES_ON
    return earlier.sub_type == later.sub_type and (close or later.trigger.definite)


def _is_of_another_day(telling: Telling, told: Sequence[Telling]) -> bool:
    """Whether violence has a day of its own, and all told near before it have others."""
    if TYPE_OF[telling.sub_type] == "Strategic developments":
        return False
    near = [t for t in told if telling.sentence.index - t.sentence.index <= LOOK_BACK]
    dated = [t for t in near if t.own_when and t.own_place]
    return telling.own_when and bool(dated) and all(timing.apart(t, telling) for t in dated)


def _of_another_time(telling: Telling) -> bool:
    """Whether it is history with a day of its own: nothing told before goes on there."""
    return telling.modality == "historical" and telling.own_when


def _in_area(place: Place, area: Place) -> bool:
    """Whether a place can lie in an area: by the finest that is known of both."""
    if area.precision in ("admin1", "admin2"):
        return place.admin1 == area.admin1 and place.country == area.country
    return sites.near(place, area)


def _since(telling: Telling, told: Sequence[Telling]) -> int:
    """The first sentence that can lend it a place: after what another day is told of, if any."""
    if _of_another_time(telling):
        return telling.sentence.index
    if _is_of_another_day(telling, told):
        return max(t.sentence.index for t in told if t.own_when and t.own_place) + 1
    return 0
