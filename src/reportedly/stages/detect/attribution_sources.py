"""Whose words they are: a source's own name behind a pronoun, a message or a list.

The tagger marks the grammatical subject; here "they" of "from the General Staff they assured"
becomes the General Staff, "the statement of the ministry" the ministry, and "who" of "Orlo, who
said" Orlo. A pronoun that nothing stands for is no source.
"""

from __future__ import annotations

import re
from functools import cache

from reportedly.stages.detect.attribution_rules import LISTED
from reportedly.stages.detect.attribution_words import LIST, Pair, is_voice, names_in, people
from reportedly.vocab import load

_REACH = 160  # characters before a pronoun in which what it stands for is looked for
_RELATIVE = re.compile(r"(?:who|that|which|whom|whose)$", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:what|this|these|those|there|here|the ones?|the first|the same|one|all|all this|"
    r"(?:an)?other|nobody|no one|none|neither|everybody|everyone)$",
    re.IGNORECASE,
)
_IMPERSONAL = re.compile(r"(?:they|it|we|one)$", re.IGNORECASE)
_FROM_WHERE = re.compile(
    r"(?:^|[\s“”\"(])([Ff]rom(?: within)?|[Aa]s (?:for|regards|to)|[Ii]n|[Aa]t|"
    r"[Ii]nside|[Ww]ithin)\s+"
    r"((?:the |its |their )?[^,;:.!?“”\"\n]{2,80}?)\s*,?\s*$"
)
_FROM_SEVERAL = re.compile(rf"\b(?:[Ff]rom|[Ii]n) ({LIST}),? $")
_PLACED = re.compile(r"(?:from|in|at|inside|within) (.{2,80}?),? (?:they|it|we)$", re.IGNORECASE)
_JUDGES = re.compile(r"\s(?:and|but|that|was|were|is|are|has|had|have|by|to|with|where|while)\s")
_NO_LINK = r"(?!(?:with|for|of|to|in|on|from|by|at|about|against|over|is|was|are|were)\b)"
_ARTICLE = r"(?:the|a|an|its|his|her|their|this|that|one|some|another|several)"


def settled(text: str, source: Pair, names: list[Pair]) -> Pair | None:
    """The words that name a source; None where a pronoun stands for nobody in sight.

    >>> text = "A message from the Southern Command reads"
    >>> text[slice(*settled(text, (0, 35), []))]
    'the Southern Command'
    """
    told = text[source[0] : source[1]]
    if _RELATIVE.match(told):
        return _antecedent(text, source[0], names)
    if _NOBODY.match(told):
        return None
    if _IMPERSONAL.match(told):
        return _from_where(text, source[0], names) or source
    if placed := _PLACED.match(told):
        return source[0] + placed.start(1), source[0] + placed.end(1)
    return whole_list(text, behind_message(text, _whole_name(text, source, names)))


def _whole_name(text: str, source: Pair, names: list[Pair]) -> Pair:
    """A source to the end of a name that it breaks off in or before: "the command [of Orle]"."""
    start, end = source
    for first, last in sorted(names):
        if start <= first and last > end and (first < end or _OF.fullmatch(text[end:first])):
            end = last
    return start, end


_OF = re.compile(r" of (?:the )?")


def _antecedent(text: str, at: int, names: list[Pair]) -> Pair | None:
    """The noun before a relative pronoun: "Orlo, who", "it was the army that"."""
    floor = max(0, at - _REACH)
    lead = text[floor:at].rstrip(" ,—–-")
    person = text[at : at + 3].casefold() == "who"
    found = _noun_phrase().search(lead) or (_SOMEBODY.search(lead) if person else None)
    if found is None:
        return None
    source = floor + found.start(1), floor + found.end(1)
    return source if person or speaks(text, source, names) else None


# the noun before "who", whatever it is: only people are "who"
_SOMEBODY = re.compile(
    rf"(?:^|[\s(“\"])((?:{_ARTICLE} (?:{_NO_LINK}[a-z][\w-]* ){{0,3}}?)?"
    r"(?!(?:and|or|but|is|are|was|were)\b)[a-z][\w-]{2,})$"
)


@cache
def _noun_phrase() -> re.Pattern[str]:
    """A name or a word for people at the end of a stretch, with the words that belong to it."""
    nouns = "|".join(sorted(_nouns()))
    head = rf"(?:[A-Z][\w’'.-]*|{nouns})"
    return re.compile(
        rf"(?:^|[\s(“\"])((?:{_ARTICLE} (?:{_NO_LINK}[a-z][\w-]* ){{0,3}}?)?"
        rf"(?:{head}(?: of| for| in)?(?: the)? ){{0,7}}{head})$"
    )


def _from_where(text: str, at: int, names: list[Pair]) -> Pair | None:
    """The institution of "from the General Staff they assured", "in the ministry it is said"."""
    floor = max(0, at - _REACH)
    if (row := _FROM_SEVERAL.search(text[floor:at])) and _all_voices(row.group(1)):
        return floor + row.start(1), floor + row.end(1)
    found = _FROM_WHERE.search(text[floor:at])
    if found is None or _JUDGES.search(found.group(2)):
        return None
    source = floor + found.start(2), floor + found.end(2)
    told = text[source[0] : source[1]]
    by_noun = _has_people(told.split(" of ")[0])
    named = found.group(1).casefold().startswith(("from", "as ")) and speaks(text, source, names)
    return source if by_noun or named or is_voice(told) else None


def _all_voices(row: str) -> bool:
    return all(is_voice(row[a:b]) for a, b in names_in(row, 0, len(row)))


def speaks(text: str, source: Pair, names: list[Pair]) -> bool:
    """Whether a phrase holds a name or a word for people."""
    told = text[source[0] : source[1]]
    named = any(source[0] <= n[0] and n[1] <= source[1] for n in names)
    return named or is_voice(told) or _has_people(told)


def _has_people(told: str) -> bool:
    return any(w in _nouns() for w in re.findall(r"[\w’'-]+", told.casefold()))


@cache
def _nouns() -> frozenset[str]:
    """Words for people and institutions, without pronouns and messages."""
    vocab = load("reporting")
    return people() - frozenset(vocab["pronouns"]) - {"report", "reports", "statement", "study"}


@cache
def _messages() -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns = "|".join(load("reporting")["messages"])
    before = re.compile(
        rf"(?:{_ARTICLE} )?(?:[a-z][\w-]+ ){{0,2}}(?:{nouns})s? "
        r"(?:(?:published|issued|released|shared|posted|sent|signed|made public|quoted) )?"
        r"(?:of|from|by|to) (?=\S)",
        re.IGNORECASE,
    )
    after = re.compile(rf"^(.{{2,80}}?)(?:['’]s?) (?:[a-z][\w-]+ ){{0,2}}(?:{nouns})s?$")
    return before, after


def behind_message(text: str, source: Pair) -> Pair:
    """The author of a message: "the ministry" of "the statement of the ministry"."""
    before, after = _messages()
    told = text[source[0] : source[1]]
    if (found := before.match(told)) and len(told) - found.end() > 1:
        return source[0] + found.end(), source[1]
    if found := after.match(told):
        return source[0], source[0] + found.end(1)
    return source


_JOINED = re.compile(r" (?:and|nor) ")


def whole_list(text: str, source: Pair) -> Pair:
    """A name with the names before it in one list: "Paris" of "Tehran and Paris denounced"."""
    if not text[source[0] : source[1]][:1].isupper():
        return source
    floor = max(0, source[0] - 80)
    before = LISTED.search(text[floor : source[0]])
    if before and not _JOINED.search(text[max(0, source[0] - 5) : source[1]]):
        return source  # "On Monday, Orlo" lists nobody
    return (source[0] - len(before.group(1)), source[1]) if before else source
