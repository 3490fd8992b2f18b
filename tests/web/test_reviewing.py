"""The queue: one value a card, judged by keys that are dead while a person types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from reportedly.stores.casebook import Casebook
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

FIFTY = 50


@pytest.fixture(scope="module")
def served(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, served_once: Any
) -> Iterator[Any]:
    """A server on a casebook of this module's own."""
    started = served_once(whole, tmp_path_factory.mktemp("reviewing"))
    started.owner = started.client()
    yield started
    started.kill()


@pytest.fixture
def card(visit: Callable[..., Page], served: Any) -> Page:
    """A browser before the first card."""
    page = visit(served, served.owner)
    page.get_by_role("link", name="Review").click()
    page.wait_for_url("**/review")
    page.wait_for_load_state()  # the keys work from here on
    return page


def item(page: Page) -> str:
    """Which value the card asks about."""
    return page.locator("#card input[name=item]").first.input_value()


def decisions(served: Any) -> list[Any]:
    """Every decision of the casebook."""
    with Casebook.open(served.folder) as casebook:
        return list(casebook.decisions())


@pytest.mark.parametrize(("key", "action"), [("a", "accept"), ("x", "reject")])
def test_a_key_judges_the_value_that_is_lit(
    card: Page, served: Any, key: str, action: str, press: Any
) -> None:
    """One press, one decision on the words that are lit, and the next card is there."""
    asked, lit = item(card), card.locator("#side mark.lit").all_inner_texts()
    press(card, key)
    last = decisions(served)[-1]
    assert (last.action, last.by) == (action, "Ana")
    assert last.on.field == asked.partition(":")[2]
    assert "".join(lit).split() == last.on.quote.split()
    assert item(card) != asked


def test_a_number_takes_the_alternative(card: Page, served: Any, press: Any) -> None:
    """The first card in dispute: 1 takes what another claim says, in this claim's own words."""
    words = card.locator(".alternatives bdi").first.inner_text()
    asked = item(card)
    press(card, "1")
    last = decisions(served)[-1]
    assert last.action == "edit"
    assert last.after["span"] == last.before["span"]
    for _ in range(50):  # until it is worked in
        card.goto(f"{served.base}/review?item={asked}")
        if card.locator("h1 bdi").inner_text() == words:
            break
    assert card.locator("h1 bdi").inner_text() == words
    assert "changed by Ana" in card.locator(".values").inner_text()


def test_e_opens_the_change_and_keys_are_dead_inside_it(card: Page, served: Any) -> None:
    """While a person types, no letter judges anything."""
    before = len(decisions(served))
    asked = item(card)
    card.keyboard.press("e")
    assert card.evaluate("document.activeElement.closest('#change') !== null")
    card.locator("#change").get_by_label("Why").click()
    card.keyboard.type("axujk 123?")
    assert card.locator("#change").get_by_label("Why").input_value() == "axujk 123?"
    assert (item(card), len(decisions(served))) == (asked, before)
    assert card.locator("dialog[open]").count() == 0


def test_jumping_and_skipping_decide_nothing(card: Page, served: Any, press: Any) -> None:
    """J and k look around, space puts the value at the end."""
    before = len(decisions(served))
    first = item(card)
    press(card, "j")
    second = item(card)
    press(card, "k")
    assert (item(card), second != first) == (first, True)
    press(card, " ")
    assert item(card) == second
    press(card, "k")
    assert item(card) == first  # at the end now, which is before the start
    assert len(decisions(served)) == before


def test_u_undoes_the_last_decision_and_shows_its_card(card: Page, served: Any, press: Any) -> None:
    """The value is asked about again."""
    asked = item(card)
    press(card, "a")
    assert item(card) != asked
    press(card, "u")
    assert item(card) == asked
    assert [d.action for d in decisions(served)[-2:]] == ["accept", "undo"]


def test_help_lists_the_keys_and_holds_them_back(card: Page, served: Any) -> None:
    """? opens the list; no key judges behind it."""
    before = len(decisions(served))
    card.keyboard.press("?")
    card.get_by_role("dialog", name="Keys").wait_for()
    card.keyboard.press("a")
    card.keyboard.press("Escape")
    assert card.locator("dialog[open]").count() == 0
    assert len(decisions(served)) == before


def test_a_held_key_and_a_shortcut_of_the_browser_judge_nothing(card: Page, served: Any) -> None:
    """Ctrl-A selects all; a key that repeats is one press."""
    before = len(decisions(served))
    card.keyboard.press("Control+a")
    card.evaluate("""document.dispatchEvent(
        new KeyboardEvent('keydown', {key: 'a', repeat: true, bubbles: true}))""")
    card.wait_for_timeout(200)
    assert len(decisions(served)) == before


def test_the_uncertain_and_consequential_comes_first(served: Any) -> None:
    """How many were killed, where claims differ, before who prints it through which channel."""
    client = served.owner
    first = client.get("/review").text
    assert re.search(r"asked early: .*versions in the incident", first)
    weights = load("review")["weights"]
    assert weights["counts"] > weights["place"] > weights["event"] > weights["channel"]


def test_fifty_decisions_can_be_taken_back(served: Any) -> None:
    """The list of one's own decisions goes back fifty, and each has its Undo."""
    client = served.client(served.invite(served.owner, "Fifi", "reviewer"))
    asked = _asked(client)
    for _ in range(FIFTY + 2):
        sent = {"item": asked, "action": "accept"}
        asked = _item_in(client.post("/review", sent, hx_request="true").text)
    undoes = re.findall(r'name="decision" value="([\w-]+)"', client.get("/review").text)
    assert len(undoes) == FIFTY
    for decision in (undoes[0], undoes[-1]):
        assert client.post("/review", {"decision": decision, "action": "undo"}).status == 303
    with Casebook.open(served.folder) as casebook:
        mine = [d for d in casebook.decisions() if d.by == "Fifi"]
    assert {d.before for d in mine if d.action == "undo"} == {undoes[0], undoes[-1]}


def test_two_reviewers_are_asked_about_different_values(served: Any) -> None:
    """What one looks at is not put before the other; who is slower is told."""
    ben = served.client(served.invite(served.owner, "Ben", "reviewer"))
    eva = served.client(served.invite(served.owner, "Eva", "reviewer"))
    his, hers = _asked(ben), _asked(eva)
    assert his != hers
    assert ben.post("/review", {"item": his, "action": "accept"}).status == 303
    before = len(decisions(served))
    slower = eva.post("/review", {"item": his, "action": "reject"}, hx_request="true")
    assert "Ben was faster: accepted" in slower.text
    assert len(decisions(served)) == before


def test_a_reader_has_no_queue(served: Any) -> None:
    """Nor a link to it."""
    reader = served.client(served.invite(served.owner, "Lea", "reader"))
    assert reader.get("/review").status == 403
    assert 'href="/review"' not in reader.get("/incidents").text


@pytest.mark.parametrize("key", ["", "c-none:event", "nonsense", "c-1:", "c-1:counts.9"])
def test_a_card_that_is_not_there_is_told(served: Any, key: str) -> None:
    """No decision is made on it, and nothing fails."""
    answer = served.owner.post("/review", {"item": key, "action": "accept"})
    assert answer.status == 404
    assert served.owner.post("/review", {"item": key, "action": "explode"}).status == 400
    assert served.owner.get(f"/review?item={key}").status == 200


def _asked(client: Any) -> str:
    return _item_in(client.get("/review").text)


def _item_in(page: str) -> str:
    found = re.search(r'name="item" value="([^"]+)"', page)
    assert found
    return found[1]
