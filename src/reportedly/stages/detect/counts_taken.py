"""People counted by words beside them alone: prisoners taken, and those of a second place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.stages.detect.counts_words import Cue, Token, words

if TYPE_CHECKING:
    from reportedly.stages.detect.counts_groups import Group
    from reportedly.stages.detect.counts_sentence import Sentence


def taken(sentence: Sentence, index: int) -> tuple[Cue, frozenset[str]] | None:
    """As in "took 23 prisoners", "taking three others with them"."""
    group, row = sentence.groups[index], sentence.row
    if group.first == 0 or row[group.first - 1].low not in words("taking") or not group.people:
        return None
    cue = Cue(group.first - 1, group.first, {})
    captives = words("captive_nouns")
    after = [token.low for token in row[group.last : group.last + 2]]
    if row[group.last - 1].low in captives or captives & set(after[:1]):
        return cue, frozenset({"captured"})
    if after[:2] in (["with", "them"], ["with", "it"]):
        return cue, frozenset({"captured"})
    away = after[:1] in (["away"], ["hostage"]) or row[group.last - 1].low in {
        "hostages",
        "hostage",
    }
    return (cue, frozenset({"detained"})) if away else None


def goes_on_elsewhere(sentence: Sentence, group: Group, gap: list[str]) -> bool:
    """Whether a bare number goes on in another place: "six were killed in Orm and two in Velm".

    After a comma alone only before a name: "six in Orm, two in Velm and one in Sarn".
    """
    listed = gap[-1:] in (["and"], [","])
    if group.people or group.head or not listed or not set(gap) & _IN or len(gap) > _LONG:
        return False
    after = sentence.row[group.last : group.last + 2]
    there = len(after) == 2 and after[0].low in _IN and (gap[-1] == "and" or _is_name(after[1]))
    return there and not {";", "said", "but", "while"} & set(gap)


def _is_name(token: Token) -> bool:
    return token.text[0].isupper() and token.low not in words("months") | words("weekdays")


_IN = frozenset({"in", "at", "near", "around"})
_LONG = 12  # tokens: "in the town of Velm, in the north of the country, and"
