"""Articles that carry the same text, or are versions of one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.stages.group.index import CopyIndex
from reportedly.stages.group.showing import group_records

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reportedly.records import Article, CopyGroup
    from reportedly.stages.group.index import Tie


def indexed(
    articles: Sequence[Article],
    together: Collection[Tie] = (),
    apart: Collection[Tie] = (),
) -> tuple[CopyIndex, list[CopyGroup]]:
    """All articles in an index, and their groups."""
    index = CopyIndex()
    index.add(articles, together, apart)
    texts = {article.id: article.text for article in articles}
    return index, group_records(index, texts.__getitem__, together=together)


def copy_groups(
    articles: Sequence[Article],
    together: Collection[Tie] = (),
    apart: Collection[Tie] = (),
) -> list[CopyGroup]:
    """Groups of two or more articles that carry the same text, or are versions of one page.

    A pure function of the articles and of the pairs of ids that people put together or keep
    apart: the order of the articles does not matter. ``edges`` are the strongest links that tie a
    group together, from the article that had the text first (or holds more) to the copy; those
    that lead to an article of no or another group tell of a part in common.
    """
    return indexed(articles, together, apart)[1]
