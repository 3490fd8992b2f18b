"""What the origins of a happening support, in Airwars' words.

From origins and their sides, never from the number of outlets. The machine sets Weak, Fair or
Contested; it may propose Confirmed or Discounted, with the reason, and a person sets it. Airwars'
grades: Confirmed (a belligerent accepts responsibility), Fair (two or more credible origins), Weak
(one origin), Contested (competing claims of responsibility, here also the accused side's denial),
Discounted (those killed were combatants).
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING

from reportedly.records import Actor, Claim, Grade, Origin
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

Graded = tuple[Grade | None, str]
Said = dict[str, list[Claim]]
"""The claims that each origin makes, by its id."""


def grade(claims: Sequence[Claim], origins: Sequence[Origin], kind: str) -> Graded:
    """The grade of an incident and the reason in plain words; None for what is no happening."""
    if kind != "happening":
        return None, f"not graded: a {kind} is no happening"
    said = _by_origin(origins, claims)
    asserting = [o for o in origins if any(c.modality != "denied" for c in said[o.id])]
    value, reason = (
        _contested(said, asserting)
        or _denied(said, asserting, origins)
        or _weak_or_fair(asserting, origins, claims)
    )
    extra = [
        _uncounted(claims, origins),
        _denials(origins, asserting),
        _owned(said, asserting),
        _combatants(said, asserting),
    ]
    return value, ". ".join([reason, *filter(None, extra)])


def _by_origin(origins: Sequence[Origin], claims: Sequence[Claim]) -> Said:
    """The claims of each origin by its id, in their order."""
    at = {claim.id: k for k, claim in enumerate(claims)}
    ids = {o.id: {name for u in o.utterances for name in u.claim_ids} for o in origins}
    return {
        name: [claims[k] for k in sorted(at[i] for i in own & at.keys())]
        for name, own in ids.items()
    }


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


def _contested(said: Said, asserting: Sequence[Origin]) -> Graded | None:
    """Origins that hold different sides responsible for one and the same deed."""
    blamed = [(origin, _blames(said[origin.id])) for origin in asserting]
    for (first, sides), (second, others) in combinations(blamed, 2):
        if sides and others and sides.isdisjoint(others):
            return "Contested", (
                f"competing claims of responsibility: {_called(first)} names"
                f" {_and(sorted(sides))}, {_called(second)} names {_and(sorted(others))}"
            )
    return None


def _denied(said: Said, asserting: Sequence[Origin], origins: Sequence[Origin]) -> Graded | None:
    """The side that an origin holds responsible says that it was not."""
    denying = [(origin, names) for origin in origins if (names := _denies_for(origin, said))]
    blamed = [(origin, _accused(said[origin.id])) for origin in asserting] if denying else []
    for (accuser, accused), (origin, names) in product(blamed, denying):
        if origin is not accuser and (named := accused.keys() & names):
            return "Contested", (
                f"{_called(accuser)} names {_and(sorted({accused[name] for name in named}))},"
                f" {_called(origin)} denies it for the side named"
            )
    return None


def _denies_for(origin: Origin, said: Said) -> set[str | None]:
    """The parties for which an origin denies the happening, its own among them."""
    denials = [claim for claim in said[origin.id] if claim.modality == "denied"]
    own = {party(origin.side)} if denials else set()
    return (own | {party(c.source.as_written) for c in denials if c.source}) - {None}


def _accused(claims: Sequence[Claim]) -> dict[str | None, str]:
    """The sides blamed; where the page's word for one is tied to none, that word."""
    found = {party(side): side for side in _blames(claims)}
    for actor in _doers(claims):
        if actor.side is None:
            found.setdefault(party(actor.as_written), actor.as_written)
    return found


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


def _owned(said: Said, asserting: Sequence[Origin]) -> str:
    for origin in asserting:
        side = party(origin.side)
        own = [claim for claim in said[origin.id] if _said_by_itself(claim)]
        if side and any(party(actor.side) == side for claim in own for actor in claim.actors):
            return (
                f"Proposed: Confirmed, since {_called(origin)} says it of its own side;"
                " only a person sets it"
            )
    return ""


def _combatants(said: Said, asserting: Sequence[Origin]) -> str:
    """Airwars discounts where those killed were combatants; the doer's own word is no evidence."""
    armed, civil = tuple(load("people")["armed"]), frozenset(load("infrastructure")["people"])
    fighters = {o.id: _killed(said[o.id], lambda who: who.startswith(armed)) for o in asserting}
    civilians = {o.id: _killed(said[o.id], civil.__contains__) for o in asserting}
    blamed = {party(side) for origin in asserting for side in _blames(said[origin.id])}
    judges = [o for o in asserting if not civilians[o.id] and _may_judge(o, blamed)]
    for origin, other in product(judges, asserting):
        if _voice(origin) != _voice(other) and fighters[origin.id] & civilians[other.id]:
            return (
                f"Proposed: Discounted, since {_called(origin)} says that those killed were"
                f" combatants where {_called(other)} says civilians; only a person sets it"
            )
    return ""


def _may_judge(origin: Origin, blamed: Collection[str | None]) -> bool:
    """Whether an origin is known not to speak for the doer."""
    side = party(origin.side)
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
