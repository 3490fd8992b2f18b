"""What speaks for and against two claims of one article telling of the same happening.

Each term looks at these two claims alone, never at how common a word is in the whole casebook:
so one more article cannot change how two others are linked.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from reportedly.stages.link.intervals import place_relation, places_of, time_relation
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from reportedly.records import Actor, Article, Claim, Count, IncidentKind, Weapon, When
    from reportedly.stages.link.weights import Term

SAME_SENTENCE = 0.8  # share of content words from which two sentences count as one
FEWEST_WORDS = 6  # a shorter sentence is alike by chance
LEAD_CHARACTERS = 300  # the first sentence or two of a body
NEARBY_CHARACTERS = 700  # "the attack" points back a paragraph or two
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_KNOWN = re.compile(r"\b(?:the|this|these|its|his|their)\s+(?:\w+\s+)?(\w+)", re.IGNORECASE)

_A_FEW = re.compile(r"\b(?:an?|one|another)((?:\s+[\w-]+){1,4})", re.IGNORECASE)

# Where a headline or "the attack" may speak of the other claim: a place that differs says no.
MAY_BE_ONE = ("same", "near", "region", "unsaid")


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim with what is compared of it, read once."""

    claim: Claim
    article: Article | None
    words: frozenset[str]
    points_back: bool
    leads: bool
    unnamed_town: bool = False


def read(claim: Claim, articles: Mapping[str, Article]) -> Reading:
    """The claim made ready for comparing."""
    article = articles.get(claim.article_id)
    sentence = article.cut(claim.span) if article else ""
    known = _words("known_nouns")
    return Reading(
        claim=claim,
        article=article,
        words=_content(sentence, claim),
        points_back=any(m.group(1).casefold() in known for m in _KNOWN.finditer(sentence)),
        leads=claim.span.field == "title" or claim.span.start < LEAD_CHARACTERS,
        unnamed_town=claim.source is None and _speaks_of_a_town(sentence),
    )


def terms(a: Reading, b: Reading) -> list[Term]:
    """The terms that hold for two claims of one article, with their values (1, or a share).

    None at all for different places or times: no likeness of words makes up for that.
    """
    when = time_relation(a.claim, b.claim, (_printed(a), _printed(b)))
    where = "apart" if when == "apart" else place_relation(a.claim, b.claim)
    if where == "apart":
        return []
    return [
        event_term([a.claim.event.acled_sub_type], [b.claim.event.acled_sub_type]),
        (f"place_{where}", 1.0),
        (f"time_{when}", 1.0),
        *_what(a, b),
        *(_left_unnamed(a, b) if where in ("wide", "inside") else ()),
        *_telling(a, b, where in MAY_BE_ONE),
    ]


def _printed(reading: Reading) -> When | None:
    return reading.article.published if reading.article else None


def kind_of(claim: Claim) -> IncidentKind:
    """Happening, plan or background: never mixed in one incident."""
    if claim.modality in ("planned", "conditional"):
        return "plan"
    return "background" if claim.modality == "historical" else "happening"


def event_term(a: Collection[str], b: Collection[str]) -> Term:
    """How the kinds of event of two sides relate; of several the closest pair counts."""
    if (same := set(a) & set(b)) or not a or not b:
        return ("event_other" if same <= {"Other"} else "event_same", 1.0)
    near = any(frozenset((x, y)) in _near_events() for x in a for y in b)
    return ("event_near" if near else "event_apart", 1.0)


def said_by(claim: Claim) -> tuple[str, str] | None:
    """Who says a claim through which named channel; None if either is not known."""
    if claim.source is None or claim.source.name is None or claim.channel is None:
        return None
    return claim.source.id or claim.source.name.casefold(), claim.channel.name


def _what(a: Reading, b: Reading) -> Iterator[Term]:
    yield from weapon_terms(a.claim.weapons, b.claim.weapons)
    yield from count_terms(a.claim.counts, b.claim.counts)
    yield from actor_terms([a.claim], [b.claim])
    yield from target_terms(a.claim.targets, b.claim.targets)


def weapon_terms(a: Sequence[Weapon], b: Sequence[Weapon]) -> Iterator[Term]:
    """Whether two sides name the same weapon, weapons of one class, or different ones."""
    if not a or not b:
        return
    names = [{(w.designation or w.as_written).casefold() for w in side} for side in (a, b)]
    classes = [{w.class_ for w in side if w.class_} for side in (a, b)]
    if names[0] & names[1]:
        yield ("weapon_same", 1.0)
    elif classes[0] & classes[1]:
        yield ("weapon_class", 1.0)
    elif classes[0] and classes[1]:
        yield ("weapon_apart", 1.0)


def count_terms(a: Sequence[Count], b: Sequence[Count]) -> Iterator[Term]:
    """Whether two sides give the same number of people, different ones, or one a total so far."""
    if a and b and {c.scope for c in a}.isdisjoint({c.scope for c in b}):
        yield ("count_scope", 1.0)
        return
    pairs = [(x, y) for x in a for y in b if _comparable(x, y)]
    if any((x.low, x.high) == (y.low, y.high) for x, y in pairs):
        yield ("count_same", 1.0)
    elif pairs and not any(_overlap(x, y) for x, y in pairs):
        yield ("count_apart", 1.0)


def _comparable(x: Count, y: Count) -> bool:
    who = x.who is None or y.who is None or x.who == y.who
    return x.what == y.what and x.scope == y.scope and who and _known(x) and _known(y)


def _known(count: Count) -> bool:
    return count.low is not None or count.high is not None


def _overlap(x: Count, y: Count) -> bool:
    infinite = math.inf
    x_high, y_high = (infinite if c.high is None else c.high for c in (x, y))
    return (x.low or 0) <= y_high and (y.low or 0) <= x_high


def actor_terms(a: Sequence[Claim], b: Sequence[Claim]) -> Iterator[Term]:
    """Whether two sides name the same actor, or different ones."""
    first, second = ([actor for claim in side for actor in claim.actors] for side in (a, b))
    if not first or not second:
        return
    sides = [{x.side for x in part if x.side} for part in (first, second)]
    if _party(first) & _party(second) or sides[0] & sides[1]:
        yield ("actor_same", 1.0)
    elif sides[0] and sides[1]:
        answers = {claim.modality for claim in (*a, *b)} & {"accused", "denied"}
        yield ("actor_opposed" if answers else "actor_apart", 1.0)


def _party(actors: Sequence[Actor]) -> set[str]:
    return {(x.id or x.name or x.as_written).casefold() for x in actors}


def target_terms(a: Sequence[Actor], b: Sequence[Actor]) -> Iterator[Term]:
    """Whether two sides name the same target, or different ones."""
    if not a or not b:
        return
    first, second = _target_words(a), _target_words(b)
    kinds = [{x.infrastructure for x in part if x.infrastructure} for part in (a, b)]
    if first & second or kinds[0] & kinds[1]:
        yield ("target_same", 1.0)
    else:
        yield ("target_apart" if kinds[0] and kinds[1] else "target_other", 1.0)


def _target_words(actors: Sequence[Actor]) -> set[str]:
    return {w for x in actors for w in _stems(x.as_written)} - _words("empty_words")


def _telling(a: Reading, b: Reading, one_place: bool) -> Iterator[Term]:
    if not a.claim.span.meets(b.claim.span):
        share = 2 * len(a.words & b.words) / max(len(a.words) + len(b.words), 1)
        yield ("words_shared", share)
        if share >= SAME_SENTENCE and min(len(a.words), len(b.words)) >= FEWEST_WORDS:
            yield ("sentence_same", 1.0)
    if one_place:
        yield from _in_one_article(a, b)


def _left_unnamed(a: Reading, b: Reading) -> Iterator[Term]:
    """A first sentence of "a village", in the outlet's voice, which a later one names."""
    first, second = sorted((a, b), key=_order)
    vague = first.claim.place is None or first.claim.place.precision in _VAST
    if first.leads and first.unnamed_town and vague and not second.unnamed_town:
        yield ("lead_unnamed", 1.0)


_VAST = ("country", "region", "admin1", None)


def _speaks_of_a_town(sentence: str) -> bool:
    """Whether a sentence speaks of a town without its name: "a quiet village"."""
    after = " ".join(_A_FEW.findall(sentence)).casefold().split()
    return not _words("town_nouns").isdisjoint(after)


def _in_one_article(a: Reading, b: Reading) -> Iterator[Term]:
    if a.claim.domain == b.claim.domain == "crime":
        yield ("crime_told", 1.0)
    first, second = sorted((a, b), key=_order)
    if first.leads and not second.leads:
        yield ("lead", 1.0)
    nearby = second.claim.span.start - first.claim.span.end < NEARBY_CHARACTERS
    if second.points_back and (nearby or first.leads):
        yield ("refers_back", 1.0)
    if nearby and (a.claim.modality in ("accused", "denied")) != (
        b.claim.modality in ("accused", "denied")
    ):
        yield ("answer", 1.0)


def _order(reading: Reading) -> tuple[bool, int, str]:
    span = reading.claim.span
    return (span.field != "title", span.start, reading.claim.id)


def _content(sentence: str, claim: Claim) -> frozenset[str]:
    """Stems of the words that say which happening it is: not its place, not its actors."""
    left_out = [p.as_written for p in places_of(claim)] + [p.name or "" for p in claim.places]
    left_out += [x.as_written for x in claim.actors]
    if claim.source is not None:
        left_out.append(claim.source.as_written)
    named = {stem for text in left_out for stem in _stems(text)}
    return frozenset(_stems(sentence)) - named - _words("empty_words")


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.casefold())]


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """A word without its commonest endings: enough to match shelled and shelling.

    >>> _stem("shelled") == _stem("shelling")
    True
    """
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@cache
def _words(name: str) -> frozenset[str]:
    table: list[str] = load("linking")[name]
    return frozenset(table) | frozenset(_stem(w) for w in table if name == "empty_words")


@cache
def _near_events() -> frozenset[frozenset[str]]:
    sets: Any = load("linking")["near_events"]
    return frozenset(frozenset((x, y)) for alike in sets for x in alike for y in alike if x != y)
