"""A page cut into its article and its furniture, with nothing lost between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.records import Furniture
from reportedly.stages.clean.choosing import kept_lines
from reportedly.stages.clean.headline import find_line, guess_headline, site_of, without_site
from reportedly.stages.clean.lines import split_lines
from reportedly.stages.clean.marking import mark
from reportedly.stages.clean.normalising import normalise
from reportedly.stages.clean.rules import inside_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportedly.stages.clean.lines import Line
    from reportedly.stages.clean.marking import Marks


@dataclass(frozen=True)
class Page:
    """The lines of a page text, which of them are the article, and what the others are.

    ``kinds`` names the furniture by line; a line in neither ``kept`` nor ``kinds`` is the
    headline.
    """

    page_text: str
    lines: tuple[Line, ...]
    kept: tuple[int, ...]
    kinds: Marks
    headline: int | None
    title: str | None
    outlet: str | None = None
    whole: str | None = None

    @property
    def text(self) -> str:
        """The article: its paragraphs, a blank line between them; ``whole`` if it is uncut."""
        if self.whole is not None:
            return self.whole
        return "\n\n".join(self.lines[i].text for i in self.kept)

    @property
    def furniture(self) -> tuple[Furniture, ...]:
        """What was cut; neighbouring lines of one kind are one piece."""
        pieces: list[Furniture] = []
        last = -2
        for i, kind in sorted(self.kinds.items()):
            line = self.lines[i]
            if i == last + 1 and pieces[-1].kind == kind:
                pieces[-1] = Furniture(start=pieces[-1].start, end=line.end, kind=kind)
            else:
                pieces.append(Furniture(start=line.start, end=line.end, kind=kind))
            last = i
        return tuple(pieces)


def cut_flattened(
    text: str, title: str | None, mark_credits: Callable[[Sequence[Line]], Marks]
) -> Page:
    """Page text, with its headline and furniture in it, as a page.

    ``title``: if it is known from elsewhere; ``mark_credits`` marks lines that credit agencies.
    """
    page_text = normalise(text, unwrap=True)
    lines = split_lines(page_text, inside_pattern(), title)
    marks = mark(lines) | mark_credits(lines)
    headline = find_line(lines, marks, title) if title else guess_headline(lines, marks)
    free = {i: kind for i, kind in marks.items() if i != headline}
    kept = tuple(kept_lines(lines, free, 0 if headline is None else headline + 1))
    found = None if headline is None else without_site(lines[headline].text)[0]
    return Page(
        page_text=page_text,
        lines=tuple(lines),
        kept=kept,
        kinds=name_rest(lines, kept, free, headline),
        headline=headline,
        title=title or found,
        outlet=site_of(lines, title or found),
    )


def name_rest(
    lines: Sequence[Line], kept: Sequence[int], marks: Marks, headline: int | None
) -> Marks:
    """A kind for every line that is neither article nor headline."""
    inside = set(kept)
    rest = (i for i in range(len(lines)) if i not in inside and i != headline)
    return {i: marks.get(i) or _kind_by_place(lines[i], i, kept) for i in rest}


def _kind_by_place(line: Line, at: int, kept: Sequence[int]) -> str:
    before = not kept or at < kept[0]
    return "navigation" if before or not line.is_sentence else "teaser"
