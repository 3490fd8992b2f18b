"""An incident's page shows all that its record holds, on the screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reportedly.records import (
    CountRange,
    Event,
    Incident,
    IncidentCount,
    IncidentPlace,
    IncidentTime,
    Place,
    PlaceAlternative,
    Saying,
    When,
)
from reportedly.stores.casebook import Casebook
from reportedly.web.candidates import notes_of, ranges_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

VELM = Place(
    as_written="Velm", name="Velm", country="XA", precision="near", uncertainty_m=5000, why="said so",
    alternatives=(PlaceAlternative(name="Velm Ford", id="2", lat=1, lon=2, score=0.2),),
)  # fmt: skip
MARLE = Place(as_written="Marle", name="Marle", country="XA", precision="admin1", why="said so")
MAY = When(
    start="2031-05", end="2031-05", precision="month", ucdp_date_prec=4, basis="inferred", why="so"
)
INCIDENT = Incident(
    id="i-1",
    kind="happening",
    event=Event(acled_type="", acled_sub_type="Attack"),
    when=None,
    place=VELM,
    places=(
        IncidentPlace(place=VELM, by=("c-1",), origins=("o-1",), agrees=True),
        IncidentPlace(place=MARLE, by=("c-2",), origins=("o-2",), agrees=False),
    ),
    times=(IncidentTime(when=MAY, by=("c-1",), origins=("o-1",), agrees=False),),
    counts=(
        IncidentCount(
            what="killed", who=None, low=3, high=3, by=("c-1",),
            said=(Saying(origin="o-1", claim_ids=("c-1",), first="2031-05-02", latest=False),),
        ),
        IncidentCount(what="killed", who="civilians", low=9, high=9, scope="cumulative", by=("c-2",)),
    ),
    ranges=(
        CountRange(what="killed", who=None, low=3, high=5, latest_low=5, latest_high=5),
        CountRange(
            what="killed", who="civilians", scope="cumulative", low=9, high=9, latest_low=9,
            latest_high=9,
        ),
    ),
    claim_ids=("c-1", "c-2"),
    article_ids=("a-1",),
    origins=("o-1", "o-2"),
    n_articles=1,
    n_origins=2,
    grade=None,
    grade_why="",
)  # fmt: skip


def test_candidates_say_how_fine_they_are_and_whether_they_agree() -> None:
    """A place near a settlement, a region beside it, a month inferred, what was not taken."""
    found = notes_of(INCIDENT, {"o-1": "the mayor"})
    assert found["where"]["velm, xa (near)"] == [
        "known as near the settlement, within 5 km",
        "not taken: Velm Ford",
    ]
    assert found["where"]["marle, xa (region only)"] == [
        "known to the region",
        "does not agree with the place of the incident",
    ]
    assert found["when"]["2031-05 (inferred)"] == [
        "known to the month, inferred",
        "does not agree with the time of the incident",
    ]


def test_numbers_of_each_group_and_totals_so_far_are_ranges_of_their_own() -> None:
    """With the latest numbers, and who gave each since when."""
    assert ranges_of(INCIDENT) == {
        "killed": "3 to 5 killed; by the latest numbers 5",
        "killed, civilians in total so far": "9 civilians killed in total so far",
    }
    killed = notes_of(INCIDENT, {"o-1": "the mayor"})["count: killed"]
    assert killed["3 killed"] == ["the mayor, first on 2031-05-02; since then another number"]


@pytest.fixture
def struck(whole: Path) -> Incident:
    """The incident that the most articles tell of."""
    with Casebook.open(whole) as casebook:
        return max(casebook.incidents(), key=lambda incident: incident.n_articles)


def test_each_number_stands_beside_who_gives_it_since_when(
    visit: Callable[..., Page], looking: Any, owner: Any, struck: Incident
) -> None:
    """The range heads the row; civilians are a row of their own."""
    page = visit(looking, owner)
    page.goto(f"{looking.base}/incidents/{struck.id}")
    row = page.locator("#row-killed")
    (whole,) = (
        r for r in struck.ranges if (r.what, r.who, r.scope) == ("killed", None, "incident")
    )
    assert row.locator(".fused").inner_text().startswith(f"{whole.low} to {whole.high} killed")
    five = row.locator(".variant", has=page.get_by_text("5 killed", exact=True))
    assert "first on 2024-03-13" in five.locator(".why").first.inner_text()
    assert page.locator("#row-killed--civilians").count() == 1
    where = page.locator("#row-where > .why").all_inner_texts()
    assert "known to the settlement, within 2 km" in where


def test_no_two_boxes_of_a_page_are_called_the_same(
    visit: Callable[..., Page], serve: Callable[..., Any], own: Path
) -> None:
    """Who hears the page read can tell apart two claims of one witness."""
    served = serve(own)
    client = served.client()
    page = visit(served, client)
    with Casebook.open(own) as casebook:
        shown = [incident.id for incident in casebook.incidents() if len(incident.claim_ids) > 1]
    for name in shown:
        page.goto(f"{served.base}/incidents/{name}")
        boxes = page.locator('#claims input[name="claim"]').all()
        called = [box.get_attribute("aria-label") for box in boxes]
        assert len(called) > 1
        assert len(set(called)) == len(called)


def test_totals_so_far_stand_apart(
    visit: Callable[..., Page], looking: Any, owner: Any, whole: Path
) -> None:
    """Under a heading that says that they are of more than this incident."""
    with Casebook.open(whole) as casebook:
        found = next(
            i for i in casebook.incidents() if any(r.scope == "cumulative" for r in i.ranges)
        )
    page = visit(looking, owner)
    page.goto(f"{looking.base}/incidents/{found.id}")
    heading = page.get_by_role("heading", name="Totals so far, not of this incident alone")
    after = heading.locator("xpath=following-sibling::section[1]")
    assert "in total so far" in after.inner_text()


def test_paper_has_all_of_it_and_no_button(
    visit: Callable[..., Page], looking: Any, owner: Any, struck: Incident
) -> None:
    """Folds are opened, origins and claims are there, what is pressed is not; then it folds again."""
    page = visit(looking, owner)
    page.goto(f"{looking.base}/incidents/{struck.id}")
    folded = page.locator("main details:not([open])").count()
    assert folded
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open])").count() == 0
    assert page.locator("#origins .card").first.is_visible()
    assert page.locator("#claims q").first.is_visible()
    for pressed in page.locator("button, input, select").all():
        assert not pressed.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("main details:not([open])").count() == folded


def test_what_is_judged_together_is_what_is_ticked_on_the_page(
    serve: Callable[..., Any], own: Path, visit: Callable[..., Page]
) -> None:
    """Each is a decision of its own and undone by itself; rows not ticked or not shown stay."""
    served = serve(own)
    client = served.client()
    page = visit(served, client)
    page.goto(f"{served.base}/incidents?q=Orensk")
    boxes = page.locator('input[name="incident"]')
    shown = [box.get_attribute("value") for box in boxes.all()]
    assert len(shown) > 2
    for box in boxes.all()[:2]:
        box.check()
    page.get_by_label("Why").fill("told twice")
    page.get_by_role("button", name="Reject").click()
    page.locator(".chip.status").first.wait_for()
    assert statuses(own) == dict.fromkeys(shown[:2], "rejected")
    with Casebook.open(own) as casebook:
        made = list(casebook.decisions())
    assert [(d.action, d.reason) for d in made] == [("reject", "told twice")] * 2
    client.post(f"/decisions/{made[0].id}/undo")
    assert list(statuses(own).values()) == ["rejected"]


def statuses(folder: Path) -> dict[str | None, str]:
    """The incidents that a person judged."""
    with Casebook.open(folder) as casebook:
        return {i.id: i.status for i in casebook.incidents() if i.status != "machine"}
