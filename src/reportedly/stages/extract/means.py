"""Which weapons of a clause are the means of what it tells of, and not merely spoken of.

"Destroyed two tanks and a missile depot" was done with neither; "no sound of any rocket" is of
none; "days before a missile hit the station" is of another happening.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.records import Span
from reportedly.stages.extract.patterns import any_of
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Weapon
    from reportedly.stages.extract.page import Page
    from reportedly.stages.extract.tellings import Telling

_REACH = 240  # characters before a weapon in which words take it out of the happening


def means(page: Page, clause: Span, weapons: Sequence[Weapon]) -> tuple[Weapon, ...]:
    """The weapons that were used, by the words around each.

    They are all kept where a clause tells of arms taken or shot down: those are what it is about.
    """
    if not weapons or _patterns("of_arms").search(page.words(clause)):
        return tuple(weapons)
    return tuple(w for w in weapons if not _is_spoken_of(page, clause, w))


def named(weapons: Sequence[Weapon]) -> tuple[Weapon, ...]:
    """The weapons that are named, and not only a deed done with some: "shelling"."""
    bare = _patterns("deeds")
    return tuple(w for w in weapons if w.designation or not bare.fullmatch(w.as_written))


def of_more(page: Page, clause: Span, told: Sequence[Telling]) -> tuple[Weapon, ...]:
    """The weapons of which a clause tells without naming them: "…, and two more were shot down"."""
    last = told[-1] if told else None
    if last is None or not last.sentence.span.holds(clause):
        return ()
    return last.weapons if _patterns("more_of_them").search(page.words(clause)) else ()


def _is_spoken_of(page: Page, clause: Span, weapon: Weapon) -> bool:
    """Whether a weapon is denied, wanted, opposed, hit, in what was hit by name, or of elsewhen."""
    start = max(clause.start, weapon.span.start - _REACH)
    before = page.words(Span(field=clause.field, start=start, end=weapon.span.start))
    ended = (f"{name}_before" for name in ("denied", "hit", "beside", "wanted", "opposed"))
    held = _patterns("holds_after").match(page.after(weapon.span, 30).lstrip())
    return bool(held) or any(_at_end(name).search(before) for name in ended)


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return any_of(load("weapon_talk")[name])


@cache
def _at_end(name: str) -> re.Pattern[str]:
    words = "|".join(load("weapon_talk")[name])
    return re.compile(rf"(?<!\w)(?:{words})\s*$", re.IGNORECASE)
