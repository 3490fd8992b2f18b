"""Incidents as rows of a list, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.records import Claim, Origin
from reportedly.stages.write.ceilings import Veil
from reportedly.words import UNKNOWN, count_words, listed, place_words, weapon_words, when_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Incident
    from reportedly.stores.casebook import Casebook

PAGE: Final = 50
"""Rows shown at a time."""

KINDS: Final = {
    "happening": "Incidents",
    "plan": "Plans",
    "background": "Background",
    "excluded": "Left out",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An incident as a row."""

    incident: Incident
    when: str
    where: str
    weapons: str
    counts: str
    says: str


@dataclass(frozen=True, slots=True)
class Table:
    """A page of the list, and how many there are of each kind."""

    kind: str
    lines: list[Line]
    total: int
    page: int
    pages: int
    others: dict[str, int]

    @property
    def title(self) -> str:
        """What is listed."""
        return KINDS[self.kind]


def table(casebook: Casebook, kind: str, page: int) -> Table:
    """A page of the incidents of a kind, in the order of time, undated ones last."""
    kind = kind if kind in KINDS else "happening"
    held = list(casebook.incidents())
    chosen = sorted((i for i in held if i.kind == kind), key=_time)
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(page, 1), pages)
    some = chosen[(page - 1) * PAGE : page * PAGE]
    others = {name: sum(i.kind == name for i in held) for name in KINDS}
    return Table(kind, lines(casebook, some), len(chosen), page, pages, others)


def lines(casebook: Casebook, incidents: Sequence[Incident]) -> list[Line]:
    """These incidents as rows."""
    claims = {c.id: c for c in casebook.named(Claim, [n for i in incidents for n in i.claim_ids])}
    origins = {o.id: o for o in casebook.named(Origin, [n for i in incidents for n in i.origins])}
    return [
        _line(
            incident,
            [claims[name] for name in incident.claim_ids if name in claims],
            [origins[name] for name in incident.origins if name in origins],
        )
        for incident in incidents
    ]


def _line(incident: Incident, claims: Sequence[Claim], origins: Sequence[Origin]) -> Line:
    veil = Veil(claims)
    return Line(
        incident=incident,
        when=when_words(incident.when),
        where=place_words(incident.place),
        weapons=listed(map(weapon_words, incident.weapons)),
        counts=listed(map(count_words, incident.counts)),
        says=listed(veil.name(origin) for origin in origins) or UNKNOWN,
    )


def _time(incident: Incident) -> tuple[str, str]:
    when = incident.when
    return ((when and (when.start or when.end)) or "9999", incident.id)
