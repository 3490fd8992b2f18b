"""A name with the office that stands before it: "…, the town's mayor, Orlo Venn, said"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.stages.detect.attribution_rules import is_office
from reportedly.stages.detect.attribution_words import NAME

if TYPE_CHECKING:
    from reportedly.stages.detect.attribution_words import Pair

_NAMED = re.compile(rf"(?:{NAME})$")
_OFFICE = re.compile(
    r"(?:^|[,;”\"] )(?P<office>(?:the|a|an|its|his|her|their) [^,.:;“”\"\n]{2,70}), $"
)
_AFTER_NAME = re.compile(r",? (?:who|whose)\b|, ")


def with_office(text: str, source: Pair) -> Pair:
    """A source with the office told before it.

    >>> text = "It was empty, the town's mayor, Orlo Venn, said."
    >>> text[slice(*with_office(text, (32, 41)))]
    "the town's mayor, Orlo Venn"
    """
    floor = max(0, source[0] - 80)
    found = _OFFICE.search(text[floor : source[0]])
    named = _NAMED.match(text[slice(*source)]) and _AFTER_NAME.match(text, source[1])
    if not (found and named and is_office(found["office"])):
        return source
    return floor + found.start("office"), source[1]
