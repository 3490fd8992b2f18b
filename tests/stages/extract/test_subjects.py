"""Who acts as the subject of a verb that is no listed deed: invented people in invented places."""

from __future__ import annotations

import pytest

from reportedly.records import Article, Mention, Source, SourceKind, Span, stable_id
from reportedly.stages.detect.actors import actors
from reportedly.stages.extract import arguments, subjects
from reportedly.stages.extract.page import Page


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(field="text", start=start, end=start + len(words))


def _page(text: str) -> Page:
    article = Article(id="a", capture_id="c", title=None, text=text, page_text=text, language="en")
    mentions = tuple(
        Mention(
            id=stable_id("m", at.start),
            article_id="a",
            kind="actor",
            span=at,
            text=at.cut(text),
            value=actor,
        )
        for at, actor in actors(text, "text", [])
    )
    return Page(article, mentions)


def _source(text: str, words: str, kind: SourceKind = "military") -> Source:
    return Source(
        as_written=words,
        name=None,
        kind=kind,
        side="Orland",
        span=_span(text, words),
        cue_span=_span(text, "said"),
    )


def _doers(text: str, source: Source | None = None) -> list[str]:
    clause = Span(field="text", start=0, end=len(text))
    return [a.as_written for a in subjects.acting(_page(text), clause, source)]


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Ukrainian troops had entered the mill of Velm.", ["Ukrainian troops"]),
        ("Ukrainian forces are entrenched in the mill.", ["Ukrainian forces"]),
        ("The enemy dropped a grenade on a cart.", ["The enemy"]),
        ("REBELS WERE STORMING THE MILL.", ["REBELS"]),
        ("The rashists hit Velm with rockets.", ["The rashists"]),
        ("The enemy dropped from a drone a grenade.", ["The enemy"]),
        ("Police in Velm have detained a boy of 17.", ["Police"]),
        ("The regime's offensive on Velm has killed 90 people.", ["The regime"]),
        ("Two jets passed over, and each dropped a bomb.", ["Two jets"]),
        ("Ukrainian troops, who are digging in, did not shell Velm.", ["Ukrainian troops"]),
        ("Soldiers took back a row of garages.", ["Soldiers"]),
        ("Ukrainian troops attacked Monday were treated.", []),
        ("The 7th Velm Battalion troops clashed with a mob.", []),
        ("The shelling of Ukrainian troops was heavy.", []),
        ("Ukrainian troops had died at the mill.", []),
        ("Ukrainian troops wounded in the mill were treated.", []),
        ("The baker had entered the mill.", []),
    ],
)
def test_armed_people_before_an_active_verb_act(text: str, doers: list[str]) -> None:
    """A perfect, a continuous form or a past with its object makes its subject the doer."""
    assert [one.casefold() for one in _doers(text)] == [one.casefold() for one in doers]


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Three people died in police firing at the mill.", ["police"]),
        ("The ford came under heavy rebel mortar fire.", ["rebel"]),
        ("A man threw stones at the police station.", []),
        ("The army base was shelled.", []),
    ],
)
def test_a_noun_of_doing_names_who_did_it(text: str, doers: list[str]) -> None:
    """Armed people right before a noun of what they do are its doers."""
    assert _doers(text) == doers


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("The Orland staff said its troops had retaken the ford.", ["its troops"]),
        ("The Orland staff said it destroyed 3 boats at the ford.", ["The Orland staff"]),
        ("The Orland staff said it was losing the ford.", []),
        ("The Orland staff said late on Monday that it shelled the ford.", ["The Orland staff"]),
        ("The Orland staff said to have taken the ford.", ["The Orland staff"]),
        ("The Orland staff said its artillery struck the ford.", ["its artillery"]),
        ("The Orland staff said a boy saw that it rained.", []),
        ("The Orland staff said it had documented 90 raids.", []),
    ],
)
def test_a_belligerent_tells_of_its_own(text: str, doers: list[str]) -> None:
    """What a source calls its own acts for it, and so does "it" behind the cue."""
    assert _doers(text, _source(text, "The Orland staff")) == doers


def test_the_speaker_is_no_subject_of_what_it_tells() -> None:
    """Troops that speak do not do what they tell of."""
    text = "Ukrainian troops have reported a raid, they said."
    assert _doers(text, _source(text, "Ukrainian troops")) == []


@pytest.mark.parametrize(
    ("who", "doers"), [("Velm police", ["Velm police"]), ("A Velm lawyer", [])]
)
def test_police_make_the_arrests_they_tell_of(who: str, doers: list[str]) -> None:
    """A body that arrests is the doer of an arrest that it tells of in the passive."""
    text = f"{who} said a man was arrested near the ford."
    clause, trigger = Span(field="text", start=0, end=len(text)), _span(text, "arrested")
    found, _ = arguments.actors(_page(text), clause, trigger, _source(text, who, "official"))
    assert [one.as_written for one in found] == doers
