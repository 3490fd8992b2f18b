"""Who says what in one sentence, by rules: the plain forms of news.

"X said that …", "…, said X", "according to X, …", a quotation with a reporting verb after it.
A rule fires only where the words before the verb end in a name or in a word for people: "the
missiles showed" and "a report on" are no speech.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportedly.stages.detect.attribution_words import (
    Found,
    Pair,
    according,
    is_voice,
    listed,
    names_in,
    overlap,
    people,
    strong_verbs,
    weak_verbs,
    words,
)
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.openings import Opened

_LONGEST_SOURCE = 20  # words: a longer phrase is a clause, not a source
_SHORTEST_CONTENT = 30  # characters before ", X said" that can be what X said
_REACH = 400  # characters around a cue in which its source can stand
_NEAR_QUOTE = 40  # characters between a cue and a quotation that is what it reports
_LEAST_SAID = 10  # characters: less is no content
_QUOTE = re.compile(r"[“„«][^“”„«»]{2,1500}[”“»]|(?<!\w)\"[^\"]{2,1500}\"(?!\w)")
_CUT = re.compile(
    r"[,;:—–]\s|\s(?:that|but|and that|while|as|after|when|where|because|although|though)\s"
)
_APPOSITIVE = re.compile(r",\s[^,]{2,80},\s*$")
_LEADING = re.compile(
    r"^(?:[\s,;:—–\"“”'’]|"
    r"(?:and|but|while|as|also|however|meanwhile|separately|earlier|later|then|so|in turn|what|"
    r"for (?:his|her|their|its) part|for the moment|on \w+day|in this way|in addition)\b)+",
    re.IGNORECASE,
)
_HELPING = re.compile(
    r"(?:\s+(?:has|have|had|also|later|earlier|then|would|will|reportedly|today|too|both|again|"
    r"did not|does not|do not|\w+ly|(?:on )?\w+day))+$"
)
_QUOTED_END = (",", "”", '"', "»", "’", "—")
# Names that open a list of sources: "Washington, Madrid and Paris rejected".
LISTED = re.compile(
    r"(?:^|[,;“”.!?]\s+(?:(?:and|while|but) )?|\b(?:[Bb]oth|[Nn]either) )"
    r"((?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?(?:, (?:and )?| and | nor ))+)$"
)


def quotations(text: str, start: int, end: int) -> list[Pair]:
    """Spans of the quotations inside a stretch of text."""
    return [m.span() for m in _QUOTE.finditer(text, start, end)]


def spoken(text: str, start: int, end: int, names: tuple[Pair, ...]) -> Iterable[Found]:
    """What the sentence attributes, by the first rule that fits each cue.

    >>> text = "Orlo said that the bridge fell."
    >>> [text[f.source[0] : f.source[1]] for f in spoken(text, 0, len(text), ((0, 4),))]
    ['Orlo']
    """
    sentence = _Sentence(text, start, end, names, quotations(text, start, end))
    taken: list[Pair] = []
    for found in sentence.by_cue():
        if not any(overlap(found.source, t) or overlap(found.cue, t) for t in taken):
            taken += [found.source, found.cue]
            yield found


def is_office(words_before: str) -> bool:
    """Whether words say what office somebody holds: "the town's mayor"."""
    return _roles().match(words_before) is not None


@cache
def _roles() -> re.Pattern[str]:
    """An apposition's beginning: "the governor", "a spokesman", "Ukraine's army chief"."""
    roles = words(frozenset(load("reporting")["roles"])).pattern
    return re.compile(rf"\s*(?:[\w’'-]+ ){{0,4}}?{roles}")


@cache
def _inflected() -> frozenset[str]:
    return listed("say", "hedge", "deny", "accuse", "stance")


@dataclass(frozen=True)
class _Sentence:
    text: str
    start: int
    end: int
    names: tuple[Pair, ...]
    quotes: list[Pair]

    def by_cue(self) -> Iterable[Found]:
        for cue in self._cues(according()):
            if found := self._according_to(cue):
                yield found
        for cue in self._cues(strong_verbs()):
            if found := self._before(cue.span(), weak=False) or self._inverted(cue, weak=False):
                yield found
        for cue in self._cues(weak_verbs()):
            if found := self._before(cue.span(), weak=True) or self._inverted(cue, weak=True):
                yield found

    def _cues(self, pattern: Opened) -> list[re.Match[str]]:
        found = pattern.finditer(self.text, self.start, self.end)
        return [m for m in found if not any(s < m.start() < e for s, e in self.quotes)]

    def _according_to(self, cue: re.Match[str]) -> Found | None:
        leads = not self.text[self.start : cue.start()].strip(" “\"'")
        source = self._trim(cue.end(), self._source_end(cue.end(), leads=leads))
        if source is None or not self._begins_a_name(source):
            return None
        contents = self._outside(cue.start(), source[1])
        return Found(source, cue.span(), contents) if contents else None

    def _before(self, cue: Pair, *, weak: bool) -> Found | None:
        """The subject, then its verb, then what it said: "X said that …"."""
        source = self._subject_before(cue[0])
        if source is None or not self._ends_in_speaker(source) or not self._agrees(source, cue):
            return None
        contents = self._said(source, cue)
        told = self._that(cue[1]) or (self._quotes_at(cue) and not self._free_relative(source))
        weak = weak or self.text[source[0] : source[1]].casefold() in listed("pronouns")
        plain = not weak or (not self._free_relative(source) and self._institution(source))
        return Found(source, cue, contents) if contents and (told or plain) else None

    def _quotes_at(self, cue: Pair) -> bool:
        """Whether a quotation begins within a few words of a cue: "posted: “…"."""
        return any(0 <= q[0] - cue[1] <= _NEAR_QUOTE for q in self.quotes)

    def _free_relative(self, source: Pair) -> bool:
        """Whether "what" stands before: the words after "what X calls" are what it calls so."""
        return self.text[max(0, source[0] - 5) : source[0]].casefold() == "what "

    def _agrees(self, source: Pair, cue: Pair) -> bool:
        """Whether a bare verb has a plural subject: "officials say", never "the Kyiv state"."""
        verb = self.text[cue[0] : cue[1]].split()[0]
        subject = self.text[source[0] : source[1]]
        bare = not verb.endswith(("s", "ed")) and f"{verb}s" in _inflected()
        helped = re.match(r"\s+(?:will|would|not|to)\b", self.text[source[1] : cue[0]])
        return not bare or bool(_PLURAL.search(subject) or helped)

    def _inverted(self, cue: re.Match[str], *, weak: bool) -> Found | None:
        """A quotation or a clause, then the verb, then its subject: "…, said X"."""
        lead = self.text[self.start : cue.start()].rstrip()
        if not lead.endswith(_QUOTED_END) or (weak and not self._after_quote(cue.start())):
            return None
        source = self._trim(cue.end(), self._source_end(cue.end()))
        if source is None or source[0] > cue.end() + 1 or not self._begins_a_name(source):
            return None
        if _IS_CLAUSE.search(self.text[slice(*source)]):
            return None
        contents = self._outside(cue.start(), source[1])
        return Found(source, cue.span(), contents) if contents else None

    def _after_quote(self, at: int) -> bool:
        return any(not self.text[end:at].strip(" ,") for _, end in self.quotes if end <= at)

    def _said(self, subject: Pair, cue: Pair) -> tuple[Pair, ...]:
        """What is said: before "…, X said", else after the cue; a quotation if that is all."""
        told = [q for q in self.quotes if q[1] <= subject[0]]
        if told and not any(q[0] >= cue[1] for q in self.quotes):
            return (told[-1],)
        lead = self.text[self.start : subject[0]].rstrip()
        if lead.endswith((",", "”", '"', "»")) and len(lead) > _SHORTEST_CONTENT:
            return self._outside(subject[0], cue[1])
        return self._content_after(cue[1]) or self._outside(subject[0], cue[1])

    def _that(self, at: int) -> bool:
        return bool(re.match(r"\s+that\b", self.text[at : at + 8]))

    def _subject_before(self, at: int) -> Pair | None:
        floor = max([self.start, at - _REACH, *(e for _, e in self.quotes if e <= at)])
        lead = self.text[floor:at]
        apposed = _APPOSITIVE.search(lead)
        body = lead[: apposed.start()] if apposed else lead
        cuts = [m.end() for m in _CUT.finditer(body)]
        begin = cuts[-1] if cuts else 0
        if re.search(r" (?:and|nor) ", body[begin:]) and (row := LISTED.search(body[:begin])):
            begin = row.start(1)
        return self._trim(floor + begin, at)

    def _source_end(self, at: int, *, leads: bool = False) -> int:
        """Where a source that begins at ``at`` ends: the first cut that is not an apposition."""
        rest = self.text[at : min(self.end, at + _REACH)]
        for cut in _SOURCE_CUT.finditer(rest):
            if cut.group() != "," or not self._apposed(rest[cut.end() :], leads=leads):
                return at + cut.start()
        return at + len(rest)

    @staticmethod
    def _apposed(after: str, *, leads: bool) -> bool:
        """Whether words after a comma say who the source is, and end before a next comma."""
        closed = re.match(r"[^,.;:]{2,90}(,|[.;:]?\s*$)" if not leads else r"[^,.;:]{2,90},", after)
        return bool(closed and _roles().match(after[: closed.end()]))

    def _trim(self, start: int, end: int) -> Pair | None:
        lead = _LEADING.match(self.text[start:end])
        start += lead.end() if lead else 0
        told = self.text[start:end].rstrip(' ,;:—–."“”')
        told = _HELPING.sub("", told).rstrip(" ,")
        if not told.strip() or len(told.split()) > _LONGEST_SOURCE:
            return None
        return start, start + len(told)

    def _content_after(self, at: int) -> tuple[Pair, ...]:
        skip = re.match(r"(?:\s+that\b|\s*[,:])?\s*", self.text[at : self.end])
        start = at + (skip.end() if skip else 0)
        end = self.start + len(self.text[self.start : self.end].rstrip())
        later = [q for q in self.quotes if q[0] >= at]
        if end - start < _LEAST_SAID:
            return ()
        return ((start, end),) if not later or later[0][0] != start else (later[0],)

    def _outside(self, left: int, right: int) -> tuple[Pair, ...]:
        """What the sentence says around the source and the cue."""
        return around(self.text, (self.start, self.end), (left, right))

    def _can_speak(self, source: Pair) -> bool:
        told = re.findall(r"[\w’'-]+", self.text[source[0] : source[1]].casefold())
        return self._named(source) or any(w in people() for w in told)

    def _begins_a_name(self, source: Pair) -> bool:
        """Whether a source after its cue can speak and does not begin as a clause does."""
        first = self.text[source[0] : source[1]].split(maxsplit=1)[0]
        return first not in _CLAUSE and self._can_speak(source)

    def _ends_in_speaker(self, source: Pair) -> bool:
        """Whether a subject ends in a name or a word for people, as a subject must."""
        told = self.text[source[0] : source[1]]
        last = re.sub(_THROUGH, "", told).rstrip(" ,")
        end = source[0] + len(last)
        named = any(n[1] == end and source[0] <= n[0] for n in self.names)
        found = re.search(r"[\w’'-]+$", last.casefold())
        noun = found.group() if found else ""
        return named or is_voice(last) or (noun in people() and noun not in _RELATIVE)

    def _named(self, source: Pair) -> bool:
        return any(source[0] <= n[0] and n[1] <= source[1] for n in self.names)

    def _institution(self, source: Pair) -> bool:
        told = self.text[source[0] : source[1]]
        rows = names_in(self.text, *source)
        governments = bool(rows) and all(is_voice(self.text[a:b]) for a, b in rows)
        office = any(w in people() for w in re.findall(r"[\w’'-]+", told.casefold()))
        return governments or (len(told.split()) <= 8 and self._named(source) and office)


_PLURAL = re.compile(
    r"(?: and | nor |(?<!['’])s$|\b(?:they|we|you|I|police|military|people|media|staff|troops)$)"
)
_CLAUSE = frozenset(
    {
        *(
            "before",
            "after",
            "as",
            "at",
            "by",
            "for",
            "from",
            "in",
            "into",
            "not",
            "of",
            "on",
            "out",
        ),
        *("that", "to", "up", "when", "where", "with", "while"),
    }
)
# what "Orlo, who fled, said" goes on with: a clause, or what nobody is called
_IS_CLAUSE = re.compile(
    r"^(?:he|she|it|they|we|there|any|all|no|none|nobody|nothing) (?!who\b|of\b)"
    r"|\b(?:had|has|have|was|were|is|are|would|will|could|did)\b(?<! who \w{3})(?<! who \w{4})",
    re.IGNORECASE,
)
_RELATIVE = ("who", "that", "which")  # the tagger reads those clauses
_SOURCE_CUT = re.compile(
    r"[;:.!?]\s*$|[;:—–“\"]|,"
    r"|\s(?:that|which|who|on|in a|at a|via|through|during|while|after|as|when)\s"
    r"|\sand (?:said|added|assured)\s"
)
_THROUGH = re.compile(
    r"\s+(?:on|via|through|in)\s+(?:(?:its|his|her|their|the|a)\s+)?(?:official\s+)?"
    r"(?:[A-Z]\w+|statement|interview|social \w+|press release|communiqu[eé]|briefing)\b.*$"
)


def around(text: str, sentence: Pair, hole: Pair) -> tuple[Pair, ...]:
    """What a sentence says before and after a hole in it, without marks at the edges.

    >>> around("Two died, said Orlo.", (0, 20), (10, 19))
    ()
    """
    pieces = []
    for start, end in ((sentence[0], hole[0]), (hole[1], sentence[1])):
        told = text[start:end]
        first = start + len(told) - len(told.lstrip(" ,;:—–."))
        last = first + len(text[first:end].rstrip(" ,;:—–."))
        if last - first >= _LEAST_SAID:
            pieces.append((first, last))
    return tuple(pieces)
