"""Which words of a clause say that something happened, and what kind they point to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from reportedly.openings import Opened
from reportedly.records import Event, Span
from reportedly.stages.extract.patterns import any_of
from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.stages.extract.page import Page

ACLED_TYPES = {
    "Battles": (
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Armed clash",
    ),
    "Protests": (
        "Excessive force against protesters",
        "Protest with intervention",
        "Peaceful protest",
    ),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": (
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    ),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}
TYPE_OF = {sub: kind for kind, subs in ACLED_TYPES.items() for sub in subs}

_DEFINITE = re.compile(
    r"(?<!\w)(?:the|this|that|these|those|both)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
# "this attack on" points back, whatever follows
_THIS = re.compile(r"(?<!\w)(?:this|these)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# "the shelling of", "the fall of rockets on": the news itself, not what was told before
_TOLD_OF = re.compile(r"\s+(?:of|on|at|in)\s")
_SETTING = re.compile(
    r"(?<!\w)(?:amid|amidst|in full|in the (?:middle|midst) of|since|during|despite|because of|"
    r"(?:weeks?|months?|days?|years?|threat|target|prospect) of|risk (?:from|of)|"
    r"(?:moment|middle|midst|course|stage|phase) (?:in|of)|"
    r"(?:discuss|debat|recall)(?:e|ed|es|s|ing)|(?:talk|comment)(?:ed|s|ing)? (?:about|on))"
    r"\s+(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
# what another happening is told by: its cause, its aim, what a place is known for
_ASIDE = re.compile(
    r"(?<!\w)(?:in (?:retaliation|revenge|response|reprisal|anticipation|connection|relation) "
    r"(?:for|to|of|with)|on (?:suspicion|charges) of|suspected of|charged with|"
    r"accus(?:ed|es|ing) (?:\w+ ){0,2}of|responsible for|(?:the )?scene of|previously|to counter|"
    r"investigation into|victims? of|over (?:the|an?|his|her|their)|linked to|related to|"
    r"involved in|following|wanted for|blamed for|aimed at|calling for|demand\w*|"
    r"anniversary of|known for|part of|ending|end to|support for)"
    r"\s+(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)


_WAR = re.compile(
    r"invasions?|offensives?|siege|battles? (?:for|of|in|against|between)|fighting|hostilities",
    re.IGNORECASE,
)
# "said that fighting had", "and that heavy shelling was": a conjunction, which points at nothing
_THAT = re.compile(
    r"\b(?:and|but|or|\w+(?:ed|id|es|ys|ing)|told \w+|say) that\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)


# "the fighting raged on": told of, not only what something else happened in
_GOES_ON = re.compile(
    r"\s+(?:that |which )?(?:is|was|has|had|have|were|are|began|begun|started|continue[sd]?|"
    r"rage[sd]?|edge[sd]|spread|resume[sd]|intensified|went on|goes on)\b"
)


def _is_war(words: str, definite: bool) -> bool:
    """Whether words name the war that a page speaks of ("the invasion"), not a happening in it."""
    return definite and bool(_WAR.fullmatch(words))


@dataclass(frozen=True)
class Trigger:
    """The words of a happening. ``sub_type`` None: generic words, typed by what is around.

    ``rank`` is the place of the sub type in the vocabulary, the most telling first.
    ``definite``: "the attack", which points back to a happening already told. ``setting``:
    "amid fighting", what the happening took place in. ``aside``: "in retaliation for the raid",
    by which another happening is told. ``harm``: generic
    words of harm to people, not of a blow struck; ``arrival``: words that tell of a blow only
    beside a weapon; ``announced``: words that tell of something only as a plan.
    """

    span: Span
    words: str
    sub_type: str | None
    rank: int
    definite: bool
    setting: bool = False
    aside: bool = False
    harm: bool = False
    arrival: bool = False
    announced: bool = False


@dataclass(frozen=True)
class _Row:
    sub_type: str
    pattern: Opened
    announced: bool = False


@cache
def _rows() -> tuple[_Row, ...]:
    kinds = load("events")["sub_types"]
    strong = [(r["sub"], r["strong"], False) for r in (*kinds, *load("deeds")["triggers"])]
    planned = [(r["sub"], r["planned"], True) for r in kinds if "planned" in r]
    return tuple(
        _Row(sub, Opened(any_of(words)), announced) for sub, words, announced in strong + planned
    )


@cache
def _generic() -> dict[str, Opened]:
    """Words of a blow struck, of harm done, and of a weapon's arrival."""
    vocab = load("events")
    kinds = ("blow", "harm", "arrival")
    return {kind: Opened(any_of(vocab[f"generic_{kind}"])) for kind in kinds}


def triggers(page: Page, span: Span) -> list[Trigger]:
    """Every trigger inside a span, the most telling kind first, then in reading order."""
    text = page.article.field(span.field)
    found = [
        replace(_trigger(page, span, match, row.sub_type, rank), announced=row.announced)
        for rank, row in enumerate(_rows())
        for match in row.pattern.finditer(text, span.start, span.end)
    ]
    found = [t for t in found if not (_in_a_name(page, t.span) or _describes(page, t))]
    found = [t for t in found if not any(_holds(other, t) for other in found)]
    taken = [t.span for t in found]
    for kind, pattern in _generic().items():
        for match in pattern.finditer(text, span.start, span.end):
            trigger = _trigger(page, span, match, None, len(_rows()))
            if not _describes(page, trigger) and not any(
                trigger.span.meets(other) for other in taken
            ):
                found.append(replace(trigger, harm=kind == "harm", arrival=kind == "arrival"))
    return found


_PARTICIPLE = re.compile(
    r"(?:retaken|reclaimed|regained|reconquered|liberated)\b|(?:re)?(?:captured|seized|confiscated|"
    r"intercepted|discovered|found|recovered|destroyed|looted|arrested|detained|"
    r"jailed|imprisoned|downed|missing)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"\b(?:an?|the|this|that|these|those|its|his|her|their|of|some|many|several|other|all|two|three|four|five|six|"
    r"seven|eight|nine|ten|\d+)\s+(?:(?:recently|newly|freshly|just|only just)\s+)?$",
    re.IGNORECASE,
)
_NAMES_NONE = re.compile(
    r"\s*(?:$|[^\w\s]|(?:by|in|on|at|after|before|during|for|and|or|from|with|near|as|over|since|when|while|to|out|up|"
    r"down|last|this|there|early|late|was|were|is|are|had|has|have|a|an|the|some|dozens|hundreds|\d+)\b)"
)


def _describes(page: Page, trigger: Trigger) -> bool:
    """Whether a participle only describes what a phrase names: "a captured truck"."""
    opens = bool(_PARTICIPLE.match(trigger.words))
    first = trigger.words.split()[0]
    at = Span(
        field=trigger.span.field,
        start=trigger.span.start,
        end=trigger.span.start + len(first),
    )
    names = _NAMES_NONE.match(page.after(at, 12)) is None
    return opens and names and bool(_ARTICLE.search(page.before(at, 24)))


def _in_a_name(page: Page, trigger: Span) -> bool:
    """Whether a trigger is a word of a party's name: "the Army of National Liberation"."""
    return any(
        m.value is not None and m.value.name and m.span.holds(trigger) and m.span != trigger
        for m in page.meeting("actor", trigger)
    )


def _holds(longer: Trigger, shorter: Trigger) -> bool:
    """Whether longer words of another kind hold these: "seized" in "weapons were seized"."""
    kinds = {longer.sub_type, shorter.sub_type}
    return len(kinds) == 2 and longer.span.holds(shorter.span) and longer.span != shorter.span


def _trigger(
    page: Page, span: Span, match: re.Match[str], sub_type: str | None, rank: int
) -> Trigger:
    where = Span(field=span.field, start=match.start(), end=match.end())
    told_of = bool(_TOLD_OF.match(page.after(where, 8)))
    before = page.before(where, 40)
    pointed = bool(_THIS.search(before)) or not told_of
    definite = bool(_DEFINITE.search(before)) and pointed and not _THAT.search(before)
    if _is_war(match.group(), definite) and _GOES_ON.match(page.after(where, 20)):
        definite = False
    setting = bool(_SETTING.search(page.before(where, 50))) or _is_war(match.group(), definite)
    setting = setting and not _done_despite(page, where, match.group())
    aside = bool(_ASIDE.search(page.before(where, 60)))
    return Trigger(where, match.group(), sub_type, rank, definite, setting, aside)


def _done_despite(page: Page, where: Span, words: str) -> bool:
    """Whether somebody did it in spite of which: "despite the army destroying a depot"."""
    doing = words.endswith("ing") and bool(_TAKES.match(page.after(where, 4)))
    return doing and "despite" in page.before(where, 50)


_TAKES = re.compile(r" (?:an?|the|\d+|\w+) ")


@cache
def _plover() -> dict[str, tuple[str, str]]:
    return {r["sub"]: (r["plover"], r["mode"]) for r in load("events")["sub_types"]}


def event(sub_type: str, trigger: Span | None) -> Event:
    """The event record of a sub type, with PLOVER's words for it.

    >>> event("Suicide bomb", None).acled_type
    'Explosions/Remote violence'
    """
    plover, mode = _plover().get(sub_type, ("", ""))
    return Event(
        acled_type=TYPE_OF[sub_type],
        acled_sub_type=sub_type,
        plover=(plover,) if plover else (),
        plover_mode=(mode,) if mode else (),
        trigger=trigger,
    )
