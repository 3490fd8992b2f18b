"""One happening told twice by one source in one article is one claim, with the best sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.stages.extract.comparing import (
    all_of,
    compatible_kind,
    designations,
    holds,
    mood,
    source_key,
    weight,
)
from reportedly.stages.extract.concrete import is_concrete, is_deed, is_enough_alone
from reportedly.stages.extract.modality import first_day, last_day
from reportedly.stages.extract.restating import without_restatements
from reportedly.stages.extract.sites import near
from reportedly.stages.extract.triggers import TYPE_OF

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from reportedly.records import Count, Place, When
    from reportedly.stages.extract.tellings import Telling


def joined(tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with restatements folded into the one that says most, in reading order."""
    kept = _each_once(tellings)
    concrete = [is_concrete(t) for t in kept]
    news = _news(kept, alone=not any(concrete))
    found = [t for t, so in zip(kept, concrete, strict=True) if so or t is news]
    return _without_titles(without_restatements(found, kept))


def _each_once(tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings, each folded into the first that it tells again, found by ``_asked``."""
    kept: list[Telling] = []
    held: dict[Hashable, set[int]] = defaultdict(set)
    last = 0
    for telling in tellings:
        last = max(last, telling.sentence.index)
        found = sorted({k for key in _asked(telling, last) for k in held.get(key, ())})
        match = next((k for k in found if _retold(kept[k], telling)), len(kept))
        if match < len(kept):
            kept[match] = _folded(kept[match], telling)
        else:
            kept.append(telling)
        for key in _keys(kept[match]):
            held[key].add(match)
    return kept


def _keys(telling: Telling) -> list[Hashable]:
    """The keys under which a telling is found by one that tells it again."""
    kind, sentence = (mood(telling), telling.sub_type), telling.sentence
    anywhere = telling.span.field == "title" or telling.is_plan
    return [(*kind, sentence.index), (*kind, sentence.words), *([kind] if anywhere else [])]


def _asked(later: Telling, last: int) -> list[Hashable]:
    """The keys of all that a telling may tell again, up to the last sentence so far."""
    kind, sentence = (mood(later), later.sub_type), later.sentence
    near = range(sentence.index - _NEAR, last + 1)
    return [kind, (*kind, sentence.words), *((*kind, index) for index in near)]


def _news(kept: list[Telling], *, alone: bool) -> Telling | None:
    """What a page opens with, or tells of alone, if told as news: it says who, whom or when.

    Of a page that tells of nothing but in its title, what that says was done to people.
    """
    told = [t for t in kept if (alone or t.span.start == 0) and is_enough_alone(t)]
    body = [t for t in told if t.span.field == "text"]
    titles = [t for t in told if alone and t.span.field == "title" and is_deed(t)]
    return next(iter((*body, *titles)), None)


_NEAR = 3  # sentences within which the text tells a happening again, as it goes on


def _retold(earlier: Telling, later: Telling) -> bool:
    """Whether a telling repeats one near before it; a title, a plan, the same words wherever."""
    anywhere = earlier.span.field == "title" or later.is_plan
    verbatim = earlier.sentence.words == later.sentence.words
    near = later.sentence.index - earlier.sentence.index <= _NEAR
    return (near or anywhere or verbatim) and same_telling(earlier, later)


def same_telling(a: Telling, b: Telling) -> bool:
    """Whether two tellings are of one happening by one source in one mood."""
    return (
        mood(a) == mood(b)
        and (source_key(a) == source_key(b) or _one_plan(a, b))
        and a.sub_type == b.sub_type
        and _places_agree(a, b)
        and _times_agree(a.when, b.when)
        and _counts_agree(a, b)
        and _means_agree(a, b)
    )


def _one_plan(a: Telling, b: Telling) -> bool:
    """A plan that one sentence attributes and another tells in the outlet's voice."""
    alone = a.source is None or b.source is None
    return alone and mood(a) == "plan" and a.own_when and b.own_when


def _places_agree(a: Telling, b: Telling) -> bool:
    if not a.places or not b.places:
        return not (a.own_place and b.own_place)
    return any(near(p, q) for p in a.places for q in b.places)


def _times_agree(a: When | None, b: When | None) -> bool:
    if a is None or b is None or a.start is None or b.start is None:
        return True
    if a.end is None or b.end is None:
        return True
    return first_day(a.start) <= last_day(b.end) and first_day(b.start) <= last_day(a.end)


def _counts_agree(a: Telling, b: Telling) -> bool:
    """Two numbers of one kind of harm that differ are two claims: an update or a contradiction."""
    ours = {(c.what, c.who, c.scope): (c.low, c.high) for c in a.counts}
    theirs = {(c.what, c.who, c.scope): (c.low, c.high) for c in b.counts}
    return all(ours[key] == theirs[key] for key in ours.keys() & theirs.keys())


def _means_agree(a: Telling, b: Telling) -> bool:
    ours, theirs = designations(a), designations(b)
    return not ours or not theirs or bool(ours & theirs)


def _folded(first: Telling, second: Telling) -> Telling:
    """Both in one: the sentence of the one that says more, and what the other adds."""
    best, other = (second, first) if _says_more(second, first) else (first, second)
    return replace(
        best,
        places=_united_places(best, other),
        own_place=best.own_place or other.own_place,
        when=_fuller_when(best.when, other.when),
        own_when=best.own_when or other.own_when,
        counts=_united_counts(best, other),
        weapons=best.weapons or other.weapons,
        actors=all_of(best.actors, other.actors),
        targets=all_of(best.targets, other.targets),
        source=best.source or other.source,
        channel=best.channel or other.channel,
        evidence=best.evidence or other.evidence,
        verification=best.verification or other.verification,
    )


def _says_more(a: Telling, b: Telling) -> bool:
    """Whether one says more; of a sentence's two clauses, the one that tells day and target."""
    day, other = (t.own_when and bool(t.targets) for t in (a, b))
    if a.sentence.index == b.sentence.index and day != other:
        return day
    return weight(a) > weight(b)


def _united_places(best: Telling, other: Telling) -> tuple[Place, ...]:
    """The places of both when neither contradicts the other; a plan's several places are kept."""
    if not best.own_place:
        finer = best.places and other.places and holds(other.places[0], best.places[0])
        return best.places if finer else other.places or best.places
    if mood(best) != "plan" or not other.own_place:
        return best.places
    names = {p.name for p in best.places}
    return (*best.places, *(p for p in other.places if p.name not in names))


def _fuller_when(best: When | None, other: When | None) -> When | None:
    """The time that says both ends, where one telling gives only the start ("from Friday")."""
    if best is None or other is None:
        return best or other
    return other if best.end is None and other.end is not None else best


def _united_counts(best: Telling, other: Telling) -> tuple[Count, ...]:
    """The counts of both, each kind of harm once."""
    known = {(c.what, c.who, c.scope) for c in best.counts}
    return (*best.counts, *(c for c in other.counts if (c.what, c.who, c.scope) not in known))


def _without_titles(kept: list[Telling]) -> list[Telling]:
    """A title's claim stands only when the body tells of nothing of the kind.

    The first claim of the body in its mood that echoes it takes its counts over, where the body
    counts nobody so harmed, or only vaguely ("several").
    """
    body = [t for t in kept if t.sentence.span.field != "title"]
    alone: list[Telling] = []
    for title in (t for t in kept if t.sentence.span.field == "title"):
        heirs = [i for i, b in enumerate(body) if _echoes(title, b)]
        own = [i for i in heirs if body[i].modality == title.modality]
        left = _uncounted(title, [b for b in body if b.modality == title.modality])
        if not heirs or (left and not own):
            alone.append(title)
        elif left:
            body[own[0]] = _with_counts(body[own[0]], left)
    return [*alone, *body]


def _uncounted(title: Telling, body: Sequence[Telling]) -> tuple[Count, ...]:
    """A title's counts of harm that no claim of the body counts, or none with an exact number."""
    told = [c for b in body for c in b.counts if c.scope == "incident"]
    exact = {c.what for c in told if c.low == c.high}
    dead = max((c.low or 0 for c in told if c.what == "killed"), default=0)
    left = (c for c in title.counts if c.what not in exact)
    if any(c.what == "killed" for c in title.counts):
        return tuple(left)
    # "Boy shot" over a body that tells of his death counts nobody injured
    return tuple(c for c in left if c.what != "injured" or (c.low or 0) > dead)


def _with_counts(body: Telling, counts: Sequence[Count]) -> Telling:
    """A telling with the counts of its title, in the place of its own vague ones."""
    whats = {c.what for c in counts}
    own = (c for c in body.counts if c.what not in whats or c.scope == "cumulative")
    return replace(body, counts=(*own, *counts))


def _echoes(title: Telling, body: Telling) -> bool:
    same_kind = TYPE_OF[title.sub_type] == TYPE_OF[body.sub_type] or compatible_kind(title, body)
    return same_kind or bool(designations(title) & designations(body))
