"""The headline among the lines of a page text."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from reportedly.stages.clean.choosing import article_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.stages.clean.lines import Line
    from reportedly.stages.clean.marking import Marks

_WORDS: Final = range(4, 36)
"""Headlines shorter than four words cannot be told from menus, longer ones are paragraphs."""

_WORDS_KNOWN: Final = range(1, 60)
_FAR: Final = 1_000_000
_LOOK_BACK: Final = 20
_LEAST_SHARED: Final = 0.5
_LEAST_SHARED_BY_FIRST: Final = 0.2
_TOLD_WITHIN: Final = 25
_SITE: Final = re.compile(r"\s+[|–—-]\s+(?P<site>[^|–—]{2,60})$")


def same_words(a: str, b: str) -> bool:
    """Whether two titles have the same letters and digits, however set."""
    return _letters(a) == _letters(b) != ""


def without_site(title: str) -> tuple[str, str | None]:
    """A window title without the outlet that closes it, and the outlet.

    >>> without_site("Shells fall on a town | The Daily Example")
    ('Shells fall on a town', 'The Daily Example')
    """
    found = _SITE.search(title)
    if not found or len(found["site"].split()) > 6 or len(title[: found.start()].split()) < 4:
        return title, None
    return title[: found.start()], found["site"].strip()


def site_of(lines: Sequence[Line], title: str | None) -> str | None:
    """The outlet that closes the window title, if a line at the top is one."""
    for line in lines[:20]:
        found, site = without_site(line.text)
        if site and title and same_words(found, title):
            return site
    return None


def find_line(lines: Sequence[Line], marks: Marks, title: str) -> int | None:
    """The line with the words of the title that is the last before the body, or the first."""
    found = [
        i
        for i, line in enumerate(lines)
        if line.words in _WORDS_KNOWN
        and (same_words(line.text, title) or same_words(without_site(line.text)[0], title))
    ]
    first, _ = article_range(lines, marks)
    above = [i for i in found if i <= first]
    return above[-1] if above else next(iter(found), None)


def guess_headline(lines: Sequence[Line], marks: Marks) -> int | None:
    """The line that looks like the headline; None where none does.

    The first line of the page if that looks like one and the body follows; else, among the last
    lines before the body, the one that fits best and shares its words with the body, since a
    menu's teaser taken for the headline would tell of something else.
    """
    free = [i for i in range(len(lines)) if i not in marks]
    if not free:
        return None
    body = _body_lines(lines, marks)
    near = [i for i in free if not body or i < body[0]][-_LOOK_BACK:]
    shared = _shared_words(lines, [free[0], *near], body)
    fitting = [i for i in near if _is_headline(lines[i]) and shared[i] >= _LEAST_SHARED]
    first = free[0]
    if _is_headline(lines[first]):
        between = _lines_to_body(lines, marks, first)
        told = shared[first] >= _LEAST_SHARED_BY_FIRST and _is_phrase(lines[first])
        if between == 0 or (between <= 3 and (told or not fitting)):
            return _repeated(lines, free) or first
    often = Counter(_letters(line.text) for line in lines if line.words in _WORDS)
    fitness = {
        i: 6 * shared[i]
        + 6 * (often[_letters(lines[i].text)] > 1)
        + _fitness(lines, marks, near, i)
        for i in fitting
    }
    return max(fitting, key=lambda i: fitness[i], default=None)


def _body_lines(lines: Sequence[Line], marks: Marks) -> list[int]:
    """The paragraphs of the article, by index."""
    first, after = article_range(lines, marks)
    return [i for i in range(first, after) if lines[i].is_prose and i not in marks]


def _shared_words(
    lines: Sequence[Line], near: Sequence[int], body: Sequence[int]
) -> dict[int, float]:
    """For each line, the share of its longer words that the body begins with too."""
    told = {stem for i in body[:_TOLD_WITHIN] for stem in _stems(lines[i].text)}
    stems = {i: _stems(lines[i].text) for i in near}
    return {i: len(own & told) / max(1, len(own)) for i, own in stems.items()}


def _stems(text: str) -> set[str]:
    """The first five letters of words of four or more: enough to match their forms."""
    return {word[:5] for word in re.findall(r"\w{4,}", text.casefold())}


def _is_headline(line: Line) -> bool:
    """Of the length of a headline, and not ended as sentences are."""
    end = line.text.rstrip("\"'”’»")[-1:]
    return line.words in _WORDS and end not in ".,;:。" and not line.is_cut_off


def _is_phrase(line: Line) -> bool:
    """Whether it has a small word or a comma, as headlines do and menus do not."""
    return re.search(r"\s[^\W\d_A-Z]|[,:;?!“”\"']", line.text) is not None


def _lines_to_body(lines: Sequence[Line], marks: Marks, at: int) -> int:
    """How many lines that no rule cut stand between a line and the next sentence."""
    between = 0
    for i in range(at + 1, len(lines)):
        if lines[i].is_prose or (i not in marks and lines[i].is_sentence):
            return between
        between += i not in marks
    return _FAR


def _repeated(lines: Sequence[Line], free: Sequence[int]) -> int | None:
    """Where the window title, the first line, comes again as the headline of the page."""
    title, _ = without_site(lines[free[0]].text)
    again = [i for i in free[1:20] if same_words(lines[i].text, title)]
    return again[-1] if again else None


def _fitness(lines: Sequence[Line], marks: Marks, near: Sequence[int], at: int) -> float:
    """Longer, nearer, with a byline or date under it is fitter; so is what is repeated.

    The weights are the best of a coarse grid on the 92 pages of gold/clean, whose titles are
    known from their markup.
    """
    distance = len(near) - near.index(at)
    signed = any(marks.get(i) in {"date", "byline"} for i in range(at + 1, at + 4))
    return min(lines[at].words, 12) - 0.3 * distance + 8 * signed


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
