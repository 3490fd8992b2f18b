"""Whether a telling is concrete enough for a coder to record it, and by what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reportedly.stages.extract import addresses
from reportedly.stages.extract.scenes import parts

if TYPE_CHECKING:
    from reportedly.stages.extract.tellings import Telling

Facts = frozenset[str]

# chosen on the even half of the reports, by which casework and the odd half gain too
_READ: Final = 0.1

ENOUGH: Final[tuple[Facts, ...]] = (
    frozenset({"own site"}),
    frozenset({"people"}),
    frozenset({"site", "means"}),
    frozenset({"site", "source"}),
    frozenset({"site", "day"}),
    frozenset({"kind", "source", "means"}),
    frozenset({"victim", "day"}),
    frozenset({"doer", "target", "day"}),
    frozenset({"victim", "doer", "site"}),
    frozenset({"victim", "deed", "doer"}),
    frozenset({"victim", "deed", "source"}),
    frozenset({"victim", "deed", "site"}),
    frozenset({"number", "kind", "source"}),
    frozenset({"number", "doer", "source", "part"}),
    frozenset({"kind", "source", "named"}),
    frozenset({"kind", "doer", "site"}),
    frozenset({"kind", "day"}),
    frozenset({"doer", "target", "means"}),
    frozenset({"denial", "source"}),
)
"""What a telling must say at least, one set of these."""

_ENOUGH_QUIET: Final[tuple[Facts, ...]] = (
    frozenset({"people"}),
    frozenset({"own site"}),
    frozenset({"site", "day"}),
)

ENOUGH_ALONE: Final[tuple[Facts, ...]] = (
    frozenset({"kind", "doer"}),
    frozenset({"kind", "target"}),
    frozenset({"kind", "day"}),
    frozenset({"kind", "means"}),
    frozenset({"kind", "source"}),
    frozenset({"kind", "named"}),
    frozenset({"kind", "part"}),
    frozenset({"kind", "number"}),
)
"""What is enough on a page that tells of nothing more concrete: who, whom, when, or with what."""

# a name within a sentence, of whatever it is: "in Qaldera", "the Sarnath police"
_NAMED = re.compile(r"(?<=[\w,] )(?!I\b)[A-Z][a-z]+")
_NUMBER = re.compile(
    r"\b(?:\d[\d,.]*|dozens|scores|hundreds|thousands|several|two|three|four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve)\b",
    re.I,
)
# those who, and what, are hit as no force is
_VICTIMS: Final = ("civilians", "official", "infrastructure")
_DEEDS: Final = ("Attack", "Abduction/forced disappearance", "Remote explosive/landmine/IED")
_QUIET: Final = ("Other", "Change to group/activity", "Agreement")


def facts(telling: Telling) -> Facts:
    """What a telling says: its kind by strong words, where, who, whom, how many, when, by whom."""
    at_address = addresses.names_one(telling.sentence.words)
    fine = any(place.precision != "country" for place in telling.places) or at_address
    said = {
        "kind": telling.trigger.sub_type is not None,
        "site": fine,
        "own site": fine and (telling.own_place or at_address),
        "people": bool(telling.counts),
        "means": bool(telling.weapons),
        "source": telling.source is not None,
        "day": telling.own_when,
        "doer": bool(telling.actors),
        "target": bool(telling.targets),
        "victim": any(t.kind in _VICTIMS for t in telling.targets),
        "deed": is_deed(telling),
        "named": bool(telling.places or _NAMED.search(telling.sentence.words)),
        "number": bool(_NUMBER.search(telling.sentence.words)),
        "part": bool(parts(telling.sentence.words)),
        "denial": telling.modality == "denied",
    }
    return frozenset(name for name, true in said.items() if true)


def is_deed(telling: Telling) -> bool:
    """Whether its own words tell of violence to people who are no force."""
    return telling.trigger.sub_type in _DEEDS


def is_concrete(telling: Telling) -> bool:
    """Whether a coder could record it: a place finer than a country, people, means or a day.

    What somebody says that the tagger surely reads as a happening is enough.
    """
    told = facts(telling)
    if telling.sub_type in _QUIET:
        return any(need <= told for need in _ENOUGH_QUIET)
    if telling.doubt < _READ and telling.source and not telling.trigger.definite:
        return True
    if telling.trigger.setting and not told & {"people", "means"}:
        return False
    aside = telling.trigger.aside and telling.modality == "asserted"
    if aside and not told & {"people", "own site"}:
        return False
    return any(need <= told for need in ENOUGH)


def is_enough_alone(telling: Telling) -> bool:
    """Whether a page that tells of nothing more concrete is of this happening."""
    if telling.trigger.setting or telling.trigger.aside or telling.modality != "asserted":
        return False
    told = facts(telling)
    return any(need <= told for need in ENOUGH_ALONE)
