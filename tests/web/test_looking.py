"""What a person sees: values with their sentences, origins with their copies, and nothing run."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SHORTEST, WIDEST = 360, 3840


@pytest.fixture(scope="module")
def struck(owner: Any) -> dict[str, Any]:
    """The incident that the most articles tell of."""
    records = json.loads(owner.get("/api/incidents").text)["records"]
    return max(records, key=lambda incident: incident["n_articles"])


@pytest.fixture(scope="module")
def pages(struck: dict[str, Any], owner: Any) -> dict[str, str]:
    """An address of each kind of page."""
    said = re.search(r'href="(/sources/[^"]+)"', owner.get("/sources").text)
    assert said
    claim = struck["claim_ids"][0]
    article = struck["article_ids"][0]
    return {
        "list": "/incidents",
        "search": "/incidents?q=Halvec&grade=Contested",
        "timeline": "/incidents?view=timeline",
        "map": "/incidents?view=map",
        "nothing": "/incidents?q=submarine",
        "incident": f"/incidents/{struck['id']}",
        "value": f"/incidents/{struck['id']}?claim={claim}&value=counts.0",
        "article": f"/articles/{article}",
        "source": f"/articles/{article}/source",
        "sources": "/sources",
        "one source": said[1],
        "review": "/review",
        "decisions": "/decisions",
        "agreement": "/agreement",
        "people": "/people",
        "start": "/start",
        "taking": "/start/given",
        "refused": "/start/given?which=refused",
        "rejects": "/rejects",
        "fault": "/incidents/i-none",
    }


@pytest.fixture
def page(visit: Callable[..., Page], looking: Any, owner: Any) -> Page:
    """A browser at the list of incidents."""
    return visit(looking, owner)


def test_a_click_on_a_value_lights_its_sentence(
    page: Page, looking: Any, struck: dict[str, Any]
) -> None:
    """The five killed that one outlet tells of are found in its article; the address says so."""
    page.goto(f"{looking.base}/incidents/{struck['id']}")
    five = page.locator(".variant", has=page.get_by_text("5 killed", exact=True))
    five.get_by_role("link", name="Evening Courier").click()
    side = page.locator("#side")
    side.locator("mark.lit-value", has_text="Five people were killed").wait_for()
    lit = side.locator("mark.lit").all_inner_texts()
    assert "".join(lit).endswith("the Veldrian Ministry of Defence said on Telegram.")
    assert "value=counts.0" in page.url
    assert five.locator("a.on").count() == 1
    page.reload()
    assert side.locator("mark.lit-value").inner_text() == "Five people were killed"
    page.go_back()
    page.wait_for_url(re.compile(r"/incidents/[\w-]+$"))


def test_a_value_is_lit_by_the_keyboard_and_without_script(
    page: Page, looking: Any, struck: dict[str, Any]
) -> None:
    """A link is a link: Enter follows it, and its address alone shows the same."""
    page.goto(f"{looking.base}/incidents/{struck['id']}")
    link = page.locator("#row-where .fused a")
    link.focus()
    page.keyboard.press("Enter")
    page.locator("#side mark.lit-value", has_text="Halvec").wait_for()


def test_conflicting_values_stand_side_by_side(
    page: Page, looking: Any, struck: dict[str, Any]
) -> None:
    """Three killed, five killed: each with who says it, and from how many origins.

    Three by the ministry, and by a witness who saw three bodies.
    """
    page.goto(f"{looking.base}/incidents/{struck['id']}")
    row = page.locator("#row-killed")
    assert "versions" in row.locator("h3").inner_text()
    said = row.locator(".said").all_inner_texts()
    assert {"3 killed 2 origins", "5 killed 1 origin"} <= set(said)
    boxes = [row.locator(".variant").nth(k).bounding_box() for k in (0, 1)]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] < boxes[1]["x"]


def test_copies_are_folded_under_the_article_they_were_made_from(
    page: Page, looking: Any, struck: dict[str, Any]
) -> None:
    """The origin's card names the first article, its copy, and why it is held to be one."""
    page.goto(f"{looking.base}/incidents/{struck['id']}#origins")
    card = page.locator("#origins .card", has_text="Ministry of Defence of Veldria").first
    copy = card.locator("li li", has_text="The Daily Lantern").first
    assert "100% alike: the same text" in copy.inner_text()
    copy.locator("xpath=ancestor::details/summary").first.click()
    assert not copy.is_visible()


def test_a_private_person_is_a_witness_outside_the_article(
    page: Page, looking: Any, struck: dict[str, Any]
) -> None:
    """The neighbour who spoke has her name in the page's own words alone."""
    page.goto(f"{looking.base}/incidents/{struck['id']}")
    words = page.locator("body").inner_text()
    quotes = page.locator("#claims q").all_inner_texts()
    for text in (*quotes, page.locator("#side .text").inner_text()):
        words = words.replace(text, "")
    assert "Olha Tren" not in words
    assert "a witness" in words
    page.goto(f"{looking.base}/incidents")
    assert "Olha Tren" not in page.locator("body").inner_text()


def test_furniture_is_greyed_and_claims_are_marked_in_an_article(
    page: Page, looking: Any, pages: dict[str, str]
) -> None:
    """What was cut away is shown where it stood; a kind of mark can be taken off."""
    page.goto(looking.base + pages["article"])
    assert page.locator(".furniture").count() > 0
    claim = page.locator(".text mark.claim").first
    assert claim.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.get_by_label("claims").uncheck()
    assert claim.evaluate("e => getComputedStyle(e).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert "published" in page.locator("dl.facts").inner_text()


def test_a_page_full_of_script_stays_text_on_every_screen(
    page: Page, looking: Any, owner: Any
) -> None:
    """Title, body, outlet, byline and address are shown as they are written, and nothing runs."""
    records = json.loads(owner.get("/api/incidents").text)["records"]
    found = [
        (incident, article)
        for incident in records
        for article in incident["article_ids"]
        if "pwned" in (json.loads(owner.get(f"/api/articles/{article}").text)["title"] or "")
    ]
    assert found
    incident, article = found[0]
    claims = [json.loads(owner.get(f"/api/claims/{name}").text) for name in incident["claim_ids"]]
    hostile = next(claim["id"] for claim in claims if claim["article_id"] == article)
    paths = ["event", "source", "channel", "place", "when", "counts.0", "weapons.0"]
    screens = [
        "/incidents",
        "/map/frame?frame=-60,20,20,60",
        f"/incidents/{incident['id']}",
        *(f"/incidents/{incident['id']}?claim={hostile}&value={path}" for path in paths),
        f"/articles/{article}",
        f"/articles/{article}/source",
        *(f"/review?item={hostile}:{path}" for path in ("event", "source", "counts.0")),
        "/start/given",
    ]
    for screen in screens:
        page.goto(looking.base + screen)
        assert page.evaluate("window.pwned") is None, screen
        assert page.locator("main script, main img, main svg, main iframe").count() == 0
        assert page.locator('a[href^="javascript" i]').count() == 0
        assert "\u202e" not in page.locator("body").inner_text()
    for screen in screens[3:]:
        page.goto(looking.base + screen)
        assert "window.pwned=1" in page.locator("main").inner_text(), screen
    page.goto(f"{looking.base}/articles/{article}")
    assert "javascript:window.pwned=1" in page.locator("dl.facts").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(
    page: Page, looking: Any, pages: dict[str, str], scheme: Any, axe: Any
) -> None:
    """Every page, light and dark, passes the rules of WCAG 2.2 AA that a machine can check."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for name, path in pages.items():
        page.goto(looking.base + path)
        assert axe(page) == [], name


@pytest.mark.parametrize("width", [SHORTEST, WIDEST])
def test_nothing_is_wider_than_the_screen(
    page: Page, looking: Any, pages: dict[str, str], width: int
) -> None:
    """From a small phone to a wall, no page scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    for name, path in pages.items():
        page.goto(looking.base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_chosen_theme_outlives_the_page(page: Page, looking: Any) -> None:
    """The button turns the page dark, and the next one is dark from the start."""
    shade = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(shade)
    page.get_by_role("button", name="Change between light and dark").click()
    dark = page.evaluate(shade)
    page.goto(f"{looking.base}/people")
    assert page.evaluate(shade) == dark != light


def test_the_start_of_an_id_is_enough(page: Page, looking: Any, struck: dict[str, Any]) -> None:
    """As in the terminal."""
    page.goto(f"{looking.base}/incidents/{struck['id'][:8]}")
    assert page.url.endswith(struck["id"])


def test_graphic_words_are_covered_until_they_are_asked_for(page: Page, owner: Any) -> None:
    """They blur at first; one button shows them, on this page and on the next."""
    records = json.loads(owner.get("/api/incidents").text)["records"]
    articles = [name for incident in records for name in incident["article_ids"]]
    hostile = next(
        name for name in articles if "charred bodies" in owner.get(f"/articles/{name}").text
    )
    page.goto(f"{page.url.partition('/incidents')[0]}/articles/{hostile}")
    word, button = page.locator(".graphic").first, page.get_by_role("button", name="graphic")

    expect(word).to_have_text("charred bodies")
    expect(word).to_have_css("filter", re.compile("blur"))
    button.click()
    expect(word).to_have_css("filter", "none")
    page.reload()
    expect(word).to_have_css("filter", "none")
    button.click()
    page.mouse.move(0, 0)
    expect(word).to_have_css("filter", re.compile("blur"))
