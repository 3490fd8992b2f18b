"""Plurals of the nouns of the vocabulary, by the regular rules of English."""

from __future__ import annotations


def plural(noun: str) -> str:
    """The plural of a noun, of the first noun of "block of flats".

    >>> plural("embassy"), plural("church"), plural("block of flats")
    ('embassies', 'churches', 'blocks of flats')
    """
    first, of, rest = noun.partition(" of ")
    if of:
        return f"{plural(first)} of {rest}"
    if noun.endswith(("s", "ch", "sh", "x")):
        return f"{noun}es" if not noun.endswith("ies") else noun
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"
