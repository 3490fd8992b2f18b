"""Weapons in running text: what is found, as what, and what is left alone."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.stages.detect.weapons import weapon_class, weapons

SEED = Path(__file__).parents[3] / "../shared/seed/ozerne.txt"


def found(text: str) -> list[tuple[str, str | None, str | None]]:
    """As written, designation and class of every weapon in the text."""
    return [(w.as_written, w.designation, w.class_) for _, w in weapons(text)]


@pytest.mark.parametrize("written", ["9М22С", "9M22S", "9M22C", "9М22S", "9m22s", "9М-22С"])
def test_a_designation_is_one_in_any_alphabet(written: str) -> None:
    """Cyrillic, Latin and mixed spellings of 9M22S are the same incendiary rocket."""
    (_, weapon), *more = weapons(f"Incendiary shells {written} fell on the village of Zarichne.")
    assert not more
    assert weapon.as_written == written
    assert weapon.designation == "9M22S"
    assert weapon.class_ == "incendiary"
    assert weapon.delivery == "122 mm rocket, BM-21 Grad"
    assert weapon.treaty == ("CCW Protocol III",)


@pytest.mark.parametrize(
    ("written", "designation"),
    [
        ("Х-101", "Kh-101"),
        ("X-101", "Kh-101"),
        ("Kh101", "Kh-101"),
        ("С-300", "S-300"),
        ("C-300", "S-300"),
        ("S300", "S-300"),
        ("S 300", "S-300"),
        ("S-300s", "S-300"),
        ("БМ-21", "BM-21 Grad"),
        ("BM21", "BM-21 Grad"),
        ("РБК-500", "RBK-500"),
        ("ФАБ-500", "FAB-500"),
        ("Gerań-2", "Geran-2"),
        ("Шахед", "Shahed"),
        ("Калібр", "Kalibr"),
        ("Искандер", "9K720 Iskander"),
        ("Смерч", "BM-30 Smerch"),
        ("Ураган", "BM-27 Uragan"),
        ("ЗМ14", "3M14 Kalibr"),
        ("АК-47", "AK-47"),
        ("Himars", "M142 HIMARS"),
        ("GBU\u201139", "GBU-39 SDB"),
        ("T-72B3M", "T-72"),
        ("Shahed-136s", "Shahed-136"),
    ],
)
def test_spellings_lead_to_one_designation(written: str, designation: str) -> None:
    """Hyphen, space, look-alike and transliterated spellings name the same weapon."""
    assert [(w.as_written, w.designation) for _, w in weapons(f"They fired {written} again.")] == [
        (written, designation)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kalibr cruise missiles hit a depot.", [("Kalibr", "Kalibr", "cruise missile")]),
        (
            "a Ukrainian Buk missile system was destroyed",
            [("Buk", "9K37 Buk", "surface-to-air missile")],
        ),
        (
            "the US-made Himars rocket artillery",
            [("Himars", "M142 HIMARS", "multiple rocket launcher")],
        ),
        ("Smerch cluster rockets landed in a yard.", [("Smerch", "BM-30 Smerch", "cluster")]),
        ("remnants of a Smerch 9M55K were shown", [("9M55K", "9M55K", "cluster")]),
        ("a barrage of Grad rockets", [("Grad", "BM-21 Grad", "multiple rocket launcher")]),
        (
            "a Su-34 dropped FAB-500 bombs",
            [("Su-34", "Su-34", "aircraft"), ("FAB-500", "FAB-500", "air-dropped bomb")],
        ),
        ("a second car bomb went off", [("car bomb", None, "car bomb")]),
        (
            "A truck packed with explosives rammed the gate",
            [("truck packed with explosives", None, "car bomb")],
        ),
        ("under heavy artillery barrages", [("heavy artillery barrages", None, "artillery")]),
        (
            "High-precision, long-range missiles struck",
            [("High-precision, long-range missiles", None, "missile")],
        ),
        (
            "155mm shells and 82 mm mortars",
            [("155mm shells", None, "artillery"), ("82 mm mortars", None, "mortar")],
        ),
        (
            "air strikes and shelling",
            [("air strikes", None, "air strike"), ("shelling", None, "artillery")],
        ),
        (
            "Hail rocket systems opened fire",
            [("Hail rocket systems", "BM-21 Grad", "multiple rocket launcher")],
        ),
        ("Shahed-type drones flew over", [("Shahed", "Shahed", "one-way attack drone")]),
        ("MLRS «Ураган» fired", [("Ураган", "BM-27 Uragan", "multiple rocket launcher")]),
        ("cruise missiles (Kh-101)", [("Kh-101", "Kh-101", "cruise missile")]),
        ("air strikes with cluster bombs", [("air strikes with cluster bombs", None, "cluster")]),
        ("russian kalibr missiles", [("kalibr", "Kalibr", "cruise missile")]),
        ("shelling of tanks", [("shelling", None, "artillery"), ("tanks", None, "tank")]),
        ("a farmer stepped on a mine", [("mine", None, "mine")]),
        ("white phosphorus munitions", [("white phosphorus munitions", None, "incendiary")]),
    ],
)
def test_phrases_a_reader_would_mark(
    sentence: str, expected: list[tuple[str, str | None, str]]
) -> None:
    """A designation gives its own words, a generic phrase its modifiers, neighbours are one."""
    assert found(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Fighting went on between Leningrad and Volgograd.",
        "A friend of mine left the coal mine, and mine workers struck.",
        "Prices rocketed and the bombshell report sank the market.",
        "A think tank measured water tanks and a fuel tank.",
        "Drone footage showed the damaged school.",
        "Gun laws and a shell company were debated.",
        "The missile defence treaty and the arms deal were signed.",
        "Hail damaged crops; the hurricane passed.",
        "A pion is a particle; a grad school in Buk opened.",
        "The New England Patriots and the Apache tribe met.",
        "At 4 pm an 8-year-old boy met 20 people in room A 10.",
        "Shell said it would leave the project.",
        "Air raid sirens sounded and the bomb squad came.",
        "Union leaders called a general strike.",
        "The S&P500 fell on the A120 near the M4 motorway.",
    ],
)
def test_words_that_are_no_weapons(sentence: str) -> None:
    """Namesakes, idioms and things about weapons that were not used are left alone."""
    assert found(sentence) == []


def test_an_unlisted_index_takes_its_class_from_the_words_beside_it() -> None:
    """A GRAU index that no list has is still a designation; the page says what it is."""
    assert found("incendiary shells 9М28С burned") == [("9М28С", "9M28S", "incendiary")]
    assert found("a 9М999 came down") == [("9М999", "9M999", "missile")]


def test_a_shield_does_not_hide_the_next_weapon() -> None:
    """Drone footage is evidence; the drone strike in the same sentence is a weapon."""
    assert found("Drone footage shows a drone strike.") == [("drone strike", None, "drone")]


def test_the_field_is_kept_in_the_span() -> None:
    """A weapon in a title points into the title."""
    ((span, weapon),) = weapons("Cluster bombs fall on Dorne", "title")
    assert span == weapon.span
    assert (span.field, span.start, span.end) == ("title", 0, 13)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("a hand grenade launcher", "grenade launcher"),
        ("Javelin", "anti-tank missile"),
        ("patriot", "surface-to-air missile"),
        ("cluster shells", "cluster"),
        ("Russian warships", "warship"),
        ("the fog", None),
    ],
)
def test_class_of_a_phrase_known_to_be_a_weapon(phrase: str, expected: str | None) -> None:
    """A phrase given as a weapon needs no support around it."""
    assert weapon_class(phrase) == expected


@given(st.text(max_size=300))
def test_spans_cut_what_is_written_and_never_overlap(text: str) -> None:
    """Whatever the text, each span covers its words, in order, without overlap."""
    last = 0
    for span, weapon in weapons(text):
        assert span.cut(text) == weapon.as_written
        assert weapon.class_
        assert last <= span.start < span.end
        last = span.end


_PIECES = st.sampled_from(
    ["9М22С", "Kalibr", "missile", " ", "-", "T-72", "of", "(", "s", "Х-101", "heavy", "mine", "\n"]
)


@given(st.lists(_PIECES, max_size=30))
def test_spans_hold_in_dense_weapon_text(pieces: list[str]) -> None:
    """Also where names run into each other the spans stay true and apart."""
    text = "".join(pieces)
    spans = [span for span, _ in weapons(text)]
    assert all(one.end <= two.start for one, two in pairwise(spans))


@settings(deadline=None, max_examples=8)
@given(
    st.sampled_from(
        ["a", "s ", "9M", "T-72", "heavy ", "9 ", "mine", "С", "- ", "Buk ", "shell of "]
    )
)
def test_time_is_linear_in_the_length_of_one_line(piece: str) -> None:
    """Four times the text takes about four times as long, never sixteen."""
    short = _seconds(piece * (100_000 // len(piece)))
    long = _seconds(piece * (400_000 // len(piece)))
    assert long < 9 * short + 0.2


def _seconds(text: str) -> float:
    began = time.process_time()
    weapons(text)
    return time.process_time() - began


def test_the_seed_page_names_its_rocket() -> None:
    """The page that the project began with: 9M22S, incendiary, in title and quotation."""
    if not SEED.exists():
        pytest.skip("the shared seed page is not here")
    text = SEED.read_text(encoding="utf-8")
    named = {(w.as_written, w.designation, w.class_) for _, w in weapons(text) if w.designation}
    assert named == {("9М22С", "9M22S", "incendiary")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rockets of the 9M27K type fell", ("9M27K", "9M27K", "cluster")),
        ("missiles known as Iskander hit", ("Iskander", "9K720 Iskander", "ballistic missile")),
        ("shells of type M825A1 burned", ("M825A1", "M825A1", "incendiary")),
        ("bombs of the model FAB-500 fell", ("FAB-500", "FAB-500", "air-dropped bomb")),
        ("the Grad-type rockets fell", ("Grad", "BM-21 Grad", "multiple rocket launcher")),
        ("a missile, an Iskander-M, hit", ("Iskander-M", "9M723 Iskander-M", "ballistic missile")),
        ("incendiary shells designated “9M22S” fell", ("9M22S", "9M22S", "incendiary")),
        ("a 9M55K type of rocket fell", ("9M55K", "9M55K", "cluster")),
        ("rockets (of the 9M27K family) fell", ("9M27K", "9M27K", "cluster")),
        ("drones dubbed Shahed-136 flew", ("Shahed-136", "Shahed-136", "one-way attack drone")),
        ("missiles of the S-300 air defence system", ("S-300", "S-300", "surface-to-air missile")),
        ("rockets bearing the marking 9M27K", ("9M27K", "9M27K", "cluster")),
        ("rockets of calibre 122 mm, known as Grad,", ("Grad", "BM-21 Grad", None)),
    ],
)
def test_a_noun_joined_to_its_name_is_one_weapon(
    text: str, expected: tuple[str, str, str | None]
) -> None:
    """However a phrase joins them, the designation names the one weapon."""
    (one,) = found(text)
    assert one[:2] == expected[:2]
    assert expected[2] is None or one[2] == expected[2]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They fired missiles and an Iskander-M.", ["missiles", "Iskander-M"]),
        ("A drone, an Iskander-M and bombs fell.", ["drone", "Iskander-M", "bombs"]),
        ("Drones, a Kalibr missile and bombs fell.", ["Drones", "Kalibr", "bombs"]),
        ("A drone, an Iskander-M, and a bomb fell.", ["drone", "Iskander-M", "bomb"]),
        ("The bombs of the Su-34 that fell", ["bombs", "Su-34"]),
    ],
)
def test_weapons_of_a_list_stay_apart(text: str, names: list[str]) -> None:
    """Weapons counted up beside each other are not joined."""
    assert [written for written, _, _ in found(text)] == names


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("They tried to bomb the depot.", []),
        ("Each accused the other of bombing a market.", []),
        ("Shelling the port went on.", []),
        ("A bomb went off in the market.", ["bomb"]),
        ("The shelling of the port went on.", ["shelling"]),
    ],
)
def test_what_is_done_is_no_weapon(text: str, named: list[str]) -> None:
    """A verb of bombing is not a bomb; its noun is what was used."""
    assert [weapon.as_written for _, weapon in weapons(text)] == named
