"""What the origins of a happening support, in Airwars' words.

From origins and their sides, never from the number of outlets. The machine sets Weak, Fair or
Contested; it may propose Confirmed or Discounted, with the reason, and a person sets it. Airwars'
grades: Confirmed (a belligerent accepts responsibility), Fair (two or more credible origins), Weak
(one origin), Contested (competing claims of responsibility, here also the accused side's denial),
Discounted (those killed were combatants).
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, permutations, product
from typing import TYPE_CHECKING

from reportedly.records import Actor, Claim, Grade, Origin
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Graded = tuple[Grade | None, str]


def grade(claims: Sequence[Claim], origins: Sequence[Origin], kind: str) -> Graded:
    """The grade of an incident and the reason in plain words; None for what is no happening."""
    if kind != "happening":
        return None, f"not graded: a {kind} is no happening"
    asserting = [origin for origin in origins if _asserts(origin, claims)]
    value, reason = (
        _contested(claims, asserting)
        or _denied(claims, asserting, origins)
        or _weak_or_fair(asserting, origins, claims)
    )
    extra = [
        _uncounted(claims, origins),
        _denials(origins, asserting),
        _owned(claims, asserting),
        _combatants(claims, asserting),
    ]
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
    credible = {_voice(origin) for origin in asserting if _identified(origin)}
    if len(credible) < 2:
        known = "only one" if credible else "none"
        return "Weak", f"{len(asserting)} origins, {known} of them named or a witness: {listed}"
    return "Fair", f"{len(voices)} independent origins: {listed}"


def _voice(origin: Origin) -> tuple[str, str]:
    """What counts as one voice: a belligerent with all its organs, or an origin of its own."""
    side = party(origin.side)
    if side and origin.kind not in _words("kinds_of_no_side"):
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
    """Whether it can be told from the others: by name, by side, or met by a reporter."""
    return origin.name is not None or origin.kind == "witness" or party(origin.side) is not None


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


def _denied(
    claims: Sequence[Claim], asserting: Sequence[Origin], origins: Sequence[Origin]
) -> Graded | None:
    """The side that an origin holds responsible says that it was not."""
    for accuser, origin in product(asserting, origins):
        accused = _accused(_claims_of(accuser, claims))
        denials = [c for c in _claims_of(origin, claims) if c.modality == "denied"]
        names = {party(origin.side), *(party(c.source.as_written) for c in denials if c.source)}
        if denials and origin is not accuser and (named := accused.keys() & names - {None}):
            return "Contested", (
                f"{_called(accuser)} names {_and(sorted({accused[name] for name in named}))},"
                f" {_called(origin)} denies it for the side named"
            )
    return None


def _accused(claims: Sequence[Claim]) -> dict[str | None, str]:
    """The sides blamed; where the page's word for one is tied to none, that word."""
    found = {party(side): side for side in _blames(claims)}
    for actor in _doers(claims):
        if actor.side is None:
            found.setdefault(party(actor.as_written), actor.as_written)
    return found


def _all_blamed(claims: Sequence[Claim], asserting: Sequence[Origin]) -> set[str]:
    return {side for origin in asserting for side in _blames(_claims_of(origin, claims))}


def _blames(claims: Sequence[Claim]) -> set[str]:
    return {actor.side for actor in _doers(claims) if actor.side and party(actor.side)}


def _doers(claims: Sequence[Claim]) -> list[Actor]:
    """Whom claims hold responsible."""
    deeds = _words("responsibility")
    return [
        actor
        for claim in claims
        if claim.modality != "denied" and claim.event.acled_sub_type in deeds
        for actor in claim.actors
    ]


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


def _combatants(claims: Sequence[Claim], asserting: Sequence[Origin]) -> str:
    """Airwars discounts where those killed were combatants; the doer's own word is no evidence."""
    armed, civil = tuple(load("people")["armed"]), frozenset(load("infrastructure")["people"])
    for origin, other in permutations(asserting, 2):
        if _voice(origin) == _voice(other) or not _may_judge(origin, claims, asserting):
            continue
        own = _claims_of(origin, claims)
        said = _killed(own, lambda who: who.startswith(armed))
        held = _killed(_claims_of(other, claims), civil.__contains__)
        if (said & held) and not _killed(own, civil.__contains__):
            return (
                f"Proposed: Discounted, since {_called(origin)} says that those killed were"
                f" combatants where {_called(other)} says civilians; only a person sets it"
            )
    return ""


def _may_judge(origin: Origin, claims: Sequence[Claim], asserting: Sequence[Origin]) -> bool:
    """Whether an origin is known not to speak for the doer."""
    side = party(origin.side)
    blamed = {party(name) for name in _all_blamed(claims, asserting)}
    if side:
        return bool(blamed) and side not in blamed
    return _identified(origin) and origin.kind not in _words("kinds_with_a_side")


def _killed(claims: Sequence[Claim], is_one: Callable[[str], bool]) -> set[tuple[int, int | None]]:
    """The numbers of people of a group killed in the happening, none left out."""
    return {
        (count.low, count.high)
        for claim in claims
        if claim.modality != "denied"
        for count in claim.counts
        if count.what == "killed" and count.scope == "incident" and count.who
        if count.low and is_one(count.who)
    }


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
