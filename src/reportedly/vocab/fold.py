"""Look-alike letters across alphabets, folded so that offsets hold.

A designation may be typed in Cyrillic, in Latin, or in a mixture that only looks right: ``9М22С``
(Cyrillic) is 9M22S, ``C-300`` (Latin C for the Cyrillic С) is S-300, ``Х-101`` is Kh-101. One
Cyrillic letter can stand for a Latin one by its shape (С for C) or by its sound (С for S), so
:func:`readings` gives every way to read a short run of letters and a vocabulary tries them all.

Sound values: BGN/PCGN romanisation of Russian, with the Ukrainian letters added.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import islice, product

_READINGS_AT_MOST = 24

# Each Cyrillic letter: its sounds first, then the Latin letters that it looks like.
_CYRILLIC: dict[str, tuple[str, ...]] = {
    "а": ("a",),
    "б": ("b",),
    "в": ("v", "b"),
    "г": ("g", "h"),
    "ґ": ("g",),
    "д": ("d",),
    "е": ("e",),
    "ё": ("yo", "e"),
    "є": ("ye", "e"),
    "ж": ("zh",),
    "з": ("z",),
    "и": ("i", "y"),
    "й": ("y", "i"),
    "і": ("i",),
    "ї": ("yi", "i"),
    "ј": ("j",),
    "к": ("k",),
    "л": ("l",),
    "м": ("m",),
    "н": ("n", "h"),
    "о": ("o",),
    "п": ("p",),
    "р": ("r", "p"),
    "с": ("s", "c"),
    "ѕ": ("s",),
    "т": ("t",),
    "у": ("u", "y"),
    "ф": ("f",),
    "х": ("kh", "x", "h"),
    "ц": ("ts", "c"),
    "ч": ("ch",),
    "ш": ("sh",),
    "щ": ("shch",),
    "ъ": ("",),
    "ы": ("y",),
    "ь": ("",),
    "э": ("e",),
    "ю": ("yu",),
    "я": ("ya",),
}
_GREEK_SHAPES = dict(zip("αβεζηικμνορτυχ", "abezhikmnoptyx", strict=True))
_ONE_SHAPE = {letter: forms[-1] for letter, forms in _CYRILLIC.items() if len(forms[-1]) == 1}

# What a Latin letter becomes when its word is written in Cyrillic and read back by shape.
_SHAPE_OF_SOUND = {"s": "c", "v": "b", "n": "h", "r": "p", "u": "y", "kh": "x"}


@lru_cache(maxsize=8192)
def _plain(letter: str) -> str:
    """One letter in lower case, without accents, Greek look-alikes and wide forms made Latin."""
    base = unicodedata.normalize("NFKD", letter)[:1].lower()
    base = base if len(base) == 1 else letter
    return _GREEK_SHAPES.get(base, base)


@cache
def _skeleton_table() -> dict[int, str]:
    letters = range(0x80, 0x0530)
    table = {code: _plain(chr(code)) for code in letters}
    table |= {ord(letter): shape for letter, shape in _ONE_SHAPE.items()}
    upper = {ord(letter.upper()): shape for letter, shape in _ONE_SHAPE.items()}
    return table | upper | {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}


def skeleton(text: str) -> str:
    """The text by shape alone: lower case, look-alikes of other alphabets made Latin, same length.

    >>> skeleton("9М22С"), skeleton("Gerań-2"), len(skeleton("Солнцепёк"))
    ('9m22c', 'geran-2', 9)
    """
    return text.translate(_skeleton_table())


@lru_cache(maxsize=16384)
def readings(letters: str) -> tuple[str, ...]:
    """Every way to read a run of letters in Latin, in lower case, the likeliest first.

    A run in Latin reads one way. Readings by sound come before readings by shape, and no more
    than 24 are given.

    >>> readings("С"), readings("РБК")[0], readings("Kh")
    (('s', 'c'), 'rbk', ('kh',))
    """
    plain = "".join(map(_plain_cyrillic, letters))
    if plain.isascii():
        return (plain,)
    options = [_CYRILLIC.get(letter, (letter,)) for letter in plain]
    ways = ("".join(way) for way in islice(product(*options), _READINGS_AT_MOST))
    return tuple(dict.fromkeys(ways))


def _plain_cyrillic(letter: str) -> str:
    """As :func:`_plain`, but Cyrillic letters with a mark of their own (й, ё, ї) are kept."""
    lower = letter.lower()
    return lower if lower in _CYRILLIC else _plain(letter)


def latin_look_alike(letters: str) -> str | None:
    """How Latin letters look when written in Cyrillic: S-300 as C-300; None where they cannot.

    >>> latin_look_alike("s"), latin_look_alike("kh"), latin_look_alike("grad")
    ('c', 'x', None)
    """
    lower = letters.lower().replace("kh", "x")
    shapes = [_SHAPE_OF_SOUND.get(letter, letter) for letter in lower]
    alike = all(shape in "abcehkmoptxy" for shape in shapes)
    return "".join(shapes) if alike and shapes != list(letters.lower()) else None
