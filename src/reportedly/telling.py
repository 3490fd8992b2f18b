"""A claim as a list of values in words, for the terminal and the browser alike.

Each value has the dotted path under which decisions name it, and the words of the page that
carry it where the claim keeps them.

>>> from reportedly.records import Claim, Event, Span
>>> shelled = Event(acled_type="Explosions/Remote violence", acled_sub_type="Air/drone strike")
>>> claim = Claim(id="c", article_id="a", span=Span(start=0, end=9), event=shelled,
...     modality="denied", place_null_reason="no place is named", when_null_reason="no day is said")
>>> [(value.label, value.words, value.why) for value in values_of(claim)][:2]
[('what', 'Air/drone strike', None), ('modality', 'denied', None)]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.words import UNKNOWN, count_words, place_words, safe, weapon_words, when_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.records import Actor, Claim, Source, Span

OWN_VOICE = "the outlet's own voice"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a claim: where it stands in the record, what it says, what carries it.

    ``given`` is False where the page says nothing and ``why`` tells so.
    """

    path: str
    label: str
    words: str
    span: Span | None = None
    why: str | None = None
    given: bool = True


def values_of(claim: Claim) -> Iterator[Value]:
    """Every value of a claim, in the order in which people ask."""
    event, modality = claim.event, claim.modality
    yield Value("event", "what", event.acled_sub_type, event.trigger)
    yield Value("modality", "modality", modality, claim.modality_cue)
    yield _source(claim)
    if claim.channel:
        yield Value("channel", "channel", safe(claim.channel.name), claim.channel.span)
    for k, item in enumerate(claim.evidence):
        yield Value(f"evidence.{k}", "evidence", f"{item.kind}, {item.status}", item.span)
    yield _place(claim)
    yield _when(claim)
    for k, weapon in enumerate(claim.weapons):
        yield Value(f"weapons.{k}", "weapon", weapon_words(weapon), weapon.span)
    for field, label in (("actors", "by"), ("targets", "against")):
        for k, actor in enumerate(getattr(claim, field)):
            yield Value(f"{field}.{k}", label, party_words(actor), actor.span)
    for k, count in enumerate(claim.counts):
        yield Value(f"counts.{k}", "count", count_words(count), count.span)
    if claim.verification:
        checked = claim.verification
        yield Value("verification", "checked?", f'"{safe(checked.quote)}"', checked.span)


def question(claim: Claim, value: Value) -> str:
    """What a value answers: counts by what they count, totals so far apart."""
    if value.label != "count":
        return value.label
    count = claim.counts[int(value.path.split(".")[1])]
    return f"count: {count.what}" + (" in total so far" if count.scope == "cumulative" else "")


def party_words(actor: Actor) -> str:
    """An actor by the party it is tied to, or as the page has it."""
    return safe(actor.name or actor.as_written)


def source_words(source: Source | None) -> str:
    """Who says it, with its kind and the chain between."""
    if source is None:
        return OWN_VOICE
    via = f", through {', '.join(source.via)}" if source.via else ""
    kind = f" ({source.kind})" if source.kind else ""
    return safe(f"{source.name or source.as_written}{kind}{via}")


def _source(claim: Claim) -> Value:
    source = claim.source
    return Value("source", "who says", source_words(source), source.span if source else None)


def _place(claim: Claim) -> Value:
    place = claim.place
    why = (place.why if place else claim.place_null_reason) or UNKNOWN
    return Value("place", "where", place_words(place), why=why, given=place is not None)


def _when(claim: Claim) -> Value:
    when = claim.when
    why = (when.why if when else claim.when_null_reason) or UNKNOWN
    return Value("when", "when", when_words(when), why=why, given=when is not None)
