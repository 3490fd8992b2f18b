"""The lines of the made pages' expectation: which of them a reading has right."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gate.seedlike_pages import Page
    from reportedly.records import Article, Claim, Incident, Mention, Place

WITHIN_KM = 8
REGION_PREC = 4
MOST_DAYS = 7
EXTRA = "no line: "  # figures beside the lines of the expectation

Lines = dict[str, bool]


@dataclass(frozen=True, slots=True)
class Made:
    """What reading one page made. ``claim``: the happening told by the page's sentence."""

    article: Article
    mentions: Sequence[Mention]
    claims: Sequence[Claim]
    incidents: Sequence[Incident]
    claim: Claim | None
    plan: Claim | None


def check(page: Page, made: Made | None) -> Lines:
    """Each line of the expectation: is it right? All of a rejected page are wrong."""
    checks = (_article, _incidents, _claim, _source, _place, _plan, _speakers)
    if made is None:
        return {"read without a reject": False}
    return {"read without a reject": True} | {
        name: right for lines in checks for name, right in lines(page, made).items()
    }


def planned(page: Page, claim: Claim) -> bool:
    """The claim has the two dates of the page's plan."""
    when = claim.when
    return when is not None and (when.start, when.end) == plan_dates(page)


def plan_dates(page: Page) -> tuple[str, str]:
    """The plan's first and last day, ISO."""
    return page.expected.plan_start.isoformat(), page.expected.plan_end.isoformat()


def _article(page: Page, made: Made) -> Lines:
    want, article = page.expected, made.article
    cut = "\n".join(article.page_text[f.start : f.end] for f in article.furniture)
    return {
        "title": article.title == want.title,
        "body begins right": article.text.startswith(want.body_first),
        "body ends right": article.text.rstrip().endswith(want.body_last),
        "furniture cut": all(x not in article.text and x in cut for x in want.furniture),
        "agencies credited": {c.name for c in article.agencies} == want.agencies,
        "publication within a week": published(page, made)[f"{EXTRA}publication right"],
    }


def published(page: Page, made: Made | None) -> Lines:
    """How the inferred publication stands to the true day."""
    when = made.article.published if made else None
    right = False
    if when and when.start and when.end:
        start, end = (date.fromisoformat(day) for day in (when.start, when.end))
        holds = start <= page.expected.published <= end
        right = holds and (end - start).days < MOST_DAYS and when.basis == "inferred"
    return {
        f"{EXTRA}publication right": right,
        f"{EXTRA}publication withheld": made is not None and when is None,
        f"{EXTRA}publication wrong or too wide": when is not None and not right,
    }


def _incidents(page: Page, made: Made) -> Lines:
    happenings = [i for i in made.incidents if i.kind == "happening"]
    plans = [i for i in made.incidents if i.kind == "plan"]
    furniture = " ".join(page.expected.furniture)
    said = [made.article.cut(c.span).strip(" .") for c in made.claims]
    return {
        "one happening": len(happenings) == 1,
        "one plan": len(plans) == 1,
        "one origin": len(happenings) == 1 and happenings[0].n_origins == 1,
        "grade Weak": bool(happenings) and all(i.grade == "Weak" for i in happenings),
        "no claim out of the furniture": not any(words in furniture for words in said),
        "no counts": not any(claim.counts for claim in made.claims),
    }


def _claim(page: Page, made: Made) -> Lines:
    want, claim = page.expected, made.claim
    weapons = claim.weapons if claim else ()
    named = [w for w in weapons if w.designation == want.weapon]
    return {
        "claim found": claim is not None,
        "sub type": claim is not None and claim.event.acled_sub_type == want.sub_type,
        "modality": claim is not None and claim.modality == want.modality,
        "actor side": claim is not None and want.actor_side <= {a.side for a in claim.actors},
        "weapon designation": len(named) == len(weapons) == 1,
        "weapon class": bool(named) and named[0].class_ == want.weapon_class,
        "weapon treaty": bool(named) and set(named[0].treaty) == want.treaty,
        "evidence kind": claim is not None
        and {e.kind for e in claim.evidence} == {want.evidence_kind},
        "channel": claim is not None
        and claim.channel is not None
        and claim.channel.name == want.channel,
    }


def _source(page: Page, made: Made) -> Lines:
    want, source = page.expected, made.claim.source if made.claim else None
    name = (source.name or "").casefold() if source else ""
    named = not want.source_name or any(words in name for words in want.source_name)
    return {
        "source name": source is not None and named,
        "source kind": source is not None and source.kind in want.source_kinds,
        "source side": source is not None and source.side == want.source_side,
    }


def _place(page: Page, made: Made) -> Lines:
    """Near the village; without its table, the village or its region; a namesake never."""
    place = made.claim.place if made.claim else None
    near = place is not None and _near(page, place)
    pinned = place is not None and (place.ucdp_where_prec or 9) < REGION_PREC
    lines = {"no pin on a namesake": near or not pinned or page.expected.village.lat is None}
    if page.expected.village.lat is None:
        lines["no pin on a namesake"] = not pinned
    if page.table:
        return lines | {"place within 8 km, with the table": near}
    region = place is not None and _is_region(page, place)
    return lines | {"village or its region, without the table": near or region}


def _near(page: Page, place: Place) -> bool:
    lat, lon = page.expected.village.lat, page.expected.village.lon
    if None in (lat, lon, place.lat, place.lon) or (place.ucdp_where_prec or 9) >= REGION_PREC:
        return False
    return _km((lat or 0, lon or 0), (place.lat or 0, place.lon or 0)) <= WITHIN_KM


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    x = math.radians(b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 6371 * math.hypot(x, math.radians(b[0] - a[0]))


def _is_region(page: Page, place: Place) -> bool:
    names = [name.casefold() for name in page.expected.region_names]
    admin1 = (place.admin1 or "").casefold()
    known = any(name in admin1 for name in names) and place.country == page.expected.country
    return known and place.ucdp_where_prec == REGION_PREC


def _plan(page: Page, made: Made) -> Lines:
    plan = made.plan
    places = {p.as_written for p in (plan.place, *plan.places) if p} if plan else set()
    return {
        "plan found": plan is not None and plan.event.acled_type == "Strategic developments",
        "plan dates": plan is not None and planned(page, plan),
        "plan places": places == page.expected.plan_places,
    }


def _speakers(page: Page, made: Made) -> Lines:
    """Governments and the body speak, and none of them is where something happened."""
    want, article = page.expected, made.article
    sources = [
        article.cut(span)
        for mention in made.mentions
        if mention.kind == "attribution"
        for span in mention.value.source_spans
    ]
    sites = {p.as_written for c in made.claims for p in (c.place, *c.places) if p}
    body = want.body.removeprefix("the ")
    return {
        "governments are sources": all(any(c in s for s in sources) for c in want.capitals),
        "the body is a source": any(body in s for s in sources),
        "governments are never sites": not sites & {*want.capitals, body},
    }
