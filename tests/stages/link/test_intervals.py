"""Places and times of two claims compared."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.records import Claim, Event, Place, Span, When
from reportedly.stages.link.intervals import days_of, relate, time_relation

HERE = {"as_written": "x", "why": "named"}
TOWN = Place(**HERE, name="Velmora", country="XA", admin1="Marle Oblast", precision="settlement")
FAR = Place(
    **HERE, name="Velmora", country="XA", lat=1.0, lon=1.0, precision="settlement",
    uncertainty_m=3000, gazetteer="g", gazetteer_id="1",
)  # fmt: skip
NEXT = Place(
    **HERE, name="Velmora East", country="XA", lat=1.0, lon=1.02, precision="near",
    uncertainty_m=5000, gazetteer="g", gazetteer_id="2",
)  # fmt: skip
NAMESAKE = Place(
    **HERE, name="Velmora", country="XA", lat=5.0, lon=5.0, precision="settlement",
    uncertainty_m=3000, gazetteer="g", gazetteer_id="3",
)  # fmt: skip
REGION = Place(**HERE, name="Marle", country="XA", admin1="Marle", precision="admin1")
NEIGHBOUR = Place(**HERE, name="Ostrel", country="XA", admin1="Ostrel", precision="admin1")
COUNTRY = Place(**HERE, name="Karsova", country="XA", precision="country")
ABROAD = Place(**HERE, name="Tethys", country="XB", precision="country")
EAST = Place(**HERE, name="the east", country="XA", precision="region")


@pytest.mark.parametrize(
    ("p", "q", "expected"),
    [
        (TOWN, TOWN, "same"),
        (FAR, NEXT, "near"),
        (FAR, NAMESAKE, "apart"),
        (TOWN, REGION, "inside"),
        (TOWN, NEIGHBOUR, "apart"),
        (REGION, REGION, "region"),
        (REGION, NEIGHBOUR, "apart"),
        (COUNTRY, TOWN, "inside"),
        (COUNTRY, COUNTRY, "country"),
        (ABROAD, TOWN, "apart"),
        (EAST, TOWN, "wide"),
    ],
)
def test_places_relate_as_on_a_map(p: Place, q: Place, expected: str) -> None:
    """Namesakes are apart, a village is inside its province, order does not matter."""
    assert relate(p, q) == expected
    assert relate(q, p) == expected


def claim(when: When | None, page: str = "p") -> Claim:
    """A claim that says only when."""
    event = Event(acled_type="", acled_sub_type="Attack")
    span = Span(start=0, end=0)
    return Claim(id="c", article_id=page, span=span, event=event, modality="asserted", when=when)


def said(start: str | None, end: str | None) -> When:
    """A time as said."""
    return When(start=start, end=end, precision="day", ucdp_date_prec=1, basis="stated", why="said")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (said("2031-05-06", "2031-05-06"), said("2031-05-06", "2031-05-06"), "same"),
        (said("2031-05-06", "2031-05-06"), said("2031-05-07", "2031-05-07"), "next"),
        (said("2031-05-06", "2031-05-06"), said("2031-05-09", "2031-05-09"), "apart"),
        (said("2031-05-01", "2031-05-09"), said("2031-05-06", "2031-05-06"), "overlap"),
        (said("2031", "2031"), said("2031-05-06", "2031-05-06"), "unsaid"),
        (said("2031-05-06", None), said("2031-05-06", "2031-05-06"), "unsaid"),
        (None, said("2031-05-06", "2031-05-06"), "unsaid"),
    ],
)
def test_times_relate_by_what_they_may_mean(a: Any, b: Any, expected: str) -> None:
    """A year says nothing beside a day; an open end is not a date."""
    assert time_relation(claim(a), claim(b), (None, None)) == expected
    assert time_relation(claim(b), claim(a), (None, None)) == expected


def test_unknown_times_of_two_pages_a_month_apart_are_apart() -> None:
    """News of a happening is printed within about a week."""
    printed = (said("2031-05-06", "2031-05-06"), said("2031-06-06", "2031-06-06"))
    assert time_relation(claim(None), claim(None, "q"), printed) == "apart"
    assert time_relation(claim(None), claim(None), printed) == "unsaid"


@pytest.mark.parametrize("broken", ["soon", "2031-13", "2031-02-30", ""])
def test_a_broken_date_is_unknown(broken: str) -> None:
    """Nothing is guessed from a date that is none."""
    assert days_of(said(broken, broken)) is None
