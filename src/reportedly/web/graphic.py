"""Graphic words stand covered on a page until a reader asks for them."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup, escape

from reportedly.vocab import load
from reportedly.web.marking import visible


def covered(text: str) -> Markup:
    """A text for a page: escaped, nothing in it steers, its graphic words marked as such.

    The words stay in the page, for search in it and for screen readers: the style blurs them.

    >>> covered("Two <b>charred bodies</b> lay there.")
    Markup('Two &lt;b&gt;<span class="graphic">charred bodies</span>&lt;/b&gt; lay there.')
    """
    parts: list[Markup] = []
    at = 0
    for found in _pattern().finditer(text):
        word = Markup('<span class="graphic">{}</span>').format(visible(found[0]))
        parts += [escape(visible(text[at : found.start()])), word]
        at = found.end()
    return Markup("").join([*parts, escape(visible(text[at:]))])


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('graphic')['words'])})\b", re.IGNORECASE)
