"""Show prints what a casebook holds, whatever a page put into its text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import IncidentCount, Place, Saying, When
from reportedly.words import (
    count_words,
    place_words,
    plural,
    safe,
    saying_words,
    short,
    when_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("casebook")


def steers(text: str) -> list[str]:
    """The characters in a text that steer a terminal."""
    return [c for c in text if unicodedata.category(c) in {"Cc", "Cf"} and c != "\n"]


def test_the_table_has_happenings_and_says_what_else_there_is(run: Callable[..., Any]) -> None:
    """Plans, background and rejects are counted beside the table of happenings."""
    done = run("show")
    assert "incident-1a" in done.out
    assert "2024-03-05" in done.out
    assert "3 or more killed" in done.out
    assert "incident-plan" not in done.out
    assert "1 plan (--plans), 1 background incident (--background), 1 reject" in done.err


@pytest.mark.parametrize(
    ("flag", "name"), [("--plans", "incident-plan"), ("--background", "incident-backgr")]
)
def test_plans_and_background_are_kept_apart(run: Callable[..., Any], flag: str, name: str) -> None:
    """Each kind has a table of its own."""
    done = run("show", flag)
    assert name[:15] in done.out
    assert "incident-1a" not in done.out


def test_rejects_are_shown_with_their_reasons(run: Callable[..., Any]) -> None:
    """What could not be read is listed with its stage and why."""
    done = run("show", "--rejects")
    assert "clean" in done.out
    assert "no text" in done.out


def test_a_private_person_is_a_witness_in_the_list(run: Callable[..., Any]) -> None:
    """The table does not name a private person; the record itself does."""
    assert "a witness" in run("show").out
    assert "Marta" not in run("show").out
    assert "Marta Ilnytska" in run("show", "incident-1a").out


@pytest.mark.parametrize(
    "arguments",
    [(), ("--rejects",), ("incident-1a",), ("article-1a",), ("claim-1a",)],
)
def test_a_page_cannot_steer_the_terminal(
    run: Callable[..., Any], arguments: tuple[str, ...]
) -> None:
    """No control character of a page's text comes out, and its brackets stay brackets."""
    done = run("show", *arguments)
    assert steers(done.out) == []
    if arguments and arguments != ("--rejects",):
        assert "[bold]Lypky[/bold]" in done.out


def test_the_start_of_an_id_is_enough(run: Callable[..., Any]) -> None:
    """A record is named by any start of its id that no other has."""
    assert "the page states no date" in run("show", "art").out


@pytest.mark.parametrize(
    ("start", "told"),
    [("zz", "No incident, article or claim"), ("incident", "is the start of 3 ids")],
)
def test_an_id_that_names_none_or_many_is_told(
    run: Callable[..., Any], start: str, told: str
) -> None:
    """An unknown or ambiguous id ends with 2 and says what to do."""
    done = run("show", start)
    assert done.code == 2
    assert told in done.err


def test_an_incident_shows_what_it_rests_on(run: Callable[..., Any]) -> None:
    """An incident comes with its origin, its claim's sentence, and why values are missing."""
    out = run("show", "incident-1a").out
    for words in ("she saw it", "Shells hit", "no gazetteer knows it", "Weak: one origin"):
        assert words in out


def test_json_holds_the_records(run: Callable[..., Any]) -> None:
    """--json prints one JSON document of records, and nothing else."""
    listed = run("show", "--json").json
    assert [incident["id"] for incident in listed["incidents"]] == ["incident-1a"]
    assert [incident["record"] for incident in listed["plans"]] == ["incident"]
    assert listed["rejects"][0]["reason"] == "no text"
    one = run("show", "incident-1a", "--json").json
    assert one["incident"]["id"] == "incident-1a"
    assert [claim["id"] for claim in one["claims"]] == ["claim-1a"]
    assert [origin["id"] for origin in one["origins"]] == ["o-1a"]
    article = run("show", "article-1a", "--json").json
    assert [mention["text"] for mention in article["mentions"]] == ["Marta Ilnytska"]


def test_two_kinds_at_once_are_refused(run: Callable[..., Any]) -> None:
    """--plans with --background ends with 2."""
    assert run("show", "--plans", "--background").code == 2


@given(st.text())
def test_safe_text_has_nothing_that_steers(text: str) -> None:
    """Whatever goes in, no control or format character comes out."""
    assert steers(safe(text) + "x") == []


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "0 killed"),
        (3, 3, "3 killed"),
        (3, None, "3 or more killed"),
        (None, 5, "up to 5 killed"),
        (3, 5, "3 to 5 killed"),
        (None, None, "some, number not said: killed"),
    ],
)
def test_counts_keep_their_range(low: int | None, high: int | None, words: str) -> None:
    """A range stays a range, an open end is said, and unknown is not zero."""
    assert count_words(IncidentCount(what="killed", who=None, low=low, high=high, by=())) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2024-03-05", "2024-03-05", "2024-03-05"),
        ("2024-03", "2024-03", "2024-03"),
        ("2024-03-05", "2024-03-09", "2024-03-05 to 2024-03-09"),
        ("2024-03-05", None, "from 2024-03-05"),
        (None, "2024-03-05", "until 2024-03-05"),
    ],
)
def test_times_are_no_finer_than_known(start: str | None, end: str | None, words: str) -> None:
    """A time is shown as it is cut, with its open end said."""
    when = When(
        start=start, end=end, precision="day", ucdp_date_prec=1, basis="stated", why="as said"
    )
    assert when_words(when) == words


def test_a_place_says_how_finely_it_is_known() -> None:
    """A place known to its region alone says so."""
    region = Place(as_written="Velmar", name="Velmar", country="XA", precision="admin1", why="said")
    assert place_words(region) == "Velmar, XA (region only)"
    assert place_words(None) == "not said"


def test_short_ids_and_plurals() -> None:
    """A short id keeps its type; one is not many."""
    assert short("incident-0123456789abcdef") == "incident-012345"
    assert (plural(1, "page"), plural(0, "page")) == ("1 page", "0 pages")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "Red Crescent, first on 2031-05-05"),
        ({"latest": False}, "Red Crescent, first on 2031-05-05; since then another number"),
        ({"denied": True, "latest": False}, "Red Crescent: denies it, first on 2031-05-05"),
        ({"origin": None, "first": None}, "origin not known, on no known day"),
    ],
)
def test_a_number_is_shown_with_who_gives_it(more: dict[str, Any], told: str) -> None:
    """Whose number it is, since when, and whether they have given another since."""
    plain = {"origin": "o-1", "claim_ids": ("c-1",), "first": "2031-05-05"}
    assert saying_words(Saying(**(plain | more)), {"o-1": "Red Crescent"}) == told
