"""HTML pages: the body, what the markup says, and the furniture of the whole page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.records import Article

Cleaned = Callable[..., Article]

PARAGRAPHS = (
    (
        "Two drones struck the grain port of Chorna Haven on Sunday night, its master said, "
        "and a fire burned in a store of sunflower oil until the morning."
    ),
    (
        "Nobody was hurt, he told Reuters, because the night shift had gone to the shelter when "
        "the siren sounded a quarter of an hour before the first explosion."
    ),
    (
        "The port has been hit four times since the summer, and ships now wait a day's sail away "
        "until they are called in, one after another, by the pilots."
    ),
)


def html(body: str = "", head: str = "") -> str:
    """A page with a menu, the article, a teaser list and a footer."""
    article = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html><head><title>Drones hit grain port</title>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>"
        f"<main><article><h1>Drones hit grain port of Chorna Haven</h1>{article}{body}</article>"
        "</main><aside><h3>Most read</h3><a href='/x'>Tanker runs aground off the cape</a></aside>"
        "<footer><p>© 2023 Haven Post</p></footer><script>var x = 'no text';</script></body></html>"
    )


def test_the_body_of_a_page_is_its_paragraphs(cleaned: Cleaned) -> None:
    """The article is kept to the word, the menu, teasers and footer are furniture."""
    article = cleaned(html(), "html")
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.title is not None
    assert article.title.startswith("Drones hit grain port")
    cut = " ".join(article.page_text[f.start : f.end] for f in article.furniture)
    for words in ("Home", "World", "Most read", "Tanker runs aground", "© 2023 Haven Post"):
        assert words in cut
    assert "no text" not in article.page_text
    assert [c.name for c in article.agencies] == ["Reuters"]


def test_furniture_that_the_extraction_leaves_is_cut(cleaned: Cleaned) -> None:
    """The rules for flattened text work inside the body too."""
    article = cleaned(
        html("<p>Read more: Tanker runs aground</p><p>(Reporting by A. Bee)</p>"), "html"
    )
    assert article.text == "\n\n".join(PARAGRAPHS)


def test_a_page_that_extraction_finds_nothing_in_is_read_as_flattened(cleaned: Cleaned) -> None:
    """A page of a few words is still read."""
    article = cleaned(
        "<html><body><p>A shell fell on Dolyna, its mayor said.</p></body></html>", "html"
    )
    assert article.text == "A shell fell on Dolyna, its mayor said."


def test_a_page_without_text_is_a_reject(refused: Callable[..., str]) -> None:
    """Scripts and pictures are no article."""
    assert "no visible text" in refused("<html><body><img src='a.png'></body></html>", "html")
    assert "no element" in refused("<!-- -->", "html")


def test_a_long_line_of_html_is_read(cleaned: Cleaned) -> None:
    """A page of one long line and a page nested deeply do not fail."""
    words = " ".join(PARAGRAPHS) * 500
    assert len(cleaned(f"<html><body><p>{words}</p></body></html>", "html").text) == len(words)
    deep = "<div>" * 2000 + f"<p>{PARAGRAPHS[0]}</p>"
    assert "two drones" in cleaned(f"<html><body>{deep}", "html").page_text.lower()


LINKED = '<script type="application/ld+json">{"@type": "%s", "datePublished": "%s"}</script>'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2023-03-06T08:00:00+02:00">', ""),
        (LINKED % ("NewsArticle", "2023-03-06T06:00:00Z"), ""),
        ('<meta name="pubdate" content="Mon, 06 Mar 2023 06:00:00 GMT">', ""),
        ("", '<time datetime="2023-03-06" class="entry-date">a month ago</time>'),
        ("", '<span itemprop="datePublished">March 6, 2023</span>'),
        ('<link rel="canonical" href="https://haven.example/2023/03/06/drones.html">', ""),
    ],
)
def test_a_date_in_the_markup(cleaned: Cleaned, head: str, body: str) -> None:
    """Elements that state publication give a day, with their name in the why."""
    when = cleaned(html(body, head), "html").published
    assert when is not None
    assert (when.start, when.end, when.basis) == ("2023-03-06", "2023-03-06", "metadata")
    assert "the markup states it" in when.why


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "<p>The store was built on 6 March 2019 by the harbour's own workers.</p>"),
        ("", '<img src="/uploads/2019/03/06/port.jpg" alt="2019-03-06">'),
        ('<meta property="article:modified_time" content="2023-03-06">', ""),
        (LINKED % ("Comment", "2023-03-06"), ""),
        ("", '<div class="comments"><time datetime="2023-03-06">6 March</time></div>'),
        ('<meta name="date" content="2031-01-01">', ""),
    ],
)
def test_other_dates_of_a_page_are_not_taken_for_its_publication(
    cleaned: Cleaned, head: str, body: str
) -> None:
    """Dates of pictures, changes, comments, the past or the future are no publication."""
    article = cleaned(html(body, head), "html")
    assert article.published is None
    assert article.published_null_reason


def test_the_markup_names_outlet_author_and_address(cleaned: Cleaned) -> None:
    """Site name, author and canonical address are read from the head."""
    head = (
        '<meta property="og:site_name" content="Haven Post">'
        '<meta name="author" content="Lena Marsh">'
        '<link rel="canonical" href="https://haven.example/drones">'
    )
    article = cleaned(html(head=head), "html")
    assert (article.outlet, article.byline) == ("Haven Post", "Lena Marsh")
    assert article.url == "https://haven.example/drones"
