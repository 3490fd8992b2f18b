"""Which claims a casebook records: what a rule leaves out is kept apart, and says which rule.

Countries and dates leave out what is known to lie outside; an unknown place or time stays in.
``civilians_harmed`` keeps only what the page says.

>>> rules = Inclusion(not_sub_types=frozenset({"Agreement"}))
>>> rules.sums_up
'not_sub_types: Agreement'
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, get_args

from reportedly.records import Domain
from reportedly.stages.extract.triggers import TYPE_OF
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.overlay.rows import Row
    from reportedly.records import Claim

_HARM = frozenset({"killed", "injured"})
_ON_CIVILIANS = "Violence against civilians"
_FICTIONAL = {f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
"""Codes that ISO 3166-1 leaves to users, as for the places of the example pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclusion:
    """The rules; those at their default leave nothing out. Dates are ISO days."""

    sub_types: frozenset[str] = frozenset()
    not_sub_types: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    earliest: str | None = None
    latest: str | None = None
    civilians_harmed: bool = False

    @property
    def sums_up(self) -> str:
        """The rules in one line, the same for the same rules; empty if there are none."""
        held = ((one.name, getattr(self, one.name)) for one in fields(self))
        return "; ".join(f"{name}: {_words(value)}" for name, value in held if value)

    def leaves_out(self, claim: Claim) -> str | None:
        """The rules that leave a claim out, in words; None if it is recorded."""
        return "; ".join(self._reasons(claim)) or None

    def _reasons(self, claim: Claim) -> Iterator[str]:
        kind = claim.event.acled_sub_type
        if self.sub_types and kind not in self.sub_types:
            yield f"sub_types: {kind} is not among {_words(self.sub_types)}"
        if kind in self.not_sub_types:
            yield f"not_sub_types: {kind}"
        if self.domains and claim.domain not in self.domains:
            yield f"domains: {claim.domain} is not {_words(self.domains)}"
        countries = _countries(claim)
        if self.countries and countries and not countries & self.countries:
            yield f"countries: {_words(countries)} is not among {_words(self.countries)}"
        yield from self._untimely(claim)
        if self.civilians_harmed and not _harms_civilians(claim):
            yield "civilians_harmed: the page tells of no civilian killed or injured"

    def _untimely(self, claim: Claim) -> Iterator[str]:
        """What lies before the earliest day or behind the latest as far as it is known."""
        start, end = (claim.when.start, claim.when.end) if claim.when else (None, None)
        if self.earliest and end and end[:10] < self.earliest[: len(end[:10])]:
            yield f"earliest: {end[:10]} is before {self.earliest}"
        if self.latest and start and start[:10] > self.latest[: len(start[:10])]:
            yield f"latest: {start[:10]} is after {self.latest}"


EVERYTHING = Inclusion()


def inclusion_of(file: Row) -> Inclusion:
    """The rules of a casebook's ``inclusion.yaml``."""
    file.only(*(one.name for one in fields(Inclusion)))
    made = Inclusion(
        sub_types=frozenset(file.some_of("sub_types", tuple(TYPE_OF))),
        not_sub_types=frozenset(file.some_of("not_sub_types", tuple(TYPE_OF))),
        domains=frozenset(file.some_of("domains", get_args(Domain))),
        countries=frozenset(_code(file, code) for code in file.texts("countries")),
        earliest=_day(file, "earliest"),
        latest=_day(file, "latest"),
        civilians_harmed=file.flag("civilians_harmed"),
    )
    if made.sub_types and made.not_sub_types:
        raise file.wrong(
            "sub_types and not_sub_types are both given", "one of them", key="not_sub_types"
        )
    if made.earliest and made.latest and made.earliest > made.latest:
        raise file.wrong(
            f"earliest {made.earliest} is after latest {made.latest}", "it before", key="earliest"
        )
    return made


def _code(file: Row, code: str) -> str:
    """A country's code, if it is one."""
    if code not in load("countries")["countries"] and code not in _FICTIONAL:
        found = f"countries holds {code!r}"
        raise file.wrong(
            found, "codes of ISO 3166-1 such as UA or GB, or XA to XZ", key="countries"
        )
    return code


def _day(file: Row, key: str) -> str | None:
    """A day as ISO has it; YAML reads one without quotes as a date already."""
    value = file.values.get(key)
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise file.wrong(f"{key} is {value!r}", "a day such as 2024-05-31", key=key) from error


def _countries(claim: Claim) -> frozenset[str]:
    """The countries of the places that a claim names, as far as they are known."""
    places = (claim.place, *claim.places)
    return frozenset(place.country for place in places if place and place.country)


def _harms_civilians(claim: Claim) -> bool:
    """Whether the page tells of civilians, or others who are protected, killed or injured."""
    protected = load("infrastructure")["people"]
    harmed = any(
        count.what in _HARM and count.who in protected and count.high != 0 for count in claim.counts
    )
    return harmed or claim.event.acled_type == _ON_CIVILIANS


def _words(value: frozenset[str] | str | bool) -> str:
    """The value of a rule in words."""
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value).lower()
