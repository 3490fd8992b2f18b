"""Where the words that a decision judges stand now: decisions hang on words, not on ids."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import msgspec

from reportedly.records import Article, Claim, Incident, Span, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

AROUND = 40  # characters of text kept on each side of the quote


def subject_of(
    record: Claim | Incident | Article,
    article: Article,
    claims: Sequence[Claim] = (),
    field: str | None = None,
) -> Subject:
    """What a decision on this record hangs on: its words in the article of a capture.

    An incident hangs on the words of its first claim in that article, found in ``claims``; an
    article on its first words.
    """
    span, marks = _words_of(record, article, claims)
    text = article.field(span.field)
    return Subject(
        record=type(record).__name__.lower(),
        capture=article.capture_id,
        quote=span.cut(text),
        prefix=text[max(0, span.start - AROUND) : span.start],
        suffix=text[span.end : span.end + AROUND],
        field=field,
        marks=marks,
    )


def _words_of(
    record: Claim | Incident | Article, article: Article, claims: Sequence[Claim]
) -> tuple[Span, dict[str, Any]]:
    """The words that a decision hangs on, and what tells their claim from others."""
    if isinstance(record, Article):
        return Span(start=0, end=min(len(article.text), 3 * AROUND)), {}
    if isinstance(record, Incident):
        own = {claim.id: claim for claim in claims if claim.article_id == article.id}
        record = next(own[i] for i in record.claim_ids if i in own)
    return record.span, marks_of(record)


MARKS = ("event.acled_sub_type", "modality", "place.name", "source.name")


def marks_of(claim: Claim) -> dict[str, Any]:
    """What tells this claim from others read out of the same sentence."""
    found = {path: value_at(claim, path) for path in MARKS}
    return {path: value for path, value in found.items() if value is not None}


def value_at(record: msgspec.Struct, path: str) -> Any:  # noqa: ANN401 - fields differ in type
    """The value at a dotted path of the record's JSON; None where a step on the way is null.

    A step that does not exist raises KeyError, IndexError, TypeError or ValueError.
    """
    value: Any = msgspec.to_builtins(record)
    for step in path.split("."):
        if value is None:
            return None
        value = value[int(step)] if isinstance(value, list | tuple) else value[step]
    return value


_ASIDE = frozenset({"span", "cue_span", "trigger", "why", "score", "alternatives"})
"""What a new model may tell otherwise of a value that is the same."""


def core(value: Any) -> Any:  # noqa: ANN401 - values of any field
    """A value as plain JSON without what may change while it stays the same."""
    plain = msgspec.json.decode(msgspec.json.encode(value))
    return {k: v for k, v in plain.items() if k not in _ASIDE} if isinstance(plain, dict) else plain


def locate(subject: Subject, article: Article) -> Span | None:
    """The quote in the article as it reads now; of several, the one whose surroundings fit best.

    Differences in white space do not count. None if the words are gone.
    """
    words = [re.escape(word) for word in subject.quote.split()]
    if not words:
        return None
    pattern = re.compile(r"\s+".join(words))
    found = [
        Span(start=m.start(), end=m.end(), field=name)
        for name in ("text", "title")
        for m in pattern.finditer(article.field(name))
    ]
    return max(found, key=lambda span: _fit(subject, article, span), default=None)


def _fit(subject: Subject, article: Article, span: Span) -> int:
    """How many characters next to the quote are still as they were."""
    text = article.field(span.field)
    before = _agreeing(reversed(subject.prefix), reversed(text[: span.start]))
    return before + _agreeing(subject.suffix, text[span.end :])


def _agreeing(kept: Iterable[str], now: Iterable[str]) -> int:
    pairs = zip(kept, now, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
