"""Lines of furniture in several wordings, and lines that only look like them."""

from __future__ import annotations

import pytest

from reportedly.records import Article, Retrieval
from reportedly.stages.capture.making import make_received
from reportedly.stages.clean import clean
from reportedly.stages.clean.lines import split_lines
from reportedly.stages.clean.rules import find_rule

TITLE = "Night shelling wounds two in Oskilne"
FIRST = "Two people were hurt when shells fell on Oskilne on Tuesday, the governor told reporters."
LAST = "The village has been under fire for weeks and most of its people left for the west."


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement - continue reading below",
        "ADVERTISEMENT | scroll",
        "Advertisement: story continues below",
        "Ad | Keep scrolling to read on",
        "Advertising • Skip ad",
        "ADVERTISEMENT (scroll down)",
        "Advertisement Scroll to continue",
    ],
)
def test_an_advertisement_line_may_go_on(line: str) -> None:
    """What a reader is told to do beside the word changes nothing."""
    (rule,) = [find_rule(one) for one in split_lines(line)]
    assert rule is not None
    assert rule.kind == "advertisement"
    article = read(f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{LAST}")
    assert line not in article.text


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to improve your visit. Accept all | Settings",
        "Cookies help us to run this site",
        "This page uses only necessary cookies. OK",
        "We value your privacy",
        "Your consent matters: manage cookies",
        "Our site needs your consent to store data",
        "Agree and close",
    ],
)
@pytest.mark.parametrize("menu", ["", "Home | World | Politics\n\n"])
def test_a_cookie_line_above_costs_no_title(line: str, menu: str) -> None:
    """The headline below it is the title all the same."""
    article = read(f"{menu}{line}\n\n{TITLE}\n\n{FIRST}\n\n{LAST}")
    assert article.title == TITLE
    assert article.text.startswith(FIRST)


@pytest.mark.parametrize(
    "line",
    [
        "Privacy fears as army scans phones at checkpoints",
        "Advertisement board falls on market stall",
        "Ads fund shells: army buys",
    ],
)
def test_a_headline_with_such_words_stays(line: str) -> None:
    """A headline that tells of advertisements or privacy is none of them."""
    assert [find_rule(one) for one in split_lines(line)] == [None]


def read(text: str) -> Article:
    """The article of a page without markup."""
    where = Retrieval(source="page", at="2024-01-01T00:00:00+00:00")
    article = clean(make_received(text.encode(), "flattened", where))
    assert isinstance(article, Article)
    return article
