r"""A capture to its article: body, title, byline, agencies and publication; furniture cut.

| form | body | furniture |
|---|---|---|
| html | the blocks that trafilatura finds, less what the rules cut | the rest of the page |
| flattened | what the rules and the shape of the page leave | what they cut |
| body | to the letter, so that offsets into it hold | none |

``page_text`` is the text before cutting, ``text`` is made of it by cutting alone.

>>> from reportedly.records import Capture, Received, Retrieval
>>> page = b"Shells fall on a town at night\n\nTwo people were hurt when shells fell on " \
...     b"the town of Dolyna on Monday night, said its mayor.\n\nShare this article"
>>> capture = Capture(id="c", sha256="", media_type="text/plain", size=len(page), retrievals=(
...     Retrieval(source="a.txt", at="2023-03-04T10:00:00+00:00"),))
>>> article = clean(Received(capture=capture, data=page, form="flattened"))
>>> article.title, [piece.kind for piece in article.furniture]
('Shells fall on a town at night', ['share'])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.records import Article, Reject, stable_id
from reportedly.stages.clean.assembling import UnreadableError, assemble
from reportedly.stages.clean.decoding import UndecodableError

if TYPE_CHECKING:
    from reportedly.records import Received

__all__ = ["clean"]


def clean(received: Received, *, published: str | None = None) -> Article | Reject:
    """The article of a capture, or why there is none.

    ``published``: the user's date for pages that state none (ISO or YYYY/MM/DD).
    """
    try:
        return assemble(received, published)
    except (UndecodableError, UnreadableError) as error:
        return _reject(received, str(error))


def _reject(received: Received, reason: str) -> Reject:
    retrieval = received.capture.retrievals[0]
    line = retrieval.line
    place = retrieval.source if line is None else f"{retrieval.source}:{line}"
    return Reject(
        id=stable_id("reject", place, "clean", reason),
        input=place,
        stage="clean",
        reason=reason,
        at=retrieval.at,
    )
