"""What a happening has beside its trigger: counts, weapons, who and whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.records import (
    Actor,
    Channel,
    Count,
    Evidence,
    Mention,
    Source,
    Span,
    Weapon,
)
from reportedly.stages.extract import subjects
from reportedly.stages.extract.page import gap
from reportedly.stages.extract.roles import as_actor, roles
from reportedly.stages.extract.sites import in_dateline

if TYPE_CHECKING:
    from reportedly.stages.extract.page import Page, Sentence


def counts(page: Page, clause: Span) -> list[Count]:
    """The numbers of people of a clause."""
    return [m.value for m in page.inside("count", clause) if isinstance(m.value, Count)]


def weapons(page: Page, clause: Span) -> list[Weapon]:
    """The weapons of a clause, each once."""
    found = {m.value.as_written.casefold(): m.value for m in page.inside("weapon", clause)}
    return list(found.values())


_NEAR_WEAPON = 25  # characters between whose and what: "Israeli CBU-52 cluster bombs"
_BY = re.compile(r"\bby\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+){0,3}$")
# "territory occupied by Orle", "a clinic run by the front"
_HELD_BY = re.compile(
    r"\b(?:occupied|controlled|run|owned|backed|supported|supplied|financed|operated|"
    r"governed|ruled|broker\w+) by\s+(?:[\w’'-]+\s+){0,3}$"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|got)\s+(?:(?!\w+ing\b|to\b|able\b)\w+\s+){0,2}$"
)
_ARMED = ("government", "military", "armed group", "official")
_FIGHTERS = re.compile(
    r"\b(?:fighters?|forces|army|militias?|militants?|gunm[ae]n|rebels?|bombers?|attackers?|troops)\b",
    re.IGNORECASE,
)

# who tells of a deed or looks into it far more often than does it
_CIVIL = re.compile(
    r"\b(?:ministry|commission|council|courts?|embassy|department|congress|assembly|prosecutor\w*|"
    r"committee|parliament|senate|agency)\b",
    re.IGNORECASE,
)

_TOLD_BY = re.compile(r"\baccording\s+to\s+(?:\w+\s+)?$")


def actors(
    page: Page, clause: Span, trigger: Span, source: Source | None
) -> tuple[list[Actor], list[Actor]]:
    """Who did it and to whom: parties before an active trigger or after "by", and the rest.

    The grammar of the clause decides, where it tells; else where they stand. A source that
    speaks of its own deeds ("it", "our") is the doer when nobody else is.
    """
    told = roles(page, clause)
    doers, objects = _by_place(page, clause, trigger, source)
    blamed = _blamed(page, clause, source)
    beside = [one for one in doers if 0 <= trigger.start - one.span.end <= 1]
    doers = blamed or told.doers or beside or subjects.acting(page, clause, source) or doers
    objects = told.hit or objects
    doers = doers or _by_their_weapons(page, clause)
    itself = source and (
        _speaks_of_itself(page, clause, source) or _makes_arrests(page, trigger, source)
    )
    if not doers and source and itself:
        doers.append(as_actor(source, source.as_written, source.span))
    return doers, [one for one in objects if not any(one.span.meets(d.span) for d in doers)]


def _by_place(
    page: Page, clause: Span, trigger: Span, source: Source | None
) -> tuple[list[Actor], list[Actor]]:
    """Parties before an active trigger or after "by", and the rest."""
    doers: list[Actor] = []
    objects: list[Actor] = []
    for mention in page.inside("actor", clause):
        speaks = source is not None and source.span.meets(mention.span)
        if isinstance(mention.value, Actor) and not speaks and not in_dateline(page, mention.span):
            if _does(page, mention, trigger):
                doers.append(mention.value)
            elif _suffers(mention.value) and not _is_where(page, mention, trigger):
                objects.append(mention.value)
    return doers, objects


_BLAMES = re.compile(r"\b(?:accus|blam)\w+\s+(?:the\s+)?$", re.IGNORECASE)
_HOLDS = re.compile(r"\bh(?:eld|olds?|olding)\s+(?:the\s+)?$", re.IGNORECASE)
_GUILTY = re.compile(r"\s+(?:responsible|accountable|guilty|to blame)\b")


def _blamed(page: Page, clause: Span, source: Source | None) -> list[Actor]:
    """Whom a source accuses: the name right after the verb."""
    if source is None:
        return []
    named = [*page.inside("actor", clause), *page.inside("place", clause)]
    return [
        actor
        for mention in named
        if _is_blamed(page, mention.span) and (actor := subjects.named_party(mention.text, mention))
    ][:1]


def _is_blamed(page: Page, at: Span) -> bool:
    before = page.before(at, 20)
    held = _HOLDS.search(before) and _GUILTY.match(page.after(at, 20))
    return bool(held or _BLAMES.search(before))


def _by_their_weapons(page: Page, clause: Span) -> list[Actor]:
    """Whose weapons they are: "attacked with Israeli shells"."""
    demonyms = page.inside("demonym", clause)
    weapons = page.inside("weapon", clause)
    return [
        actor
        for mention in demonyms
        if any(0 <= w.span.start - mention.span.end <= _NEAR_WEAPON for w in weapons)
        and (actor := subjects.named_party(f"{mention.text} forces", mention))
    ][:1]


def _does(page: Page, mention: Mention, trigger: Span) -> bool:
    """Whether an actor is a doer by where it stands."""
    actor = mention.value
    armed = actor.kind in _ARMED or bool(_FIGHTERS.search(actor.as_written))
    if actor.infrastructure or not armed:
        return False
    by = _BY.search(page.before(mention.span, 30))
    if by and _HELD_BY.search(page.before(mention.span, 45)):
        return False
    if by or mention.span.meets(trigger):
        return True
    if _CIVIL.search(actor.as_written) or _TOLD_BY.search(page.before(mention.span, 30)):
        return False
    doing = page.words(trigger).split()[0].endswith("ing")
    passive = not doing and bool(_PASSIVE.search(page.before(trigger, 30)))
    return mention.span.end <= trigger.start and not passive


_OWN = re.compile(
    r"\s*(?:that\s+)?[“\"]?(?:all\s+)?(?:\w+\s+of\s+)?(?:it|its|they|their|we|our)\b"
    r"(?!\s+(?:official|telegram|twitter|facebook|website|channel|page|account|statement|daily))",
    re.IGNORECASE,
)


_WHERE = re.compile(
    r"\b(?:in|at|to|into|from|near|of|on|with|by|for|told|as)\s+(?:an?\s+|the\s+|local\s+|nearby\s+)*$"
)


# "taken to Rosales hospital", "at the old Velm clinic"
_WHERE_NAMED = re.compile(
    r"\b(?:in|at|to|into|from|near)\s+(?:(?:the|an?)\s+)?(?:[\w’'.-]+\s+){1,3}$"
)


def _is_where(page: Page, mention: Mention, trigger: Span) -> bool:
    """Whether people or a building are where it was, or whom the wounded were taken to."""
    if mention.value.kind not in ("civilians", "infrastructure"):
        return False
    before = page.before(mention.span, 45)
    named = _WHERE_NAMED.search(before)
    start = mention.span.start - (len(named[0]) if named else 0)
    apart = not start <= trigger.start < mention.span.start
    return bool(_WHERE.search(before[-25:])) or (named is not None and apart)


def _suffers(actor: Actor) -> bool:
    """Whether an actor can be what was hit: people, buildings, a known party; not who reports."""
    if actor.kind == "media" and not actor.infrastructure:
        return False
    return actor.kind in ("civilians", "infrastructure") or actor.side is not None


_UNDERTAKES = re.compile(r"\b(?:announc|vow|pledg|promis|plan|decid|order|declar)", re.IGNORECASE)


def _speaks_of_itself(page: Page, clause: Span, source: Source) -> bool:
    if source.kind not in _ARMED or source.cue_span is None:
        return False
    if _UNDERTAKES.search(page.words(source.cue_span)):
        return True
    after = page.after(source.cue_span, 40) if source.cue_span.field == clause.field else ""
    return bool(_OWN.match(after))


_ARREST = re.compile(r"\b(?:arrest|detain)", re.IGNORECASE)


def _makes_arrests(page: Page, trigger: Span, source: Source) -> bool:
    """Whether those tell of an arrest who make them: "was arrested, police said"."""
    arrested = _ARREST.search(page.words(trigger)) and _PASSIVE.search(page.before(trigger, 30))
    return bool(arrested) and subjects.arrests(source.as_written)


_VAGUE = ("statement", "broadcast", "social media", "website", "online")
_SHORT = 2  # words of a name that points back to a fuller one
_BESIDE = 2  # sentences over which a speaker goes on through one channel


def channel(page: Page, span: Span, cue: Span | None = None) -> Channel | None:
    """The channel told in a span: a platform before "a statement", else the nearest to the cue."""
    found: list[Channel] = [m.value for m in page.inside("channel", span)]
    at = cue or span
    return min(found, key=lambda c: (c.name in _VAGUE, gap(c.span, at)), default=None)


def channel_beside(page: Page, sentence: Sentence, source: Source | None) -> Channel | None:
    """The channel through which the same speaker is told to speak in the sentences beside.

    Across paragraphs only one who is named for short goes on: "Orlo said", after "told radio".
    """
    if source is None:
        return None
    last = sentence.index + _BESIDE + 1
    beside = page.sentences[max(0, sentence.index - _BESIDE) : last]
    short = len(source.as_written.split()) <= _SHORT
    for near in sorted(beside, key=lambda s: abs(s.index - sentence.index)):
        apart = near.paragraph != sentence.paragraph or near.span.field != sentence.span.field
        if apart and (not short or near.index > sentence.index):
            continue
        found = channel(page, near.span)
        if found and near.index != sentence.index and _speaks_in(page, near.span, source, apart):
            return found
    return None


def _speaks_in(page: Page, span: Span, source: Source, apart: bool) -> bool:
    """Whether a source is the only one that a sentence hears: named, or near by, by a pronoun."""
    heard = [
        page.words(s).casefold()
        for m in page.meeting("attribution", span)
        for s in m.value.source_spans
        if span.holds(s)
    ]
    own = {w for w in f"{source.name or ''} {source.as_written}".casefold().split() if len(w) > 3}
    pronouns = () if apart else ("he", "she", "it", "they")
    if source.as_written.casefold() in pronouns and len(set(heard)) == 1:
        return True
    return bool(heard) and all(w in pronouns or own & set(re.findall(r"[\w-]+", w)) for w in heard)


def evidence(page: Page, span: Span) -> list[Evidence]:
    """The kinds of evidence told in a span, each kind once."""
    found: dict[str, Evidence] = {}
    for mention in page.inside("evidence", span):
        found.setdefault(mention.value.kind, mention.value)
    return list(found.values())
