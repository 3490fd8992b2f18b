"""Which group of people a verb or noun of harm is about, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.stages.detect.counts_groups import Group, described, groups, one_or_many
from reportedly.stages.detect.counts_merged import merged
from reportedly.stages.detect.counts_sentence import (
    REACH,
    Linked,
    Sentence,
    coordinates,
    cues,
)
from reportedly.stages.detect.counts_taken import goes_on_elsewhere, taken
from reportedly.stages.detect.counts_words import (
    Cue,
    Token,
    cue_at,
    nouns,
    phrase_at,
    phrases,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_NONE: frozenset[str] = frozenset()
_DENYING = frozenset({"not", "never", "nor", "neither", "none", "no"})
_HIT = frozenset({"shot", "treated"})
_COMMON = frozenset({"killed", "injured"})
_OF_ONE = _COMMON | {"shot", "treated"}


def linked(row: list[Token], earlier: Linked | None) -> list[Linked]:
    """The counts of one sentence; ``earlier`` is the last count of the sentence before."""
    harms = cues(row)
    people = _with_deaths_of(row, groups(row))
    sentence = Sentence(row, people, harms, [cue.first for cue in harms])
    found: list[tuple[Group, Linked]] = []
    for index, group in enumerate(sentence.groups):
        before = found[-1] if found else None
        one = _direct(sentence, index) or _shared(sentence, index)
        one = one or _inherited(sentence, group, before, earlier)
        if one is not None:
            found.append((group, one))
    return merged(sentence, found)


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


def _direct(sentence: Sentence, index: int) -> Linked | None:
    """What a cue says of the group: the nearest reading first."""
    group = sentence.groups[index]
    if group.head:
        return _of_head(sentence, group)
    readers = (taken, _verb_before, _noun_before, _toll_before, _among, _state_after, _verb_after)
    for reader in readers:
        found = reader(sentence, index)
        if found is not None:
            cue, what = found
            return _pointing(sentence, group, cue, _in_the_end(sentence, group, cue, what))
    if group.state and group.people:
        return _plain(group, group.state)
    return None


def _in_the_end(sentence: Sentence, group: Group, cue: Cue, what: frozenset[str]) -> frozenset[str]:
    """What befell one person at last: "a woman who was wounded on Sunday has died"."""
    if not group.single or what & {"killed"} or cue.first < group.last:
        return what
    for later in sentence.cues:
        before = sentence.gap(max(0, later.first - 2), later.first)
        dies = later.first >= cue.last and "killed" in later.what("free")
        between = any(cue.last <= g.first < later.first for g in sentence.groups)
        if dies and not between and set(before) & {"has", "had", "later", "and", "where"}:
            return later.what("free")
    return what


def _shared(sentence: Sentence, index: int) -> Linked | None:
    """What is said of the next group too: "three women and a man injured"."""
    if index + 1 >= len(sentence.groups) or not sentence.groups[index].people:
        return None
    group, following = sentence.groups[index], sentence.groups[index + 1]
    if sentence.gap(group.last, following.first) not in (["and"], [",", "and"]):
        return None
    found = _state_after(sentence, index + 1) if following.people else None
    return _plain(group, found[1]) if found else None


def _plain(group: Group, what: frozenset[str]) -> Linked:
    return Linked(group.low, group.high, group.who, what, group.first, group.last)


def _pointing(sentence: Sentence, group: Group, cue: Cue, what: frozenset[str]) -> Linked:
    """The count, its span reaching over the cue if it adjoins."""
    first, last = group.first, group.last
    if cue.last <= first and first - cue.last <= 1:
        first = cue.first
    if cue.first >= last and cue.first - last <= 3 and "," not in sentence.gap(last, cue.first):
        last = cue.last
    return Linked(group.low, group.high, group.who, what, first, last)


def _of_head(sentence: Sentence, group: Group) -> Linked | None:
    """A counted toll noun: "3 deaths", "no casualties"; casualties of both kinds only if none."""
    noun = sentence.row[group.last - 1].low
    zero = (group.low, group.high) == (0, 0)
    if noun in words("both_nouns") and not zero:
        return None
    if group.low == 1 and noun in {"bodies", "dead"}:
        return None
    return _plain(group, group.head)


def _verb_before(sentence: Sentence, index: int) -> tuple[Cue, frozenset[str]] | None:
    """As in "killed 21 civilians", "wounding 120"."""
    group = sentence.groups[index]
    for cue in sentence.near(group):
        what = cue.what("active")
        if not what or not 0 <= group.first - cue.last <= 2:
            continue
        gap = sentence.gap(cue.last, group.first)
        if "left" in gap or not all(word in words("light") for word in gap):
            continue  # "a shooting left three dead" tells the harm after them
        if (group.named and not what <= _OF_ONE) or _only_meant(sentence, cue):
            continue
        if _drives_nobody(sentence, group, cue):
            continue
        if group.people or what <= _COMMON:
            return cue, what
    return None


def _only_meant(sentence: Sentence, cue: Cue) -> bool:
    """Whether the harm is only intended or possible: "planned to kill", "could kill"."""
    before = sentence.gap(max(0, cue.first - 1), cue.first)
    return sentence.row[cue.first].low in words("base_forms") and bool(
        set(before) & words("before_base_forms")
    )


def _drives_nobody(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether people are forced to something other than to go: "forcing two men to talk"."""
    after = sentence.gap(group.last, group.last + REACH)
    driven = sentence.row[cue.first].low in words("driving") and cue.last - cue.first == 1
    return driven and not words("away") & set(after)


def _noun_before(sentence: Sentence, index: int) -> tuple[Cue, frozenset[str]] | None:
    """As in "the deaths of five people", "the evacuation of 101 civilians"."""
    group = sentence.groups[index]
    for cue in sentence.near(group):
        gap = sentence.gap(cue.last, group.first)
        if group.named and not cue.what("of") <= _OF_ONE:
            continue
        if cue.what("of") and gap[:1] in (["of"], ["to"], ["among"]) and len(gap) <= 2:
            return (cue, cue.what("of")) if group.people or cue.what("of") <= _COMMON else None
    return None


def _toll_before(sentence: Sentence, index: int) -> tuple[Cue, frozenset[str]] | None:
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


def _goes_to(sentence: Sentence, index: int) -> bool:
    """Whether this is the "12" of "from 12 to 15"."""
    group, following = sentence.groups[index], sentence.groups[index + 1]
    return sentence.gap(group.last, following.first) == ["to"]


def _among(sentence: Sentence, index: int) -> tuple[Cue, frozenset[str]] | None:
    """As in "Among the dead were three children", "also killed was a medic"."""
    group = sentence.groups[index]
    for cue in sentence.near(group):
        gap = sentence.gap(cue.last, group.first)
        if gap in (["included"], ["include"], ["includes"]) and cue.first > 0:
            what = cue.what("noun") or cue.what("state")
            if what and group.people and cue.last - cue.first == 1:
                return cue, what & _COMMON
        if len(gap) == 1 and gap[0] in words("be") and cue.first > 0:
            opening = sentence.gap(max(0, cue.first - 3), cue.first)
            if {"among", "also", "amongst"} & set(opening):
                return cue, cue.what("state") or cue.what("noun") or cue.what("passive")
    return None


def _state_after(sentence: Sentence, index: int) -> tuple[Cue, frozenset[str]] | None:
    """As in "three dead", "15 injured", "dozens more were maimed"."""
    group = sentence.groups[index]
    for cue in sentence.near(group):
        if not 0 <= cue.first - group.last <= 3:
            continue
        what = cue.what("state") or cue.what("passive") or cue.what("free")
        gap = sentence.gap(group.last, cue.first)
        if not what or not all(word in words("light") for word in gap):
            continue
        if _plural(sentence, group, cue):
            return None
        if group.people and "be" not in _voice(gap) and _has_object(sentence, index, cue):
            return None
        if what <= _HIT and not group.people and (group.low == 1 or cue.last - cue.first > 1):
            return None  # "one shot" is no person
        return _agreed(sentence, group, cue, what)
    return None


def _voice(gap: list[str]) -> set[str]:
    """{"be"} if a form of "be" makes the verb passive."""
    return {"be"} if set(gap) & words("be") else set()


def _has_object(sentence: Sentence, index: int, cue: Cue) -> bool:
    """Whether the group does the harm: "a bomber killed five", "gunmen wounded two guards"."""
    if not cue.what("active"):
        return False
    single = sentence.groups[index].single
    if set(sentence.gap(cue.last, cue.last + 1)) & words("objects_of_one" if single else "objects"):
        return True
    if index + 1 >= len(sentence.groups):
        return False
    following = sentence.groups[index + 1]
    gap = sentence.gap(cue.last, following.first)
    return following.first >= cue.last and all(word in words("light") for word in gap)


def _verb_after(sentence: Sentence, index: int) -> tuple[Cue, frozenset[str]] | None:
    """As in "Several civilians including a French journalist have died"."""
    group = sentence.groups[index]
    if not group.people or group.part:
        return None
    for cue in sentence.near(group):
        if cue.first < group.last:
            continue
        if _is_far(sentence, group, cue) or _blocked(sentence, group.last, cue.first):
            return None
        if _DENYING & set(sentence.gap(group.last, cue.first)) or _plural(sentence, group, cue):
            return None
        what = _said_of_subject(sentence, cue)
        if what or not cue.what("state"):
            return _agreed(sentence, group, cue, what) if what else None
    return None


def _is_far(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether a cue after a group is out of reach; marks and ages between are not counted.

    Nor is one person's, told of between, that of many: "both fled and a girl was killed".
    """
    gap = sentence.gap(group.last, cue.first)
    if (group.low or 0) > 1 and "was" in gap[-3:]:
        last = [g for g in sentence.groups if group.last <= g.first < cue.first][-1:]
        if last and last[0].single:
            return True
    return sum(word.isalpha() or "-" in word for word in gap) > REACH


def _plural(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether the verb is of many, and so not of one person named alone before it."""
    alone = not {"and", ","} & set(sentence.gap(max(0, group.first - 1), group.first))
    many = {"were", "are", "have"} & set(sentence.gap(group.last, cue.first))
    return group.named and alone and bool(many)


def _blocked(sentence: Sentence, first: int, last: int) -> bool:
    gap = sentence.gap(first, last)
    if gap[:1] == ["who"] or gap[:2] == [",", "who"]:
        gap = gap[gap.index("who") + 1 :]  # "a boy who was killed"
    return any(word in words("blocking") or word in {";", ":", "."} for word in gap)


def _said_of_subject(sentence: Sentence, cue: Cue) -> frozenset[str]:
    """What a verb says of the people before it: without "be" only if it needs none."""
    if cue.what("free"):
        return cue.what("free")
    before = sentence.gap(max(0, cue.first - 3), cue.first)
    if cue.what("passive") and set(before) & words("be"):
        return cue.what("passive")
    return _NONE


def _agreed(
    sentence: Sentence, group: Group, cue: Cue, what: frozenset[str]
) -> tuple[Cue, frozenset[str]] | None:
    """Joins "killed or injured": both if nobody was, unsaid which if somebody was."""
    after = sentence.gap(cue.last, cue.last + 1)
    other = cue_at(sentence.row, cue.last + 1) if cue.last + 1 < len(sentence.row) else None
    joined = after in (["or"], ["nor"], ["and"]) and other is not None
    joining = other.what("passive") | other.what("state") if other is not None else _NONE
    if other is None or not joined or not joining & _COMMON or joining == what:
        return cue, what
    if (group.low, group.high) == (0, 0):
        return Cue(cue.first, other.last, {}), what | (other.what("passive") or other.what("state"))
    return None


def _inherited(
    sentence: Sentence, group: Group, before: tuple[Group, Linked] | None, earlier: Linked | None
) -> Linked | None:
    """What an earlier count lends: "including two children", "and another three in Lyman"."""
    if before is None:
        return _part(sentence, group, earlier) if earlier and group.part else None
    former, one = before
    gap = sentence.gap(min(max(former.last, one.last), group.first), group.first)
    if group.part:
        return _part(sentence, group, one)
    if group.people and len(gap) <= REACH and _includes(gap):
        return _plain(group, one.what)
    ends = set(sentence.gap(group.last, group.last + 1)) <= words("after_more")
    more = group.more and ends and len(gap) <= _MORE_REACH and set(gap) & {"and", ",", "with"}
    if more or goes_on_elsewhere(sentence, group, gap):
        return replace(_plain(group, one.what), who=group.who or one.who)
    if group.people and coordinates(gap) and not (gap == [","] and _speaks(sentence, group)):
        return _plain(group, one.what)
    return None


_MORE_REACH = 9  # tokens: "in the town of Velm, and another three in Orle"
_LONGEST_SOURCE = 12  # tokens: "a doctor at the main hospital of the town, Ann Lee, said"


def _speaks(sentence: Sentence, group: Group) -> bool:
    """Whether a group after a comma is who says it: "killing ten people, a priest said"."""
    after = sentence.row[group.last : group.last + _LONGEST_SOURCE]
    for index, token in enumerate(after):
        if token.low in words("speech"):
            return True
        beside = after[max(0, index - 1) : index + 2]  # a name between commas is the same person's
        named = any(near.text[:1].isupper() and not near.text.isupper() for near in beside)
        if token.low in {"and", "who", ";", "."} or (token.low == "," and not named):
            return False
    return False


def _includes(gap: list[str]) -> bool:
    """Whether the words before a group say that it is a part of one before."""
    tail = [word for word in gap[-3:] if word != ","]
    return bool({"including", "includes", "included", "include", "namely"} & set(tail)) or tail[
        -2:
    ] == ["among", "them"]


def _part(sentence: Sentence, group: Group, one: Linked) -> Linked | None:
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
