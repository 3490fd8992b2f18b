"""The weapon vocabulary as data: complete, with sources, and nothing that must not be there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportedly.stages.detect.weapon_vocabulary import (
    DESIGNATION_FILES,
    atoms,
    classes,
    designations,
    entry_phrases,
    expand,
    table,
)
from reportedly.stages.detect.weapons import weapon_class, weapons
from reportedly.vocab import load

VOCABULARY: dict[str, Any] = load("weapons")
DESIGNATIONS: list[dict[str, Any]] = [e for f in DESIGNATION_FILES for e in designations(load(f))]
RAW: list[dict[str, Any]] = [e for f in DESIGNATION_FILES for e in load(f)["entries"]]
ENTRIES = [*RAW, *VOCABULARY["generic"], *VOCABULARY["families"]]
ALLOWED = {
    "name",
    "class",
    "kind",
    "aliases",
    "alike",
    "renderings",
    "delivery",
    "treaty",
    "source",
    "note",
}
ALLOWED |= {"needs", "lower", "caps", "tight", "action", "script"}
FORBIDDEN = ("range", "yield", "lethal", "radius", "blast effect", "how to", "velocity", "payload")


def test_at_least_550_designations_and_names() -> None:
    """The vocabulary holds more than 550 distinct names, and many more spellings."""
    assert len({entry["name"] for entry in DESIGNATIONS}) > 550
    assert len(VOCABULARY["generic"]) > 80


def test_entries_hold_the_allowed_keys_only() -> None:
    """Names, classes, deliveries, treaties, sources: no key for range, effect, yield or use."""
    assert {key for entry in ENTRIES for key in entry} <= ALLOWED


def test_no_words_of_range_effect_or_use() -> None:
    """Neither deliveries nor notes say how far a weapon reaches or what it does."""
    texts = [str(entry.get(key, "")) for entry in ENTRIES for key in ("delivery", "note")]
    assert not [text for text in texts if any(word in text.lower() for word in FORBIDDEN)]


def test_every_entry_has_a_known_class_and_source() -> None:
    """Each class is of the fixed list and each source of the table of sources."""
    assert {entry["class"] for entry in ENTRIES} <= set(classes())
    assert {entry["source"] for entry in ENTRIES} <= set(VOCABULARY["sources"])


def test_every_class_is_defined_and_used() -> None:
    """The list of classes has a definition each and no member that nothing belongs to."""
    assert all(entry["definition"] for entry in VOCABULARY["classes"].values())
    used = {entry["class"] for entry in ENTRIES}
    assert set(classes()) - used == {"non-detectable fragments"}


def test_treaties_say_name_year_and_article() -> None:
    """A treaty that a class or an entry points to is named, dated and quoted by article."""
    treaties = VOCABULARY["treaties"]
    pointed = {key for entry in ENTRIES for key in entry.get("treaty", ())}
    pointed |= {key for c in VOCABULARY["classes"].values() for key in c.get("treaty", ())}
    assert pointed == set(treaties)
    wanted = {"label", "name", "year", "article", "source"}
    assert all(wanted <= set(treaty) for treaty in treaties.values())


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("incendiary", ("CCW Protocol III",)),
        ("cluster", ("CCM",)),
        ("anti-personnel mine", ("Mine Ban Treaty", "CCW Amended Protocol II")),
        ("chemical", ("CWC",)),
        ("small arms", ()),
    ],
)
def test_classes_fall_under_their_treaties(name: str, labels: tuple[str, ...]) -> None:
    """The treaty follows from the class."""
    assert classes()[name].treaty == labels


def test_an_entry_may_differ_from_its_class() -> None:
    """A sensor-fuzed shell that the Convention on Cluster Munitions exempts has no treaty."""
    ((_, weapon),) = weapons("a SMArt 155 projectile")
    assert (weapon.class_, weapon.treaty) == ("cluster", ())


def test_no_spelling_stands_for_two_weapons() -> None:
    """One spelling has one designation and class; a bare nickname is said once."""
    seen: dict[str, tuple[str, str]] = {}
    clashes = []
    for entry in DESIGNATIONS:
        for phrase in entry_phrases(entry):
            key, value = " ".join(atoms(phrase)), (entry["name"], entry["class"])
            if seen.setdefault(key, value) != value:
                clashes.append((phrase, seen[key], value))
    assert clashes == []


def test_every_designation_is_found_as_itself() -> None:
    """Each name of the vocabulary, put in a sentence, comes back with its designation."""
    lost = []
    for entry in DESIGNATIONS:
        for phrase in entry_phrases(entry):
            names = {w.designation for _, w in weapons(f"The military fired {phrase} weapon")}
            expected = None if entry.get("kind") == "generic" else entry["name"]
            if expected not in names:
                lost.append((phrase, entry["name"], names))
    assert lost == []


def test_every_generic_phrase_has_its_class() -> None:
    """Each generic phrase, given as a weapon, has the class of its entry."""
    pairs = [
        (phrase, entry["class"])
        for entry in VOCABULARY["generic"]
        for pattern in (entry["name"], *entry.get("aliases", ()))
        for phrase in expand(pattern)
    ]
    assert [(p, weapon_class(p), right) for p, right in pairs if weapon_class(p) != right] == []


def test_shields_hide_no_designation() -> None:
    """No phrase that stands for no weapon is also the name of one."""
    shields = {" ".join(atoms(p)) for text in VOCABULARY["not_weapons"] for p in expand(text)}
    named = {" ".join(atoms(p)) for entry in DESIGNATIONS for p in entry_phrases(entry)}
    assert shields & named == set()
    assert all(table()[key] is not None for key in shields)


def test_the_page_of_documentation_has_every_class() -> None:
    """docs/weapons.md gives each class with its definition, and each treaty with its article."""
    page = (Path(__file__).parents[3] / "docs" / "weapons.md").read_text(encoding="utf-8")
    for name, entry in VOCABULARY["classes"].items():
        assert f"| {name} | {entry['definition']} |" in page
    for treaty in VOCABULARY["treaties"].values():
        assert f"| {treaty['label']} | {treaty['name']} | {treaty['year']} |" in page
