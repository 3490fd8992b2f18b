"""Who plays which part beyond the grammar of one clause: invented people in invented places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reportedly.gazetteer import Gazetteer
from reportedly.pipeline import read_all
from reportedly.reading import ShippedTagger
from reportedly.records import Article, Field
from reportedly.stages.detect import detect
from reportedly.stages.extract.casting import Judge, judges, recast
from reportedly.stages.extract.casting_words import PARTS, candidates
from reportedly.stages.extract.joining import joined
from reportedly.stages.extract.page import Page
from reportedly.stages.extract.tellings import tellings

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.model import Reading
    from reportedly.stages.extract.tellings import Telling

GAZETTEER = Gazetteer.embedded()
MURDER = (
    "Gunmen murdered the mayor of Qaldera in his house on Monday. "
    "Two bodyguards and a driver died with him. "
    "Police said soldiers of the army were not near."
)
SHELLING = "Artillery shelled a market in Qaldera on Monday, killing two traders."


def _told(text: str) -> tuple[Page, list[Telling]]:
    article = Article(id="a", capture_id="c", title=None, text=text, page_text=text, language="en")
    names: tuple[Field, Field] = ("title", "text")
    readings: list[tuple[Field, Reading]] = list(
        zip(names, ShippedTagger().read(["", text]), strict=True)
    )
    page = Page(article, tuple(detect(article, readings, GAZETTEER)), dict(readings))
    return page, joined(tellings(page))


def _always(chance: float, text: str = MURDER) -> tuple[Page, list[Telling]]:
    """What is told in a text where every candidate has one chance."""
    page, told = _told(text)
    judge = dict.fromkeys(PARTS, Judge(bias=0.0, add=0.6, keep=0.3, weights={}))
    judged = [(one, chance) for one in candidates(page, told)]
    return page, recast(told, judged, judge)


def _words(told: list[Telling]) -> set[str]:
    return {one.as_written for t in told for one in (*t.actors, *t.targets)}


def test_a_likely_filler_of_the_sentence_after_is_added_with_its_chance() -> None:
    """Who is named beside the sentence that tells of it is added, and the claim says how likely."""
    _, told = _always(0.9)

    assert {"Gunmen", "Two bodyguards"} <= _words(told)
    assert told[0].sure["targets"] == 0.9


def test_an_unlikely_filler_of_the_rules_is_left_out() -> None:
    """What the rules chose goes where hardly anything speaks for it; in doubt it stays."""
    assert not _words(_always(0.1)[1])
    assert _words(_always(0.5)[1]) == _words(_told(MURDER)[1])


def test_every_filler_has_its_words_on_the_page() -> None:
    """Added or not, a filler is written as its span of the page."""
    page, told = _always(0.9)

    fillers = [one for t in told for one in (*t.actors, *t.targets, *t.weapons)]
    assert [page.words(one.span) for one in fillers] == [one.as_written for one in fillers]


def test_in_a_war_of_armies_nobody_is_left_out() -> None:
    """The labels hold few armies: shelling keeps what the rules chose, however little speaks."""
    page, told = _told(SHELLING)

    assert candidates(page, told)
    assert _words(told)
    assert _words(_always(0.1, SHELLING)[1]) == _words(told)


def test_the_shipped_weights_judge_every_part() -> None:
    """Who murders is likelier the doer of it than the murdered."""
    page, told = _told("Gunmen murdered the mayor of Qaldera in his house on Monday.")
    judge = judges()
    chances = {
        (one.part, one.value.as_written): judge[one.part].chance(one.signs)
        for one in candidates(page, told)
    }

    assert set(judge) == set(PARTS)
    assert chances["doer", "Gunmen"] > 0.3
    assert chances["victim", "the mayor of Qaldera"] > chances["victim", "Gunmen"]


def test_a_claim_says_how_likely_what_its_clause_does_not_tell_is(tmp_path: Path) -> None:
    """Only fillers that are no word of the clause's grammar have a confidence."""
    path = tmp_path / "page.jsonl"
    path.write_text(json.dumps({"text": SHELLING, "published": "2022-06-29"}), encoding="utf-8")

    for claim in read_all([str(path)], GAZETTEER).claims:
        assert not {"actors", "targets", "weapons"} & claim.confidence.keys()
