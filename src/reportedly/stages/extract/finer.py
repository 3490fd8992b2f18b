"""The finer place of a lead: "in the south of Orle", and then the town of the same blow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from reportedly.stages.extract import no_sites, sites, timing
from reportedly.stages.extract.fresh import is_lead
from reportedly.stages.extract.whereabouts import TOWNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Place
    from reportedly.stages.extract.page import Page
    from reportedly.stages.extract.tellings import Telling

_SOON: Final = 8  # sentences after a lead in which its town is told
_WIDE: Final = ("country", "region")


def finer(page: Page, found: Sequence[Telling]) -> list[Telling]:
    """The tellings, those at the wide place of a lead at the town that the page then tells."""
    towns = [(lead, t) for lead in found if (t := _town(page, lead, found)) is not None]
    return [_moved(telling, towns) for telling in found]


def _town(page: Page, lead: Telling, found: Sequence[Telling]) -> Place | None:
    """The first town told in the place of a lead for a happening of its kind."""
    if not (is_lead(page, lead.sentence) and _is_wide(lead)) or no_sites.is_of_many(
        page.words(lead.span)
    ):
        return None
    for telling in found:
        after = telling.sentence.index - lead.sentence.index
        like = telling.sub_type == lead.sub_type or after == 1
        if 0 < after <= _SOON and like and _can_be_one(lead, telling):
            place = telling.places[0]
            return place if place.country == lead.places[0].country else None
    return None


def _is_wide(telling: Telling) -> bool:
    one = len(telling.places) == 1 and telling.sentence.span.field == "text"
    return one and telling.places[0].precision in _WIDE and telling.modality != "historical"


def _can_be_one(lead: Telling, telling: Telling) -> bool:
    """Whether a telling with a town of its own can be of the happening of a lead."""
    settled = telling.own_place and telling.places[0].precision in TOWNS
    same = timing.alike(lead, telling) and not timing.apart(lead, telling)
    return settled and same and telling.modality not in ("historical", "planned", "conditional")


def _moved(telling: Telling, towns: Sequence[tuple[Telling, Place]]) -> Telling:
    """A telling of a lead's place, named there or taken over from it, at its town."""
    for lead, place in towns:
        taken = not telling.own_place and telling.places and _same(telling, lead)
        if telling is lead or taken:
            there = sites.inherited(place, "the page tells of a wider place first, and then of it")
            return replace(telling, places=(there,))
    return telling


def _same(telling: Telling, lead: Telling) -> bool:
    a, b = telling.places[0], lead.places[0]
    return (a.as_written, a.name, a.precision) == (b.as_written, b.name, b.precision)
