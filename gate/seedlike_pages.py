"""Makes pages like the seed page, with what a careful reader takes from each known beforehand.

Undated rewrites of two agencies, roughly translated, with furniture and another article's teaser
at the end: munitions fell on a village, one party's post says so, a plan is announced between two
dates. The wordings and the wars stand as data in ``gate/seedlike/``. Same seed, same pages.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from gate.seedlike_villages import Village, village
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(__file__).with_name("seedlike")
WITH_TABLE_SHARE = 0.75  # of the pages are read with the table of their country


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


def make_pages(tables: Path, count: int, seed: int) -> list[Page]:
    """``count`` pages; ``tables``: the folder of the WOF tables of ../shared/gold."""
    return [_page(random.Random(f"{seed}:{i}"), tables) for i in range(count)]  # noqa: S311


def _page(rng: random.Random, tables: Path) -> Page:
    war = rng.choice(_data("conflicts"))
    pair = rng.choice(war["pairs"])
    place = village(rng, war, tables)
    words = _words(rng, war, pair, place)
    plan = _plan(rng, war, words["published"])
    body = _paragraphs(rng, war, words, plan)
    title = rng.choice(_data("sentences")["titles"]).format(**words)
    credit, agencies = _credit(rng)
    furniture = _furniture(rng)
    top = rng.choice(_data("furniture")["top"]) if rng.random() < 0.25 else []
    blocks = [*top, title, *body.text, credit, *furniture]
    expected = Expected(
        title=title,
        body_first=body.text[0],
        body_last=body.text[-1],
        furniture=tuple(furniture),
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
    rng: random.Random, war: dict[str, Any], pair: dict[str, Any], place: Village
) -> dict[str, Any]:
    """What the wordings of title and happening are filled with, and what it means."""
    phrases = _data("sentences")
    first, last = war["dates"]
    region = war["regions"][place.region][0]
    channel, evidence = rng.choice(phrases["channels"]), rng.choice(phrases["evidence"])
    source = rng.choice(pair["sources"])
    as_written = source["as"].format(region_name=region)
    words = {
        "published": first + timedelta(days=rng.randrange((last - first).days)),
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
        "channel": channel["name"],
        "evidence": evidence["one"],
        "evidence_kind": evidence["kind"],
        "enemy_a": war["enemies"][0],
        "enemy_b": war["enemies"][1],
    }
    words |= _munition(rng, pair.get("munitions") or war["munitions"])
    capital = {key.capitalize(): _cap(words[key]) for key in ("adj", "source", "short")}
    return words | capital


def _munition(rng: random.Random, families: Sequence[str]) -> dict[str, Any]:
    """A munition of the vocabulary as a page writes it, with its class and treaties."""
    phrases = _data("sentences")
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
    return parts | {
        "mun": rng.choice(phrases["phrases"]).format(**parts),
        "weapon": name,
        "weapon_class": entry["class"],
        "treaty": frozenset(vocabulary["treaties"][key]["label"] for key in treaty),
        "sub_type": phrases["sub_types"][family["sub"]],
    }


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


def _plan(rng: random.Random, war: dict[str, Any], published: date) -> Plan:
    """Something announced for some days of the week that follows publication."""
    kind = rng.choice(sorted(_data("sentences")["plans"].items()))[1]
    start = published + timedelta(days=rng.randint(1, 5))
    end = start + timedelta(days=rng.randint(2, 4))
    several = rng.sample(war["plan_areas"], rng.randint(2, min(4, len(war["plan_areas"]))))
    places = [rng.choice(war["talks"])] if kind["places"] == "city" else several
    wording = rng.choice(kind["wordings"]).format(
        by=war["plan_by"],
        By=_cap(war["plan_by"]),
        aim=war["aim"],
        areas=_listed(places),
        dates=_range(rng, start, end),
    )
    return Plan(wording, kind["short"], start, end, frozenset(places))


def _range(rng: random.Random, start: date, end: date) -> str:
    """Two dates as pages write a range.

    >>> _range(random.Random(1), date(2022, 9, 23), date(2022, 9, 27))
    'between September 23 and 27'
    """
    month, other = f"{start:%B}", f"{end:%B}"
    if month != other:
        ranges = [
            f"between {month} {start.day} and {other} {end.day}",
            f"from {start.day} {month} to {end.day} {other}",
        ]
    else:
        ranges = [
            f"between {month} {start.day} and {end.day}",
            f"from {month} {start.day} to {end.day}",
            f"from {start.day} to {end.day} {month}",
            f"between {start.day} and {end.day} {month}",
        ]
    return rng.choice(ranges)


# ---------------------------------------------------------------- the paragraphs


class Body(NamedTuple):
    """The article's paragraphs, the happening's sentence, and who denounces what."""

    text: list[str]
    happening: str
    modality: str
    capitals: tuple[str, ...]
    body: str


def _paragraphs(rng: random.Random, war: dict[str, Any], words: dict[str, Any], plan: Plan) -> Body:
    """Lead, happening, video, plan and its weekday, a past, the denial."""
    phrases = _data("sentences")
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
        _cue(rng, war, words["published"], plan),
        *([rng.choice(war["past"])] if rng.random() < 0.5 else []),
        f"{denial} {rng.choice(phrases['bodies']).format(**terms)}",
    ]
    return Body([_cap(p) for p in text], _cap(told), happening["modality"], capitals, body)


def _cue(rng: random.Random, war: dict[str, Any], published: date, plan: Plan) -> str:
    """The sentence that gives the weekday of the plan and how long the war has lasted."""
    phrases, anchor = _data("sentences"), _anchor(war)
    n = (published - anchor).days + 1
    alone = war["days"] and rng.random() < 0.3
    by_days = war["clause"] is None or (war["days"] and rng.random() < 0.3)
    clause = "the war" if alone else war["clause"] or ""
    if by_days and not alone:
        clause = rng.choice(phrases["war_days"]).format(days=war["days"], n=n)
    cue: str = rng.choice(phrases["cues"]).format(
        plan=plan.short,
        Plan=_cap(plan.short),
        weekday=f"{plan.start:%A}",
        war=clause.format(ago=_ago(anchor, published)),
    )
    days = phrases["war_days_alone"].format(days=war["days"], n=n)
    return f"{_cap(cue)} {days}" if alone else _cap(cue)


def _anchor(war: dict[str, Any]) -> date:
    dates: list[date] = [
        anchor["date"] for anchor in load("anchors")["anchors"] if anchor["what"] == war["anchor"]
    ]
    return dates[0]


def _ago(anchor: date, day: date) -> str:
    """How long ago, as pages say it.

    >>> _ago(date(2022, 2, 24), date(2022, 9, 20))
    'almost seven months ago'
    >>> _ago(date(2015, 9, 30), date(2018, 2, 1))
    'more than two years ago'
    """
    months = (day.year - anchor.year) * 12 + day.month - anchor.month - (day.day < anchor.day)
    over = (day - anchor).days - round(months * 30.44)
    numbers = _data("sentences")["numbers"]
    if months < len(numbers) - 1:
        whole, most, unit = months, over >= 20, "month"
    else:
        whole, most, unit = months // 12, months % 12 >= 9, "year"
    count = max(whole + most, 1)
    plural = "s" if count > 1 else ""
    return f"{'almost' if most else 'more than'} {numbers[count - 1]} {unit}{plural} ago"


# ---------------------------------------------------------------- around the article


def _credit(rng: random.Random) -> tuple[str, frozenset[str]]:
    phrases = _data("sentences")
    short = phrases["agencies"]
    a, b = rng.sample(sorted(short), 2)
    return rng.choice(phrases["credits"]).format(a=a, b=b), frozenset((short[a], short[b]))


def _furniture(rng: random.Random) -> list[str]:
    """Two to four blocks and another article's teaser, in any order."""
    data = _data("furniture")
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


@cache
def _data(name: str) -> Any:  # noqa: ANN401 - each file has a shape of its own
    return yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))
