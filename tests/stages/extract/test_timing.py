"""When a claim's happening was: told beside it, elsewhere on the page, before it, or as fresh."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reportedly.pipeline import read_all

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.gazetteer import Gazetteer
    from reportedly.records import Claim

PUBLISHED = "2022-06-29"  # a Wednesday
WAR = "The war goes on and both armies hold the front."


def _claims(tmp_path: Path, gazetteer: Gazetteer, text: str) -> list[Claim]:
    path = tmp_path / "page.jsonl"
    path.write_text(json.dumps({"text": text, "published": PUBLISHED}), encoding="utf-8")
    records = read_all([str(path)], gazetteer)
    assert not records.rejects, records.rejects
    return records.claims


def _days(claims: list[Claim], words: str, text: str) -> tuple[str | None, str | None]:
    """The start and end told for the claim whose words hold these."""
    one = next(c for c in claims if words in text[c.span.start : c.span.end])
    assert one.when is not None, one.when_null_reason
    return one.when.start, one.when.end


PAGES = [
    # the day that the story is told to have begun with goes on
    (
        (
            "On Monday rockets hit a school in Mykolaiv.\n\n"
            "The governor said two missiles fell on a depot."
        ),
        "fell on a depot",
        ("2022-06-27", "2022-06-27"),
    ),
    # "the strike" points back to the strike that was dated
    (
        (
            "An air strike hit a market in Odesa on Sunday. Aid workers were shocked.\n\n"
            "The strike killed nine people, medics said on Tuesday."
        ),
        "The strike killed",
        ("2022-06-26", "2022-06-26"),
    ),
    # a day that opens a paragraph holds for its sentences
    (
        "Early on Tuesday the sirens began to sound. Rockets hit a bridge in Kherson.\n\n" + WAR,
        "hit a bridge",
        ("2022-06-28", "2022-06-28"),
    ),
    # what somebody says is "now" so is of the day of the saying
    (
        "The mayor said on Monday that rebels were currently fighting in Goma.\n\n" + WAR,
        "fighting in Goma",
        ("2022-06-27", "2022-06-27"),
    ),
    # the lead has the first day that the page tells, and what only is fresh has the lead's
    (
        (
            "Russian forces have shelled a hospital in Kharkiv.\n\n"
            "The mayor spoke of smoke on Tuesday evening. Shells have hit a school in Kharkiv.\n\n"
            + WAR
        ),
        "shelled a hospital",
        ("2022-06-28", "2022-06-28"),
    ),
    # the day right after the verb of saying is the saying's
    (
        (
            "The army added on Wednesday that its guns had struck positions near Kharkiv on Monday, "
            "claiming it had killed 60 fighters.\n\n" + WAR
        ),
        "had struck",
        ("2022-06-27", "2022-06-27"),
    ),
    # the same source adds to what it said
    (
        (
            "The army said shells hit a depot in Kharkiv on Monday.\n\n"
            "The army also said missiles destroyed a bridge in Odesa.\n\n" + WAR
        ),
        "a bridge in Odesa",
        ("2022-06-27", "2022-06-27"),
    ),
    # a total runs from the start of the war
    (
        (
            "Ukraine says that Russia must leave.\n\n"
            "Shelling has killed 300 people in Kharkiv since the start of the war."
        ),
        "killed 300",
        ("2022-02-24", "2022-06-29"),
    ),
    # a lead dated by its saying is of the day that the page then tells
    (
        (
            "Gunmen killed at least 21 people in northwest Nigeria's Zamfara state, a local lawmaker "
            "told AFP on Tuesday.\n\nThe gunmen attacked the village of Orlava on Sunday."
        ),
        "killed at least 21",
        ("2022-06-26", "2022-06-26"),
    ),
    # a death of wounds is part of the blow, not of the day of the death
    (
        (
            "A rocket hit a house in Sumy on Monday and killed two people. "
            "A third person died in hospital early on Tuesday."
        ),
        "died in hospital",
        ("2022-06-27", "2022-06-27"),
    ),
]


OF_SEVERAL_TIMES = [
    # a record says since when, not on which day
    ("Rockets hit a port in Odesa on Monday in the gravest attack since May.", "hit a port"),
    # an aside tells of another time
    ("In Odesa, where a truce broke down in May, rockets hit a port on Monday.", "hit a port"),
]


@pytest.mark.parametrize(("text", "words"), OF_SEVERAL_TIMES)
def test_the_day_among_several_times(
    tmp_path: Path, gazetteer: Gazetteer, text: str, words: str
) -> None:
    """Of the times of a sentence the happening's own day dates it."""
    page = f"{text}\n\n{WAR}"
    assert _days(_claims(tmp_path, gazetteer, page), words, page) == ("2022-06-27", "2022-06-27")


@pytest.mark.parametrize(("text", "words", "days"), PAGES)
def test_the_day_told_elsewhere(
    tmp_path: Path, gazetteer: Gazetteer, text: str, words: str, days: tuple[str, str]
) -> None:
    """A happening without a day of its own has the day that the page gives it."""
    assert _days(_claims(tmp_path, gazetteer, text), words, text) == days


def test_a_borrowed_day_says_so(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A day taken from another sentence is inferred, and the reason names whence."""
    whens = [claim.when for claim in _claims(tmp_path, gazetteer, PAGES[0][0])]
    borrowed = whens[-1]
    assert borrowed is not None
    assert (borrowed.basis, borrowed.anchor) == ("inferred", f"published {PUBLISHED}")
    assert "told for it in another sentence" in borrowed.why


def test_another_place_borrows_no_day(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Killings in another town are no part of the strike told before them."""
    text = (
        "On Monday missiles hit a mall in Odesa, killing nine.\n\n"
        "Soldiers killed four civilians in Bucha, residents said."
    )
    claim = next(
        c for c in _claims(tmp_path, gazetteer, text) if "Bucha" in text[c.span.start : c.span.end]
    )
    assert claim.when is None
    assert claim.when_null_reason


def test_a_lead_is_of_the_day_or_the_day_before(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """What the first sentence tells as fresh is no older than a day; the reason is given."""
    text = f"Russian forces have shelled a hospital in Kharkiv.\n\n{WAR}"
    when = _claims(tmp_path, gazetteer, text)[0].when
    assert when is not None
    assert (when.start, when.end, when.ucdp_date_prec) == ("2022-06-28", "2022-06-29", 2)
    assert "as fresh" in when.why


def test_a_saying_of_last_week_is_not_of_monday(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """What was said last week did not happen after it."""
    text = (
        "Rockets hit a depot in Kharkiv on Monday.\n\n"
        "Last week a Russian commander said that his missiles had hit a plant in Kharkiv."
    )
    start, end = _days(_claims(tmp_path, gazetteer, text), "hit a plant", text)
    assert end is not None
    assert end < "2022-06-27"
    assert start is not None


UNDATED = [
    # twin towns, not 10 km apart
    "Sievierodonetsk fell on Saturday after shelling.\n\nShells killed two people in Lysychansk.",
    # what lasts or follows is of no neighbour's day
    "Rockets hit Odesa on Monday. For weeks, guns shelled villages near Kharkiv.",
    # a plan is not of the day of its saying
    "Ukraine’s army plans to retake the city of Kherson with tanks, the minister said over the weekend.",
    # what only compares, or dates an aside
    "Russia claimed full control of a village near Kharkiv for the second time this month.",
    "In Odesa, where a truce broke down in May, rockets hit a port.",
]


@pytest.mark.parametrize("text", UNDATED)
def test_no_day_is_told_for_it(tmp_path: Path, gazetteer: Gazetteer, text: str) -> None:
    """A neighbour's day, or the day on which a plan was told of, is not the happening's."""
    claim = _claims(tmp_path, gazetteer, f"{text}\n\n{WAR}")[-1]
    assert claim.when is None
    assert claim.when_null_reason


def test_what_has_lasted_for_weeks_did_not_begin_yesterday(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    """A lead that tells of weeks has no first day."""
    text = f"For weeks, Russian artillery has pounded villages near Kharkiv.\n\n{WAR}"
    when = _claims(tmp_path, gazetteer, text)[0].when
    assert when is not None
    assert (when.start, when.end) == (None, PUBLISHED)


TOLD_BY_THE_PAGE = [
    # "now" in a later sentence is no day of the lead's
    (
        "Rockets have hit a depot in Odesa. The officials now fear for the port.",
        "hit a depot",
        ("2022-06-28", "2022-06-29"),
    ),
    # "the blast" is of the day that the lead was told to be of
    (
        "A bomb has exploded in a market in Kharkiv.\n\nThe blast wounded nine shoppers, medics said.",
        "The blast wounded",
        ("2022-06-28", "2022-06-29"),
    ),
    # an hour without a day is of the day told for the same happening
    (
        "Rockets hit a depot in Odesa on Monday.\n\nRockets hit the depot in Odesa at 10:30 p.m., Orlo said.",
        "10:30",
        ("2022-06-27", "2022-06-27"),
    ),
    # an answer that names no place is to what was told
    (
        "Rockets hit a station in Odesa on Monday, killing nine.\n\nKyiv accused Russian troops of having shelled it.",
        "accused",
        ("2022-06-27", "2022-06-27"),
    ),
    # more of the same, in another town
    (
        "Rockets hit a depot in Odesa on Monday, killing two.\n\nAnother shell killed nine people in Kharkiv.",
        "Another shell",
        ("2022-06-27", "2022-06-27"),
    ),
    # told beside a dated blow in its paragraph
    (
        "Rockets hit a depot in Odesa on Monday. Police in Kharkiv arrested two men with rifles.",
        "arrested two",
        ("2022-06-27", "2022-06-27"),
    ),
    # the night before the page
    ("Russian guns shelled Kharkiv through the night.", "shelled", ("2022-06-28", "2022-06-29")),
    # so long before what is told was what it came after
    (
        "Rockets hit a depot in Odesa on Monday. It came two days after missiles struck a bridge in Kharkiv.",
        "struck a bridge",
        ("2022-06-25", "2022-06-25"),
    ),
]


@pytest.mark.parametrize(("text", "words", "days"), TOLD_BY_THE_PAGE)
def test_the_day_that_the_page_lends(
    tmp_path: Path, gazetteer: Gazetteer, text: str, words: str, days: tuple[str, str]
) -> None:
    """What points back, tells only the hour or counts from the news takes the day of the news."""
    page = f"{text}\n\n{WAR}"
    assert _days(_claims(tmp_path, gazetteer, page), words, page) == days


@pytest.mark.parametrize(
    "text",
    [
        "Russian gunmen stormed a palace in Kharkiv on July 14, 1789.",
        "Russian rockets hit a palace in Kharkiv, the worst attack since World War II.",
    ],
)
def test_days_of_other_centuries_and_wars(tmp_path: Path, gazetteer: Gazetteer, text: str) -> None:
    """A date of 1789 is not of this year, and the world wars began on no day of this one."""
    assert [c.when for c in _claims(tmp_path, gazetteer, f"{text}\n\n{WAR}")] == [None]


def test_the_deadliest_in_months_is_of_today(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A lead that calls its blow the worst in months tells of a fresh one."""
    text = f"Rockets have killed nine people in Kharkiv in the deadliest attack in months.\n\n{WAR}"
    assert _days(_claims(tmp_path, gazetteer, text), "deadliest", text) == (
        "2022-06-28",
        "2022-06-29",
    )


def test_harm_is_of_the_blow_told_last(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Who was hurt is counted on the day of the blow before, not of the one before that."""
    text = (
        "On 12 June a mine killed a driver near Kharkiv. Rockets hit a camp on Monday. "
        "Ten others were injured."
    )
    last = _claims(tmp_path, gazetteer, text)[-1].when
    assert last is not None
    assert (last.start, last.end) == ("2022-06-27", "2022-06-27")


LEGAL = [
    # a plea, an arraignment and a hearing are dated; the killing is not of that day
    ("Gunman Joss Varn pleaded not guilty on Monday to murdering two people in Qaldera.", None),
    ("On Monday a judge sentenced Joss Varn, who shot two people dead in Qaldera.", None),
    ("Joss Varn, accused of killing two people in Qaldera, was arraigned on Monday.", None),
    # that of the crime stays, behind its words or in its name
    ("Joss Varn was charged with killing two people in Qaldera on Monday.", "2022-06-27"),
    ("Joss Varn was charged on Tuesday in Monday's shooting of two people.", "2022-06-27"),
    # what the law does now is no fresh killing
    ("Joss Varn is now facing trial for killing two people in Qaldera.", None),
]


@pytest.mark.parametrize(("text", "day"), LEGAL)
def test_a_step_of_the_law_dates_no_crime(
    tmp_path: Path, gazetteer: Gazetteer, text: str, day: str | None
) -> None:
    """The day of an arrest, a charge or a plea is not that of the violence told beside it."""
    page = f"{text}\n\nPolice say the shooter used a rifle, and the murder shocked the town."
    claims = _claims(tmp_path, gazetteer, page)
    told = [c for c in claims if c.span.start == 0 and c.event.acled_sub_type == "Attack"]
    assert told
    assert {c.when.start if c.when else None for c in told} == {day}


def test_an_arrest_is_dated_by_its_day(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """The day of an arrest is that of the claim that tells of the arrest."""
    text = "Police arrested three suspects in Qaldera on Monday."
    (claim,) = _claims(tmp_path, gazetteer, text)
    assert claim.event.acled_sub_type == "Arrests"
    assert claim.when is not None
    assert claim.when.start == "2022-06-27"
