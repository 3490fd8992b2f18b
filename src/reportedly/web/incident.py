"""An incident as its page shows it: each value beside everybody who says it, or says otherwise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, get_args

from reportedly.records import Article, Claim, CountWhat, Origin
from reportedly.telling import Value, party_words, question, values_of
from reportedly.web.candidates import TOTAL, counted, how_long, how_near, notes_of, ranges_of
from reportedly.web.naming import Names, sources_in
from reportedly.words import (
    UNKNOWN,
    place_words,
    plural,
    short,
    weapon_words,
    when_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.records import CopyEdge, CopyGroup, Decision, Incident
    from reportedly.stores.casebook import Casebook

ASIDE: Final = ("modality", "who says", "channel")
"""Values that tell of the voice, and are shown with it."""

SINGLE: Final = ("what", "when", "where")
"""Of these a happening has one, so that two are a disagreement; counts too."""


TITLE_SHOWN: Final = 40
"""Letters of a title that stands for an outlet."""


@dataclass(frozen=True, slots=True)
class Held:
    """What an incident rests on, out of the casebook."""

    incident: Incident
    claims: list[Claim]
    articles: dict[str, Article]
    origins: list[Origin]
    names: Names

    @property
    def origin_of(self) -> dict[str, Origin]:
        """The origin of each claim that has one."""
        return {c: o for o in self.origins for u in o.utterances for c in u.claim_ids}


def hold(casebook: Casebook, incident: Incident, decisions: Iterable[Decision]) -> Held:
    """Look up what an incident rests on; of ``decisions`` the sources that they name."""
    claims = casebook.named(Claim, incident.claim_ids)
    articles = casebook.named(Article, [claim.article_id for claim in claims])
    persons = set().union(*casebook.marks.persons([a.id for a in articles]).values())
    read = casebook.index.claims([article.id for article in articles])
    pages = {article.capture_id for article in articles}
    given = sources_in(d for d in decisions if d.on.capture in pages)
    return Held(
        incident=incident,
        claims=claims,
        articles={article.id: article for article in articles},
        origins=casebook.named(Origin, incident.origins),
        names=Names([*claims, *(c for c in read if c.id in incident.claim_ids)], persons, given),
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim that gives a value: the words on the page to look at."""

    claim_id: str
    path: str
    outlet: str
    title: str


@dataclass(slots=True)
class Voice:
    """Who says a value, how, and in which articles."""

    who: str
    modality: str
    channel: str
    origin: str | None
    tellings: list[Telling] = field(default_factory=list)


@dataclass(slots=True)
class Variant:
    """A value as some claims give it."""

    words: str
    voices: dict[tuple[str, str, str, str | None], Voice] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def origins(self) -> int:
        """How many independent origins give it."""
        return len({voice.origin for voice in self.voices.values() if voice.origin})


@dataclass(slots=True)
class Row:
    """One question, the incident's answer, and every answer that the claims give."""

    label: str
    words: str
    variants: list[Variant]
    notes: list[str] = field(default_factory=list)
    silent: int = 0
    single: bool = True
    total: bool = False

    @property
    def differs(self) -> bool:
        """Whether the claims contradict each other, or may."""
        return self.single and len(self.variants) > 1

    @property
    def anchor(self) -> str:
        """The row's name in an address."""
        return "row-" + "".join(c if c.isalnum() else "-" for c in self.label)


def rows(held: Held) -> list[Row]:
    """Every question that the incident or one of its claims answers, in reading order."""
    answered = _answers(held)
    names = {origin.id: held.names.name(origin) for origin in held.origins}
    notes = notes_of(held.incident, names)
    return [
        _row(held, label, answered.get(label, []), notes.get(label, {}))
        for label in _labels(answered)
    ]


def _labels(answered: Mapping[str, object]) -> list[str]:
    always = ["what", "when", "where", "weapon", "by", "against"]
    counts = [label for label in answered if label.startswith("count: ")]
    counts.sort(key=_count_order)
    return [*always, *counts, *(x for x in ("evidence", "checked?") if x in answered)]


def _count_order(label: str) -> tuple[bool, int, str]:
    """This incident before totals so far; the dead first, all of them before a group."""
    what = label.removeprefix("count: ").removesuffix(TOTAL).partition(",")[0]
    return (label.endswith(TOTAL), get_args(CountWhat).index(what), label)


def _answers(held: Held) -> dict[str, list[tuple[str, Value]]]:
    """The values that claims give, by the question they answer, each with its claim's id."""
    found: dict[str, list[tuple[str, Value]]] = defaultdict(list)
    for claim in held.claims:
        for value in values_of(claim):
            if value.label not in ASIDE and value.given:
                found[_question(claim, value)].append((claim.id, value))
    return found


def _question(claim: Claim, value: Value) -> str:
    """What a value answers; a number for each group by itself."""
    if value.label != "count":
        return question(claim, value)
    count = claim.counts[int(value.path.split(".")[1])]
    return f"count: {counted(count.what, count.who, count.scope)}"


def _row(
    held: Held, label: str, given: Sequence[tuple[str, Value]], notes: Mapping[str, list[str]]
) -> Row:
    claims = {claim.id: claim for claim in held.claims}
    variants: dict[str, Variant] = {}
    for claim_id, value in given:
        variant = variants.setdefault(value.words.casefold(), Variant(value.words))
        variant.notes = list(notes.get(value.words.casefold(), ()))
        _add(held, variant, claims[claim_id], value)
    ordered = sorted(variants.values(), key=lambda v: (-v.origins, -len(v.voices)))
    silent = len(claims.keys() - {claim_id for claim_id, _ in given})
    single = label in SINGLE or label.startswith("count: ")
    words, why = _fused(held.incident, label)
    name = label.removeprefix("count: ")
    return Row(name, words, ordered, why, silent, single, label.endswith(TOTAL))


def _add(held: Held, variant: Variant, claim: Claim, value: Value) -> None:
    origin = held.origin_of.get(claim.id)
    channel = claim.channel.name if claim.channel else ""
    who = held.names.source(claim.source)
    key = (who, claim.modality, channel, origin.id if origin else None)
    voice = variant.voices.setdefault(key, Voice(who, claim.modality, channel, key[3]))
    article = held.articles[claim.article_id]
    voice.tellings.append(Telling(claim.id, value.path, outlet(article), article.title or ""))


def outlet(article: Article) -> str:
    """Who prints it; an article of no known outlet by the start of its title."""
    title = article.title or f"article {short(article.id)}"
    start = title if len(title) <= TITLE_SHOWN else title[:TITLE_SHOWN].rsplit(" ", 1)[0] + " …"
    return article.outlet or start


def _fused(incident: Incident, label: str) -> tuple[str, list[str]]:
    """The incident's own answer, and what else is known of it."""
    match label:
        case "what":
            return incident.event.acled_sub_type, [incident.event.acled_type]
        case "when":
            when = incident.when
            why = [how_long(when), when.why] if when else [incident.when_null_reason or ""]
            return when_words(when), [*filter(None, why)]
        case "where":
            place = incident.place
            near = [*how_near(place), place.why] if place else [incident.place_null_reason or ""]
            return place_words(place), [*filter(None, near)]
        case "weapon":
            treaties = [t for weapon in incident.weapons for t in weapon.treaty]
            return _joined(map(weapon_words, incident.weapons)), list(dict.fromkeys(treaties))
        case "by" | "against":
            actors = incident.actors if label == "by" else incident.targets
            return _joined(map(party_words, actors)), []
    return ranges_of(incident).get(label.removeprefix("count: "), ""), []


def _joined(words: Iterator[str]) -> str:
    return "; ".join(dict.fromkeys(words)) or UNKNOWN


@dataclass(slots=True)
class Carried:
    """An article that carries an origin's words, with the copies of it, each with its reason."""

    article: Article
    claim_id: str
    why: str = ""
    copies: list[Carried] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OriginCard:
    """An origin, why it counts as one, how it spoke, and the articles that carry it."""

    id: str
    name: str
    kind: str
    side: str
    why: str
    channels: str
    carried: list[Carried]
    articles: int


def origin_cards(held: Held, groups: Sequence[CopyGroup]) -> list[OriginCard]:
    """The origins of an incident; claims whose origin is unknown are a card of their own."""
    cards = [_card(held, groups, origin) for origin in held.origins]
    known = held.origin_of
    lost = [claim for claim in held.claims if claim.id not in known]
    if lost:
        why = f"{plural(len(lost), 'claim')} without a source or an agency; not counted"
        carried = _carried(held, groups, lost)
        cards.append(OriginCard("", "Unknown origin", "", "", why, "", carried, _size(carried)))
    return cards


def _card(held: Held, groups: Sequence[CopyGroup], origin: Origin) -> OriginCard:
    ids = {claim_id for utterance in origin.utterances for claim_id in utterance.claim_ids}
    carried = _carried(held, groups, [claim for claim in held.claims if claim.id in ids])
    channels = dict.fromkeys(u.channel for u in origin.utterances if u.channel)
    return OriginCard(
        id=origin.id,
        name=held.names.name(origin),
        kind=origin.kind or "unknown kind",
        side=origin.side or "",
        why=held.names.text(origin.why),
        channels=", ".join(channels),
        carried=carried,
        articles=_size(carried),
    )


def _carried(held: Held, groups: Sequence[CopyGroup], claims: Sequence[Claim]) -> list[Carried]:
    """The articles of these claims; copies under the one that they were made from."""
    first: dict[str, str] = {}
    for claim in claims:
        first.setdefault(claim.article_id, claim.id)
    made = {name: Carried(held.articles[name], claim_id) for name, claim_id in first.items()}
    edges = [edge for group in groups for edge in group.edges]
    top = dict(made)
    for edge in edges:
        if edge.from_ in made and edge.to in top and not _below(made[edge.to], edge.from_):
            made[edge.to].why = _edge_words(edge)
            made[edge.from_].copies.append(top.pop(edge.to))
    return list(top.values())


def _below(carried: Carried, name: str) -> bool:
    """Whether an article is among the copies of another, so that it cannot be above it."""
    return carried.article.id == name or any(_below(copy, name) for copy in carried.copies)


def _edge_words(edge: CopyEdge) -> str:
    return f"{edge.kind}, {edge.similarity:.0%} alike: {edge.why}"


def _size(carried: Sequence[Carried]) -> int:
    return sum(1 + _size(one.copies) for one in carried)
