"""Speech told by the place of its words in a sentence, whoever speaks: a beekeeper, three of them.

", a mechanic who asked not to be named told Radio Orle."; "…, added Orlo Venn."; "as write local
channels, …"; "a reporter of Orle News saw smoke". At the end of a sentence "…, X said" is speech
by its grammar, so that X need be no name and no known word for people.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.stages.detect.attribution_rules import around
from reportedly.stages.detect.attribution_words import Found, Pair
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable


def tailed(text: str, sentence: Pair) -> Iterable[Found]:
    """What a sentence attributes by such a form.

    >>> text = "Gunmen burned a lorry near Orle, a beekeeper in the town told this agency."
    >>> [text[slice(*f.source)] for f in tailed(text, (0, len(text)))]
    ['a beekeeper in the town']
    """
    for pattern, ahead in _forms():
        for m in pattern.finditer(text, *sentence):
            first, last = sorted((m.span("source"), m.span("cue")))
            told = around(text, sentence, (first[0], last[1]))
            if told := told[-1:] if ahead else told[:1]:
                yield Found(m.span("source"), m.span("cue"), told)


@cache
def _forms() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Each form, and whether what is said comes after it."""
    tails = load("attribution_tails")
    either = {name: "|".join(tails[name]) for name in tails}
    somebody = rf"(?:(?:{either['determiners']}) [^,;:.“”\"()\n]{{2,90}}?)"
    name = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}"
    source = rf"(?P<source>{somebody})"
    told = rf"(?P<cue>(?:{either['told']})(?= [^,;:.]{{2,60}}[.,;]))"
    said = rf"(?P<cue>(?:{either['said']})(?=(?: (?:{either['adverbs']})[^,;:.]{{0,40}})?[.;]))"
    before, after = r"(?<=[,”\"] )", r"(?:(?<![^\n])|(?<=[.,;”\"] )|(?<=and )|(?<=while ))"
    plain = r"(?P<source>(?:[\w’'-]+ ){0,4}[\w’'-]+)"
    there = r"(?: (?:at|in|on|near|from|of|for|with) [^,;:.“”\"]{2,50}?)?"
    return (
        # ", a mechanic who asked not to be named told Radio Orle on Monday."
        (re.compile(rf"{before}{source} {told}"), False),
        # ", three of those who escaped said."
        (re.compile(rf"{before}{source} {said}"), False),
        # "…, added Orlo Venn."
        (
            re.compile(
                rf"{before}(?P<cue>{either['added']}) (?P<source>{name})(?=[.;]|, (?:the|an?) )"
            ),
            False,
        ),
        # "As write local Telegram channels, …"
        (
            re.compile(rf"\b[Aa]s (?P<cue>{either['writes']}) {plain}(?=,)"),
            True,
        ),
        # "An Orle News reporter at the scene saw smoke"
        (
            re.compile(
                rf"{after}(?P<source>(?:[\w’'-]+ ){{0,4}}?(?:{either['reporters']}){there}) "
                rf"(?P<cue>{either['saw']})\b"
            ),
            True,
        ),
    )
