"""What protects people, as the README promises: in every file but the working copy, on the map.

- Plans and conditionals stay inside; military positions and movements leave no finer than
  first-level region and month.
- Incidents younger than the embargo stay inside.
- A private person is "a witness".
- Points are rounded to 0.01 degree, times are cut to the day.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from reportedly.settings import EMBARGO_DAYS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from reportedly.records import (
        Article,
        Capture,
        Claim,
        Incident,
        Origin,
        Place,
        Source,
        When,
    )

MILITARY_POSITIONS: Final = frozenset(
    {
        "Headquarters or base established",
        "Change to group/activity",
        "Disrupted weapons use",
    }
)
"""ACLED sub types (codebook, "Strategic developments") that tell where forces are."""

WHY: Final = {
    "plan": "plans and conditionals never leave the casebook as incidents",
    "background": "told as background, not as a happening of its own",
    "excluded": "an inclusion rule of the casebook leaves it out",
    "rejected": "a person rejected it",
    "crime": "told of by articles of crime alone, not of conflict",
    "embargo": f"younger than {EMBARGO_DAYS} days, or of unknown age",
}
"""What keeps an incident in the casebook, and off the map."""

WITNESS: Final = "a witness"
DEGREES: Final = 2
"""Decimals of a coordinate: 0.01 degree is about a kilometre."""

PRONOUNS: Final = frozenset({"he", "she", "they", "his", "her", "their", "him", "them"})
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")


def reason_to_stay(incident: Incident, claims: Sequence[Claim]) -> str | None:
    """Which of the reasons in WHY keeps an incident in the casebook at any age, if any."""
    if is_plan(incident, claims):
        return "plan"
    if incident.kind in {"background", "excluded"}:
        return incident.kind
    if claims and all(claim.domain == "crime" for claim in claims):
        return "crime"
    return "rejected" if incident.status == "rejected" else None


def is_plan(incident: Incident, claims: Sequence[Claim]) -> bool:
    """Whether it is still to come, or only said to come if something else does."""
    coming = {"planned", "conditional"}
    modalities = {claim.modality for claim in claims}
    return incident.kind == "plan" or (bool(modalities) and modalities <= coming)


def is_position(incident: Incident) -> bool:
    """Whether it tells of a military position or movement."""
    return incident.event.acled_sub_type in MILITARY_POSITIONS


def latest_day(
    incident: Incident, articles: Sequence[Article], captures: Sequence[Capture]
) -> date | None:
    """The last day on which it can have happened, by what is known.

    The end of its own date; without one, the newest publication of its articles; without that,
    the day on which the newest of its pages was first received: it cannot have happened later.
    """
    own = last_day(incident.when.end if incident.when else None)
    if own:
        return own
    if articles and all(article.published and article.published.end for article in articles):
        return max((_published(article.published) or date.max) for article in articles)
    received = [_received(capture) for capture in captures]
    known = [day for day in received if day]
    return max(known) if known and len(known) == len(received) else None


def under_embargo(latest: date | None, today: date) -> bool:
    """Whether an incident is too young to leave; one of unknown age is taken as young."""
    return latest is None or latest > newest_free(today)


def newest_free(today: date) -> date:
    """The last day whose incidents are under no embargo any more."""
    return today - timedelta(days=EMBARGO_DAYS)


def last_day(iso: str | None) -> date | None:
    """The last day of an ISO date that is cut to what is known; None if it is no date.

    >>> last_day("2024-02"), last_day("2024-02-03T10:00Z"), last_day(None)
    (datetime.date(2024, 2, 29), datetime.date(2024, 2, 3), None)
    """
    found = _DATE.match(iso or "")
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        return date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None


def to_day(iso: str | None) -> str | None:
    """An ISO time no finer than the day."""
    return iso[:10] if iso else None


def to_month(iso: str | None) -> str | None:
    """An ISO time no finer than the month."""
    return iso[:7] if iso else None


def round_degree(degrees: float) -> float:
    """A coordinate no finer than 0.01 degree."""
    return round(degrees, DEGREES)


def point(place: Place | None) -> tuple[float, float] | None:
    """The representative point of a place, longitude first, as fine as it may leave."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return round_degree(place.lon), round_degree(place.lat)


def to_region(place: Place) -> str | None:
    """A place no finer than its first-level region, or its country."""
    return place.admin1 or place.country


class Veil:
    """Puts "a witness" in place of the private persons of some claims.

    ``persons``: the names of persons that the claims' articles mention.
    """

    def __init__(self, claims: Iterable[Claim], persons: Iterable[str] = ()) -> None:
        known = frozenset(name.casefold() for name in persons)
        told = [claim.source for claim in claims if claim.source]
        self._called: dict[str, str] = {}
        self._cover((source, WITNESS) for source in told if is_private(source, known))

    def name(self, origin: Origin) -> str:
        """What to call an origin outside the casebook."""
        covered = self._called.get((origin.name or "").casefold())
        if origin.kind == "witness" or covered == WITNESS:
            return WITNESS
        return self.text(origin.name) if origin.name else f"unnamed ({origin.kind or 'unknown'})"

    def text(self, words: str) -> str:
        """Words of ours with every covered name in them replaced."""
        return self._pattern.sub(lambda found: self._called[found[0].casefold()], words)

    def _cover(self, called: Iterable[tuple[Source, str]]) -> None:
        """Put words in place of the names of some sources, and of what the page calls them."""
        for source, words in called:
            for name in (source.name, source.as_written):
                if name and name.casefold() not in PRONOUNS:
                    self._called.setdefault(name.casefold(), words)
        longest_first = sorted(self._called, key=lambda name: (-len(name), name))
        self._pattern = re.compile(
            "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first) or r"(?!)",
            re.IGNORECASE,
        )


def is_private(source: Source, persons: Collection[str] = ()) -> bool:
    """Whether a source is a private person, whom no file names.

    A person whose office or body the page does not tell is taken as private. ``persons`` holds
    names in lower case.
    """
    if source.private or source.kind == "witness":
        return True
    words = f"{source.name or ''} {source.as_written}".casefold()
    return source.kind in (None, "unnamed") and any(name in words for name in persons)


def _published(when: When | None) -> date | None:
    return last_day(when.end) if when else None


def _received(capture: Capture) -> date | None:
    """The first day on which a capture was received."""
    return min(filter(None, (last_day(r.at) for r in capture.retrievals)), default=None)
