"""Names as they are compared: one key for the ways to write a name in one spelling.

Case, accents, punctuation, apostrophes, a leading "the", possessives and St/Saint fall away;
letters borrowed from a look-alike alphabet go back to the alphabet of their word; Cyrillic is
written in Latin letters (Ukraine's Resolution 55 of 2010, or BGN/PCGN for Russian), so that a
page in either alphabet meets the same key.

>>> fold("The St. Mary’s"), fold("Kramators'k"), fold("Харків"), fold("U.S.")
('saint mary', 'kramatorsk', 'kharkiv', 'us')
>>> fold("Оzerne") == fold("Ozerne")  # the first letter of the first one is Cyrillic
True
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’`]s\b(?!['’])")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼʹʺ′″ʾʿʻ\"“”\u0640\u200c\u200d\u00ad"))
_DOT_INSIDE = re.compile(r"(?<=\w)\.(?=\w)")
_NOT_WORD = re.compile(r"[\W_]+")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z]")
_UKRAINIAN = re.compile(r"[іїєґ]")
_RUSSIAN = re.compile(r"[ыэъё]")

# Letters that look the same: Cyrillic beside Latin (Unicode confusables, the letters of names).
_LOOK_ALIKE = dict(
    zip("аеорсухіјѕԁһкмтвнАЕОРСУХІЈЅКМТВН", "aeopcyxijsdhkmtbhAEOPCYXIJSKMTBH", strict=True)
)
_TO_LATIN = str.maketrans(_LOOK_ALIKE)
_TO_CYRILLIC = str.maketrans(
    {latin: cyrillic for cyrillic, latin in _LOOK_ALIKE.items() if cyrillic not in "ԁһѕјЅЈНВМТК"}
)

_SHARED = {
    "а": "a", "б": "b", "в": "v", "ґ": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "і": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "",
    "ў": "u", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz", "ѓ": "g", "ќ": "k",
}  # fmt: skip
_UKRAINIAN_LETTERS = str.maketrans(
    _SHARED | {"г": "h", "и": "y", "й": "i", "ї": "i", "є": "ie", "ю": "iu", "я": "ia", "ъ": ""}
)
_RUSSIAN_LETTERS = str.maketrans(
    _SHARED
    | {"г": "g", "и": "i", "й": "y", "ё": "e", "ы": "y", "э": "e", "ю": "yu", "я": "ya", "ъ": ""}
)
_INITIAL = re.compile(r"\b(?:є|ї|й|ю|я)")
_INITIAL_LETTERS = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_OTHER_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i", "ə": "a", "þ": "th",
        "ð": "d", "ħ": "h", "ŧ": "t", "&": " and ",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك",
    }
)  # fmt: skip
_ARABIC_ARTICLE = re.compile(r"\bال(?=\w{3})")
_EXPANDED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@lru_cache(1 << 16)  # the words of a page are few, and asked many times
def fold(name: str) -> str:
    """The key of a name; empty if it holds no letter or digit."""
    if name.isascii() and name.isalpha():
        return name.lower()
    text = name.casefold() if name.isascii() else _plain_letters(name)
    text = _POSSESSIVE.sub("", text).translate(_APOSTROPHES)
    words = _NOT_WORD.sub(" ", _DOT_INSIDE.sub("", text)).split()
    if len(words) > 1:
        words = _usual_words(words)
    return " ".join(words)


def _usual_words(words: list[str]) -> list[str]:
    kept = words[1:] if words[0] == "the" else words
    return [_EXPANDED.get(word, word) for word in kept[:-1]] + kept[-1:]


def _plain_letters(name: str) -> str:
    """The name in lower case, Cyrillic in Latin letters, without marks."""
    text = unicodedata.normalize("NFC", name)
    if _CYRILLIC.search(text):
        text = _WORD.sub(lambda word: unmixed(word[0]), text)
    text = text.casefold()
    if _CYRILLIC.search(text):
        text = latin_letters(unicodedata.normalize("NFC", _without_stress(text)))
    text = unicodedata.normalize("NFKD", text.translate(_OTHER_LETTERS))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return _ARABIC_ARTICLE.sub("", text).translate(_OTHER_LETTERS)


def _without_stress(text: str) -> str:
    return text.replace("\u0301", "").replace("\u0300", "")


def unmixed(word: str) -> str:
    """A word of two alphabets with its look-alike letters in the alphabet of the others.

    >>> unmixed("Хarkiv") == "Xarkiv", unmixed("Озеpне") == "Озерне"
    (True, True)
    """
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not cyrillic or not latin:
        return word
    if latin >= cyrillic:
        changed = word.translate(_TO_LATIN)
        return changed if not _CYRILLIC.search(changed) else word
    changed = word.translate(_TO_CYRILLIC)
    return changed if not _LATIN.search(changed) else word


def latin_letters(text: str) -> str:
    """Lower-case Cyrillic in Latin letters; letters of one language alone tell which it is."""
    if _RUSSIAN.search(text) and not _UKRAINIAN.search(text):
        return text.translate(_RUSSIAN_LETTERS)
    text = _INITIAL.sub(lambda match: _INITIAL_LETTERS[match[0]], text)
    return text.replace("зг", "zgh").translate(_UKRAINIAN_LETTERS)
