"""The list answers what is asked of it, and its address asks the same again."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote_plus

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from sqlalchemy import update

from reportedly.records import to_json
from reportedly.stores import tables
from reportedly.stores.casebook import Casebook
from reportedly.web.index import Index
from reportedly.web.search import FACETS, Question, find, match_words, question

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

ALL = 1000


@pytest.fixture(scope="module")
def index(whole: Path, index_of: Callable[[Path], Index]) -> Index:
    """The index of the casebook."""
    return index_of(whole)


@pytest.fixture(scope="module")
def incidents(whole: Path) -> list[Any]:
    """The happenings of the casebook."""
    with Casebook.open(whole) as casebook:
        return [i for i in casebook.incidents() if i.kind == "happening"]


def ids(index: Index, **asked: Any) -> list[str]:
    """What a question finds."""
    return find(index, Question(**asked), 0, ALL).ids


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("Halvec", "Halvec"),
        ("halvec rock", "Halvec"),
        ("9М27К", "Halvec"),
        ("teachers abducted", "Ludesh"),
        ("Órensk", "Orensk"),
    ],
)
def test_words_are_found_in_titles_sentences_and_names(
    index: Index, incidents: list[Any], words: str, where: str
) -> None:
    """Whatever their case, accents and script; the last word may be unfinished."""
    found = ids(index, words=words)
    places = {i.place.name for i in incidents if i.id in found and i.place}
    assert where in places


def test_a_name_of_no_page_finds_nothing(index: Index) -> None:
    """All words must be there."""
    assert ids(index, words="Halvec submarine") == []
    assert ids(index, words="?!") == []


@pytest.mark.parametrize("name", list(FACETS))
def test_a_facet_counts_what_choosing_it_shows(index: Index, name: str) -> None:
    """The number beside a value is the number of rows that come; together with words too."""
    for words in ("", "Veldrian"):
        facet = find(index, Question(words=words), 0, 0).facets[name]
        for value, number in facet:
            chosen = Question(words=words, chosen={name: (value,)})
            assert find(index, chosen, 0, ALL).total == number, value


def test_a_value_chosen_leaves_the_counts_of_its_own_facet(index: Index) -> None:
    """So that a second grade can be added to the first."""
    free = find(index, Question(), 0, 0).facets["grade"]
    chosen = find(index, Question(chosen={"grade": ("Contested",)}), 0, 0).facets["grade"]
    assert dict(chosen) == dict(free)


def test_a_time_takes_what_may_have_happened_in_it(index: Index, incidents: list[Any]) -> None:
    """A night of two days is found by either; what has no date is counted, not shown."""
    night = {i.id for i in incidents if i.place and i.place.name == "Port Selim"}
    for day in ("2024-03-13", "2024-03-14"):
        assert night <= set(ids(index, since=day, until=day))
    undated = [i for i in incidents if i.when is None]
    found = find(index, Question(since="2024-03-01", until="2024-03-31"), 0, ALL)
    assert undated
    assert found.undated == len(undated)
    assert not set(found.ids) & {i.id for i in undated}


def test_origins_are_counted_from_below(index: Index, incidents: list[Any]) -> None:
    """Two or more."""
    assert set(ids(index, origins=2)) == {i.id for i in incidents if i.n_origins >= 2}


def test_an_address_asks_what_it_was_made_of() -> None:
    """The address bar is the saved search."""
    asked = Question(
        kind="plan",
        words="Halvec & co",
        since="2024-03-01",
        origins=2,
        sort="origins",
        chosen={"grade": ("Weak", "Fair"), "side": ("Karsova",)},
    )
    query = asked.address().partition("?")[2]
    parts: dict[str, list[str]] = {}
    for part in query.split("&"):
        name, _, value = part.partition("=")
        parts.setdefault(name, []).append(unquote_plus(value))
    assert question(parts) == asked
    assert Question().address() == "/incidents"


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_question(index: Index, words: str) -> None:
    """No quote, bracket or operator of the index's own language makes it fail."""
    find(index, Question(words=words), 0, 5)
    assert match_words(words).count('"') % 2 == 0


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Ракети влучили в село Гальвець", "гальв"),
        ("الصواريخ أصابت القرية", "القرية"),
        ("火箭弹击中了村庄", "村庄"),
        ("ロケット弾が東京に落ちた", "東京"),
        ("จรวดตกใส่หมู่บ้าน", "หมู่บ้าน"),
        ("Los cohetes alcanzaron Córdoba", "cordoba"),
    ],
)
def test_any_script_can_be_searched(own: Path, sentence: str, words: str) -> None:
    """Also those that write no space between words."""
    with Casebook.open_to_write(own) as casebook:
        article = next(a for a in casebook.articles() if list(casebook.claims(a.id)))
        changed = msgspec.structs.replace(article, title=sentence)
        with casebook._rows.transaction():
            casebook._rows.run(_with_title(changed))
        made = Index()
        made.bring_up(casebook)
        wanted = {i.id for i in casebook.incidents() if article.id in i.article_ids}
    found = find(made, Question(words=words), 0, ALL)
    assert set(found.ids) & wanted
    assert any(hit for pieces in found.snippets.values() for _, hit in pieces)


def _with_title(article: Any) -> Any:
    table = tables.articles
    text = to_json(article).decode()
    return update(table).where(table.c.id == article.id).values(json=text)


def test_a_decision_is_in_the_list_at_once(serve: Callable[..., Any], own: Path) -> None:
    """The ticked of one page are judged together, and the list can be narrowed to them."""
    client = serve(own).client()
    records = json.loads(client.get("/api/incidents").text)["records"]
    ticked = [record["id"] for record in records[:3]]
    sent = {"incident": ticked, "action": "accept", "reason": "the ministry's table"}
    assert client.post("/incidents", sent).status == 303
    page = client.get("/incidents?status=accepted").text
    assert set(re.findall(r'name="incident" value="([\w-]+)"', page)) == set(ticked)
    assert client.post("/incidents", {"action": "accept"}).status == 400
    many = {"incident": [f"i-{k}" for k in range(51)], "action": "accept"}
    assert client.post("/incidents", many).status == 400


def test_the_list_answers_while_a_person_types(
    visit: Callable[..., Page], looking: Any, owner: Any
) -> None:
    """Rows, counts and address follow the words and the ticks; back goes back."""
    page = visit(looking, owner)
    rows = page.locator(".list tbody tr")
    every = rows.count()
    page.get_by_label("Search").press_sequentially("Halvec")
    expect(rows).not_to_have_count(every)
    page.wait_for_url("**/incidents?q=Halvec")
    assert page.locator(".snippet mark", has_text="Halvec").count() > 0
    page.get_by_label(re.compile("Contested")).check()
    page.wait_for_url("**grade=Contested**")
    expect(rows).to_have_count(1)
    assert page.get_by_label(re.compile("Contested")).is_checked()
    page.reload()
    expect(rows).to_have_count(1)
    assert page.get_by_label("Search").input_value() == "Halvec"
    page.get_by_role("link", name="show all").click()
    page.wait_for_url("**/incidents")
    expect(rows).to_have_count(every)


def test_tick_all_ticks_what_is_shown(visit: Callable[..., Page], looking: Any, owner: Any) -> None:
    """And nothing else is sent."""
    page = visit(looking, owner)
    page.goto(f"{looking.base}/incidents?grade=Contested")
    page.get_by_label("Tick all that are shown").check()
    boxes = page.locator('input[name="incident"]')
    assert boxes.count() == page.locator('input[name="incident"]:checked').count() > 0


@pytest.mark.parametrize(
    "query",
    ["page=-1", "page=99999999", "since=yesterday", "origins=many", "kind=war", "sort=x"]
    + [f"q={quote(text)}" for text in ('"', "a AND", "NEAR(", "*", "<script>", "\u202e")],
)
def test_an_odd_address_is_answered(owner: Any, query: str) -> None:
    """With a list, or with nothing found."""
    answer = owner.get(f"/incidents?{query}")
    assert answer.status == 200
    assert 'id="results"' in answer.text
