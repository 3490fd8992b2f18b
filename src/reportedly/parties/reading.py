"""Reading a phrase that names a speaker or doer: its words, states, parties, roles and name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.parties.phrases import Match, Word, words
from reportedly.parties.roles import Role, role_index
from reportedly.parties.table import Holder, Party, State, StateWord, index
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 400
"""Code points of a phrase that are read; what follows never names the party."""

_TAIL = re.compile(
    r",?\s+(?:who|whom|whose|which|according to|interviewed by|speaking|told|cited by|quoted by|"
    r"as cited|as quoted|whereas|while)\b|,\s+(?:citing|quoting|adding|said|where)\b",
    re.IGNORECASE,
)
_APPOSITION = re.compile(r",\s*(?:\d|an?\b|the\b|who\b|[a-z]+\s)")
_QUOTES = " \t\r\n\"“”„«»'‘’,;:.([{"
_ARTICLE = re.compile(
    r"(?:the|a|an|both|its|their|his|her|our|some|one|two|three|several)\s+", re.IGNORECASE
)
_PARENTHESIS = re.compile(r"(?<=\w)\s*\([^()]{0,80}\)?$")
_PREPOSITIONS = frozenset(
    {"of", "in", "at", "from", "for", "with", "to", "by", "near", "on", "inside", "around"}
)
_TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "sir", "gen", "general", "col", "colonel", "lt", "lieutenant", "maj"}
    | {"major", "capt", "captain", "adm", "admiral", "prof"}
)
_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "van",
        "von",
        "de",
        "der",
        "del",
        "da",
        "di",
        "la",
        "le",
        "abu",
    }
)


@dataclass(frozen=True)
class Phrase:
    """A phrase read: everything that ``resolve`` decides by."""

    text: str
    tokens: Sequence[Word]
    entries: Sequence[Match]
    roles: Sequence[Match]
    person: str | None

    @property
    def parties(self) -> list[Party]:
        """The named parties, in order."""
        return [m.value for m in self.entries if isinstance(m.value, Party)]

    @property
    def holder(self) -> Match | None:
        """The first holder of a public office named, if any."""
        return next((m for m in self.entries if isinstance(m.value, Holder)), None)

    @property
    def states(self) -> list[State]:
        """The states named, without repeats; a region's state only if no state is named."""
        named = [m.value for m in self.entries if isinstance(m.value, StateWord)]
        strong = [word.state for word in named if word.form != "region"]
        return list(dict.fromkeys(strong or [word.state for word in named]))

    @property
    def head(self) -> Role | None:
        """The role of the phrase's head noun: the last before a preposition or comma."""
        match = self.head_match
        return match.value if match else None

    @property
    def head_match(self) -> Match | None:
        """Where the head's role stands; behind a person's name it begins after the comma."""
        roles = list(self.roles)
        first = roles[0].first if roles and self._name_leads() else 0
        before = [m for m in roles if not self._crossed(first, m.first)]
        return before[-1] if before else next(iter(roles), None)

    def _name_leads(self) -> bool:
        return self.person is not None and self.text.startswith(self.person)

    def _crossed(self, first: int, last: int) -> bool:
        """Whether a preposition or comma stands between these words."""
        covered = {i for m in (*self.roles, *self.entries) for i in range(m.first, m.last)}
        for i in range(first, last):
            after = self.text[self.tokens[i].end : self.tokens[i].end + 1]
            if i not in covered and self.tokens[i].folded in _PREPOSITIONS:
                return True
            if after in ",(":
                return True
        return False

    def role(self, category: str) -> Role | None:
        """The first role of a category, if any."""
        return next((m.value for m in self.roles if m.value.category == category), None)


def clean(phrase: str) -> str:
    """The phrase without quotation marks, leading articles and trailing clauses.

    >>> clean("“the residents of Orle, who fled")
    'residents of Orle'
    """
    text = phrase[:LONGEST].strip(_QUOTES)
    tail = _TAIL.search(text)
    text = text[: tail.start()] if tail and tail.start() > 2 else text
    article = _ARTICLE.match(text)
    text = text[article.end() :] if article else text
    return _PARENTHESIS.sub("", text).strip(_QUOTES + ")]}")


def read(phrase: str, persons: Sequence[str] = ()) -> Phrase:
    """The phrase, read."""
    text = clean(phrase)
    tokens = words(text)
    entries = list(index().find_in(text, tokens))
    taken = {i for m in entries for i in range(m.first, m.last)}
    roles = [m for m in role_index().find_in(text, tokens) if not _within(m, taken)]
    person = _given(text, persons) or _person(text, tokens, entries, roles)
    return Phrase(text, tokens, entries, roles, person)


def _within(match: Match, taken: set[int]) -> bool:
    return all(i in taken for i in range(match.first, match.last))


def _given(text: str, persons: Sequence[str]) -> str | None:
    """The longest of the persons known from the page that the phrase names."""
    named = [one for one in persons if one and len(one) > 2 and one in text]
    return max(named, key=len, default=None)


def _person(
    text: str, tokens: Sequence[Word], entries: Sequence[Match], roles: Sequence[Match]
) -> str | None:
    """A person's name by its capitals: at the start before a comma, or after a role word."""
    blocked = {i for m in (*entries, *roles) for i in range(m.first, m.last)}
    role_ends = {m.last for m in roles}
    for first, last in _capital_runs(text, tokens, blocked):
        name = text[tokens[first].start : tokens[last - 1].end]
        after = text[tokens[last - 1].end :].lstrip()
        after_role = first in role_ends and last - first <= 4
        told_of = bool(_APPOSITION.match(after)) or (last - first >= 2 and bool(roles or entries))
        if _is_organisation(tokens[last - 1]):
            continue
        if after_role or (first == 0 and after[:1] in {",", "("} and told_of):
            return name
    return None


def _is_organisation(word: Word) -> bool:
    """Whether a name that ends on this word is an organisation's."""
    return word.folded in load("actors_roles")["organisation_words"]


def _capital_runs(text: str, tokens: Sequence[Word], blocked: set[int]) -> list[tuple[int, int]]:
    """Runs of capitalised words that no table knows, titles cut from their start."""
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        j = i
        while (
            j < len(tokens)
            and j not in blocked
            and _name_word(tokens, j, i)
            and _near(text, tokens, j, i)
        ):
            j += 1
        start = i
        while start < j and tokens[start].folded in _TITLES:
            start += 1
        if start < j:
            runs.append((start, j))
        i = max(j, i + 1)
    return runs


def _name_word(tokens: Sequence[Word], j: int, i: int) -> bool:
    word = tokens[j]
    if word.text[0].isupper():
        return True
    return word.folded in _PARTICLES and (j > i or word.folded in {"al", "el", "von", "van"})


def _near(text: str, tokens: Sequence[Word], j: int, i: int) -> bool:
    return j == i or text[tokens[j - 1].end : tokens[j].start] in {" ", "-", ". ", "’", "'", "\n"}


def proxied(phrase: Phrase) -> tuple[State, str] | None:
    """The state behind "pro-Russian", "Moscow-installed" or "backed by Tehran", and the bond.

    The bond is "installed" or "backed".
    """
    vocabulary = load("actors_roles")
    for match in phrase.entries:
        if isinstance(match.value, StateWord):
            bond = _bond(phrase, match, vocabulary["installed"], vocabulary["backed"])
            if bond:
                return match.value.state, bond
    return None


def _bond(phrase: Phrase, match: Match, installed: list[str], backed: list[str]) -> str | None:
    tokens = [word.folded for word in phrase.tokens]
    near = [tokens[match.last]] if match.last < len(tokens) else []
    before = [word for word in tokens[max(0, match.first - 3) : match.first] if word != "the"]
    if before[-1:] == ["by"]:
        near += before[-2:-1]
    if any(word in installed for word in near):
        return "installed"
    if before[-1:] == ["pro"] or any(word in backed for word in near):
        return "backed"
    return None
