"""Links to posts of social media: what the text alone would lose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.posts import post_of
from reportedly.records import Article, Retrieval
from reportedly.stages.capture.making import make_received
from reportedly.stages.clean import clean

PAGE = """<html><head><title>Shells hit Velmora</title></head><body><article>
<h1>Shells hit Velmora</h1>
<p>Shells fell on the market of Velmora on Tuesday, killing four people and wounding eleven.</p>
<p>The ministry of defence <a href="https://t.me/s/karsova_mod/512">wrote on <b>Telegram</b></a>
that rescue workers had searched the ruins of the market until dusk on Tuesday.</p>
<blockquote class="twitter-tweet"><p>Four civilians were killed by shelling in Velmora.</p>
&mdash; MoD (@karsova_mod) <a href="https://twitter.com/karsova_mod/status/17678?ref_src=x">March
12, 2031</a></blockquote>
<p>Read more on <a href="https://paper.example/2031/12">our page</a>, where all reports stand.</p>
</article><footer><a href="https://twitter.com/velmorapost">Follow us</a></footer></body></html>"""


def cleaned(html: str) -> Article:
    """The article of a page."""
    at = Retrieval(source="page.html", at="2031-05-08T10:00:00Z")
    made = clean(make_received(html.encode(), "html", at))
    assert isinstance(made, Article)
    return made


def test_a_link_to_a_post_is_kept_with_its_words() -> None:
    """The post on Telegram and the embedded one; not a link to a page or to an account."""
    page = cleaned(PAGE)
    assert [(post_of(link.url), page.cut(link.span)) for link in page.posts] == [
        ("t.me/karsova_mod/512", "wrote on Telegram"),
        ("twitter.com/status/17678", "March 12, 2031"),
    ]


@pytest.mark.parametrize(
    ("url", "post"),
    [
        ("https://x.com/a/status/5", "twitter.com/status/5"),
        ("https://twitter.com/i/web/status/5?s=20", "twitter.com/status/5"),
        ("https://t.me/channel/7?single", "t.me/channel/7"),
        ("https://t.me/s/channel/7", "t.me/channel/7"),
        ("https://t.me/channel", None),
        ("http://[x", None),
        (None, None),
    ],
)
def test_what_names_a_post(url: str | None, post: str | None) -> None:
    """One post has many addresses."""
    assert post_of(url) == post


ANYTHING = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)


@given(ANYTHING, ANYTHING)
def test_any_words_and_any_address_are_read(words: str, address: str) -> None:
    """What stands in a link breaks nothing, and its words are in the text."""
    link = f'<a href="https://t.me/{address}/5">{words}</a>'
    page = cleaned(PAGE.replace("that rescue", link + " that rescue"))
    assert all(page.cut(found.span) for found in page.posts)
