"""The language of an article: as given, or told from its letters when it is long enough."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

_LEAST_LETTERS: Final = 40
"""Shorter texts are told wrongly too often; languages with the same alphabet share words."""

_LEAST_CERTAINTY: Final = 0.9
_ENOUGH: Final = 4000
_TAG: Final = re.compile(r"([a-zA-Z]{2,3})(?:[-_].*)?")


def language_of(text: str, given: str | None = None) -> str | None:
    """An ISO 639 code, or None when unsure.

    >>> language_of("Zwei Dörfer", "de-AT")
    'de'
    """
    tag = _TAG.fullmatch(given.strip()) if given else None
    if tag:
        return tag[1].lower()
    sample = text[:_ENOUGH]
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS:
        return None
    code, certainty = _identifier().classify(sample)
    return str(code) if certainty >= _LEAST_CERTAINTY else None


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - heavy

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
