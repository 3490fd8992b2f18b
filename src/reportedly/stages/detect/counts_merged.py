"""Counts of one sentence put in order: people told of one by one are taken together."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportedly.stages.detect.counts_groups import Group
from reportedly.stages.detect.counts_sentence import REACH, Linked, Sentence, coordinates
from reportedly.stages.detect.counts_words import Cue, cue_at

if TYPE_CHECKING:
    from reportedly.stages.detect.counts_words import Form

Found = tuple[Group, Linked]


def merged(sentence: Sentence, found: list[Found]) -> list[Linked]:
    """The counts in order, with those of people who are nobody's object: "I", "himself".

    People described one by one ("a woman and a man") are one count; beside a number ("his wife
    and two children", "two men and three women") the sum stands before the parts that say who.
    """
    rows: list[list[Found]] = []
    everyone = [*found, *_own_voice(sentence), *_by_own_hand(sentence)]
    for group, one in sorted(everyone, key=lambda pair: pair[0].first):
        if rows and _together(sentence, rows[-1][-1], (group, one)):
            rows[-1].append((group, one))
        else:
            rows.append([(group, one)])
    summed = (_one_person(sentence, row) or _summed(row) for row in rows)
    return _with_own_hand(sentence, [one for row in summed for one in row])


def _one_person(sentence: Sentence, row: list[Found]) -> list[Linked]:
    """Somebody told of twice, if it is so: "the victim, a girl of 2," is one person."""
    match row:
        case [(group, one), (following, other)] if all(
            who.single and not who.named for who in (group, following)
        ) and sentence.gap(group.last, following.first) == [","]:
            return [replace(one, who=one.who or other.who, last=max(one.last, other.last))]
        case _:
            return []


def _with_own_hand(sentence: Sentence, found: list[Linked]) -> list[Linked]:
    """The dead and their killer as one count: "killed her two daughters before killing herself".

    The dead alone stay beside it where it is said who they are.
    """
    for index, (dead, own) in enumerate(pairwise(found)):
        if own.own and own.what == _KILLED == dead.what and _kills_first(sentence, dead, own):
            low = None if dead.low is None else dead.low + 1
            high = None if dead.high is None else dead.high + 1
            every = replace(dead, low=low, high=high, who=None, last=own.last)
            parts = [dead] if dead.who is not None else []
            return [*found[:index], every, *parts, *found[index + 2 :]]
    return found


_KILLED = frozenset({"killed"})


def _is_bomber(sentence: Sentence, own: Linked) -> bool:
    """Whether one "blew himself up": reports count the dead without him."""
    return own.own and sentence.row[own.last - 1].low == "up"


def _kills_first(sentence: Sentence, dead: Linked, own: Linked) -> bool:
    """Whether others died before one killed himself, by his hand or told with "before"."""
    if dead.own or own.first < dead.last or _is_bomber(sentence, own):
        return False
    gap = set(sentence.gap(dead.last, own.first))
    if gap & {"including", "among", ";"} or not dead.low:
        return False
    verb = cue_at(sentence.row, dead.first)
    does = verb is not None and bool(verb.what("active"))
    return "before" in gap or (does and "who" not in gap)


def _together(sentence: Sentence, before: Found, now: Found) -> bool:
    (group, one), (following, other) = before, now
    exact = one.low == one.high and other.low == other.high and one.low and other.low
    if one.what != other.what or not exact or following.part or following.more:
        return False
    if _is_bomber(sentence, other):
        return False
    listed = sentence.gap(max(0, group.first - 1), group.first)
    if {"including", "includes"} & set(listed):
        return False
    gap = sentence.gap(group.last, following.first)
    if gap == [","] and not _alike(before, now):
        return False  # "two people, a man and a woman" says who the two are
    return bool(gap) and coordinates(gap)


def _alike(before: Found, now: Found) -> bool:
    """Whether both are names, both persons described, or both numbers of people of a kind."""
    (group, one), (following, other) = before, now
    if group.single or following.single:
        return group.single == following.single and group.named == following.named
    return one.who is not None and other.who is not None


def _summed(row: list[Found]) -> list[Linked]:
    """One count of all, then the parts that were counted and say who."""
    first, last = row[0][1], row[-1][1]
    if len(row) == 1:
        return [first]
    low = sum(one.low or 0 for _, one in row)
    groups = {one.who for _, one in row}
    who = first.who if len(groups) == 1 else None
    start, end = min(one.first for _, one in row), max(one.last for _, one in row)
    whole = replace(first, low=low, high=low, who=who, first=start, last=max(end, last.last))
    parts = [
        replace(one, first=group.first, last=group.last)
        for group, one in row
        if (not group.single or one.who == "children") and one.who is not None and who is None
    ]
    return [whole, *parts]


def _by_own_hand(sentence: Sentence) -> list[tuple[Group, Linked]]:
    """As in "before killing himself", "took her own life": one person, whoever it was.

    Who only shot himself is left out where the sentence tells of a death, which may be his.
    """
    fatal = any("killed" in what for cue in sentence.cues for what in cue.forms.values())
    return [
        (
            Group(1, 1, cue.first, cue.last, None, people=True),
            Linked(1, 1, None, cue.what("self"), cue.first, cue.last, own=True),
        )
        for cue in [*sentence.cues, *_and_himself(sentence)]
        if cue.what("self") and (not fatal or cue.what("self") == _KILLED)
    ]


def _and_himself(sentence: Sentence) -> list[Cue]:
    """As in "killed his wife and then himself": the killer is the verb's second object."""
    row = sentence.row
    at = (i for i, token in enumerate(row) if i and token.low in {"himself", "herself"})
    second = [i for i in at if row[i - 1].low in {"and", "then", ","}]
    return [
        Cue(index, index + 1, {"self": _KILLED})
        for index in second
        if any(
            "killed" in cue.what("active") and 0 < index - cue.last <= REACH
            for cue in sentence.cues
        )
    ]


def _own_voice(sentence: Sentence) -> list[tuple[Group, Linked]]:
    """As in "I was injured": one person, the speaker."""
    found: list[tuple[Group, Linked]] = []
    for cue in sentence.cues:
        form: Form = "passive"
        if sentence.gap(max(0, cue.first - 2), cue.first) in (["i", "was"], ["i", "got"]):
            group = Group(1, 1, cue.first - 2, cue.first, None, people=True)
            if cue.what(form):
                found.append((group, Linked(1, 1, None, cue.what(form), group.first, cue.last)))
    return found
