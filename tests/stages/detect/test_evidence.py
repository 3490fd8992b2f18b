"""Evidence: its kind, and whether the page shows, describes or only mentions it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.stages.detect.evidence import evidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry released a video of the strike.", [("video", "described")]),
        ("Footage showed smoke over Velm.", [("video", "described")]),
        ("Images from the town showed burned cars.", [("photo", "described")]),
        ("Video footage carried images of the blast.", [("video", "described")] * 2),
        ("Satellite images taken on Monday show craters.", [("satellite", "described")]),
        ("Fragments of a missile lay in the yard.", [("debris", "described")]),
        ("The army claims to have video of the launch.", [("video", "said to exist")]),
        ("They gave no photos of the site.", [("photo", "said to exist")]),
        ("An intercepted phone call was published.", [("audio", "described")]),
        ("Leaked documents name the unit.", [("document", "described")]),
        ("Photograph: Ana Sum/EPA", [("photo", "shown")]),
        ("In this photo provided by the service, a house burns.", [("photo", "shown")]),
        ("The group documents war crimes.", []),
        ("In his video address he spoke of peace.", []),
        ("A photographer was hurt.", []),
    ],
)
def test_kind_and_status(text: str, expected: list[tuple[str, str]]) -> None:
    """Kinds as casework codes them, with how the page stands to each."""
    assert [(one.kind, one.status) for _, one in evidence(text, "text")] == expected


@given(st.text(alphabet="video photo:s satelie images claim\n.", max_size=120))
def test_spans_lie_in_the_text(text: str) -> None:
    """Spans are in order, inside the text, and do not overlap."""
    spans = [span for span, _ in evidence(text, "title")]
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
