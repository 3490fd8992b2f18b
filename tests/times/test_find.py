"""Finding time expressions: extents, forms, bounds, and texts that are no dates."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.times import find_times
from reportedly.times.find import SCAN_LIMIT, _near_words
from reportedly.times.patterns import kins


def found(text: str) -> list[str]:
    """The words of each expression."""
    return [one.text for one in find_times(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Held on September 23, 2022 in the town.", ["September 23, 2022"]),
        ("On 23 September the bridge fell.", ["23 September"]),
        ("It fell on Sept. 23.", ["Sept. 23"]),
        ("Logged 23/09/2022 and 2022-09-24.", ["23/09/2022", "2022-09-24"]),
        ("Votes between September 23 and 27 were set.", ["between September 23 and 27"]),
        ("Votes from 23 to 27 September were set.", ["from 23 to 27 September"]),
        ("Raids on March 3-5 killed six.", ["March 3-5"]),
        ("From Monday to Friday it was quiet.", ["From Monday to Friday"]),
        ("On Friday, September 23, it rained.", ["Friday, September 23"]),
        ("A blast on Thursday evening hurt ten.", ["Thursday evening"]),
        (
            "A blast at around 11pm local time on Thursday hurt ten.",
            ["around 11pm local time on Thursday"],
        ),
        ("The officials today announced a curfew.", ["today"]),
        ("The day of yesterday there was shelling.", ["The day of yesterday"]),
        ("On the past Tuesday two died.", ["On the past Tuesday"]),
        ("It ended last month, or earlier this month.", ["last month", "earlier this month"]),
        ("Over the weekend, and in recent days.", ["the weekend", "recent days"]),
        ("The war it launched almost seven months ago.", ["almost seven months ago"]),
        ("They came back a week later.", ["a week later"]),
        ("In 2014, in October, and in spring 2022.", ["2014", "October", "spring 2022"]),
        ("It was shelled for three hours.", ["three hours"]),
        (
            "Now, on day 143 of the war, every day counts.",
            ["Now", "day 143 of the war", "every day"],
        ),
        ("As it enters its eighth month of war.", ["eighth month of war"]),
        ("In the early hours of Wednesday it burnt.", ["the early hours of Wednesday"]),
        ("Tuesday of last week was worse.", ["Tuesday of last week"]),
        ("Seen over the city overnight.", ["overnight"]),
        ("As on every morning, days after the vote.", ["every morning", "days"]),
        ("Lit by the small hours of that morning.", ["the small hours of that morning"]),
        ("The case is heard in May in the capital.", ["May"]),
        ("Hit two days before last Friday.", ["two days before last Friday"]),
        (
            "The decades-long war and the eight-month-old truce.",
            ["decades-long", "eight-month-old"],
        ),
        ("In the past, and over the past week.", ["the past", "the past week"]),
        ("It fell at 3.15am (0115 GMT) on Monday.", ["3.15am (0115 GMT) on Monday"]),
        ("At 3 p.m. (1200 GMT) Monday it fell.", ["3 p.m. (1200 GMT) Monday"]),
        ("Quiet in winter 2022/23.", ["winter 2022/23"]),
        ("A posted third-quarter loss.", ["third-quarter"]),
        ("Last year's third quarter was quiet.", ["Last year's third quarter"]),
    ],
)
def test_extents(text: str, expected: list[str]) -> None:
    """News expressions are found whole."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the capital.",
        "The second brigade lost 2000 soldiers and 1,998 rifles.",
        "The 122 mm rocket of type 9M22S hit house 23/4.",
        "A seven-year-old girl was pulled out.",
        "Jan Novak and April Smith spoke.",
        "The score was 3-1; the sun set; the fall of Kabul.",
        "Call 555-2014-1999 for $2014.",
        "They joined this march and each may fall.",
        "The day before the vote, and the night after his arrest.",
        "An eight-month-old boy was pulled out.",
    ],
)
def test_words_that_are_no_dates(text: str) -> None:
    """Verbs, quantities, calibres, ages, people and phone numbers are not dates."""
    assert found(text) == [] or found(text) == ["April"]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("since February 24", "since"),
        ("until Tuesday", "until"),
        ("votes starting Friday", "from"),
        ("a curfew starting on Friday", "from"),
        ("on Friday", None),
    ],
)
def test_bounds(text: str, bound: str | None) -> None:
    """The word that opens or closes a stretch is kept beside the expression."""
    assert [one.bound for one in find_times(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("He said on Friday that talks will go on.", "past"),
        ("Talks will be held on Friday.", "future"),
        ("On Friday the council will vote.", "future"),
        ("Friday's strike killed two.", "past"),
        ("votes starting Friday", "future"),
        ("The war since Monday", "past"),
        ("Ahead of the trip the office on Sunday issued a warning.", "past"),
        ("It had been due to open on Friday.", "past"),
        ("The loss is due to its slow sales in May.", None),
        ("Fees will be paid on Friday.", "future"),
        ("They are preparing for a summit in April.", "future"),
        ("They are to meet on an unspecified date in January.", "future"),
    ],
)
def test_tense(text: str, tense: str | None) -> None:
    """The verb nearest to an expression says which way it looks."""
    assert find_times(text)[0].tense == tense


WORDS = ["Friday", "March", "3", "2022", "the", "war", "of", "between", "23", "and", "27", "a"]
WORDS += ["almost", "seven", "months", "ago", ",", ".", "\n", "day"]


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS)).map(" ".join)))
def test_spans_point_at_their_words(text: str) -> None:
    """Spans are in order, do not overlap, and cut the expression's words from the text."""
    last = 0
    for one in find_times(text):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        last = one.end


SPOKEN = (
    *WORDS,
    *[
        "overnight",
        "dawn",
        "14:05",
        "GMT",
        "early",
        "last",
        "next",
        "the",
        "year-ago",
        "quarter",
        "night",
        "later",
    ],
)
FILLER = "the hall stood empty and no one came to it " * 8
SPOKEN = (
    *SPOKEN,
    *[
        "Thanksgiving",
        "Christmas",
        "spring",
        "2022/23",
        "every",
        "daily",
        "1990s",
        "weeks",
        "minutes",
    ],
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SPOKEN), max_size=20).map(" ".join))
def test_a_rule_s_needs_hide_no_match(text: str) -> None:
    """Near the words that a rule needs stands all that it matches anywhere in a paragraph."""
    text = f"{FILLER} {text} {FILLER}"
    near = _near_words(text)
    for number, kin in enumerate(kins()):
        for rule in kin:
            everywhere = [match.span() for match in rule.pattern.pattern.finditer(text)]
            some = near.get(number, ())
            nearby = [m.span() for ends in some for m in rule.pattern.finditer(text, *ends)]
            assert nearby == everywhere, (rule.pattern.pattern[:80], text)


def test_a_stretch_ends_with_a_whole_word() -> None:
    """No word cut short at the end of what is scanned is taken for a month: "Mar" of "Marine"."""
    for gap in range(240, 260):
        assert found(f"It may {'x' * gap} to Marine Corps.") == []


@pytest.mark.parametrize("piece", ["x", " ", "1", "Friday ", "war of the ", "in a few ", "\n"])
def test_a_line_of_ten_megabytes_does_not_hang(piece: str) -> None:
    """The scan is bounded and linear: a 10 MB line is done in seconds."""
    began = time.perf_counter()
    expressions = find_times(piece * (10_000_000 // len(piece)))
    assert time.perf_counter() - began < 30
    assert all(one.end <= SCAN_LIMIT for one in expressions)
