"""Claims of one article are compared by their places and days, with what comparing all gives."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.clusters import average_linkage, spanning_edges
from reportedly.records import Actor, Article, Claim, Event, Place, Span, Weapon, When
from reportedly.stages.link import accounts_in
from reportedly.stages.link.terms import kind_of, read, terms
from reportedly.stages.link.weights import within

if TYPE_CHECKING:
    from reportedly.clusters import Pair

APART = float("-inf")
TEXT = "Shells hit the depot of Velmora and a drone fell on the mill at Dovrek while it burned"
WORDS = TEXT.split()


def _place(name: str | None, lat: float, precision: Any, why: str) -> Place:
    return Place(
        as_written=name or "the east",
        name=name,
        country="XA",
        admin1="Upper Marle",
        lat=None if precision in ("admin1", "region") else lat,
        lon=None if precision in ("admin1", "region") else 20.0,
        uncertainty_m=9000 if precision == "near" else 2000,
        precision=precision,
        why=why,
    )


def _when(first: int, length: int) -> When:
    days = [f"2031-05-{day:02}" for day in (first, first + length)]
    return When(
        start=days[0], end=days[1], precision="day", ucdp_date_prec=1, basis="stated", why="said"
    )


_PLACES = st.one_of(
    st.none(),
    st.builds(
        _place,
        st.sampled_from(["Velmora", "Dovrek", "Orle", None]),
        st.sampled_from([10.0, 10.05, 10.5]),
        st.sampled_from(["settlement", "near", "admin1", "region"]),
        st.sampled_from(["named", "the only one"]),
    ),
)
_WHENS = st.one_of(st.none(), st.builds(_when, st.integers(1, 9), st.sampled_from([0, 0, 1, 7])))
_CLAIMS = st.lists(
    st.builds(
        dict,
        place=_PLACES,
        when=_WHENS,
        words=st.tuples(st.integers(0, 14), st.integers(1, 6)),
        sub_type=st.sampled_from(["Attack", "Air/drone strike", "Arrests"]),
        modality=st.sampled_from(["asserted", "denied", "planned", "historical"]),
        weapon=st.sampled_from([None, "mortar", "drone"]),
        actor=st.sampled_from([None, "Tethys", "Karsova"]),
    ),
    max_size=14,
)
_DECIDED = st.sets(st.tuples(st.integers(0, 13), st.integers(0, 13)), max_size=2)


def _claim(number: int, made: dict[str, Any]) -> Claim:
    start, length = made["words"]
    at = sum(len(word) + 1 for word in WORDS[:start])
    words = " ".join(WORDS[start : start + length])
    actor, weapon = made["actor"], made["weapon"]
    span = Span(start=at, end=at + len(words))
    return Claim(
        id=f"{number:03}",
        article_id="p",
        span=span,
        event=Event(acled_type="", acled_sub_type=made["sub_type"]),
        modality=made["modality"],
        place=made["place"],
        when=made["when"],
        actors=(Actor(as_written=actor, name=actor, side=actor, span=span),) if actor else (),
        weapons=(Weapon(as_written=weapon, class_=weapon, span=span),) if weapon else (),
    )


def _all_compared(
    claims: list[Claim], page: Article, together: list[Pair], apart: list[Pair]
) -> tuple[list[list[str]], list[tuple[str, str]]]:
    """The clusters and links of each claim compared with every other."""
    readings = [read(claim, {page.id: page}) for claim in claims]
    scores: dict[Pair, float] = {}
    for a, b in combinations(range(len(claims)), 2):
        if kind_of(claims[a]) == kind_of(claims[b]):
            held = terms(readings[a], readings[b])
            scores[a, b] = within().chance(held) if held else APART
    scores |= dict.fromkeys(together, 1.0) | dict.fromkeys(apart, APART)
    parts = average_linkage(len(claims), scores, within().join, together)
    links = [
        (claims[a].id, claims[b].id) for part in parts for a, b in spanning_edges(part, scores)
    ]
    return [[claims[k].id for k in part] for part in parts], sorted(links)


@settings(max_examples=300, deadline=None)
@given(_CLAIMS, _DECIDED, _DECIDED)
def test_claims_are_clustered_as_if_each_were_compared_with_every_other(
    made: list[dict[str, Any]], must: set[Pair], cannot: set[Pair]
) -> None:
    """Whatever places, days, kinds and decisions they have: the same clusters and links."""
    page = Article(id="p", capture_id="c", title="News", text=TEXT, page_text=TEXT, language="en")
    claims = [_claim(k, one) for k, one in enumerate(made)]
    joined, parted = (
        sorted({(min(p), max(p)) for p in some if p[0] != p[1] and max(p) < len(claims)})
        for some in (must, cannot)
    )
    ids = [[(claims[a].id, claims[b].id) for a, b in some] for some in (joined, parted)]
    accounts, links = accounts_in(claims, {page.id: page}, *ids)
    found = sorted(sorted(claim.id for claim in account.claims) for account in accounts)
    told = sorted((link.claim_a, link.claim_b) for link in links)
    assert (found, told) == _all_compared(claims, page, joined, parted)
