"""One page as far as its claims: clean, tag, detect, extract, each under a guard.

A stage that crashes on a page makes it a ``Reject`` with the crash's words: the run goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec.structs import replace

from reportedly.errors import ReportedlyError
from reportedly.overlay import NOTHING, Overlay
from reportedly.records import Article, Field, Received, Reject, stable_id
from reportedly.stages.clean import clean
from reportedly.stages.detect import detect
from reportedly.stages.extract import extract
from reportedly.stores.casebook import Bundle
from reportedly.vocab import using

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportedly.gazetteer import Gazetteer
    from reportedly.model import Reading

T = TypeVar("T")
Readings = list[tuple[Field, "Reading"]]
"""What the tagger read in the fields of one article."""


class Tagger(Protocol):
    """Reads names and attributions in texts, a list of texts at a time."""

    def read(self, texts: list[str]) -> list[Reading]:
        """What it reads in each text."""
        ...


class ShippedTagger:
    """The tagger of the package, loaded when the first text needs it."""

    def read(self, texts: list[str]) -> list[Reading]:
        """What it reads in each text."""
        from reportedly.model import load_tagger  # noqa: PLC0415 - a second that may not be needed

        return load_tagger().read(texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What reading needs besides the pages.

    ``published``: the date of pages that state none, if the user knows it. ``flattened``: the
    ``text`` of JSON lines is page text. ``overlay``: what the casebook lays over the package.
    ``again``: pages that were read with another vocabulary are read again. ``debug``: a crash in
    a stage ends the run.
    """

    gazetteer: Gazetteer
    tagger: Tagger = field(default_factory=ShippedTagger)
    published: str | None = None
    flattened: bool = False
    overlay: Overlay = NOTHING
    again: bool = False
    debug: bool = False


def bundles(batch: Sequence[Received], reader: Reader) -> list[Bundle]:
    """What reading each page of a batch makes, in the words of the reader's vocabulary."""
    with using(reader.overlay.vocabulary):
        return _bundles(batch, reader)


def _bundles(batch: Sequence[Received], reader: Reader) -> list[Bundle]:
    """What reading each page of a batch makes; the tagger reads them all at once."""
    cleaned = [
        _guarded("clean", page, reader, partial(clean, page, published=reader.published))
        for page in batch
    ]
    articles = [article for article in cleaned if isinstance(article, Article)]
    try:
        readings = _tagged(articles, reader)
    except Exception:
        if reader.debug:
            raise
        readings = {}  # one page is at fault: each is tagged again alone, under its own guard
    return [
        Bundle(page.capture, page.data, reject=article)
        if isinstance(article, Reject)
        else _bundle(page, article, reader, readings.get(article.id))
        for page, article in zip(batch, cleaned, strict=True)
    ]


def _tagged(articles: Sequence[Article], reader: Reader) -> dict[str, Readings]:
    """What the tagger reads in the title and the text of each article, by its id."""
    texts = [text for article in articles for text in (article.title or "", article.text)]
    found = iter(reader.tagger.read(texts))
    return {article.id: [("title", next(found)), ("text", next(found))] for article in articles}


def _bundle(page: Received, article: Article, reader: Reader, readings: Readings | None) -> Bundle:
    """The page with its mentions and claims, or the reason why there are none."""
    result = _guarded("detect", page, reader, partial(_understood, page, article, reader, readings))
    return Bundle(page.capture, page.data, reject=result) if isinstance(result, Reject) else result


def _understood(
    page: Received, article: Article, reader: Reader, readings: Readings | None
) -> Bundle:
    """The page with its mentions and claims."""
    readings = readings or _tagged([article], reader)[article.id]
    mentions = tuple(detect(article, readings, reader.gazetteer))
    claims = tuple(extract(article, mentions, dict(readings)))
    article = replace(article, vocabulary=reader.overlay.vocabulary.digest)
    return Bundle(page.capture, page.data, article, mentions, claims)


def _guarded(stage: str, page: Received, reader: Reader, step: Callable[[], T]) -> T | Reject:
    """What a stage makes of a page; a crash in it becomes a reject, so the run goes on."""
    try:
        return step()
    except ReportedlyError:
        raise  # what is missing or broken is ours or the user's, not the page's
    except Exception as error:
        if reader.debug:
            raise
        return _crash(stage, page, error)


def _crash(stage: str, page: Received, error: Exception) -> Reject:
    """The reject of a page on which a stage crashed: a fault of ours, said as one."""
    retrieval = page.capture.retrievals[0]
    source = retrieval.source if retrieval.line is None else f"{retrieval.source}:{retrieval.line}"
    reason = f"a fault in reportedly: {type(error).__name__}: {error} (--debug shows where)"
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return Reject(
        id=stable_id("reject", source, stage, reason),
        input=source,
        stage=stage,
        reason=reason,
        at=at,
    )
