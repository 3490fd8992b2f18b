"""The weapons of a casebook laid over the package's: the same name and kind takes its place."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from reportedly.stages.detect.weapon_vocabulary import (
    DESIGNATION_FILES,
    atoms,
    classes,
    designations,
    entry_phrases,
    expand,
)
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.overlay.rows import Row

Entry = dict[str, Any]
Key = tuple[str, str]

_TEXTS = ("delivery", "source", "note")
_LISTS = ("aliases", "alike", "renderings")
_FLAGS = ("tight", "caps")
_KINDS = ("designation", "nickname", "nato", "generic")
_NEEDS = ("near", "beside", "mine")
_NEW = {"cyrillic": "weapons_soviet", "latin": "weapons_west"}
"""The file of the package that takes new entries of a script."""


def with_weapons(file: Row) -> dict[str, Any]:
    """The package's files of designations that the user's file changes, as it changes them."""
    file.only("script", "entries")
    script = file.one_of("script", tuple(_NEW), "latin")
    own: dict[Key, Row] = {}
    for row in file.rows("entries"):
        _check(row)
        if _key(row.values) in own:
            raise row.wrong("this name and kind stand in this file twice", "one entry for them")
        own[_key(row.values)] = row
    package = {name: load(name) for name in DESIGNATION_FILES}
    merged = {name: _merged(whole, own) for name, whole in package.items()}
    known = {_key(entry) for whole in package.values() for entry in whole["entries"]}
    new = [row.values for key, row in own.items() if key not in known]
    merged[_NEW[script]]["entries"] += new
    _refuse_taken(list(own.values()), merged, package)
    return {name: whole for name, whole in merged.items() if whole != package[name]}


def _check(row: Row) -> None:
    """Refuse an entry with a value that is not as in the package's files."""
    row.only("name", "class", "kind", "treaty", "needs", *_TEXTS, *_LISTS, *_FLAGS)
    row.text("name")
    row.one_of("class", tuple(classes()))
    row.some_of("treaty", tuple(load("weapons")["treaties"]))
    row.one_of("kind", _KINDS, "designation")
    if "needs" in row.values:
        row.one_of("needs", _NEEDS)
    for key in _LISTS:
        row.texts(key)
    for key in _FLAGS:
        row.flag(key)
    for key in _TEXTS:
        if key in row.values:
            row.text(key)


def _key(entry: Entry) -> Key:
    return entry["name"], entry.get("kind", "designation")


def _merged(whole: Entry, own: dict[Key, Row]) -> Entry:
    """A file of the package with the user's entries in the place of its own."""
    replaced = [
        own[_key(entry)].values if _key(entry) in own else _without(entry, own)
        for entry in whole["entries"]
    ]
    return {**whole, "entries": replaced}


def _without(entry: Entry, own: dict[Key, Row]) -> Entry:
    """An entry without those models alike that the user's file has as entries of their own."""
    alike = entry.get("alike", ())
    left = [name for name in alike if (name, "designation") not in own]
    return entry if len(left) == len(alike) else {**entry, "alike": left}


def _refuse_taken(own: Sequence[Row], merged: dict[str, Any], package: dict[str, Any]) -> None:
    """No spelling names another weapon, but where the package itself has it so."""
    before = {(owner[0], at) for entry in _entries(package) for at, _, owner in _spelled(entry)}
    owners: dict[str, set[Key]] = defaultdict(set)
    for at, owner in _shields():
        owners[at].add(owner)
    for entry in (*_entries(merged), *load("weapons")["generic"]):
        for at, _, owner in _spelled(entry):
            owners[at].add(owner)
    for row in own:
        for entry in designations({"entries": [row.values]}):
            for at, spelling, owner in _spelled(entry):
                others = sorted(owners[at] - {owner})
                if not at:
                    raise row.wrong(f"alias {spelling!r} has no word", "a letter or digit in it")
                if others and (owner[0], at) not in before:
                    found = f"alias {spelling!r} stands for {' of class '.join(others[0])} already"
                    todo = "Leave it out here, or copy that entry into this file without it"
                    raise row.wrong(found, "a name of one weapon only", todo)


def _entries(files: dict[str, Any]) -> Iterator[Entry]:
    """Each entry of the files, models alike as entries of their own."""
    for whole in files.values():
        yield from designations(whole)


def _spelled(entry: Entry) -> Iterator[tuple[str, str, Key]]:
    """Each spelling of an entry as it is looked up and as written, with the name and class."""
    for phrase in (*entry_phrases(entry), *entry.get("renderings", ())):
        yield " ".join(atoms(phrase)), phrase, (entry["name"], entry["class"])


def _shields() -> Iterator[tuple[str, Key]]:
    """Phrases that the package holds to name no weapon: "think tank", "long-range"."""
    vocabulary = load("weapons")
    for pattern in (*vocabulary["not_weapons"], *vocabulary["modifiers"]):
        for phrase in expand(pattern):
            yield " ".join(atoms(phrase)), ("no weapon", "none")
