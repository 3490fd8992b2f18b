"""Doers that a clause leaves unsaid: a second verb of the same people, and "they"."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reportedly.pipeline import read_all

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.gazetteer import Gazetteer


def _doers(tmp_path: Path, gazetteer: Gazetteer, text: str) -> list[list[str]]:
    """The words of the doers of each claim of a text."""
    path = tmp_path / "page.jsonl"
    path.write_text(json.dumps({"text": text, "published": "2022-06-29"}), encoding="utf-8")
    records = read_all([str(path)], gazetteer)
    assert not records.rejects, records.rejects
    return [[actor.as_written for actor in claim.actors] for claim in records.claims]


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        (
            (
                "Gunmen killed nine people at a hotel in Kabul on Monday and seized dozens more in a "
                "raid on a market."
            ),
            [["Gunmen"], ["Gunmen"]],
        ),
        (
            (
                "Gunmen killed nine people at a hotel in Kabul on Monday. They then shelled the market "
                "of Kabul, police said."
            ),
            [["Gunmen"], ["Gunmen"]],
        ),
        (
            "A partisan group said on Telegram that it had planted the device in Kherson on Monday.",
            [["A partisan group"]],
        ),
        (
            "The Kremlin denied on Monday that Russian forces had mined the approaches to Odesa.",
            [["Russian forces"]],
        ),
        (
            (
                "Gunmen killed nine people at a hotel in Kabul on Monday. A bomb exploded at the market "
                "on Tuesday, police said."
            ),
            [["Gunmen"], []],
        ),
    ],
)
def test_the_same_people_go_on(
    tmp_path: Path, gazetteer: Gazetteer, text: str, doers: list[list[str]]
) -> None:
    """A second verb and "they" are of the doers told last; a new subject is not."""
    assert _doers(tmp_path, gazetteer, text) == doers
