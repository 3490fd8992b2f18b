"""Bytes to text: encodings that are marked, declared, lying, broken or none at all."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.stages.clean.decoding import UndecodableError, decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.records import Article

UKRAINIAN = (
    "Російські війська обстріляли село Озерне в Донецькій області, повідомили у міністерстві. "
    "Двоє людей поранені, школа зруйнована, електрики немає з вечора понеділка."
)
RUSSIAN = (
    "Российские войска обстреляли деревню, сообщили в министерстве обороны. Двое раненых, "
    "школа разрушена, электричества нет с вечера понедельника."
)
SPANISH = "La explosión hirió a dos niños en el camión, según informó el alcalde de la ciudad. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_with_and_without_marks(encoding: str) -> None:
    """Every Unicode encoding of a page gives its words."""
    text = f"<html><body><p>A town was shelled: {UKRAINIAN}</p></body></html>"
    if encoding == "utf-16-le":
        text = "<html><body><p>Shells fell on the town.</p></body></html>"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("charset", "encoding", "words"),
    [
        ("windows-1251", "cp1251", UKRAINIAN),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("iso-8859-1", "cp1252", "“" + SPANISH + "”"),
        ("utf-8", "cp1251", RUSSIAN),
        ("iso-8859-1", "utf-8", UKRAINIAN),
        ("windows-1252", "cp1251", RUSSIAN),
        ("no-such-charset", "utf-8", UKRAINIAN),
    ],
    ids=[
        "declared",
        "declared koi8",
        "western",
        "lying utf-8",
        "lying latin",
        "lying western",
        "unknown",
    ],
)
def test_the_declared_charset_counts_where_it_gives_words(
    charset: str, encoding: str, words: str
) -> None:
    """A charset that is declared is used if it is true, and found out if it lies."""
    page = f'<html><head><meta charset="{charset}"></head><p>{words * 4}</p></html>'
    assert decode(page.encode(encoding)) == page


def test_text_without_a_declaration_is_told_by_its_letters() -> None:
    """Cyrillic and Western text of one byte a letter are told apart."""
    assert decode((RUSSIAN * 5).encode("cp1251")) == RUSSIAN * 5
    assert decode((SPANISH * 5).encode("cp1252")) == SPANISH * 5


def test_a_few_broken_bytes_are_shown_not_guessed() -> None:
    """UTF-8 with a broken byte keeps its words; the byte is U+FFFD."""
    data = UKRAINIAN.encode() + b"\xff" + UKRAINIAN.encode()
    assert decode(data) == f"{UKRAINIAN}\ufffd{UKRAINIAN}"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Shells fell\x00 on the town.", "NUL at byte 12"),
        (b"\xff\xfeS\x00h\x00e", "byte order mark"),
        ("Nul \x00 marked".encode("utf-16"), "NUL at character 5"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, words: str) -> None:
    """NUL bytes and half letters are refused with their place."""
    with pytest.raises(UndecodableError, match=words):
        decode(data)


def test_a_refused_page_is_a_reject(refused: Callable[..., str]) -> None:
    """The stage passes the reason on."""
    assert "NUL at byte 12" in refused(b"Shells fell\x00 on the town.")


def test_a_page_in_cyrillic_bytes_is_read(cleaned: Callable[..., Article]) -> None:
    """An old page without declaration comes out in its letters and language."""
    article = cleaned((RUSSIAN * 3).encode("cp1251"))
    assert article.text.startswith("Российские войска")
    assert article.language == "ru"


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    """Nothing else is raised, and no NUL passes."""
    with suppress(UndecodableError):
        assert "\x00" not in decode(data)


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_utf8_is_always_read_as_such(text: str) -> None:
    """Valid UTF-8 without NUL comes back as it was."""
    assert decode(text.encode()) == text.removeprefix("\ufeff")
