"""Where a happening took place: which of the places named is its site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from reportedly.records import Mention, Place, Span
from reportedly.stages.extract.addresses import is_address, is_ward
from reportedly.stages.extract.areas import unnamed
from reportedly.stages.extract.containers import WIDE_M, says_where
from reportedly.stages.extract.no_sites import is_cared_for, is_no_site, lives_or_left
from reportedly.stages.extract.speech import opened

if TYPE_CHECKING:
    from reportedly.stages.extract.page import Page

_NEAR_DEGREES = 0.1  # about 10 km: the points of two gazetteers for one town differ by less
_LEAVES = re.compile(
    r"withdr|retreat|pull|evacuat|flee|fled|driv|drove|expel|push|oust|remov|dislodg|repel|forc|kick|clear|"
    r"abduct|kidnap|deport|seiz|steal|stole|loot|captur|took|tak",
    re.IGNORECASE,
)
_ORIGIN = re.compile(r"\b(?:from|out of)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$")
_FINENESS = {
    "settlement": 0,
    "near": 1,
    "admin2": 2,
    "admin1": 3,
    "region": 4,
    "water": 4,
    "country": 5,
}
_AGENT = re.compile(
    r"(?:\bby\s+(?:the\s+)?|\b(?:accus|blam|criticis|criticiz|denounc|condemn|warn)\w+\s+(?:the\s+)?"
    r"|\bpoint\w*\s+(?:to|at)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"\s*(?:[A-Z][\w.’' -]{1,40}(?:,[^()\n]{1,40})?\s*(?:\([^()\n]{2,60}\)\s*)?"
    r"|\([A-Z][\w.’' -]{1,40},[^()\n]{1,40}\)\s*)[-–—]{1,2}\s"
)
# "to attack X" happens at X: no way there
_DEED = (
    r"(?:re)?(?:attack|strike|shell|bomb|hit|storm|take|seize|capture|besiege|encircle|surround|"
    r"invade|enter|liberate|destroy|defend|raid|assault|occupy|annex|target)\b"
)
_PREPOSITION = re.compile(
    rf"\b(?:(?P<away>from|out of|to(?!\s+{_DEED})|towards?|of the|born in|bound for)"
    r"|(?P<at>in|at|on|near|outside|around|over|inside|into|against|across|"
    r"(?:town|city|village) of))\s+",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:(?:governor|mayor|head|administration|prosecutor|council|ministry|police)\b"
    r"[\w’' ]{0,30}\bof"
    r"|(?:governor|mayor|head)\b[\w’' ]{0,40}\bin)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$"
)
# "failed to capture the capital, X" did not happen at X
_FAILED = re.compile(r"\bfail\w*\s+to\b[^.;]{0,40}$")
_CLAUSE = 60  # characters from a place to what its own clause tells of it
_VAGUE_SITE = re.compile(
    r"\s+in (?:the|that|this) (?:region|area|zone|territory|country)\b(?! of)(?!['’])"
)
_FORCES = re.compile(
    r"\b(?:forces|troops|formations|militia|fighters|soldiers|servicemen|units|army|leaders?|"
    r"authorities|officials)\s+(?:of|from)\s+(?:the\s+)?(?:self-\w+\s+|so-called\s+)?$"
)
# "the Kherson region, which fell in March"; "the city where they fought"
_TOLD_OF = re.compile(r"[,’”]?\s+(?:which|where)\b[^,.;:]*$")
# what comes after is told of beside the happening
_BESIDE = re.compile(
    r"\b(?:amid|whether|despite|ahead of|following|(?:days|weeks|months|hours) (?:after|before))\b",
    re.IGNORECASE,
)


def places(page: Page, clause: Span, trigger: Span, source: Span | None) -> list[Place]:
    """The places of a happening named in its clause, the likeliest first."""
    if _VAGUE_SITE.match(page.after(trigger, 30)):
        return []
    found = _can_be_sites(page, clause, trigger, source)
    found = [m for m in found if not _is_seat(page, m, source)] or found
    named = _likeliest(page, found, trigger)
    return [] if _points_to_a_town(page, clause, named) else named


def scenes(page: Page, span: Span) -> list[Place]:
    """The places at which a sentence is, for what the next ones tell: not where anybody goes."""
    at = Span(field=span.field, start=span.start, end=span.start)
    spoken = [s for m in page.meeting("attribution", span) for s in m.value.source_spans]
    found = [
        m
        for m in _can_be_sites(page, span, at, None)
        if _sets_scene(page, m, at) and opened(page, m.span) is None and m.span not in spoken
    ]
    return _likeliest(page, found, at)


def _can_be_sites(page: Page, span: Span, trigger: Span, source: Span | None) -> list[Mention]:
    """The places, named or not, that a stretch tells of and that can be a happening's site."""
    told = [*page.inside("place", span), *unnamed(page, span)]
    return [m for m in told if _can_be_site(page, m, trigger, source)]


def _likeliest(page: Page, found: list[Mention], trigger: Span) -> list[Place]:
    """The likeliest place first and those beside it; none that only says where another lies."""
    own = [m for m in found if not says_where(page, m, found)]
    return _peers(page, sorted(own, key=lambda m: _site_rank(page, m, trigger)))


def _sets_scene(page: Page, mention: Mention, at: Span) -> bool:
    """Whether the words before a name let it be where the page is; "at" it, if it is unknown."""
    if is_unknown_town(mention.value):
        return _led_by(page.before(mention.span, 40), most=2) == "at"
    return _led(page, mention, at) != "away"


def is_unknown_town(place: Place) -> bool:
    """Whether a place is named that the gazetteer has not, or not for sure."""
    return (
        place.lat is None
        and place.precision in (None, "country")
        and place.name != place.as_written
    )


_TOWN = re.compile(
    r"\b(?:the|this|that) (?:city|town|village|settlement|port)\b(?! of\b)(?!’s|'s)", re.IGNORECASE
)


def _points_to_a_town(page: Page, clause: Span, named: list[Place]) -> bool:
    """Whether "the city", told before, is the site and only an area around it is named here."""
    wide = all(p.precision in ("admin1", "region", "country") for p in named)
    return bool(named) and wide and bool(_TOWN.search(page.words(clause)))


def _peers(page: Page, found: list[Mention]) -> list[Place]:
    """The first place and those beside it, without the areas that only say where it lies."""
    return [
        mention.value
        for i, mention in enumerate(found)
        if not any(
            _lies_in(finer.value, mention.value) and not _listed(page, finer, mention)
            for finer in found[:i]
        )
    ]


_LIST = re.compile(r"(?:,|\s(?:and|or|as well as)|,\s(?:and|or))\s(?:the\s)?(?:[\w’'-]+\s){0,2}$")
# "Orm, Velm and Sarn": a row to its last name, which "and" leads in
_ROW = re.compile(
    r"(?:(?:,|,? and) (?:[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}))*(?:,|,? and) (?:the )?"
)
_ROW_ENDS = re.compile(r"(?:, [A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}){0,4},? and [A-Z]")


def _listed(page: Page, a: Mention, b: Mention) -> bool:
    """Whether two places of different names stand in one list: "in Bekaa, Akkar and Nabatieh"."""
    first, second = sorted((a.span, b.span), key=lambda s: s.start)
    between = page.words(Span(field=first.field, start=first.end, end=second.start))
    regions = {a.value.precision, b.value.precision} & {"region", "water"}
    text = page.article.field(second.field)
    row = _ROW.fullmatch(between) and (" and " in between or _ROW_ENDS.match(text, second.end))
    unknown = is_unknown_town(a.value) or is_unknown_town(b.value)
    listed = (row and (unknown or regions)) or (regions and _LIST.match(between))
    return a.value.as_written != b.value.as_written and bool(listed)


def _lies_in(fine: Place, wide: Place) -> bool:
    """Whether a place is an area that holds a finer one."""
    if fine.name == wide.name:
        return True
    if wide.precision in ("country", "region", "water", None):
        return fine.precision not in ("country", None)
    return wide.precision in ("admin1", "admin2") and fine.admin1 == wide.admin1


def _can_be_site(page: Page, mention: Mention, trigger: Span, source: Span | None) -> bool:
    place = mention.value
    if not isinstance(place, Place) or place.use == "metonym":
        return False
    if told_of(page, mention, trigger):
        return True
    if is_no_site(mention.text, page.after(mention.span, 20), place):
        return False
    if is_address(page, mention) or is_ward(page, mention) or _comes_from(page, mention, trigger):
        return False
    spoken = source is not None and source.meets(mention.span)
    spoken = spoken or _is_called_out(page, mention.span, trigger)
    if spoken or in_dateline(page, mention.span) or is_surname(page, mention):
        return False
    abroad = place.precision == "country" or (page.country not in (None, place.country))
    return _stands_as_site(page, mention, abroad, _led(page, mention, trigger))


# "chanting “Free X”", "a banner reading “Remember X”": words of people at the scene
_CALLED_OUT = re.compile(
    r"\b(?:chant|shout|cr(?:y|ied)|yell|sing|sang|call(?:ed|ing) out|scream|slogan|banner|placard|"
    r"sign|read(?:ing|s)?\b|scrawl|graffit|dub|entitl|titl)\w*(?:\s+[\w’'-]+){0,4}[\s:,]*$",
    re.IGNORECASE,
)


def _is_called_out(page: Page, span: Span, trigger: Span) -> bool:
    """Whether a name stands in what people are quoted as calling out, beside what they do."""
    start = opened(page, span)
    if start is None or start == opened(page, trigger):
        return False
    return bool(_CALLED_OUT.search(page.article.field(span.field)[max(0, start - 60) : start]))


_SEAT = re.compile(r"\s+(?:based\s+)?(?:in|at|from)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}")


def _is_seat(page: Page, mention: Mention, source: Span | None) -> bool:
    """Whether a place only says where the speaker sits: "the ministry in X said"."""
    if source is None or source.field != mention.span.field or mention.span.start < source.end:
        return False
    between = Span(field=source.field, start=source.end, end=mention.span.start)
    return bool(_SEAT.fullmatch(page.words(between)))


def told_of(page: Page, mention: Mention, trigger: Span) -> bool:
    """Whether the happening is told of the place: "the region, which fell in March"."""
    at = mention.span
    if at.field != trigger.field or not at.end < trigger.start < at.end + _CLAUSE:
        return False
    between = page.words(Span(field=at.field, start=at.end, end=trigger.start))
    return bool(_TOLD_OF.match(between))


def of_an_office(page: Page, mention: Mention) -> bool:
    """Whether a place is what somebody holds office of: "the mayor of X"."""
    return bool(_OFFICE.search(page.before(mention.span, 60)))


def _stands_as_site(page: Page, mention: Mention, abroad: bool, led: str | None) -> bool:
    """Whether the words around a place let it be where something happened.

    ``abroad``: a whole country, or a place outside the story's: it is no site by "from" or "’s".
    ``led``: whether somebody is "at" it or goes "away" to or from it.
    """
    before, after = page.before(mention.span, 60), page.after(mention.span, 8)
    if after.startswith((" it was", " it is", " it has", " time")):
        return False
    left = led == "at" and _ORIGIN.search(before)  # "fled from X": it happened there
    if abroad and (after.startswith(("’s", "'s")) or (_led_by(before) == "away" and not left)):
        return False
    if page.country and mention.value.country != page.country and _is_mere_state(mention, led):
        return False
    if lives_or_left(before, led) or is_cared_for(before, page.after(mention.span, 30)):
        return False
    spoken_of = of_an_office(page, mention) or _AGENT.search(before) or _FAILED.search(before)
    if mention.value.precision in ("admin1", "country"):
        spoken_of = spoken_of or _FORCES.search(before)
    return not spoken_of and not before.endswith(("pro-", "anti-"))


def _is_mere_state(mention: Mention, led: str | None) -> bool:
    """Whether a foreign country is named with nothing that says that it was there."""
    return mention.value.precision == "country" and led != "at"


def is_surname(page: Page, mention: Mention) -> bool:
    """Whether a name is also the last word of a person's name on the page: "Kamyshin said"."""
    return any(m.text.endswith(f" {mention.text}") for m in page.of_kind("person"))


def in_dateline(page: Page, span: Span) -> bool:
    """Whether a span lies in the dateline that opens a text: "KYIV, March 3 (Reuters) -"."""
    if span.field != "text" or span.start > 120:
        return False
    dateline = _DATELINE.match(page.article.text)
    return dateline is not None and span.end <= dateline.end()


def _site_rank(
    page: Page, mention: Mention, trigger: Span
) -> tuple[bool, bool, bool, int, bool, int]:
    """Places told of first, those to or from which somebody goes last; the finest, the nearest."""
    led = _led(page, mention, trigger)
    distance = min(abs(mention.span.start - trigger.end), abs(trigger.start - mention.span.end))
    told = told_of(page, mention, trigger)
    away = led == "away" and not told
    beside = _is_beside(page, mention, trigger)
    return not told, away, beside, _fineness(mention.value), led != "at", distance


_ON_TO = re.compile(r"\b(?:to|towards?|for)\s+(?:the\s+)?$")


def _led(page: Page, mention: Mention, trigger: Span) -> str | None:
    """How a place is led in; "withdrew from X" happens at X, "10 km from X" is near it."""
    if mention.value.precision == "near":
        return "at"
    before = page.before(mention.span, 40)
    led = _led_by(before)
    if _ON_TO.search(before):
        return led
    leaves = trigger.start < mention.span.start and _LEAVES.search(page.words(trigger))
    leaves = leaves or _TAKEN_OUT.search(page.before(mention.span, 80))
    return "at" if led == "away" and leaves else led


# "the transfer of the civilians from X", "take the children out of X"
_TAKEN_OUT = re.compile(
    r"\b(?:transfer|evacuat|relocat|resettle|displac|mov|tak|bring|brought|carr|bus|exodus|departure)"
    r"\w*\s+(?:of\s+)?(?:(?!from|to)[\w’'-]+\s+){0,4}?(?:civilians|residents|people|inhabitants|"
    r"population|families|children|women|patients|villagers|wounded|citizens|refugees)\s+"
    r"(?:from|out of)\s+(?:the\s+)?$"
    r"|\b(?:withdr[ae]w|withdrawn|withdrawal|retreat|pull-?out|pull-?back)\w*\s+(?:of\s+)?"
    r"(?:(?!from|to)[\w’'-]+\s+){1,4}?(?:from|out of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def _comes_from(page: Page, mention: Mention, trigger: Span) -> bool:
    """Whether somebody or something comes from the place: "news from X", "fired from X"."""
    origin = bool(_ORIGIN.search(page.before(mention.span, 40)))
    return origin and _led(page, mention, trigger) == "away"


def _is_beside(page: Page, mention: Mention, trigger: Span) -> bool:
    """Whether words between a happening and a place set the place apart from it."""
    if mention.span.start < trigger.end:
        return False
    between = Span(field=trigger.field, start=trigger.end, end=mention.span.start)
    return bool(_BESIDE.search(page.words(between)))


_FOR_THERE = re.compile(
    r"\b(?:left|leav(?:e|es|ing)|head(?:ed|ing|s)|depart\w*|sail\w*|set (?:off|out)|bound|made)\b"
    r"[^.;,]{0,30}\bfor\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def _led_by(before: str, most: int = 4) -> str | None:
    """The last preposition before a place: "at", "away" (where somebody goes or comes from).

    ``most``: words between them.
    """
    if _FOR_THERE.search(before):
        return "away"
    found = [m for m in _PREPOSITION.finditer(before) if len(before[m.end() :].split()) <= most]
    return found[-1].lastgroup if found else None


def _fineness(place: Place) -> int:
    """How fine a place is: by its kind, or by its point's uncertainty if it lies on the way."""
    settled = place.precision == "region" and (place.uncertainty_m or WIDE_M) < WIDE_M
    return 1 if settled else _FINENESS.get(place.precision or "", 6)


def itself(place: Place) -> Place:
    """The town that a place was near, as the place of what is told to be in it."""
    if place.precision != "near":
        return place
    why = f"{place.why}; then told to be in it"
    return msgspec.structs.replace(place, precision="settlement", ucdp_where_prec=1, why=why)


def inherited(place: Place, why: str) -> Place:
    """A place that another sentence names, saying so."""
    return msgspec.structs.replace(place, why=f"{place.why}; {why}")


def near(a: Place, b: Place) -> bool:
    """Whether two places can be one: the same entry, the same point, or one inside the other."""
    if a.gazetteer_id and a.gazetteer_id == b.gazetteer_id:
        return True
    if _are_two_towns(a, b):
        return False
    if None in (a.lat, a.lon, b.lat, b.lon) or "settlement" not in (a.precision, b.precision):
        return (a.name or a.as_written).casefold() == (b.name or b.as_written).casefold()
    assert a.lat is not None and b.lat is not None  # noqa: S101, PT018 - told apart above
    assert a.lon is not None and b.lon is not None  # noqa: S101, PT018
    return abs(a.lat - b.lat) < _NEAR_DEGREES and abs(a.lon - b.lon) < _NEAR_DEGREES


def _are_two_towns(a: Place, b: Place) -> bool:
    """Whether one gazetteer holds both as towns of their own: twin towns on a river are two."""
    both = a.precision == b.precision == "settlement" and a.gazetteer == b.gazetteer
    return both and None not in (a.gazetteer, a.gazetteer_id, b.gazetteer_id)
