"""Which group of people a verb or noun of harm is about, sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.stages.detect.counts_groups import Group, described, groups, one_or_many
from reportedly.stages.detect.counts_words import (
    Cue,
    Form,
    Token,
    cue_at,
    nouns,
    phrase_at,
    phrases,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_REACH = 14
_NONE: frozenset[str] = frozenset()
_SHOT = frozenset({"shot"})
_COMMON = frozenset({"killed", "injured"})
_OF_ONE = _COMMON | {"shot", "treated"}


@dataclass(frozen=True)
class Linked:
    """A group with what befell it; ``first`` and ``last`` are the tokens to point at."""

    low: int | None
    high: int | None
    who: str | None
    what: frozenset[str]
    first: int
    last: int


@dataclass(frozen=True)
class _Sentence:
    row: list[Token]
    groups: Sequence[Group]
    cues: Sequence[Cue]
    firsts: Sequence[int]

    def near(self, group: Group) -> Sequence[Cue]:
        """The cues that can be about the group: those within reach."""
        start = bisect_left(self.firsts, group.first - _REACH)
        return self.cues[start : bisect_left(self.firsts, group.last + _REACH + 1)]

    def gap(self, first: int, last: int) -> list[str]:
        return [token.low for token in self.row[first:last]]


def linked(row: list[Token], earlier: Linked | None) -> list[Linked]:
    """The counts of one sentence; ``earlier`` is the last count of the sentence before."""
    cues = _cues(row)
    people = _with_deaths_of(row, groups(row))
    sentence = _Sentence(row, people, cues, [cue.first for cue in cues])
    found: list[tuple[Group, Linked]] = []
    for index, group in enumerate(sentence.groups):
        before = found[-1] if found else None
        one = _direct(sentence, index) or _inherited(sentence, group, before, earlier)
        if one is not None:
            found.append((group, one))
    return _merged(sentence, [*found, *_own_voice(sentence), *_by_own_hand(sentence)])


def _cues(row: list[Token]) -> list[Cue]:
    found: list[Cue] = []
    index = 0
    while index < len(row):
        cue = cue_at(row, index)
        if cue is not None:
            found.append(cue)
        index = cue.last if cue else index + 1
    return found


def _with_deaths_of(row: list[Token], found: list[Group]) -> list[Group]:
    """The groups, and one person without an article: "the death of", "killing journalist Ana"."""
    extra = [group for start in _after_harm(row) if (group := _told_at(row, start)) is not None]
    kept = [g for g in found if not (g.named and any(_meet(g, e) for e in extra))]
    added = [e for e in extra if not any(_meet(g, e) for g in kept)]
    return sorted([*kept, *added], key=lambda group: group.first)


def _after_harm(row: list[Token]) -> Iterator[int]:
    """Where a person may be told of without an article."""
    for index in range(len(row) - 2):
        cue = cue_at(row, index)
        if cue is None or cue.last >= len(row) - 1:
            continue
        of_one = cue.what("of") and row[cue.last - 1].low in words("single_of")
        if of_one and row[cue.last].low == "of":
            yield cue.last + 1
        elif "killed" in cue.what("active"):
            yield cue.last


def _told_at(row: list[Token], start: int) -> Group | None:
    group = described(row, start, start)
    return None if group is None or one_or_many(row, group) else group


def _meet(one: Group, other: Group) -> bool:
    return one.first < other.last and other.first < one.last


def _direct(sentence: _Sentence, index: int) -> Linked | None:
    """What a cue says of the group: the nearest reading first."""
    group = sentence.groups[index]
    if group.head:
        return _of_head(sentence, group)
    readers = (_verb_before, _noun_before, _toll_before, _among, _state_after, _verb_after)
    for reader in readers:
        found = reader(sentence, index)
        if found is not None:
            cue, what = found
            return _pointing(sentence, group, cue, what)
    if group.state and group.people:
        return _plain(group, group.state)
    return None


def _plain(group: Group, what: frozenset[str]) -> Linked:
    return Linked(group.low, group.high, group.who, what, group.first, group.last)


def _pointing(sentence: _Sentence, group: Group, cue: Cue, what: frozenset[str]) -> Linked:
    """The count, its span reaching over the cue if it adjoins."""
    first, last = group.first, group.last
    if cue.last <= first and first - cue.last <= 1:
        first = cue.first
    if cue.first >= last and cue.first - last <= 3 and "," not in sentence.gap(last, cue.first):
        last = cue.last
    return Linked(group.low, group.high, group.who, what, first, last)


def _of_head(sentence: _Sentence, group: Group) -> Linked | None:
    """A counted toll noun: "3 deaths", "no casualties"; casualties of both kinds only if none."""
    noun = sentence.row[group.last - 1].low
    zero = (group.low, group.high) == (0, 0)
    if noun in words("both_nouns") and not zero:
        return None
    if group.low == 1 and noun in {"bodies", "dead"}:
        return None
    return _plain(group, group.head)


def _verb_before(sentence: _Sentence, index: int) -> tuple[Cue, frozenset[str]] | None:
    """As in "killed 21 civilians", "wounding 120"."""
    group = sentence.groups[index]
    for cue in sentence.near(group):
        what = cue.what("active")
        if not what or not 0 <= group.first - cue.last <= 2:
            continue
        if not all(word in words("light") for word in sentence.gap(cue.last, group.first)):
            continue
        if group.named and not what <= _OF_ONE:
            continue
        if group.people or what <= _COMMON:
            return cue, what
    return None


def _noun_before(sentence: _Sentence, index: int) -> tuple[Cue, frozenset[str]] | None:
    """As in "the deaths of five people", "the evacuation of 101 civilians"."""
    group = sentence.groups[index]
    for cue in sentence.near(group):
        gap = sentence.gap(cue.last, group.first)
        if group.named and not cue.what("of") <= _OF_ONE:
            continue
        if cue.what("of") and gap[:1] in (["of"], ["to"], ["among"]) and len(gap) <= 2:
            return (cue, cue.what("of")) if group.people or cue.what("of") <= _COMMON else None
    return None


def _toll_before(sentence: _Sentence, index: int) -> tuple[Cue, frozenset[str]] | None:
    """As in "the death toll rose to 15"."""
    group, row = sentence.groups[index], sentence.row
    if group.first == 0 or row[group.first - 1].low not in words("toll_links"):
        return None
    for name, what in (("toll_words", "killed"), ("injured_toll_words", "injured")):
        for at in range(max(0, group.first - 9), group.first):
            length = phrase_at(phrases(name), row, at)
            if length and not {",", ";"} & set(sentence.gap(at, group.first)):
                later = index + 1 < len(sentence.groups) and _goes_to(sentence, index)
                return None if later else (Cue(at, at + length, {}), frozenset({what}))
    return None


def _goes_to(sentence: _Sentence, index: int) -> bool:
    """Whether this is the "12" of "from 12 to 15"."""
    group, following = sentence.groups[index], sentence.groups[index + 1]
    return sentence.gap(group.last, following.first) == ["to"]


def _among(sentence: _Sentence, index: int) -> tuple[Cue, frozenset[str]] | None:
    """As in "Among the dead were three children", "also killed was a medic"."""
    group = sentence.groups[index]
    for cue in sentence.near(group):
        gap = sentence.gap(cue.last, group.first)
        if len(gap) == 1 and gap[0] in words("be") and cue.first > 0:
            opening = sentence.gap(max(0, cue.first - 3), cue.first)
            if {"among", "also", "amongst"} & set(opening):
                return cue, cue.what("state") or cue.what("noun") or cue.what("passive")
    return None


def _state_after(sentence: _Sentence, index: int) -> tuple[Cue, frozenset[str]] | None:
    """As in "three dead", "15 injured", "dozens more were maimed"."""
    group = sentence.groups[index]
    for cue in sentence.near(group):
        if not 0 <= cue.first - group.last <= 3:
            continue
        what = cue.what("state") or cue.what("passive") or cue.what("free")
        gap = sentence.gap(group.last, cue.first)
        if not what or not all(word in words("light") for word in gap):
            continue
        if group.people and "be" not in _voice(gap) and _has_object(sentence, index, cue):
            return None
        if what == _SHOT and not group.people and group.low == 1:
            return None  # "one shot" is no person
        return _agreed(sentence, group, cue, what)
    return None


def _voice(gap: list[str]) -> set[str]:
    """{"be"} if a form of "be" makes the verb passive."""
    return {"be"} if set(gap) & words("be") else set()


def _has_object(sentence: _Sentence, index: int, cue: Cue) -> bool:
    """Whether the group does the harm: "a bomber killed five", "gunmen wounded two guards"."""
    if not cue.what("active"):
        return False
    if set(sentence.gap(cue.last, cue.last + 1)) & words("objects"):
        return True
    if index + 1 >= len(sentence.groups):
        return False
    following = sentence.groups[index + 1]
    gap = sentence.gap(cue.last, following.first)
    return following.first >= cue.last and all(word in words("light") for word in gap)


def _verb_after(sentence: _Sentence, index: int) -> tuple[Cue, frozenset[str]] | None:
    """As in "Several civilians including a French journalist have died"."""
    group = sentence.groups[index]
    if not group.people or group.part:
        return None
    for cue in sentence.near(group):
        if cue.first < group.last:
            continue
        if cue.first - group.last > _REACH or _blocked(sentence, group.last, cue.first):
            return None
        if {"not", "never", "nor"} & set(sentence.gap(cue.first - 2, cue.first)):
            return None
        what = _said_of_subject(sentence, cue)
        if what or not cue.what("state"):
            return _agreed(sentence, group, cue, what) if what else None
    return None


def _blocked(sentence: _Sentence, first: int, last: int) -> bool:
    gap = sentence.gap(first, last)
    if gap[:1] == ["who"] or gap[:2] == [",", "who"]:
        gap = gap[gap.index("who") + 1 :]  # "a boy who was killed"
    return any(word in words("blocking") or word in {";", ":", "."} for word in gap)


def _said_of_subject(sentence: _Sentence, cue: Cue) -> frozenset[str]:
    """What a verb says of the people before it: without "be" only if it needs none."""
    if cue.what("free"):
        return cue.what("free")
    before = sentence.gap(max(0, cue.first - 3), cue.first)
    if cue.what("passive") and set(before) & words("be"):
        return cue.what("passive")
    return _NONE


def _agreed(
    sentence: _Sentence, group: Group, cue: Cue, what: frozenset[str]
) -> tuple[Cue, frozenset[str]] | None:
    """Joins "killed or injured": both if nobody was, unsaid which if somebody was."""
    after = sentence.gap(cue.last, cue.last + 1)
    other = cue_at(sentence.row, cue.last + 1) if cue.last + 1 < len(sentence.row) else None
    joined = after in (["or"], ["nor"], ["and"]) and other is not None
    if other is None or not joined or not (other.what("passive") or other.what("state")):
        return cue, what
    if (group.low, group.high) == (0, 0):
        return Cue(cue.first, other.last, {}), what | (other.what("passive") or other.what("state"))
    return None


def _inherited(
    sentence: _Sentence, group: Group, before: tuple[Group, Linked] | None, earlier: Linked | None
) -> Linked | None:
    """What an earlier count lends: "including two children", "and another three in Lyman"."""
    if before is None:
        return _part(sentence, group, earlier) if earlier and group.part else None
    former, one = before
    gap = sentence.gap(min(max(former.last, one.last), group.first), group.first)
    if group.part:
        return _part(sentence, group, one)
    if group.people and len(gap) <= _REACH and _includes(gap):
        return _plain(group, one.what)
    if group.more and len(gap) <= _REACH and set(gap) & {"and", ",", "with"}:
        return replace(_plain(group, one.what), who=group.who or one.who)
    if group.people and _coordinates(gap) and not (gap == [","] and _speaks(sentence, group)):
        return _plain(group, one.what)
    return None


_LONGEST_SOURCE = 12  # tokens: "a doctor at the main hospital of the town, Ann Lee, said"


def _speaks(sentence: _Sentence, group: Group) -> bool:
    """Whether a group after a comma is who says it: "killing ten people, a priest said"."""
    after = sentence.row[group.last : group.last + _LONGEST_SOURCE]
    for index, token in enumerate(after):
        if token.low in words("speech"):
            return True
        beside = after[max(0, index - 1) : index + 2]  # a name between commas is the same person's
        named = any(near.text[:1].isupper() for near in beside)
        if token.low in {"and", "who", ";", "."} or (token.low == "," and not named):
            return False
    return False


def _includes(gap: list[str]) -> bool:
    """Whether the words before a group say that it is a part of one before."""
    tail = [word for word in gap[-3:] if word != ","]
    return bool({"including", "includes", "included", "include", "namely"} & set(tail)) or tail[
        -2:
    ] == ["among", "them"]


def _coordinates(gap: list[str]) -> bool:
    return 0 < len(gap) <= 3 and all(word in {",", "and", "as", "well", "plus"} for word in gap)


def _part(sentence: _Sentence, group: Group, one: Linked) -> Linked | None:
    """As in "three of them were children": a part of the count before, with its group."""
    row = sentence.row
    at = group.last
    while at < len(row) and row[at].low in words("be"):
        at += 1
    for end in range(min(at + 3, len(row)), at, -1):
        noun = nouns().get(tuple(token.low for token in row[max(at, end - 1) : end]))
        if noun is not None and noun.who is not None:
            return Linked(group.low, group.high, noun.who, one.what, group.first, end)
    return None


def _by_own_hand(sentence: _Sentence) -> list[tuple[Group, Linked]]:
    """As in "before killing himself", "took her own life": one person, whoever it was."""
    return [
        (
            Group(1, 1, cue.first, cue.last, None, people=True),
            Linked(1, 1, None, cue.what("self"), cue.first, cue.last),
        )
        for cue in sentence.cues
        if cue.what("self")
    ]


def _own_voice(sentence: _Sentence) -> list[tuple[Group, Linked]]:
    """As in "I was injured": one person, the speaker."""
    found: list[tuple[Group, Linked]] = []
    for cue in sentence.cues:
        form: Form = "passive"
        if sentence.gap(max(0, cue.first - 2), cue.first) in (["i", "was"], ["i", "got"]):
            group = Group(1, 1, cue.first - 2, cue.first, None, people=True)
            if cue.what(form):
                found.append((group, Linked(1, 1, None, cue.what(form), group.first, cue.last)))
    return found


def _merged(sentence: _Sentence, found: list[tuple[Group, Linked]]) -> list[Linked]:
    """The counts in order, people described one by one ("a woman and a man") taken together."""
    merged: list[tuple[Group, Linked]] = []
    for group, one in sorted(found, key=lambda pair: pair[0].first):
        if merged and _together(sentence, merged[-1], (group, one)):
            merged[-1] = (group, _sum(merged[-1][1], one))
        else:
            merged.append((group, one))
    return [one for _, one in merged]


def _together(sentence: _Sentence, before: tuple[Group, Linked], now: tuple[Group, Linked]) -> bool:
    if not (before[0].single and now[0].single) or before[1].what != now[1].what:
        return False
    gap = sentence.gap(before[0].last, now[0].first)
    listed = sentence.gap(max(0, before[0].first - 1), before[0].first)
    return _coordinates(gap) and not {"including", "includes"} & set(listed)


def _sum(one: Linked, other: Linked) -> Linked:
    low = (one.low or 0) + (other.low or 0)
    who = one.who if one.who == other.who else None
    return Linked(low, low, who, one.what, min(one.first, other.first), max(one.last, other.last))
