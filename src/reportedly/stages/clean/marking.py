"""Which lines of a page text are furniture, by the rules alone.

Rules that reach beyond their own line (tails and blocks) do so only where what follows does not
read as an article: in its middle they cut their own line and the headlines under it.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from reportedly.stages.clean.rules import Rule, bio_pattern, find_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.stages.clean.lines import Line

_LOOK_AHEAD: Final = 6
"""Lines of furniture that may stand between two paragraphs of an article."""

_HEADLINE_KINDS: Final = frozenset({"teaser", "photo credit", "date"})

Marks = dict[int, str]
"""Kinds of furniture by the index of their line."""


def mark(lines: Sequence[Line]) -> Marks:
    """The kind of furniture of each line that a rule cuts."""
    met = {i: rule for i, line in enumerate(lines) if (rule := find_rule(line))}
    met = _without_first_headline(lines, _without_inner_edges(lines, met))
    marks = {i: rule.kind for i, rule in met.items()}
    first = next((i for i, line in enumerate(lines) if line.is_prose), len(lines))
    for i, rule in met.items():
        if i > first:  # above the body the headline may come next
            _mark_block(lines, marks, i, rule)
    _mark_tails(lines, marks, {i: rule for i, rule in met.items() if i > first})
    return marks


def _without_inner_edges(lines: Sequence[Line], met: dict[int, Rule]) -> dict[int, Rule]:
    """Rules for the edges of a page count before the first and after the last paragraph."""
    free = (i for i, line in enumerate(lines) if line.is_prose and i not in met)
    prose = [i for i in free if not _is_boxed(lines, met, i)]
    if not prose:
        return met
    first, last = prose[0], prose[-1]
    return {i: r for i, r in met.items() if r.scope != "edge" or i < first or i > last}


def _without_first_headline(lines: Sequence[Line], met: dict[int, Rule]) -> dict[int, Rule]:
    """The first line of a page may begin as a teaser does ("Video: ...") and be the headline."""
    looks_alike = 0 in met and met[0].kind in _HEADLINE_KINDS and lines[0].words >= 5
    return {i: rule for i, rule in met.items() if i or not looks_alike}


def _mark_block(lines: Sequence[Line], marks: Marks, at: int, rule: Rule) -> None:
    """The headlines under a marker, or the words about an author under their heading."""
    if rule.kind == "author box":
        if at + 1 < len(lines) and _is_bio(lines[at + 1]):
            marks.setdefault(at + 1, rule.kind)
        return
    if lines[at].words > 4 + rule.take:
        return
    for i in range(at + 1, min(at + 1 + rule.take, len(lines))):
        if i in marks or not _is_teaser(lines[i]):
            return
        marks[i] = rule.kind


def _is_teaser(line: Line) -> bool:
    """A headline, or a summary that is cut off."""
    ends = line.is_sentence and not line.is_question
    return line.is_cut_off or (line.words >= 3 and not ends and not line.is_prose)


def _is_bio(line: Line) -> bool:
    return bio_pattern().search(line.text) is not None and line.words < 120


def _is_boxed(lines: Sequence[Line], met: dict[int, Rule], at: int) -> bool:
    """Whether a paragraph stands under the heading of an author box and tells of a person."""
    return at - 1 in met and met[at - 1].kind == "author box" and _is_bio(lines[at])


def _mark_tails(lines: Sequence[Line], marks: Marks, met: dict[int, Rule]) -> None:
    """What follows the markers of tails, up to where the article goes on, if it does."""
    done = 0
    prose = list(accumulate((_prose_words(lines, marks, i) for i in range(len(lines))), initial=0))
    for at, rule in sorted(met.items()):
        if rule.scope != "tail":
            continue
        start = max(at + 1, done)
        if rule.comments and 2 * prose[at] >= prose[-1]:
            done = len(lines)
        else:
            done = _tail_end(lines, marks, start, rule)
        kind = rule.kind
        for i in range(start, done):
            kind = met[i].kind if i in met and met[i].scope == "tail" else kind
            marks.setdefault(i, kind)


def _prose_words(lines: Sequence[Line], marks: Marks, at: int) -> int:
    return lines[at].words if lines[at].is_prose and at not in marks else 0


def _tail_end(lines: Sequence[Line], marks: Marks, start: int, rule: Rule) -> int:
    """The first line in a tail, from ``start`` on, that belongs to the article again."""
    headlines = 0
    for i in range(start, len(lines)):
        line = lines[i]
        if i in marks:
            continue
        if line.is_strong or (line.is_prose and _goes_on(lines, marks, i, headlines, rule)):
            return i
        headlines += not line.is_prose
    return len(lines)


def _goes_on(lines: Sequence[Line], marks: Marks, at: int, headlines: int, rule: Rule) -> bool:
    """Whether a paragraph in a tail is the article's own and not a teaser's summary.

    Summaries stand one by one under headlines; an article goes on paragraph by paragraph.
    A single paragraph under a single headline could be either and is kept.
    """
    ahead = range(at + 1, min(at + 1 + _LOOK_AHEAD, len(lines)))
    following = next((i for i in ahead if i not in marks), None)
    if following is not None:
        line = lines[following]
        return line.is_prose or (line.is_sentence and headlines <= 1)
    return rule.kind == "teaser" and headlines <= 1
