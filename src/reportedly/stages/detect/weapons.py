"""Weapons and munitions named in a text, with designation, class and treaties.

>>> (_, weapon), = weapons("Russian incendiary shells 9М22С fell on the village.")
>>> weapon.as_written, weapon.designation, weapon.class_, weapon.treaty
('9М22С', '9M22S', 'incendiary', ('CCW Protocol III',))
>>> [weapon.as_written for _, weapon in weapons("A think tank paid for drone footage.")]
[]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportedly.records import Field, Span, Weapon
from reportedly.stages.detect.weapon_links import in_apposition, linked
from reportedly.stages.detect.weapon_match import Hit, hits
from reportedly.stages.detect.weapon_vocabulary import classes
from reportedly.vocab.fold import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["skeleton", "weapon_class", "weapons"]

# "Kalibr missiles", "MLRS «Grad»", "Shahed-type drones", "cruise missiles (Kh-101".
_TOUCHING = re.compile(
    r"(?:[-‐‑–](?:type|class|series|style|model))?[^\S\n]{0,2}[-‐‑–\"'“”„«»‘’(]?[^\S\n]{0,2}\n?"
)
_WITH = re.compile(r" (?:with|using|by) (?:the |a |an )?")
_CALIBRE = re.compile(
    r"(?:\d{1,3}[.,])?\d{2,4}[ -]?(?:mm|millimet(?:re|er)|kg|kilo(?:gram)?|lb)[ -]$"
)
# what is done, not what it is done with: "to bomb", "of bombing the depot"
_BARE_VERB = re.compile(r"(?:bomb|shell|mine|torpedo|rocket)", re.IGNORECASE)
_BEFORE_VERB = re.compile(r"\b(?:to|will|would|can|could|may|might|must|should|not)\s+$", re.I)
_DOING = re.compile(r"(?:bombing|shelling|bombarding)", re.IGNORECASE)
_OBJECT = re.compile(r"\s+(?:an?|the|its|their|his|her|our|this|that|these|those)\b", re.IGNORECASE)
_SORTS = ("munition", "carrier", "platform", "action")


class _Found(NamedTuple):
    """One weapon in the making: the words that name it and what they say."""

    start: int
    end: int
    reach: int
    """Where the words that belong to it end: behind a generic name that follows it."""
    designation: str | None
    class_: str
    delivery: str | None
    treaty: tuple[str, ...]
    family: bool
    action: bool


def weapons(text: str, field: Field = "text") -> list[tuple[Span, Weapon]]:
    """Every weapon that the text names, in reading order, with its span in the field.

    The span covers the designation's own words where there is one ("9М22С"), else the generic
    phrase with its modifiers ("long-range artillery"). A generic name beside a designation
    ("Kalibr cruise missiles") belongs to it and is no weapon of its own.
    """
    return [
        _value(text, found, field)
        for found in _joined(text, hits(text))
        if not _is_verb(text, found)
    ]


def _is_verb(text: str, found: _Found) -> bool:
    """Whether the words tell what is done: an infinitive, or a gerund with its object."""
    words = text[found.start : found.end]
    if _BARE_VERB.fullmatch(words):
        return bool(_BEFORE_VERB.search(text[max(0, found.start - 12) : found.start]))
    return bool(_DOING.fullmatch(words) and _OBJECT.match(text, found.end))


def weapon_class(phrase: str) -> str | None:
    """The class of a phrase known to name a weapon, or None where the vocabulary has none.

    >>> weapon_class("US-made Himars rocket artillery"), weapon_class("a second car bomb")
    ('multiple rocket launcher', 'car bomb')
    """
    found = _joined(phrase, hits(phrase, trusted=True))
    return min(found, key=_priority).class_ if found else None


def _priority(found: _Found) -> tuple[bool, bool, int, int]:
    own = classes()[found.class_]
    return (found.designation is None, not own.refines, _SORTS.index(own.sort), -found.end)


def _value(text: str, found: _Found, field: Field) -> tuple[Span, Weapon]:
    span = Span(start=found.start, end=found.end, field=field)
    return span, Weapon(
        as_written=span.cut(text),
        designation=found.designation,
        class_=found.class_,
        delivery=found.delivery,
        treaty=found.treaty,
        span=span,
    )


def _joined(text: str, raw: Iterable[Hit]) -> list[_Found]:
    """The hits with neighbours that speak of one weapon made one."""
    done: list[_Found] = []
    modifier: Hit | None = None
    for hit in raw:
        if hit.term.kind == "modifier":
            modifier = _first_modifier(text, modifier, hit)
            continue
        found = _start(text, hit, modifier)
        modifier = None
        merged = _merge(text, done[-1], found) if done else None
        if merged:
            done[-1] = merged
        else:
            done.append(found)
    return done


def _first_modifier(text: str, earlier: Hit | None, hit: Hit) -> Hit:
    """Of modifiers that follow each other ("high-precision, long-range"), the first."""
    if earlier and re.fullmatch(r",? ?", text[earlier.end : hit.start]):
        return hit._replace(start=earlier.start)
    return hit


def _start(text: str, hit: Hit, modifier: Hit | None) -> _Found:
    start = hit.start
    if hit.designation is None:
        calibre = _CALIBRE.search(text, max(0, start - 20), start)
        start = calibre.start() if calibre else start
        if modifier and re.fullmatch(r",? ?", text[modifier.end : start]):
            start = modifier.start
    return _Found(
        start=start,
        end=hit.end,
        reach=hit.end,
        designation=hit.designation,
        class_=hit.term.class_ or "munition",
        delivery=hit.term.delivery,
        treaty=hit.term.treaty,
        family=hit.term.kind == "family",
        action=hit.term.action,
    )


def _merge(text: str, left: _Found, right: _Found) -> _Found | None:
    """The two as one weapon, or None where they are two."""
    gap = text[left.reach : right.start]
    if not _TOUCHING.fullmatch(gap) and not _made_with(left, gap, right):
        return _merge_linked(text, left, right)
    if left.designation and right.designation:
        return _merge_designations(left, right)
    if left.designation or right.designation:
        return None if "(" in gap and left.designation else _merge_with_generic(left, right)
    return None if "(" in gap else _merge_generics(left, right)


def _merge_linked(text: str, left: _Found, right: _Found) -> _Found | None:
    """A noun and its name joined by words: "rockets of the 9M27K type", "a drone, a Mohajer-6,"."""
    if bool(left.designation) == bool(right.designation):
        return None
    named, generic = (left, right) if left.designation else (right, left)
    if generic.action or classes()[generic.class_].sort == "action":
        return None
    first, second = (left.start, left.reach), (right.start, right.reach)
    joined = linked(text, first, second, name_first=named is left)
    beside = _can_be(named, generic) and in_apposition(text, first, second)
    return _merge_with_generic(left, right) if joined or beside else None


def _can_be(named: _Found, generic: _Found) -> bool:
    """Whether a thing of that name can be called by that noun: an Iskander is no drone."""
    bomb = generic.class_ == "explosive" and named.class_.endswith("bomb")
    of_kind = named.class_.endswith(generic.class_.rpartition(" ")[2])
    own = classes()[named.class_]
    return of_kind or bomb or (own.sort != "platform" and generic.class_ == "munition")


def _made_with(left: _Found, gap: str, right: _Found) -> bool:
    """Whether an attack is named with its weapon: "shelling with Grad rockets"."""
    armed = classes()[right.class_].sort in {"munition", "carrier"}
    return left.action and armed and bool(_WITH.fullmatch(gap))


def _merge_designations(left: _Found, right: _Found) -> _Found | None:
    """A name beside another: said twice, or a munition beside what fires or carries it."""
    if left.designation == right.designation:
        return left._replace(reach=right.reach)
    ranks = [_SORTS.index(classes()[side.class_].sort) for side in (left, right)]
    of_one = "platform" in _sorts(left, right) or _sorts(left, right) == {"munition", "carrier"}
    if ranks[0] == ranks[1] or not of_one:
        return None
    better = left if ranks[0] < ranks[1] else right
    return better._replace(reach=right.reach)


def _sorts(*found: _Found) -> set[str]:
    return {classes()[one.class_].sort for one in found}


def _merge_with_generic(left: _Found, right: _Found) -> _Found | None:
    named, generic = (left, right) if left.designation else (right, left)
    kinds = classes()[named.class_], classes()[generic.class_]
    if kinds[0].sort == "platform" and kinds[1].sort in {"munition", "carrier"}:
        return None
    whole = named._replace(reach=right.reach)
    known = named.family and kinds[1].sort != "action" and not kinds[0].refines
    if (kinds[1].refines and kinds[0].takes) or known:
        return whole._replace(class_=generic.class_, treaty=generic.treaty)
    return whole


def _merge_generics(left: _Found, right: _Found) -> _Found:
    """Two generic names as one phrase; the more telling class wins, in doubt the later word's."""
    ranks = [_telling(side) for side in (left, right)]
    chosen = left if ranks[0] < ranks[1] else right
    return chosen._replace(start=left.start, end=right.end, reach=right.reach)


def _telling(found: _Found) -> tuple[bool, bool, int]:
    own = classes()[found.class_]
    return (not own.refines, found.action, _SORTS.index(own.sort))
