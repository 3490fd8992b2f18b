"""Who did it and who suffered, by the grammar about the verb: invented people in invented places."""

from __future__ import annotations

import pytest

from reportedly.records import Article, Mention, Span, stable_id
from reportedly.stages.detect.actors import actors
from reportedly.stages.extract.page import Page
from reportedly.stages.extract.roles import roles


def told(text: str) -> tuple[list[str], list[str]]:
    """The words of the doers and of those who suffered, in a text of one sentence."""
    article = Article(id="a", capture_id="c", title=None, text=text, page_text=text, language="en")
    mentions = tuple(
        Mention(
            id=stable_id("m", at.start),
            article_id="a",
            kind="actor",
            span=at,
            text=at.cut(text),
            value=actor,
        )
        for at, actor in actors(text, "text", [])
    )
    found = roles(Page(article, mentions), Span(field="text", start=0, end=len(text)))
    return [a.as_written for a in found.doers], [a.as_written for a in found.hit]


@pytest.mark.parametrize(
    ("text", "doers", "hit"),
    [
        ("Guerrillas attacked a bus near Velm.", ["Guerrillas"], ["a bus"]),
        ("A bus was attacked by guerrillas near Velm.", ["guerrillas"], ["A bus"]),
        ("TWO HEAVILY ARMED MEN KIDNAPPED THE JUDGE.", ["TWO HEAVILY ARMED MEN"], ["THE JUDGE"]),
        ("Six priests and two maids were murdered in Orle.", [], ["Six priests", "two maids"]),
        ("He deplored the murder of three peasants.", [], ["three peasants"]),
        ("A bomb exploded in front of the bank.", [], ["the bank"]),
        ("The bomb destroyed a bridge.", [], ["a bridge"]),
        (
            "Gunmen, who fled, killed a mayor and burned two trucks.",
            ["Gunmen"],
            ["a mayor", "two trucks"],
        ),
        ("The attack on the embassy was condemned.", [], ["the embassy"]),
        ("Shining Path claimed responsibility for it.", ["Shining Path"], []),
        ("The speech was held by the president.", [], []),
        ("Three people were killed in the village.", [], []),
    ],
)
def test_roles(text: str, doers: list[str], hit: list[str]) -> None:
    """Active, passive, nominal: the doer before or behind "by", the suffering at the other end."""
    found = told(text)
    assert sorted(found[0]) == sorted(doers)
    assert sorted(found[1]) == sorted(hit)
