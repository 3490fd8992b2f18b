"""Incidents that people vouch for: signed off as they read then, and what changed since.

The decision keeps the incident's values in words and a digest of each claim, so that what is
different later can be told. Whoever signs again signs over the state of that day.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from reportedly.records import Incident, SignOff
from reportedly.stages.review.find import Scene
from reportedly.stages.review.order import in_order
from reportedly.stages.review.readings import read_twice, told_by
from reportedly.telling import party_words, question, values_of
from reportedly.words import count_words, listed, place_words, plural, weapon_words, when_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.records import Article, Claim, Decision

State = dict[str, Any]

MANY = 1000
"""Values of an incident that its state tells, all of them."""


def state_of(
    incident: Incident, claims: Mapping[str, Claim], articles: Mapping[str, Article]
) -> State:
    """What a person vouches for: the incident's values in words, its claims as digests."""
    mine = [claims[name] for name in incident.claim_ids if name in claims]
    ties = sorted(_digests(claim, articles[claim.article_id]) for claim in mine)
    return {"values": _values(incident), "claims": [list(pair) for pair in ties]}


def digest(state: State) -> str:
    """A short name of a state."""
    return _hash(msgspec.json.encode([sorted(state["values"].items()), state["claims"]]))


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


def _digests(claim: Claim, article: Article) -> tuple[str, str]:
    """What tells a claim from others (its words on its page), and what is read out of them."""
    words = [article.capture_id, *article.cut(claim.span).split()]
    values = sorted((question(claim, v), v.words) for v in values_of(claim))
    return _hash(" ".join(words).encode()), _hash(msgspec.json.encode(values))


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=6).hexdigest()


def changes(before: State, now: State) -> list[str]:
    """What is different between two states, in words; empty if nothing is.

    >>> was = {"values": {"killed": "4 killed"}, "claims": [["a", "1"]]}
    >>> changes(was, {"values": {"killed": "5 killed"}, "claims": [["a", "2"], ["b", "1"]]})
    ['killed: 4 killed, now 5 killed', '1 claim new', '1 claim read or decided otherwise']
    """
    return [*_other_values(before["values"], now["values"]), *_other_claims(before, now)]


def _other_values(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for label in dict.fromkeys((*before, *now)):
        was, is_ = before.get(label) or "not said", now.get(label) or "not said"
        if was != is_:
            yield f"{label}: {was}, now {is_}"


def _other_claims(before: State, now: State) -> Iterator[str]:
    was, is_ = (Counter(map(tuple, state["claims"])) for state in (before, now))
    gone, new = (Counter(words for words, _ in lost.elements()) for lost in (was - is_, is_ - was))
    told = (
        (new - gone, "new"),
        (gone - new, "gone"),
        (gone & new, "read or decided otherwise"),
    )
    for counted, words in told:
        if counted.total():
            yield f"{plural(counted.total(), 'claim')} {words}"


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
    made = [_with_disputes(incident, disputed.get(incident.id, ())) for incident in incidents]
    return [
        _with_sign_off(incident, signed[incident.id], known, pages)
        if incident.id in signed
        else incident
        for incident in made
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


def _with_disputes(incident: Incident, keys: Iterable[str]) -> Incident:
    """The incident with its disputed values; a rejected claim has none."""
    mine = () if incident.status == "rejected" else tuple(sorted(keys))
    return msgspec.structs.replace(incident, disputed=mine) if mine else incident


def _with_sign_off(
    incident: Incident,
    signed: Decision,
    claims: Mapping[str, Claim],
    pages: Mapping[str, Article],
) -> Incident:
    others = changes(signed.after, state_of(incident, claims, pages))
    if incident.disputed:
        others.append(f"{plural(len(incident.disputed), 'value')} disputed")
    vouching = SignOff(
        by=signed.by,
        at=signed.at,
        reason=signed.reason,
        decision=signed.id,
        state=digest(signed.after),
        changed=tuple(others),
    )
    return msgspec.structs.replace(incident, signed=vouching)
