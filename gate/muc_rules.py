"""What of our claims MUC-3/4 would fill in: its rules of what an incident and a filler are.

From the task's description (TASKDOC/templ-doc-basic, template-doc-part1.v7 and part2.v7), as
``write`` projects to other codebooks: nothing here knows an answer key.

- 1.0, 1: attacks by illegal groups on anything but each other and the forces of their own
  nation; "clashes" are none, but where civilians or their property are hit, and nobody else.
- 1.0, 6: recent, within two months of the article, unless no time is told.
- 1.0, 7: specific: not the total of many months or of hundreds of people.
- 7.7, 7.8: an instrument is a gun, an explosive, a projectile, a cutting device, fire or a stone;
  none is given for a kidnapping. A vehicle that brings it is none.
- 7.13 and 1.0, 7: a target is a thing; a place on the list of locations (a town, a quarter, a
  street) is none, and a kidnapping has none.
- Slot 19: people of whom only the number is told are given as the text calls them: "four people".
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from reportedly.parties.phrases import words
from reportedly.parties.table import Party, index
from reportedly.stages.extract import deeds
from reportedly.stages.extract.triggers import TYPE_OF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.records import Actor, Claim, Count, Weapon, When

ROLES: Final = ("weapon", "perpetrator", "organisation", "target", "victim")
Forms = frozenset[str]
"""The head words of one filler in all the ways it is written, in lower case."""

_TYPES: Final = ("Explosions/Remote violence", "Violence against civilians")
_KINDS: Final = ("Looting/property destruction",)
_WAR: Final = ("Air/drone strike", "Shelling/artillery/missile attack")
_KIDNAPPING: Final = "Abduction/forced disappearance"
_RECENT: Final = timedelta(days=62)
_SUMMARY: Final = 100  # people; of so many a text tells no one incident
_FORCES: Final = ("military", "armed group")
_FORCES_THINGS: Final = ("military position", "military base", "barracks")
# "the brigade's installations", "an army helicopter"
_OF_FORCES: Final = re.compile(
    r"\b(?:army|military|brigade|battalion|barracks|garrison|infantry|police|troops|soldiers"
    r"|air force|patrol|guerrilla|rebel)",
    re.IGNORECASE,
)
_NO_INSTRUMENT: Final = frozenset(
    {"aircraft", "helicopter", "armoured vehicle", "warship", "air strike", "riot control agent"}
)
_ANYONE: Final = frozenset({"people", "person", "persons", "individual", "individuals", "others"})
_HARM: Final = ("killed", "injured", "captured", "missing", "detained")


def fillers(claims: Sequence[Claim], published: When | None) -> dict[str, list[Forms]]:
    """What the claims of one document give for each role, each once."""
    found: dict[str, list[Forms]] = {role: [] for role in ROLES}
    for claim in claims:
        if is_incident(claim, published):
            for role, forms in _of_claim(claim):
                merge(found[role], forms)
    return found


def merge(known: list[Forms], forms: Forms) -> None:
    """Add a filler, joined with those that share a way of writing it."""
    same = [one for one in known if one & forms]
    known[:] = [one for one in known if not one & forms] + [forms.union(*same)]


def is_incident(claim: Claim, published: When | None) -> bool:
    """Whether MUC would fill a template for it."""
    kind = claim.event.acled_sub_type
    others = [one for one in claim.targets if not _is_of_forces(one)]
    if TYPE_OF[kind] not in _TYPES and kind not in _KINDS:
        return False
    if (claim.targets and not others) or (kind in _WAR and not others):
        return False
    return _is_specific(claim) and _is_recent(claim, published)


def _is_specific(claim: Claim) -> bool:
    """Whether a claim is of one happening, not a total of many."""
    many = any(_number(one.as_written) >= _SUMMARY for one in claim.targets)
    return not many and not any(
        one.scope != "incident" or (one.low or 0) >= _SUMMARY for one in claim.counts
    )


def _is_of_forces(target: Actor) -> bool:
    """Whether a target is an army, an armed group, or a post of theirs."""
    known = target.kind in _FORCES or target.infrastructure in _FORCES_THINGS
    return known or bool(_OF_FORCES.search(target.as_written))


def _number(phrase: str) -> int:
    """The number of a phrase, 0 for none.

    >>> _number("70,000 people"), _number("the mayor")
    (70000, 0)
    """
    found = re.search(r"\d[\d,]*", phrase)
    return int(found[0].replace(",", "")) if found else 0


def _is_recent(claim: Claim, published: When | None) -> bool:
    """Whether a claim is of the two months before its article, for all that is known."""
    told = claim.when and (claim.when.end or claim.when.start)
    said = published and published.start
    if not told or not said:
        return True
    return date.fromisoformat(said[:10]) - _last_day(told) <= _RECENT


def _last_day(told: str) -> date:
    """A day cut to what is known of it, at its latest.

    >>> str(_last_day("1989")), str(_last_day("1989-02"))
    ('1989-12-31', '1989-02-28')
    """
    return date.fromisoformat({4: f"{told}-12-31", 7: f"{told}-28"}.get(len(told), told[:10]))


def _of_claim(claim: Claim) -> Iterator[tuple[str, Forms]]:
    kidnapping = claim.event.acled_sub_type == _KIDNAPPING
    for weapon in claim.weapons:
        if not kidnapping and (means := _instrument(weapon)):
            yield "weapon", frozenset({head(means)})
    for actor in claim.actors:
        yield from doer(actor)
    for count in claim.counts:
        if people := _people(count):
            yield "victim", frozenset({people})
    for thing in claim.targets:
        if not thing.infrastructure:
            yield "victim", frozenset({head(thing.as_written)})
        elif not kidnapping and head(thing.as_written) not in deeds.areas():
            yield "target", frozenset({head(thing.as_written)})


# "a bomb attack": the means is the bomb
_DEED = re.compile(
    r"\s*\b(?:attacks?|explosions?|(?:fire)?bombings?|bombardments?|strikes?|blasts?|fire|shelling"
    r"|torture)$",
    re.IGNORECASE,
)
_ROUNDS = re.compile(r"\b(?:bullets?|ammunition|cartridges?|rounds|clips?|cal(?:iber|ibre))$", re.I)


def _instrument(weapon: Weapon) -> str | None:
    """The words of a weapon that MUC's list has a kind for."""
    means = _DEED.sub("", weapon.as_written)
    unlisted = weapon.class_ in _NO_INSTRUMENT or _ROUNDS.search(means)
    return None if unlisted else means


def _people(count: Count) -> str | None:
    """The word for people who suffered and of whom a count tells nothing more."""
    told = count.what in _HARM and count.low != 0 and count.scope == "incident"
    said = (word.folded for word in words(count.phrase)) if told else ()
    return next((word for word in said if word in _ANYONE), None)


_AFTER_HEAD = re.compile(
    r"\s+(?:of|from|in|at|on|who|which|that|with|for|near|by|to|belonging|wearing|carrying"
    r"|armed with)\s|[\[(,]",
    re.IGNORECASE,
)


# "the Front [X] guerrillas": the head stands behind the brackets
_BRACKETS = re.compile(r"\s*[\[(][^\])]*[\])](?=\s+\w)")


def head(phrase: str) -> str:
    """The head word of a noun phrase: the last before what follows it, in lower case.

    >>> head("members of the Front [X]"), head('the "Sol" farm')
    ('members', 'farm')
    """
    text = _BRACKETS.sub("", phrase).strip().strip("\"'“”")
    cut = _AFTER_HEAD.search(text, 1)
    tokens = words(text[: cut.start()] if cut else text)
    return tokens[-1].folded if tokens else text.casefold()


_BODIES = frozenset(
    {"army", "forces", "force", "military", "police", "government", "front", "movement", "navy"}
    | {
        "organization",
        "organisation",
        "command",
        "cartel",
        "mafia",
        "mafias",
        "cartels",
        "regime",
        "administration",
        "party",
        "alliance",
        "guard",
    }
)
"""Heads of phrases for bodies, which the key holds to be organisations and not people."""
_MEMBERS = re.compile(r"\bof\s+(?:the\s+)?(.+)$", re.IGNORECASE | re.DOTALL)


def doer(actor: Actor) -> Iterator[tuple[str, Forms]]:
    """An organisation by name, people by what they are called, or people of an organisation."""
    named, written = _named(actor.as_written), head(actor.as_written)
    body = written in _BODIES or actor.as_written in (*named, actor.name)
    names = [head(one) for one in named] + [written] * body
    if actor.id and actor.name:
        short, _, rest = actor.name.partition(" (")
        names.append(head(rest.rstrip(")") or short))
    of = _MEMBERS.search(actor.as_written)
    if of and head(of[1]) in _BODIES:
        names.append(head(of[1]))
    if names:
        yield "organisation", frozenset(names)
    if not body:
        yield "perpetrator", frozenset({written})


@cache
def _named(phrase: str) -> tuple[str, ...]:
    """The names of the table in a phrase."""
    return tuple(
        phrase[m.start : m.end] for m in index().find(phrase) if isinstance(m.value, Party)
    )
