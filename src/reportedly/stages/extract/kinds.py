"""The sub type of a clause: its strongest words, or generic words typed by what is around."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportedly.stages.extract.roles import roles
from reportedly.stages.extract.scenes import GENERIC, UNKNOWN, ruled, scene
from reportedly.stages.extract.triggers import TYPE_OF, triggers
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Count, Span, Weapon
    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.tellings import Telling
    from reportedly.stages.extract.triggers import Trigger

_TAKING = "Non-violent transfer of territory"
_FIGHT = "Armed clash"
_BOMBER = "Suicide bomb"
_REGAIN = "Government regains territory"
_TERRITORY = (_TAKING, _REGAIN)  # nobody is harmed by a change of hands alone
_MINOR = ("Other", "Change to group/activity", "Arrests", "Agreement", "Disrupted weapons use")


@dataclass(frozen=True)
class Around:
    """What types generic words: the sentence, the clause's weapons and counts, what was told."""

    sentence: Sentence
    weapons: Sequence[Weapon]
    counts: Sequence[Count]
    told: Sequence[Telling]


@dataclass(frozen=True)
class Choice:
    """What a clause tells of: the words that say so, the sub type, and why that one."""

    trigger: Trigger
    sub_type: str
    why: str


def choose(
    page: Page, clause: Span, candidates: Sequence[Trigger], around: Around
) -> Choice | None:
    """The happening that a clause is about; None if nothing can be said."""
    idle = any(t.sub_type is None and not t.arrival for t in candidates)
    typed = [t for t in candidates if t.sub_type and not (idle and t.announced and t.setting)]
    fresh = [t for t in typed if not t.definite] or typed
    total = next((t for t in candidates if t.harm), None) if are_totals(around.counts) else None
    if total and all(t.sub_type == "Other" for t in fresh):
        return _typed_around(page, clause, total, around)
    if fresh:
        best = min(
            fresh, key=lambda t: (t.setting, t.aside, t.sub_type in _MINOR, t.rank, t.span.start)
        )
        return _by_words(page, clause, best, around)
    generic = min(
        (t for t in candidates if not t.arrival),
        key=lambda t: t.harm or not _BLAST.match(t.words),
        default=None,
    )
    if generic is None:
        sub_type = by_weapons(around.weapons)
        return Choice(candidates[0], sub_type, "the weapon") if sub_type else None
    return _typed_around(page, clause, generic, around)


def _by_words(page: Page, clause: Span, best: Trigger, around: Around) -> Choice | None:
    """The kind that words say, unless a munition or a rule of the coders says another."""
    assert best.sub_type is not None  # noqa: S101 - `typed` holds none without
    means = _by_named_weapon(best, around)
    if means:
        return Choice(best, means, "the munition named")
    rule = ruled(best.sub_type, scene(page, around.sentence, clause, best.span))
    if rule and not (rule.sub_type == _FIGHT and _on_people_alone(page, clause)):
        return Choice(best, rule.sub_type, rule.why) if rule.sub_type else None
    return Choice(best, _territory(page, clause, best), "its words")


def _typed_around(page: Page, clause: Span, generic: Trigger, around: Around) -> Choice | None:
    """Generic words typed by the means, who took part, what was told just before, or the harm."""
    seen = scene(page, around.sentence, clause, generic.span)
    means = by_weapons(around.weapons)
    rule = ruled(means or GENERIC, seen)
    if rule and not (rule.sub_type == _FIGHT and _on_people_alone(page, clause)):
        return Choice(generic, rule.sub_type, rule.why) if rule.sub_type else None
    unnamed = ruled(UNKNOWN, seen)
    for why, sub_type in (
        ("the weapon", means),
        ("soldiers were lost", _soldiers(page, clause, generic, around)),
        ("a raid that a bomber opened", _by_raid(generic, around.told)),
        ("what was done to whom", _by_suffering(page, clause, generic, around.told)),
        ("a toll of the whole war", _by_war(page, clause, generic, around)),
        ("what was told before it", _as_told_of(generic, around.told)),
        ("the means told of next", _as_told_next(page, around.sentence)),
        (unnamed.why if unnamed else "", unnamed.sub_type if unnamed else None),
        ("who took part", _by_actors(page, clause, generic)),
        ("people were harmed", _by_harm(around.counts)),
    ):
        if sub_type:
            return Choice(generic, sub_type, why)
    return None


def are_totals(counts: Sequence[Count]) -> bool:
    """Whether a clause tells of people harmed so far, not of one happening."""
    return any(c.scope == "cumulative" for c in counts)


def _by_named_weapon(best: Trigger, around: Around) -> str | None:
    """Bombardment or assault with a named munition is typed by what the munition is.

    Bombardment with what only an aircraft or a drone brings is a strike from the air.
    """
    means = by_weapons([w for w in around.weapons if w.designation])
    if best.sub_type == "Shelling/artillery/missile attack":
        return means if means == "Air/drone strike" else None
    return means if _ASSAULT.search(best.words) and means != _FIGHT else None


_ASSAULT = re.compile(r"assault|attack|raid|offensive|opened fire", re.IGNORECASE)


def _territory(page: Page, clause: Span, best: Trigger) -> str:
    """Territory taken with fighting is a clash, by the coders' rule for two states' armies."""
    assert best.sub_type is not None  # noqa: S101 - `typed` holds none without
    if best.sub_type == _TAKING and _takes(best.words):
        return _FIGHT
    if best.sub_type == _REGAIN and not _own_army(page, clause, best):
        return _FIGHT
    return best.sub_type


def _takes(words: str) -> bool:
    """Whether territory words tell of taking a place rather than of leaving it."""
    return not re.search(
        r"withdr|retreat|pull|hand|turned|transfer|ced(?:e|ing)|relinquish|return|cross|without|lost|los(?:e|ing)|\bleft\b",
        words,
        re.IGNORECASE,
    )


def _own_army(page: Page, clause: Span, trigger: Trigger) -> bool:
    """Whether those who take the place are of its own country, or nobody says otherwise."""
    sides = {
        m.value.side
        for m in page.inside("actor", clause)
        if m.value is not None
        and m.span.end <= trigger.span.start
        and m.value.kind == "armed group"
    }
    return not sides


_AIRBORNE = re.compile(r"air-dropped|aerial bomb|glide bomb|\bbomb\b|drone|unmanned", re.IGNORECASE)


@cache
def _weapon_types() -> dict[str, str]:
    return {c: row["sub"] for row in load("events")["by_weapon"] for c in row["classes"]}


def by_weapons(weapons: Sequence[Weapon]) -> str | None:
    """The sub type that the means say, the first weapon that says one."""
    for weapon in weapons:
        if _AIRBORNE.search(weapon.delivery or ""):
            return "Air/drone strike"
        if weapon.class_ in _weapon_types():
            return _weapon_types()[weapon.class_]
    return None


def _soldiers(page: Page, clause: Span, generic: Trigger, around: Around) -> str | None:
    """Soldiers lost without a means told are lost in fighting, and so are so many each day."""
    if _on_people_alone(page, clause):
        return None
    who = {c.who for c in around.counts if c.who}
    lost = generic.harm and any(w.startswith(("soldiers", "fighters", "combatants")) for w in who)
    daily = generic.harm and "civilians" not in who and _DAILY.search(page.words(clause))
    return _FIGHT if lost or daily else None


def _on_people_alone(page: Page, clause: Span) -> bool:
    """Whether the grammar says that people were hit who are no fighters, and none who are."""
    hit = {one.kind for one in roles(page, clause).hit}
    return bool(hit & {"civilians", "official"}) and not hit & {"military", "armed group"}


_DAILY = re.compile(
    r"\b(?:killed|die|died|dying|dead|lost|losing|casualties)\b.{0,20} (?:a|per|each|every) day\b"
)


def _by_raid(generic: Trigger, told: Sequence[Telling]) -> str | None:
    """People harmed where a bomber opened the way for others were harmed in the fight."""
    near = {t.sub_type for t in told[-_RAID:] if t.modality == "asserted"}
    raid = generic.harm and {_BOMBER, _FIGHT} <= near
    return _FIGHT if raid and _as_told(told, generic) in (_BOMBER, _FIGHT) else None


_RAID = 4  # happenings told last among which a bomber and a fight are one raid


def _by_war(page: Page, clause: Span, generic: Trigger, around: Around) -> str | None:
    """People harmed since a war began, by no means told, are of no kind of happening."""
    total = generic.harm and are_totals(around.counts) and _SINCE_WAR.search(page.words(clause))
    return "Other" if total else None


# since the war began, by its name or by the day of its beginning
_SINCE_WAR = re.compile(
    r"\bsince (?:the )?(?:(?:start|beginning|outbreak|end|days?) of )?(?:the )?(?:[\w’'-]+ ){0,2}?"
    r"(?:invasion|war|conflict|february|february 24|24 february|feb\.? 24)\b",
    re.IGNORECASE,
)


def _as_told_of(generic: Trigger, told: Sequence[Telling]) -> str | None:
    """What generic words point back to; a blast is no fight told before it."""
    before = _as_told(told, generic)
    return None if before == _FIGHT and _BLAST.match(generic.words) else before


def _as_told(told: Sequence[Telling], generic: Trigger) -> str | None:
    """The sub type of what was told last: what "the attack" or "three died" points back to.

    A blow points back to an explosion or a strike first, harm to any violence.
    """
    recent = [t.sub_type for t in told if t.sub_type not in _MINOR and _can_be_meant(t, generic)]
    if generic.harm:
        recent = [sub_type for sub_type in recent if sub_type not in _TERRITORY]
    blows = [s for s in recent if TYPE_OF[s] == "Explosions/Remote violence"]
    if blows and not generic.harm:
        return blows[-1]
    return recent[-1] if recent else None


def _can_be_meant(telling: Telling, generic: Trigger) -> bool:
    """Whether words can point back to one told: a blow to no protest, "an attack" to no history."""
    if generic.harm:
        return True
    if TYPE_OF[telling.sub_type] == "Protests":
        return False
    return generic.definite or telling.modality != "historical"


def _as_told_next(page: Page, sentence: Sentence) -> str | None:
    """The explosive means that the next sentence tells of: "Two were hurt. The grenade ..."."""
    following = page.sentences[sentence.index + 1 : sentence.index + 2]
    for near in following:
        if near.span.field != sentence.span.field or near.paragraph != sentence.paragraph:
            continue
        said = [t.sub_type for t in triggers(page, near.span) if t.sub_type and not t.setting]
        blows = [s for s in said if TYPE_OF[s] == "Explosions/Remote violence"]
        return blows[0] if blows else None
    return None


_BOMBED = re.compile(r"bomb(?:ed|ing)", re.IGNORECASE)
_BLAST = re.compile(r"bomb|explo|blast|detonat", re.IGNORECASE)


def _by_actors(page: Page, clause: Span, generic: Trigger) -> str | None:
    """A blow without a means: a blast, or an attack by armed men, on people or on their like."""
    if generic.harm:
        return None
    kinds = {m.value.kind for m in page.inside("actor", clause) if m.value is not None}
    if _BOMBED.fullmatch(generic.words) and kinds & {"military", "government"}:
        return "Air/drone strike"  # an army that bombs does it from the air
    if _BLAST.search(generic.words):
        return "Remote explosive/landmine/IED"
    if "civilians" in kinds:
        return "Attack"
    return _FIGHT if kinds & {"armed group", "military"} else None


def _by_harm(counts: Sequence[Count]) -> str | None:
    """People killed or hurt without a means told: violence against them."""
    harmed = [c for c in counts if c.what in ("killed", "injured")]
    return "Attack" if harmed else None


def _by_suffering(
    page: Page, clause: Span, generic: Trigger, told: Sequence[Telling]
) -> str | None:
    """A blow or harm that the grammar says people or things took: violence against them.

    It goes on with what was told before, unless that was fighting between forces.
    """
    before = _as_told(told, generic)
    if before not in (None, _FIGHT):
        return None
    found = roles(page, clause)
    hit = {one.kind for one in found.hit}
    if hit & {"military", "armed group"}:
        return None
    if _BLAST.search(generic.words):
        army = any(one.kind in ("military", "government") for one in found.doers)
        return "Remote explosive/landmine/IED" if hit and not army else None
    if hit & {"civilians", "official"}:
        return "Attack"
    burnt = re.search(r"burn|destroy|damag|fire|flames|ablaze", generic.words, re.IGNORECASE)
    rebels = any(one.kind == "armed group" for one in found.doers)
    return "Looting/property destruction" if "infrastructure" in hit and (burnt or rebels) else None
