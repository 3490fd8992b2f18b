"""What the origins of a happening support, in Airwars' words.

From origins and their sides, never from the number of outlets. The machine sets Weak, Fair or
Contested; it may propose Confirmed, with the reason, and a person sets it. Airwars' grades:
Confirmed (a belligerent accepts responsibility), Fair (two or more credible origins), Weak (one
origin), Contested (competing claims of responsibility), Discounted.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from reportedly.records import Claim, Grade, Origin
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Sequence

Graded = tuple[Grade | None, str]


def grade(claims: Sequence[Claim], origins: Sequence[Origin], kind: str) -> Graded:
    """The grade of an incident and the reason in plain words; None for what is no happening."""
    if kind != "happening":
        return None, f"not graded: a {kind} is no happening"
    asserting = [origin for origin in origins if _asserts(origin, claims)]
    value, reason = _contested(claims, asserting) or _weak_or_fair(asserting, origins, claims)
    extra = [_uncounted(claims, origins), _denials(origins, asserting), _owned(claims, asserting)]
    return value, ". ".join([reason, *filter(None, extra)])


def _asserts(origin: Origin, claims: Sequence[Claim]) -> bool:
    return any(claim.modality != "denied" for claim in _claims_of(origin, claims))


def _claims_of(origin: Origin, claims: Sequence[Claim]) -> list[Claim]:
    ids = {claim_id for utterance in origin.utterances for claim_id in utterance.claim_ids}
    return [claim for claim in claims if claim.id in ids]


def _weak_or_fair(
    asserting: Sequence[Origin], origins: Sequence[Origin], claims: Sequence[Claim]
) -> Graded:
    if not origins:
        return "Weak", "no origin could be named"
    if not asserting:
        return "Weak", "only denials have an origin"
    if len(asserting) == 1:
        return "Weak", f"one origin: {_called(asserting[0])}{_stands(asserting[0], claims)}"
    voices = {_voice(origin) for origin in asserting}
    listed = _listed(asserting)
    if len(voices) == 1:
        return (
            "Weak",
            f"{len(asserting)} origins that count as one, {_why_one(asserting)}: {listed}",
        )
    if not any(_identified(origin) for origin in asserting):
        return "Weak", f"{len(asserting)} origins, none of them named or a witness: {listed}"
    return "Fair", f"{len(voices)} independent origins: {listed}"


def _voice(origin: Origin) -> tuple[str, str]:
    """What counts as one voice: a belligerent with all its organs, or an origin of its own."""
    side = party(origin.side)
    if side:
        return ("side", side)
    if origin.side is None and origin.kind in _words("kinds_with_a_side"):
        return ("side", "not known")
    return ("origin", origin.id)


def party(side: str | None) -> str | None:
    """The belligerent that a side names, or None for third parties and the unknown."""
    plain = (side or "").casefold()
    return plain if plain and plain not in _words("no_party") else None


def _why_one(asserting: Sequence[Origin]) -> str:
    side = asserting[0].side
    if side is None:
        return "officials whose side is not known"
    return f"all on one side ({side})"


def _identified(origin: Origin) -> bool:
    return origin.name is not None or origin.kind == "witness"


def _contested(claims: Sequence[Claim], asserting: Sequence[Origin]) -> Graded | None:
    """Origins that hold different sides responsible for one and the same deed."""
    blamed = [(origin, _blames(_claims_of(origin, claims))) for origin in asserting]
    for (first, sides), (second, others) in combinations(blamed, 2):
        if sides and others and sides.isdisjoint(others):
            return "Contested", (
                f"competing claims of responsibility: {_called(first)} names"
                f" {_and(sorted(sides))}, {_called(second)} names {_and(sorted(others))}"
            )
    return None


def _blames(claims: Sequence[Claim]) -> set[str]:
    deeds = _words("responsibility")
    return {
        actor.side
        for claim in claims
        if claim.modality != "denied" and claim.event.acled_sub_type in deeds
        for actor in claim.actors
        if actor.side and party(actor.side)
    }


def _uncounted(claims: Sequence[Claim], origins: Sequence[Origin]) -> str:
    counted = {i for origin in origins for u in origin.utterances for i in u.claim_ids}
    left = sum(claim.id not in counted for claim in claims)
    if not left:
        return ""
    noun = "claim" if left == 1 else "claims"
    return f"{left} {noun} of unknown origin not counted: no source and no agency is named"


def _denials(origins: Sequence[Origin], asserting: Sequence[Origin]) -> str:
    deniers = [origin for origin in origins if origin not in asserting]
    if not deniers:
        return ""
    return f"{_listed(deniers)} {'denies' if len(deniers) == 1 else 'deny'} it"


def _owned(claims: Sequence[Claim], asserting: Sequence[Origin]) -> str:
    for origin in asserting:
        side = party(origin.side)
        own = [c for c in _claims_of(origin, claims) if _said_by_itself(c)]
        if side and any(party(actor.side) == side for claim in own for actor in claim.actors):
            return (
                f"Proposed: Confirmed, since {_called(origin)} says it of its own side;"
                " only a person sets it"
            )
    return ""


def _said_by_itself(claim: Claim) -> bool:
    deed = claim.event.acled_sub_type in _words("responsibility")
    return deed and claim.source is not None and claim.modality == "asserted"


def _called(origin: Origin) -> str:
    if origin.name:
        return origin.name
    if origin.kind == "witness":
        return "a witness"
    return (
        "an unnamed source"
        if origin.kind in (None, "unnamed")
        else f"an unnamed {origin.kind} source"
    )


def _stands(origin: Origin, claims: Sequence[Claim]) -> str:
    """Where an origin stands: a party if its side is among those that act or are hit."""
    side = party(origin.side)
    involved = {party(x.side) for claim in claims for x in (*claim.actors, *claim.targets)}
    if not side:
        return ""
    if side in involved or origin.kind == "armed group":
        return ", a party to the conflict"
    return f", speaking for {origin.side}"


def _listed(origins: Sequence[Origin]) -> str:
    return _and([_called(origin) for origin in origins])


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("linking")[name])
