"""Origins and copies as people see them: merged, split, read again, and taken back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from reportedly.stores.casebook import Casebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from reportedly.records import Decision


@pytest.fixture
def struck(own: Path) -> str:
    """The incident that the most articles tell of."""
    with Casebook.open(own) as casebook:
        return max(casebook.incidents(), key=lambda incident: incident.n_articles).id


@pytest.fixture
def page(serve: Callable[..., Any], own: Path, struck: str, visit: Callable[..., Page]) -> Page:
    """A browser at that incident's origins, in a casebook of one's own."""
    served = serve(own)
    page = visit(served, served.client())
    page.goto(f"{served.base}/incidents/{struck}#origins")
    return page


def decided(folder: Path) -> list[Decision]:
    """Every decision of a casebook."""
    with Casebook.open(folder) as casebook:
        return list(casebook.decisions())


def origins(folder: Path, incident: str) -> list[list[str]]:
    """The outlets that carry each origin of an incident."""
    with Casebook.open(folder) as casebook:
        named = next(i.origins for i in casebook.incidents() if i.id == incident)
        mine = {o.id: o for o in casebook.origins() if o.id in named}
        outlets = {a.id: a.outlet or "" for a in casebook.articles()}
    return sorted(sorted(outlets[a] for a in origin.article_ids) for origin in mine.values())


def groups(folder: Path) -> list[set[str]]:
    """The outlets of each copy group."""
    with Casebook.open(folder) as casebook:
        outlets = {a.id: a.outlet or "" for a in casebook.articles()}
        return [{outlets[name] for name in g.article_ids} for g in casebook.copy_groups()]


def press(page: Page, name: str) -> None:
    """Press a button of the strip, and wait until the page tells of the decision."""
    known = page.locator("#history ol li").count()
    page.get_by_role("button", name=name).click()
    expect(page.locator("#history ol li")).not_to_have_count(known)


def test_two_origins_are_merged_and_parted_again(page: Page, own: Path, struck: str) -> None:
    """The governor speaks from the ministry: one origin fewer, until it is taken back."""
    before = origins(own, struck)
    for name in ("Ministry of Defence of Veldria", "The governor of the Oren region"):
        page.get_by_label(f"origin: {name}").check()
    press(page, "Merge the ticked origins")
    assert len(origins(own, struck)) == len(before) - 1
    assert "merged the origin of a claim" in page.locator("#history").inner_text()
    page.locator("#history").get_by_role("button", name="Undo").first.click()
    page.locator("#history li.undone").wait_for()
    assert origins(own, struck) == before


def test_an_article_of_another_origin_stays_apart_when_read_again(
    page: Page,
    own: Path,
    struck: str,
    demo_pages: list[Path],
    read_again: Callable[..., None],
) -> None:
    """What one outlet has from elsewhere is an origin of its own, after all is read anew too."""
    before = origins(own, struck)
    page.get_by_label("article: Evening Courier").first.check()
    press(page, "Ticked articles have it from another origin")
    parted = origins(own, struck)
    assert len(parted) == len(before) + 1
    assert ["Evening Courier"] in parted
    assert {d.on.record for d in decided(own)} == {"origin"}
    read_again(own, demo_pages)
    assert origins(own, struck) == parted


def test_copies_are_parted_and_others_tied(page: Page, own: Path) -> None:
    """A copy that is none leaves its group; two articles that nobody found alike make one."""
    page.get_by_label("article: The Daily Lantern").first.check()
    press(page, "Ticked articles are no copies")
    assert not any({"The Daily Lantern", "Northern Wire"} <= group for group in groups(own))
    for name in ("Tarsk Observer", "The Northern Review"):
        page.get_by_label(f"article: {name}").first.check()
    press(page, "Ticked articles are copies of one text")
    assert {"Tarsk Observer", "The Northern Review"} in groups(own)
    page.get_by_role("link", name="Decisions", exact=True).click()
    assert page.locator("#unfit").count() == 0
    words = page.locator("main").inner_text()
    assert re.search(r"merged the text of an article with 1 other article", words)
    page.get_by_role("link", name="look at it").first.click()
    page.wait_for_url(re.compile("/articles/"))


def test_too_little_ticked_is_told_and_decides_nothing(
    serve: Callable[..., Any], own: Path, struck: str
) -> None:
    """One origin, no article, all of an origin's articles, or a word that is no tie."""
    client = serve(own).client()
    for tie in ("one origin", "another origin", "copies", "no copies", "nothing"):
        answer = client.post(f"/incidents/{struck}/origins", {"tie": tie})
        assert answer.status == 400, tie
    assert decided(own) == []
