"""Agencies: credited for words, not for pictures."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.stages.clean.agencies import CREDIT, credits_in, credits_of_lines, mark_credits
from reportedly.stages.clean.lines import split_lines
from reportedly.vocab import load


def names(text: str) -> list[str]:
    """The short names credited, in the order of the text."""
    return [credit.name for credit in credits_in(text)]


def test_each_credit_of_a_long_line_is_found() -> None:
    """Names far apart on one line are each read with the words around them."""
    between = "the mill stood empty and " * 40
    text = f"The mayor told Reuters that {between}nobody knew why, dpa reported. {between}(AFP)"
    assert names(text) == ["Reuters", "dpa", "AFP"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("With information from AFP and AP", ["AFP", "AP"]),
        ("KYIV, March 3 (Reuters) - Shells fell on the town.", ["Reuters"]),
        ("ADEN (AP) — Four people were killed.", ["AP"]),
        ("The mayor told dpa that the bridge had gone.", ["dpa"]),
        ("“We saw smoke,” he told the Tass news agency.", ["TASS"]),
        ("according to the Russian state news agency RIA Novosti", ["RIA Novosti"]),
        ("Two people died, Anadolu Agency reported.", ["AA"]),
        ("State news agency SANA said the raid killed three.", ["SANA"]),
        ("AFP, Associated Press and Reuters contributed to this report", ["AFP", "AP", "Reuters"]),
        ("By Jane Roe, Associated Press", ["AP"]),
        ("Three were killed, Bloomberg reported.", ["Bloomberg"]),
        ("Ukrinform said that the village had been retaken.", ["Ukrinform"]),
        ("A Xinhua correspondent saw the convoy.", ["Xinhua"]),
        ("Source: UNIAN", ["UNIAN"]),
        ("The strike was confirmed. (ANI)", ["ANI"]),
        ("in an interview with EFE, the minister", ["EFE"]),
        ("Kyodo/Jiji", ["Kyodo", "Jiji"]),
    ],
)
def test_credits_for_words(text: str, expected: list[str]) -> None:
    """Each way to credit an agency is found, by its short name."""
    assert names(text) == expected


def test_the_end_of_a_word_before_an_agency_credits_nothing() -> None:
    """“in” and “by” are words of their own, not the ends of others."""
    assert names("The building that houses Berlin Ukrinform and rugby Ukrinform is old.") == []


@pytest.mark.parametrize(
    "text",
    [
        "A crater in the market. Photo: AFP/Getty Images",
        "Photograph: Oleh Marchenko/AP",
        "Image copyright Reuters Image caption A crater was left by the blast",
        "REUTERS/Jane Roe",
        "The crater on Monday. (AP Photo/Jane Roe)",
        "Photo by Jane Roe/AFP via Getty Images",
        "Picture: EPA",
        "Michael Bloomberg said he would not stand.",
        "The PA system failed and the AA battery was flat.",
        "The rain in Ansa-on-Sea fell.",
        "He lives in Sana and works for a SPA.",
        "The Sputnik vaccine was given to soldiers.",
    ],
)
def test_pictures_and_other_words_are_no_credit(text: str) -> None:
    """Credits of pictures and names that mean something else are left out."""
    assert names(text) == []


def test_a_picture_does_not_hide_the_words() -> None:
    """An agency credited for both is credited, at its words."""
    text = "Photo: Jane Roe/Reuters\n\nThe mayor told Reuters that a shell fell."
    (credit,) = credits_in(text)
    assert credit.span.start == text.rindex("Reuters")


def test_the_vocabulary_is_whole() -> None:
    """At least 60 agencies, each with a country, and no name that means two."""
    agencies = load("agencies")["agencies"]
    assert len(agencies) >= 60
    all_names = [n for a in agencies for n in (*a.get("names", ()), *a.get("acronyms", ()))]
    assert len(all_names) == len(set(all_names))
    assert all(re.fullmatch("[A-Z]{2}", a["country"]) for a in agencies)
    assert len({a["short"] for a in agencies}) == len(agencies)


WORDS = st.sampled_from([
    "AFP", "AP", "Reuters", "told", "said", "(", ")", "-", "—", "/", "Photo:", "by", "and", ",",
    ".", "\n", "the", "news", "agency", "Getty", "Images",
])  # fmt: skip


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_spans_hold_a_name_of_the_agency(text: str) -> None:
    """Every span lies in the text and covers a name that the vocabulary gives the agency."""
    spellings = {
        a["short"]: {*a.get("names", ()), *a.get("acronyms", ())}
        for a in load("agencies")["agencies"]
    }
    found = credits_in(text)
    assert len({c.name for c in found}) == len(found)
    for credit in found:
        assert credit.span.cut(text) in spellings[credit.name]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Editorial staff / Agencies: AFP, dpa", ["AFP", "dpa"]),
        ("Newsroom with AP and EFE wires", ["AP", "EFE"]),
        ("Redaction, with information of the agencies Reuters and ANSA", ["Reuters", "ANSA"]),
        ("International desk (Reuters, AFP)", ["Reuters", "AFP"]),
        ("Text: dpa/AFP", ["dpa", "AFP"]),
        ("World desk | Sources: Reuters, AP", ["Reuters", "AP"]),
        ("Compiled by staff from AFP and Reuters dispatches", ["AFP", "Reuters"]),
        ("Written by the editorial team based on AFP and EFE", ["AFP", "EFE"]),
        ("ms/wk (AFP, dpa)", ["AFP", "dpa"]),
        ("With material from dpa and Reuters agencies", ["dpa", "Reuters"]),
    ],
)
def test_a_credit_may_begin_with_the_desk(line: str, expected: list[str]) -> None:
    """A desk's or an office's words before the agencies leave it their credit."""
    lines = split_lines(line)
    assert mark_credits(lines) == {0: CREDIT}
    assert [credit.name for credit in credits_of_lines(lines)] == expected


@pytest.mark.parametrize(
    "line",
    [
        "The mayor told Reuters and AFP that shells fell",
        "Correspondents said Reuters and AFP were wrong",
        "Shell hits a school, AP reports",
        "Photo desk (Reuters, AFP)",
        "Newsroom of AFP hit by shells in the night",
    ],
)
def test_a_line_that_tells_something_is_no_credit(line: str) -> None:
    """Only lines that hold nothing but the desk and the agencies are credits."""
    assert mark_credits(split_lines(line)) == {}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("KARSO CITY (AFP) - A shell fell.", "dateline"),
        ("A shell fell.\n(AFP)", "credit line"),
        ("A shell fell.\nWith information from AFP", "credit line"),
        ("The mayor told AFP that a shell fell.", "cited"),
        ("An earlier report from AFP said so.", "cited"),
    ],
)
def test_a_credit_says_whether_the_text_is_the_agencys(text: str, how: str) -> None:
    """A dateline and a credit line say whose words these are; a citation is of one statement."""
    (credit,) = credits_in(text)
    assert (credit.name, credit.how) == ("AFP", how)


def test_a_sign_off_in_the_form_of_an_agency_credits_it() -> None:
    """The agency that signs so is inferred, and the credit says that."""
    text = "A shell fell.\n(Reporting by Ada Quill; Editing by Bo Marsh and Cy Holt.)"
    (credit,) = credits_in(text)
    assert (credit.name, credit.how) == ("Reuters", "sign-off")
    assert credit.span.cut(text).startswith("Reporting by Ada Quill; Editing by Bo Marsh")
    assert credits_in("A shell fell. Reporting by the ministry; it edits the rest.") == ()


def test_a_picture_for_a_picture_agency_is_no_credit() -> None:
    """A name before "/Getty" is of who held the camera."""
    assert credits_in("A shell fell.\nBloomberg/Getty Images.\nMore fell.") == ()
