"""The chain between a source and the page: who quotes it, and the outlets that carry it.

"Interfax reported, citing the ministry"; "the agency quoted the mayor as saying"; "the mayor said,
Ukrinform reports"; "told the BBC".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.parties import source_of
from reportedly.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.records import Attribution
    from reportedly.stages.extract.page import Page, Sentence
    from reportedly.stages.extract.speech import Speech

_QUOTES = re.compile(r"\b(?:quot(?:ed?|es|ing)|cit(?:ed?|es|ing)|relay(?:ed|s|ing))\b", re.I)
_AS_SAYING = re.compile(r",?\s+(?:as|for)\s+\w+ing\b.*$", re.DOTALL)
_NAME = r"(?:the )?(?:[\w’'-]+ ){0,2}?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}(?: (?:news )?agency)?"
_TOLD_TO = re.compile(
    r"\b(?:told|telling|speaking to|spoke to|(?:quoted|cited|carried|reported|relayed|published|"
    rf"interviewed) by|interview (?:with|to|for)|according to) (?P<name>{_NAME})"
)
_CARRIES = re.compile(
    rf"[,”\"] (?P<name>{_NAME}) (?:reports|reported|has reported|writes|wrote|said|says|cited|"
    r"quoted)(?=[.,;]|\s|$)"
)
_TOLD_SOMEBODY = re.compile(
    r"(?P<who>[^“”\".;:]{3,80}?),? (?:(?:has|have|had) )?"
    r"(?:told|said|says|announced|confirmed|claimed)(?!\w)"
)
_LONGEST = 120  # characters: what is cited at more length is words, not a source


def cited(page: Page, speech: Speech) -> Span | None:
    """Whom the source of a speech quotes for it: "citing the ministry", "quoted the mayor as"."""
    for mention in page.meeting("attribution", _around(page, speech)):
        value: Attribution = mention.value
        same = any(s.meets(speech.source) for s in value.source_spans)
        quotes = any(_QUOTES.search(page.words(c)) for c in value.cue_spans)
        for content in value.content_spans if same and quotes else ():
            if not content.meets(speech.content) and (named := _party_in(page, content)):
                return named
    return _spoken_to(page, speech)


def _spoken_to(page: Page, speech: Speech) -> Span | None:
    """Who speaks in what an outlet reports: "the minister told Orle that ..., the agency said"."""
    if source_of(page.words(speech.source), ()).kind != "media":
        return None
    reported = _around(page, speech)
    said = _TOLD_SOMEBODY.match(page.words(reported))
    if said is None or reported.start + said.end("who") > speech.source.start:
        return None
    return _party_in(
        page, Span(field=reported.field, start=reported.start, end=reported.start + said.end("who"))
    )


def _around(page: Page, speech: Speech) -> Span:
    """The sentence in which a speech's source stands."""
    held = (s.span for s in page.sentences if s.span.holds(speech.source))
    return next(held, speech.source)


def _party_in(page: Page, content: Span) -> Span | None:
    """The words of a cited party, if they name or describe one."""
    words = _AS_SAYING.sub("", page.words(content)).rstrip(" ,.;")
    party = source_of(words, ())
    known = party.kind is not None or party.name is not None
    if not known or not words or len(words) > _LONGEST:
        return None
    return Span(field=content.field, start=content.start, end=content.start + len(words))


def relays(page: Page, sentence: Sentence, source: Span, through: Span | None) -> tuple[str, ...]:
    """The outlets between a source and the page, the source's end first.

    ``through``: the words of the one who quotes it, where the page has it from there.
    """
    named = [page.words(through)] if through else []
    named += [m.group("name") for p in (_TOLD_TO, _CARRIES) for m in p.finditer(sentence.words)]
    own = _outlets([page.words(source)])
    return tuple(name for name in dict.fromkeys(_outlets(named)) if name not in own)


def _outlets(phrases: Iterable[str]) -> list[str]:
    """The names of the known outlets and agencies among some words."""
    parties = (source_of(words, ()) for words in phrases)
    return [p.name for p in parties if p.kind == "media" and p.id and p.name]
