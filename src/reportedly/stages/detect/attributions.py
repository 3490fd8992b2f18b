"""Who says what by which words: the tagger's attributions, and rules for what it missed.

The rules find the plain forms of news: "X said that …", "…, said X", "according to X, …",
a quotation with a reporting verb after it, and the headline's "…, says X".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from reportedly.records import Attribution, Field, Span
from reportedly.sentences import sentences
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Pair = tuple[int, int]
_LONGEST_SOURCE = 20  # words: a longer phrase is a clause, not a source
_SHORTEST_CONTENT = 30  # characters before ", X said" that can be what X said
_QUOTE = re.compile(r"[“„«][^“”„«»]{2,1500}[”“»]|(?<!\w)\"[^\"]{2,1500}\"(?!\w)")
_CUT = re.compile(
    r"[,;:—–]\s|\s(?:that|but|and that|while|as|after|when|where|because|although|though)\s"
)
_APPOSITIVE = re.compile(r",\s[^,]{2,80},\s*$")
_LEADING = re.compile(
    r"^(?:[\s,;:—–\"“”'’]|"
    r"(?:and|but|while|as|also|however|meanwhile|separately|earlier|later|then|so|in turn|"
    r"for (?:his|her|their|its) part|for the moment|on \w+day|in this way|in addition)\b)+",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\bfrom ((?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*) it (?:was|is|has been|had been) $",
    re.IGNORECASE,
)
# Names that open a list of sources: "Washington, Madrid and Paris rejected".
_LISTED = re.compile(
    r"(?:^|[,;“”.!?]\s+(?:(?:and|while|but) )?|\b[Bb]oth )"
    r"((?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?(?:, (?:and )?| and ))+)$"
)
_ELSEWHERE = 200  # characters: a source so far from its cue is another sentence's
_FAR = 20  # characters: a source so much nearer to a cue is the cue's own


class Spoken(Protocol):
    """An attribution as the tagger reads it: pairs of offsets into one text."""

    @property
    def sources(self) -> Sequence[Pair]:
        """Spans of the words that name who says it."""

    @property
    def cues(self) -> Sequence[Pair]:
        """Spans of the words that report."""

    @property
    def contents(self) -> Sequence[Pair]:
        """Spans of what is said."""


@dataclass(frozen=True)
class _Found:
    source: Pair
    cue: Pair
    contents: tuple[Pair, ...]


def attributions(
    text: str, field: Field, tagged: Iterable[Spoken], names: Sequence[Pair]
) -> list[Attribution]:
    """Every attribution of a text. ``names``: spans of names, which can be sources."""
    rules = list(_by_rules(text, names))
    whole = [a for a in tagged if a.contents and _are_words(text, a.sources)]
    kept = [a for a in whole if not any(_nearer(rule, a) for rule in rules)]
    found = [
        _record(field, [_listed(text, s) for s in a.sources], a.cues, a.contents)
        for a in kept
        if a.sources
    ]
    found += _unknown_to(found, rules, field)
    nobody = [_record(field, (), a.cues, a.contents) for a in kept if not a.sources]
    return found + [a for a in nobody if not any(_share_cue(a, b) for b in found)]


def _nearer(rule: _Found, tagged: Spoken) -> bool:
    """Whether a rule names a source right after a cue for which the tagger went elsewhere."""
    if not any(_overlap(rule.cue, cue) for cue in tagged.cues):
        return False
    gap = min((_gap(source, rule.cue) for source in tagged.sources), default=_ELSEWHERE)
    after = rule.source[0] >= rule.cue[1]
    return gap >= _ELSEWHERE or (after and _gap(rule.source, rule.cue) + _FAR < gap)


def _gap(a: Pair, b: Pair) -> int:
    return max(0, max(a[0], b[0]) - min(a[1], b[1]))


def _listed(text: str, source: Pair) -> Pair:
    """A name with the names before it in one list: "Paris" of "Tehran and Paris denounced"."""
    if not text[source[0] : source[1]][:1].isupper():
        return source
    before = _LISTED.search(text[max(0, source[0] - 80) : source[0]])
    return (source[0] - len(before.group(1)), source[1]) if before else source


def _unknown_to(
    found: Sequence[Attribution], rules: Iterable[_Found], field: Field
) -> list[Attribution]:
    """What the rules found where the tagger saw neither the cue nor it as a source."""
    records = [_record(field, [rule.source], [rule.cue], rule.contents) for rule in rules]
    taken = [s for a in found for s in (*a.cue_spans, *a.source_spans)]
    return [a for a in records if not any(a.cue_spans[0].meets(s) for s in taken)]


def _overlap(a: Pair, b: Pair) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _share_cue(a: Attribution, b: Attribution) -> bool:
    return any(x.meets(y) for x in a.cue_spans for y in b.cue_spans)


def _are_words(text: str, pairs: Sequence[Pair]) -> bool:
    """Whether spans hold more than an article or a preposition; no span at all is whole."""
    return all(len(text[s:e].strip()) > 3 or text[s:e].strip().isupper() for s, e in pairs) or any(
        text[s:e].casefold() in _people() for s, e in pairs
    )


def _record(
    field: Field, sources: Sequence[Pair], cues: Sequence[Pair], contents: Sequence[Pair]
) -> Attribution:
    def spans(pairs: Sequence[Pair]) -> tuple[Span, ...]:
        return tuple(Span(field=field, start=s, end=e) for s, e in pairs)

    return Attribution(
        source_spans=spans(sources), cue_spans=spans(cues), content_spans=spans(contents)
    )


def _by_rules(text: str, names: Sequence[Pair]) -> Iterable[_Found]:
    for start, end in sentences(text):
        inside = [n for n in names if start <= n[0] and n[1] <= end]
        sentence = _Sentence(text, start, end, tuple(inside))
        yield from sentence.spoken()


@cache
def _verbs(*lists: str) -> re.Pattern[str]:
    words = {w for name in lists for w in load("reporting")[name]}
    words -= set(load("reporting")["weak"])
    return _pattern(words)


@cache
def _weak() -> re.Pattern[str]:
    return _pattern(set(load("reporting")["weak"]))


@cache
def _according() -> re.Pattern[str]:
    return _pattern(set(load("reporting")["according"]))


def _pattern(words: set[str]) -> re.Pattern[str]:
    joined = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)


@cache
def _people() -> frozenset[str]:
    vocab = load("reporting")
    return frozenset(vocab["people"]) | frozenset(vocab["pronouns"])


@dataclass(frozen=True)
class _Sentence:
    text: str
    start: int
    end: int
    names: tuple[Pair, ...]

    def spoken(self) -> Iterable[_Found]:
        """What this sentence attributes, by the first rule that fits each cue."""
        quotes = [(m.start(), m.end()) for m in _QUOTE.finditer(self.text, self.start, self.end)]
        taken: list[Pair] = []
        for cue in self._cues(quotes):
            found = self._according_to(cue) or self._verb(cue, quotes)
            if found and not any(
                _overlap(found.source, t) or _overlap(found.cue, t) for t in taken
            ):
                taken += [found.source, found.cue]
                yield found

    @staticmethod
    def _found(source: Pair, cue: re.Match[str], contents: tuple[Pair, ...]) -> _Found:
        return _Found(source, cue.span(), contents)

    def _cues(self, quotes: list[Pair]) -> list[re.Match[str]]:
        strong = _verbs("say", "hedge", "deny", "accuse")
        matches = [*_according().finditer(self.text, self.start, self.end)]
        matches += strong.finditer(self.text, self.start, self.end)
        matches += _weak().finditer(self.text, self.start, self.end)
        return [m for m in matches if not any(s < m.start() < e for s, e in quotes)]

    def _according_to(self, cue: re.Match[str]) -> _Found | None:
        if not _according().fullmatch(cue.group()):
            return None
        end = self._source_end(cue.end())
        source = self._trim(cue.end(), end)
        if source is None or not self._can_speak(source):
            return None
        contents = self._outside(cue.start(), source[1])
        return self._found(source, cue, contents) if contents else None

    def _verb(self, cue: re.Match[str], quotes: list[Pair]) -> _Found | None:
        weak = bool(_weak().fullmatch(cue.group()))
        before = self._warned_from(cue.start()) or self._subject_before(cue.start(), quotes)
        if before and self._can_speak(before):
            contents = self._said(before, cue, quotes)
            told = self._institution(before) or bool(quotes) or self._that(cue.end())
            if contents and (not weak or told):
                return self._found(before, cue, contents)
        return self._inverted(cue)

    def _said(self, subject: Pair, cue: re.Match[str], quotes: list[Pair]) -> tuple[Pair, ...]:
        """What is said: before "…, X said", else after the cue; a quotation if that is all."""
        told = [q for q in quotes if q[1] <= subject[0]]
        if told and not any(q[0] >= cue.end() for q in quotes):
            return (told[-1],)
        lead = self.text[self.start : subject[0]].rstrip()
        if lead.endswith((",", "”", '"', "»")) and len(lead) > _SHORTEST_CONTENT:
            return self._outside(subject[0], cue.end())
        return self._content_after(cue.end(), quotes) or self._outside(subject[0], cue.end())

    def _inverted(self, cue: re.Match[str]) -> _Found | None:
        """A quotation or a clause, then the verb, then its subject: "…, said X"."""
        lead = self.text[self.start : cue.start()].rstrip()
        if not lead.endswith((",", "”", '"', "»", "’", "—")):
            return None
        source = self._trim(cue.end(), self._source_end(cue.end()))
        if source is None or not self._can_speak(source):
            return None
        contents = self._outside(cue.start(), source[1])
        return self._found(source, cue, contents) if contents else None

    def _that(self, at: int) -> bool:
        return bool(re.match(r"\s+that\b", self.text[at : at + 8]))

    def _warned_from(self, at: int) -> Pair | None:
        """The government of "From Paris it was warned that"."""
        found = _FROM.search(self.text[self.start : at])
        return (self.start + found.start(1), self.start + found.end(1)) if found else None

    def _subject_before(self, at: int, quotes: list[Pair]) -> Pair | None:
        floor = max([self.start, *(e for _, e in quotes if e <= at)])
        lead = self.text[floor:at]
        apposed = _APPOSITIVE.search(lead)
        body = lead[: apposed.start()] if apposed else lead
        cuts = [m.end() for m in _CUT.finditer(body)]
        begin = cuts[-1] if cuts else 0
        if " and " in body[begin:] and (listed := _LISTED.search(body[:begin])):
            begin = listed.start(1)
        return self._trim(floor + begin, at)

    def _source_end(self, at: int) -> int:
        """Where a source that begins at ``at`` ends: the first cut that is not an apposition."""
        rest = self.text[at : self.end]
        cut = re.search(
            r"[;:.!?]\s*$|[;:—–]"
            r"|,(?!\s*(?:the|a|an|head|governor|mayor|who|spokes\w+|chief|commander)\b)"
            r"|\s(?:that|on|in a|at a|via|through|during|while|after|as|when)\s"
            r"|\sand (?:said|added|assured)\s|[“\"]",
            rest,
        )
        return at + cut.start() if cut else self.end

    def _trim(self, start: int, end: int) -> Pair | None:
        words = self.text[start:end]
        lead = _LEADING.match(words)
        start += lead.end() if lead else 0
        words = self.text[start:end].rstrip(' ,;:—–."“”')
        words = re.sub(
            r"\s+(?:has|have|had|also|later|earlier|then|would|will|reportedly|was|is)$", "", words
        )
        words = re.sub(r"\s+(?:has|have|had|also)$", "", words)
        if not words.strip() or len(words.split()) > _LONGEST_SOURCE:
            return None
        return start, start + len(words)

    def _content_after(self, at: int, quotes: list[Pair]) -> tuple[Pair, ...]:
        skip = re.match(r"(?:\s+that\b|\s*[,:])?\s*", self.text[at : self.end])
        start = at + (skip.end() if skip else 0)
        end = self.start + len(self.text[self.start : self.end].rstrip())
        later = [q for q in quotes if q[0] >= at]
        if end - start < 10:
            return ()
        return ((start, end),) if not later or later[0][0] != start else (later[0],)

    def _outside(self, left: int, right: int) -> tuple[Pair, ...]:
        """What the sentence says around the source and the cue."""
        pieces = []
        for start, end in ((self.start, left), (right, self.end)):
            words = self.text[start:end]
            first = start + len(words) - len(words.lstrip(" ,;:—–."))
            last = first + len(self.text[first:end].rstrip(" ,;:—–."))
            if last - first >= 10:
                pieces.append((first, last))
        return tuple(pieces)

    def _can_speak(self, source: Pair) -> bool:
        words = re.findall(r"[\w’'-]+", self.text[source[0] : source[1]].casefold())
        named = any(source[0] <= n[0] and n[1] <= source[1] for n in self.names)
        return named or any(w in _people() for w in words)

    def _institution(self, source: Pair) -> bool:
        words = self.text[source[0] : source[1]].split()
        return len(words) <= 8 and any(source[0] <= n[0] and n[1] <= source[1] for n in self.names)
