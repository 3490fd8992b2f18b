"""The weapon vocabulary as a table that the matcher walks: built once from the YAML files.

A name is a sequence of atoms: runs of letters and runs of digits (``BM-21`` is ``bm 21``). The
table maps each sequence, and each beginning of one, joined by spaces, to a :class:`Term` or None.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from reportedly.errors import VocabError
from reportedly.vocab import laid_over, load, per_vocabulary
from reportedly.vocab.fold import latin_look_alike, readings

DESIGNATION_FILES = ("weapons_soviet", "weapons_west", "weapons_world")
ATOM = re.compile(r"[^\W\d_]{1,40}|\d{1,20}")
ANY_NUMBER = "#"
_CHOICE = re.compile(r"\(([^()]*)\)")
_WORD_ONLY = re.compile(r"[^\W\d]+")


class Term(NamedTuple):
    """What a sequence of atoms stands for.

    ``kind``: designation | nickname | nato | generic | family | modifier | not (shields a word).
    ``needs``: None, or what must stand by: near, beside, mine. ``case``: "name" wants a
    capital, "title" a capital or a weapon word beside it, "caps" capitals, "lower" no capital.
    ``tight``: no space before its number. ``action``: an attack rather than a munition.
    """

    name: str
    class_: str | None
    kind: str
    delivery: str | None = None
    treaty: tuple[str, ...] = ()
    needs: str | None = None
    case: str | None = None
    tight: bool = False
    cyrillic: bool = False
    action: bool = False


class WeaponClass(NamedTuple):
    """One class of the fixed list, with what its words do to a designation beside them."""

    name: str
    definition: str
    sort: str
    treaty: tuple[str, ...]
    refines: bool
    takes: bool
    variants: bool


@cache
def classes() -> dict[str, WeaponClass]:
    """The fixed list of classes, by name."""
    return {name: _weapon_class(name, entry) for name, entry in load("weapons")["classes"].items()}


def _weapon_class(name: str, entry: dict[str, Any]) -> WeaponClass:
    flags = {flag: bool(entry.get(flag)) for flag in ("refines", "takes", "variants")}
    treaty = labels(entry.get("treaty", ()))
    return WeaponClass(
        name=name, definition=entry["definition"], sort=entry["sort"], treaty=treaty, **flags
    )


def labels(keys: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The short names of treaties, from their keys."""
    treaties = load("weapons")["treaties"]
    return tuple(treaties[key]["label"] for key in keys)


def expand(pattern: str) -> list[str]:
    """Every phrase that a pattern with choices stands for.

    >>> expand("(car|truck) bomb")
    ['car bomb', 'truck bomb']
    """
    parts = _CHOICE.split(pattern)
    options = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    return ["".join(choice) for choice in product(*options)]


def atoms(phrase: str) -> list[str]:
    """The atoms of a phrase as keys of the table: lower case, Latin where it can be.

    >>> atoms("BM-21 Grad"), atoms("9M22S")
    (['bm', '21', 'grad'], ['9', 'm', '22', 's'])
    """
    return [readings(match.group())[0] for match in ATOM.finditer(phrase)]


def singular(word: str) -> tuple[str, ...]:
    """The forms that a word may be the plural of; the shortest cut last.

    >>> singular("batteries"), singular("bomb"), singular("torpedoes")
    (('battery', 'batterie'), (), ('torpedoe', 'torpedo'))
    """
    if not word.endswith("s") or word.endswith("ss") or len(word) < 3:
        return ()
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    return (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],)


Table = dict[str, Term | None]


@per_vocabulary
def table() -> Table:
    """Every known sequence of atoms, and every beginning of one, to its term or None."""
    known: Table = {}
    vocabulary = load("weapons")
    for name in DESIGNATION_FILES:
        _add_designations(known, laid_over(name))
    for entry in vocabulary["generic"]:
        _add_generic(known, entry)
    for entry in vocabulary["families"]:
        _add_family(known, entry)
    for pattern in vocabulary["not_weapons"]:
        _add(known, expand(pattern), Term(pattern, None, "not"), over=True)
    for word in vocabulary["modifiers"]:
        _add(known, [word], Term(word, None, "modifier"))
    _add_look_alikes(known)
    return known


def _add(known: Table, phrases: list[str], term: Term, *, over: bool = False) -> None:
    for phrase in phrases:
        _put(known, atoms(phrase), term, over=over)


def _put(known: Table, keys: list[str], term: Term, *, over: bool = False) -> None:
    for length in range(1, len(keys)):
        known.setdefault(" ".join(keys[:length]), None)
    whole = " ".join(keys)
    if over or known.get(whole) is None:
        known[whole] = term


def _add_designations(known: Table, file: dict[str, Any]) -> None:
    cyrillic = file["script"] == "cyrillic"
    for entry in designations(file):
        for phrase in entry_phrases(entry):
            _add(known, [phrase], _designation(entry, phrase, cyrillic=cyrillic))
        for phrase in entry.get("renderings", ()):
            rendering = _designation(entry, phrase, cyrillic=False)
            _add(known, [phrase], rendering._replace(needs="beside", case="name"))


def designations(file: dict[str, Any]) -> list[dict[str, Any]]:
    """The entries of a file, each model listed under ``alike`` as an entry of its own."""
    return [one for entry in file["entries"] for one in (entry, *_alike(entry))]


def _alike(entry: dict[str, Any]) -> list[dict[str, Any]]:
    own = {"name", "aliases", "alike", "renderings", "note", "kind"}
    shared = {key: value for key, value in entry.items() if key not in own}
    return [{"name": name, **shared} for name in entry.get("alike", ())]


def entry_phrases(entry: dict[str, Any]) -> list[str]:
    """The name of an entry, unless it only labels a bare nickname, and its aliases, expanded."""
    bare = entry.get("kind") == "nickname" and bool(entry.get("aliases"))
    written = [*([] if bare else [entry["name"]]), *entry.get("aliases", ())]
    return [phrase for pattern in written for phrase in expand(pattern)]


def _designation(entry: dict[str, Any], phrase: str, *, cyrillic: bool) -> Term:
    named = phrase[0].isupper() and not re.search(r"\d", phrase)
    capitals = named and entry.get("caps") and phrase.isupper()
    case = "caps" if capitals else "title" if named else None
    # A word beside it makes a name its own, and so do digits unless the entry says it is tight.
    bare = " " not in phrase and (entry.get("tight") or _WORD_ONLY.fullmatch(phrase))
    needs = entry.get("needs") if bare else None
    return Term(
        name=entry["name"],
        class_=entry["class"],
        kind=entry.get("kind", "designation"),
        delivery=entry.get("delivery"),
        treaty=_treaty(entry),
        needs=needs,
        case=case,
        tight=bool(entry.get("tight")),
        cyrillic=cyrillic,
    )


def _treaty(entry: dict[str, Any]) -> tuple[str, ...]:
    if entry["class"] not in classes():
        message = f"Class {entry['class']!r} of weapon {entry['name']!r} is not in weapons.yaml."
        raise VocabError(message)
    own = entry.get("treaty")
    return classes()[entry["class"]].treaty if own is None else labels(own)


def _add_generic(known: Table, entry: dict[str, Any]) -> None:
    kind = entry.get("kind", "generic")
    for phrase in [p for text in (entry["name"], *entry.get("aliases", ())) for p in expand(text)]:
        term = Term(
            name=entry["name"],
            class_=entry["class"],
            kind=kind,
            delivery=entry.get("delivery"),
            treaty=_treaty(entry),
            needs=entry.get("needs") if " " not in phrase else None,
            case=_generic_case(entry, phrase),
            tight=bool(entry.get("tight")),
            action=bool(entry.get("action")),
        )
        _add(known, [phrase], term)


def _generic_case(entry: dict[str, Any], phrase: str) -> str | None:
    if entry.get("lower") and " " not in phrase:
        return "lower"
    return "caps" if phrase.isupper() and phrase.isalpha() and len(phrase) < 4 else None


def _add_family(known: Table, entry: dict[str, Any]) -> None:
    head = atoms(entry["name"].replace("{n}", ""))
    cyrillic = entry.get("script") == "cyrillic"
    term = Term(
        name=entry["name"],
        class_=entry["class"],
        kind="family",
        treaty=_treaty(entry),
        tight=bool(entry.get("tight")),
        cyrillic=cyrillic,
    )
    _put(known, [*head, ANY_NUMBER], term)


def _add_look_alikes(known: Table) -> None:
    """Latin letters typed for Cyrillic ones: C-300, X-101, 9M22C, and the letter З for a 3."""
    for key, term in list(known.items()):
        if term is None or not term.cyrillic or not re.search(r"[\d#]", key):
            continue
        keys = key.split(" ")
        alike = [latin_look_alike(atom) or atom for atom in keys]
        if alike != keys and all(map(_short, keys)):
            _put(known, alike, term)
        if keys[0] == "3" and len(keys) > 1:
            _put(known, ["z" + keys[1], *keys[2:]], term)


def _short(atom: str) -> bool:
    return atom.isdigit() or atom == ANY_NUMBER or len(atom) <= 3


@cache
def cues() -> re.Pattern[str]:
    """A pattern of the words that show a name which they touch to be a weapon."""
    words = sorted(set(load("weapons")["cues"]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


@cache
def cue_words(kind: str) -> frozenset[str]:
    """The single words that support a name near them: ``cues`` or ``mine_cues``."""
    return frozenset(word.lower() for word in load("weapons")[kind] if " " not in word)
