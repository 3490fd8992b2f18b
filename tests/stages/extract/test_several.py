"""Several happenings of one sentence are a claim each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reportedly.pipeline import read_all

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.gazetteer import Gazetteer
    from reportedly.records import Claim


def _claims(tmp_path: Path, gazetteer: Gazetteer, text: str) -> list[Claim]:
    path = tmp_path / "page.jsonl"
    page = {"text": f"{text}\n\nBoth armies said the war goes on.", "published": "2022-06-29"}
    path.write_text(json.dumps(page), encoding="utf-8")
    return read_all([str(path)], gazetteer).claims


def _sites(claims: list[Claim]) -> list[str | None]:
    return [c.place.as_written if c.place else None for c in claims]


LISTS = [
    (
        "Russian forces shelled Nikopol, Marhanets and Orikhiv on Tuesday.",
        ["Nikopol", "Marhanets", "Orikhiv"],
    ),
    (
        "Russian forces shelled the towns of Nikopol and Marhanets on Tuesday.",
        ["Nikopol", "Marhanets"],
    ),
    (
        "Russian shells killed four people in Nikopol and at least three in Orikhiv on Tuesday.",
        ["Nikopol", "Orikhiv"],
    ),
]


@pytest.mark.parametrize(("text", "sites"), LISTS)
def test_each_town_of_a_list_is_a_claim(
    tmp_path: Path, gazetteer: Gazetteer, text: str, sites: list[str]
) -> None:
    """A coder records what befell each town, by whatever few words it is told."""
    claims = _claims(tmp_path, gazetteer, text)
    assert _sites(claims) == sites
    assert len({c.id for c in claims}) == len(sites)
    assert {c.event.acled_sub_type for c in claims} == {"Shelling/artillery/missile attack"}


def test_a_number_told_of_all_is_told_once(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Eleven hurt in two towns are not eleven in each."""
    text = "Russian shells hit the towns of Nikopol and Marhanets on Tuesday, wounding 11 people."
    claims = _claims(tmp_path, gazetteer, text)
    assert [len(c.counts) for c in claims] == [1, 0]


@pytest.mark.parametrize(
    "text",
    [
        "A mine killed three people on the road between Nikopol and Marhanets on Tuesday.",
        "Russian forces shelled Marhanets, near Nikopol, on Tuesday.",
    ],
)
def test_one_spot_is_one_claim(tmp_path: Path, gazetteer: Gazetteer, text: str) -> None:
    """Two names that say where one spot lies are no list."""
    assert len(_claims(tmp_path, gazetteer, text)) == 1


def test_another_is_told_apart(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """What was shot down and what got through are two claims of one speaker."""
    text = (
        "Two missiles were shot down over Nikopol and another hit a school in Orikhiv on Tuesday, "
        "the governor said."
    )
    claims = _claims(tmp_path, gazetteer, text)
    assert _sites(claims) == ["Nikopol", "Orikhiv"]
    assert [c.event.acled_sub_type for c in claims] == [
        "Disrupted weapons use",
        "Shelling/artillery/missile attack",
    ]


def test_the_same_words_far_apart_are_one_claim(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A page that says a sentence again tells nothing new, however much stands between."""
    said = "Shells fell on Kupiansk, killing soldiers."
    between = " ".join(f"The mill of row {n} stood empty." for n in ("one", "two", "three", "four"))
    text = f"{said} {between} {said}"
    assert [c.span.start for c in _claims(tmp_path, gazetteer, text)] == [0]


def test_each_number_of_a_list_of_towns_is_a_claim(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """The dead of each town stand with it, and the blow is the one that killed the first."""
    text = "Russian strikes killed eight people in Nikopol, three in Orikhiv and one in Sumy."
    claims = _claims(tmp_path, gazetteer, text)
    assert _sites(claims) == ["Nikopol", "Orikhiv", "Sumy"]
    assert [[c.low for c in claim.counts] for claim in claims] == [[8], [3], [1]]
    assert len({c.event.acled_type for c in claims}) == 1


THERE = [
    ("Russian missiles hit a mill in Nikopol and a depot in Sumy, officials said.", 2),
    ("Russian shells killed a woman in Nikopol and wounded a driver in Sumy, officials said.", 2),
    ("Russian shells hit Nikopol, a town of mills in the south and a hub near Sumy.", 1),
    ("Russian shells killed a man and a woman in Nikopol, officials said.", 1),
]


@pytest.mark.parametrize(("text", "number"), THERE)
def test_a_second_thing_in_a_second_town_is_a_claim(
    tmp_path: Path, gazetteer: Gazetteer, text: str, number: int
) -> None:
    """One verb may tell of a thing in each of two towns; what a town is tells of nothing."""
    claims = _claims(tmp_path, gazetteer, text)
    assert _sites(claims) == ["Nikopol", "Sumy"][:number]
    assert len({c.source and c.source.as_written for c in claims}) == 1


def test_what_the_same_people_do_next_is_a_claim(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A second verb of another kind of happening gives a second claim, and one of the same none."""
    text = "Rebels abducted two men in Sumy and burned the granaries of the village on Monday."
    assert [c.event.acled_sub_type for c in _claims(tmp_path, gazetteer, text)] == [
        "Abduction/forced disappearance",
        "Looting/property destruction",
    ]
    text = "Rebels abducted two men in Sumy and kidnapped a teacher of the village on Monday."
    assert len(_claims(tmp_path, gazetteer, text)) == 1
