"""When a page was published: given, in the markup, stated in the text, or inferred from it.

The order is the order of trust. Nothing is taken from the time of retrieval; what cannot be
known stays None with a reason.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reportedly.records import When
from reportedly.stages.clean.daywords import EARLIEST, given_day, printed_dates
from reportedly.stages.clean.markup_dates import marked_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.records import Basis, Received
    from reportedly.stages.clean.lines import Line
    from reportedly.stages.clean.page import Page

_LABEL: Final = re.compile(
    r"(?:^|[|•·(,;] ?|\bby [^|•·]{2,60}? )(?P<label>(?:first |originally )?published|posted|issued"
    r"|publication date|date published|date)(?: on| at| by [^,|]{2,40})?[ :|,–-]",
    re.IGNORECASE,
)
_UPDATED: Final = re.compile(r"\b(?:last )?(?:updated|modified|update)\b", re.IGNORECASE)
_DATELINE: Final = re.compile(r"^[A-Z][\w .,'’/-]{2,50}?[,(] ?(?=\w+\.? \d|\d)")
_LINE_WORDS: Final = 25
_FIRST_LINES: Final = 6


class Publication(NamedTuple):
    """The publication time, or why there is none."""

    when: When | None
    null_reason: str | None = None


class _Stated(NamedTuple):
    day: date
    line: Line
    words: str
    is_update: bool


def publication(
    received: Received,
    page: Page,
    *,
    tree: Any = None,  # noqa: ANN401 - lxml has no types
    url: str | None = None,
    option: str | None = None,
) -> Publication:
    """The publication of a page. ``option``: the user's own date for pages that state none."""
    latest = _received_on(received) + timedelta(days=1)
    given = _given(received.meta.published)
    if given and given.when:
        return given
    found = _in_markup(tree, url, latest) if tree is not None else None
    found = found or _stated(page, latest)
    if found and not given:
        return Publication(found)
    if option is not None:
        return _optional(option)
    return given or _inferred(page, latest)


def _given(value: str | None) -> Publication | None:
    """What came beside the page; a value that is no date is an answer too: none."""
    if value is None:
        return None
    day = given_day(value)
    if day:
        return Publication(_when(day, "metadata", f'given with the page as "{value}"'))
    reason = (
        f'the date given with the page, "{value[:80]}", is not an ISO date, '
        "an ISO date-time or YYYY/MM/DD"
    )
    return Publication(None, reason)


def _optional(option: str) -> Publication:
    day = given_day(option)
    if day:
        return Publication(_when(day, "stated", f'given by the user as "{option}"'))
    return Publication(
        None, f'the date given by the user, "{option[:80]}", is not an ISO date or YYYY/MM/DD'
    )


def _in_markup(tree: Any, url: str | None, latest: date) -> When | None:  # noqa: ANN401 - lxml
    found = marked_date(tree, url)
    if found is None or not EARLIEST <= found.day <= latest:
        return None
    why = f'the markup states it: {found.element} "{found.value[:60]}"'
    return _when(found.day, "metadata", why)


def _stated(page: Page, latest: date) -> When | None:
    """A date that the visible page states as its own; an update only if there is no other."""
    found = [s for s in _statements(page) if EARLIEST <= s.day <= latest]
    if not found:
        return None
    best = next((s for s in found if not s.is_update), found[0])
    start = best.line.start + best.line.text.index(best.words)
    place = f"page_text {start} to {start + len(best.words)}"
    kind = "the page states when it was updated" if best.is_update else "the page states it"
    return _when(best.day, "stated", f'{kind}: "{best.line.text[:80]}" ({place})')


def _statements(page: Page) -> Iterator[_Stated]:
    """Dates with a label anywhere but in comments, and bare ones between headline and body."""
    kept = set(page.kept)
    body = page.kept[0] if page.kept else len(page.lines)
    top = -1 if page.headline is None else page.headline
    for i, line in enumerate(page.lines):
        is_heading = top < i < body
        if page.kinds.get(i) == "comments":
            continue
        if i in kept:
            if i in page.kept[:_FIRST_LINES]:
                yield from _in_dateline(line)
            continue
        if line.words <= _LINE_WORDS:
            dated = page.kinds.get(i) in {"date", "byline"}
            yield from _in_line(line, is_heading=is_heading and dated)


def _in_line(line: Line, *, is_heading: bool) -> Iterator[_Stated]:
    """The dates of a line; the label nearest before each says what it is the date of."""
    labels = [(m.start("label"), False) for m in _LABEL.finditer(line.text)]
    labels += [(m.start(), True) for m in _UPDATED.finditer(line.text)]
    for found in printed_dates(line.text):
        before = [label for label in labels if label[0] < found.start]
        if before or is_heading:
            is_update = max(before)[1] if before else False
            yield _Stated(found.day, line, line.text[found.start : found.end], is_update)


def _in_dateline(line: Line) -> Iterator[_Stated]:
    """KYIV, March 3, 2023 (Reuters) - ..."""
    head = line.text[:90]
    start = _DATELINE.match(head)
    for found in printed_dates(head)[:1]:
        if (
            start
            and found.start <= start.end() + 12
            and re.match(r"\s*[(–—-]|\s*/", head[found.end :])
        ):
            yield _Stated(found.day, line, head[found.start : found.end], is_update=False)


def _inferred(page: Page, latest: date) -> Publication:
    from reportedly.times import InferenceFailure, infer_publication  # noqa: PLC0415 - heavy

    found = infer_publication(page.title or "", page.text, today=latest)
    if isinstance(found, InferenceFailure):
        return Publication(
            None, f"the page states no date, and none can be inferred: {found.reason}"
        )
    return Publication(found)


def _when(day: date, basis: Basis, why: str) -> When:
    iso = day.isoformat()
    return When(start=iso, end=iso, precision="day", ucdp_date_prec=1, basis=basis, why=why)


def _received_on(received: Received) -> date:
    """The last day that the bytes were fetched on: no page is published after that."""
    days = [given_day(retrieval.at[:10]) for retrieval in received.capture.retrievals]
    return max((day for day in days if day), default=date.max - timedelta(days=2))
