"""Same-length folding of text before it is tokenised, so offsets stay true."""

from __future__ import annotations

import re

_CYRILLIC = "АВЕЅІЈКМНОРСТУХавеѕіјкморстухЗ"
_LATIN = "ABESIJKMHOPCTYXabesijkmopctyx3"
_LOOK_ALIKES = str.maketrans(_CYRILLIC, _LATIN)

_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»〝〞＂", '"'),
        **dict.fromkeys("‘’‚‛‹›`´ʼ＇", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)

_RUN = re.compile(r"[\w-]+")
_CYRILLIC_LETTER = re.compile(r"[Ѐ-ӿ]")
_LATIN_OR_DIGIT = re.compile(r"[A-Za-z0-9]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def fold(text: str) -> str:
    """Return `text` with quotes, dashes and mixed-script look-alikes made plain.

    The result has the same number of code points. Words wholly in Cyrillic are left alone;
    in a run that mixes Cyrillic with Latin letters or digits (a designation such as 9М22С) the
    Cyrillic letters that look Latin become Latin.
    """
    plain = _SURROGATE.sub("\ufffd", text).translate(_PUNCTUATION)
    return _RUN.sub(_fold_run, plain) if _CYRILLIC_LETTER.search(plain) else plain


def _fold_run(match: re.Match[str]) -> str:
    run = match.group()
    mixed = _CYRILLIC_LETTER.search(run) and _LATIN_OR_DIGIT.search(run)
    return run.translate(_LOOK_ALIKES) if mixed else run
