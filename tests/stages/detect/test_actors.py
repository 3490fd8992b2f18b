"""Doers and things hit: [brackets] mark the words."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.stages.detect.actors import actors, targets


@dataclass(frozen=True)
class Tagged:
    """A name as the tagger would give it."""

    kind: str
    start: int
    end: int


def plain(marked: str) -> tuple[str, list[str]]:
    """The text without brackets, and what stood in them."""
    return marked.replace("[", "").replace("]", ""), [
        part.split("]")[0] for part in marked.split("[")[1:]
    ]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[Russian forces] shelled Velm.", ["Russia (armed forces)"]),
        ("The [Ukrainian army] withdrew.", ["Ukraine (armed forces)"]),
        ("[Israel's military] struck Orle.", ["Israel (armed forces)"]),
        ("the [pro-Russian separatists] fired", ["pro-Russian separatists"]),
        (
            "[Taliban fighters] and [Afghan troops] clashed",
            ["Taliban", "Afghanistan (armed forces)"],
        ),
        ("the [authorities installed by Moscow] announced", ["Russian-installed authorities"]),
        ("the [forces led by Vladimir Putin] attacked", ["Russia (armed forces)"]),
        ("the [forces of Kiev] advanced", ["Ukraine (armed forces)"]),
        ("[Russia] launched missiles, struck by [Ukraine] later", ["Russia", "Ukraine"]),
        ("under [Russian] shelling for days", ["Russia (armed forces)"]),
        ("[gunmen] opened fire on [coalition] planes", [None, None]),
        ("a [suicide bomber] drove a truck", [None]),
        ("a trip to Russia, and turkey for lunch", []),
        ("Ukrainian wheat and Russian songs", []),
    ],
)
def test_doers(marked: str, names: list[str | None]) -> None:
    """Armed forces, groups and installed authorities are found and tied to their party."""
    text, phrases = plain(marked)
    found = actors(text, "text", [])
    assert [actor.as_written for _, actor in found] == phrases
    assert [actor.name for _, actor in found] == names


def test_the_taggers_organisations_are_added() -> None:
    """An organisation that only the tagger knows is an actor by its own name; places are not."""
    text = "The Orle Front struck Velm."
    names = [Tagged("organisation", 4, 14), Tagged("place", 22, 26)]
    assert [actor.name for _, actor in actors(text, "text", names)] == ["Orle Front"]


@pytest.mark.parametrize(
    ("marked", "kinds"),
    [
        ("It hit [a crowded shopping centre].", ["shopping centre"]),
        ("missiles struck [a nine-storey apartment block]", ["residential building"]),
        ("shells fell on [schools] and [a maternity hospital]", ["school", "hospital"]),
        ("They blew up [the railway bridge] near Velm.", ["bridge"]),
        ("[a German consulate] was stormed", ["consulate"]),
        ("the blast burned [grain silos]", ["grain store"]),
        ("drones hit [an oil refinery] and [power plants]", ["fuel depot", "power plant"]),
    ],
)
def test_infrastructure(marked: str, kinds: list[str]) -> None:
    """What is hit has its kind, with article and adjectives in the words."""
    text, phrases = plain(marked)
    found = targets(text, "text")
    assert [actor.as_written for _, actor in found] == phrases
    assert [actor.infrastructure for _, actor in found] == kinds


def test_people_hit_are_targets_by_group() -> None:
    """Civilians, journalists and aid workers are targets by their group."""
    found = targets("They fired on civilians, two journalists and aid workers.", "text")
    assert [actor.name for _, actor in found] == ["civilians", "journalists", "aid workers"]


@given(st.text(alphabet="Russian forces’s by-the ofKyiv,. \n", max_size=120))
def test_words_are_those_of_the_span(text: str) -> None:
    """Spans lie in the text, in order, and ``as_written`` is what they cover."""
    tagged = [Tagged("organisation", 0, min(3, len(text)))] if text else []
    for found in (actors(text, "text", tagged), targets(text, "text")):
        assert [span.start for span, _ in found] == sorted(span.start for span, _ in found)
        for span, actor in found:
            assert 0 <= span.start < span.end <= len(text)
            assert actor.as_written == span.cut(text)
