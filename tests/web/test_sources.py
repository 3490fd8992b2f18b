"""Who says what: sources with what others say to it, outlets with whose words they carry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

MINISTRY = "Ministry of Defence of Veldria"


@pytest.fixture
def page(visit: Callable[..., Page], looking: Any, owner: Any) -> Page:
    """A browser at the sources, found by the navigation."""
    page = visit(looking, owner)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Sources").click()
    page.get_by_role("heading", name="Sources", exact=False).first.wait_for()
    return page


def cells(page: Page, table: str, name: str) -> list[str]:
    """The row of a table that starts so."""
    first = page.locator("td:first-child").get_by_text(name, exact=True)
    row = page.locator(f"table.{table} tbody tr", has=first)
    return [text.split("\n")[0] for text in row.locator("td").all_inner_texts()]


def test_a_source_is_counted_with_what_others_say_to_it(page: Page) -> None:
    """Two incidents: others bear one out and one of them denies it, of the other it speaks alone."""
    assert cells(page, "sources", MINISTRY)[2:6] == ["2", "1", "1", "1"]


def test_who_denies_does_not_also_bear_out(page: Page) -> None:
    """The ministry that denies the strike and accuses the other side says the opposite alone."""
    page.locator("table.sources").get_by_role("link", name=MINISTRY).click()
    card = page.locator("li.card", has_text="Halvec").first
    same = card.locator(".why", has_text="Says the same").inner_text()
    opposite = card.locator(".why", has_text="Says the opposite").inner_text()
    assert "Ministry of Defence of Karsova" in opposite
    assert "Ministry of Defence of Karsova" not in same
    assert "a witness" in same


def test_a_source_leads_to_the_sentence_in_its_article(page: Page) -> None:
    """From who says it, over what it says, to the words beside their incident."""
    page.locator("table.sources").get_by_role("link", name=MINISTRY).click()
    page.locator("li.card").first.get_by_role("link", name="Evening Courier").click()
    page.locator("#side mark.lit", has_text="Five people were killed").first.wait_for()
    page.locator("#origins").get_by_role("link", name="all sources").click()
    page.wait_for_url(re.compile(r"/sources$"))


def test_the_picture_tells_copies_from_articles_of_their_own(page: Page, looking: Any) -> None:
    """The wire's own report is a whole line, what was made from it a broken one."""
    page.locator("table.sources").get_by_role("link", name=MINISTRY).click()
    page.wait_for_url("**/sources/source-*")
    expect(page.locator(".flow .sides path.copied")).to_have_count(2)
    outlets = page.locator(".flow ul").last.locator("li").all_inner_texts()
    kinds = page.locator(".flow .sides path").evaluate_all(
        "all => all.map(e => e.className.baseVal)"
    )
    assert len(outlets) == len(kinds)
    page.goto(f"{looking.base}/sources")
    assert cells(page, "outlets", "The Daily Lantern")[4] == "Northern Wire"


def test_no_person_is_listed(page: Page, looking: Any) -> None:
    """Officials go by their office; a private person is a witness in the quoted words too."""
    links = page.locator("table.sources a").evaluate_all("all => all.map(e => e.href)")
    listed = page.locator("main").inner_text()
    for name in ("Lena Harrow", "Tomas Ardel", "Jonas Wick", "Ilan Vesh", "Olha Tren"):
        assert name not in listed
    assert "the governor of the Lower Tavia region" in listed
    for link in links:
        page.goto(link)
        assert "Olha Tren" not in page.locator("body").inner_text()
        assert page.evaluate("window.pwned") is None
    assert page.goto(f"{looking.base}/sources/source-none").status == 404
