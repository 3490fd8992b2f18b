"""What a happening has beside its trigger: place, time, counts, weapons, who and whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from reportedly.parties import identify
from reportedly.records import (
    Actor,
    Channel,
    Count,
    Evidence,
    Mention,
    Place,
    Source,
    Span,
    TimeValue,
    Weapon,
    When,
)
from reportedly.stages.extract.modality import recent
from reportedly.times import as_when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.stages.extract.page import Page, Sentence

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
    r"\s*[A-Z][\w.’' ]{1,40}(?:,[^()\n]{1,40})?\s*(?:\([^()\n]{2,60}\)\s*)?[-–—]{1,2}\s"
)
_PREPOSITION = re.compile(
    r"\b(?:(?P<away>from|to|towards?|of the|born in|bound for)|(?P<at>in|at|on|near|outside|around|"
    r"over|inside|into|against|across|(?:town|city|village) of))\s+",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:governor|mayor|head|administration|prosecutor|council|ministry|police)\b"
    r"[\w’' ]{0,30}\bof\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$"
)
_WIDE = 60_000  # metres: a point "between X and Y" is surer than this, a region is not
_VAGUE_SITE = re.compile(r"\s+in (?:the|that|this) (?:region|area|zone|territory|country)\b(?! of)")
_LOOK_BACK = 3  # sentences before a happening in which its place may have been told


def places(page: Page, clause: Span, trigger: Span, source: Span | None) -> list[Place]:
    """The places of a happening named in its clause, the likeliest first."""
    if _VAGUE_SITE.match(page.after(trigger, 30)):
        return []
    found = [m for m in page.inside("place", clause) if _can_be_site(page, m, source)]
    finest = sorted(found, key=lambda m: _site_rank(page, m, trigger))
    return _peers(page, finest)


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


def _listed(page: Page, a: Mention, b: Mention) -> bool:
    """Whether two places of different names stand in one list: "in Bekaa, Akkar and Nabatieh"."""
    first, second = sorted((a.span, b.span), key=lambda s: s.start)
    between = page.words(Span(field=first.field, start=first.end, end=second.start))
    regions = {a.value.precision, b.value.precision} & {"region", "water"}
    return bool(regions) and a.value.name != b.value.name and bool(_LIST.match(between))


def _lies_in(fine: Place, wide: Place) -> bool:
    """Whether a place is an area that holds a finer one."""
    if fine.name == wide.name:
        return True
    if wide.precision in ("country", "region", "water", None):
        return fine.precision not in ("country", None)
    return wide.precision in ("admin1", "admin2") and fine.admin1 == wide.admin1


def _can_be_site(page: Page, mention: Mention, source: Span | None) -> bool:
    place = mention.value
    if not isinstance(place, Place) or place.use == "metonym":
        return False
    if (source is not None and source.meets(mention.span)) or in_dateline(page, mention.span):
        return False
    if page.after(mention.span, 2).startswith(("’s", "'s")) and place.precision == "country":
        return False
    if page.after(mention.span, 8).startswith((" it was", " it is", " it has")):
        return False
    before = page.before(mention.span, 60)
    if place.precision == "country" and _led_by(before) == "away":
        return False
    return not _OFFICE.search(before) and not _AGENT.search(before)


def in_dateline(page: Page, span: Span) -> bool:
    """Whether a span lies in the dateline that opens a text: "KYIV, March 3 (Reuters) -"."""
    if span.field != "text" or span.start > 120:
        return False
    dateline = _DATELINE.match(page.article.text)
    return dateline is not None and span.end <= dateline.end()


def _site_rank(page: Page, mention: Mention, trigger: Span) -> tuple[bool, int, bool, int]:
    """Places to or from which somebody goes last, then the finest, then the nearest."""
    led = _led_by(page.before(mention.span, 40))
    distance = min(abs(mention.span.start - trigger.end), abs(trigger.start - mention.span.end))
    return led == "away", _fineness(mention.value), led != "at", distance


def _led_by(before: str) -> str | None:
    """The last preposition before a place: "at", "away" (where somebody goes or comes from)."""
    found = [m for m in _PREPOSITION.finditer(before) if len(before[m.end() :].split()) <= 4]
    return found[-1].lastgroup if found else None


def _fineness(place: Place) -> int:
    """How fine a place is: by its kind, or by its point's uncertainty if it lies on the way."""
    settled = place.precision == "region" and (place.uncertainty_m or _WIDE) < _WIDE
    return 1 if settled else _FINENESS.get(place.precision or "", 6)


def place_before(page: Page, sentence: Sentence) -> tuple[Place, str] | None:
    """A place told in the sentences before, for a happening that names none itself."""
    for earlier in page.previous(sentence, _LOOK_BACK):
        found = places(page, earlier.span, earlier.span, None)
        settled = [p for p in found if p.precision in ("settlement", "near", "admin2", "admin1")]
        if settled:
            return settled[0], "named in a sentence before, not in this one"
    return None


def inherited(place: Place, why: str) -> Place:
    """A place that another sentence names, saying so."""
    return msgspec.structs.replace(place, why=f"{place.why}; {why}")


def when(
    page: Page, clause: Span, sentence: Span, trigger: Span, content: Span | None
) -> tuple[When | None, bool]:
    """The time of a happening from its clause, else its sentence; nearest to the trigger.

    The time of the saying ("said on Sunday"), outside what is said, counts only when there is
    no other: then the second value is True.
    """
    for span in (clause, sentence):
        found = [
            m for m in page.inside("time", span) if _dated(m) and not in_dateline(page, m.span)
        ]
        if found:
            best = min(found, key=lambda m: (_of_saying(m, content), _gap(m.span, trigger)))
            return as_when(best.value), _of_saying(best, content)
    return None, False


def _of_saying(mention: Mention, content: Span | None) -> bool:
    return content is not None and not content.meets(mention.span)


def _dated(mention: Mention) -> bool:
    value = mention.value
    return (
        isinstance(value, TimeValue) and value.type in ("DATE", "TIME") and value.start is not None
    )


def _gap(a: Span, b: Span) -> int:
    return max(0, max(a.start, b.start) - min(a.end, b.end))


def borrowed(when: When | None) -> When | None:
    """The time that the page tells for the same happening in another sentence, saying so."""
    if when is None:
        return None
    why = f"{when.why}; told for it in another sentence"
    return msgspec.structs.replace(when, why=why, basis="inferred")


def fresh(page: Page, sentence: Span) -> When | None:
    """The time of a happening told as fresh on a page whose date is known: open, up to it."""
    published = page.article.published
    cue = recent(page, sentence)
    if cue is None or published is None or published.end is None:
        return None
    why = (
        f"no date in the sentence; {page.words(cue)!r} tells of it as fresh: "
        f"on or shortly before publication ({published.start} to {published.end})"
    )
    return When(
        start=None,
        end=published.end[:10],
        precision="span",
        ucdp_date_prec=3,
        basis="inferred",
        anchor="publication",
        why=why,
    )


def counts(page: Page, clause: Span) -> list[Count]:
    """The numbers of people of a clause."""
    return [m.value for m in page.inside("count", clause) if isinstance(m.value, Count)]


def weapons(page: Page, clause: Span) -> list[Weapon]:
    """The weapons of a clause, each once."""
    found = {m.value.as_written.casefold(): m.value for m in page.inside("weapon", clause)}
    return list(found.values())


_NEAR_WEAPON = 25  # characters between whose and what: "Israeli CBU-52 cluster bombs"
_BY = re.compile(r"\bby\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+){0,3}$")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|got)\s+(?:\w+\s+){0,2}$")
_ARMED = ("government", "military", "armed group", "official")
_FIGHTERS = re.compile(
    r"\b(?:fighters?|forces|army|militias?|militants?|gunm[ae]n|rebels?|bombers?|attackers?|troops)\b",
    re.IGNORECASE,
)


def actors(
    page: Page, clause: Span, trigger: Span, source: Source | None
) -> tuple[list[Actor], list[Actor]]:
    """Who did it and to whom: parties before an active trigger or after "by", and the rest.

    A source that speaks of its own deeds ("it", "our") is the doer when nobody else is.
    """
    doers: list[Actor] = []
    objects: list[Actor] = []
    for mention in page.inside("actor", clause):
        speaks = source is not None and source.span.meets(mention.span)
        if isinstance(mention.value, Actor) and not speaks and not in_dateline(page, mention.span):
            if _does(page, mention, trigger):
                doers.append(mention.value)
            elif _suffers(mention.value):
                objects.append(mention.value)
    if not doers:
        doers = _blamed(page, clause, source) or _by_their_weapons(page, clause)
    if not doers and source and _speaks_of_itself(page, clause, source):
        doers.append(_doer(source))
    return doers, objects


_BLAMES = re.compile(r"\b(?:accus|blam)\w+\s+(?:the\s+)?$", re.IGNORECASE)


def _blamed(page: Page, clause: Span, source: Source | None) -> list[Actor]:
    """Whom a source accuses: the name right after the verb."""
    if source is None:
        return []
    named = [*page.inside("actor", clause), *page.inside("place", clause)]
    return [
        actor
        for mention in named
        if _BLAMES.search(page.before(mention.span, 20))
        and (actor := _party(mention.text, mention))
    ][:1]


def _by_their_weapons(page: Page, clause: Span) -> list[Actor]:
    """Whose weapons they are: "attacked with Israeli shells"."""
    demonyms = page.inside("demonym", clause)
    weapons = page.inside("weapon", clause)
    return [
        actor
        for mention in demonyms
        if any(0 <= w.span.start - mention.span.end <= _NEAR_WEAPON for w in weapons)
        and (actor := _party(f"{mention.text} forces", mention))
    ][:1]


def _party(words: str, mention: Mention) -> Actor | None:
    """The party that words name, as an actor standing where the mention does."""
    party = identify(words)
    if party is None or party.side is None:
        return None
    return Actor(
        as_written=mention.text,
        name=party.name,
        id=party.id,
        kind=party.kind,
        side=party.side,
        span=mention.span,
    )


def _does(page: Page, mention: Mention, trigger: Span) -> bool:
    """Whether an actor is a doer by where it stands."""
    actor = mention.value
    armed = actor.kind in _ARMED or bool(_FIGHTERS.search(actor.as_written))
    if actor.infrastructure or not armed:
        return False
    if _BY.search(page.before(mention.span, 30)) or mention.span.meets(trigger):
        return True
    passive = bool(_PASSIVE.search(page.before(trigger, 30)))
    return mention.span.end <= trigger.start and not passive


_OWN = re.compile(
    r"\s*(?:that\s+)?[“\"]?(?:all\s+)?(?:\w+\s+of\s+)?(?:it|its|they|their|we|our)\b"
    r"(?!\s+(?:official|telegram|twitter|facebook|website|channel|page|account|statement|daily))",
    re.IGNORECASE,
)


def _suffers(actor: Actor) -> bool:
    """Whether an actor can be what was hit: people, buildings, a known party; not who reports."""
    return actor.kind in ("civilians", "infrastructure") or actor.side is not None


_UNDERTAKES = re.compile(r"\b(?:announc|vow|pledg|promis|plan|decid|order|declar)", re.IGNORECASE)


def _speaks_of_itself(page: Page, clause: Span, source: Source) -> bool:
    if source.kind not in _ARMED or source.cue_span is None:
        return False
    if _UNDERTAKES.search(page.words(source.cue_span)):
        return True
    after = page.after(source.cue_span, 40) if source.cue_span.field == clause.field else ""
    return bool(_OWN.match(after))


def _doer(source: Source) -> Actor:
    return Actor(
        as_written=source.as_written,
        name=source.name,
        id=source.id,
        kind=source.kind,
        side=source.side,
        span=source.span,
    )


def channel(page: Page, clauses: Sequence[Span]) -> Channel | None:
    """The first channel told in any of the spans."""
    found = [m.value for span in clauses for m in page.inside("channel", span)]
    return found[0] if found else None


def evidence(page: Page, span: Span) -> list[Evidence]:
    """The kinds of evidence told in a span, each kind once."""
    found: dict[str, Evidence] = {}
    for mention in page.inside("evidence", span):
        found.setdefault(mention.value.kind, mention.value)
    return list(found.values())
