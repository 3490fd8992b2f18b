"""Sentences as spans: paragraphs, quotations, abbreviations, and texts made to hang."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.sentences import WINDOW, sentences


def cut(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two died. Three fled.", ["Two died.", "Three fled."]),
        ("Gen. Orlo spoke in St. Velm.", ["Gen. Orlo spoke in St. Velm."]),
        ("Lt. Col. Vint left the U.S. Army.", ["Lt. Col. Vint left the U.S. Army."]),
        ("Maj. Gen. Ana Sum came.", ["Maj. Gen. Ana Sum came."]),
        ("He lives at No. 5 Velm Road.", ["He lives at No. 5 Velm Road."]),
        ("It began on Feb. 24 at dawn.", ["It began on Feb. 24 at dawn."]),
        ("Hit at 9 p.m. Monday, it burnt.", ["Hit at 9 p.m. Monday, it burnt."]),
        ("It came at 9 p.m. Monday was quiet.", ["It came at 9 p.m.", "Monday was quiet."]),
        ("A headline\nThe first line.", ["A headline", "The first line."]),
        ("No end here\n\nand a paragraph.", ["No end here", "and a paragraph."]),
        ("Fire fell on\nthe town. It burned.", ["Fire fell on\nthe town.", "It burned."]),
        ("“We ran. They fell,” he said. He left.", ["“We ran. They fell,” he said.", "He left."]),
        ("😀 One died. Two fled.", ["😀 One died.", "Two fled."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_reads_as_a_reporter_would(text: str, expected: list[str]) -> None:
    """Paragraphs, ranks, months and quotations end sentences where a reader would."""
    assert cut(text) == expected


def test_wrapped_text_is_not_cut_at_its_lines() -> None:
    """In text wrapped at a column, a line that was full goes on in the next one."""
    text = (
        "Residents of the town said that the blast had woken\n"
        "Everyone in the street, and that the fire went on until\n"
        "Morning, when crews from the neighbouring district of\n"
        "Velm came. Nobody was hurt."
    )
    assert cut(text) == [text[: text.index(" Nobody")], "Nobody was hurt."]


@given(st.text(alphabet="Ab. “”\"\n!?'’é😀\x00\u2028 ", max_size=300))
def test_spans_are_in_order_and_lose_no_word(text: str) -> None:
    """Spans lie in the text in order, do not overlap, and hold every visible character."""
    spans = sentences(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in spans)
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("piece", ["word ", "A. ", "“a. B ", "x", "a\n", '"', "Gen. "])
def test_a_line_without_end_is_cut_into_bounded_pieces(piece: str) -> None:
    """A megabyte of one line is read in seconds, in pieces that stay bounded."""
    text = piece * (1_000_000 // len(piece))
    begun = time.monotonic()
    spans = sentences(text)
    assert time.monotonic() - begun < 20
    assert max(end - start for start, end in spans) <= 2 * WINDOW
