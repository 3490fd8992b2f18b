"""The actors of a casebook laid over the package's: an entry with a known id takes its place."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from reportedly.parties.phrases import WORD
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.overlay.rows import Row

Entry = dict[str, Any]
Words = tuple[str, ...]
Own = list[tuple["Row", Entry]]
"""The entries of a section of the user's file, each with where it stands."""

_PARTY = ("id", "name", "kind", "side", "q", "aliases")


def with_actors(file: Row) -> dict[str, Any]:
    """The package's file of actors with those of the user's file; nothing if it says no more.

    The parties of all blocks come as one, each with its kind and side.
    """
    file.only("blocks", "holders")
    package = _parties(), list(load("actors")["holders"])
    parties = [pair for block in file.rows("blocks") for pair in _block(block)]
    holders = [(row, _entry(row, {})) for row in file.rows("holders")]
    _refuse_strangers(parties, package[1], "holders")
    _refuse_strangers(holders, package[0], "blocks")
    merged = _merged(package[0], parties), _merged(package[1], holders)
    _refuse_taken([*parties, *holders], [*merged[0], *merged[1]], [*package[0], *package[1]])
    if merged == package:
        return {}
    return {"actors": {"blocks": [{"kind": None, "parties": merged[0]}], "holders": merged[1]}}


def _parties() -> list[Entry]:
    """The package's parties, each with its kind and side."""
    blocks = load("actors")["blocks"]
    return [_explicit(row, block) for block in blocks for row in block["parties"]]


def _explicit(row: Entry, block: Entry) -> Entry:
    """A party with what its block says of it; the side ``name`` is the party's own name."""
    side = row.get("side", block.get("side"))
    kind = row.get("kind", block.get("kind"))
    return {**row, "kind": kind, "side": row["name"] if side == "name" else side}


def _block(block: Row) -> Own:
    """The parties of a block of the user's file."""
    block.only("kind", "side", "parties")
    if "kind" in block.values:
        block.one_of("kind", _kinds())
    if "side" in block.values:
        block.text("side")
    return [
        (row, _explicit(_entry(row, block.values), block.values)) for row in block.rows("parties")
    ]


def _entry(row: Row, block: Entry) -> Entry:
    """One entry of the user's file, its values checked; in no block it has its kind and side."""
    row.only(*_PARTY)
    row.text("id")
    entry: Entry = {**row.values, "name": row.text("name"), "aliases": row.texts("aliases")}
    row.one_of("kind", _kinds(), block.get("kind"))
    for key in ("side", "q"):
        if key in row.values or (key == "side" and not block):
            row.text(key)
    return entry


def _kinds() -> list[str]:
    """The kinds of party that the package knows."""
    return sorted({entry["kind"] for entry in _parties()})


def _merged(package: list[Entry], own: Own) -> list[Entry]:
    """The package's entries with those of the same id replaced, then what is new."""
    mine: dict[str, Entry] = {}
    for row, entry in own:
        if entry["id"] in mine:
            raise row.wrong(f"id {entry['id']!r} stands in this file twice", "an id of its own")
        mine[entry["id"]] = entry
    return [mine.pop(entry["id"], entry) for entry in package] + list(mine.values())


def _refuse_strangers(own: Own, others: list[Entry], section: str) -> None:
    """No id is one that the package has in its other section."""
    taken = {entry["id"] for entry in others}
    for row, entry in own:
        if entry["id"] in taken:
            found = f"id {entry['id']!r} is one of the package's {section}"
            raise row.wrong(found, f"it under {section}", "Move it there, or give it another id")


def _refuse_taken(own: Own, merged: Sequence[Entry], package: Sequence[Entry]) -> None:
    """No alias is a name of another party, but where the package itself has it so."""
    before = {(entry["id"], words) for entry in package for _, words in _names(entry)}
    owners: dict[Words, set[str]] = defaultdict(set)
    for words, state in _state_words():
        owners[words].add(state)
    for entry in merged:
        for _, words in _names(entry):
            owners[words].add(entry["id"])
    for row, entry in own:
        for alias, words in _names(entry):
            others = sorted(owners[words] - {entry["id"]})
            if not words:
                raise row.wrong(f"alias {alias!r} has no word", "a letter or digit in it")
            if others and (entry["id"], words) not in before:
                found = f"alias {alias!r} is a name of {others[0]} already"
                todo = "Leave it out here, or copy that entry into this file without it"
                raise row.wrong(found, "a name of one actor only", todo)


def _names(entry: Entry) -> Iterator[tuple[str, Words]]:
    """Each name of an entry, with its words as they are looked up."""
    for name in (entry["name"], *entry["aliases"]):
        yield name, _words(name)


def _words(name: str) -> Words:
    return tuple(word.casefold() for word in WORD.findall(name))


def _state_words() -> Iterator[tuple[Words, str]]:
    """Each word that stands for a state, with the state."""
    for row in load("actors_countries")["states"].values():
        for name in (row["name"], *row.get("alt", ()), *row["adj"], *row.get("seat", ())):
            yield _words(name), f"the state {row['name']}"
