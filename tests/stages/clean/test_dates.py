"""The publication date: where it may come from, in which order, and when there is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import Article, PageMeta, Retrieval
from reportedly.stages.capture.making import make_received
from reportedly.stages.clean import clean
from reportedly.stages.clean.daywords import given_day, printed_dates

Cleaned = Callable[..., Article]

TITLE = "Mortar fire kills shepherd near Tasht, police say"
BODY = (
    "A shepherd was killed by mortar fire on a pasture near the village of Tasht, the police of "
    "the district said, and three of his sheep were found dead beside him in the evening."
)
OTHER = (
    "Nobody said who had fired, and the two armies on the hills above the village did not answer "
    "questions that were sent to them by the office of the district."
)


def page(*heading: str, tail: tuple[str, ...] = ()) -> str:
    """A page with lines between headline and body, and after it."""
    return "\n\n".join((TITLE, *heading, BODY, OTHER, *tail))


@pytest.mark.parametrize("value", [
    "2023-03-06", "2023-03-06T10:00:00Z", "2023-03-06 10:00:00", "2023/03/06", "2023/03/06 10:00",
    "2023-03-06T23:30:00+02:00",
])  # fmt: skip
def test_a_date_that_came_with_the_page(value: str) -> None:
    """ISO dates and date-times and YYYY/MM/DD are the day they name."""
    dated = given_with(value)
    assert dated.published is not None
    assert dated.published.start == "2023-03-06"
    assert dated.published.basis == "metadata"
    assert value in dated.published.why


def given_with(value: str) -> Article:
    """The article of a page that came with this date beside it."""
    where = Retrieval(source="page", at="2024-05-01T10:00:00+00:00")
    made = make_received(page().encode(), "flattened", where, meta=PageMeta(published=value))
    article = clean(made)
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    "value", ["yesterday", "6 March 2023", "03/06/2023", "2023-13-40", "2023", "1678060800"]
)
def test_any_other_value_leaves_none_and_is_quoted(value: str) -> None:
    """The article stays, its publication is None, and the reason quotes the value."""
    article = given_with(value)
    assert article.published is None
    assert f'"{value}"' in (article.published_null_reason or "")


def test_the_users_date_is_for_pages_that_state_none(cleaned: Cleaned) -> None:
    """It is taken where the page is silent, and gives way to a date on the page."""
    silent = cleaned(page(), published="2023-03-07").published
    stated = cleaned(page("Published: 6 March 2023"), published="2023-03-07").published
    assert silent is not None
    assert (silent.start, silent.basis) == ("2023-03-07", "stated")
    assert "given by the user" in silent.why
    assert stated is not None
    assert stated.start == "2023-03-06"


def test_a_users_date_that_is_none_is_quoted(cleaned: Cleaned) -> None:
    """A value of the option that is no date is named in the reason."""
    article = cleaned(page(), published="last week")
    assert article.published is None
    assert '"last week"' in (article.published_null_reason or "")


@pytest.mark.parametrize("line", [
    "Published: 6 March 2023", "Published on March 6, 2023 at 10:15", "Posted 6th Mar 2023",
    "6 March 2023", "Mar 6, 2023", "Monday, 6 March 2023 | 10:15", "By Ana Roy | 6 March 2023",
    "2023-03-06", "06.03.2023", "Published: 06/03/2023 (06.03.2023)",
    "First published 6 March 2023, updated 9 March 2023",
    "Updated 9 March 2023, published 6 March 2023",
])  # fmt: skip
def test_a_date_under_the_headline_is_stated(cleaned: Cleaned, line: str) -> None:
    """Lines between headline and body state the day; its place is in the why."""
    article = cleaned(page(line))
    when = article.published
    assert when is not None
    assert (when.start, when.basis, when.precision) == ("2023-03-06", "stated", "day")
    assert "page_text" in when.why
    assert "6" not in article.text


def test_an_update_counts_only_alone(cleaned: Cleaned) -> None:
    """A page that says only when it was updated is dated so, and the why says it."""
    when = cleaned(page("Last updated: 9 March 2023")).published
    assert when is not None
    assert when.start == "2023-03-09"
    assert "updated" in when.why


def test_a_label_at_the_end_counts(cleaned: Cleaned) -> None:
    """A labelled date under the article is its own."""
    when = cleaned(page(tail=("Published: 6 March 2023",))).published
    assert when is not None
    assert when.start == "2023-03-06"


@pytest.mark.parametrize("text", [
    "Thursday, 9 March 2023\n\n" + page(),
    page(tail=("Leave a Reply", "Bob, posted on 9 March 2023", "Terrible news for all of us.")),
    page("04/03/2023"),
    page("Published: 6 March 2093"),
    page(tail=("The wall had stood since 6 March 1998, an old man said.",)),
], ids=["masthead", "comment", "two readings", "future", "story"])  # fmt: skip
def test_dates_that_are_not_the_pages_own_are_not_taken(cleaned: Cleaned, text: str) -> None:
    """Today's date over the menu, readers' dates and dates of the story are no publication."""
    when = cleaned(text).published
    assert when is None or when.basis == "inferred"


def test_a_dateline_with_a_year_states_the_day(cleaned: Cleaned) -> None:
    """PLACE, month day, year (AGENCY) - is the day of the dispatch."""
    text = "\n\n".join((TITLE, f"TASHT, March 6, 2023 (Reuters) - {BODY}", OTHER))
    when = cleaned(text).published
    assert when is not None
    assert (when.start, when.basis) == ("2023-03-06", "stated")


def test_what_cannot_be_known_says_why(cleaned: Cleaned) -> None:
    """No date on the page and nothing to infer it from is None with a reason."""
    article = cleaned(page())
    assert article.published is None
    assert "none can be inferred" in (article.published_null_reason or "")


def test_a_date_is_inferred_from_the_text(cleaned: Cleaned) -> None:
    """Two phrases that meet on one week give an interval with its reasoning."""
    text = page(tail=(
        ("The invasion of Ukraine that Russia launched almost seven months ago goes on, and a vote "
        "is to be held from September 23 to 27, starting Friday, it was announced today."),
    ))  # fmt: skip
    when = cleaned(text).published
    assert when is not None
    assert when.basis == "inferred"
    assert (when.start or "") <= "2022-09-20" <= (when.end or "")


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_full_date_is_read_in_its_common_forms(day: date) -> None:
    """What is printed is what is read."""
    forms = (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}", day.isoformat())
    for form in forms:
        ((found, start, end),) = printed_dates(f"On {form}:")
        assert (found, start, end) == (day, 3, 3 + len(form))
    assert given_day(f"{day:%Y/%m/%d}") == day


@given(st.text(max_size=40))
def test_any_value_is_a_day_or_none(value: str) -> None:
    """No given value raises."""
    assert given_day(value) is None or given_day(value) is not None
