"""What an article says that it corrects or takes back."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reportedly.vocab import load

if TYPE_CHECKING:
    from reportedly.records import Article


def correction_in(article: Article) -> str | None:
    """The words by which an article says that it corrects or takes back something."""
    for text in dict.fromkeys((article.text, article.page_text)):
        folded = text.casefold()
        if any(word in folded for word in load("origins")["correction_words"]):
            match = _pattern().search(text)
            if match:
                return " ".join(match[0].split())
    return None


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in load("origins")["corrections"]), re.IGNORECASE)
