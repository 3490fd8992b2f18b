"""Pages like the seed page, read as users read them and scored on every line of its expectation.

    python -m gate.seedlike [--pages N] [--seed N] [--misses [LINE]] [--show PAGE]

The pages are made (gate/seedlike_pages.py), so every right answer is known beforehand. A figure is
the share of pages on which a line of the expectation is right, over the pages that it applies to;
"all lines right" is the share of pages without a wrong one. Needs the tables of ../shared/gold.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gate.seedlike_pages import Page, make_pages
from reportedly.gazetteer import Gazetteer
from reportedly.model import load_tagger
from reportedly.pipeline import read
from reportedly.reading import Reader
from reportedly.stores.casebook import Casebook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportedly.records import Article, Claim, Incident, Mention, Place

GOLD = Path(__file__).parents[1].parent / "shared" / "gold"
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


def score_seedlike(gold: Path, pages: int = 60, seed: int = 2024) -> dict[str, float]:
    """Share of the pages on which each line is right, and on which all are."""
    found: dict[str, list[bool]] = defaultdict(list)
    for page in make_pages(_tables(gold), pages, seed):
        made = read_page(page, gold)
        lines = check(page, made)
        for name, right in {**lines, **_published(page, made)}.items():
            found[name].append(right)
        found["all lines right"].append(all(lines.values()))
    return {name: sum(rights) / len(rights) for name, rights in found.items()}


def read_page(page: Page, gold: Path) -> Made | None:
    """The page read from a file into a casebook of its own; None if it was rejected."""
    table = str(_tables(gold) / page.table) if page.table else None
    reader = Reader(tagger=load_tagger(), gazetteer=_gazetteer(table))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.txt"
        path.write_text(page.text, encoding="utf-8")
        with Casebook.open_to_write(Path(folder) / "casebook") as casebook:
            read([str(path)], casebook, reader)
            return _made(page, casebook)


def check(page: Page, made: Made | None) -> Lines:
    """Each line of the expectation: is it right? All of a rejected page are wrong."""
    checks = (_article, _incidents, _claim, _source, _place, _plan, _speakers)
    if made is None:
        return {"read without a reject": False}
    return {"read without a reject": True} | {
        name: right for lines in checks for name, right in lines(page, made).items()
    }


def _made(page: Page, casebook: Casebook) -> Made | None:
    articles, claims = list(casebook.articles()), list(casebook.claims())
    if not articles:
        return None
    told = [c for c in claims if _tells(articles[0], c, page.expected.evidence)]
    plans = [c for c in claims if c.modality == "planned"]
    return Made(
        article=articles[0],
        mentions=list(casebook.mentions()),
        claims=claims,
        incidents=list(casebook.incidents()),
        claim=next((c for c in told if c.modality not in ("planned", "historical")), None),
        plan=next((c for c in plans if _planned(page, c)), plans[0] if plans else None),
    )


def _tells(article: Article, claim: Claim, sentence: str) -> bool:
    words = article.cut(claim.span).strip(" .")
    return claim.span.field == "text" and (words in sentence or sentence in words)


def _planned(page: Page, claim: Claim) -> bool:
    when = claim.when
    return when is not None and (when.start, when.end) == _plan_dates(page)


def _plan_dates(page: Page) -> tuple[str, str]:
    return page.expected.plan_start.isoformat(), page.expected.plan_end.isoformat()


# ---------------------------------------------------------------- the lines


def _article(page: Page, made: Made) -> Lines:
    want, article = page.expected, made.article
    cut = "\n".join(article.page_text[f.start : f.end] for f in article.furniture)
    return {
        "title": article.title == want.title,
        "body begins right": article.text.startswith(want.body_first),
        "body ends right": article.text.rstrip().endswith(want.body_last),
        "furniture cut": all(x not in article.text and x in cut for x in want.furniture),
        "agencies credited": {c.name for c in article.agencies} == want.agencies,
        "publication within a week": _published(page, made)[f"{EXTRA}publication right"],
    }


def _published(page: Page, made: Made | None) -> Lines:
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
        "plan dates": plan is not None and _planned(page, plan),
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


# ---------------------------------------------------------------- running it


def _tables(gold: Path) -> Path:
    return gold / "gazetteer" / "wof"


@cache
def _gazetteer(table: str | None) -> Gazetteer:
    embedded = Gazetteer.embedded()
    return embedded.with_files([table]) if table else embedded


def main() -> int:
    """Print the figures; with --misses the pages on which a line is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--misses", nargs="?", const="", metavar="LINE")
    parser.add_argument("--show", type=int, metavar="PAGE", help="print one page and its claims")
    options = parser.parse_args()
    if options.show is not None:
        _show(make_pages(_tables(GOLD), options.show + 1, options.seed)[options.show])
    elif options.misses is not None:
        _misses(make_pages(_tables(GOLD), options.pages, options.seed), options.misses)
    else:
        for name, share in score_seedlike(GOLD, options.pages, options.seed).items():
            print(f"{name:44s} {share:6.3f}")
    return 0


def _misses(pages: Sequence[Page], only: str) -> None:
    """Each wrong line, with the pages it is wrong on and what was read instead."""
    wrong: dict[str, list[str]] = defaultdict(list)
    for number, page in enumerate(pages):
        made = read_page(page, GOLD)
        for name, right in check(page, made).items():
            if not right and only in name:
                wrong[name].append(f"  page {number}: {_told(name, page, made)}")
    for name, told in sorted(wrong.items(), key=lambda item: -len(item[1])):
        print(f"{name}: wrong on {len(told)} of {len(pages)}", *told, sep="\n")


def _told(name: str, page: Page, made: Made | None) -> str:
    """What a wrong line read, in one line."""
    if made is None:
        return "rejected"
    telling = _TELLING.get(name.split(maxsplit=1)[0])
    return (telling(page, made) if telling else page.expected.evidence)[:900]


def _tell_claim(page: Page, made: Made) -> str:
    claim = made.claim
    if claim is None:
        said = [f"[{c.modality}] {made.article.cut(c.span)}" for c in made.claims]
        return f"{page.expected.evidence} | claims: {said}"
    read_as = (
        f"{claim.event.acled_sub_type}; {claim.modality};"
        f" actors {[(a.as_written, a.side) for a in claim.actors]};"
        f" weapons {[(w.as_written, w.designation, w.class_) for w in claim.weapons]};"
        f" source {claim.source and (claim.source.as_written, claim.source.name)};"
        f" {claim.source and (claim.source.kind, claim.source.side)};"
        f" channel {claim.channel and claim.channel.name};"
        f" evidence {[e.kind for e in claim.evidence]}"
    )
    return f"{page.expected.evidence} | {read_as}"


def _tell_place(page: Page, made: Made) -> str:
    place = made.claim.place if made.claim else None
    why = made.claim.place_null_reason if made.claim else "no claim"
    found = place and (place.name, place.admin1, place.country, place.ucdp_where_prec, place.why)
    return f"{page.expected.evidence} | {page.table} {page.expected.village} | {found or why}"


def _tell_incidents(_page: Page, made: Made) -> str:
    told = [
        f"[{i.kind}] {made.article.cut(c.span)}"
        for i in made.incidents
        for c in made.claims
        if c.id in i.claim_ids
    ]
    return " || ".join(told)


def _tell_plan(page: Page, made: Made) -> str:
    found = [
        (made.article.cut(c.span), c.modality, c.when and (c.when.start, c.when.end), c.event)
        for c in made.claims
        if c is not made.claim
    ]
    places = [p.as_written for p in made.plan.places] if made.plan else None
    want = f"{_plan_dates(page)} {sorted(page.expected.plan_places)}"
    return f"want {want} got {places} | {[(x[:3], x[3].acled_sub_type) for x in found]}"


def _tell_article(page: Page, made: Made) -> str:
    article = made.article
    return (
        f"title {article.title!r} end {article.text[-150:]!r}"
        f" agencies {[c.name for c in article.agencies]} want {sorted(page.expected.agencies)}"
    )


def _tell_published(page: Page, made: Made) -> str:
    when = made.article.published
    found = (when.start, when.end, when.why) if when else made.article.published_null_reason
    cue = next((p for p in page.text.split("\n\n") if f"{page.expected.plan_start:%A}" in p), "")
    return f"want {page.expected.published} got {found} | {cue}"


def _tell_speakers(page: Page, made: Made) -> str:
    spoken = [
        [made.article.cut(s) for s in m.value.source_spans]
        for m in made.mentions
        if m.kind == "attribution"
    ]
    denial = page.text.split(made.article.text[-80:])[0].rsplit("\n\n", 1)[-1]
    sites = [p.as_written for c in made.claims for p in (c.place, *c.places) if p]
    return f"{denial} | sources {spoken} sites {sites}"


_TELLING: dict[str, Callable[[Page, Made], str]] = {
    **dict.fromkeys(("claim", "sub", "modality", "actor", "weapon", "evidence"), _tell_claim),
    **dict.fromkeys(("channel", "source"), _tell_claim),
    **dict.fromkeys(("place", "village"), _tell_place),
    **dict.fromkeys(("one", "grade"), _tell_incidents),
    **dict.fromkeys(("title", "body", "furniture", "agencies"), _tell_article),
    "plan": _tell_plan,
    "publication": _tell_published,
    **dict.fromkeys(("governments", "the"), _tell_speakers),
}


def _show(page: Page) -> None:
    made = read_page(page, GOLD)
    print(page.text, page.expected, sep="\n\n=======\n")
    for claim in made.claims if made else ():
        print(claim)


if __name__ == "__main__":
    raise SystemExit(main())
