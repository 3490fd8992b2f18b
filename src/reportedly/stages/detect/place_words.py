"""Place names as spots of a text, and our own lists: demonyms, seats of power, plain words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reportedly.gazetteer.fold import fold
from reportedly.openings import Opened
from reportedly.stages.detect.place_patterns import Ending, ending
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST_SHORT_FORM = 6  # letters of "Calif." and its dot
_POSSESSIVE = re.compile(r"['’]s$")
_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(r"[A-Z]\w*")
_THE = re.compile(r"^(?:the|The|THE)\s+")


class Spot(NamedTuple):
    """A place name in one field: the name alone lies from ``start`` to ``end``.

    ``demonym``: the code of the country or region it belongs to. ``palace``: the city that a seat
    of power stands in, with its country's code; ``facility``: the same of a plant, base or bridge.
    ``part``: it stands inside the name of an organisation ("Kharkiv city council").
    """

    start: int
    end: int
    text: str
    demonym: str | None = None
    palace: tuple[str, str] | None = None
    facility: tuple[str, str] | None = None
    rank: int = 0
    part: bool = False


def known(spot: Spot, kind: str) -> Spot:
    """The spot as a demonym or a seat of power, if the lists say so."""
    code = demonym_codes().get(fold(spot.text))
    if code is not None:
        return spot._replace(demonym=code)
    if kind != "place":
        return spot
    key = fold(spot.text)
    palace, facility = palace_table().get(key), facility_table().get(key)
    return spot._replace(palace=palace, facility=facility) if palace or facility else spot


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without spaces, quotes, commas, a leading "the" and a possessive."""
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] in ".)'’"):
        end -= 1
    if found := _THE.match(text[start:end]):
        start += found.end()
    if found := _POSSESSIVE.search(text[start:end]):
        end = start + found.start()
    if text[start:end].endswith(("'", "’")) and text[end : end + 1] == "s":
        end -= 1
    if text[start:end].endswith(".") and end - start > _LONGEST_SHORT_FORM:
        end -= 1
    return start, end


@cache
def palace_table() -> dict[str, tuple[str, str]]:
    """Seats of power by folded name: the code of the country, and the city."""
    table = load("metonyms")["palaces"]
    return {fold(name): (code, city) for name, (code, city) in table.items()}


def _any_name(names: Iterable[str]) -> Opened:
    longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return Opened(re.compile(rf"(?<!\w)(?:{longest})(?!\w)", re.IGNORECASE))


@cache
def _palace_pattern() -> Opened:
    return _any_name(load("metonyms")["palaces"])


def palaces(text: str) -> Iterator[Spot]:
    """Seats of power: "the Kremlin"."""
    for found in _palace_pattern().finditer(text):
        if found[0][0].isupper():
            palace = palace_table()[fold(found[0])]
            yield Spot(found.start(), found.end(), found[0], palace=palace, rank=0)


@cache
def facility_table() -> dict[str, tuple[str, str]]:
    """Plants, bases and bridges by folded name: the code of the country, and the settlement."""
    table = load("facilities")["facilities"]
    return {fold(name): (code, town) for name, (code, town) in table.items()}


@cache
def _facility_pattern() -> Opened:
    return _any_name(load("facilities")["facilities"])


def facilities(text: str) -> Iterator[Spot]:
    """Plants, bases and bridges known by name: "the Azovstal steelworks".

    >>> [spot.facility for spot in facilities("Smoke rose over the Azovstal plant.")]
    [('UA', 'Mariupol')]
    """
    for found in _facility_pattern().finditer(text):
        facility = facility_table()[fold(found[0])]
        yield Spot(found.start(), found.end(), found[0], facility=facility, rank=0)


@cache
def _facility_words() -> re.Pattern[str]:
    words = "|".join(sorted(load("facilities")["words"], key=len, reverse=True))
    return re.compile(rf"\s(?:[a-z]+\s)?(?:{words})$")


def settled_part(text: str) -> str:
    """A name without the word for what stands there, and without a direction in small letters.

    >>> settled_part("Kanatovo airfield"), settled_part("eastern Donetsk"), settled_part("eastern")
    ('Kanatovo', 'Donetsk', '')
    >>> settled_part("south of Syria")
    'Syria'
    """
    text = _facility_words().sub("", text)
    return _small_directions().sub("", text)


@cache
def _small_directions() -> re.Pattern[str]:
    words = "|".join(sorted(load("place_phrases")["directions"], key=len, reverse=True))
    return re.compile(rf"^(?:(?:{words})(?:,\s|\sand\s|\sof\s(?:the\s)?|\s|$))+")


@cache
def _demonym_forms() -> tuple[tuple[str, str], ...]:
    """Every demonym with the code of its country or first-level region, or a region's name."""
    tables = (load("countries")["countries"], load("admin1")["regions"])
    named = [
        (form, code) for t in tables for code, a in t.items() for form in a.get("demonyms", ())
    ]
    regions = load("places")["region"]
    return (*named, *((form, r["name"]) for r in regions for form in r.get("demonyms", ())))


@cache
def demonym_codes() -> dict[str, str]:
    """Demonyms, folded, with the code of their country or region, or a wide region's name.

    >>> demonym_codes()["filipinos"], "philippines" in demonym_codes()
    ('PH', False)
    """
    countries = load("countries")["countries"].values()
    names = {fold(n) for one in countries for n in (one["name"], *one.get("names", ()))}
    codes: dict[str, str] = {}
    for demonym, code in _demonym_forms():
        for form in {fold(demonym), fold(f"{demonym}s")} - names:
            codes.setdefault(form, code)
    return codes


@cache
def _demonym_starts() -> frozenset[str]:
    """The words that demonyms begin with, as a page may write them."""
    plain = [form + ending for form, _ in _demonym_forms() for ending in ("", "s")]
    capitals = [form.upper() + ending for form, _ in _demonym_forms() for ending in ("", "s")]
    return frozenset(found[0] for form in plain + capitals if (found := _CAPITALISED.match(form)))


@cache
def _demonym_pattern() -> re.Pattern[str]:
    forms = sorted((form for form, _ in _demonym_forms()), key=len, reverse=True)
    words = "|".join(map(re.escape, forms))
    return re.compile(rf"(?<![\w])(?=[A-Z])(?:{words}|{words.upper()})s?(?![\w])")


def demonyms(text: str) -> Iterator[Spot]:
    """Demonyms of our list, in capitals."""
    starts, end = _demonym_starts(), 0
    for word in _CAPITALISED.finditer(text):
        if word[0] not in starts or word.start() < end:
            continue
        if (found := _demonym_pattern().match(text, word.start())) is None:
            continue
        end = found.end()
        if code := demonym_codes().get(fold(found[0])):
            yield Spot(found.start(), found.end(), found[0], demonym=code, rank=2)


def is_plain(name: str) -> bool:
    """Whether a name is a plain word in small letters: "the east" is no Cameroonian region.

    >>> is_plain("east"), is_plain("East"), is_plain("kharkiv")
    (True, False, False)
    """
    return name.islower() and fold(name) in not_alone()


@cache
def no_places() -> frozenset[str]:
    """Names of makes, peoples and times that a tagger takes for the towns of that name, folded."""
    return frozenset(fold(word) for word in load("place_phrases")["no_places"])


@cache
def honorific() -> re.Pattern[str]:
    """A title, at the end of the text before a person's name."""
    titles = "|".join(map(re.escape, load("place_phrases")["honorifics"]))
    return re.compile(rf"\b(?:{titles})\.?\s$")


@cache
def not_alone() -> frozenset[str]:
    """Plain words that are also names of places, folded."""
    return frozenset(fold(word) for word in load("place_phrases")["not_alone"])


@cache
def first_names() -> frozenset[str]:
    """Names of places that are also first names, folded."""
    return frozenset(fold(word) for word in load("place_phrases")["first_names"])


@cache
def plain_neighbours() -> frozenset[str]:
    """Capitalised words beside a name that make it no part of a person's or a firm's name."""
    words = load("place_phrases")
    return frozenset(map(fold, (*words["not_alone"], *words["class_words"], *words["directions"])))


@cache
def where_word() -> Ending:
    """A word for where, at the end of the text before a name."""
    words = load("place_phrases")
    phrases = (*words["near"], *words["where"])
    where = "|".join(map(re.escape, phrases))
    pattern = rf"(?:\b(?:{where})\s+(?:the\s+)?|\b(?:and|or|,)\s+)$"
    return ending(pattern, (*phrases, "and", "or", ","))
