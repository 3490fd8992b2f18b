"""What words and rules say of a clause, checked against what the tagger reads in all its words.

Rules know the coders' book and decide which kind it is; the tagger knows what a telling looks like.
So it can drop what only looks like one, and add what no rule has words for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from reportedly.model.labels import NOTHING
from reportedly.records import Span
from reportedly.stages.extract.kinds import Choice, by_weapons
from reportedly.stages.extract.triggers import ACLED_TYPES, TYPE_OF, Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Told
    from reportedly.records import Count, MentionKind
    from reportedly.stages.extract.kinds import Around
    from reportedly.stages.extract.page import Page

AS_A_WHOLE: Final = "the clause as a whole"
_WEAK: Final = frozenset(
    {
        "soldiers were lost",
        "what was told before it",
        "the means told of next",
        "who took part",
        "people were harmed",
    }
)
# what a clause must name, one of these at least, for the tagger to add it alone
_HOLDS: Final[tuple[MentionKind, ...]] = ("place", "time", "count", "weapon")
# what is mostly told before it happens, in words of procedure that the tagger takes for nothing
_ANNOUNCED: Final = ("Other", "Agreement")
# without a place or a number, half of a war's background reads like it
_DRIFT: Final = "Change to group/activity"
_FIGHT: Final = "Armed clash"
_BLOWS: Final = "Explosions/Remote violence"
# chances, chosen on the even halves of casework and CASE 2021: above which it is nothing, by the
# strength of the words; below which it is something, of a type and a kind at least so likely
_NOTHING: Final = 0.9
_NOTHING_COUNTED: Final = 0.97
_NOTHING_WEAK: Final = 0.8
_TOLD: Final = 0.15
_SURE_TYPE: Final = 0.5
_KIND: Final = 0.3
_SURER: Final = 0.7  # above which violence read stands against a civil matter told
_PROSPECT: Final = 0.5


def judged(
    page: Page,
    clause: Span,
    candidates: Sequence[Trigger],
    choice: Choice | None,
    around: Around,
) -> Choice | None:
    """What a clause tells of by both; without what the tagger reads, as words and rules say.

    A clause that counts the killed or injured tells of something, whatever the tagger reads.
    """
    told = page.told_over(clause)
    if told is None:
        return choice
    if choice and any(_harms(count) for count in around.counts):
        return _struck(choice, told, around)
    if choice is None:
        held = {kind for kind in _HOLDS if page.inside(kind, clause)}
        made = _read(candidates, told, clause, around) if held else None
        return None if made and made.sub_type == _DRIFT and held == {"time"} else made
    most = _NOTHING_WEAK if choice.why in _WEAK else _NOTHING
    most = _NOTHING_COUNTED if around.counts else most
    announced = choice.sub_type in _ANNOUNCED
    if told.kinds[NOTHING] > most and not announced:
        return None
    return _retyped(choice, told, around)


def _harms(count: Count) -> bool:
    return count.what in ("killed", "injured") and count.low != 0


def _struck(choice: Choice, told: Told, around: Around) -> Choice:
    """Harm to people by the blow that is surely read: "the strike killed three"."""
    kind, sure = _likeliest(told)
    by_harm = choice.why == "people were harmed" and choice.sub_type == "Attack"
    if not by_harm or TYPE_OF[kind] != _BLOWS or sure < _SURER:
        return choice
    return Choice(choice.trigger, by_weapons(around.weapons) or kind, AS_A_WHOLE)


def _retyped(choice: Choice, told: Told, around: Around) -> Choice:
    """A civil matter that words tell of gives way to the violence that is surely read.

    So does a fight that nothing but the parties named tells of, to the blow that is surely read.
    """
    kind, sure = _likeliest(told)
    if choice.trigger.sub_type is None and choice.sub_type == _FIGHT and sure > _SURER:
        blow = by_weapons(around.weapons) or kind
        if TYPE_OF[kind] == _BLOWS and told.kinds[kind] > _KIND and not choice.trigger.harm:
            return Choice(choice.trigger, blow, AS_A_WHOLE)
    civil = choice.sub_type == "Other" and not _is_prospect(told)
    if not civil or sure < _SURER or TYPE_OF[kind] == TYPE_OF["Other"]:
        return choice
    return Choice(choice.trigger, kind, AS_A_WHOLE)


def _read(candidates: Sequence[Trigger], told: Told, clause: Span, around: Around) -> Choice | None:
    """What the tagger alone reads, where it is sure; its heaviest word is the one to point at.

    The means named, if any, say the kind of a blow: the tagger takes all munitions for one.
    """
    kind, sure = _likeliest(told)
    unsure = told.kinds[NOTHING] > _TOLD or sure < _SURE_TYPE or told.kinds[kind] < _KIND
    if unsure or kind in _ANNOUNCED or _is_prospect(told):
        return None
    at = Span(field=clause.field, start=told.word[0], end=told.word[1])
    near = next((t for t in candidates if t.span.meets(at)), None)
    trigger = near or Trigger(at, "", None, 0, definite=False)
    if TYPE_OF[kind] == _BLOWS:
        kind = by_weapons(around.weapons) or kind
    return Choice(replace(trigger, sub_type=kind), kind, AS_A_WHOLE)


def _is_prospect(told: Told) -> bool:
    """Whether a clause speaks of what is yet to come or may come."""
    return told.moods["planned"] + told.moods["conditional"] > _PROSPECT


def _likeliest(told: Told) -> tuple[str, float]:
    """The likeliest kind of the likeliest of the coders' six types, and the chance of the type."""
    types: dict[str, float] = defaultdict(float)
    for kind, chance in told.kinds.items():
        if kind != NOTHING:
            types[TYPE_OF[kind]] += chance
    best = max(types, key=lambda t: types[t])
    return max(ACLED_TYPES[best], key=lambda k: told.kinds.get(k, 0.0)), types[best]
