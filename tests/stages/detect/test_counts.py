"""Counts of people: [brackets] mark the words of each count, in order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.sentences import sentences
from reportedly.stages.detect.counts import counts

Row = tuple[str, str | None, int | None, int | None]

GOLDEN: list[tuple[str, list[Row]]] = [
    ("[killing 3 people]", [("killed", None, 3, 3)]),
    ("[Three people were killed] in Velm", [("killed", None, 3, 3)]),
    ("[At least four people were killed]", [("killed", None, 4, None)]),
    ("[More than 80 people were injured]", [("injured", None, 80, None)]),
    ("[Up to 40 soldiers were captured]", [("captured", "soldiers", None, 40)]),
    ("[About 30 civilians died]", [("killed", "civilians", 30, 30)]),
    ("[Some 30 civilians died]", [("killed", "civilians", 30, 30)]),
    ("[Some civilians were injured]", [("injured", "civilians", 2, None)]),
    ("[Several villagers have died]", [("killed", "civilians", 3, None)]),
    ("The blast left [dozens injured]", [("injured", None, 24, None)]),
    ("[Hundreds of people fled]", [("displaced", None, 200, None)]),
    ("[A number of civilians have died]", [("killed", "civilians", None, None)]),
    ("[No one was hurt]", [("injured", None, 0, 0)]),
    ("[Between 10 and 20 Velmari soldiers died]", [("killed", "soldiers", 10, 20)]),
    ("[Two dozen people were hurt]", [("injured", None, 24, 24)]),
    ("[Twenty-one people died]", [("killed", None, 21, 21)]),
    # a label, an hour and somebody told of twice are no more people
    ("Fortune told ABC15 [two young girls were killed]", [("killed", "children", 2, 2)]),
    ("Smoke shop at 5 p.m. murder charge", []),
    ("[The victim, a 2 year-old child], died", [("killed", "children", 1, 1)]),
    ("[A teacher, a mother] of two, was killed", [("killed", "civilians", 1, 1)]),
    ("[The slain teen] as Ana Orlo", [("killed", "children", 1, 1)]),
    (
        "It left [one victim fatally wounded] and [three others with serious injuries]",
        [("killed", None, 1, 1), ("injured", None, 3, 3)],
    ),
    # who does it or who says it is no casualty
    ("A suicide bomber [killed five]", [("killed", None, 5, 5)]),
    ("Two soldiers [killed 15 civilians]", [("killed", "civilians", 15, 15)]),
    ("[killing ten people], a priest said", [("killed", None, 10, 10)]),
    ("It [wounded three], a doctor, Ana Orlo, told the paper", [("injured", None, 3, 3)]),
    ("[1,200 people were displaced]", [("displaced", None, 1200, 1200)]),
    ("[1.5 million people fled]", [("displaced", None, 1500000, 1500000)]),
    ("[Two hundred and five people died]", [("killed", None, 205, 205)]),
    ("[3 dead], [5 wounded]", [("killed", None, 3, 3), ("injured", None, 5, 5)]),
    ("The death toll rose from 12 to [15]", [("killed", None, 15, 15)]),
    ("It [wounded two]", [("injured", None, 2, 2)]),
    ("It [claimed the lives of seven villagers]", [("killed", "civilians", 7, 7)]),
    ("with [80 people being rushed to hospital]", [("injured", None, 80, 80)]),
    ("[a wounded six-year-old girl] was pulled out", [("injured", "children", 1, 1)]),
    ("[The boy’s mother was killed]", [("killed", None, 1, 1)]),
    ("[A 20-year-old woman and a 61-year-old woman died]", [("killed", "women", 2, 2)]),
    ("[A couple and their son were killed]", [("killed", None, 3, 3)]),
    (
        "[Six people], including [two children], were killed",
        [("killed", None, 6, 6), ("killed", "children", 2, 2)],
    ),
    (
        "[Four were injured], including [a teenager]",
        [("injured", None, 4, 4), ("injured", "children", 1, 1)],
    ),
    (
        "[Nine people died], [three of them children]",
        [("killed", None, 9, 9), ("killed", "children", 3, 3)],
    ),
    (
        "[Two were killed] in Velm and [another three] in Orle",
        [("killed", None, 2, 2), ("killed", None, 3, 3)],
    ),
    (
        "It [killed 21 civilians] and [injured 27]",
        [("killed", "civilians", 21, 21), ("injured", None, 27, 27)],
    ),
    (
        "[two police officers died] at two police stations",
        [("killed", "police", 2, 2)],
    ),
    ("[15 civilian deaths]", [("killed", None, 15, 15)]),
    ("the [bodies of five men] were found", [("killed", "men", 5, 5)]),
    ("Police [arrested at least one suspect]", [("detained", "suspects", 1, None)]),
    ("[Seven sailors are listed as missing]", [("missing", "sailors", 7, 7)]),
    ("the [evacuation of 101 civilians]", [("displaced", "civilians", 101, 101)]),
    ("[40 captured fighters were killed]", [("killed", "captured fighters", 40, 40)]),
    ("[Three Ukrainian soldiers were wounded]", [("injured", "soldiers of Ukraine", 3, 3)]),
    ("[Nine Taliban fighters were killed]", [("killed", "fighters of Taliban", 9, 9)]),
    ("[12 Russian troops were captured]", [("captured", "soldiers of Russia", 12, 12)]),
    ("[Ten U.S. citizens died]", [("killed", None, 10, 10)]),
    ("[Her cousin], one of the guards, died", [("killed", None, 1, 1)]),
    ("[Two crewmembers died]", [("killed", "employees", 2, 2)]),
    ("“[I was injured],” she said", [("injured", None, 1, 1)]),
    # one person: by name, by age, by a headline without articles, or as "he" whose death is fresh
    ("A gunman [shot and killed Ana Orlo, 25], at home", [("killed", None, 1, 1)]),
    ("[Orlo Vint, 34], was killed", [("killed", None, 1, 1)]),
    ("[killing a 17-year-old]", [("killed", "children", 1, 1)]),
    ("[13-year-old Eddo Vint was pronounced dead]", [("killed", "children", 1, 1)]),
    ("the [fatal shooting of Ana Orlo] in Velm", [("killed", None, 1, 1)]),
    ("[killing journalist Ana Orlo]", [("killed", "journalists", 1, 1)]),
    ("[Man fatally shot] in Velm", [("killed", "men", 1, 1)]),
    ("[Her friend], 63-year-old Orl Vint, died", [("killed", None, 1, 1)]),
    ("He was taken to a hospital, where [he was pronounced dead]", [("killed", None, 1, 1)]),
    ("[A boy who was hurt] on Monday has died", [("killed", "children", 1, 1)]),
    ("[One dead], [two wounded]", [("killed", None, 1, 1), ("injured", None, 2, 2)]),
    (
        "[A teen is dead] and [another is injured]",
        [("killed", "children", 1, 1), ("injured", None, 1, 1)],
    ),
    # who dies by his own hand is among the killed
    (
        "[shot and killed his wife before killing himself]",
        [("killed", None, 2, 2)],
    ),
    ("[killed two people and then himself]", [("killed", None, 3, 3)]),
    (
        "[killed two girls] and [blew himself up]",
        [("killed", "children", 2, 2), ("killed", None, 1, 1)],
    ),
    (
        "left [seven people dead before the gunman killed himself]",
        [("killed", None, 8, 8)],
    ),
    (
        "He [killed one man] and [wounded another].",
        [("killed", "men", 1, 1), ("injured", None, 1, 1)],
    ),
    ("[A father of five was killed]", [("killed", None, 1, 1)]),
    ("[A teen was fatally shot] about 12:10 a.m.", [("killed", "children", 1, 1)]),
    ("[wounding three others] Thursday", [("injured", None, 3, 3)]),
    (
        "[Orlo died] on Monday. [Many died] of it.",
        [("killed", None, 1, 1), ("killed", None, None, None)],
    ),
    (
        "Orlo fled. [A man died]. [Two were shot] in the leg.",
        [("killed", "men", 1, 1), ("injured", None, 2, 2)],
    ),
    # by trade, by age, in a clause beside
    ("Soldiers [shot dead a beekeeper] in Velm", [("killed", "civilians", 1, 1)]),
    ("[Two brothers aged 9 and 13], who were fishing, were wounded", [("injured", None, 2, 2)]),
    (
        "[A retired miner of 66] who had gone out to smoke was killed",
        [("killed", "civilians", 1, 1)],
    ),
    ("[Another child], a girl of six, had been injured", [("injured", "children", 1, 1)]),
    ("The [dead included a nurse]", [("killed", "medics", 1, 1)]),
    ("Rescuers found [a fifth body]", [("killed", None, 5, 5)]),
    # taken, gone
    ("Men [led away two teachers]", [("detained", "civilians", 2, 2)]),
    ("They [took 23 prisoners]", [("captured", "prisoners", 23, 23)]),
    (
        "[killing seven soldiers] and [taking three others] with them",
        [("killed", "soldiers", 7, 7), ("captured", None, 3, 3)],
    ),
    ("[Two have not returned]", [("missing", None, 2, 2)]),
    ("[791 cases of arbitrary detention] of civilians", [("detained", None, 791, 791)]),
    (
        "[Six civilians were killed] in Orm and [two] in Velm",
        [("killed", "civilians", 6, 6), ("killed", "civilians", 2, 2)],
    ),
    # the shot are injured, but for those told to have died
    ("[Four people were shot], [one fatally]", [("injured", None, 3, 3), ("killed", None, 1, 1)]),
    ("[3 teens shot] in Velm", [("injured", "children", 3, 3)]),
    ("[A man suffered a minor gunshot wound]", [("injured", "men", 1, 1)]),
    ("[Two girls were taken to a hospital]", [("injured", "children", 2, 2)]),
    ("[A family of four was killed]", [("killed", None, 4, 4)]),
    ("[Both men died]", [("killed", "men", 2, 2)]),
    ("[Five people were wounded] about a week after the raid", [("injured", None, 5, 5)]),
]

NOTHING = [
    "He was killed in 2014.",
    "The girl was not injured.",
    "He planned to kill hundreds.",
    "None of the injuries was severe.",
    "A soldier shot at a car.",
    "One shot was fired in Little Velm.",
    "Barricades Himself Inside House: Police Kill Nobody They Say",
    "Three missiles hit the town.",
    "The boys, aged 5 and 7, were killed.",
    "The army captured two villages.",
    "The bridge, 12 km away, was hit and people were killed.",
    "It cost $3 million and killed nobody's hopes.",
    "At 8.30am people were killed.",
    "On 8 April civilians were killed.",
    "A missile hit a bus carrying 20 people.",
    "There was no mention of casualties.",
    "Doctors in Little Velm saved the lives of several people.",
    "They threw stones, forcing 20 policemen to open fire in the air.",
    "There was no information about victims.",
    "20 people were killed or injured.",
    "It is not known how many have died.",
    "300 civilian casualties were reported.",
    "More than half of the 40 patients died.",
]


def read(text: str) -> list[Row]:
    """The counts of a text without their words."""
    return [(c.what, c.who, c.low, c.high) for _, c in counts(text, "text")]


@pytest.mark.parametrize(("marked", "expected"), GOLDEN, ids=[text for text, _ in GOLDEN])
def test_golden_pairs(marked: str, expected: list[Row]) -> None:
    """What happened to how many of whom, by the contract's number rules, and the words."""
    text = marked.replace("[", "").replace("]", "")
    phrases = [part.split("]")[0] for part in marked.split("[")[1:]]
    assert read(text) == expected
    assert [count.phrase for _, count in counts(text, "text")] == phrases


@pytest.mark.parametrize("text", NOTHING)
def test_no_count(text: str) -> None:
    """Ages, dates, distances, weapons, money and unsaid kinds of harm are no counts."""
    assert [row for row in read(text) if row[2] != 0] == []


@pytest.mark.parametrize("end", ["to flee to Velm", "out of their homes", "to seek shelter"])
def test_people_forced_to_go_are_displaced(end: str) -> None:
    """Who is forced to go away is displaced."""
    assert read(f"Shelling hit the town, forcing 40 people {end}.") == [("displaced", None, 40, 40)]


def test_a_list_of_places_has_a_number_for_each() -> None:
    """A bare number before another town goes on with who was harmed; before a month it does not."""
    text = "Strikes killed eight people in Orm, three in Velm and one in Sarn."
    assert [low for *_, low, _ in read(text)] == [8, 3, 1]
    assert [low for *_, low, _ in read("Strikes killed eight people in Orm, two in April.")] == [8]


def test_a_child_told_of_beside_a_grown_up_is_counted_as_one() -> None:
    """The sum stands before the child, who is said to be one."""
    killed = [("killed", None, 2, 2), ("killed", "children", 1, 1)]
    assert read("A farmer and his 15-year-old son were killed.") == killed


def test_no_word_of_the_dead_counts_nobody() -> None:
    """What is not known is no zero."""
    assert read("There was no information about victims.") == []


@pytest.mark.parametrize("text", ["No casualties were reported.", "There were no casualties."])
def test_no_casualties_is_none_killed_and_none_injured(text: str) -> None:
    """No casualties means zero of both; a page that says nothing has no count at all."""
    assert read(text) == [("killed", None, 0, 0), ("injured", None, 0, 0)]
    assert read("The shelling went on.") == []


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("At least 9 people have been killed since the start of the war.", "cumulative"),
        ("Nine soldiers have died since February 24.", "cumulative"),
        ("Up to 100 soldiers are being killed a day.", "cumulative"),
        ("It killed 20 people over the past seven years.", "cumulative"),
        ("Three died on Monday, bringing the total to 12 dead.", "cumulative"),
        ("The deaths bring the total to 12 killed.", "cumulative"),
        ("At least 12 people were killed in nearly four months of unrest.", "cumulative"),
        ("Months of clashes between both sides have left 12 dead.", "cumulative"),
        ("Nine people were killed on Tuesday.", "incident"),
        ("No victims were reported so far.", "incident"),
    ],
)
def test_totals_are_kept_apart(text: str, scope: str) -> None:
    """Totals so far and rates are cumulative; the toll of one happening is not."""
    found = counts(text, "text")
    assert found
    assert {count.scope for _, count in found} == {scope}


VOCABULARY = (
    "at least more than 3 two 1,200 people children soldiers were killed and wounded including a "
    "woman no dozens of hundreds died . , ; injured toll to 15 another the her son missing I was "
    "shot he she pronounced died fatally man Ana Orlo, 34, 13-year-old both a family of four "
    "himself taken to a hospital suffered gunshot wounds fourth killing shooting U.S. "
    "between 5 aged none or casualties civilians “ ” fled 2014 more others"
)
WORDS = st.sampled_from(re.findall(r"\S+", VOCABULARY))


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_spans_and_bounds_hold(text: str) -> None:
    """Spans lie in the text and are their phrases; the low bound is never above the high one."""
    for span, count in counts(text, "text"):
        assert 0 <= span.start < span.end <= len(text)
        assert count.phrase == span.cut(text)
        assert count.low is None or count.high is None or count.low <= count.high
        assert count.low is None or count.low >= 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("killed his wife and two children", [(None, 3), ("children", 2)]),
        ("Two men and three women were killed", [(None, 5), ("men", 2), ("women", 3)]),
        ("A man and woman were killed", [(None, 2)]),
        ("Two people, a man and a woman, died", [(None, 2), (None, 2)]),
        (
            "Six people, including a man and two boys, died",
            [(None, 6), ("men", 1), ("children", 2)],
        ),
    ],
)
def test_people_side_by_side_are_summed(text: str, expected: list[tuple[str | None, int]]) -> None:
    """The sum of who is told of together, and beside it the groups that a number counts."""
    found = [(count.who, count.low) for _, count in counts(text, "text")]
    assert sorted(found, key=str) == sorted(expected, key=str)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_counts_lie_in_one_sentence(text: str) -> None:
    """A count never reaches over the end of its sentence."""
    found = sentences(text)
    for span, _ in counts(text, "text"):
        assert any(start <= span.start and span.end <= end for start, end in found)


@given(st.lists(WORDS, max_size=30).map(lambda words: " ".join(words).replace(".", ",")))
def test_capitals_do_not_matter(text: str) -> None:
    """A sentence in capitals gives the same numbers as in lower case."""
    assert read(text.upper()) == read(text.lower())


def test_the_shot_are_not_injured_where_the_page_tells_of_the_death() -> None:
    """A man shot in one sentence and pronounced dead in another was killed, not injured."""
    told = "A man was shot on Monday. Officers came. The man was pronounced dead."
    assert [row[0] for row in read(told)] == ["killed"]
    assert read("A man was shot on Monday.") == [("injured", "men", 1, 1)]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    """No text makes the reading fail."""
    for span, count in counts(text, "title"):
        assert span.field == "title"
        assert count.phrase == text[span.start : span.end]
