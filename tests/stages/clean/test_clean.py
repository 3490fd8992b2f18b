"""The clean stage as a whole: the page the project began with, bodies, languages, gold."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportedly.records import Article, PageMeta, Received, Retrieval
from reportedly.stages.capture import capture
from reportedly.stages.capture.making import JSON_LINES, make_received
from reportedly.stages.clean import clean
from reportedly.stages.clean.language import language_of

if TYPE_CHECKING:
    from collections.abc import Callable

SHARED = Path(__file__).parents[3] / "../shared"


@pytest.mark.skipif(not (SHARED / "seed").exists(), reason="no shared data here")
def test_the_page_the_project_began_with() -> None:
    """Every line of its expected article holds."""
    expected = json.loads((SHARED / "seed/expected.json").read_text("utf-8"))["article"]
    (received,) = capture([str(SHARED / "seed/ozerne.txt")])
    assert isinstance(received, Received)
    article = clean(received)
    assert isinstance(article, Article)
    assert article.title == expected["title"]
    assert article.language == expected["language"]
    assert article.text.startswith(expected["body_first_words"])
    assert article.text.endswith(expected["body_last_words"])
    for words in expected["furniture"]:
        at = article.page_text.index(words)
        assert any(f.start <= at and at + len(words) <= f.end for f in article.furniture)
    assert [c.name for c in article.agencies] == expected["agencies_credited"]
    assert [article.cut(c.span) for c in article.agencies] == expected["agencies_credited"]
    when, wanted = article.published, expected["published"]
    assert when is not None
    assert when.start is not None
    assert when.end is not None
    assert when.basis == wanted["basis"]
    assert when.start <= wanted["must_contain"] <= when.end
    assert wanted["not_before"] <= when.start <= when.end <= wanted["not_after"]


@pytest.mark.skipif(not (SHARED / "gold/casework").exists(), reason="no shared data here")
def test_bodies_of_casework_lose_no_sentence() -> None:
    """Real articles put through the cutting rules as flattened text keep their long paragraphs."""
    for line in (SHARED / "gold/casework/dev.jsonl").read_text("utf-8").splitlines():
        page = json.loads(line)
        text = f"{page['title']}\n\n{page['text']}"
        where = Retrieval(source="dev", at="2024-01-01T00:00:00+00:00")
        meta = PageMeta(title=page["title"], published="2022-01-01")
        article = clean(make_received(text.encode(), "flattened", where, meta=meta))
        assert isinstance(article, Article)
        kept = "".join(article.text.split())
        for paragraph in page["text"].split("\n"):
            if len(paragraph.split()) > 12 and paragraph.rstrip().endswith((".", ".”", '."')):
                parts = paragraph.split("Image copyright")
                assert all("".join(part.split())[:40] in kept for part in parts[:1])


def test_a_body_is_kept_to_the_letter(cleaned: Callable[..., Article]) -> None:
    """No space, line end or furniture of a body is touched, so offsets into it hold."""
    text = "  A shell fell.\r\n\r\nRead more: here\u00a0\n(Reuters)\nLeave a Reply "
    article = cleaned(text, "body", title="A  shell")
    assert article.text == text
    assert article.page_text == text
    assert article.furniture == ()
    assert article.title == "A shell"
    (credit,) = article.agencies
    assert (credit.name, article.cut(credit.span)) == ("Reuters", "Reuters")


def test_what_came_beside_the_page_is_kept() -> None:
    """Id, address, outlet and language of a JSON line are the article's."""
    line = json.dumps({"text": "Shells fell on the town."}).encode()
    meta = PageMeta(
        input_id="x-1", url="https://a.example/1", outlet="Valley Courier", language="EN-gb"
    )
    where = Retrieval(source="a.jsonl", at="2024-01-01T00:00:00+00:00", line=1)
    article = clean(make_received(line, "body", where, media_type=JSON_LINES, meta=meta))
    assert isinstance(article, Article)
    assert (article.input_id, article.url) == ("x-1", "https://a.example/1")
    assert (article.outlet, article.language) == ("Valley Courier", "en")


def test_a_nul_in_a_json_line_is_a_reject(refused: Callable[..., str]) -> None:
    """A NUL that JSON hides is found too."""
    assert "NUL at character 7" in refused("Shells\x00 fell.", "body")


def test_the_language_of_a_short_text_is_unknown() -> None:
    """A few words are told wrongly too often to be told at all."""
    assert language_of("Ozerne") is None
    assert (
        language_of("The mayor said that two people were hurt when shells fell on the town.")
        == "en"
    )


@pytest.mark.skipif(not (SHARED / "gold/clean").exists(), reason="no shared data here")
def test_bodies_of_real_pages_stay_above_the_floor() -> None:
    """F1 over 4-word shingles on the pages of gold/clean: .955 from HTML, .88 flattened."""
    gate = runpy.run_path(str(Path(__file__).parents[3] / "gate/clean.py"))
    scores = gate["score_clean"](SHARED / "gold/clean")
    assert scores["html"]["f1"] >= 0.955
    assert scores["flattened"]["f1"] >= 0.88
