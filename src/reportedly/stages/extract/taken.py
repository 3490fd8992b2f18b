"""The place of a happening whose clause names none: told before, or its teller's own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from reportedly.records import Place, Span
from reportedly.stages.extract import sites, timing
from reportedly.stages.extract.triggers import TYPE_OF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Mention
    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.tellings import Telling

_GOES_ON = 3  # sentences over which a telling goes on without naming its place again
_NEXT = 2  # sentences over which one blow abroad goes on
_LOOK_BACK = 3  # sentences before a happening in which its place may have been told
_SETTLED = ("settlement", "near", "admin2", "admin1")
_REGIONAL = re.compile(
    r"\b(?:governors?|governorate|regional|region|oblast|provinc\w+)\b", re.IGNORECASE
)
_THE_REGION = re.compile(
    r"\b(?:in|at|across|on|over|throughout|of)\s+(?:the|this|that|his|her)\s+"
    r"(?:(?:whole|entire|wider|surrounding)\s+)?(?:region|oblast|province)\b(?!\s+of\b)(?!['’])",
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


_NATIONWIDE = re.compile(
    r"\bnation-?wide\b|\bcountry-?wide\b"
    r"|\b(?:across|throughout|around|all over)\s+(?:the|that)\s+(?:whole\s+)?(?:country|nation)\b",
    re.IGNORECASE,
)


def with_place(page: Page, telling: Telling, told: Sequence[Telling]) -> Telling:
    """The telling at the place where the page told of it, of its teller, or named before."""
    words = page.words(telling.span)
    if _NATIONWIDE.search(words):
        return with_country(page, telling)
    place = _place(page, telling, told)
    if place is None:
        return telling
    if _THE_REGION.search(words) or _ELSEWHERE.search(words):
        place = _region_of(page, place)
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
    area = _teller_area(page, telling)
    before = _goes_on_at(page, telling, told)
    if before and (area is None or _in_area(before, area)):
        return sites.inherited(before, "named where the page first tells of it")
    if area:
        return sites.inherited(area, "the area of the office that says it")
    if _of_another_time(telling) or _is_of_another_day(telling, told):
        return None
    return _abroad(page, telling, told) or _place_before(page, telling)


def _abroad(page: Page, telling: Telling, told: Sequence[Telling]) -> Place | None:
    """The place outside the story's country of the blow told right before, if this is of a blow."""
    last = told[-1] if told else None
    if last is None or not last.places or telling.sentence.index - last.sentence.index > _NEXT:
        return None
    place = last.places[0]
    settled = place.precision in _SETTLED and page.country not in (None, place.country)
    if not settled or _of_another_time(last) or not timing.alike(last, telling):
        return None
    return sites.inherited(place, "where what is told right before it happened")


def _goes_on_at(page: Page, telling: Telling, told: Sequence[Telling]) -> Place | None:
    """The place of the happening that a telling goes on with."""
    places = [t.places[0] for t in told if t.places and _follows(t, telling)]
    ours = [p for p in places if p.precision != "country" or p.country == page.country]
    one_spot = _ONE_SPOT.search(page.words(telling.span))
    known = [p for p in ours if p.precision in _SETTLED or (p.precision and not one_spot)]
    return known[-1] if known else None


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
    near = [t for t in told if telling.sentence.index - t.sentence.index <= _LOOK_BACK]
    dated = [t for t in near if t.own_when and t.own_place]
    return telling.own_when and bool(dated) and all(timing.apart(t, telling) for t in dated)


def _of_another_time(telling: Telling) -> bool:
    """Whether it is history with a day of its own: nothing told before goes on there."""
    return telling.modality == "historical" and telling.own_when


def _teller_area(page: Page, telling: Telling) -> Place | None:
    """The area of the office that speaks, or that the sentence tells of."""
    at = telling.source.span if telling.source else None
    spoken = [m for m in page.inside("place", at) if not _is_seat(page, at, m)] if at else []
    held = [m for m in page.inside("place", telling.sentence.span) if sites.of_an_office(page, m)]
    for mention in (*spoken, *held):
        if _is_area(mention):
            return _as_wide_as_office(page, mention)
    return None


# "an official of the defence ministry in X": it speaks for the whole country
_SEATED = re.compile(
    r"\b(?:ministr(?:y|ies)|ministers?|government|army|military|armed forces|president\w*|"
    r"parliament|embassy|diplomats?|pentagon|intelligence|headquarters|coalition|united nations|"
    r"u\.?n\.?)\b[^,]*\b(?:in|at|from)\s+(?:the\s+)?(?:capital,?\s+)?$",
    re.IGNORECASE,
)


def _is_seat(page: Page, source: Span, mention: Mention) -> bool:
    """Whether a place is where a body of the whole country sits, not what its office is of."""
    led = Span(field=source.field, start=source.start, end=mention.span.start)
    return bool(_SEATED.search(page.words(led)))


def _is_area(mention: Mention) -> bool:
    place = mention.value
    if not isinstance(place, Place) or place.use is not None:
        return False
    return place.precision not in ("country", "region", "water", None)


def _as_wide_as_office(page: Page, mention: Mention) -> Place:
    """The region, where a city's name is that of a governor's region."""
    around = f"{page.before(mention.span, 30)} {page.after(mention.span, 30)}"
    return _region_of(page, mention.value) if _REGIONAL.search(around) else mention.value


def _in_area(place: Place, area: Place) -> bool:
    """Whether a place can lie in an area: by the finest that is known of both."""
    if area.precision in ("admin1", "admin2"):
        return place.admin1 == area.admin1 and place.country == area.country
    return sites.near(place, area)


def _region_of(page: Page, place: Place) -> Place:
    """The first-level region that a place lies in, as the page names it if it does."""
    if place.precision not in ("settlement", "near", "admin2") or place.admin1 is None:
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


def _place_before(page: Page, telling: Telling) -> Place | None:
    """A place of the story's country told beside or before a happening that names none."""
    wide: Place | None = None
    for earlier in (telling.sentence, *page.previous(telling.sentence, _LOOK_BACK)):
        for place in sites.scenes(page, earlier.span):
            if place.country != page.country:
                continue
            if place.precision in _SETTLED:
                return sites.inherited(place, "named in a sentence before, not in this one")
            wide = wide or (place if place.precision == "region" else None)
    return sites.inherited(wide, "named in a sentence before, not in this one") if wide else None
