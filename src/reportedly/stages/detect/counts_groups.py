"""Groups of people in a sentence: a number with the people it counts, or one person described."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.parties import identify
from reportedly.parties.table import state_called
from reportedly.stages.detect.counts_numbers import Number, number_at
from reportedly.stages.detect.counts_persons import ages_end, dies, is_aged, name_end, opens
from reportedly.stages.detect.counts_words import Cue, Noun, Token, aged, cue_at, nouns, words
from reportedly.vocab import load

_REACH = 6
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "their", "its", "my", "our", "whose"})


@dataclass(frozen=True)
class Group:
    """People counted: bounds, tokens, group, and what their own noun phrase says befell them."""

    low: int | None
    high: int | None
    first: int
    last: int
    who: str | None
    people: bool
    more: bool = False
    single: bool = False
    named: bool = False
    part: bool = False
    state: frozenset[str] = frozenset()
    head: frozenset[str] = frozenset()


def groups(row: list[Token]) -> list[Group]:
    """The groups of a sentence, in order, none within another."""
    found: list[Group] = []
    index = 0
    while index < len(row):
        group = group_at(row, index)
        if group is not None and not (found and _again(row, found[-1], group)):
            found.append(group)
        index = group.last if group else index + 1
    return found


def _again(row: list[Token], before: Group, group: Group) -> bool:
    """Whether a group only says again who was meant: "her cousin, one of the crew, Ana Orlo"."""
    opening = [token.low for token in row[before.last : group.first + 2]]
    if before.single and opening == [",", "one", "of"]:
        return True
    if before.more and before.low == 1 and group.single and opening[:1] == [","]:
        closing = [token.low for token in row[group.last : group.last + 1]]
        return closing == [","]  # "another child, a girl of six, was hurt"
    beside = [token.low for token in row[before.last : group.first]] in ([], [","])
    after = [token.low for token in row[group.last : group.last + 2]]
    listed = after[:1] == ["and"] or after == [",", "and"]
    return before.single and group.single and beside and before.named != group.named and not listed


def group_at(row: list[Token], index: int) -> Group | None:
    """The group that begins at this token."""
    number = number_at(row, index)
    if number is not None:
        return _counted(row, number)
    if row[index].low == "both":
        return _both(row, index)
    if _is_one_more(row, index):
        return Group(1, 1, index, _one_more_end(row, index), None, people=True, single=True)
    if row[index].low in _ARTICLES:
        return _family(row, index) or _another_body(row, index) or described(row, index, index + 1)
    if is_aged(row, index):
        return described(row, index, index)
    return _without_article(row, index)


def _without_article(row: list[Token], index: int) -> Group | None:
    """One person by name, as "he" of whom a death is told, or as headlines tell: "Man shot"."""
    if row[index].text[0].isupper() or row[index].low in ("he", "she"):
        end = name_end(row, index)
        if end > index:
            return Group(1, 1, index, end, None, people=True, single=True, named=True)
        end = dies(row, index)
        if end > index:
            killed = frozenset({"killed"})
            return Group(1, 1, index, end, None, people=True, single=True, state=killed)
    if not opens(row, index):
        return None
    group = described(row, index, index)
    return None if group is None or one_or_many(row, group) else group


def one_or_many(row: list[Token], group: Group) -> bool:
    """Whether a group's noun is one or many alike: "police", "crew"."""
    return one_or_many_at(row, group.first, group.last)


def one_or_many_at(row: list[Token], first: int, last: int) -> bool:
    """Whether a noun among these tokens is one or many alike."""
    found = (nouns().get((token.low,)) for token in row[first:last])
    return any(noun.plural and noun.singular for noun in found if noun)


def _is_one_more(row: list[Token], index: int) -> bool:
    """As in "another was hurt", "and a fourth wounded", "and wounded another"."""
    end = _one_more_end(row, index)
    if index < end and _is_object(row, index, end):
        return True
    if not index < end < len(row):
        return False
    cue = cue_at(row, end)
    return row[end].low in {"is", "was", "critically", "seriously"} or bool(
        cue and cue.what("state")
    )


def _is_object(row: list[Token], first: int, end: int) -> bool:
    """Whether a verb of harm stands right before, and no noun after: "injured another."."""
    verb = cue_at(row, first - 1) if first else None
    ends = end == len(row) or row[end].low in words("after_more")
    return ends and verb is not None and bool(verb.what("active"))


def _one_more_end(row: list[Token], index: int) -> int:
    if row[index].low == "another":
        return index + 1
    ordinal = row[index].low == "a" and row[index + 1 : index + 2]
    return index + 2 if ordinal and row[index + 1].low in words("ordinals") else index


def _both(row: list[Token], index: int) -> Group | None:
    """As in "both were killed", "both men died"."""
    scan = _scan(row, index + 1)
    if scan.noun is not None and scan.noun.plural:
        return Group(2, 2, index, scan.last, _who(row, index, scan), people=True)
    after = row[index + 1].low if index + 1 < len(row) else ""
    if after in {"were", "died", "of"} or after == "later":
        return Group(2, 2, index, index + 1, None, people=True)
    return None


def _family(row: list[Token], index: int) -> Group | None:
    """As in "a family of four"."""
    if [token.low for token in row[index + 1 : index + 3]] != ["family", "of"]:
        return None
    number = number_at(row, index + 3)
    if number is None:
        return None
    return Group(number.low, number.high, index, number.last, None, people=True)


def _another_body(row: list[Token], index: int) -> Group | None:
    """As in "a fifth body": so many are dead by now."""
    ordinal, body = ([token.low for token in row[index + 1 : index + 3]] + ["", ""])[:2]
    dead = row[index].low in {"a", "the"} and body in {"body", "corpse", "fatality"}
    if not dead or ordinal not in words("ordinals"):
        return None
    many = load("counts")["ordinals"].index(ordinal) + 2
    killed = frozenset({"killed"})
    return Group(many, many, index, index + 3, None, people=False, head=killed)


def described(row: list[Token], first: int, start: int) -> Group | None:
    """One person described ("a wounded seven-year-old girl", "the girl's father")."""
    if start < len(row) and row[start].low == "couple" and row[first].low in {"a", "the"}:
        return Group(2, 2, first, start + 1, None, people=True, single=True)
    scan = _scan(row, start)
    if scan.noun is None or not scan.noun.singular or scan.head:
        return None
    who = _who(row, start, scan)
    end = ages_end(row, name_end(row, scan.last, least=1))
    second = (
        _scan(row, end + 1)
        if first < start and row[end : end + 1] and row[end].low == "and"
        else None
    )
    if (
        second is not None
        and second.noun
        and second.noun.singular
        and not one_or_many_at(row, end + 1, second.last)
    ):
        return Group(
            2, 2, first, second.last, None, people=True, single=True, state=scan.state
        )  # "a man and woman"
    named = end > scan.last or (first == start and is_aged(row, first))
    return Group(1, 1, first, end, who, people=True, single=True, named=named, state=scan.state)


def _counted(row: list[Token], number: Number) -> Group | None:
    low, high, last = number.low, number.high, number.last
    of = last < len(row) and row[last].low == "of"
    if of:
        if last + 1 < len(row) and row[last + 1].low in {"them", "whom", "us", "those"}:
            return Group(low, high, number.first, last + 2, None, people=True, part=True)
        last += 2 if row[last + 1 : last + 2] and row[last + 1].low in _ARTICLES | {"those"} else 1
    more, others = number.more, False
    while last < len(row) and row[last].low in {"more", "others", "other", "further", "additional"}:
        more, others, last = True, others or row[last].low == "others", last + 1
    scan = _cases(row, last) or _scan(row, last)
    plain = scan.noun is None and not scan.head
    told_of = words("word_of") & {token.low for token in row[last : scan.last]}
    if (low, high) == (0, 0) and ((of and scan.head) or told_of):
        return None  # "none of the injuries" is nobody; "no word of victims" says nothing of them
    if plain and scan.strange and not others:
        return None
    if scan.noun and not scan.noun.plural and low not in {0, 1} and not scan.head:
        return None
    if (
        (low, high) == (0, 0)
        and scan.noun
        and not of
        and row[scan.last - 1].low in words("zero_killed_nouns")
    ):
        return Group(0, 0, number.first, scan.last, None, people=False, head=frozenset({"killed"}))
    end = scan.last if not plain else (last if last == number.last or more else number.last)
    who = _who(row, last, scan) if scan.noun else None
    people = others or scan.noun is not None
    end = ages_end(row, end) if people else end
    return Group(low, high, number.first, end, who, people, more, state=scan.state, head=scan.head)


@dataclass(frozen=True)
class _Scan:
    noun: Noun | None
    last: int
    state: frozenset[str] = frozenset()
    head: frozenset[str] = frozenset()
    strange: bool = False


def _scan(row: list[Token], start: int) -> _Scan:
    """What a number or article counts: a noun for people within a few words, or a toll noun."""
    at, noun, end = start, None, start
    state: frozenset[str] = frozenset()
    strange, age = 0, _age_within(row, start)
    while at < len(row) and at - start < _REACH:
        step, found = _noun_at(row, at)
        cue = cue_at(row, at)
        if found is not None:
            noun, end, at = _better(noun, found), at + step, at + step
            continue
        if row[at].low in words("both_nouns") and strange < 3 and not age:
            return _Scan(None, at + 1, head=frozenset({"killed", "injured"}))
        if row[at].low in words("things") and not _noun_at(row, at + 1)[0]:
            return _Scan(None, at, strange=True)
        if cue is not None and cue.what("noun") and strange < 3 and not age:
            toll = _toll(row, cue)
            if toll is not None and (noun is None or not cue.what("state")):
                return toll
        if noun is not None or not _adjective(row, at):
            break
        if cue is not None and cue.what("state"):
            state, at = state | cue.what("state"), cue.last
            continue
        strange, at = strange + 1, at + 1
    if noun is None and age is not None:
        return age
    return _Scan(
        noun, end, state, strange=noun is None and (strange > 0 or bool(state)) and not state
    )


def _cases(row: list[Token], at: int) -> _Scan | None:
    """As in "791 cases of arbitrary detention"."""
    if [token.low for token in row[at : at + 2]] not in (["cases", "of"], ["instances", "of"]):
        return None
    for index in range(at + 2, min(at + 5, len(row))):
        cue = cue_at(row, index)
        if cue is not None and cue.what("of") & {"detained", "missing"}:
            return _Scan(None, cue.last, head=cue.what("of"))
    return None


def _age_within(row: list[Token], start: int) -> _Scan | None:
    """A person told of by age alone, within the words that may stand before a noun."""
    for at in range(start, min(start + _REACH, len(row))):
        person = aged(row[at])
        if person is not None:
            state = (cue_at(row, k) for k in range(start, at))
            said = frozenset[str]().union(*(cue.what("state") for cue in state if cue))
            return _Scan(person, at + 1, said)
        if not _adjective(row, at):
            break
    return None


def _toll(row: list[Token], cue: Cue | None) -> _Scan | None:
    """A toll noun with those joined to it: "deaths and injuries"."""
    if cue is None or not cue.what("noun"):
        return None
    head, last = cue.what("noun"), cue.last
    while last + 1 < len(row) and row[last].low in {"and", "or", "nor", "/"}:
        other = cue_at(row, last + 1)
        if other is None or not other.what("noun"):
            break
        head, last = head | other.what("noun"), other.last
    if cue.what("state") and len(head) == 1:
        return None
    return _Scan(None, last, head=head)


def _noun_at(row: list[Token], at: int) -> tuple[int, Noun | None]:
    for length in (3, 2, 1):
        key = tuple(token.low for token in row[at : at + length])
        if len(key) == length and key in nouns():
            return length, nouns()[key]
    return 0, None


def _better(before: Noun | None, found: Noun) -> Noun:
    """Of "police officers" the group of the first word, the number of the last."""
    if before is None or before.who is None:
        return found
    return Noun(before.who, before.armed, found.plural, found.singular)


def _adjective(row: list[Token], at: int) -> bool:
    """Whether a word can stand between a number and its noun."""
    word = row[at]
    return word.low not in words("stop") and (word.text[0].isalnum() or word.low == "-")


def _side(word: str) -> str | None:
    """The side that a capitalised word of the table stands for."""
    if not word[0].isupper():
        return None
    party = identify(word) or identify(f"{word} forces")
    known = party is not None and (party.wikidata or state_called(party.side) or identify(word))
    return party.side if party is not None and known else None


def _who(row: list[Token], start: int, scan: _Scan) -> str | None:
    """The group's name; armed groups with their side ("soldiers of Ukraine") if it is said."""
    noun = scan.noun
    if noun is not None and noun.who is None and not noun.armed:
        young = (aged(token) for token in row[start : scan.last])
        return "children" if any(one and one.who for one in young) else None
    if noun is None or not noun.armed or noun.who is None:
        return noun.who if noun else None
    for token in row[start : scan.last]:
        side = _side(token.text.removesuffix("'s").removesuffix("’s"))
        if side is not None:
            return f"{noun.who} of {side}"
    captive = any(token.low in {"captured", "captive"} for token in row[start : scan.last])
    return f"captured {noun.who}" if captive else noun.who
