"""Inference of the publication date: pages of invention, made from a known true date."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportedly.records import When
from reportedly.times import InferenceFailure, days_of, infer_publication

TODAY = date(2026, 6, 1)
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
NUMBERS += ["ten", "eleven", "twelve"]

# the day that news counts from, a sentence that names the parties, what the war is called
WARS = [
    (
        date(2022, 2, 24),
        "Shells fell on Verkhnia Balka, Ukraine, said Kyiv; Moscow kept silent.",
        "war",
    ),
    (date(2023, 4, 15), "The RSF shelled a market in Sudan, doctors in Khartoum said.", "war"),
    (
        date(2020, 11, 4),
        "Drones hit a village in Tigray, the Ethiopian army denied it.",
        "conflict",
    ),
    (date(2015, 3, 26), "The Saudi coalition bombed a bridge in Yemen, Houthi media said.", "war"),
    (date(2020, 9, 27), "Shells fell near the town in Karabakh, Armenia said.", "fighting"),
]
PLANS = ["elections", "votes", "talks", "peace talks", "local elections", "referendums"]


def span_words(first: date, days: int) -> str:
    """A range inside one month as an agency writes it."""
    return f"between {calendar.month_name[first.month]} {first.day} and {first.day + days}"


def elapsed_words(start: date, now: date) -> str:
    """How a reporter would say how long ago the start was, in months."""
    days = (now - start).days
    months, part = divmod(days / 30.44, 1)
    if part >= 0.5:
        return f"almost {NUMBERS[int(months)]} months ago"
    return f"more than {NUMBERS[int(months) - 1]} month{'s' if months > 1 else ''} ago"


def page(war: int, now: date, plan: str, ahead: int, *, weekday: bool, elapsed: bool) -> str:
    """A page of invention printed on ``now``, with the clues that are asked for."""
    start, parties, name = WARS[war]
    first = now + timedelta(days=ahead)
    opening = f" The {plan} starting {calendar.day_name[first.weekday()]} drew protests."
    ago = f" The {name} began {elapsed_words(start, now)}."
    return (
        f"{parties} Officials today announced the holding, {span_words(first, 3)}, of {plan}."
        + (opening if weekday else "")
        + (ago if elapsed else "")
    )


def true_days(draw_days: int, war: int, ahead: int) -> date:
    """A day of publication so many days into the war; the range must not cross a month."""
    now = WARS[war][0] + timedelta(days=draw_days)
    first = now + timedelta(days=ahead)
    assume(first.month == (first + timedelta(days=3)).month)
    return now


def interval(found: When | InferenceFailure) -> tuple[date, date]:
    """The days of an answer; fails with its reason where there is none."""
    assert isinstance(found, When), found
    days = days_of(found)
    assert days is not None
    return days


wars, aheads = st.integers(0, len(WARS) - 1), st.integers(1, 7)


@settings(max_examples=60, deadline=None)
@given(wars, st.integers(35, 350), aheads, st.sampled_from(PLANS))
def test_the_interval_holds_the_true_day(war: int, days: int, ahead: int, plan: str) -> None:
    """A weekday with its date and the months of a war give the week, and the week is right."""
    now = true_days(days, war, ahead)
    text = page(war, now, plan, ahead, weekday=True, elapsed=True)
    found = infer_publication("Shells fall on a town", text, today=TODAY)
    first, last = interval(found)
    assert first <= now <= last
    assert (last - first).days < 7
    assert isinstance(found, When)
    assert found.basis == "inferred"
    assert f"is a {calendar.day_name[(now + timedelta(days=ahead)).weekday()]} in" in found.why


@settings(max_examples=30, deadline=None)
@given(wars, st.integers(35, 350), aheads, st.booleans())
def test_abstains_when_clues_are_missing(war: int, days: int, ahead: int, keep: bool) -> None:
    """With the weekday alone, or the elapsed time alone, no date is made up."""
    now = true_days(days, war, ahead)
    text = page(war, now, "elections", ahead, weekday=keep, elapsed=not keep)
    found = infer_publication("", text, today=TODAY)
    if isinstance(found, When):
        first, last = interval(found)
        assert first <= now <= last
    elif keep:
        assert "days" in found.reason


@settings(max_examples=40, deadline=None)
@given(wars, st.integers(2, 44))
def test_day_of_the_war(war: int, count: int) -> None:
    """Day N of a known war is that day, give or take one, whichever day papers count from."""
    start, parties, name = WARS[war]
    now = start + timedelta(days=count - 1)
    found = infer_publication(f"What we know on day {count} of the {name}", parties, today=TODAY)
    first, last = interval(found)
    assert first <= now <= last
    assert (last - first).days <= 2


@pytest.mark.parametrize(
    ("text", "true_day"),
    [
        (
            (
                "The junta in Belozerka, Ukraine, today announced a vote between March 14 and 18. "
                "The vote starting Tuesday comes a year after the Russian invasion."
            ),
            date(2023, 3, 9),
        ),
        (
            (
                "Rebels will hold a census from 4 to 9 June, they said. The census, which begins "
                "on Saturday, is the first since the war in Syria broke out more than eleven "
                "years ago. Damascus rejected it."
            ),
            date(2022, 6, 1),
        ),
        (
            "KHARTOUM, June 3, 2023 (Reuters) - Shells hit a hospital, doctors said.",
            date(2023, 6, 3),
        ),
        (
            "The army said today, 14 March 2019, that it had taken the hill.",
            date(2019, 3, 14),
        ),
        (
            "Published: 7 April 2022\nFour people were killed by rockets in the village.",
            date(2022, 4, 7),
        ),
        (
            (
                "The war in Arvenia began on 3 May 2021 when tanks crossed the border. Elections "
                "are to be held between October 12 and 15; the elections starting Tuesday were "
                "denounced. The war began more than five months ago, and Arvenia is in ruins."
            ),
            date(2021, 10, 8),
        ),
        (
            (
                "Polls due to open on Friday in the occupied south are to be held March 15-17, "
                "more than two years after the invasion of Ukraine, Russia's agency said. The "
                "polls were denounced."
            ),
            date(2024, 3, 12),
        ),
        (
            (
                "The RSF and the army have fought in Sudan for more than 100 days since the war "
                "began. Talks starting Thursday were off; the talks are to be held from 3 to 5 "
                "August, a mediator in Khartoum said."
            ),
            date(2023, 7, 31),
        ),
    ],
)
def test_pages_of_other_wars(text: str, true_day: date) -> None:
    """Other wars, weekdays, datelines, and a war whose start the page itself states."""
    first, last = interval(infer_publication("", text, today=TODAY))
    assert first <= true_day <= last
    assert (last - first).days < 31


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Shells hit the village on Friday, killing two.",
        "Russian troops annexed Crimea in 2014, and on Monday Ukraine shelled a depot.",
        "He fled eight months after the invasion of Ukraine; Russia denied it.",
        "The treaty of 3 May 1996 was signed on a Friday.",
        "Copyright 2022. All rights reserved.",
        "The vote will be held between March 14 and 18.",
        "The club won 3-1 on Saturday and plays again on 12 May.",
    ],
)
def test_too_little_to_go_by(text: str) -> None:
    """A single soft clue never makes a date; the failure says why."""
    found = infer_publication("", text, today=TODAY)
    assert isinstance(found, InferenceFailure)
    assert found.reason


def test_a_contradiction_is_not_papered_over() -> None:
    """Two firm clues that cannot both hold give no date."""
    text = (
        "Russia invaded Ukraine almost seven months ago. The Ukrainian votes starting Monday "
        "come after officials announced the holding of votes between September 23 and 27."
    )
    found = infer_publication("Day 400 of the invasion", text, today=TODAY)
    assert isinstance(found, InferenceFailure)
    assert "contradicts" in found.reason


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    """Whatever the text, the answer is a short interval or a reason."""
    found = infer_publication(text[:50], text, today=TODAY)
    if isinstance(found, When):
        first, last = interval(found)
        assert (last - first).days < 31
        assert found.why
    else:
        assert found.reason


def test_the_seed_page() -> None:
    """The page that the project began with: the week before Friday 23 September 2022."""
    path = Path(__file__).parents[2] / "../shared/seed/ozerne.txt"
    if not path.exists():
        pytest.skip("the seed page is not here")
    title, _, body = path.read_text(encoding="utf-8").partition("\n")
    found = infer_publication(title, body.partition("Source link")[0], today=TODAY)
    first, last = interval(found)
    assert date(2022, 9, 16) <= first <= date(2022, 9, 20) <= last <= date(2022, 9, 22)
    assert isinstance(found, When)
    assert "23 September is a Friday" in found.why
    assert "eighth month of war" in found.why


@pytest.mark.parametrize(
    "opening",
    [
        "On the 52nd day of the war in Ukraine, shells fell.",
        "On day 52 of Russia's war, shells fell.",
        "It is the fifty-second day of the war.",
        "The war between Russia and Ukraine is now on its 52nd day.",
    ],
)
def test_a_counted_day_of_a_named_war_dates_the_page(opening: str) -> None:
    """The 52nd day of the war in Ukraine is 16 April 2022; "fifty-second" is not the second."""
    found = infer_publication("", f"{opening} Russian shells fell, said Kyiv.", today=TODAY)
    assert isinstance(found, When)
    assert (found.start, found.end) == ("2022-04-15", "2022-04-17")


@pytest.mark.parametrize(
    "opening",
    [
        "After 52 days of war between Russia and Ukraine, a village burned.",
        "52 days after the invasion, Russian shells fell in Ukraine.",
        "The war that Russia wages on Ukraine has lasted 52 days.",
        "The war, now 52 days old, goes on in Ukraine, said Moscow and Kyiv from Russia.",
    ],
)
def test_a_count_of_days_needs_a_second_clue(opening: str) -> None:
    """Alone it may look back; with the weekday of a coming date it names the week."""
    alone = infer_publication("", opening, today=TODAY)
    assert isinstance(alone, InferenceFailure)
    assert "52 days" in alone.reason
    plan = "Officials announced the holding, between April 21 and 23, of elections."
    weekday = "The elections starting Thursday drew protests in Russia and Ukraine."
    both = infer_publication("", f"{opening} {plan} {weekday}", today=TODAY)
    assert isinstance(both, When)
    assert both.start is not None
    assert both.end is not None
    assert "2022-04-14" <= both.start <= "2022-04-16" <= both.end <= "2022-04-20"


@pytest.mark.parametrize(
    "telling",
    [
        "As 52 days of war went by in 2022, Russia shelled Ukraine.",
        "In the museum they say that 52 days after the invasion Russia shelled Ukraine.",
        "After 52 days of war, on 16 April 2022, Russia shelled Ukraine.",
    ],
)
def test_a_count_that_looks_back_dates_nothing(telling: str) -> None:
    """A count with a date beside it, or told by somebody, is history and bounds at most."""
    assert isinstance(infer_publication("", telling, today=TODAY), InferenceFailure)


@pytest.mark.parametrize(
    "start",
    [
        "from this Friday on",
        "which start on Friday",
        "as of Friday",
        "whose first day is Friday",
        "that get going on Friday",
        "starting this Friday",
        "which open on Friday",
    ],
)
@pytest.mark.parametrize(
    "ago", ["almost", "not quite", "just short of", "a little less than", "slightly less than"]
)
def test_start_days_and_hedges_narrow_to_the_week(start: str, ago: str) -> None:
    """A vote that begins on Friday 23 September, seven months into the war: the week before."""
    text = (
        f"Russian shells fell in Ukraine. The region is to vote in a referendum, {start}. "
        f"The invasion was launched {ago} seven months ago. "
        "Referendums will be held from 23 to 27 September, the separatists announced."
    )
    found = infer_publication("", text, today=TODAY)
    assert isinstance(found, When)
    assert (found.start, found.end) == ("2022-09-16", "2022-09-22")


def test_what_was_so_as_of_a_day_begins_nothing() -> None:
    """By "As of Friday ten had died" the page is not from before that Friday."""
    text = (
        "Russian shells fell in Ukraine. As of Friday ten had died in the siege of the town. "
        "The siege of the town began on Friday, 23 September. The invasion was launched "
        "almost seven months ago."
    )
    found = infer_publication("", text, today=TODAY)
    assert not isinstance(found, When) or (found.end or "") >= "2022-09-23"


@pytest.mark.parametrize(
    "cue",
    [
        "It will be on Friday when the plebiscite begins.",
        "The plebiscite, whose start is foreseen for this coming Friday, has begun to divide.",
        "All eyes are on Friday, the day on which the plebiscite starts.",
    ],
)
def test_a_weekday_on_which_something_begins_goes_with_the_day_of_its_range(cue: str) -> None:
    """However the start is put, the weekday and the range together leave the week before."""
    text = (
        "Russian shells fell on Vesnyane in Ukraine. A plebiscite will be held from the 23rd to the "
        f"27th of September. {cue} The invasion began almost seven months ago."
    )
    found = infer_publication("", text, today=date(2026, 1, 1))

    assert isinstance(found, When)
    assert found.start is not None
    assert found.end is not None
    assert found.start >= "2022-09-16"
    assert found.end <= "2022-09-22"


@pytest.mark.parametrize(
    "count",
    [
        "the war between Russia and Georgia, which has now arrived at day 5",
        "the war between Russia and Georgia, that enters today its 5th day",
    ],
)
def test_days_of_a_war_behind_its_parties(count: str) -> None:
    """The day of a war may stand behind a comma."""
    found = infer_publication("", f"There is no end to {count}.", today=date(2026, 1, 1))

    assert isinstance(found, When)
    assert (found.start, found.end) == ("2008-08-11", "2008-08-13")


def test_time_is_counted_from_the_event_named_last() -> None:
    """A war "that followed the attack, months ago" counts from the attack, not from any war."""
    text = "The war that followed the attack of Hamas on Israel nearly five months ago. In Gaza."
    found = infer_publication("", text, today=date(2026, 1, 1))

    why = found.why if isinstance(found, When) else found.reason
    assert "7 October" in why
    assert "2014" not in why
