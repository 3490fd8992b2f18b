"""Incidents in time: days stay the days that were read, in whatever zone the browser stands."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from reportedly.stores.casebook import Casebook
from reportedly.web.index import Index
from reportedly.web.listing import table
from reportedly.web.search import Question
from reportedly.web.timeline import bins

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def lanes(whole: Path) -> dict[str, Any]:
    """The lane of each incident, by its place."""
    index = Index()
    with Casebook.open(whole) as casebook:
        made = table(casebook, index, Question(view="timeline"), 1).timeline
    assert made
    return {f"{lane.line.where} {lane.line.when}": lane for lane in made.lanes}


def lane(lanes: dict[str, Any], words: str) -> Any:
    """The lane of one incident."""
    return next(found for name, found in lanes.items() if words in name)


def test_a_day_is_a_dot_a_span_a_bar_and_an_open_end_says_so(lanes: dict[str, Any]) -> None:
    """Nothing is drawn finer than it is known; what has no date has no mark."""
    assert lane(lanes, "2024-03-12 (inferred)").stroke.kind == "dot"
    night = lane(lanes, "Port Selim").stroke
    assert (night.kind, night.width > 0) == ("bar", True)
    assert lane(lanes, "until 2024-03-13").stroke.kind == "open"
    assert lane(lanes, "Brenova").stroke is None


def test_publication_is_apart_from_the_event(lanes: dict[str, Any]) -> None:
    """The rockets of the twelfth were in print on the twelfth, thirteenth and fourteenth."""
    struck = lane(lanes, "Halvec, Oren, XA 2024-03-12")
    assert struck.printed == "2024-03-12, 2024-03-13, 2024-03-14"
    assert len(struck.published) == 3


def test_bins_have_no_gaps_and_count_what_they_ask_for(whole: Path) -> None:
    """Days without an incident are there, empty; a bin's address finds as many as it says."""
    index = Index()
    with Casebook.open(whole) as casebook:
        index.bring_up(casebook)
        held = [i for i in casebook.incidents() if i.kind == "happening"]
    made = bins(index, Question(view="timeline"))
    days = [one.label for one in made]
    assert days == sorted(days)
    assert 0 in [one.count for one in made]
    assert sum(one.count for one in made) == sum(i.when is not None for i in held)


def test_drawing_across_bins_narrows_the_time(
    visit: Callable[..., Page], looking: Any, owner: Any
) -> None:
    """The address has the first and the last day, and the list between them."""
    page = visit(looking, owner)
    page.get_by_role("link", name="Timeline").click()
    page.wait_for_url("**view=timeline")
    first, last = (page.locator(".brush a").nth(k) for k in (0, 2))
    first.hover()
    page.mouse.down()
    last.hover()
    page.mouse.up()
    page.wait_for_url("**since=**")
    assert "view=timeline" in page.url
    found = dict(re.findall(r"(since|until)=([\d-]+)", page.url))
    assert found["since"] < found["until"]
    expect(page.locator(".brush .chosen")).to_have_count(3)
    page.locator(".brush a").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".brush .chosen")).to_have_count(1)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_no_zone_shifts_a_day(browser: Browser, looking: Any, owner: Any, zone: str) -> None:
    """A browser at either end of the world shows the same days."""
    context = browser.new_context(timezone_id=zone)
    name, _, value = owner.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": looking.base}])
    page = context.new_page()
    page.goto(f"{looking.base}/incidents?view=timeline")
    shown = page.locator(".lanes svg title").all_text_contents()
    context.close()
    starts = {
        incident["when"]["start"]
        for incident in json.loads(owner.get("/api/incidents").text)["records"]
        if incident["when"] and incident["when"]["start"]
    }
    assert all(any(day[:10] in title for title in shown) for day in starts)


def test_nothing_found_has_no_timeline(owner: Any) -> None:
    """And says so."""
    assert "Nothing fits" in owner.get("/incidents?view=timeline&q=submarine").text
