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
        ("Shelling from the Ukrainian side broke a roof.", ["Ukrainian side"], []),
        (
            "Ten men were shot dead by “armed terrorists” near Velm.",
            ["armed terrorists"],
            ["Ten men"],
        ),
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
        ("The mill was hit by eight drones.", [], ["The mill"]),
        (
            "The mill was burned in an operation of the guerrillas.",
            ["the guerrillas"],
            ["The mill"],
        ),
    ],
)
def test_roles(text: str, doers: list[str], hit: list[str]) -> None:
    """Active, passive, nominal: the doer before or behind "by", the suffering at the other end."""
    found = told(text)
    assert sorted(found[0]) == sorted(doers)
    assert sorted(found[1]) == sorted(hit)


@pytest.mark.parametrize(
    ("text", "doers", "hit"),
    [
        ("Two youths riding a red motorcycle attacked a judge.", ["Two youths"], ["a judge"]),
        ("A MAN DRESSED IN A UNIFORM KILLED A WATCHMAN.", ["A MAN"], ["A WATCHMAN"]),
        ("Armed men tried to attack the bank.", ["Armed men"], ["the bank"]),
        ("A kiosk in southern Velm was destroyed by a bomb.", [], ["A kiosk"]),
        (
            "The offices, which were dynamited by guerrillas, are shut.",
            ["guerrillas"],
            ["The offices"],
        ),
        ("The mayor, 45, a lawyer, was murdered.", [], ["The mayor"]),
        ("Two trucks that were in the yard were destroyed.", [], ["Two trucks"]),
        ("He attended the burial of two teachers killed in Orle.", [], ["two teachers"]),
        ("Rebels burned two of the farms.", ["Rebels"], ["the farms"]),
        (
            "Rebels burned a bank, a school, a church and a mill.",
            ["Rebels"],
            ["a bank", "a school", "a church", "a mill"],
        ),
        ("Twelve were wounded, including three teachers.", [], ["three teachers"]),
        ("The injured were two nuns and a farmer.", [], ["two nuns", "a farmer"]),
        ("Five soldiers accused of the murder were freed.", ["Five soldiers"], []),
        ("The guerrillas are being held responsible.", ["The guerrillas"], []),
        ("A bomb went off last night opposite the theatre.", [], ["the theatre"]),
        ("Rebels killed 1,300 peasants.", ["Rebels"], ["1,300 peasants"]),
    ],
)
def test_roles_apart(text: str, doers: list[str], hit: list[str]) -> None:
    """What stands between a verb and its subject, or joins phrases, hides neither."""
    found = told(text)
    assert sorted(found[0]) == sorted(doers)
    assert sorted(found[1]) == sorted(hit)
