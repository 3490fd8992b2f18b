"""The names behind an inflected Ukrainian or Russian one: "в Озерному" is in Озерне.

In Latin letters the endings of ``place_phrases`` are undone. In Cyrillic a dictionary is asked:
pymorphy3 and its dictionaries give the nominatives of each word (it guesses those of words it
does not know by their endings); what of them the gazetteer has is for the caller to find. They
come with the extra ``slavic`` and weigh 31 MB; without them only nominatives are found.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import islice, product
from typing import Any

from reportedly.vocab import load

EXTRA = "slavic"
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_ONLY_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_ONLY_RUSSIAN = re.compile(r"[ыэъё]", re.IGNORECASE)
_BETWEEN = re.compile(r"([\s\-‑–]+)")
_SHORTEST_STEM = 4  # letters
_MOST_READINGS, _MOST_WORDS, _MOST_FORMS = 6, 5, 60


def is_cyrillic(name: str) -> bool:
    """Whether a name has Cyrillic letters."""
    return not name.isascii() and bool(_CYRILLIC.search(name))


@cache
def is_installed() -> bool:
    """Whether the extra that undoes endings is there, all of it."""
    return all(map(find_spec, ("pymorphy3", "pymorphy3_dicts_ru", "pymorphy3_dicts_uk")))


@lru_cache(maxsize=4096)
def nominatives(name: str) -> tuple[str, ...]:
    """What a Cyrillic name may be in the nominative, but for the name as it is.

    >>> "нова каховка" in nominatives("Новій Каховці") or not is_installed()
    True
    """
    if not is_cyrillic(name) or not is_installed():
        return ()
    words = _BETWEEN.split(name.casefold())
    if len(words) > 2 * _MOST_WORDS:
        return ()
    readings = [
        [word] if number % 2 else _readings(word, name) for number, word in enumerate(words)
    ]
    forms = dict.fromkeys(map("".join, islice(product(*readings), _MOST_FORMS)))
    forms.pop(name.casefold(), None)
    return tuple(forms)


def latin_nominatives(key: str) -> list[str]:
    """What a folded name in Latin letters may be in the nominative, by its ending.

    Machine translation leaves cases as they are: "in Khersoni", "near Kakhovtsi".

    >>> latin_nominatives("khersoni"), latin_nominatives("avdiivtsi")[0]
    (['kherson', 'khersona', 'khersonia'], 'avdiivka')
    """
    return [
        key[: -len(ending)] + first
        for ending, firsts in load("place_phrases")["slavic_cases"].items()
        if key.endswith(ending) and len(key) - len(ending) >= _SHORTEST_STEM
        for first in firsts
    ]


def _readings(word: str, name: str) -> list[str]:
    """The nominatives of a word, and the word: a part of a name may stay as it is."""
    if len(word) < 3:
        return [word]
    found = [form for analyzer in _analyzers(name) for form in _nominatives_of(word, analyzer)]
    return list(dict.fromkeys([*found, word]))


def _nominatives_of(word: str, analyzer: Any) -> list[str]:  # noqa: ANN401 - pymorphy3 has no types
    found: list[str] = []
    for reading in analyzer.parse(word)[:_MOST_READINGS]:
        if reading.tag.POS == "NOUN":
            number = {"nomn"} if "plur" in reading.tag else {"nomn", "sing"}
            made = reading.inflect(number)
            found += [made.word] if made else []
            found.append(reading.normal_form)
        elif reading.tag.POS in ("ADJF", "PRTF"):
            made = reading.inflect({"nomn"})
            found += [made.word] if made else []
    return found


def _analyzers(name: str) -> list[Any]:
    """Those of the languages that the letters of a name allow."""
    ukrainian, russian = _ONLY_UKRAINIAN.search(name), _ONLY_RUSSIAN.search(name)
    if ukrainian and not russian:
        return [_analyzer("uk")]
    return [_analyzer("ru")] if russian and not ukrainian else [_analyzer("uk"), _analyzer("ru")]


@cache
def _analyzer(language: str) -> Any:  # noqa: ANN401
    import pymorphy3  # noqa: PLC0415 - an extra, and only for names in Cyrillic

    return pymorphy3.MorphAnalyzer(lang=language)
