"""Who takes part in a happening, and the coders' rules by which that decides its sub type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from reportedly.openings import Opened
from reportedly.stages.extract.patterns import any_of
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportedly.records import Span
    from reportedly.stages.extract.page import Page, Sentence

# sub types of generic words, before anything types them and where nothing else has
GENERIC, UNKNOWN = "generic", "unknown"
# who speaks takes no part: "police said", "an army spokesman"
_SPEAKS = re.compile(
    r"[’']?s?\s+(?:(?:has|have|had|also)\s+)?(?:said|says?|told|reported|confirmed|spokes\w+|sources?|officials?|chief|"
    r"academy|statement|report)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|got)\s+(?:(?!\w+ing\b|to\b|able\b)\w+\s+){0,2}$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:from|against|on|at|of|to|into|in|near|with|for|between|over)\s+"
    r"(?:(?!(?:and|by|that|when|as|while|after)\b)[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
_NEAR = 60  # characters after a trigger in which "by" can name its doer


@dataclass(frozen=True)
class Scene:
    """A happening as a rule sees it: words, and groups of people by part.

    ``words``: of its clause; ``beyond``: of its sentence and the next; ``told``: of its trigger.
    """

    words: str
    beyond: str
    told: str
    doers: frozenset[str]
    met: frozenset[str]


@dataclass(frozen=True)
class Rule:
    """A rule of the vocabulary: all that it names must hold; ``why`` says it to a reader.

    ``sub_type`` None: what is told is no happening to be coded.
    """

    sub_type: str | None
    why: str
    before: frozenset[str]
    doer: frozenset[str]
    met: frozenset[str]
    told: re.Pattern[str] | None
    said: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    beyond: bool

    def holds(self, sub_type: str, scene: Scene) -> bool:
        """Whether a happening of a sub type, in a scene, is what the rule speaks of."""
        return (
            sub_type in self.before
            and (not self.doer or bool(self.doer & scene.doers))
            and (not self.met or bool(self.met & scene.met))
            and (not self.told or bool(self.told.search(scene.told)))
            and self._fits(scene.beyond if self.beyond else scene.words)
        )

    def _fits(self, words: str) -> bool:
        said = all(pattern.search(words) for pattern in self.said)
        return said and not (self.unless and self.unless.search(words))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of ``vocab/en/scenes.yaml``, the first that holds decides."""
    return tuple(_rule(row) for row in load("scenes")["rules"])


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        sub_type=row["sub"],
        why=row["why"],
        before=frozenset(row["from"]),
        doer=frozenset(row.get("doer", ())),
        met=frozenset(row.get("met", ())),
        told=any_of(row["told"]) if "told" in row else None,
        said=tuple(any_of(row[name]) for name in ("said", "also") if name in row),
        unless=any_of(row["unless"]) if "unless" in row else None,
        beyond=row.get("beyond", False),
    )


def ruled(sub_type: str, scene: Scene) -> Rule | None:
    """The first rule that speaks of a sub type in a scene."""
    return next((rule for rule in rules() if rule.holds(sub_type, scene)), None)


@dataclass(frozen=True)
class _Group:
    name: str
    start: int
    end: int


def scene(page: Page, sentence: Sentence, clause: Span, trigger: Span) -> Scene:
    """Who does what is told of in a clause, and who else its sentence tells of."""
    span = sentence.span
    groups = _groups(page.article.field(span.field), span.start, span.end)
    inside = [g for g in groups if clause.start <= g.start and g.end <= clause.end]
    doers = frozenset(g.name for g in _doers(page, inside, trigger))
    met = frozenset(g.name for g in groups)
    return Scene(page.words(clause), _with_next(page, sentence), page.words(trigger), doers, met)


def _with_next(page: Page, sentence: Sentence) -> str:
    """The words of a sentence and of the next in its paragraph."""
    near = [
        s
        for s in page.sentences[sentence.index : sentence.index + 2]
        if (s.span.field, s.paragraph) == (sentence.span.field, sentence.paragraph)
    ]
    return " ".join(s.words for s in near)


def _doers(page: Page, groups: Iterable[_Group], trigger: Span) -> list[_Group]:
    """The group named after "by", else the subject before an active trigger, the nearest."""
    text = page.article.field(trigger.field)
    known = list(groups)
    near = [g for g in known if trigger.end <= g.start <= trigger.end + _NEAR]
    named = [g for g in near if _BY.search(text[trigger.start : g.start])]
    if named:
        return named[:1]
    before = [g for g in known if g.start <= trigger.start and not _is_object(text, g)]
    passive = bool(_PASSIVE.search(text[max(0, trigger.start - 30) : trigger.start]))
    return [] if passive else before[-1:]


def _is_object(text: str, group: _Group) -> bool:
    """Whether a group stands after a preposition: "on Taliban militants", "from the rebels"."""
    return bool(_PREPOSITION.search(text[max(0, group.start - 40) : group.start]))


def parts(words: str) -> frozenset[str]:
    """The groups of people that words tell of: rebels, protesters, civilians and the like.

    >>> sorted(parts("The rebels shot two villagers."))
    ['civilians', 'rebels']
    """
    return frozenset(n for n, one in _patterns().items() if one.pattern.search(words))


@cache
def _patterns() -> Mapping[str, Opened]:
    return {name: Opened(any_of(words)) for name, words in load("scenes")["groups"].items()}


@lru_cache(8)  # each happening of a sentence asks
def _groups(text: str, first: int, last: int) -> list[_Group]:
    """The groups of people of a sentence in order, the longest words where two overlap."""
    found = [
        _Group(name, match.start(), match.end())
        for name, pattern in _patterns().items()
        for match in pattern.finditer(text, first, last)
        if not _SPEAKS.match(text, match.end(), last)
    ]
    return sorted((g for g in found if not _is_held(g, found)), key=lambda g: g.start)


def _is_held(group: _Group, groups: Iterable[_Group]) -> bool:
    """Whether longer words of another group hold these: "student" in "student protesters"."""
    return any(
        g.start <= group.start and group.end <= g.end and g.end - g.start > group.end - group.start
        for g in groups
    )
