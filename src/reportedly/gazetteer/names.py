"""Which of a place's names are worth keeping, and the short forms of the names of areas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Where wars are or were lately, and their neighbours: names in their own letters are kept.
SCRIPT_COUNTRIES = frozenset(
    {
        "UA",
        "RU",
        "BY",
        "MD",
        "SY",
        "IQ",
        "YE",
        "IL",
        "PS",
        "LB",
        "SD",
        "SS",
        "AF",
        "LY",
        "ET",
        "ER",
        "SO",
        "ML",
        "BF",
        "NE",
        "TD",
        "MM",
        "AZ",
        "AM",
        "GE",
        "IR",
        "PK",
        "TR",
        "EG",
        "JO",
        "SA",
        "KZ",
        "TJ",
        "KG",
        "XK",
        "BA",
        "RS",
        "CF",
        "CD",
        "DJ",
        "TN",
        "DZ",
    }
)
_OTHER_LETTERS = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u02b0-\u036f\u2000-\u206f]")
_KEPT_SCRIPTS = re.compile(
    r"^[\u0400-\u058f\u0590-\u06ff\u1000-\u139f\u0000-\u024f\u0300-\u036f\u2000-\u206f]+$"
)
_AREA_WORD = re.compile(
    r"^(?:(?:County|State|Province|District|Region|Municipality|Department|Governorate"
    r"|Oblast|Kreis|Landkreis|Arrondissement|Provincia|Departamento|Municipio|Departement)\s+"
    r"(?:of|de la|de|d[’'])?\s*)?(?P<name>.+?)(?:\s+(?:County|Parish|Borough|Census Area"
    r"|Province|District|Region|Oblast['’]?|Raion|Rayon|Governorate|Prefecture|Department"
    r"|Municipality|State|Krai|Kray|Division|Voivodeship|Emirate|Canton|Territory|Shahrestan))*$"
)


def kept_names(name: str, others: Iterable[str], country: str) -> tuple[str, ...]:
    """The other names, each once, in letters we keep."""
    kept = dict.fromkeys(other for other in others if _worth_keeping(other, country))
    kept.pop(name, None)
    return tuple(kept)


def _worth_keeping(name: str, country: str) -> bool:
    if _OTHER_LETTERS.search(name):
        return country in SCRIPT_COUNTRIES and bool(_KEPT_SCRIPTS.match(name))
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
