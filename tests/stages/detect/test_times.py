"""Time mentions: spans with values, and the reasons of those that have none."""

from __future__ import annotations

import pytest

from reportedly.records import Span, When
from reportedly.stages.detect.times import times, unresolved

PUBLISHED = When(
    start="2023-04-20",
    end="2023-04-20",
    precision="day",
    ucdp_date_prec=1,
    basis="stated",
    why="printed on the page",
)
TEXT = "Shells hit Al Noora on Monday. A day later the clinic burnt. It was shelled for two hours."


def test_spans_and_values() -> None:
    """Each mention points at its words and has its value."""
    made = times(TEXT, "text", PUBLISHED)
    assert [span.cut(TEXT) for span, _ in made] == ["Monday", "A day later", "two hours"]
    assert [value.start for _, value in made] == ["2023-04-17", "2023-04-18", None]


def test_the_field_is_kept() -> None:
    """A mention of the title points into the title."""
    assert times("Hit on Monday", "title", PUBLISHED)[0][0] == Span(start=7, end=13, field="title")


def test_what_has_no_value_has_a_reason() -> None:
    """Without a publication date the weekday is not lost: it is listed with the reason."""
    made = unresolved(TEXT, "text", None)
    assert [span.cut(TEXT) for span, _ in made] == ["Monday", "A day later"]
    assert all("not known" in reason for _, reason in made)
    assert unresolved(TEXT, "text", PUBLISHED) == []


def test_nothing_is_in_both_lists() -> None:
    """Every expression has either a value or a reason."""
    with_value = {span for span, _ in times(TEXT, "text", None)}
    without = {span for span, _ in unresolved(TEXT, "text", None)}
    assert not with_value & without
    assert len(with_value | without) == 3


def test_words_after_a_dateline_are_seen_from_its_day() -> None:
    """The page came out on the 20th; "yesterday" in a dispatch of the 19th is the 18th."""
    text = "AL NOORA, April 19 (Ostmark News) - Two died yesterday."
    made = times(text, "text", PUBLISHED)
    assert (made[1][1].start, made[1][1].anchor) == ("2023-04-18", "the dateline 2023-04-19")


def test_each_entry_of_a_live_page_is_seen_from_its_stamp() -> None:
    """Under a stamp of its own line "overnight" is the night before that day."""
    text = (
        "20 April 2023, 14:05 GMT\nA shell fell today.\n"
        "18 April 2023, 09:00 GMT\nRockets hit overnight.\n"
    )
    made = {span.cut(text): value for span, value in times(text, "text", PUBLISHED)}
    assert made["today"].start == "2023-04-20"
    assert (made["overnight"].start, made["overnight"].end) == ("2023-04-17", "2023-04-18")
    assert made["overnight"].anchor == "the stamp 2023-04-18"


def test_words_count_from_what_the_story_named_last() -> None:
    """A year, a weekday and a month are those after what was named, and the anchor says so."""
    text = "In 1995 he left. The following year he was back. On March 3 it fell. The previous Friday was calm."
    made = {span.cut(text): value for span, value in times(text, "text", PUBLISHED)}
    assert made["The following year"].start == "1996"
    assert made["The previous Friday"].start == "2023-02-24"
    assert made["The previous Friday"].anchor == "the story 2023-03-03"


def test_a_year_earlier_compares_with_the_page() -> None:
    """Beside another year "a year earlier" is still the year before the page's own."""
    text = "It lost less than in 2019. Losses were higher than a year earlier."
    assert times(text, "text", PUBLISHED)[-1][1].start == "2022"


def test_a_range_named_in_full_is_two_mentions_of_all_its_days() -> None:
    """TimeML has an expression for each end; what is told by either is told of the whole."""
    text = "It was shelled from Monday to Wednesday."
    made = times(text, "text", PUBLISHED)
    assert [span.cut(text) for span, _ in made] == ["Monday", "Wednesday"]
    assert [value.timex for _, value in made] == ["2023-04-17", "2023-04-19"]
    assert {(value.start, value.end) for _, value in made} == {("2023-04-17", "2023-04-19")}
    text = "It was shelled from 30 March to 2 April 2023, and on April 3-5."
    made = times(text, "text", PUBLISHED)
    assert [span.cut(text) for span, _ in made] == ["30 March", "2 April 2023", "April 3-5"]
    assert made[1][1].timex == "2023-04-02"


def test_words_of_one_paragraph_are_not_joined_to_the_next() -> None:
    """A day that ends a paragraph and a day that opens the next stay two."""
    text = "It was hit on Monday\n\nApril 12 was calm."
    assert [span.cut(text) for span, _ in times(text, "text", PUBLISHED)] == ["Monday", "April 12"]


@pytest.mark.parametrize(
    "stamp",
    [
        "Tue 18 Apr 2023 16.30 BST",
        "Last updated: 18 April 2023",
        "2023-04-18T09:00:00Z",
        "[18.04.2023 14:05]",
        "Updated April 18 2023 2:05pm ET",
        "18 April 2023 | 14:05 Kyiv time",
    ],
)
def test_stamps_in_the_forms_of_live_pages(stamp: str) -> None:
    """Each way to stamp an entry of the 18th makes "overnight" the night to the 18th."""
    made = times(f"Intro.\n\n{stamp}\n\nRockets hit overnight.\n", "text", PUBLISHED)[-1][1]
    assert (made.end, made.anchor) == ("2023-04-18", "the stamp 2023-04-18")


def test_an_old_date_on_a_line_of_its_own_is_no_stamp() -> None:
    """A caption of years ago does not turn today's news into old news."""
    text = "3 May 2014\nA shell fell yesterday.\n"
    assert times(text, "text", PUBLISHED)[1][1].start == "2023-04-19"
