"""Which of a place's names are worth keeping, and the short forms of the names of areas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.gazetteer.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

SCRIPT_COUNTRIES = frozenset({
    "UA", "RU", "BY", "MD", "SY", "IQ", "YE", "IL", "PS", "LB", "SD", "SS", "AF", "LY", "ET", "ER",
    "SO", "ML", "BF", "NE", "TD", "MM", "AZ", "AM", "GE", "IR", "PK", "TR", "EG", "JO", "SA", "KZ",
    "TJ", "KG", "XK", "BA", "RS", "CF", "CD", "DJ", "TN", "DZ",
})  # fmt: skip
"""Where wars are or were lately, and their neighbours."""
# There, and where Cyrillic is written, a name in Cyrillic is filed in Latin letters. Elsewhere it
# has a key of its own: Лима is Lima, and a page that writes Lyma does not mean it.
_CYRILLIC_IN_LATIN = SCRIPT_COUNTRIES | {"BG", "MK", "ME", "MN", "TM", "UZ"}
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_CYRILLIC_MARK = "c~"
_OTHER_LETTERS = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u02b0-\u036f\u2000-\u206f]")
_AREA_WORD = re.compile(
    r"^(?:(?:County|State|Province|District|Region|Municipality|Department|Governorate"
    r"|Oblast|Kreis|Landkreis|Arrondissement|Provincia|Departamento|Municipio|Departement)\s+"
    r"(?:of|de la|de|d[’'])?\s*)?(?P<name>.+?)(?:\s+(?:County|Parish|Borough|Census Area"
    r"|Province|District|Region|Oblast['’]?|Raion|Rayon|Governorate|Prefecture|Department"
    r"|Municipality|State|Krai|Kray|Division|Voivodeship|Emirate|Canton|Territory|Shahrestan))*$"
)


def kept_names(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """The other names, each once, in all letters."""
    kept = dict.fromkeys(other for other in others if _worth_keeping(other))
    kept.pop(name, None)
    return tuple(kept)


def _worth_keeping(name: str) -> bool:
    if not name.isascii() and _OTHER_LETTERS.search(name):
        return True
    # Three letters in capitals are airport codes; no capital at all is a machine's romanisation.
    return len(name) > 2 and not name.islower() and not (len(name) == 3 and name.isupper())


def short_names(name: str) -> tuple[str, ...]:
    """An area's name without the word for its class.

    >>> short_names("Rapides Parish"), short_names("Kharkivs’ka Oblast’"), short_names("Donetsk")
    (('Rapides',), ('Kharkivs’ka',), ())
    """
    found = _AREA_WORD.match(name)
    short = found["name"] if found else name
    return (short,) if short != name else ()


def filed_key(name: str, country: str) -> str:
    """The key that a name of a place in a country is filed under.

    >>> filed_key("Харків", "UA"), filed_key("Лима", "PE"), filed_key("Lima", "PE")
    ('kharkiv', 'c~lyma', 'lima')
    """
    key = fold(name)
    foreign = not name.isascii() and country not in _CYRILLIC_IN_LATIN and _CYRILLIC.search(name)
    return _CYRILLIC_MARK + key if foreign and key else key


def script_keys(name: str, key: str) -> tuple[str, ...]:
    """The keys to look a name up by, ``key`` being the folded name: in Cyrillic there are two."""
    cyrillic = not name.isascii() and _CYRILLIC.search(name)
    return (key, _CYRILLIC_MARK + key) if cyrillic else (key,)
