"""Makes pages like the seed page, with what a careful reader takes from each known beforehand.

Undated rewrites of two agencies, roughly translated, with furniture and another article's teaser
at the end: munitions fell on a village, one party's post says so, a plan is announced between two
dates. The wordings and the wars stand as data in ``gate/seedlike/``: a set that the reader was
developed on, and in ``heldout/`` one that it was not. Same seed, same pages.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from gate.seedlike_phrases import Book, Wordings, ago, book_of, date_range, ordinal
from gate.seedlike_villages import Village, village
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WITH_TABLE_SHARE = 0.75  # of the pages are read with the table of their country
OPTIONAL_SHARE = 0.33


@dataclass(frozen=True, slots=True)
class Expected:
    """What a careful reader takes from a page."""

    title: str
    body_first: str
    body_last: str
    furniture: tuple[str, ...]
    agencies: frozenset[str]
    published: date
    evidence: str
    sub_type: str
    modality: str
    actor_side: frozenset[str]
    weapon: str
    weapon_class: str
    treaty: frozenset[str]
    village: Village
    country: str
    region_names: tuple[str, ...]
    source_name: tuple[str, ...]
    source_kinds: frozenset[str]
    source_side: str
    channel: str
    evidence_kind: str
    plan_start: date
    plan_end: date
    plan_places: frozenset[str]
    capitals: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class Page:
    """A made page: its text, the table to read it with (or None), and what it says."""

    text: str
    table: str | None
    expected: Expected


def make_pages(
    tables: Path, count: int, seed: int, wordings: Wordings = "development"
) -> list[Page]:
    """``count`` pages; ``tables``: the folder of the WOF tables of ../shared/gold."""
    made_of = book_of(wordings)
    return [_page(random.Random(f"{seed}:{i}"), made_of, tables) for i in range(count)]  # noqa: S311


def _page(rng: random.Random, book: Book, tables: Path) -> Page:
    war = rng.choice(book.conflicts)
    pair = rng.choice(war["pairs"])
    place = village(rng, war, tables)
    words = _words(rng, book, war, pair, place)
    plan = _plan(rng, book, war, words["published"])
    body = _paragraphs(rng, book, war, words, plan)
    title = rng.choice(book.sentences["titles"]).format(**words)
    credit, agencies = _credit(rng, book)
    furniture = _furniture(rng, book)
    top = rng.choice(book.furniture["top"]) if rng.random() < 0.25 else []
    byline, middle = _optional(rng, book, "byline"), _optional(rng, book, "middle")
    at = rng.randrange(2, len(body.text) - 1) if middle else 0
    text = [*body.text[:at], *middle, *body.text[at:]]
    blocks = [*top, title, *byline, *text, credit, *furniture]
    expected = Expected(
        title=title,
        body_first=body.text[0],
        body_last=body.text[-1],
        furniture=(*middle, *furniture),
        agencies=agencies,
        published=words["published"],
        evidence=body.happening,
        modality=body.modality,
        sub_type=words["sub_type"],
        actor_side=frozenset(pair["side"]),
        weapon=words["weapon"],
        weapon_class=words["weapon_class"],
        treaty=words["treaty"],
        village=place,
        country=war["country"],
        region_names=tuple(war["regions"][place.region]),
        source_name=tuple(words["from"]["name"]),
        source_kinds=frozenset(words["from"]["kinds"]),
        source_side=words["from"]["side"],
        channel=words["channel"],
        evidence_kind=words["evidence_kind"],
        plan_start=plan.start,
        plan_end=plan.end,
        plan_places=plan.places,
        capitals=body.capitals,
        body=body.body,
    )
    table = war["table"] if rng.random() < WITH_TABLE_SHARE else None
    return Page("\n\n".join(blocks), table, expected)


# ---------------------------------------------------------------- the happening


def _words(
    rng: random.Random, book: Book, war: dict[str, Any], pair: dict[str, Any], place: Village
) -> dict[str, Any]:
    """What the wordings of title and happening are filled with, and what it means."""
    phrases = book.sentences
    first, last = war["dates"]
    region = war["regions"][place.region][0]
    channels = [c for c in phrases["channels"] if not _dated(c)]
    channel, evidence = rng.choice(phrases["channels"]), rng.choice(phrases["evidence"])
    source = rng.choice(pair["sources"])
    as_written = source["as"].format(region_name=region)
    published = first + timedelta(days=rng.randrange((last - first).days))
    if _anachronism(channel, published):
        channel = rng.choice(channels)
    words = {
        "published": published,
        "today": f"{published:%A}",
        "country": war["country_name"],
        "village": place.name,
        "region": rng.choice(war["kinds"]).format(region),
        "adj": pair["adj"],
        "name": pair["name"],
        "status": rng.choice(phrases["statuses"]),
        "kind": rng.choice(phrases["kinds"]),
        "from": source,
        "source": as_written,
        "short": source["short"],
        "on": channel["words"],
        "post": channel.get("post", ""),
        "channel": channel["name"],
        "evidence": evidence["one"],
        "evidence_kind": evidence["kind"],
        "enemy_a": war["enemies"][0],
        "enemy_b": war["enemies"][1],
    }
    words |= _munition(rng, book, pair.get("munitions") or war["munitions"])
    capital = {
        key.capitalize(): _cap(words[key])
        for key in ("adj", "source", "short", "post", "village", "evidence")
    }
    return words | capital


def _dated(channel: dict[str, Any]) -> bool:
    return "since" in channel or "until" in channel


def _anachronism(channel: dict[str, Any], day: date) -> bool:
    """The channel did not have its name on that day."""
    return not channel.get("since", day) <= day <= channel.get("until", day)


def _munition(rng: random.Random, book: Book, families: Sequence[str]) -> dict[str, Any]:
    """A munition of the vocabulary as a page writes it, with its class and treaties."""
    phrases = book.sentences
    family = phrases["munitions"][rng.choice(families)]
    name = rng.choice(family["names"])
    entry, vocabulary = _weapons()[name], load("weapons")
    treaty = entry.get("treaty", vocabulary["classes"][entry["class"]].get("treaty", []))
    look_alike = family["cyrillic"] and rng.random() < 0.5
    designation = name.translate(str.maketrans(phrases["cyrillic"])) if look_alike else name
    adjective = phrases["adjectives"].get(entry["class"]) if rng.random() < 0.6 else None
    parts = {
        "designation": designation if " " not in name else name,
        "noun": family["noun"],
        "class_": f"{adjective} " if adjective else "",
    }
    use = {key: family.get(key, "") for key in ("done", "at")}
    return (
        parts
        | use
        | {
            "mun": rng.choice(phrases["phrases"]).format(**parts),
            "weapon": name,
            "weapon_class": entry["class"],
            "treaty": frozenset(vocabulary["treaties"][key]["label"] for key in treaty),
            "sub_type": phrases["sub_types"][family["sub"]],
        }
    )


@cache
def _weapons() -> dict[str, dict[str, Any]]:
    names = ("weapons_soviet", "weapons_west", "weapons_world")
    entries = [entry for name in names for entry in load(name)["entries"]]
    return {entry["name"]: entry for entry in reversed(entries)}


# ---------------------------------------------------------------- the plan


class Plan(NamedTuple):
    """A plan: the sentence that announces it, how it is called after, and what it means."""

    sentence: str
    short: str
    start: date
    end: date
    places: frozenset[str]


def _plan(rng: random.Random, book: Book, war: dict[str, Any], published: date) -> Plan:
    """Something announced for some days of the week that follows publication."""
    kind = rng.choice(sorted(book.sentences["plans"].items()))[1]
    start = published + timedelta(days=rng.randint(1, 5))
    end = start + timedelta(days=rng.randint(2, 4))
    several = rng.sample(war["plan_areas"], rng.randint(2, min(4, len(war["plan_areas"]))))
    places = [rng.choice(war["talks"])] if kind["places"] == "city" else several
    wording = rng.choice(kind["wordings"]).format(
        by=war["plan_by"],
        By=_cap(war["plan_by"]),
        aim=war["aim"],
        areas=_listed(places),
        dates=date_range(rng, book, start, end),
        today=f"{published:%A}",
    )
    return Plan(wording, kind["short"], start, end, frozenset(places))


# ---------------------------------------------------------------- the paragraphs


class Body(NamedTuple):
    """The article's paragraphs, the happening's sentence, and who denounces what."""

    text: list[str]
    happening: str
    modality: str
    capitals: tuple[str, ...]
    body: str


def _paragraphs(
    rng: random.Random, book: Book, war: dict[str, Any], words: dict[str, Any], plan: Plan
) -> Body:
    """Lead, happening, video, plan and its weekday, a past, the denial."""
    phrases = book.sentences
    happening = rng.choice(phrases["happenings"])
    told = happening["text"].format(**words)
    shown = rng.choice(phrases["shown"]).format(**words)
    capitals = tuple(rng.sample(sorted(set(war["capitals"]) - plan.places), 3))
    body = rng.choice(phrases["body_names"])
    terms = {"plan": plan.short, "body": body, "Body": _cap(body)}
    terms |= dict(zip("abc", capitals, strict=True))
    denial = rng.choice(phrases["denials"]).format(**terms)
    text = [
        rng.choice(phrases["leads"]).format(**words),
        told,
        shown,
        plan.sentence,
        _cue(rng, book, war, words["published"], plan),
        *([rng.choice(war["past"])] if rng.random() < 0.5 else []),
        f"{denial} {rng.choice(phrases['bodies']).format(**terms)}",
    ]
    return Body([_cap(p) for p in text], _cap(told), happening["modality"], capitals, body)


def _cue(rng: random.Random, book: Book, war: dict[str, Any], published: date, plan: Plan) -> str:
    """The sentence that gives the weekday of the plan and how long the war has lasted."""
    phrases, anchor = book.sentences, _anchor(war)
    n = (published - anchor).days + 1
    alone = war["days"] and rng.random() < 0.3
    by_days = war["clause"] is None or (war["days"] and rng.random() < 0.3)
    clause = "the war" if alone else war["clause"] or ""
    if by_days and not alone:
        clause = rng.choice(phrases["war_days"]).format(days=war["days"], n=n, nth=ordinal(n))
    cue: str = rng.choice(phrases["cues"]).format(
        plan=plan.short,
        Plan=_cap(plan.short),
        weekday=f"{plan.start:%A}",
        war=clause.format(ago=ago(book, anchor, published)),
    )
    days = phrases["war_days_alone"].format(days=war["days"], n=n, nth=ordinal(n))
    return f"{_cap(cue)} {days}" if alone else _cap(cue)


def _anchor(war: dict[str, Any]) -> date:
    dates: list[date] = [
        anchor["date"] for anchor in load("anchors")["anchors"] if anchor["what"] == war["anchor"]
    ]
    return dates[0]


# ---------------------------------------------------------------- around the article


def _credit(rng: random.Random, book: Book) -> tuple[str, frozenset[str]]:
    phrases = book.sentences
    short = phrases["agencies"]
    a, b = rng.sample(sorted(short), 2)
    return rng.choice(phrases["credits"]).format(a=a, b=b), frozenset((short[a], short[b]))


def _optional(rng: random.Random, book: Book, name: str) -> list[str]:
    """Lines that a third of the pages have, where the set of wordings has any."""
    data = book.furniture
    if name not in data or rng.random() > OPTIONAL_SHARE:
        return []
    terms = {"other": rng.choice(data["others"]), "author": rng.choice(data["authors"])}
    return [line.format(**terms) for line in rng.choice(data[name])]


def _furniture(rng: random.Random, book: Book) -> list[str]:
    """Two to four blocks and another article's teaser, in any order."""
    data = book.furniture
    terms = {"other": rng.choice(data["others"]), "author": rng.choice(data["authors"])}
    teaser = rng.choice(data["teasers"])
    blocks = rng.sample(data["blocks"], rng.randint(2, 4))
    at = rng.randint(1, len(blocks))
    blocks[at:at] = [[rng.choice(teaser["heads"]), *rng.choice(teaser["items"])]]
    return [line.format(**terms) for block in blocks for line in block]


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _cap(words: str) -> str:
    return words[:1].upper() + words[1:]
