"""One happening told twice by one source in one article is one claim, with the best sentence."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from reportedly.stages.extract.concrete import is_concrete, is_deed, is_enough_alone
from reportedly.stages.extract.modality import first_day, last_day
from reportedly.stages.extract.sites import near
from reportedly.stages.extract.triggers import TYPE_OF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Actor, Count, Place, When
    from reportedly.stages.extract.tellings import Telling

_VAGUE = frozenset(
    {
        "Armed clash",
        "Attack",
        "Shelling/artillery/missile attack",
        "Air/drone strike",
        "Government regains territory",
    }
)

_ANNOUNCED = frozenset({"Other", "Agreement"})
"""Kinds of what is announced: a comment may call a truce or an exchange by either."""


def joined(tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings with restatements folded into the one that says most, in reading order."""
    kept: list[Telling] = []
    for telling in tellings:
        match = next((i for i, k in enumerate(kept) if _retold(k, telling)), None)
        if match is None:
            kept.append(telling)
        else:
            kept[match] = _folded(kept[match], telling)
    concrete = [t for t in kept if is_concrete(t)]
    news = _news(kept, alone=not concrete)
    found = [t for t in kept if t in concrete or t is news]
    return _without_titles(_without_restatements(found, kept))


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
        _mood(a) == _mood(b)
        and (_source_key(a) == _source_key(b) or _one_plan(a, b))
        and a.sub_type == b.sub_type
        and _places_agree(a, b)
        and _times_agree(a.when, b.when)
        and _counts_agree(a, b)
        and _means_agree(a, b)
    )


def _one_plan(a: Telling, b: Telling) -> bool:
    """A plan that one sentence attributes and another tells in the outlet's voice."""
    alone = a.source is None or b.source is None
    return alone and _mood(a) == "plan" and a.own_when and b.own_when


def _mood(telling: Telling) -> str:
    return "plan" if telling.is_plan else telling.modality


def _source_key(telling: Telling) -> str | None:
    source = telling.source
    if source is None:
        return None
    return (source.id or source.name or source.as_written).casefold()


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
    ours, theirs = _designations(a), _designations(b)
    return not ours or not theirs or bool(ours & theirs)


def _designations(telling: Telling) -> set[str]:
    return {w.designation for w in telling.weapons if w.designation}


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
        actors=_all_of(best.actors, other.actors),
        targets=_all_of(best.targets, other.targets),
        source=best.source or other.source,
        channel=best.channel or other.channel,
        evidence=best.evidence or other.evidence,
        verification=best.verification or other.verification,
    )


def _all_of(best: tuple[Actor, ...], other: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Those of both, each once; none of another side than the first's."""
    known = {key for one in best for key in (one.as_written.casefold(), one.id) if key}
    sides = {one.side for one in best if one.side}
    fitting = (one for one in other if not sides or one.side is None or one.side in sides)
    return (*best, *(o for o in fitting if not {o.as_written.casefold(), o.id} & known))


def _says_more(a: Telling, b: Telling) -> bool:
    """Whether one says more; of a sentence's two clauses, the one that tells day and target."""
    day, other = (t.own_when and bool(t.targets) for t in (a, b))
    if a.sentence.index == b.sentence.index and day != other:
        return day
    return _weight(a) > _weight(b)


def _weight(t: Telling) -> tuple[int, int]:
    parts = (
        t.own_place,
        t.own_when,
        t.counts,
        t.weapons,
        t.source,
        t.actors,
        not t.trigger.definite,
    )
    body = t.sentence.span.field != "title"
    return int(body), sum(bool(p) for p in parts)


def _united_places(best: Telling, other: Telling) -> tuple[Place, ...]:
    """The places of both when neither contradicts the other; a plan's several places are kept."""
    if not best.own_place:
        finer = best.places and other.places and _holds(other.places[0], best.places[0])
        return best.places if finer else other.places or best.places
    if _mood(best) != "plan" or not other.own_place:
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


@cache
def _explosive() -> frozenset[str]:
    return frozenset(s for s, kind in TYPE_OF.items() if kind == "Explosions/Remote violence")


def _without_restatements(concrete: list[Telling], told: list[Telling]) -> list[Telling]:
    """Drop what only points back, in the outlet's voice, to a fuller telling.

    What the dropped ones show as evidence stays with the fuller one.
    """
    fuller = [t for t in concrete if not any(_restates(t, k) for k in concrete if k is not t)]
    dropped = [t for t in concrete if not any(t is k for k in fuller)]
    return [_with_evidence(_with_roles(t, dropped), told) for t in fuller]


def _with_roles(full: Telling, dropped: Sequence[Telling]) -> Telling:
    """A telling with the doers and targets of those that only restate it."""
    for one in dropped:
        if _restates(one, full):
            actors, targets = _all_of(full.actors, one.actors), _all_of(full.targets, one.targets)
            full = replace(full, actors=actors, targets=targets)
    return full


def _restates(vague: Telling, full: Telling) -> bool:
    """Whether a telling is none of its own: the outlet's, or on pictures ("images of a raid").

    What somebody says of a happening is a claim of theirs, and so is another kind of happening.
    """
    ours = vague.source is None and vague.sub_type == full.sub_type
    return _points_back(vague, full) or (
        (ours or bool(vague.evidence)) and _adds_nothing(vague, full)
    )


def _adds_nothing(vague: Telling, full: Telling) -> bool:
    """Whether a telling adds nothing to a fuller one: no number, means, finer place or day."""
    return (
        not vague.counts
        and _mood(vague) == _mood(full)
        and _no_day_of_its_own(vague)
        and _designations(vague) <= _designations(full)
        and _same_voice(vague, full)
        and _compatible_kind(vague, full)
        and full.own_place
        and _covers(vague, full)
        and _weight(full) > _weight(vague)
    )


def _points_back(vague: Telling, full: Telling) -> bool:
    """Whether a comment ("the referendum") is on a plan that the page tells in full elsewhere."""
    comment = (
        vague.trigger.definite
        and not full.trigger.definite
        and not vague.counts
        and not vague.weapons
    )
    return (
        comment
        and _mood(full) == "plan"
        and (full.sub_type == vague.sub_type or {full.sub_type, vague.sub_type} <= _ANNOUNCED)
        and full.own_when
        and _weight(full) >= _weight(vague)
    )


def _no_day_of_its_own(vague: Telling) -> bool:
    """Whether it tells no time, or one as vague as the words that point back ("the attack")."""
    if not vague.own_when or vague.when is None:
        return True
    return vague.trigger.definite and vague.when.ucdp_date_prec > 2


def _same_voice(vague: Telling, full: Telling) -> bool:
    """Whether the vague one is the outlet's voice, the same source, or nobody named of its side."""
    if vague.source is None or full.source is None:
        return vague.source is None
    if vague.source.name:
        return _source_key(vague) == _source_key(full)
    return len({vague.source.side, full.source.side} - {None}) <= 1


def _compatible_kind(vague: Telling, full: Telling) -> bool:
    if vague.sub_type == full.sub_type:
        return True
    return vague.sub_type in _VAGUE and full.sub_type in (_VAGUE | _explosive())


def _covers(vague: Telling, full: Telling) -> bool:
    """Whether the vague telling's place can hold the full one's: none, or a wider one around it.

    The same place counts only for "the attack": told anew it is the outlet's own claim.
    """
    if not vague.own_place:
        return True
    if vague.trigger.definite:
        return any(_holds(p, q) for p in vague.places for q in full.places)
    return vague.places[0].precision != "settlement" and _holds(vague.places[0], full.places[0])


def _holds(wide: Place, fine: Place) -> bool:
    if near(wide, fine):
        return True
    if wide.precision in ("country", "region", None):
        return wide.country is None or wide.country == fine.country
    return wide.precision == "admin1" and (wide.country, wide.admin1) == (fine.country, fine.admin1)


def _with_evidence(telling: Telling, told: list[Telling]) -> Telling:
    """The telling with its restatements' evidence; "images" beside a video are the video."""
    echoes = [t for t in told if t is not telling and _adds_nothing(t, telling)]
    found = {e.kind: e for t in (telling, *echoes) for e in reversed(t.evidence)}
    if "video" in found and all(e.kind != "photo" for e in telling.evidence):
        found.pop("photo", None)
    return replace(telling, evidence=tuple(found.values()))


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
    same_kind = TYPE_OF[title.sub_type] == TYPE_OF[body.sub_type] or _compatible_kind(title, body)
    return same_kind or bool(_designations(title) & _designations(body))
