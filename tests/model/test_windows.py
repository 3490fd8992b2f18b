"""Cutting texts into windows: nothing lost, nothing too long, offsets true."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from reportedly.model.fold import fold
from reportedly.model.windows import MAX_PIECES, cut_windows, segments


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """The shipped tokeniser, as the tagger sets it up."""
    text = (files("reportedly.model") / "weights" / "tokenizer.json").read_text("utf-8")
    tokenizer = Tokenizer.from_str(text)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    """Folding never moves an offset."""
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [
        ("9М22С", "9M22C"),  # Cyrillic letters between digits
        ("Х-101", "X-101"),
        ("Кharkiv", "Kharkiv"),
        ("Харків", "Харків"),  # all Cyrillic: a word of its own language
        ("«так» – “yes”", '"так" - "yes"'),
        ("\ud800x", "\ufffdx"),
    ],
)
def test_folding(given_text: str, folded: str) -> None:
    """Look-alikes, quotes and broken code points become plain."""
    assert fold(given_text) == folded


@given(st.text(alphabet="ab .\n", max_size=300), st.integers(2, 40))
def test_segments_cover_the_text_once(text: str, size: int) -> None:
    """Segments join up to the text and keep to the size."""
    assert "".join(text[a:b] for a, b in segments(text, size)) == text
    assert all(0 < b - a <= size for a, b in segments(text, size))


def test_windows_hold_every_word_in_order(tokenizer: Tokenizer) -> None:
    """Windows lose no word and keep to the limit."""
    text = "Shells hit Novodruzhesk at dawn, the governor said.\nNobody was hurt. " * 200
    windows = list(cut_windows(text, tokenizer))
    words = [text[a:b] for w in windows for a, b in zip(w.start, w.end, strict=True)]
    assert "".join(words) == "".join(text.split())
    assert len(windows) > 1
    assert all(len(w.pieces) <= MAX_PIECES for w in windows)


def test_windows_end_at_a_line_where_one_is_near(tokenizer: Tokenizer) -> None:
    """A window would rather end at a line break."""
    text = ("word " * 150 + "end.\n") * 4
    ends = [text[int(w.end[-1]) :][:1] for w in cut_windows(text, tokenizer)]
    assert ends == ["\n"] * 4


def test_windows_end_at_a_sentence_without_lines(tokenizer: Tokenizer) -> None:
    """Without lines a window ends at a sentence."""
    text = "The village was shelled again on that day. " * 100
    assert all(text[int(w.end[-1]) - 1] == "." for w in cut_windows(text, tokenizer))


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b", "\x00"])
def test_nothing_to_read_gives_no_window(text: str, tokenizer: Tokenizer) -> None:
    """Blank texts have no windows."""
    assert list(cut_windows(text, tokenizer)) == []
