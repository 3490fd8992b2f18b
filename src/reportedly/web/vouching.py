"""What people vouch for on an incident: its sign-off, and its values that two of them read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.stages.review import REJECTED, digest, read_twice
from reportedly.telling import values_of
from reportedly.web.deciding import state_to_sign
from reportedly.web.history import path_today, sentence
from reportedly.web.said import may_settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.records import Claim, Decision, Incident
    from reportedly.stages.review import Scene, Standing
    from reportedly.stores.casebook import Casebook
    from reportedly.web.door import Person
    from reportedly.web.incident import Held


@dataclass(frozen=True, slots=True)
class Read:
    """A value that two people read: what it was read as, what each of them holds, how it stands."""

    key: str
    label: str
    words: str
    stands: str
    disputed: bool
    alike: bool
    to_settle: bool
    readers: Sequence[tuple[Decision, str]]


@dataclass(frozen=True, slots=True)
class Vouching:
    """What the part of an incident's page on sign-off and second readings shows."""

    state: str
    changed: list[str]
    read: list[Read]


def vouching(
    casebook: Casebook,
    held: Held,
    decisions: Iterable[Decision],
    scene: Scene,
    person: Person,
) -> Vouching:
    """What people vouch for on an incident as it is now, and what this person may do to it."""
    incident = held.incident
    mine = [
        one
        for one in read_twice(decisions, scene).values()
        if one.claim_id in incident.claim_ids and (one.readers or one.third)
    ]
    read = _as_read(casebook, incident)
    return Vouching(
        state=digest(state_to_sign(casebook, incident)),
        changed=changed_words(held),
        read=[_read(one, read[one.claim_id], person, held) for one in mine if one.claim_id in read],
    )


def changed_words(held: Held) -> list[str]:
    """What changed on an incident since somebody signed it off."""
    signed = held.incident.signed
    return [held.names.text(words) for words in signed.changed] if signed else []


def _as_read(casebook: Casebook, incident: Incident) -> dict[str, Claim]:
    """The claims of an incident as the machine read them, by id."""
    every = casebook.as_read(incident.article_ids)
    return {claim.id: claim for claim in every if claim.id in incident.claim_ids}


def _read(one: Standing, claim: Claim, person: Person, held: Held) -> Read:
    value = next((v for v in values_of(claim) if v.path == one.path), None)
    words = value.words if value else ""
    told = [*(one.readers or ()), *([one.third] if one.third else [])]
    return Read(
        key=one.key,
        label=value.label if value else "",
        words=held.names.source(claim.source) if one.path == "source" else words,
        stands=how_it_stands(one),
        disputed=one.disputed,
        alike=not one.contested,
        to_settle=one.disputed and person.decides and may_settle(one, person),
        readers=[(decision, held.names.text(sentence(decision, {}))) for decision in told],
    )


def how_it_stands(one: Standing) -> str:
    """What two readings came to, in a word or two; empty if there are not two.

    >>> from reportedly.stages.review import Standing
    >>> how_it_stands(Standing("c-1", "modality"))
    ''
    """
    if one.third:
        return f"settled by {one.third.by}"
    if one.disputed:
        return "disputed"
    return "read twice alike" if one.readers else ""


def path_of(one: Standing, now: Claim) -> str | None:
    """Where a value that people judged stands in its claim now; None where it is gone."""
    return None if one.now == REJECTED else path_today(now, one.path, one.now)


def read_of(
    claims: Mapping[str, Claim], decisions: Iterable[Decision], scene: Scene
) -> dict[tuple[str, str], str]:
    """How the values of some claims stand that two people read, by claim and path today."""
    found = {}
    for one in read_twice(decisions, scene).values():
        path = path_of(one, claims[one.claim_id]) if one.claim_id in claims else None
        if path:
            found[one.claim_id, path] = how_it_stands(one)
    return found
