"""Numbers of an incident: side by side, with who gives each, the range, and each origin's latest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import (
    Article,
    Claim,
    Count,
    Event,
    Incident,
    Place,
    Source,
    Span,
    When,
)
from reportedly.relating import relate
from reportedly.stages.group import origins
from reportedly.stages.link import fuse_all

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Span(start=0, end=4)
VELMORA = Place(
    as_written="Velmora", name="Velmora", country="XA", admin1="Upper Marle", admin2="Marle Hill",
    lat=10.0, lon=20.0, precision="settlement", gazetteer="example", gazetteer_id="1", why="one",
)  # fmt: skip
DOVREK = msgspec.structs.replace(
    VELMORA, as_written="Dovrek", name="Dovrek", admin2="Marle Dale", lat=11.0, gazetteer_id="2"
)
FAR = msgspec.structs.replace(
    DOVREK, name="Luneport", country="XB", admin1="Coast", admin2=None, gazetteer_id="3"
)


def day(start: str) -> When:
    """A day as said."""
    return When(
        start=start, end=start, precision="day", ucdp_date_prec=1, basis="stated", why="said so"
    )


def page(name: str, published: str | None) -> Article:
    """An article of a day."""
    return Article(
        id=name, capture_id=f"c-{name}", title=f"Toll of {name}", text=f"Shells of {name}",
        page_text="", language="en", published=day(published) if published else None,
    )  # fmt: skip


def toll(low: int | None, high: int | None, **more: Any) -> Count:
    """So many killed."""
    made = Count(what="killed", low=low, high=high, phrase="so many", span=HERE)
    return msgspec.structs.replace(made, **more)


def said(article: Article, source: str | None, *counts: Count, **more: Any) -> Claim:
    """A claim of the shelling of Velmora with numbers."""
    made = Claim(
        id=f"{article.id}-{source}",
        article_id=article.id,
        span=HERE,
        event=Event(acled_type="", acled_sub_type="Shelling/artillery/missile attack"),
        modality="asserted",
        place=VELMORA,
        when=day("2031-05-05"),
        source=Source(as_written=source, name=source, kind="ngo", span=HERE) if source else None,
        counts=counts,
    )
    return msgspec.structs.replace(made, **more)


def fused(claims: Sequence[Claim], pages: Sequence[Article]) -> Incident:
    """One incident of these claims, with the origins that they have."""
    (incident,) = fuse_all([claims], origins([claims], pages, []), [], pages)
    return incident


MONDAY, TUESDAY, THURSDAY = (page(n, f"2031-05-0{d}") for n, d in (("mo", 5), ("tu", 6), ("th", 8)))
UNDATED = page("un", None)
PAGES = (MONDAY, TUESDAY, THURSDAY, UNDATED)


def latest(incident: Incident) -> set[int | None]:
    """The numbers that are the latest of some origin."""
    return {count.low for count in incident.counts if any(each.latest for each in count.said)}


def test_an_origins_later_number_supersedes_its_own_earlier_one_and_both_are_kept() -> None:
    """The death toll rises to 15; another origin's 12 stands."""
    rising = [
        said(MONDAY, "Red Crescent", toll(12, 12)),
        said(THURSDAY, "Red Crescent", toll(15, 15)),
    ]
    incident = fused(rising, PAGES)
    assert [(c.low, c.said[0].latest) for c in incident.counts] == [(12, False), (15, True)]
    assert [(c.said[0].first, c.said[0].last) for c in incident.counts] == [
        ("2031-05-05", "2031-05-05"), ("2031-05-08", "2031-05-08"),
    ]  # fmt: skip
    (found,) = incident.ranges
    assert (found.low, found.high, found.latest_low, found.latest_high) == (12, 15, 15, 15)
    incident = fused([*rising, said(TUESDAY, "Coast Watch", toll(12, 12))], PAGES)
    assert latest(incident) == {12, 15}
    assert incident.ranges[0].latest_low == 12


def test_a_number_carried_as_late_as_another_is_not_superseded() -> None:
    """One page changed the ministry's number while others go on with it: which holds is open."""
    told = [(MONDAY, 12), (TUESDAY, 15), (THURSDAY, 12)]
    claims = [said(article, "Red Crescent", toll(n, n)) for article, n in told]
    incident = fused(claims, PAGES)
    assert latest(incident) == {12, 15}
    assert incident.counts[0].said[0].last == "2031-05-08"
    copied = [said(TUESDAY, "Red Crescent", toll(12, 12), id="again"), *claims[:2]]
    assert latest(fused(copied, PAGES)) == {12, 15}


def test_an_old_number_that_lingers_gives_way_when_the_new_one_outlives_it() -> None:
    """12 on Monday and Tuesday, 15 on Tuesday and Thursday."""
    told = [(MONDAY, 12), (TUESDAY, 12), (TUESDAY, 15), (THURSDAY, 15)]
    claims = [
        said(article, "Red Crescent", toll(n, n), id=f"{article.id}-{n}") for article, n in told
    ]
    assert latest(fused(claims, PAGES)) == {15}


def test_nothing_is_superseded_where_no_day_or_no_origin_is_known() -> None:
    """An undated page and an outlet's own voice say nothing of which number came later."""
    undated = [
        said(UNDATED, "Red Crescent", toll(15, 15)),
        said(MONDAY, "Red Crescent", toll(12, 12)),
    ]
    assert latest(fused(undated, PAGES)) == {12, 15}
    own = [said(MONDAY, None, toll(12, 12)), said(THURSDAY, None, toll(15, 15))]
    incident = fused(own, PAGES)
    assert latest(incident) == {12, 15}
    assert {each.origin for count in incident.counts for each in count.said} == {None}


def test_a_range_keeps_its_open_ends() -> None:
    """At least three and five: three or more. "A number of" bounds nothing."""
    claims = [
        said(MONDAY, "Red Crescent", toll(3, None), toll(None, 9, what="injured")),
        said(MONDAY, "Coast Watch", toll(5, 5), toll(None, None), toll(2, 2, what="injured")),
    ]
    found = {r.what: (r.low, r.high) for r in fused(claims, PAGES).ranges}
    assert found == {"killed": (3, None), "injured": (None, 9)}
    (alone,) = fused([said(MONDAY, None, toll(None, None))], PAGES).ranges
    assert (alone.low, alone.high) == (None, None)


def test_a_total_so_far_and_a_group_have_ranges_of_their_own() -> None:
    """412 since the war began are not the dead of the day, two children not all of them."""
    counts = (toll(4, 4), toll(2, 2, who="children"), toll(412, 412, scope="cumulative"))
    found = fused([said(MONDAY, None, *counts)], PAGES).ranges
    assert {(r.scope, r.who): r.high for r in found} == {
        ("incident", None): 4, ("incident", "children"): 2, ("cumulative", None): 412,
    }  # fmt: skip


def most(*told: Claim) -> tuple[int | None, int, int] | str | None:
    """The most told number of the dead: its low, how many of how many; or why there is none."""
    (found,) = fused(told, PAGES).ranges
    given = found.most_told
    return (given.low, given.n_origins, given.of_origins) if given else found.most_told_null_reason


def test_the_number_of_most_origins_is_named_however_many_articles_carry_another() -> None:
    """Three articles with the ministry's 15 are one origin; a second wire's 12 makes two."""
    ministry = [
        said(page, "Ministry", toll(15, 15)) for page in (MONDAY, TUESDAY, THURSDAY, UNDATED)
    ]
    crescent, watch = (said(MONDAY, name, toll(12, 12)) for name in ("Red Crescent", "Coast Watch"))
    assert most(*ministry, crescent, watch) == (12, 2, 3)


def test_of_numbers_that_as_many_give_the_one_that_came_up_last_is_most_told() -> None:
    """By the day; on one day or on none it is open, and the reason says so."""
    monday = said(MONDAY, "Red Crescent", toll(12, 12))
    assert most(monday, said(TUESDAY, "Coast Watch", toll(15, 15))) == (15, 1, 2)
    undecided = "as many origins give 12 as 15"
    assert most(monday, said(MONDAY, "Coast Watch", toll(15, 15))) == undecided
    assert most(monday, said(UNDATED, "Coast Watch", toll(15, 15))) == undecided


def test_an_origin_gives_its_latest_number_and_what_is_denied_is_nobodys() -> None:
    """12 was superseded by 15; a denied 20 is not even among those of whom some number is told."""
    rising = [said(page, "Red Crescent", toll(n, n)) for page, n in ((MONDAY, 12), (THURSDAY, 15))]
    denied = said(MONDAY, "Coast Watch", toll(20, 20), modality="denied")
    assert most(*rising, denied) == (15, 1, 1)


def test_a_lower_number_beside_a_higher_is_of_a_part_of_those_people() -> None:
    """By one origin any; one person whoever tells of him; two origins' tolls are rivals."""
    crescent = said(MONDAY, "Red Crescent", toll(3, 3), toll(2, 2))
    assert most(crescent) == (3, 1, 1)
    assert most(crescent, said(MONDAY, "Coast Watch", toll(1, 1))) == (3, 1, 2)
    assert most(crescent, said(MONDAY, "Coast Watch", toll(2, 2))) == "as many origins give 2 as 3"


def test_an_open_number_gives_way_to_one_that_it_leaves_open() -> None:
    """At least three, and four: four, on one day too. A witness's one neighbour is no toll."""
    open_end = said(MONDAY, "Red Crescent", toll(3, None))
    assert most(open_end, said(MONDAY, "Coast Watch", toll(4, 4))) == (4, 1, 2)
    assert most(open_end) == (3, 1, 1)
    neighbour = said(THURSDAY, "A witness", toll(1, 1))
    assert most(said(MONDAY, "Coast Watch", toll(4, 4)), neighbour) == (4, 1, 2)
    assert most(said(MONDAY, None, toll(None, None))) == "no number is an origin's latest"


def test_where_no_origin_is_known_a_number_stands_with_none() -> None:
    """0 of 0; beside a known origin such a number counts for nothing."""
    own = said(MONDAY, None, toll(12, 12))
    assert most(own) == (12, 0, 0)
    assert most(own, said(UNDATED, None, toll(15, 15))) == (
        "no origin is known: as much speaks for 12 as 15"
    )
    assert most(own, said(TUESDAY, "Coast Watch", toll(9, 9))) == (9, 1, 1)


def test_a_number_that_is_only_denied_is_listed_and_in_no_range() -> None:
    """It is nobody's number."""
    claims = [
        said(MONDAY, "Red Crescent", toll(4, 4)),
        said(TUESDAY, "Coast Watch", toll(20, 20), modality="denied"),
    ]
    incident = fused(claims, PAGES)
    assert [(c.low, c.said[0].denied) for c in incident.counts] == [(4, False), (20, True)]
    assert incident.ranges[0].high == 4


def test_two_towns_that_as_many_name_give_what_they_share() -> None:
    """The region, without a point; both towns stay beside it, each with who says so."""
    claims = [said(MONDAY, "Red Crescent"), said(MONDAY, "Coast Watch", place=DOVREK)]
    incident = fused(claims, PAGES)
    assert incident.place is not None
    assert (incident.place.name, incident.place.precision) == ("Upper Marle", "admin1")
    assert incident.place.lat is None
    assert "as much speaks for Dovrek as for Velmora" in incident.place.why
    assert [(p.place.name, len(p.origins)) for p in incident.places] == [
        ("Dovrek", 1), ("Velmora", 1),
    ]  # fmt: skip


def test_a_country_that_two_towns_share_is_named() -> None:
    """Two towns of two regions: the country by its name."""
    one, other = (
        msgspec.structs.replace(
            town, country="UA", admin1=town.name, admin2="Hill", gazetteer_id=town.name
        )
        for town in (VELMORA, DOVREK)
    )
    claims = [said(MONDAY, "Hill Post", place=one), said(MONDAY, "Coast Watch", place=other)]
    place = fused(claims, PAGES).place
    assert place is not None
    assert (place.name, place.country, place.precision) == ("Ukraine", "UA", "country")


def test_places_that_share_nothing_give_none_and_a_reason() -> None:
    """Unknown is null, and says why."""
    claims = [said(MONDAY, "Red Crescent"), said(MONDAY, "Coast Watch", place=FAR)]
    incident = fused(claims, PAGES)
    assert incident.place is None
    assert "as much speaks for one place as for another" in (incident.place_null_reason or "")
    assert not any(p.agrees for p in incident.places)
    assert fused([said(MONDAY, None, place=None)], PAGES).place_null_reason == (
        "no claim gives a place"
    )


def test_the_place_of_more_origins_is_taken_and_the_other_is_marked() -> None:
    """Two against one: the one is kept as what does not agree."""
    claims = [
        said(MONDAY, "Red Crescent"),
        said(TUESDAY, "Coast Watch"),
        said(TUESDAY, "Hill Post", place=DOVREK),
    ]
    incident = fused(claims, PAGES)
    assert incident.place is not None
    assert incident.place.name == "Velmora"
    assert [(p.place.name, p.agrees) for p in incident.places] == [
        ("Velmora", True), ("Dovrek", False),
    ]  # fmt: skip


def test_a_claim_of_two_towns_does_not_contradict_one_of_them() -> None:
    """Both towns were shelled, says one; the other tells of the second alone."""
    both = said(MONDAY, "Red Crescent", places=(VELMORA, DOVREK))
    incident = fused([both, said(TUESDAY, "Coast Watch", place=DOVREK)], PAGES)
    assert incident.place is not None
    assert incident.place.name == "Dovrek"
    assert "other claims" not in incident.place.why
    assert all(given.agrees for given in incident.places)


def test_two_days_that_as_many_name_give_the_days_between() -> None:
    """A night's shelling, dated by one to the eve: inferred, and no finer."""
    claims = [said(TUESDAY, "Red Crescent"), said(TUESDAY, "Coast Watch", when=day("2031-05-06"))]
    incident = fused(claims, PAGES)
    assert incident.when is not None
    assert (incident.when.start, incident.when.end) == ("2031-05-05", "2031-05-06")
    assert (incident.when.basis, incident.when.ucdp_date_prec) == ("inferred", 2)
    years = [claims[0], said(TUESDAY, "Coast Watch", when=day("2033-05-06"))]
    assert fused(years, PAGES).when is None
    assert fused(years, PAGES).when_null_reason
    assert len(fused(years, PAGES).times) == 2


COUNTS = st.lists(
    st.builds(
        lambda low, more, scope: toll(low, None if more is None else low + more, scope=scope),
        st.integers(0, 6),
        st.sampled_from([None, 0, 2]),
        st.sampled_from(["incident", "cumulative"]),
    ),
    max_size=2,
)
TOLD = st.lists(
    st.tuples(
        st.sampled_from([None, "Red Crescent", "Coast Watch"]),
        st.sampled_from(["2031-05-05", "2031-05-06", None]),
        st.sampled_from([VELMORA, DOVREK, None]),
        COUNTS,
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(TOLD, st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_change_what_is_fused(told: Any, random: Any) -> None:
    """Numbers, ranges, latest, place, time and grade are of the claims, whoever comes first."""
    pages, claims = [], []
    for k, (source, published, place, counts) in enumerate(told):
        pages.append(page(f"p{k}", published))
        claims.append(said(pages[-1], source, *counts, place=place))
    own = fused(claims, pages)
    all_related = relate(pages, claims).incidents
    for some in (pages, claims):
        random.shuffle(some)
    assert fused(claims, pages) == own
    by_id = {incident.id: incident for incident in relate(pages, claims).incidents}
    assert by_id == {incident.id: incident for incident in all_related}


@given(TOLD)
def test_every_number_lies_in_its_range_and_is_given_by_its_claims(told: Any) -> None:
    """A range says neither less nor more than the numbers, and each has a latest."""
    pages = [page(f"p{k}", published) for k, (_, published, *_) in enumerate(told)]
    claims = [
        said(p, source, *counts) for p, (source, _, _, counts) in zip(pages, told, strict=True)
    ]
    incident = fused(claims, pages)
    kinds = {(r.scope, r.what, r.who): r for r in incident.ranges}
    for count in incident.counts:
        found = kinds[count.scope, count.what, count.who]
        assert found.low is not None
        assert count.low is not None
        assert found.low <= count.low
        assert found.high is None or (count.high is not None and count.high <= found.high)
        assert sorted(count.by) == sorted(i for each in count.said for i in each.claim_ids)
    assert bool(latest(incident)) == bool(incident.counts)
