"""Tying expressions to the calendar: what a reporter's words mean on the day of printing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import TimeValue, When
from reportedly.times import Unresolved, as_when, days_of, find_times, resolve


def when(start: str, end: str | None = None) -> When:
    """A publication date, or an interval of them."""
    return When(
        start=start,
        end=end or start,
        precision="day",
        ucdp_date_prec=1,
        basis="stated",
        why="printed on the page",
    )


TUESDAY = when("2022-09-20")


def value(text: str, anchor: When | None = TUESDAY) -> TimeValue:
    """The value of the first expression of a text."""
    made = resolve(find_times(text)[0], anchor)
    assert isinstance(made, TimeValue), made
    return made


@pytest.mark.parametrize(
    ("text", "start", "end", "ucdp"),
    [
        ("on September 23, 2022", "2022-09-23", "2022-09-23", 1),
        ("on 23 September", "2022-09-23", "2022-09-23", 1),
        ("between September 23 and 27", "2022-09-23", "2022-09-27", 2),
        ("from 30 August to 2 September", "2022-08-30", "2022-09-02", 2),
        ("It was hit on Friday.", "2022-09-16", "2022-09-16", 1),
        ("It was hit on Tuesday.", "2022-09-20", "2022-09-20", 1),
        ("It will open on Friday.", "2022-09-23", "2022-09-23", 1),
        ("hit last Tuesday", "2022-09-13", "2022-09-13", 1),
        ("Tuesday of last week", "2022-09-13", "2022-09-13", 1),
        ("today", "2022-09-20", "2022-09-20", 1),
        ("yesterday evening", "2022-09-19", "2022-09-19", 1),
        ("three days ago", "2022-09-17", "2022-09-17", 1),
        ("last week", "2022-09-12", "2022-09-18", 3),
        ("earlier this month", "2022-09", "2022-09", 4),
        ("last month", "2022-08", "2022-08", 4),
        ("They came in October.", "2022-10", "2022-10", 4),
        ("They were shelled in November.", "2021-11", "2021-11", 4),
        ("in 2014", "2014", "2014", 5),
        ("spring 2022", "2022-03", "2022-05", 5),
        ("over the weekend", "2022-09-17", "2022-09-18", 2),
        ("overnight", "2022-09-19", "2022-09-20", 2),
        ("Shelled through the night.", "2022-09-19", "2022-09-20", 2),
        ("They had agreed on Sunday to hold fire.", "2022-09-18", "2022-09-18", 1),
        ("two weeks ago", "2022-09-03", "2022-09-09", 3),
        ("since February 24", "2022-02-24", "2022-09-20", 5),
        ("since April", "2022-04", "2022-09-20", 5),
        ("votes starting Friday", "2022-09-23", None, 1),
        ("It will certainly be freed by October.", "2022-09-20", "2022-10-31", 5),
        ("By Sunday he had left.", "2022-09-18", "2022-09-18", 1),
        ("They will leave by Friday.", "2022-09-20", "2022-09-23", 2),
        ("between April and May", "2022-04", "2022-05", 5),
        ("Over the last month ten died.", "2022-08-20", "2022-09-20", 5),
        ("day 209 of the war", "2022-09-20", "2022-09-20", 1),
        ("Hit overnight into Sunday.", "2022-09-17", "2022-09-18", 2),
        ("Hit overnight on Tuesday.", "2022-09-19", "2022-09-20", 2),
        ("Hit overnight on Friday.", "2022-09-16", "2022-09-17", 2),
        ("on the night of 12 to 13 September", "2022-09-12", "2022-09-13", 2),
        ("overnight from Friday to Saturday", "2022-09-16", "2022-09-17", 2),
        ("It fell shortly before dawn.", "2022-09-19", "2022-09-20", 2),
        ("Hit at 1400 GMT.", "2022-09-19", "2022-09-20", 2),
        ("the February 24 invasion", "2022-02-24", "2022-02-24", 1),
        ("since Russia invaded Ukraine", "2022-02-24", "2022-09-20", 5),
        ("They have until Friday to leave.", "2022-09-20", "2022-09-23", 2),
        ("They planned to leave on Friday.", "2022-09-23", "2022-09-23", 1),
        ("On Friday they planned to leave.", "2022-09-16", "2022-09-16", 1),
        ("Until now it had been quiet.", None, "2022-09-20", 5),
        ("It had been shelled hours earlier.", "2022-09-19", "2022-09-20", 2),
        ("in the nineties", "1990", "1999", 5),
        ("by year-end", "2022-09-20", "2022-12-31", 5),
        ("Two days before last Friday it fell.", "2022-09-14", "2022-09-14", 1),
        ("The day after September 3 it fell.", "2022-09-04", "2022-09-04", 1),
        ("the week of September 6", "2022-09-05", "2022-09-11", 3),
        ("in the first week of August", "2022-08-01", "2022-08-07", 3),
        ("in the last days of August", "2022-08-25", "2022-08-31", 3),
        ("on the second weekend of August", "2022-08-13", "2022-08-14", 2),
        ("in the first half of August", "2022-08-01", "2022-08-15", 4),
        ("in the first six months of 2021", "2021-01-01", "2021-06-30", 5),
        ("last Thanksgiving", "2021-11-25", "2021-11-25", 1),
        ("It was hit on Orthodox Christmas.", "2022-01-07", "2022-01-07", 1),
        ("over the past week", "2022-09-13", "2022-09-20", 4),
        ("two or three days ago", "2022-09-17", "2022-09-18", 2),
        ("a day or two ago", "2022-09-18", "2022-09-19", 2),
        ("the night before last", "2022-09-18", "2022-09-18", 1),
        ("on March 3", "2022-03-03", "2022-03-03", 1),
        ("in mid-August", "2022-08", "2022-08", 4),
        ("last winter", "2021-12", "2022-02", 5),
        ("on April 3 at 14:05 EET", "2022-04-03", "2022-04-03", 1),
        ("nineteen ninety-four", "1994", "1994", 5),
        ("on 4 and 5 September", "2022-09-04", "2022-09-05", 2),
        ("Two were hit on September 4 and 6.", "2022-09-04", "2022-09-06", 2),
        ("hit between 3 p.m. and 9 p.m. Monday", "2022-09-19", "2022-09-19", 1),
        ("It fell before dawn on Friday.", "2022-09-16", "2022-09-16", 1),
        ("It was quiet until Sunday, when rockets fell.", "2022-09-18", "2022-09-18", 1),
        ("Two were killed earlier this week.", "2022-09-19", "2022-09-20", 2),
        ("An hour later it burnt.", "2022-09-20", "2022-09-20", 1),
        ("in the past ten to twelve days", "2022-09-08", "2022-09-20", 4),
        ("It recalled the 2015 Qaldera attacks.", "2015", "2015", 5),
    ],
)
def test_dates(text: str, start: str | None, end: str | None, ucdp: int) -> None:
    """On Tuesday 20 September 2022 these words mean these days."""
    made = value(text)
    assert (made.start, made.end, made.ucdp_date_prec) == (start, end, ucdp)
    assert made.why


@pytest.mark.parametrize(
    ("text", "kind", "timex"),
    [
        ("for three hours", "DURATION", "PT3H"),
        ("five years", "DURATION", "P5Y"),
        ("every day", "SET", "P1D"),
        ("every Friday", "SET", "XXXX-WXX-5"),
        ("now", "DATE", "PRESENT_REF"),
        ("It came recently.", "DATE", "PAST_REF"),
        ("last week", "DATE", "2022-W37"),
        ("this summer", "DATE", "2022-SU"),
        ("Thursday evening", "TIME", "2022-09-15TEV"),
        ("in the 1990s", "DATE", "199"),
        ("two and a half years", "DURATION", "P2Y6M"),
        ("for 2 1/2 years", "DURATION", "P2Y6M"),
        ("on Monday nights", "SET", "XXXX-WXX-1TNI"),
        ("the 20th century", "DATE", "19"),
        ("It will one day be freed.", "DATE", "FUTURE_REF"),
        ("in the third quarter of 2021", "DATE", "2021-Q3"),
        ("overnight into Sunday", "TIME", "2022-09-18TNI"),
        ("for 5 1/2 hours", "DURATION", "PT5H30M"),
        ("half an hour", "DURATION", "PT30M"),
        ("the second half of 2021", "DATE", "2021-H2"),
        ("the 2021 second quarter", "DATE", "2021-Q2"),
        ("last year's third quarter", "DATE", "2021-Q3"),
        ("the year-long siege", "DURATION", "P1Y"),
        ("a few days later", "DATE", "PXD"),
        ("over the past decade", "DURATION", "P10Y"),
        ("a hundred years", "DURATION", "P100Y"),
    ],
)
def test_timex_values(text: str, kind: str, timex: str) -> None:
    """Types and values are those of TimeML."""
    made = value(text)
    assert (made.type, made.timex) == (kind, timex)


def test_the_hour_is_not_kept() -> None:
    """A clock time is kept to the day and its part, never to the hour."""
    made = value("at 11:42 pm on Thursday")
    assert (made.start, made.end) == ("2022-09-15", "2022-09-15")
    assert "42" not in made.timex
    assert "23" not in made.timex


def test_an_uncertain_publication_keeps_the_range() -> None:
    """Seen from an interval, yesterday is a range, and a weekday inside it is one day."""
    anchor = when("2022-09-17", "2022-09-22")
    made = value("yesterday", anchor)
    assert (made.start, made.end, made.ucdp_date_prec) == ("2022-09-16", "2022-09-21", 2)
    friday = value("It was hit on Friday.", anchor)
    assert (friday.start, friday.end) == ("2022-09-16", "2022-09-16")
    ahead = value("votes starting Friday", anchor)
    assert ahead.start == "2022-09-23"


def test_no_anchor_no_date() -> None:
    """Without a publication date a relative word has no date, and the reason is given."""
    made = resolve(find_times("It was hit on Friday.")[0], None)
    assert isinstance(made, Unresolved)
    assert "not known" in made.reason
    assert value("on 3 May 2022", None).start == "2022-05-03"


ON_A_WAR = "Russia has shelled towns in Ukraine "


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("since the start of the war", "2022-02-24", "2022-09-20"),
        ("since the full-scale invasion began", "2022-02-24", "2022-09-20"),
        ("in the first days of the invasion", "2022-02-24", "2022-03-02"),
        ("in the early weeks of an invasion", "2022-02-24", "2022-03-24"),
    ],
)
def test_the_start_of_the_page_s_war(words: str, start: str, end: str) -> None:
    """The war is the one whose parties the page names, and the answer names it."""
    made = value(f"{ON_A_WAR}{words}.")
    assert (made.start, made.end) == (start, end)
    assert made.anchor == "the Russian invasion of Ukraine"


def test_an_unknown_war_has_no_start() -> None:
    """Where no known war fits the page, its start is not guessed."""
    made = resolve(find_times("Since the start of the war 300 have died.")[0], TUESDAY)
    assert isinstance(made, Unresolved)
    assert "cannot be told" in made.reason


def test_a_date_that_names_a_known_event_is_of_its_year() -> None:
    """Two years on, "the October 7 attack" is not of this year's October, and the event is named."""
    page = "Hamas fighters crossed from Gaza into Israel in the October 7 attack."
    made = value(page, when("2025-11-20"))
    assert (made.start, made.anchor) == ("2023-10-07", "the attacks of 7 October 2023")
    assert value("The mill burnt on October 7.", when("2025-11-20")).start == "2025-10-07"


def test_a_date_on_another_weekday_is_not_believed() -> None:
    """Beside the publication the weekday must fit the date; a full date is kept, with the flaw."""
    made = resolve(find_times("It fell on Friday, September 14.")[0], TUESDAY)
    assert isinstance(made, Unresolved)
    assert "2022-09-14 is a Wednesday" in made.reason
    full = value("It fell on Friday, 14 September 2022.")
    assert full.start == "2022-09-14"
    assert "that day is a Wednesday" in full.why
    assert value("It fell on Monday, 20 December.").start == "2021-12-20"


@pytest.mark.parametrize("feast", ["Good Friday", "Easter Sunday", "Black Friday", "Eid al-Fitr"])
def test_a_feast_that_moves_is_no_weekday(feast: str) -> None:
    """The day of a feast that moves with the year is not told by the weekday in its name."""
    made = resolve(find_times(f"It was hit on {feast}.")[0], TUESDAY)
    assert isinstance(made, Unresolved)
    assert feast in made.reason


def test_a_portion_that_is_not_there() -> None:
    """A month has no fifth week of seven days: no date, with the reason."""
    made = resolve(find_times("in the fifth week of August")[0], TUESDAY)
    assert isinstance(made, Unresolved)


@pytest.mark.parametrize("text", ["on 29 February 2023", "on 31 April", "on February 30"])
def test_days_outside_the_calendar(text: str) -> None:
    """A day that no calendar has gets a reason and no date."""
    made = resolve(find_times(text)[0], TUESDAY)
    assert isinstance(made, Unresolved)
    assert made.reason


@pytest.mark.parametrize("text", ["in the year 0", "day 0 of the war", "in 0000"])
def test_year_nought_is_no_date(text: str) -> None:
    """There is no year 0 and no day 0: nothing is dated."""
    values = [resolve(one, TUESDAY) for one in find_times(text)]
    assert not [made for made in values if isinstance(made, TimeValue) and made.start]


def test_two_readings_are_not_guessed_between() -> None:
    """03/04/2022 may be March or April: no date, with the reason."""
    made = resolve(find_times("Logged 03/04/2022.")[0], TUESDAY)
    assert isinstance(made, Unresolved)
    assert "either order" in made.reason


def test_a_day_that_does_not_exist() -> None:
    """30 February has no value, and the reason is given."""
    assert isinstance(resolve(find_times("on 30 February 2022")[0], TUESDAY), Unresolved)


def test_lengths_have_no_when() -> None:
    """A length of time is no time of a claim."""
    assert as_when(value("for three hours")) is None
    made = as_when(value("today"))
    assert made is not None
    assert type(made) is When


DAYS = st.dates(date(1995, 1, 1), date(2040, 1, 1))
PAST = ["on Friday", "last Monday", "yesterday", "three days ago", "last week", "overnight"]


@given(DAYS, st.sampled_from(PAST))
def test_past_words_never_lie_after_the_page(day: date, words: str) -> None:
    """What was hit "on Friday" or "last week" was hit before the page was out."""
    made = value(f"It was hit {words}.", when(day.isoformat()))
    days = days_of(as_when(made))
    assert days is not None
    assert days[0] <= days[1] <= day
    assert days[0] >= day - timedelta(days=14)


@given(DAYS, st.integers(0, 25), st.sampled_from([*PAST, "today", "in March", "next week"]))
def test_an_interval_covers_each_of_its_days(day: date, width: int, words: str) -> None:
    """The range seen from an interval holds what its first and last day would give."""
    last = day + timedelta(days=width)
    text = f"It was hit {words}."
    whole = days_of(as_when(value(text, when(day.isoformat(), last.isoformat()))))
    assert whole is not None
    for one in (day, last):
        single = days_of(as_when(value(text, when(one.isoformat()))))
        assert single is not None
        assert whole[0] <= single[0] <= single[1] <= whole[1]


WORDS = st.sampled_from(
    [
        "overnight",
        "into",
        "on",
        "since",
        "until",
        "by",
        "the",
        "of",
        "first",
        "last",
        "next",
        "day",
        "days",
        "week",
        "month",
        "year",
        "war",
        "invasion",
        "start",
        "night",
        "Friday",
        "Sunday",
        "March",
        "February",
        "30",
        "24",
        "2022",
        "0",
        "99",
        "1994",
        "nineteen",
        "ninety",
        "two",
        "thousand",
        "and",
        "a",
        "half",
        "ago",
        "earlier",
        "later",
        "quarter",
        "century",
        "dawn",
        "14:05",
        "GMT",
        "will",
        "had",
        "from",
        "to",
        "between",
    ]
)


@given(st.lists(WORDS, max_size=14).map(" ".join), st.dates())
def test_any_words_give_dates_of_the_calendar_or_a_reason(text: str, day: date) -> None:
    """Whatever stands on a page: no crash, the start not after the end, all of it real days."""
    for found in find_times(f"Russia attacked Ukraine. {text}"):
        made = resolve(found, when(day.isoformat()))
        if isinstance(made, Unresolved):
            assert made.reason
        elif made.start and made.end:
            assert days_of(as_when(made)), (found, made)
