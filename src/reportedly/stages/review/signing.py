"""Incidents that people vouch for: signed off as they read then, and what changed since.

The decision keeps the values of the incident and of its claims in words, so that what is different
later can be told. Whoever signs again signs over the state of that day.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from reportedly.records import Incident, SignOff
from reportedly.stages.review.find import Scene
from reportedly.stages.review.order import in_order
from reportedly.stages.review.readings import read_twice, told_by
from reportedly.telling import party_words, question, values_of
from reportedly.words import (
    UNKNOWN,
    count_words,
    listed,
    place_words,
    plural,
    weapon_words,
    when_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.records import Article, Claim, Decision

State = dict[str, Any]

MANY = 1000
"""Values of one kind that a state tells, all of them."""

WHO = "who says"
"""What is not told of a claim: a private person has a name on the page alone."""


def state_of(
    incident: Incident, claims: Mapping[str, Claim], articles: Mapping[str, Article]
) -> State:
    """What a person vouches for: the values of the incident and of its claims, in words."""
    mine = [claims[name] for name in incident.claim_ids if name in claims]
    told = sorted(_told(claim, articles[claim.article_id]) for claim in mine)
    return {"values": _values(incident), "claims": [[words, dict(v)] for words, v in told]}


def digest(state: State) -> str:
    """A short name of a state."""
    return _hash(msgspec.json.encode(state, order="sorted"))


def _values(incident: Incident) -> dict[str, str]:
    counts: dict[str, list[str]] = defaultdict(list)
    for count in incident.counts:
        total = " in total so far" if count.scope == "cumulative" else ""
        counts[count.what + total].append(count_words(count))
    return {
        "what": incident.event.acled_sub_type,
        "when": when_words(incident.when),
        "where": place_words(incident.place),
        "weapon": listed(map(weapon_words, incident.weapons), MANY),
        "by": listed(map(party_words, incident.actors), MANY),
        "against": listed(map(party_words, incident.targets), MANY),
        **{label: listed(sorted(words), MANY) for label, words in counts.items()},
        "grade": incident.grade or "not graded",
        "status": {"pending": "left open", "machine": "not judged"}.get(
            incident.status, incident.status
        ),
        "shelf": incident.kind,
    }


def _told(claim: Claim, article: Article) -> tuple[str, list[tuple[str, str]]]:
    """What tells a claim from others (its words on its page), and what is read out of them.

    Who says it may be a private person: of that a hash is kept, which tells a change.
    """
    words = [article.capture_id, *article.cut(claim.span).split()]
    said: dict[str, set[str]] = defaultdict(set)
    for value in values_of(claim):
        own = _hash(value.words.encode()) if value.path == "source" else value.words
        said[question(claim, value)].add(own)
    return _hash(" ".join(words).encode()), [(k, listed(sorted(v), MANY)) for k, v in said.items()]


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=6).hexdigest()


def changes(before: State, now: State) -> list[str]:
    """What is different between two states, in words; empty if nothing is.

    >>> was = {"values": {"grade": "Weak"}, "claims": [["a", {"modality": "asserted"}]]}
    >>> changes(was, {"values": {"grade": "Fair"}, "claims": [["a", {"modality": "denied"}]]})
    ['grade: Weak, now Fair', 'of a claim, modality: asserted, now denied']
    """
    return [*_other_values(before["values"], now["values"]), *_other_claims(before, now)]


def _other_values(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for label in dict.fromkeys((*before, *now)):
        was, is_ = before.get(label) or UNKNOWN, now.get(label) or UNKNOWN
        if was != is_:
            yield f"{label}: {was}, now {is_}" if label != WHO else f"{label}: somebody else"


def _other_claims(before: State, now: State) -> Iterator[str]:
    """New claims and lost ones by number, others by what is read otherwise."""
    gone = [claim for claim in before["claims"] if claim not in now["claims"]]
    new = [claim for claim in now["claims"] if claim not in before["claims"]]
    for words, values in list(new):
        same = next((claim for claim in gone if claim[0] == words), None)
        if same:
            gone.remove(same)
            new.remove([words, values])
            yield from (f"of a claim, {told}" for told in _other_values(same[1], values))
    for left, what in ((new, "new"), (gone, "gone")):
        if left:
            yield f"{plural(len(left), 'claim')} {what}"


def vouched(
    decisions: Iterable[Decision],
    articles: Sequence[Article],
    read: Sequence[Claim],
    claims: Sequence[Claim],
    incidents: Sequence[Incident],
) -> list[Incident]:
    """The incidents with who signed them off last, and which of their values are disputed.

    ``read``: the claims as the machine read them; ``claims``: as people decided, the rejected too.
    """
    told = in_order(decisions)
    scene = Scene(articles, read)
    holding = {claim_id: i.id for i in incidents for claim_id in i.claim_ids}
    disputed: dict[str, list[str]] = defaultdict(list)
    for one in read_twice(told, scene).values():
        if one.disputed and one.claim_id in holding:
            disputed[holding[one.claim_id]].append(one.key)
    signed = _signed(told, scene, holding)
    known = {claim.id: claim for claim in claims}
    pages = {article.id: article for article in articles}
    return [
        _vouched(incident, disputed.get(incident.id, ()), signed.get(incident.id), known, pages)
        for incident in incidents
    ]


def _signed(
    told: Iterable[Decision], scene: Scene, holding: Mapping[str, str]
) -> dict[str, Decision]:
    """The last sign-off of each incident that has one."""
    found = {}
    for decision in told:
        if decision.action == "sign":
            claim = scene.claim(decision.on, told_by(decision))
            if not isinstance(claim, str) and claim.id in holding:
                found[holding[claim.id]] = decision
    return found


def _vouched(
    incident: Incident,
    keys: Iterable[str],
    signed: Decision | None,
    claims: Mapping[str, Claim],
    pages: Mapping[str, Article],
) -> Incident:
    """The incident with its sign-off; left open while values are disputed, if not rejected."""
    disputed = tuple(sorted(keys)) if incident.status != "rejected" else ()
    made = incident
    if disputed:
        made = msgspec.structs.replace(made, disputed=disputed, status="pending")
    if signed is None:
        return made
    others = changes(signed.after, state_of(incident, claims, pages))
    if disputed:
        others.append(f"{plural(len(disputed), 'value')} disputed")
    return msgspec.structs.replace(made, signed=_sign_off(signed, others))


def _sign_off(signed: Decision, changed: Iterable[str]) -> SignOff:
    return SignOff(
        by=signed.by,
        at=signed.at,
        reason=signed.reason,
        decision=signed.id,
        state=digest(signed.after),
        changed=tuple(changed),
    )
