"""The made pages say what is expected of them, and their measure tells right from wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gate.seedlike import read_page
from gate.seedlike_lines import _place, check
from gate.seedlike_pages import Page, make_pages
from gate.seedlike_phrases import FOLDERS, Wordings, ago, book_of
from gate.seedlike_villages import Village, _fold, _rows
from reportedly.records import Claim, Event, Place, Span

SHARED = Path(__file__).parents[1].parent / "shared"
TABLES = SHARED / "gold" / "gazetteer" / "wof"
PAGES = 40
pytestmark = pytest.mark.skipif(not TABLES.exists(), reason="needs ../shared")


@pytest.fixture(scope="module", params=FOLDERS)
def wordings(request: pytest.FixtureRequest) -> Wordings:
    """Each set of wordings."""
    name: Wordings = request.param
    return name


@pytest.fixture(scope="module")
def pages(wordings: Wordings) -> list[Page]:
    """Pages of every war."""
    return make_pages(TABLES, PAGES, 5, wordings)


def test_the_same_seed_makes_the_same_pages(pages: list[Page], wordings: Wordings) -> None:
    """A figure can be measured again on the very same pages."""
    assert make_pages(TABLES, PAGES, 5, wordings) == pages
    assert make_pages(TABLES, 3, 6, wordings) != pages[:3]


def test_a_page_holds_what_is_expected_of_it(pages: list[Page]) -> None:
    """Title, body, sentence, village and furniture are words of the page, each in its place."""
    for page in pages:
        want = page.expected
        body = page.text[page.text.index(want.body_first) :]
        assert page.text.index(want.title) < page.text.index(want.body_first)
        assert want.village.name in want.evidence
        assert want.evidence in body[: body.index(want.body_last)]
        assert all(line in body for line in want.furniture)
        assert want.furniture[-1] in body[body.index(want.body_last) :]
        assert all(capital in want.body_last for capital in want.capitals)


def test_the_cues_of_a_page_agree_with_its_true_date(pages: list[Page]) -> None:
    """The plan begins within the week that follows publication, on the weekday the page names."""
    for page in pages:
        want = page.expected
        assert 1 <= (want.plan_start - want.published).days <= 6
        assert f"{want.plan_start:%A}" in page.text
        assert str(want.plan_start.day) in page.text
        assert want.published.isoformat() not in page.text


@pytest.mark.parametrize(
    ("anchor", "day", "words"),
    [
        (date(2022, 2, 24), date(2022, 9, 20), "almost seven months ago"),
        (date(2023, 4, 15), date(2023, 6, 20), "more than two months ago"),
        (date(2015, 9, 30), date(2018, 2, 1), "more than two years ago"),
        (date(2015, 3, 26), date(2018, 2, 22), "almost three years ago"),
    ],
)
def test_time_since_the_war_began(anchor: date, day: date, words: str) -> None:
    """Months up to two years, then years, over or under the full count."""
    assert ago(book_of("development"), anchor, day) == words


def test_a_village_is_the_only_one_of_its_name_in_its_region(pages: list[Page]) -> None:
    """So the region that the page names says which of the namesakes is meant."""
    page = next(p for p in pages if p.expected.country == "UA" and p.expected.village.lat)
    village = page.expected.village
    namesakes = [
        row
        for row in _rows(TABLES / "wof_ua.tsv")
        if row["placetype"] == "locality"
        and row["region_name"] == village.region
        and _fold(row["name"]) == _fold(village.name)
    ]
    assert [(float(r["lat"]), float(r["lon"])) for r in namesakes] == [(village.lat, village.lon)]


def test_no_wording_is_taken_from_the_seed_page(wordings: Wordings) -> None:
    """No made page shares seven words in a row with the page that the project began with."""
    seed = _runs((SHARED / "seed" / "ozerne.txt").read_text("utf-8"))
    for page in make_pages(TABLES, PAGES, 9, wordings):
        article = page.text[: page.text.index(page.expected.body_last)] + page.expected.body_last
        assert _runs(article).isdisjoint(seed)


def test_the_held_out_wordings_are_other_wordings() -> None:
    """No wording stands in both sets, nor five words in a row of one in the other."""
    first, second = book_of("development"), book_of("heldout")
    for name in ("titles", "leads", "shown", "cues", "denials", "bodies", "credits"):
        assert _told(first.sentences[name]).isdisjoint(_told(second.sentences[name])), name
        assert len(second.sentences[name]) >= 8, name
    happenings = [[h["text"] for h in x.sentences["happenings"]] for x in (first, second)]
    assert _told(happenings[0]).isdisjoint(_told(happenings[1]))
    plans = [
        [w for p in x.sentences["plans"].values() for w in p["wordings"]] for x in (first, second)
    ]
    assert _told(plans[0]).isdisjoint(_told(plans[1]))


def _told(wordings: list[str]) -> set[tuple[str, ...]]:
    """The runs of five words of wordings, without what they are filled with."""
    return {run for text in wordings for part in re.split(r"{\w+}", text) for run in _runs(part, 5)}


def test_no_page_writes_on_x_before_it_was_called_so() -> None:
    """What a page says does not give away a date that it cannot have."""
    for page in make_pages(TABLES, 150, 3, "heldout"):
        if re.search(r"\bX\b", page.expected.evidence):
            assert page.expected.published >= date(2023, 7, 24)


def _runs(text: str, length: int = 7) -> set[tuple[str, ...]]:
    words = text.casefold().split()
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_a_pin_on_a_namesake_is_wrong(pages: list[Page]) -> None:
    """The village and, without its table, its region are right; a far namesake never is."""
    page = replace(next(p for p in pages if p.expected.country == "UA"), table=None)
    village = page.expected.village
    region = Place(
        as_written="x",
        name="x",
        country="UA",
        admin1=page.expected.region_names[0],
        ucdp_where_prec=4,
        why="",
    )
    right = "village or its region, without the table"

    assert _place_lines(page, _pin(village)) == {right: True, "no pin on a namesake": True}
    assert _place_lines(page, region) == {right: True, "no pin on a namesake": True}
    far = village._replace(lat=10.0, lon=10.0)
    assert _place_lines(page, _pin(far)) == {right: False, "no pin on a namesake": False}


def _pin(village: Village) -> Place:
    return Place(
        as_written=village.name,
        name=village.name,
        country="UA",
        lat=village.lat,
        lon=village.lon,
        ucdp_where_prec=1,
        why="",
    )


def _place_lines(page: Page, place: Place) -> dict[str, bool]:
    made = read_page(page, SHARED / "gold")
    assert made is not None
    claim = Claim(
        id="c",
        article_id="a",
        span=Span(start=0, end=1),
        event=Event(acled_type="x", acled_sub_type="x"),
        modality="asserted",
        place=place,
    )
    return _place(page, replace(made, claim=claim))


def test_a_page_is_read_and_its_article_cut_out(pages: list[Page]) -> None:
    """A made page goes through the whole pipeline; its title, body and furniture come right."""
    lines = check(pages[0], read_page(pages[0], SHARED / "gold"))

    assert lines["read without a reject"]
    assert lines["title"]
    assert lines["furniture cut"]
    assert lines["body ends right"]


def test_a_rejected_page_is_wrong(pages: list[Page]) -> None:
    """What was not read counts against the measure."""
    assert check(pages[0], None) == {"read without a reject": False}
