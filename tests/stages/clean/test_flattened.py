"""Flattened pages: the body stays whole, what stands around it is cut and remembered."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Article
from reportedly.stages.clean.agencies import mark_credits
from reportedly.stages.clean.lines import split_lines
from reportedly.stages.clean.normalising import normalise
from reportedly.stages.clean.page import Page, cut_flattened
from reportedly.stages.clean.rules import inside_pattern

Cleaned = Callable[..., Article]

TITLE = "Thermobaric rockets hit the market of Velyka Hrushka, say rescuers"
BODY = (
    (
        "Thermobaric rockets struck the market square of Velyka Hrushka in the north of the region "
        "on Thursday morning, the rescue service said on its Telegram channel, while people were "
        "queuing for bread and for fuel that had come on the first lorries in nine days."
    ),
    "“Eleven people were taken to hospital,” said its spokeswoman, Halyna Dovzhenko.",
    (
        "The army of the north denied that it had fired on the town and spoke of an explosion in a "
        "store of ammunition."
    ),
    "No one was killed.",
    (
        "It was the second attack on the town since the ceasefire ended in the middle of February, "
        "and the first in which rockets of this kind were seen, according to the mission of "
        "observers, which has asked both sides to let its patrols go back to the crossing."
    ),
)
TOP = (
    "Skip to main content",
    "Menu",
    "Home > World > Europe",
    "Search this site",
    "Thursday, 2 March 2023",
    "Subscribe",
)
UNDER_TITLE = ("By Nadia Orlova and Piet Smit", "2 March 2023, 18:40", "Share", "Facebook", "X")
BETWEEN = (
    "Read more: Bridge reopens after flood",
    "Advertisement",
    "Photo: Oleh Marchenko/AFP",
    "Sign up for our daily newsletter and get the news in your inbox",
    "Share on WhatsApp",
    "Click to enlarge",
    "Related:",
    "5 min read",
    "Follow Nadia Orlova on Twitter",
    "Image copyright EPA",
    "MORE GREAT STORIES FROM",
)
TAILS = (
    ("Source link", "About Marta"),
    ("Tags: war, rockets, Velyka Hrushka",),
    (
        "Check Also",
        "Could the old mine hold the waste of a whole country? Five answers from the experts",
        "The minister, Ivo Branhas said more than once that the mine is as safe as …",
    ),
    ("Related articles", "Ferry sinks in storm off the cape", "Two villages lose their school"),
    ("Leave a Reply", "Your email address will not be published.", "Name *"),
    ("About the author", "Nadia Orlova has reported from the region since 2011."),
    ("© 2023 The Valley Courier. All rights reserved.",),
)


def page(*parts: tuple[str, ...]) -> str:
    """The lines of a page, a blank line between them."""
    return "\n\n".join(line for part in parts for line in part)


def cut_from(article: Article) -> str:
    """All that was cut, joined."""
    return "\n".join(article.page_text[f.start : f.end] for f in article.furniture)


def test_a_known_title_parts_from_the_long_line_that_it_begins() -> None:
    """Where a page lost its line ends, the title is a line of its own, and only as whole words."""
    rest = "the rescue service of the region said on Thursday. " * 12
    for title, parted in ((TITLE, True), (TITLE[:-1], False)):
        first = split_lines(f"{TITLE} {rest}", inside_pattern(), title)[0]
        assert (first.text == title) == parted


def test_a_page_with_everything_around_it(cleaned: Cleaned) -> None:
    """Menus, byline, share buttons, credits, teasers and comments go; every sentence stays."""
    middle = (BODY[0], BETWEEN[0], BODY[1], BETWEEN[1], BODY[2], BETWEEN[2], *BODY[3:])
    tail = tuple(line for part in TAILS for line in part)
    article = cleaned(page(TOP, (TITLE,), UNDER_TITLE, middle, tail))
    assert article.title == TITLE
    assert article.text == "\n\n".join(BODY)
    assert article.byline == "Nadia Orlova and Piet Smit"
    cut = cut_from(article)
    for line in (*TOP, *UNDER_TITLE, *BETWEEN[:3], *tail):
        assert line in cut


@pytest.mark.parametrize("tail", TAILS, ids=lambda tail: tail[0])
def test_each_tail_alone_is_cut(cleaned: Cleaned, tail: tuple[str, ...]) -> None:
    """Each kind of tail is cut whole, and the last paragraph before it stays."""
    article = cleaned(page((TITLE,), BODY, tail))
    assert article.text == "\n\n".join(BODY)
    for line in tail:
        assert line in cut_from(article)


@pytest.mark.parametrize("line", BETWEEN)
def test_furniture_between_paragraphs_takes_no_paragraph_along(cleaned: Cleaned, line: str) -> None:
    """A line in the middle is cut alone."""
    article = cleaned(page((TITLE,), BODY[:2], (line,), BODY[2:]))
    assert article.text == "\n\n".join(BODY)
    assert line in cut_from(article)


def test_a_short_last_sentence_after_furniture_stays(cleaned: Cleaned) -> None:
    """A credit before the last, short sentence does not end the article."""
    article = cleaned(page((TITLE,), BODY, ("Photo: Reuters", "It could not be verified.")))
    assert article.text.endswith("\n\nIt could not be verified.")


def test_a_teaser_over_the_headline_is_not_taken_for_it(cleaned: Cleaned) -> None:
    """The headline is the line that shares its words with the body, under a menu of others."""
    above = ("News Video Weather Contact", "Ferry sinks in storm off the cape, twelve missing")
    article = cleaned(page(above, (TITLE,), UNDER_TITLE, BODY))
    assert article.title == TITLE
    assert article.text == "\n\n".join(BODY)


@pytest.mark.parametrize(
    "headline",
    [
        "Russia, Ukraine trade blame over shells near the dam",
        "Top commander killed in a strike on his car, army says",
        "More shells fall on the road to Hrushka",
        "More in the north flee as bombs fall on towns",
        "Time runs out for 300 people trapped in the mine",
        "Video: drone hits the bell tower of a monastery",
        "Analysis: why the bridges matter to both armies",
        "US-made rockets found in a field near the border",
        "Contact Lost With Three Villages in the Hills",
    ],
)
def test_headlines_that_begin_as_furniture_does_are_headlines(
    cleaned: Cleaned, headline: str
) -> None:
    """The first words of a headline may be those of a menu or a teaser."""
    article = cleaned(page((headline,), BODY, ("Source link",)))
    assert article.title == headline
    assert article.text == "\n\n".join(BODY)


def test_headlines_under_a_marker_in_the_middle_are_cut(cleaned: Cleaned) -> None:
    """A list of teasers in the middle goes, the article after it stays."""
    teasers = (
        "Related articles",
        "Ferry sinks in storm off the cape",
        "Two villages lose a school",
    )
    article = cleaned(page((TITLE,), BODY[:2], teasers, BODY[2:]))
    assert article.text == "\n\n".join(BODY)
    assert "Ferry sinks" in cut_from(article)


@pytest.mark.parametrize("credit", [
    ("With information from dpa and EFE", ["dpa", "EFE"]),
    ("Reuters, Anadolu Agency and Kyodo contributed to this report.", ["Reuters", "AA", "Kyodo"]),
    ("Source: Ukrinform", ["Ukrinform"]),
    ("(AFP)", ["AFP"]),
    ("— AP", ["AP"]),
    ("With inputs from PTI", ["PTI"]),
], ids=lambda c: c[0])  # fmt: skip
def test_the_line_that_credits_agencies_is_cut_but_its_credit_kept(
    cleaned: Cleaned, credit: tuple[str, list[str]]
) -> None:
    """The credit points at its words in page_text."""
    line, names = credit
    article = cleaned(page((TITLE,), BODY, (line, "Source link")))
    assert article.text == "\n\n".join(BODY)
    assert [c.name for c in article.agencies] == names
    assert {c.span.field for c in article.agencies} == {"page"}
    assert all(article.cut(c.span) in line for c in article.agencies)
    assert [f.kind for f in article.furniture] == ["agency credit", "source link"]


def test_a_page_wrapped_at_a_fixed_width_is_joined(cleaned: Cleaned) -> None:
    """Lines of 70 characters become paragraphs again."""
    wrapped = "\n\n".join(textwrap.fill(part, 70) for part in (TITLE, *BODY))
    assert cleaned(wrapped).text == "\n\n".join(BODY)


def test_a_page_without_line_ends_loses_its_tail(cleaned: Cleaned) -> None:
    """Markers inside the one line end the article there; a known title begins it."""
    tail = ("Source link", *TAILS[2], "Leave a Reply", "Your email address will not be published.")
    article = cleaned(" ".join((TITLE, *BODY, *tail)), title=TITLE)
    assert article.title == TITLE
    assert article.text == " ".join(BODY)


def test_windows_line_ends_and_odd_spaces_are_put_in_order(cleaned: Cleaned) -> None:
    """Line ends, no-break spaces and invisible characters do not reach the text."""
    raw = "\ufeff" + page((TITLE,), BODY).replace(" ", "\u00a0 ").replace("\n", "\r\n")
    assert cleaned(raw.replace("rockets", "ro\u00adckets")).text == "\n\n".join(BODY)


def test_a_window_title_gives_the_outlet(cleaned: Cleaned) -> None:
    """A first line that repeats the headline with the outlet's name names the outlet."""
    article = cleaned(page((f"{TITLE} | The Valley Courier", TITLE), BODY))
    assert article.outlet == "The Valley Courier"
    assert article.title == TITLE
    assert article.text == "\n\n".join(BODY)


def test_furniture_alone_is_a_reject(refused: Callable[..., str]) -> None:
    """A page of menus has no article, and says so."""
    assert "No article text" in refused("Menu\nShare\nFacebook\nLeave a Reply")
    assert "no visible text" in refused(" \u00a0 \n\n")


LONG = BODY[0]
INSERTS = (*BETWEEN, *TOP, *UNDER_TITLE, "Related articles", "More from this section", "See also")


@settings(max_examples=60, deadline=None)
@given(
    inserts=st.lists(st.tuples(st.integers(0, 8), st.sampled_from(INSERTS)), max_size=8),
    count=st.integers(2, 8),
)
def test_no_long_paragraph_is_ever_cut_from_the_middle(
    cleaned: Cleaned, inserts: list[tuple[int, str]], count: int
) -> None:
    """Whatever stands between them, paragraphs of over 40 words with a full stop stay."""
    paragraphs = [LONG.replace("nine", f"nine times {n}") for n in range(count)]
    lines = list(paragraphs)
    for at, line in inserts:
        lines.insert(min(at, len(lines) - 1), line)
    article = cleaned("\n".join([TITLE, *lines]))
    for paragraph in paragraphs:
        assert paragraph in article.text


LINES = st.one_of(
    st.sampled_from((*INSERTS, *BODY, TITLE, *[line for tail in TAILS for line in tail])),
    st.text(max_size=80),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_the_text_is_the_page_by_cutting_only(lines: list[str]) -> None:
    """Words of the article and its furniture are the page's, in order, and none is in both."""
    cut = cut_flattened("\n".join(lines), None, mark_credits)
    assert re.sub(r"\s", "", cut.text) in _subsequences(cut.page_text, cut)
    for piece in cut.furniture:
        assert 0 <= piece.start < piece.end <= len(cut.page_text)
    places = {i for f in cut.furniture for i in range(f.start, f.end)}
    for i in cut.kept:
        assert places.isdisjoint(range(cut.lines[i].start, cut.lines[i].end))
        assert cut.page_text[cut.lines[i].start : cut.lines[i].end] == cut.lines[i].text


def _subsequences(page_text: str, cut: Page) -> list[str]:
    """The page without its furniture and headline, as one string without spaces."""
    gone = {i for f in cut.furniture for i in range(f.start, f.end)}
    if cut.headline is not None:
        line = cut.lines[cut.headline]
        gone |= set(range(line.start, line.end))
    left = "".join(c for i, c in enumerate(page_text) if i not in gone)
    return [re.sub(r"\s", "", left)]


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing(text: str) -> None:
    """The shape of a text is the shape of its shape."""
    assert normalise(normalise(text)) == normalise(text)


def test_the_same_page_has_the_same_article_id(cleaned: Cleaned) -> None:
    """The id comes of the bytes."""
    assert cleaned(page((TITLE,), BODY)).id == cleaned(page((TITLE,), BODY)).id


@pytest.mark.parametrize(
    "box",
    [
        ("Get our evening bulletin", "Leave your e-mail and we will write to you twice a week."),
        (
            "Who wrote this",
            "Nadia Orlova has been editor of the foreign pages of this site for years.",
        ),
        ("Total or partial reproduction of this text is forbidden.",),
        (
            "All rights reserved.",
            "Who signs this article",
            "Nadia Orlova has been editor of the foreign pages of this site since 2009.",
        ),
    ],
)
def test_boxes_of_stiff_wording_are_cut(cleaned: Cleaned, box: tuple[str, ...]) -> None:
    """A bulletin, an author and a notice of rights are furniture, whatever stands under them."""
    article = cleaned("\n\n".join((TITLE, *BODY, *box)))

    assert article.text.endswith(BODY[-1])
