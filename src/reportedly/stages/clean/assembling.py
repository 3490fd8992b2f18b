"""The parts of an article put together, by the form that its bytes came in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reportedly.records import Article, stable_id
from reportedly.stages.clean.agencies import CREDIT, credits_in, credits_of_lines, mark_credits
from reportedly.stages.clean.bylines import byline_of, names_in
from reportedly.stages.clean.dates import publication
from reportedly.stages.clean.decoding import check_letters, decode
from reportedly.stages.clean.language import language_of
from reportedly.stages.clean.lines import split_lines
from reportedly.stages.clean.markup import Meta, cut_markup, parse_markup
from reportedly.stages.clean.normalising import one_line
from reportedly.stages.clean.page import Page, cut_flattened
from reportedly.stages.clean.posts import post_links

if TYPE_CHECKING:
    from reportedly.records import Credit, Received

JSON_LINES: Final = "application/x-ndjson"

MAX_CHARACTERS: Final = 500_000
"""The longest text that is taken for one article: about 80,000 words, a book. The longest
article of the public collections that we measure on has 33,672. Reading takes a second or more
for 10,000 characters, so that a longer text would hold up the pages that come after it."""


class UnreadableError(ValueError):
    """A page that holds no article text; the message says what was looked for."""


class _Cut(NamedTuple):
    """A page in pieces, with what its markup says of it."""

    page: Page
    meta: Meta
    tree: Any = None


def assemble(received: Received, option: str | None) -> Article:
    """The article of a capture; an ``UnreadableError`` or ``UndecodableError`` says why not."""
    text = _text_of(received)
    if received.form != "html":
        _check_length(text)
    cut = _cut(received, text)
    page = cut.page
    _check_length(page.text)
    if not page.text.strip() and not _is_title_alone(received, page):
        raise UnreadableError(_why_empty(received, page))
    meta = received.meta
    url = meta.url or cut.meta.url
    when = publication(received, page, tree=cut.tree, url=url, option=option)
    return Article(
        id=stable_id("article", received.capture.id),
        capture_id=received.capture.id,
        input_id=meta.input_id,
        url=url,
        outlet=meta.outlet or page.outlet,
        title=page.title,
        text=page.text,
        page_text=page.page_text,
        language=language_of(page.text if page.text.strip() else page.title or "", meta.language),
        byline=byline_of(page) or _author(cut.meta.author),
        agencies=_agencies(page),
        published=when.when,
        published_null_reason=when.null_reason,
        furniture=page.furniture,
        posts=() if cut.tree is None else post_links(cut.tree, page.text),
    )


def _check_length(text: str) -> None:
    """Refuse what is too long for an article; a page may have any amount of markup around it."""
    if len(text) > MAX_CHARACTERS:
        raise UnreadableError(
            f"The text has {len(text):,} characters; an article may have {MAX_CHARACTERS:,} "
            "at most. Split it into its articles."
        )


def _text_of(received: Received) -> str:
    """The characters of a capture: decoded, and out of its JSON line if it came in one."""
    if received.capture.media_type != JSON_LINES:
        return decode(received.data)
    fields = json.loads(received.data.decode("utf-8-sig"))
    return check_letters(fields["html" if received.form == "html" else "text"])


def _cut(received: Received, text: str) -> _Cut:
    title = one_line(received.meta.title) if received.meta.title else None
    if received.form == "body":
        return _Cut(_whole(text, title), Meta())
    if received.form == "flattened":
        return _Cut(cut_flattened(text, title, mark_credits), Meta())
    markup = parse_markup(text)
    if markup is None:
        raise UnreadableError("Named or given as HTML but holds no element; expected a page.")
    return _Cut(cut_markup(markup, title, mark_credits), markup.meta, markup.tree)


def _whole(text: str, title: str | None) -> Page:
    """Text that is kept to the letter, as a page without furniture."""
    lines = tuple(split_lines(text))
    kept = tuple(range(len(lines)))
    return Page(text, lines, kept, {}, None, title, whole=text)


def _agencies(page: Page) -> tuple[Credit, ...]:
    """The credits of the text, and of the lines that were cut because they only credit."""
    inside = credits_in(page.text)
    names = {credit.name for credit in inside}
    cut = [page.lines[i] for i, kind in sorted(page.kinds.items()) if kind == CREDIT]
    return inside + tuple(c for c in credits_of_lines(cut) if c.name not in names)


def _author(author: str | None) -> str | None:
    return (names_in(author) or author.replace("; ", ", ")) if author else None


def _is_title_alone(received: Received, page: Page) -> bool:
    """Whether a body was given as empty beside a title: its page says no more than that."""
    return received.form == "body" and bool(page.title)


def _why_empty(received: Received, page: Page) -> str:
    if not page.page_text.strip():
        return "The page holds no visible text; expected an article. Fetch it again."
    size = len(page.page_text)
    return (
        f"No article text found: all {size} characters of the {received.form} page read as "
        "menus, links and other furniture. Give the body as a JSON line if there is one."
    )
