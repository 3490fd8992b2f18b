"""Forms of speech without a subject and its verb: opinions, clefts, headlines, choruses.

"For NATO, the vote is …"; "it was the governor who announced"; "Ukraine: …" in a title; "…, as
did Berlin and Rome", where governments say what another has said.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.openings import Opened
from reportedly.records import Attribution, Field, Span
from reportedly.stages.detect.attribution_frames import framed
from reportedly.stages.detect.attribution_rules import around
from reportedly.stages.detect.attribution_sources import speaks
from reportedly.stages.detect.attribution_words import (
    LIST,
    NAME,
    Found,
    Pair,
    is_voice,
    listed,
    names_in,
    reporting,
    words,
)
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPINION = re.compile(
    rf"(?:^|(?<=[.;,] )|(?<=and )|(?<=while ))((?:[Ff]or|[Tt]o) )(?P<row>{LIST}),? "
    r"(?=(?:the|this|these|those|it|such|that|what|any|both|no|all)\b[^,;:]{0,80}?\b"
    r"(?:is|are|was|were|has|have|had|amounts?|constitutes?|represents?|means?|will|would|does|do|"
    r"must|should|lacks?|supposes?|implies|imply)\b)"
)
_CAME = re.compile(
    rf"\b(?:came|comes|come|arrived|arrives|emanated|sounded)(?: \w+)? from ({LIST})"
)
_PUT = re.compile(
    r"(?:^|[\s,])[Aa]s (?P<source>[^,;:.“”\"]{2,80}?) "
    r"(?P<cue>puts? it|has put it|sees? it|tells? it)\b"
)
_CLEFT = re.compile(
    r"(?:^|(?<=[\s,]))(?:[Tt]he (?:ones?|first|last|person|people)|[Tt]hose) "
    r"(?:who|that|to) "
    r"(?P<cue>[^.;:“”\"]{2,80}?) (?:was|were|is|are) "
    r"(?P<source>(?:(?!,? (?:who|which|that) )[^.;:“”\"]){2,120})"
)
_IT_WAS = re.compile(
    r"\b[Ii]t (?:was|is|has been|had been) (?P<source>[^,;:.“”\"]{2,80}?),? (?:who|that|which) "
    r"(?P<cue>[^,;:.“”\"]{2,40})"
)
# who counts the dead, and by whose count they are so many
_OPENING = r"(?:(?<![^\n])|(?<=[.!?;,”\"] )|(?<=and )|(?<=but ))"
_SUBJECT = rf"{_OPENING}(?!(?:[Aa]t|[Ii]n|[Oo]n|[Bb]y) )(?P<source>[^,;:.“”\"]{{2,80}}?)"
_COUNTED = re.compile(
    rf"{_SUBJECT} (?:(?:has|have|had) )?"
    r"(?P<cue>counted|recorded|logged|tallied|registered|documented|verified) "
    r"(?=(?:at least |more than |about |some |nearly |over |up to |almost |the deaths of )?"
    r"(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds|"
    r"thousands|several)\b))"
)
_TOLL = re.compile(
    rf"{_SUBJECT} (?:(?:has|have|had) )?(?P<cue>puts?) "
    r"(?=(?:[\w’'-]+ ){0,5}(?:tolls?|losses|casualties|dead|killed|wounded|injured|deaths)\b"
    r"[^.;]{0,80}? at )"
)
_BY_COUNT = re.compile(
    r"\b(?:[Bb]y|[Ii]n) (?P<source>[^,;:.“”\"]{2,60}?)['’]s? (?:own |latest |official )?"
    r"(?P<cue>count|reckoning|account|estimates?|telling|version|tally)\b"
)
_LAID_TO = re.compile(
    r", (?:which|that) (?P<source>[^,;:.“”\"]{2,60}?) (?:(?:has|have|had) )?"
    r"(?P<cue>put down to|attributed to|ascribed to|pinned on|traced to)\b"
)
_AS_WRITE = re.compile(
    r"\b[Aa]s (?P<cue>writes?|reports?|informs?|notes?|says?|informed|reported|noted) "
    r"(?P<source>(?!(?:by|in|on|that)\b)[^,;:.“”\"]{2,80}?)(?=[,.])"
)
_PLAIN = (_PUT, _COUNTED, _TOLL, _BY_COUNT, _LAID_TO, _AS_WRITE)
"""Forms whose cue reports by itself."""
_DASHED = re.compile(r"\s[-–—|]\s(?P<source>[^-–—:|“”\"]{2,60})$")
_COLON = re.compile(r"^(?P<source>[^:“”\"?!]{2,60}):\s+(?=\S)")
_LEAST_TITLE = 12  # characters: what a headline says beside its source


def phrases(text: str, sentence: Pair, names: list[Pair]) -> Iterable[Found]:
    """What a sentence attributes by such a form, choruses apart."""
    yield from _posts(text, sentence)
    yield from framed(text, sentence, names)
    yield from _opinions(text, sentence)
    yield from _passives(text, sentence)
    for pattern in (_CLEFT, _IT_WAS, *_PLAIN):
        found = pattern.search(text, *sentence)
        if found and (pattern in _PLAIN or _is_speech(text, found)):
            yield from _grouped(text, sentence, found, names)


@cache
def _post_foot() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<cue>[—–-]) (?P<source>[^—–\n]{{2,60}}?) {load('channels')['embedded']}"
    )


def _posts(text: str, sentence: Pair) -> Iterable[Found]:
    """An embedded post, which its foot signs: "… — Name (@handle) July 3, 2022"."""
    if "@" not in text[slice(*sentence)]:
        return
    for m in _post_foot().finditer(text, *sentence):
        begin = max(sentence[0], text.rfind("\n", 0, m.start()) + 1)
        contents = around(text, (begin, m.start()), (m.start(), m.start()))
        if contents:
            yield Found(m.span("source"), m.span("cue"), contents)


def _is_speech(text: str, found: re.Match[str]) -> bool:
    """Whether the verb of a cleft reports; of "it was X that" it comes within a few words."""
    start, end = found.span("cue")
    cue = reporting().search(text, start, end)
    return cue is not None and (found.re is _CLEFT or text[start : cue.start()].count(" ") < 3)


def headline(title: str, names: list[Pair]) -> Iterable[Found]:
    """The source that a title sets off: "Ukraine: …" and "… - governor"."""
    for pattern in (_COLON, _DASHED):
        found = pattern.search(title)
        if found is None or not speaks(title, found.span("source"), names):
            continue
        source, rest = found.span("source"), around(title, (0, len(title)), found.span())
        voice = is_voice(found.group("source")) or pattern is _DASHED or _office(found)
        if rest and rest[0][1] - rest[0][0] >= _LEAST_TITLE and voice:
            mark = title.index(":", source[1]) if pattern is _COLON else found.start() + 1
            yield Found(source, (mark, mark + 1), rest)


def _office(found: re.Match[str]) -> bool:
    told = re.findall(r"[\w’'-]+", found.group("source").casefold())
    return len(told) <= 6 and bool(told) and told[-1] in listed("people")


def _opinions(text: str, sentence: Pair) -> Iterable[Found]:
    for pattern in (_OPINION,):
        for m in pattern.finditer(text, *sentence):
            if all(is_voice(text[a:b]) for a, b in names_in(text, *m.span("row"))):
                contents = around(text, (m.end(), sentence[1]), (m.end(), m.end()))
                if contents:
                    yield Found(m.span("row"), (m.start(1), m.end(1) - 1), contents)


@cache
def _by() -> Opened:
    told = {w for w in listed("deny", "react", "stance") if w.endswith("ed")}
    return Opened(re.compile(rf"({words(told).pattern}(?: too| also)? by) (?P<row>{LIST})"))


def _passives(text: str, sentence: Pair) -> Iterable[Found]:
    """What "the vote was rejected by Ottawa" and "condemnation came from Paris" tell."""
    for m in _by().finditer(text, *sentence):
        if is_voice(_first(text, m.span("row"))):
            yield from _with_rest(text, sentence, m.span("row"), m.span(1))
    for m in _told_of().finditer(text, *sentence):
        row = names_in(text, *m.span("row"))
        far, by = m.end(1) + 1 < m.start("by"), m.group("by")
        most = by in ("from", "by") or (len(row) > 1 and not (by == "of" and (far or _verb(m))))
        if most and all(is_voice(text[a:b]) for a, b in row):
            yield from _with_rest(text, sentence, m.span("row"), m.span(1))
    for m in _CAME.finditer(text, *sentence):
        lead = text[sentence[0] : m.start()]
        if is_voice(_first(text, m.span(1))) and _reactions().search(lead):
            yield from _with_rest(text, sentence, m.span(1), (m.start(), m.start(1) - 1))


def _with_rest(text: str, sentence: Pair, source: Pair, cue: Pair) -> Iterable[Found]:
    contents = around(text, sentence, (cue[0], source[1]))
    if contents:
        yield Found(source, cue, contents)


def _verb(found: re.Match[str]) -> bool:
    """Whether words tell by a verb: "condemned of" brings in no source."""
    return found.group(1).endswith("ed")


@cache
def _told_of() -> Opened:
    """The words of "the rejection of Paris and Rome", "drew criticism from Ankara"."""
    nouns = {
        *load("reporting")["reactions"],
        *(w for w in listed("say", "react") if w.endswith("ed")),
    }
    pattern = (
        rf"({words(nouns, re.IGNORECASE).pattern})(?: [^.,;:“”A-Z]{{0,60}}?)? "
        rf"(?P<by>of|from|in|by) "
        rf"(?:both )?(?:the governments of |in )?(?P<row>{LIST})"
    )
    return Opened(re.compile(pattern))


@cache
def _reactions() -> re.Pattern[str]:
    return words(frozenset(load("reporting")["reactions"]), re.IGNORECASE)


def _first(text: str, names: Pair) -> str:
    found = names_in(text, *names)
    return text[found[0][0] : found[0][1]] if found else ""


def _grouped(text: str, sentence: Pair, found: re.Match[str], names: list[Pair]) -> Iterable[Found]:
    source = found.span("source")
    if not speaks(text, source, names):
        return
    cue = reporting().search(text, *found.span("cue"))
    at = cue.span() if cue else found.span("cue")
    contents = around(text, (at[1], sentence[1]), source) if source[0] > at[1] else ()
    contents = contents or around(text, sentence, (min(at[0], source[0]), max(at[1], source[1])))
    contents = contents or _sentence_before(text, sentence[0])
    if contents:
        yield Found(source, at, contents)


def _sentence_before(text: str, at: int) -> tuple[Pair, ...]:
    """What "the one who announced it" speaks of: the words just before, to their full stop."""
    floor = max(0, at - 600)
    lead = text[floor:at].rstrip()
    begin = max(lead.rfind("\n"), lead.rstrip(".!?”").rfind(". ") + 1)
    return around(text, (floor + begin + 1 if begin else floor, floor + len(lead)), (at, at))


# ---------------------------------------------------------------- governments that join in

_AFTER = re.compile(
    r"(?P<cue>\b(?:as|and so|so|nor|neither) (?:did|do|does|has|have|had|will|would|is|are|"
    r"was|were)"
    r"(?: also)?|\b(?:together|along|jointly|in line|in agreement|in step) with|\balongside|"
    r"\b(?:shared|echoed|joined|followed|seconded|supported|backed|endorsed|repeated|taken up) by|"
    r"\bas well as|\bjust like|\blike|\bsame (?:as|from)|\bas also \w+ by|\bin addition to|"
    r"\bbesides|\bechoing|\bincluding|\bamong them|"
    r"\bjoin(?:ed|s|ing)?|\bsid(?:ed|es|ing) with|\bagree(?:d|s|ing)? with|"
    r"\bthe same (?:came )?from|"
    rf"\b(?:position|line|view|opinion|criticism|rejection|words) of)(?: by| from| in)? "
    rf"(?P<names>{LIST})"
)
_BEFORE = re.compile(
    rf"(?P<names>{LIST})(?: also| too| both| have| has| had| then| soon| later| quickly|"
    r" immediately)*"
    r" (?P<cue>follow(?:ed|s)? suit|did (?:the same|likewise|so)|do the same|does the same|"
    r"agreed?s?|concur(?:red|s)?|spoke|speak|join(?:ed|s)?|echo(?:ed|es)?|"
    r"(?:made|makes?|took|takes?|adopted|hold|held|expressed) [^.,;]{0,40}?"
    r"(?:same|similar|identical|equal|like)|[a-z]+ (?:themselves|itself)\b|"
    r"[a-z]+ (?:\w+ )?(?:in )?(?:the same|similar|identical|equal|like)(?: \w+)?\b)"
)
_GAPPED = re.compile(rf"(?:,|;| and| while) (?P<names>{NAME}) (?P<cue>of|as) (?:an?|the)\b")
_SHARED = re.compile(
    rf"\b(?P<cue>to which|(?:opinion|view|position|line|criticism) that) (?P<names>{LIST})"
)
_TOO = re.compile(
    rf"(?:, |\band |\bwhile |\bbut |; )(?P<names>{LIST})(?: also| both)? "
    r"(?P<cue>[a-z]+(?:ed|es|s))\b"
)


def chorus(text: str, field: Field, sentence: Pair, spoken: Attribution) -> Iterable[Attribution]:
    """Other governments of a sentence that say what one there says; each with the words for it."""
    for pattern in (_AFTER, _BEFORE, _GAPPED, _SHARED, _TOO):
        for m in pattern.finditer(text, *sentence):
            names = [n for n in names_in(text, *m.span("names")) if is_voice(text[n[0] : n[1]])]
            if not names or not _joins(pattern, m.group("cue"), names):
                continue
            yield Attribution(
                source_spans=tuple(Span(field=field, start=s, end=e) for s, e in names),
                cue_spans=(Span(field=field, start=m.start("cue"), end=m.end("cue")),),
                content_spans=spoken.content_spans,
            )


def _joins(pattern: re.Pattern[str], verb: str, names: list[Pair]) -> bool:
    """Whether names beside one that speaks do speak: several, or one with a reporting verb."""
    if pattern is not _TOO:
        return True
    return not _happens(verb) if len(names) > 1 else bool(reporting().fullmatch(verb))


def _happens(verb: str) -> bool:
    """Whether a verb tells a deed of war rather than words."""
    return verb in listed("deeds")
