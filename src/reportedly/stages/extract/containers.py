"""Places that a sentence names only to say where another one lies: "the Orle district, Velm"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Mention
    from reportedly.stages.extract.page import Page

_ON_A_BANK: Final = ("settlement", "near", "country", None)  # known towns and unknown ones
WIDE_M: Final = 60_000  # metres: a point "between X and Y" is surer than this, a region is not
# "in the Orle district, west of the capital, Velm"
_FROM_THERE = re.compile(
    r",\s+(?:[\w.,()-]+\s+){0,8}?(?:(?:north|south|east|west)[\w-]*\s+of|"
    r"(?:km|kms|kilomet(?:er|re)s?|miles?)\s+(?:away\s+)?from)\s+(?:the\s+)?(?:[\w-]+,?\s+){0,3}$",
    re.IGNORECASE,
)


def says_where(page: Page, mention: Mention, found: Sequence[Mention]) -> bool:
    """Whether a place only says where the known one told right before it lies."""
    for other in found:
        at = other.span
        between = page.article.field(at.field)[at.end : mention.span.start]
        if at.field != mention.span.field:
            continue
        if _holds_by_name(page, mention, other) or _is_its_water(page, mention, other):
            return True
        if at.end >= mention.span.start:
            continue
        if _FROM_THERE.fullmatch(between):
            known = other.value.precision not in (None, "country")
            return known or (mention.value.uncertainty_m or 0) > WIDE_M
    return False


# "Velm, a town on the Orle river"; "the river Orle near Velm", "on the Orle near the village of X"
_ON_WATER = re.compile(
    r",?\s+(?:[\w-]+\s+){0,4}?(?:on|beside|along|across|by)\s+(?:the\s+)?(?:[\w-]+\s+){0,5}",
    re.IGNORECASE,
)
_WATER_AT = re.compile(
    r",?\s+(?:(?:river|lake|canal|reservoir)\s+)?"
    r"(?:near|at|in|by|outside|close to|beside)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}",
    re.IGNORECASE,
)


def _is_its_water(page: Page, water: Mention, town: Mention) -> bool:
    """Whether a river or lake only says where on it the town beside it lies."""
    if water.value.precision != "water" or town.value.precision not in _ON_A_BANK:
        return False
    first, second = sorted((water.span, town.span), key=lambda s: s.start)
    between = page.article.field(first.field)[first.end : second.start]
    pattern = _WATER_AT if first == water.span else _ON_WATER
    return pattern.fullmatch(between) is not None


# "Orle district, Velm", "the Orle district in Velm", "Velm's Orle district"
_HELD = re.compile(
    r"(?:\s+(?:district|county|raion|township|municipality))?(?:,|,?\s+in|[’']s)\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}",
    re.IGNORECASE,
)


def _holds_by_name(page: Page, town: Mention, area: Mention) -> bool:
    """Whether a town's name stands for the region that holds the area told right beside it."""
    if (town.value.precision, area.value.precision) != ("settlement", "admin2"):
        return False
    first, second = sorted((town.span, area.span), key=lambda s: s.start)
    between = page.article.field(first.field)[first.end : second.start]
    apart = between.startswith(("’s", "'s")) != (first == town.span)
    same = town.value.admin1 == area.value.admin1
    return same and not apart and bool(_HELD.fullmatch(between))
