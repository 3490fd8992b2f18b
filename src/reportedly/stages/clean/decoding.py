"""Bytes to text: by byte order mark, UTF-8, the declared charset, then by statistics.

A declaration can lie, so it is believed only where its text looks like text. What cannot be
decoded is refused with a reason: wrong letters are worse than none.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Final


class UndecodableError(ValueError):
    """The bytes are no text that can be told; the message says why."""


class _Marked(NamedTuple):
    mark: bytes
    encoding: str


_MARKS: Final = (
    _Marked(codecs.BOM_UTF8, "utf-8-sig"),
    _Marked(codecs.BOM_UTF32_LE, "utf-32"),
    _Marked(codecs.BOM_UTF32_BE, "utf-32"),
    _Marked(codecs.BOM_UTF16_LE, "utf-16"),
    _Marked(codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*?encoding=["']([\w.:-]+)""",
    re.IGNORECASE,
)
_DECLARED_WITHIN: Final = 8192
# WHATWG Encoding: browsers read these labels as the wider encoding on the right.
_WIDER: Final = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-9": "cp1254",
}
_LIKELY: Final = [
    "cp1252", "cp1251", "cp1250", "cp1256", "koi8_r", "koi8_u", "iso8859_5", "cp866",
    "mac_cyrillic", "cp1253", "cp1254", "cp1255", "gb18030", "big5", "cp932", "euc_jp", "cp949",
]  # fmt: skip
_STATISTICS_WITHIN: Final = 256 * 1024
_WESTERN: Final = frozenset({"cp1252", "cp1250", "cp1254", "iso8859-15"})


def decode(data: bytes) -> str:
    """The text of the bytes; ``UndecodableError`` if it cannot be told.

    >>> decode("Київ".encode("utf-16"))
    'Київ'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data, encoding, "as its byte order mark says"))
    if b"\x00" in data:
        return _checked(_without_mark(data))
    text = _try(data, "utf-8")
    if text is None:
        text = _declared_text(data) or _mended_utf8(data) or _by_statistics(data)
    return _checked(text)


def check_letters(text: str) -> str:
    """The text, if it holds no NUL; ``UndecodableError`` says where one stands."""
    return _checked(text)


def _checked(text: str) -> str:
    at = text.find("\x00")
    if at >= 0:
        raise UndecodableError(_nul_reason(at, "character"))
    return text


def _nul_reason(at: int, unit: str) -> str:
    return (
        f"NUL at {unit} {at + 1}: not text, or a damaged file. "
        "Expected text in UTF-8 or another known encoding; fetch or export it again."
    )


def _without_mark(data: bytes) -> str:
    """UTF-16 without a mark has a NUL in every other byte of plain letters."""
    sample = data[: 64 * 1024]
    half = max(1, len(sample) // 2)
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        nuls, others = sample[first::2].count(0), sample[1 - first :: 2].count(0)
        if nuls / half > 0.4 and others / half < 0.01:
            return _strict(data, encoding, "as its bytes suggest")
    raise UndecodableError(_nul_reason(data.index(0), "byte"))


def _strict(data: bytes, encoding: str, why: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        message = f"Not {encoding}, {why} ({error}). Save the page again as UTF-8."
        raise UndecodableError(message) from error


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _declared_text(data: bytes) -> str | None:
    """The text in the charset that the page declares, if that gives words."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    if not found:
        return None
    label = (found[1] or found[2]).decode("ascii", "ignore").lower()
    encoding = _WIDER.get(label, label)
    if encoding.replace("_", "-") in {"utf-8", "utf8"}:
        return None
    text = _try(data, encoding)
    return None if text is None or _is_garbled(text, encoding) else text


def _is_garbled(text: str, encoding: str) -> bool:
    """Cyrillic or Arabic read as a Western charset is nearly all accented letters."""
    if codecs.lookup(encoding).name not in _WESTERN:
        return False
    accented = sum(1 for c in text if "\xc0" <= c <= "\xff")
    plain = len(re.findall(r"[a-z]+(?![^<]*>)", text[:_STATISTICS_WITHIN]))
    return accented > 20 and accented > 2 * plain


def _mended_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes, each shown as U+FFFD; None if it is not UTF-8 at all."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for c in text if c > "\x7f") - broken
    return text if sound >= 4 * broken else None


def _by_statistics(data: bytes) -> str:
    """The likeliest of the encodings in use; a declaration that failed is not asked again."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - loads slowly

    sample = data[:_STATISTICS_WITHIN]
    matches = from_bytes(sample, cp_isolation=_LIKELY, preemptive_behaviour=False)
    best = matches.best()
    if best is not None:
        equal = [
            m.encoding for m in matches if (m.chaos, m.coherence) == (best.chaos, best.coherence)
        ]
        text = _try(data, _commonest(equal, sample))
        if text is not None:
            return text
    raise UndecodableError(
        "No known encoding gives text: UTF-8, the declared charset and "
        f"{len(_LIKELY)} others were tried. Save the page again as UTF-8."
    )


def _commonest(encodings: list[str], sample: bytes) -> str:
    """Of encodings that fit equally, the one in widest use.

    Turkish letters stand where Western text has those of Icelandic, which is much rarer.
    """
    if "cp1254" in encodings and re.search(rb"[\xd0\xdd\xde\xf0\xfd\xfe]", sample):
        return "cp1254"
    return min(encodings, key=_LIKELY.index)
