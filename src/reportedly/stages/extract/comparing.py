"""What tellings are compared by: their mood, who says them, their means, how much they say."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reportedly.stages.extract.sites import near
from reportedly.stages.extract.triggers import TYPE_OF

if TYPE_CHECKING:
    from reportedly.records import Actor, Place
    from reportedly.stages.extract.tellings import Telling

_VAGUE = frozenset(
    {
        "Armed clash",
        "Attack",
        "Shelling/artillery/missile attack",
        "Air/drone strike",
        "Government regains territory",
    }
)


def mood(telling: Telling) -> str:
    """How a telling is meant: a plan of whatever kind is one mood."""
    return "plan" if telling.is_plan else telling.modality


def source_key(telling: Telling) -> str | None:
    """Who says it, by name or by the words used; None in the outlet's own voice."""
    source = telling.source
    if source is None:
        return None
    return (source.id or source.name or source.as_written).casefold()


def designations(telling: Telling) -> set[str]:
    """The designations of its means."""
    return {w.designation for w in telling.weapons if w.designation}


def weight(t: Telling) -> tuple[int, int]:
    """How much a telling says: in the body before the title, then how many of its parts."""
    parts = (
        t.own_place,
        t.own_when,
        t.counts,
        t.weapons,
        t.source,
        t.actors,
        not t.trigger.definite,
    )
    body = t.sentence.span.field != "title"
    return int(body), sum(bool(p) for p in parts)


def all_of(best: tuple[Actor, ...], other: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Those of both, each once; none of another side than the first's."""
    known = {key for one in best for key in (one.as_written.casefold(), one.id) if key}
    sides = {one.side for one in best if one.side}
    fitting = (one for one in other if not sides or one.side is None or one.side in sides)
    return (*best, *(o for o in fitting if not {o.as_written.casefold(), o.id} & known))


def compatible_kind(vague: Telling, full: Telling) -> bool:
    """Whether a telling may restate another by a vaguer word for its kind ("the attack")."""
    if vague.sub_type == full.sub_type:
        return True
    return vague.sub_type in _VAGUE and full.sub_type in (_VAGUE | _explosive())


@cache
def _explosive() -> frozenset[str]:
    return frozenset(s for s, kind in TYPE_OF.items() if kind == "Explosions/Remote violence")


def holds(wide: Place, fine: Place) -> bool:
    """Whether one place is the other or lies around it."""
    if near(wide, fine):
        return True
    if wide.precision in ("country", "region", None):
        return wide.country is None or wide.country == fine.country
    return wide.precision == "admin1" and (wide.country, wide.admin1) == (fine.country, fine.admin1)
