"""Places of an article: found, resolved by what the page says, or honestly left open."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.gazetteer import Gazetteer
from reportedly.records import Article, Field, Mention, Place
from reportedly.stages.detect.places import places
from reportedly.vocab import load

WORLD = Gazetteer.embedded()


@dataclass(frozen=True)
class Tag:
    """A tagger's name."""

    kind: str
    start: int
    end: int


def read(
    text: str, *named: str, title: str | None = None, gazetteer: Gazetteer = WORLD
) -> list[Mention]:
    """The places of a text, with these names found by a tagger."""
    article = Article(
        id="a-1", capture_id="c-1", title=title, text=text, page_text=text, language="en"
    )
    tags: list[tuple[Field, Tag]] = [
        ("text", Tag("place", text.index(name), text.index(name) + len(name))) for name in named
    ]
    return places(article, tags, gazetteer)


def one(text: str, wanted: str, *named: str) -> Place:
    """The place that these words tell."""
    told = [mention.value for mention in read(text, *named)]
    found = {value.as_written: value for value in told if isinstance(value, Place)}
    assert wanted in found, list(found)
    return found[wanted]


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("Shells hit Lyman in the Donetsk region of Ukraine.", "Lyman", ("UA", "Donetsk")),
        ("Shells hit Lyman in the Kharkiv region of Ukraine.", "Lyman", ("UA", "Kharkiv")),
        ("Shells hit Lyman, Odesa Oblast, on Monday.", "Lyman", ("UA", "Odesa")),
        ("A fire in Odessa, Texas, hurt two.", "Odessa", ("US", "Texas")),
        ("A strike on Odessa, Ukraine, hurt two.", "Odessa", ("UA", "Odesa")),
        ("The city of Donetsk in Russia's Rostov region was quiet.", "Donetsk", ("RU", "Rostov")),
        ("A raid in Tripoli, Lebanon, failed.", "Tripoli", ("LB", "Liban-Nord")),
        ("The Syrian city of Homs was bombed.", "Homs", ("SY", "Homs")),
    ],
)
def test_the_area_named_beside_a_place_chooses_it(
    text: str, name: str, where: tuple[str, str]
) -> None:
    """A region or country beside the name decides between namesakes."""
    place = one(text, name, name)
    assert place.country == where[0]
    assert where[1] in (place.admin1 or "") or where[1] == "Liban-Nord"
    assert place.ucdp_where_prec == 1


def test_a_village_the_gazetteer_lacks_keeps_the_region_the_page_names() -> None:
    """Never a namesake: the region, at its level, with what was not taken, and why."""
    place = one("Rockets hit the village of Ozerne in the Luhansk region.", "Ozerne")
    assert (place.name, place.admin1, place.precision, place.ucdp_where_prec) == (
        "Luhansk",
        "Luhansk",
        "admin1",
        4,
    )
    assert "no entry named Ozerne lies in it" in place.why
    assert {"Zhytomyr", "Odesa"} <= {
        other.name.split("(")[1].split(",")[0] for other in place.alternatives
    }


@pytest.mark.parametrize(
    "text",
    [
        "Clashes near Qwzrtyk in Idlib province, Syria.",
        "Jets bombed Qwzrtyk village in Idlib province.",
        "Jets bombed Qwzrtyk, Idlib province, at dawn.",
        "Jets bombed the Idlib province town of Qwzrtyk.",
        "Jets bombed Qwzrtyk (Idlib province).",
    ],
)
def test_a_name_no_gazetteer_has_keeps_the_region_the_page_names(text: str) -> None:
    """An unknown village is at least in its region."""
    place = one(text, "Qwzrtyk", "Qwzrtyk")
    assert (place.admin1, place.ucdp_where_prec) == ("Idlib", 4)


def test_several_villages_of_a_name_and_nothing_to_choose_keep_no_point() -> None:
    """A country on the page is kept as such; no point, and not the biggest village."""
    place = one("In Ukraine, shells fell on Ozerne overnight.", "Ozerne", "Ozerne")
    assert (place.country, place.lat, place.lon) == ("UA", None, None)
    assert len(place.alternatives) >= 3
    assert "nothing on the page chooses" in place.why


def test_a_town_named_alone_is_no_place_when_none_is_of_note() -> None:
    """Springfield with no more words is nowhere."""
    place = one("Police in Springfield arrested a man.", "Springfield", "Springfield")
    assert (place.name, place.lat, place.country) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Talks were held in Paris on Monday.", "Paris", "FR"),
        ("In Texas, storms hit Paris and Dallas.", "Paris", "US"),
        ("Protesters marched in London.", "London", "GB"),
        ("In Ontario, Canada, police in London and Windsor met.", "London", "CA"),
        ("Kherson was shelled again.", "Kherson", "UA"),
        ("Fighting in Aleppo went on.", "Aleppo", "SY"),
        ("The army entered Mosul.", "Mosul", "IQ"),
        ("Mayors of Atlanta and Savannah in Georgia met.", "Georgia", "US"),
        ("Georgia and Armenia closed the border.", "Georgia", "GE"),
    ],
)
def test_the_rest_of_the_page_chooses_among_namesakes(text: str, name: str, country: str) -> None:
    """Well-known places need no more words; the page's other places overrule fame."""
    assert one(text, name, name).country == country


@pytest.mark.parametrize(
    ("text", "name", "precision", "where_prec"),
    [
        ("A bridge near Kupiansk, Ukraine, fell.", "Kupiansk", "near", 2),
        ("A depot 12 km south of Kharkiv burned.", "Kharkiv", "near", 2),
        ("Fires on the outskirts of Mariupol spread.", "Mariupol", "near", 2),
        ("Fighting in eastern Ukraine went on.", "eastern Ukraine", "region", 5),
        ("Fighting in the Donbas went on.", "Donbas", "region", 5),
        ("Troops on the Kherson front dug in.", "Kherson", "region", 5),
        ("Shelling in Kherson oblast killed two.", "Kherson oblast", "admin1", 4),
        ("Fighting in Syria went on.", "Syria", "country", 6),
        ("A ship sank in the Black Sea.", "Black Sea", "water", 7),
        ("A strike on Kharkiv killed two.", "Kharkiv", "settlement", 1),
    ],
)
def test_the_words_around_a_name_set_its_precision(
    text: str, name: str, precision: str, where_prec: int
) -> None:
    """Precision is never finer than what the page says."""
    place = one(text, name, name.removeprefix("eastern ").removesuffix(" oblast"))
    assert (place.precision, place.ucdp_where_prec) == (precision, where_prec)


def test_a_distance_widens_the_uncertainty_and_keeps_the_point() -> None:
    """A place "30 km south of X" is X with 30 km more of uncertainty."""
    there = one("A strike on Kharkiv killed two.", "Kharkiv")
    south = one("A strike 30 km south of Kharkiv killed two.", "Kharkiv")
    assert (south.lat, south.lon) == (there.lat, there.lon)
    assert south.uncertainty_m == (there.uncertainty_m or 0) + 30_000
    assert "30 km south of" in south.why


def test_between_two_places_is_a_line_with_two_ends() -> None:
    """Each end keeps its own point, at where_prec 5, and names the other."""
    text = "A convoy was hit between Kharkiv and Poltava in Ukraine."
    ends = [one(text, name) for name in ("Kharkiv", "Poltava")]
    assert [end.ucdp_where_prec for end in ends] == [5, 5]
    assert "Poltava" in ends[0].why
    assert "Kharkiv" in ends[1].why
    assert (ends[0].uncertainty_m or 0) > 50_000


def test_one_class_word_serves_a_list() -> None:
    """Places in "regions of X and Y" and "X and Y regions" are regions, not cities."""
    text = (
        "In the regions of Sumy and Poltava, and in the Kherson (south) and Odesa (west) regions."
    )
    for name in ("Sumy", "Poltava", "Kherson", "Odesa"):
        assert one(text, name, name).precision == "admin1", name


def test_as_written_leaves_out_the_article() -> None:
    """The words hold the name with its class word, without "the"; the span marks the name."""
    found = read("Shelling in the Donetsk region and the Gaza Strip.")
    assert [m.value.as_written for m in found] == ["Donetsk region", "Gaza Strip"]
    assert [mention.text for mention in found] == ["Donetsk", "Gaza Strip"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Moscow said the depot was empty.", "Moscow"),
        ("Both Washington and Berlin and Paris denounced the vote.", "Washington"),
        ("Both Washington and Berlin and Paris denounced the vote.", "Berlin"),
        ("Both Washington and Berlin and Paris denounced the vote.", "Paris"),
        ("Officials installed by Moscow fled.", "Moscow"),
        ("Kremlin-backed fighters fled.", "Kremlin"),
        ("The authorities of Kyiv sent buses.", "Kyiv"),
        ("Russia has repeatedly denied the strike.", "Russia"),
        ("Tehran, meanwhile, was silent, but Ankara rejected the plan.", "Ankara"),
        ("The White House said so.", "White House"),
    ],
)
def test_a_capital_that_acts_stands_for_its_government(text: str, name: str) -> None:
    """A capital or country as agent of a government's verb is a metonym, and still a place."""
    assert one(text, name).use == "metonym"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thousands marched in Moscow.", "Moscow"),
        ("A strike on Kyiv killed two.", "Kyiv"),
        ("The train from Warsaw was late.", "Warsaw"),
        ("A spokesman in Washington said no.", "Washington"),
        ("A drone hit the Kremlin at night.", "Kremlin"),
        ("Fighting spread across Sudan.", "Sudan"),
    ],
)
def test_a_capital_where_something_is_stands_for_itself(text: str, name: str) -> None:
    """After a word for where, a capital is a place and no government."""
    assert one(text, name).use is None


def test_a_seat_of_power_is_placed_in_its_city() -> None:
    """The Kremlin is in Moscow, Russia."""
    place = one("The Kremlin denied it.", "Kremlin")
    assert (place.name, place.country) == ("Moscow", "RU")


def test_demonyms_are_mentions_of_their_own() -> None:
    """Demonyms point to their country and do not turn doers into places of a town."""
    found = read("Russian forces shelled the town of Orikhiv, Ukrainian officials said.")
    assert [(m.kind, m.text, m.value.country) for m in found] == [
        ("demonym", "Russian", "RU"),
        ("place", "Orikhiv", "UA"),
        ("demonym", "Ukrainian", "UA"),
    ]


def test_a_name_is_resolved_alike_throughout() -> None:
    """The region named once counts for every mention."""
    text = "Lyman in the Kharkiv region was hit. Later, Lyman was hit again. Lyman burned."
    found = [m.value for m in read(text, "Lyman") if m.text == "Lyman"]
    assert found
    assert {value.admin1 for value in found} == {"Kharkiv"}


def test_small_letters_and_mixed_alphabets_are_read() -> None:
    """Machine translation loses capitals and mixes alphabets."""
    found = read(
        "Kyiv was calm. The full kyiv offensive in the donbass (Donbas) began; Кhаrkiv burned."
    )
    names = [(m.text, m.value.name) for m in found]
    assert ("kyiv", "Kyiv") in names
    assert ("donbass", "Donbas") in names
    assert ("Кhаrkiv", "Kharkiv") in names


def test_people_papers_and_plain_words_are_no_places() -> None:
    """Capitals alone make no place of a first name, a paper or a month."""
    text = "Jordan Smith of The Washington Post had a Nice time in March, Paris Hilton said."
    assert [m.text for m in read(text)] == []


def test_a_quarter_is_placed_in_its_city() -> None:
    """A district that no table has is at least in the city the page names."""
    place = one("The Obolon district of Kyiv was hit.", "Obolon", "Obolon")
    assert (place.name, place.precision) == ("Kyiv", "settlement")
    assert "part of Kyiv" in place.why


def test_coordinates_printed_in_a_text_are_not_read() -> None:
    """A printed position makes no place and changes none."""
    text = "At 48.51234, 37.98765, in Bakhmut, Ukraine, two died."
    bare = one("In Bakhmut, Ukraine, two died.", "Bakhmut")
    assert one(text, "Bakhmut") == bare


def test_title_and_text_have_spans_of_their_own() -> None:
    """Each mention points into its own field."""
    found = read("It was quiet in Kharkiv.", title="Kharkiv hit")
    assert [(m.span.field, m.span.start, m.text) for m in found] == [
        ("title", 0, "Kharkiv"),
        ("text", 16, "Kharkiv"),
    ]


WORDS = [
    *("Kharkiv", "the", "Donetsk region", "Russia", "said", ",", "in", "near", "Paris", "Texas"),
    *("and", "between", "Ozerne", ".", "village of", "’s", "Syrian", "Lyman", "oblast", "\n"),
    *("(", ")", "Kremlin", "3 km south of", "Озерне", "الرقة", "U.S.", "EASTERN UKRAINE", "north"),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.data())
def test_whatever_the_words_mentions_keep_their_promises(
    words: list[str], data: st.DataObject
) -> None:
    """No overlap, text equal to its span, rounded points, a why, at most five alternatives."""
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    article = Article(
        id="a-1", capture_id="c-1", title=None, text=text, page_text=text, language="en"
    )
    found = places(article, [("text", Tag("place", start, end))], WORLD)
    last = 0
    for mention in found:
        place = mention.value
        assert last <= mention.span.start < mention.span.end
        last = mention.span.end
        assert article.cut(mention.span) == mention.text
        assert mention.text in place.as_written
        assert place.as_written in text
        assert place.why
        assert len(place.alternatives) <= 5
        assert 0 <= place.score <= 1
        assert all(p is None or p == round(p, 2) for p in (place.lat, place.lon))
        assert (place.lat is None) == (place.uncertainty_m is None)


def test_a_region_of_few_known_settlements_is_not_as_small_as_its_seat() -> None:
    """The uncertainty of a first-level region covers the region."""
    (place,) = [m.value for m in read("Rebels attacked a village in Ituri province on Wednesday.")]

    assert place.precision == "admin1"
    assert place.uncertainty_m >= 100_000


@pytest.mark.parametrize("facility", list(load("facilities")["facilities"]))
def test_each_facility_is_placed_in_its_settlement(facility: str) -> None:
    """A plant, base or bridge known by name has the point of the settlement beside it."""
    country, _town = load("facilities")["facilities"][facility]
    place = one(f"Smoke rose over the {facility} on Monday.", facility)
    assert (place.precision, place.country, place.use) == ("settlement", country, None)
    assert "stands in" in place.why


@pytest.mark.parametrize(
    ("text", "tagged", "wanted"),
    [
        ("Rockets hit the Chornobaivka airfield in Ukraine.", "Chornobaivka airfield", "Chornobaivka"),
        ("It is in the eastern Donetsk region of Ukraine.", "eastern Donetsk", "eastern Donetsk region"),
        ("It is in eastern Ukraine.", "eastern Ukraine", "eastern Ukraine"),
    ],
)  # fmt: skip
def test_what_stands_there_and_its_side_are_no_part_of_a_name(
    text: str, tagged: str, wanted: str
) -> None:
    """A tagger's span is cut to what a gazetteer can hold, and grows over its class and side."""
    assert one(text, wanted, tagged).country == "UA"


def test_words_in_small_letters_are_no_place() -> None:
    """A tagger's "pumping station" is the name of nothing."""
    assert read("A missile hit a pumping station.", "pumping station") == []


def test_a_side_of_a_country_has_the_countrys_own_point() -> None:
    """No point is computed: "eastern Ukraine" has that of Ukraine, and an extent that covers it."""
    east, whole = (one(f"It is in {name}.", name) for name in ("eastern Ukraine", "Ukraine"))
    assert (east.lat, east.lon) == (whole.lat, whole.lon)
    assert (east.ucdp_where_prec, whole.ucdp_where_prec) == (5, 6)
    assert (east.uncertainty_m or 0) >= (whole.uncertainty_m or 0)


@pytest.mark.parametrize(
    ("text", "name", "precision", "where_prec", "uncertainty"),
    [
        ("Fighting went on in the Bakhmut direction.", "Bakhmut", "region", 5, 25_000),
        ("Troops moved on the Kupiansk axis.", "Kupiansk", "region", 5, 25_000),
        ("Troops held the Zaporizhzhia front.", "Zaporizhzhia", "region", 5, 25_000),
        ("A car burned on the road from Kherson to Mykolaiv.", "Kherson", "region", 5, 40_000),
        ("A car burned on the road from Kherson to Mykolaiv.", "Mykolaiv", "region", 5, 40_000),
        ("A car burned on the Kharkiv-Poltava highway.", "Kharkiv", "region", 5, 60_000),
        ("Clashes on the border with Chad went on.", "Chad", "region", 5, 500_000),
        ("A shop across the river from Kherson burned.", "Kherson", "near", 2, 20_000),
        ("A shop some kilometres from Kupiansk burned.", "Kupiansk", "near", 2, 20_000),
        ("A shop in the Aleppo countryside burned.", "Aleppo", "near", 2, 25_000),
        ("A shop 5 km north of Kharkiv burned.", "Kharkiv", "near", 2, 20_000),
    ],
)
def test_lines_sides_and_nearness_cover_what_they_say(
    text: str, name: str, precision: str, where_prec: int, uncertainty: int
) -> None:
    """A front, a road, a side of a land: the place's own point, and metres that cover the phrase."""
    place = one(text, name, name)
    bare = one(f"In {name} a shop burned.", name, name)
    assert (place.precision, place.ucdp_where_prec) == (precision, where_prec)
    assert (place.uncertainty_m or 0) >= uncertainty
    assert (place.lat, place.lon) == (bare.lat, bare.lon)


def test_the_bank_of_a_river_is_no_town_of_its_name() -> None:
    """The bank of the Dnieper is the river's; a river that no table has is not the city."""
    assert (
        one("Troops on the bank of the Dnieper dug in.", "Dnieper", "Dnieper").ucdp_where_prec == 7
    )
    assert one("Troops on the left bank of the Dnipro dug in.", "Dnipro", "Dnipro").lat is None


def test_a_village_said_to_be_near_a_city_is_the_one_near_it() -> None:
    """Of eleven places called Krasne, "Krasne, near Lviv" is the one near Lviv."""
    place = one(
        "A depot burned in Krasne, near Lviv in western Ukraine.", "Krasne", "Krasne", "Lviv"
    )
    assert (place.admin1, place.ucdp_where_prec) == ("Lviv", 1)
    assert "Lviv" in place.why


def test_a_district_with_another_citys_adjective_is_a_part_of_the_city_it_is_in() -> None:
    """Kharkiv's Kyivskyi district is in Kharkiv, not in Kyiv."""
    place = one(
        "Shells hit Kharkiv's Kyivskyi district.", "Kyivskyi district", "Kharkiv", "Kyivskyi"
    )
    assert (place.name, place.precision) == ("Kharkiv", "settlement")


def test_a_list_of_regions_is_no_chain_of_places() -> None:
    """In "Bago, Mon State and Mandalay" Bago is not in Mon State."""
    place = one("Votes in Bago, Mon State and Mandalay in Myanmar.", "Bago", "Bago", "Mon State")
    assert (place.country, place.admin1) == ("MM", "Bago Region")


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Shells hit Homs. A group in London said so.", "London", "GB"),
        ("A strike in Gaza killed two.", "Gaza", "PS"),
        ("Ships of the EU and Germany left.", "EU", None),
        ("Soldiers from Georgia trained in Ukraine.", "Georgia", "GE"),
        ("Storms hit Alabama, Georgia and Florida.", "Georgia", "US"),
        ("Talks on Syria were held in Geneva.", "Geneva", "CH"),
    ],
)
def test_a_famous_name_is_not_its_small_namesake(text: str, name: str, country: str | None) -> None:
    """What the page says in passing does not turn a capital into a town of its name."""
    place = one(text, name, name)
    assert place.name is not None
    assert place.country == country


@pytest.mark.parametrize("name", ["Czechoslovakia", "Yugoslavia", "Rhodesia and Nyasaland"])
def test_a_land_that_is_no_more_is_not_pinned_on_a_part_of_it(name: str) -> None:
    """No entry: no point, and it says so."""
    place = one(f"Two died in {name} that year.", name, name)
    assert (place.lat, place.country) == (None, None)
    assert "no entry" in place.why


def test_one_name_in_two_alphabets_and_an_old_name_are_one_place() -> None:
    """Kharkiv (Харків), and Leningrad, which says that it is an old name."""
    ids = {m.value.gazetteer_id for m in read("They hit Kharkiv (Харків).", "Kharkiv", "Харків")}
    assert len(ids) == 1
    assert "its name until" in one("Two died in Leningrad.", "Leningrad", "Leningrad").why


def test_people_and_plain_words_that_a_tagger_takes_for_places_are_none() -> None:
    """A titled person, all over the page; "us"; a car."""
    text = "Mr Paterson told us of the Toyota. Later Paterson left."
    assert read(text, "Paterson", "us", "Toyota") == []


def test_a_place_in_the_name_of_a_body_stands_for_the_body() -> None:
    """Its use is a metonym, so no event happens there for its sake."""
    text = "The Kharkiv city council met in Poltava."
    article = Article(id="a", capture_id="c", title=None, text=text, page_text=text, language="en")
    tags: list[tuple[Field, Tag]] = [
        ("text", Tag("organisation", 4, 24)),
        ("text", Tag("place", 4, 11)),
        ("text", Tag("place", 32, 39)),
    ]
    found = {m.text: m.value.use for m in places(article, tags, WORLD)}
    assert found == {"Kharkiv": "metonym", "Poltava": None}


@pytest.mark.parametrize(
    ("text", "name", "city"),
    [
        ("Kherson was shelled. A drone hit the city’s Dnipro district.", "Dnipro", "Kherson"),
        ("Donetsk was calm. A bomb went off in the city's Jebrail district.", "Jebrail", "Donetsk"),
        ("In Kharkiv, two rockets landed in the Kyivskyi district.", "Kyivskyi", "Kharkiv"),
        ("Kherson again: a shell hit the Korabelnyi district.", "Korabelnyi", "Kherson"),
        ("In Kharkiv a shell fell on the Saltiv district of the city.", "Saltiv", "Kharkiv"),
    ],
)
def test_a_district_of_the_city_is_of_the_city_told_last(text: str, name: str, city: str) -> None:
    """No region or village elsewhere that has the district's name is meant."""
    told = next(m.value for m in read(text, name, city) if m.text == name)
    assert told.name == city


def test_a_raion_with_an_adjective_for_its_name_is_no_part_of_the_city_told_last() -> None:
    """Synelnykivskyi district lies around Synelnykove, wherever the page was before."""
    told = read("Dnipro was calm. Shells hit the Synelnykivskyi district.", "Synelnykivskyi")
    assert [m.value.name for m in told] == ["Dnipro", None]


def test_a_class_word_after_a_list_is_of_each_of_its_names() -> None:
    """Three regions and no city: "the Kharkiv, Mykolaiv and Donetsk regions"."""
    found = read(
        "Mines killed 29 in the Kharkiv, Mykolaiv and Donetsk regions of Ukraine.",
        *["Kharkiv", "Mykolaiv", "Donetsk", "Ukraine"],
    )
    assert [m.value.precision for m in found] == ["admin1", "admin1", "admin1", "country"]


def test_near_is_told_of_each_town_of_a_list() -> None:
    """What is told "near Bakhmut, Avdiivka and Siversk" is in none of the three."""
    towns = ["Bakhmut", "Avdiivka", "Siversk"]
    found = read("In Ukraine attacks near Bakhmut, Avdiivka and Siversk failed.", *towns)
    assert [m.value.precision for m in found if m.text in towns] == ["near"] * 3


@pytest.mark.parametrize(
    "words",
    [
        "in Kherson and nearby villages",
        "in Kherson and the surrounding communities",
        "on the western edge of Kherson",
        "on the approaches to Kherson",
        "in Kherson and its suburbs",
    ],
)
def test_what_is_told_of_a_town_and_around_it_is_near_it(words: str) -> None:
    """Not each of them is in the town."""
    assert one(f"In Ukraine, 18 people died {words} this week.", "Kherson").precision == "near"


@pytest.mark.parametrize(
    "words",
    [
        "The evacuation, which Kyiv regards as forced, began in Oleshky.",
        "The blast suggests that Kyiv has made up its mind.",
        "Kyiv, for its part, destroyed three depots.",
    ],
)
def test_a_capital_that_regards_decides_or_destroys_is_its_government(words: str) -> None:
    """What it does is not done in its streets."""
    assert one(words, "Kyiv").use == "metonym"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Shells hit the village of Orlava, 12 km north of Poltava, in Ukraine.", "Poltava"),
        ("Ukraine fought at Orlava, on the canal south of Bakhmut.", "Donetsk"),
    ],
)
def test_near_a_known_town(text: str, region: str) -> None:
    """An unknown village lies in the region of the town that it is said to be near, no finer."""
    place = one(text, "Orlava", "Orlava")
    assert (place.admin1, place.precision) == (region, "admin1")
    assert "the page puts it near" in place.why


def test_far_from_a_town() -> None:
    """A place hundreds of kilometres off a town may lie in any region."""
    text = "Ukraine fought at Orlava, 400 kilometres south of Kharkiv."
    assert one(text, "Orlava", "Orlava").admin1 is None


def test_country_of_the_towns() -> None:
    """An unknown village is in the country of the page's towns, though two that fight are named."""
    text = (
        "Russian forces hit Kharkiv, Poltava and Sumy. Russian troops fought Ukrainian troops in "
        "Lysychansk and Bakhmut, the Russian ministry said. Ukraine left Orlava on Monday."
    )
    assert one(text, "Orlava", "Orlava").country == "UA"


def test_no_town_for_a_province() -> None:
    """What the page calls a province is no town that is spelled nearly so."""
    text = "Troops of Lebanon left Beirut and Sidon. Soldiers shot two men in Sourou province."
    place = one(text, "Sourou province", "Sourou province")
    assert place.precision != "settlement"


def test_armed_groups_are_no_villages() -> None:
    """A group that a tagger takes for the village of its name is no place."""
    text = "Taliban fighters shot two men in Kunduz in Afghanistan."
    assert "Taliban" not in {mention.text for mention in read(text, "Taliban")}
