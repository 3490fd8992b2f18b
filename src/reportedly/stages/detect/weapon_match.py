"""Finding the vocabulary's names in a text: leftmost, longest, never overlapping.

One pass over the atoms of the text; from each atom that begins a known name the walk goes on for
as long as the vocabulary does, which is a handful of atoms, so the time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reportedly.stages.detect.weapon_vocabulary import (
    ANY_NUMBER,
    ATOM,
    Term,
    classes,
    cue_words,
    cues,
    singular,
    table,
)
from reportedly.vocab import load
from reportedly.vocab.fold import readings

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_NAME = 14  # atoms
_DASHES = "-‐‑‒–−"
_QUOTES = "\"'“”„«»‘’"
# What may stand between two atoms of one name: nothing, a dash, a space, a quote, one line break.
_SEPARATOR = re.compile(rf"(?:[{_DASHES}/.]|\s?[{_QUOTES}]\s?|[^\S\n]{{1,2}}\n?|\n)?")
_VARIANT = re.compile(rf"(?:[^\W\d_]{{1,5}}\d{{0,2}}|\d{{1,2}})(?:[{_DASHES}]\d{{1,2}})?\b")
_TAIL = re.compile(r"[^\W\d_]{1,4}\d{0,2}(?!\w)")
_BETWEEN_NEIGHBOURS = re.compile(rf"[{_DASHES}{_QUOTES}()\s]{{1,3}}")
# Short words that a number may follow: "at 4", "in 60", "an 8-year-old" are no designations.
_LITTLE_WORDS = frozenset(
    {"a", "am", "an", "as", "at", "by", "he", "i", "if", "in", "is", "it"}
    | {"me", "no", "of", "on", "or", "pm", "so", "to", "up", "us", "we"}
)


_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class Hit(NamedTuple):
    """A name found: code points, end exclusive. ``designation`` is None for a generic name."""

    start: int
    end: int
    term: Term
    designation: str | None


class _Path(NamedTuple):
    """A walk through the table so far: its keys, its end, whether a number in it stands apart."""

    keys: tuple[str, ...]
    last: re.Match[str]
    spaced: bool


def hits(text: str, *, trusted: bool = False) -> Iterator[Hit]:
    """Every name of the vocabulary in the text, shields ("think tank") left out.

    ``trusted``: the text is known to name a weapon, so that ambiguous names need no support.
    """
    position = 0
    for first in ATOM.finditer(text):
        if first.start() < position or not _starts(first.group()):
            continue
        if _glued_before(text, first):
            continue
        found = _longest(text, first, trusted=trusted)
        if found is not None:
            position = found.end
            if found.term.kind != "not":
                yield found


def _starts(atom: str) -> tuple[str, ...]:
    """The beginnings of names that an atom of the text can be."""
    known = table()
    return tuple(key for key in _keys(atom) if key in known)


@lru_cache(maxsize=32768)
def _keys(atom: str) -> tuple[str, ...]:
    """The keys of the table that an atom can be."""
    forms = (atom, ANY_NUMBER) if atom.isdigit() else readings(atom)
    return (*forms, *_singulars(forms))


def _singulars(forms: tuple[str, ...]) -> list[str]:
    return [one for form in forms for one in singular(form)]


def _glued_before(text: str, first: re.Match[str]) -> bool:
    start = first.start()
    if start == 0:
        return False
    before, earlier = text[start - 1], text[max(0, start - 2) : start - 1]
    decimal = before in ".," and first.group().isdigit() and earlier.isdigit()
    indexed = before in _DASHES and (earlier.isupper() or earlier.isdigit())
    return before.isalnum() or before in "_&" or decimal or indexed


def _longest(text: str, first: re.Match[str], *, trusted: bool) -> Hit | None:
    found = None
    path: _Path | None = _Path(_starts(first.group()), first, spaced=False)
    ends = []
    for _ in range(_LONGEST_NAME):
        if path is None:
            break
        ends.append(path)
        path = _step(text, path)
    for path in reversed(ends):
        found = _accept(text, first, path, trusted=trusted)
        if found is not None:
            break
    return found


def _step(text: str, path: _Path) -> _Path | None:
    """One atom further, or None where no name goes on."""
    gap = _SEPARATOR.match(text, path.last.end())
    atom = ATOM.match(text, gap.end()) if gap else None
    if gap is None or atom is None or not _may_follow(path.last.group(), gap.group(), atom.group()):
        return None
    keys = tuple(f"{key} {form}" for key in path.keys for form in _keys(atom.group()))
    known = tuple(key for key in keys if key in table())
    numbered = not path.last.group().isdigit() and atom.group().isdigit()
    return (
        _Path(known, atom, path.spaced or (numbered and gap.group().isspace())) if known else None
    )


def _may_follow(before: str, gap: str, after: str) -> bool:
    """Whether two atoms can belong to one name with this between them."""
    switch = before.isdigit() != after.isdigit()
    if gap == "":
        return switch
    if not switch or gap.strip():
        return True
    if before.isdigit():
        return len(after) > 2 or after == "mm"
    little = before.lower() in _LITTLE_WORDS and not (before.isupper() and len(before) > 1)
    return len(before) > 2 or (before[0].isupper() and not little)


def _accept(text: str, first: re.Match[str], path: _Path, *, trusted: bool) -> Hit | None:
    for key in path.keys:
        term = table()[key]
        if term is None or (term.tight and path.spaced):
            continue
        end = _end(text, path.last.end(), term)
        if end is None or not _cased(text, first.start(), end, term, trusted=trusted):
            continue
        if trusted or _supported(text, first.start(), end, term.needs):
            return _hit(text, first, end, term)
    return None


def _end(text: str, end: int, term: Term) -> int | None:
    """Where the name ends, its plural s or variant letters taken in; None if it runs on."""
    if end >= len(text) or not (text[end].isalnum() or text[end] == "_"):
        return end
    if text[end] == "s" and not text[end + 1 : end + 2].isalnum():
        return end + 1
    if term.kind == "family":
        tail = _TAIL.match(text, end)
    elif term.class_ and classes()[term.class_].variants and text[end - 1].isdigit():
        tail = _VARIANT.match(text, end)
    else:
        tail = None
    return tail.end() if tail else None


def _cased(text: str, start: int, end: int, term: Term, *, trusted: bool) -> bool:
    written = text[start:end]
    if term.kind == "family":
        return _family_form(written)
    if trusted or term.case is None:
        return True
    if term.case == "lower":
        return written[0].islower() or written.endswith("s") or written.isupper()
    if term.case == "caps":
        return "".join(ATOM.findall(written.removesuffix("s"))).isupper()
    return written[0].isupper() or (term.case == "title" and _beside(text, start, end))


def _family_form(written: str) -> bool:
    """An unlisted index: capitals, two digits or more in its number, no spaces inside if short."""
    pieces = ATOM.findall(written)
    letters = [piece for piece in pieces if not piece.isdigit()]
    number = [piece for piece in pieces if piece.isdigit()][-1]
    spaced = any(character.isspace() for character in written)
    return (
        letters[0][0].isupper()
        and (letters[0].isupper() or letters[0] == "Kh")
        and (len(number) > 1 or not pieces[0].isdigit())
        and not (spaced and len(letters[0]) < 3)
    )


def _supported(text: str, start: int, end: int, needs: str | None) -> bool:
    """Whether the words around an ambiguous name show it to be a weapon."""
    if needs is None:
        return True
    if needs == "beside":
        return _beside(text, start, end)
    reach = int(load("weapons")["near"])
    starts = _cue_starts(text, "mine_cues" if needs == "mine" else "cues")
    before = bisect_left(starts, start - reach), bisect_left(starts, start)
    after = bisect_left(starts, end), bisect_left(starts, end + reach)
    return before[0] < before[1] or after[0] < after[1]


@lru_cache(maxsize=4)
def _cue_starts(text: str, kind: str) -> list[int]:
    """Where the words of support stand in the text, found once for all names that need them."""
    words = cue_words(kind)
    return [word.start() for word in _WORD.finditer(text) if word.group().lower() in words]


def _beside(text: str, start: int, end: int) -> bool:
    after = _BETWEEN_NEIGHBOURS.match(text, end)
    if after and cues().match(text, after.end(), after.end() + 40):
        return True
    before = text[max(0, start - 40) : start]
    stripped = before.rstrip(f" \n\t{_DASHES}{_QUOTES}(")
    last = re.search(r"[\w-]+(?: [\w-]+)?$", stripped)
    return bool(last and len(before) - len(stripped) <= 3 and _ends_with_cue(last.group()))


def _ends_with_cue(words: str) -> bool:
    return any(match.end() == len(words) for match in cues().finditer(words))


def _hit(text: str, first: re.Match[str], end: int, term: Term) -> Hit:
    named = term.kind not in {"generic", "modifier", "not"}
    designation = term.name if named else None
    if term.kind == "family":
        designation = _family_name(text[first.start() : end], term)
    return Hit(first.start(), end, term, designation)


def _family_name(written: str, term: Term) -> str:
    """The canonical form of an unlisted index: 9М28С is 9M28S.

    The number is the digits at the end of the family's own part, the letters after it a suffix.
    """
    parts = re.split(r"(\d+)", written.removesuffix("s"))
    own = len(re.findall(r"\d+", term.name.replace("{n}", "")))
    number, suffix = parts[2 * own + 1], "".join(parts[2 * own + 2 :])
    letters = "".join(_latin(piece, cyrillic=term.cyrillic) for piece in re.split(r"(\W+)", suffix))
    return term.name.replace("{n}", number + letters)


def _latin(letters: str, *, cyrillic: bool) -> str:
    latin = readings(letters)[0].upper() if letters else ""
    return latin.replace("C", "S").replace("X", "KH") if cyrillic else latin
