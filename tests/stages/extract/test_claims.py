"""Sentences of war reporting become the claims that a careful coder would record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reportedly.pipeline import read_all
from reportedly.records import Count

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.gazetteer import Gazetteer
    from reportedly.records import Claim

PUBLISHED = "2022-06-29"  # a Wednesday


def _claims(
    tmp_path: Path, gazetteer: Gazetteer, text: str, title: str | None = None
) -> list[Claim]:
    line = {"text": text, "published": PUBLISHED, "title": title}
    path = tmp_path / "page.jsonl"
    path.write_text(json.dumps({k: v for k, v in line.items() if v}), encoding="utf-8")
    records = read_all([str(path)], gazetteer)
    assert not records.rejects, records.rejects
    return records.claims


KINDS = [
    ("Russian shelling killed two people in Kharkiv on Tuesday.", "Shelling/artillery/missile attack"),
    ("Warplanes bombed a market in Idlib on Monday, killing six.", "Air/drone strike"),
    ("A suicide bomber blew himself up outside a mosque in Kabul on Sunday.", "Suicide bomb"),
    ("A roadside bomb killed three soldiers near Mosul on Monday.", "Remote explosive/landmine/IED"),
    ("Gunmen opened fire on a bus in Maiduguri on Friday, killing nine passengers.", "Attack"),
    ("Rebels abducted four aid workers in Goma on Saturday.", "Abduction/forced disappearance"),
    ("Heavy clashes broke out between the army and rebels in Khartoum on Sunday.", "Armed clash"),
    ("Ukrainian forces recaptured Balakliia on Monday, the general staff said.", "Government regains territory"),
    ("Ukrainian troops withdrew from Sievierodonetsk on Friday.", "Non-violent transfer of territory"),
    ("Air defences shot down two missiles over Odesa on Monday.", "Disrupted weapons use"),
    ("Soldiers looted shops in Bucha on Monday, residents said.", "Looting/property destruction"),
    ("The army and the rebels signed a ceasefire agreement in Tripoli on Friday.", "Agreement"),
    ("Chlorine gas attack killed a child in Douma on Saturday, medics said.", "Chemical weapon"),
    ("Drones hit an oil depot in Belgorod on Monday, the governor said.", "Air/drone strike"),
    ("Partisans planted a bomb under a bridge in Melitopol on Monday.", "Remote explosive/landmine/IED"),
    ("A tractor drove over an anti-tank mine near Bashtanka on Monday, police said.", "Remote explosive/landmine/IED"),
    ("A bookkeeper was taken from her office by masked men in Kherson on Monday.", "Abduction/forced disappearance"),
    ("Residents were made to dig trenches in Izium on Monday, a witness said.", "Other"),
    ("The militia said it now held 60% of Rubizhne on Monday.", "Armed clash"),
    ("Women gathered outside the council in Skadovsk on Monday to demand the mayor’s release.", "Peaceful protest"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sub_type"), KINDS)
def test_kind(tmp_path: Path, gazetteer: Gazetteer, text: str, sub_type: str) -> None:
    """The sub type is ACLED's for what the sentence tells of."""
    war = f"{text} Both armies said that the war goes on."
    claims = _claims(tmp_path, gazetteer, war)

    assert [c.event.acled_sub_type for c in claims][:1] == [sub_type]


def test_a_title_leaves_its_counts_to_the_body(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """The body's claim has the number that only the title gives, beside its own."""
    text = "One man was killed and several others were wounded in a shooting in Tampa, police said."
    claims = _claims(tmp_path, gazetteer, text, "One killed, five wounded in shooting in Tampa")

    assert [c.span.field for c in claims] == ["text"]
    assert sorted((n.what, n.low) for n in claims[0].counts) == [("injured", 5), ("killed", 1)]


def test_a_title_that_says_shot_counts_no_dead_as_injured(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    """Of a boy shot, who the body says was killed, nobody is injured."""
    text = "A boy was shot and killed in Tampa on Tuesday, police said."
    claims = _claims(tmp_path, gazetteer, text, "Boy shot in Tampa")

    assert [n.what for c in claims for n in c.counts] == ["killed"]


MODALITIES = [
    ("Police may be close to the men who opened fire in Tampa, killing two people.", "asserted"),
    ("A man – possibly a soldier – was killed by gunmen in Tampa on Tuesday.", "asserted"),
    ("Gunmen may have killed two people in Tampa on Tuesday.", "conditional"),
    (
        "One boy is dead and another charged with manslaughter after a shooting in Tampa.",
        "asserted",
    ),
    ("The army shelled Kharkiv on Tuesday.", "asserted"),
    ("Moscow denied that its forces had shelled Kharkiv on Tuesday.", "denied"),
    ("Kyiv accused Russia of shelling a hospital in Kharkiv on Tuesday.", "accused"),
    ("Russian forces will storm Kharkiv next week, the governor said.", "planned"),
    ("Police are investigating whether a car bomb exploded in Kabul.", "conditional"),
    ("Russian forces shelled Kharkiv in March 2022, killing ten people.", "historical"),
    ("Rebels have killed 90 people in Tampa since the spring of 2021, police said.", "asserted"),
    ("The mayor wrote that the hostel in Kharkiv was hit by their own mortar.", "accused"),
]


@pytest.mark.parametrize(("text", "modality"), MODALITIES)
def test_modality(tmp_path: Path, gazetteer: Gazetteer, text: str, modality: str) -> None:
    """What is denied, blamed, planned, possible or long ago is not told as asserted."""
    war = f"{text} The war has displaced many, and troops hold the front."
    claims = _claims(tmp_path, gazetteer, war)

    assert [c.modality for c in claims][:1] == [modality]


SOURCES = [
    ("Two people died in shelling of Kharkiv on Tuesday, the regional governor, Oleh Synyehubov, said on Telegram.", "Oleh Synyehubov", "official", "Telegram"),
    ("According to the Ukrainian Ministry of Defence, rockets hit Mykolaiv on Monday.", "Ministry of Defence of Ukraine", "government", None),
    ("“Rockets hit two schools in Mykolaiv,” Ukraine's defence ministry said in a statement on Monday.", "Ministry of Defence of Ukraine", "government", "statement"),
    ("Russia's defence ministry said on Monday that its missiles had destroyed an arms depot in Odesa.", "Ministry of Defence of Russia", "government", None),
    ("The Taliban said its fighters attacked a police post in Kunduz on Monday.", "Taliban", "armed group", None),
    ("Shelling hit the centre of Kharkiv on Tuesday.", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind", "channel"), SOURCES)
def test_source(
    tmp_path: Path,
    gazetteer: Gazetteer,
    text: str,
    name: str | None,
    kind: str | None,
    channel: str | None,
) -> None:
    """Who says it, of which kind, through which channel; nobody for the outlet's own voice."""
    claim = _claims(tmp_path, gazetteer, f"{text} The war goes on at the front.")[0]

    assert (claim.source.name if claim.source else None) == name
    assert (claim.source.kind if claim.source else None) == kind
    assert (claim.channel.name if claim.channel else None) == channel


@pytest.mark.parametrize(
    "text",
    [
        "Russia could launch a new missile attack on Kharkiv, analysts said.",
        "It is unclear whether Moscow will try to storm Sloviansk.",
        "The mayor urged residents to evacuate Sloviansk.",
    ],
)
def test_musings_are_no_claims(tmp_path: Path, gazetteer: Gazetteer, text: str) -> None:
    """What may come or ought to be, without a day, is nothing that a coder records."""
    assert _claims(tmp_path, gazetteer, f"{text} The war goes on, and troops hold the front.") == []


def test_no_casualties_are_not_silence(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Nobody hurt is zero; a page that says nothing has no count at all."""
    told = _claims(
        tmp_path, gazetteer, "Rockets hit Mykolaiv on Monday, but no one was hurt, troops said."
    )
    silent = _claims(
        tmp_path, gazetteer, "Rockets hit Mykolaiv on Monday, the army said in the war."
    )

    assert [(c.what, c.low, c.high) for c in told[0].counts] == [("injured", 0, 0)]
    assert silent[0].counts == ()


def test_two_happenings_of_a_sentence(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Each half tells of its own place and kind of attack."""
    text = (
        "Rockets killed two people in Mykolaiv on Monday, while a drone strike damaged a bridge in "
        "Odesa, the army said."
    )
    claims = _claims(tmp_path, gazetteer, text)

    found = [(c.event.acled_sub_type, c.place.as_written if c.place else None) for c in claims]
    assert found == [
        ("Shelling/artillery/missile attack", "Mykolaiv"),
        ("Air/drone strike", "Odesa"),
    ]


APART = [
    "Rockets hit a bridge in Mykolaiv on Monday, and shelling killed two people there on Tuesday.",
    "Gunmen killed nine people in Goma on Monday, and soldiers killed four villagers.",
    "Drones were launched at Kharkiv on Monday, one of which destroyed a school in Izium.",
    "Explosions shook Kharkiv on Monday; in Izium, gunmen opened fire on a bus.",
]


@pytest.mark.parametrize("text", APART)
def test_a_sentence_is_cut_between_happenings(
    tmp_path: Path, gazetteer: Gazetteer, text: str
) -> None:
    """Each with its own day, its own dead, its own place or kind is a claim."""
    claims = _claims(tmp_path, gazetteer, f"{text} The war goes on, and troops hold the front.")

    assert len([c for c in claims if c.span.end <= len(text)]) == 2


def test_what_another_says_of_a_happening_is_a_claim_of_its_own(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    """The outlet's echo of a fuller telling is none; a witness's is."""
    full = "Rockets hit a market in Mykolaiv on Monday and killed three people, the army said."
    seen = "Two neighbours said they heard explosions."
    echo = "The rockets struck Mykolaiv."
    heard = _claims(tmp_path, gazetteer, f"{full} {seen}")
    told = _claims(tmp_path, gazetteer, f"{full} {echo}")

    assert [c.source.kind if c.source else None for c in heard] == ["military", "witness"]
    assert len(told) == 1


def test_harm_is_of_no_change_of_hands(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Who was killed where a town was retaken was killed by what was told before."""
    text = (
        "Shelling hit Kherson on Monday, the governor said. Ukrainian troops recaptured the city "
        "in May. At least 18 civilians have been killed there since, the governor said."
    )
    killed = [c for c in _claims(tmp_path, gazetteer, text) if c.counts]

    assert [c.event.acled_sub_type for c in killed] == ["Shelling/artillery/missile attack"]


@pytest.mark.parametrize(
    "text",
    [
        "Ukrainian troops have been edging toward the city of Kherson.",
        "A war correspondent claimed on Tuesday that marines had entered Kherson.",
        "A man of 66 perished in Kherson on Tuesday, he was mending a fence.",
        "Sixty-one people have fled towards the border from Kherson, the mayor said on Tuesday.",
    ],
)
def test_words_that_tell_of_something(tmp_path: Path, gazetteer: Gazetteer, text: str) -> None:
    """Slow advances, deaths and flight are told in words of their own."""
    war = f"Shelling hit Mykolaiv on Monday, the army said. {text}"

    assert len(_claims(tmp_path, gazetteer, war)) == 2


def test_told_twice_by_one_source_is_one_claim(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """The second sentence repeats the first; the fuller one stays."""
    text = (
        "The army said rockets hit Mykolaiv on Monday.\n\nRockets struck Mykolaiv on Monday and "
        "killed three people, the army said. Troops were on the way."
    )
    claims = _claims(tmp_path, gazetteer, text)

    assert len([c for c in claims if c.source]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Striker Ola Brand fired home as his club kept the league title. The goalkeeper was bombarded.",
        "The council approved the budget on Monday. Taxes will rise next year.",
        "Shares hit a record high on Monday as earnings exploded in the third quarter.",
    ],
)
def test_pages_of_neither_war_nor_crime(tmp_path: Path, gazetteer: Gazetteer, text: str) -> None:
    """Sport, councils and markets in warlike words make no claim."""
    assert _claims(tmp_path, gazetteer, text) == []


def test_every_claim_points_at_its_words(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Spans of a claim lie inside the article's text, and its values quote it."""
    text = "Rockets killed two people in Mykolaiv on Monday, the governor, Vitaliy Kim, said on Telegram."
    path = tmp_path / "page.jsonl"
    path.write_text(json.dumps({"text": text, "published": PUBLISHED}), encoding="utf-8")
    records = read_all([str(path)], gazetteer)
    (article,), claims = records.articles, records.claims

    assert claims
    for claim in claims:
        assert 0 <= claim.span.start < claim.span.end <= len(text)
        for part in (*claim.weapons, *claim.actors, *claim.targets):
            assert article.cut(part.span) == part.as_written
        for count in claim.counts:
            assert article.cut(count.span) == count.phrase


SHORT = [
    "An explosion hit a depot in Kharkiv on Monday. The blast broke windows.",
    "Dozens were killed when an air strike hit a market in Idlib on Sunday, officials said.",
    "Shells hit a farm near Kupiansk on Sunday, the governor said.",
    "Rebels attacked a convoy in Goma on Monday, killing ten people, a priest said.",
]


@pytest.mark.parametrize("text", SHORT)
def test_a_page_of_one_sentence_is_long_enough(
    tmp_path: Path, gazetteer: Gazetteer, text: str
) -> None:
    """A short report has a claim though it has few words of war."""
    assert _claims(tmp_path, gazetteer, text)


PEACE = [
    "Two people were killed and three injured in a road crash near Leeds on Monday, police said.",
    "Rail workers began a strike in Leeds on Monday. Union leaders attacked the plan.",
    "The striker fired a missile of a shot and the club won the cup on Sunday.",
]


@pytest.mark.parametrize("text", PEACE)
def test_a_short_page_of_peace_has_no_claim(
    tmp_path: Path, gazetteer: Gazetteer, text: str
) -> None:
    """Accidents, labour and sport are no conflict, however short the page."""
    assert not [c for c in _claims(tmp_path, gazetteer, text) if c.domain == "conflict"]


def test_a_page_on_a_shooting_is_no_game_though_it_names_offices_and_drugs(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    """Words that sport and show share with a court's report do not outweigh those of the crime."""
    text = (
        "A gunman shot two people dead in Lyman on Monday, police said. The suspect, arrested with"
        " a handgun, was charged with murder in court. The prosecutor’s office and the director of"
        " a clinic spoke of drugs and burglary. Deputies found a bullet and gunshot holes."
    )
    assert _claims(tmp_path, gazetteer, text)


@pytest.mark.parametrize("day", ["on 4 May 2022", "on May 4, 2022", "in May 2022"])
def test_the_month_of_may_hedges_nothing(tmp_path: Path, gazetteer: Gazetteer, day: str) -> None:
    """The name of the month is no verb."""
    claims = _claims(tmp_path, gazetteer, f"The army said {day} that shells hit a farm in Lyman.")

    assert [c.modality for c in claims] in (["asserted"], ["historical"])


def test_to_attack_a_town_is_at_the_town(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """The town to be attacked is the site, not the region around it."""
    text = "Russian forces plan to attack Kupiansk in Kharkiv region next week, officials said."
    (claim,) = _claims(tmp_path, gazetteer, text)

    assert claim.place is not None
    assert claim.place.name == "Kupiansk"


def test_an_army_that_bombs_does_it_from_the_air(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Bombing by an army is an air strike, by others a bomb."""
    text = "Sudan's army bombed a market in Omdurman on Tuesday, killing 20 people, residents said."
    (claim,) = _claims(tmp_path, gazetteer, text)

    assert claim.event.acled_sub_type == "Air/drone strike"


def test_a_total_of_the_war_is_not_pinned_to_the_town_told_before(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    """A number killed so far in a whole war takes no place over from the day's news."""
    text = (
        "A missile struck the TV tower in Kharkiv on Tuesday. Since February 2022 more than "
        "9,000 civilians have been killed, the UN says."
    )
    totals = [c for c in _claims(tmp_path, gazetteer, text) if c.counts]

    assert all(c.counts[0].scope == "cumulative" and c.place is None for c in totals)


def test_who_is_told_is_not_hit(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """The agency that a witness speaks to is no target."""
    text = "A trader told AFP that an air strike hit the market in Nyala on Monday, killing two."
    (claim,) = _claims(tmp_path, gazetteer, text)

    assert "AFP" not in [t.as_written for t in claim.targets]


@pytest.mark.parametrize("opening", ["Separately, ", "Meanwhile, ", ""])
def test_the_word_that_opens_a_sentence_is_no_part_of_its_source(
    tmp_path: Path, gazetteer: Gazetteer, opening: str
) -> None:
    """A source is the same with and without "Separately"; otherwise it would count twice."""
    text = f"{opening}Russia's defence ministry said missiles hit a depot in Lviv on Tuesday."
    (claim,) = _claims(tmp_path, gazetteer, text)

    assert claim.source is not None
    assert claim.source.as_written == "Russia's defence ministry"


def test_one_shooting_with_wounded_is_crime(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A brief report with one word of crime and one of harm is read; one of neither is not."""
    told = "Four people were wounded in a shooting in Tampa on Saturday, the fire department said."
    claims = _claims(tmp_path, gazetteer, told)

    assert [(c.domain, c.counts[0].low) for c in claims] == [("crime", 4)]
    assert (
        _claims(tmp_path, gazetteer, "The shooting of the film in Tampa ended on Saturday.") == []
    )


def test_counts_of_one_span_are_mentions_of_their_own(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """“No casualties” is none killed and none injured: two mentions with two ids."""
    path = tmp_path / "page.jsonl"
    path.write_text(
        json.dumps({"text": "Rockets hit Kharkiv on Tuesday. There were no casualties."})
    )
    found = [m for m in read_all([str(path)], gazetteer).mentions if m.kind == "count"]

    assert sorted(m.value.what for m in found if isinstance(m.value, Count)) == [
        "injured",
        "killed",
    ]
    assert len({m.id for m in found}) == 2


def test_munitions_denied_are_no_chemical_weapon(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """What no rule has words for is typed by the munition that is named."""
    (_, claim) = _claims(
        tmp_path,
        gazetteer,
        "Rockets hit Sloviansk on Sunday, killing two civilians, in the third month of the war. "
        "“Our units did not use cluster munitions at Sloviansk,” the Russian army spokesman said.",
    )
    assert claim.event.acled_sub_type == "Shelling/artillery/missile attack"
    assert claim.modality == "denied"


def test_the_drift_of_a_front_is_background(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Troop moves without a day or a number are not recorded on the tagger's word alone."""
    told = _claims(
        tmp_path,
        gazetteer,
        "The front line has shifted several times since Ukrainian troops returned to the area.",
    )
    assert told == []


PLANS = [
    "An exchange of prisoners is going to be negotiated from July 4 to July 6 in Kharkiv.",
    "A plebiscite on the borders is going to be held from July 4 to July 6 in Kharkiv.",
    "It became known on the same day on which a truce in Kharkiv was announced for July 4 to July 6.",
]


@pytest.mark.parametrize("text", PLANS)
def test_what_is_going_to_be_is_a_plan_of_its_days(
    tmp_path: Path, gazetteer: Gazetteer, text: str
) -> None:
    """Exchanges, call-ups and truces to come are plans, on their days and not on today."""
    war = f"Russian rockets hit Kupiansk in Ukraine on Tuesday, killing two people. {text}"
    plans = [c for c in _claims(tmp_path, gazetteer, war) if c.modality == "planned"]

    assert [(c.when.start, c.when.end) for c in plans if c.when] == [("2022-07-04", "2022-07-06")]


@pytest.mark.parametrize(
    "text",
    [
        "“We will not give our approval to the truce in Kharkiv”, Berlin had warned.",
        "Today it is the 126th day of the war in Ukraine.",
    ],
)
def test_a_stand_on_a_plan_and_a_count_of_days_are_no_happening(
    tmp_path: Path, gazetteer: Gazetteer, text: str
) -> None:
    """A refusal to approve plans nothing, and the day of a war is no clash."""
    assert not _claims(tmp_path, gazetteer, text)


def test_those_who_quarrel_are_no_site(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """An attack that adds to the long list of two capitals was in neither."""
    text = (
        "Russian rockets hit a village in Ukraine on Tuesday, in an attack which adds to the"
        " already long list of Moscow and Kyiv."
    )
    sites = {
        p.as_written for c in _claims(tmp_path, gazetteer, text) for p in (c.place, *c.places) if p
    }

    assert not sites & {"Moscow", "Kyiv"}


def test_who_communicated_so_is_the_source_of_the_sentence_before(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    """A sentence that only says by whom it was communicated attributes the one before it."""
    text = (
        "Against Kupiansk, a town in the Kharkiv region, Russian forces fired rockets on Tuesday. "
        "So it was communicated on Telegram by the Ukrainian Ministry of Defense."
    )
    sources = [c.source.as_written for c in _claims(tmp_path, gazetteer, text) if c.source]

    assert sources == ["the Ukrainian Ministry of Defense"]


def test_pictures_of_the_attack_are_the_evidence_of_who_told_of_it(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    """A clip in which the attack can be seen is evidence of the claim before, and no photo."""
    text = (
        "Russian rockets were fired at Kupiansk on Tuesday, the Ukrainian Ministry of Defense said."
        "\n\nA short clip, which the ministry distributed together with the message, lets the attack"
        " against Kupiansk be seen."
    )
    (claim,) = [c for c in _claims(tmp_path, gazetteer, text) if c.source]

    assert [e.kind for e in claim.evidence] == ["video"]


NOTICE = "Log in or sign up to read on. Enter your e-mail to get our daily notice of new stories."
HEADLINES = [
    ("5-year-old girl shot in the Larkmoor neighborhood", 1),
    ("Police investigate deadly shooting in Old Quay park", 1),
    ("Two charged in triple homicide at Quaymouth barbecue", 1),
    # a photographer's shooting, a game's, and an accident are none
    ("Film shooting in Old Quay park draws a crowd", 0),
    ("Rovers fan shot in the arm at hockey match as team wins the league final", 0),
]


@pytest.mark.parametrize(("title", "n"), HEADLINES)
def test_a_headline_above_a_notice_tells_alone(
    tmp_path: Path, gazetteer: Gazetteer, title: str, n: int
) -> None:
    """Where the body is a notice to be paid for, the title's claim stands, with its words."""
    path = tmp_path / "page.jsonl"
    page = {"title": title, "text": NOTICE, "published": "2022-06-29"}
    path.write_text(json.dumps(page), encoding="utf-8")
    claims = read_all([str(path)], gazetteer).claims
    assert [c.span.field for c in claims] == ["title"] * n


def test_a_notice_in_common_links_no_headlines(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Two shootings told in titles alone stay two, though one notice stands below both."""
    path = tmp_path / "pages.jsonl"
    titles = ("5-year-old girl shot in Larkmoor", "Four people shot in Old Quay")
    pages = [{"title": t, "text": NOTICE, "published": "2022-06-29"} for t in titles]
    path.write_text("\n".join(map(json.dumps, pages)), encoding="utf-8")
    assert len(read_all([str(path)], gazetteer).incidents) == 2
