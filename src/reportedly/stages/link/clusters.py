"""Claims -> clusters of claims that tell of one happening, with the links that tie them."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from reportedly.clusters import Pair, average_linkage, connected, spanning_edges
from reportedly.records import Article, Claim, Link, Place
from reportedly.stages.link.intervals import SAME_SPOT_KM, days_of, is_coarse, places_of, weeks_of
from reportedly.stages.link.terms import (
    Reading,
    Term,
    chance,
    in_words,
    kind_of,
    read,
    said_by,
    terms,
)
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

APART = float("-inf")
CELL = 0.5  # degrees
KM_IN_DEGREE = 111.0
WIDEST_KM = 25.0  # so that a place lies in four cells at most, up to 60 degrees north or south
WORDS_IN_KEY = 3  # rare runs of content words block claims whose place is not known

ClaimPair = tuple[str, str]
Key = tuple[str | int, ...]


def cluster(
    claims: Sequence[Claim],
    articles: Sequence[Article],
    must_link: Iterable[ClaimPair] = (),
    cannot_link: Iterable[ClaimPair] = (),
) -> tuple[list[list[Claim]], list[Link]]:
    """Every claim in exactly one cluster, and the strongest links inside the clusters.

    ``must_link`` and ``cannot_link`` are pairs of claim ids that people have decided. The
    order of the claims does not matter; claims that share nothing never influence each other.
    """
    known = {article.id: article for article in articles}
    ordered = sorted(claims, key=lambda claim: claim.id)
    readings = [read(claim, known) for claim in ordered]
    held = {
        pair: terms(readings[pair[0]], readings[pair[1]]) for pair in sorted(_candidates(readings))
    }
    place = {claim.id: k for k, claim in enumerate(ordered)}
    together, apart = _pairs(must_link, place), _pairs(cannot_link, place)
    scores = {pair: chance(found) for pair, found in held.items() if found}
    scores |= dict.fromkeys(_parted(len(ordered), held, scores), APART)
    scores |= dict.fromkeys(together, 1.0) | dict.fromkeys(apart, APART)
    parts = average_linkage(len(ordered), scores, load("linking")["join"], together)
    whys = {pair: held.get(pair) for pair in scores if pair not in together}
    links = [
        _link(ordered, pair, scores[pair], whys.get(pair))
        for part in parts
        for pair in spanning_edges(part, scores)
    ]
    return [[ordered[k] for k in part] for part in parts], links


def _parted(n: int, held: dict[Pair, list[Term]], scores: dict[Pair, float]) -> list[Pair]:
    """Pairs of different places or times that other claims might chain together."""
    strong = [pair for pair, score in scores.items() if score >= load("linking")["join"]]
    part_of = {k: part[0] for part in connected(n, strong) for k in part}
    return [(a, b) for (a, b), found in held.items() if not found and part_of[a] == part_of[b]]


def _pairs(pairs: Iterable[ClaimPair], place: dict[str, int]) -> list[Pair]:
    known = [(place[a], place[b]) for a, b in pairs if a in place and b in place and a != b]
    return sorted({(min(pair), max(pair)) for pair in known})


def _link(claims: Sequence[Claim], pair: Pair, weight: float, why: list[Term] | None) -> Link:
    return Link(
        claim_a=claims[pair[0]].id,
        claim_b=claims[pair[1]].id,
        weight=round(weight, 3),
        why="a person decided so" if why is None else in_words(why),
    )


def _candidates(readings: Sequence[Reading]) -> set[Pair]:
    """Pairs worth scoring: of one article, or with a place and week, or words, in common.

    Within a region only claims that say no more than the region meet all others.
    """
    blocks: dict[Key, list[int]] = defaultdict(list)
    regions: dict[Key, list[int]] = defaultdict(list)
    for k, reading in enumerate(readings):
        for key in _keys(reading):
            into = regions if key[0] == "region" else blocks
            into[(kind_of(reading.claim), *key)].append(k)
    wide = {
        k for k, reading in enumerate(readings) if any(map(is_coarse, places_of(reading.claim)))
    }
    pairs = {pair for block in blocks.values() for pair in combinations(block, 2)}
    for block in regions.values():
        pairs |= {(min(a, b), max(a, b)) for a in block if a in wide for b in block if a != b}
    return pairs


def _keys(reading: Reading) -> Iterator[Key]:
    claim = reading.claim
    yield ("article", claim.article_id)
    printed = days_of(reading.article.published) if reading.article else None
    weeks = weeks_of(days_of(claim.when)) or weeks_of(printed)
    for kind, where in sorted({w for place in places_of(claim) for w in _areas(place)}):
        for week in weeks or [0]:
            yield (kind, where, week)
    if said := said_by(claim):
        for place in places_of(claim):
            yield ("said", *said, (place.name or place.as_written).casefold())
    rare = sorted(reading.words, key=lambda word: (-len(word), word))[:WORDS_IN_KEY]
    if len(rare) == WORDS_IN_KEY:
        yield ("words", *rare)


def _areas(place: Place) -> Iterator[tuple[str, str]]:
    """A region, a name, and the cells of a grid that the place may lie in."""
    if place.country and place.admin1:
        yield ("region", f"{place.country}/{place.admin1.casefold()}")
    yield ("name", (place.name or place.as_written).casefold())
    if place.lat is not None and place.lon is not None and not is_coarse(place):
        reach = min((place.uncertainty_m or 0) / 1000 + SAME_SPOT_KM, WIDEST_KM) / KM_IN_DEGREE
        for lat in {_cell(place.lat - reach), _cell(place.lat + reach)}:
            for lon in {_cell(place.lon - 2 * reach), _cell(place.lon + 2 * reach)}:
                yield ("cell", f"{lat}/{lon}")


def _cell(degrees: float) -> int:
    return math.floor(degrees / CELL)
