"""The area of those who tell of a happening: of their office, or the land of their forces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from reportedly.records import Place, Span
from reportedly.stages.extract import sites
from reportedly.stages.extract.whereabouts import region_of

if TYPE_CHECKING:
    from reportedly.records import Mention
    from reportedly.stages.extract.page import Page
    from reportedly.stages.extract.tellings import Telling

_REGIONAL = re.compile(
    r"\b(?:governors?|governorate|regional|region|oblast|provinc\w+)\b", re.IGNORECASE
)


def teller_area(page: Page, telling: Telling) -> Place | None:
    """The area of the office that speaks, or that the sentence tells of."""
    at = telling.source.span if telling.source else None
    spoken = [m for m in page.inside("place", at) if not _is_seat(page, at, m)] if at else []
    held = [m for m in page.inside("place", telling.sentence.span) if sites.of_an_office(page, m)]
    for mention in (*spoken, *held):
        if at and _is_somebody(page, at, mention):
            continue
        if _is_area(mention):
            return _as_wide_as_office(page, mention)
    return None


# "an official of the defence ministry in X": it speaks for the whole country
_SEATED = re.compile(
    r"\b(?:missions?|delegations?|envoys?|ambassadors?|representatives?|"
    r"ministr(?:y|ies)|ministers?|government|army|military|armed forces|president\w*|"
    r"parliament|embassy|diplomats?|pentagon|intelligence|headquarters|coalition|united nations|"
    r"u\.?n\.?)\b[^,]*\b(?:in|at|from)\s+(?:the\s+)?(?:capital,?\s+)?$",
    re.IGNORECASE,
)


def _is_seat(page: Page, source: Span, mention: Mention) -> bool:
    """Whether a place is where a body of the whole country sits, not what its office is of."""
    led = Span(field=source.field, start=source.start, end=mention.span.start)
    return bool(_SEATED.search(page.words(led)))


# "Orle Online", "who now lives in X", "who fled from X": of no office and not there
_OUTLET = re.compile(
    r"\s+(?:Online|News|Today|Times|Post|Independent|Radio|TV|Television|Press|Herald|Tribune|Observer|Monitor|"
    r"Daily|Media|Network|Live|24|FM|Journal|Gazette|Mail|Star|Sun|Standard|Chronicle)\b"
)
_NOT_THERE = re.compile(
    r"\b(?:lives|lived|living|works|worked|working|staying|sheltering|based)\b[^.;]{0,40}$"
    r"|\b(?:fled|escaped|came|comes|left|evacuated)\s+(?:\w+\s+)?(?:from\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)


def _is_somebody(page: Page, source: Span, mention: Mention) -> bool:
    """Whether a place in a source's words is of an outlet's or a person's name, or left behind."""
    if source == mention.span and mention.value.precision == "settlement":
        return True  # "Berdy said"
    text = page.article.field(mention.span.field)
    outlet = bool(_OUTLET.match(text, mention.span.end))
    return (
        outlet
        or sites.is_surname(page, mention)
        or bool(_NOT_THERE.search(page.before(mention.span, 60)))
    )


def _is_area(mention: Mention) -> bool:
    place = mention.value
    if not isinstance(place, Place) or place.use is not None:
        return False
    return place.precision not in ("country", "region", "water", None)


def _as_wide_as_office(page: Page, mention: Mention) -> Place:
    """The region, where a city's name is that of a governor's region."""
    around = f"{page.before(mention.span, 30)} {page.after(mention.span, 30)}"
    return region_of(page, mention.value) if _REGIONAL.search(around) else mention.value


def over_its_country(page: Page, telling: Telling) -> Place | None:
    """Its own country, where the forces of one say what they shot down, and not where."""
    source = telling.source
    if source is None or source.side is None or telling.sub_type != "Disrupted weapons use":
        return None
    speaks = source.kind in ("military", "government")
    if not speaks or not _SHOT_DOWN.search(page.words(telling.span)):
        return None
    for mention in (*page.of_kind("place"), *page.of_kind("demonym")):
        place = mention.value
        if isinstance(place, Place) and place.precision == "country" and place.name == source.side:
            own = sites.inherited(place, "what its own forces shot down, told of no place")
            return msgspec.structs.replace(own, use=None)
    return None


_SHOT_DOWN = re.compile(
    r"\b(?:(?:shot|shoot(?:ing)?|brought) down|down(?:ed|ing)\b|intercept|destroy|neutrali[sz])",
    re.IGNORECASE,
)
