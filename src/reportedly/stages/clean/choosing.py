"""Which stretch of a page is its article.

The stretch of lines with the highest sum, where a paragraph is worth its words and a line that
is no sentence costs a little: maximum subsequence segmentation, Pasternack and Roth, "Extracting
article text from the web with maximum subsequence segmentation" (WWW 2009), with plain scores in
place of a trained classifier. Long paragraphs that end with a full stop are kept wherever they
stand, unless a rule cut them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.stages.clean.lines import Line
    from reportedly.stages.clean.marking import Marks

_COST: Final = 3
"""What a line of a menu costs, in words of prose: the middle of the flat part of the curve on the
92 pages of gold/clean, where 1 to 6 differ by less than a point."""

_MOST_BETWEEN: Final = 4
"""A credit, a teaser and a button may stand before a last sentence; more end the article."""


def article_range(lines: Sequence[Line], marks: Marks, start: int = 0) -> tuple[int, int]:
    """The first line of the article and the one after its last, at or after ``start``."""
    best, found = 0, (start, start)
    total, first = 0, start
    for i in range(start, len(lines)):
        total += _worth(lines[i], i in marks)
        if total <= 0:
            total, first = 0, i + 1
        elif total > best:
            best, found = total, (first, i + 1)
    if best == 0:
        return (start, len(lines))
    return _widened(lines, marks, *found, start)


def kept_lines(lines: Sequence[Line], marks: Marks, start: int = 0) -> Iterator[int]:
    """The indices of the article's lines."""
    first, after = article_range(lines, marks, start)
    for i, line in enumerate(lines):
        if i not in marks and (first <= i < after or line.is_strong):
            yield i


def _worth(line: Line, is_marked: bool) -> int:
    if is_marked or not (line.is_prose or line.is_sentence):
        return -_COST
    return line.words if line.is_prose else 0


def _widened(
    lines: Sequence[Line], marks: Marks, first: int, after: int, start: int
) -> tuple[int, int]:
    """With the short sentences directly before and behind, but for furniture between."""
    while (i := _next_free(marks, range(after, len(lines)))) is not None:
        if not _is_short_sentence(lines[i], 3):
            break
        after = i + 1
    most = _MOST_BETWEEN if start else 1  # without a headline, a menu may stand above
    while (i := _next_free(marks, range(first - 1, start - 1, -1)[:most])) is not None:
        if not _is_short_sentence(lines[i], 6):
            break
        first = i
    return first, after


def _next_free(marks: Marks, way: range) -> int | None:
    """The next line that no rule cut, over a few that one did; None where more end the way."""
    return next((i for i in way[:_MOST_BETWEEN] if i not in marks), None)


def _is_short_sentence(line: Line, words: int) -> bool:
    return line.is_sentence and not line.is_cut_off and line.words >= words
