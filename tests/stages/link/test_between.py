"""What two articles tell, linked: hubs, updates, and what ties nothing."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from reportedly.records import Article, Claim, Count, Event, Place, Span, When
from reportedly.stages.link import cluster
from reportedly.stages.link.accounts import account_of
from reportedly.stages.link.between import ties
from reportedly.stages.link.weights import between, within
from reportedly.stages.link.words import alike, weigh
from reportedly.vocab import load

SHELLING = Event(
    acled_type="Explosions/Remote violence", acled_sub_type="Shelling/artillery/missile attack"
)


def when(day: str) -> When:
    """A day as said."""
    return When(
        start=day, end=day, precision="day", ucdp_date_prec=1, basis="stated", why="said so"
    )


VELMORA = Place(
    as_written="Velmora", name="Velmora", country="XA", admin1="Upper Marle", lat=10.0, lon=20.0,
    uncertainty_m=3000, precision="settlement", ucdp_where_prec=1, why="only one",
)  # fmt: skip


def page(name: str, text: str, day: str | None, title: str = "News of the day") -> Article:
    """An article printed on a day."""
    return Article(
        id=name, capture_id=f"c-{name}", title=title, text=text, page_text=text, language="en",
        published=when(day) if day else None,
    )  # fmt: skip


def told(article: Article, day: str | None, place: Place | None = VELMORA, **more: Any) -> Claim:
    """A claim by all of the article's text."""
    values: dict[str, Any] = {"event": SHELLING, "modality": "asserted"}
    return Claim(
        id=f"{article.id}-0",
        article_id=article.id,
        span=Span(start=0, end=len(article.text)),
        place=place,
        when=when(day) if day else None,
        **(values | more),
    )


def parts(articles: list[Article], claims: list[Claim]) -> list[set[str]]:
    """The clusters, by the ids of their articles."""
    found, _ = cluster(claims, articles)
    return [{claim.article_id for claim in part} for part in found]


def test_a_hub_with_an_attack_a_day_keeps_its_days_apart() -> None:
    """Two hundred pages on thirty days' attacks in set phrases, one in seven without a day."""
    articles, claims = [], []
    targets = ("market", "granary", "bakery", "depot", "clinic", "station", "tannery")
    for k in range(200):
        day = f"2031-06-{k % 30 + 1:02}"
        hit = targets[k % 30 % 7]
        text = (
            f"Shells hit the {hit} of Velmora, the governor said. A fire broke out and was put out."
        )
        made = page(f"p{k:03}", text, day, f"Velmora {hit} shelled")
        articles.append(made)
        claims.append(told(made, None if k % 7 == 3 else day))
    days = {claim.article_id: claim.when.start if claim.when else None for claim in claims}
    found = parts(articles, claims)
    assert all(len({days[name] for name in part} - {None}) <= 1 for part in found)
    assert len(found) >= 30
    assert max(map(len, found)) >= 4


def test_a_toll_that_rises_is_an_update() -> None:
    """Nine dead in the morning, fifteen two days on, of the same shelling."""
    first = page(
        "a", "Shells hit the Orlane granary of Velmora on Monday, killing nine.", "2031-06-02"
    )
    later = page("b", "Death toll rises to 15 after Monday's shells hit the Orlane granary of Velmora.", "2031-06-04")  # fmt: skip
    tolls = [
        Count(what="killed", low=n, high=n, phrase=str(n), span=Span(start=0, end=1))
        for n in (9, 15)
    ]
    claims = [
        told(made, "2031-06-02", counts=(toll,))
        for made, toll in zip((first, later), tolls, strict=True)
    ]
    assert parts([first, later], claims) == [{"a", "b"}]


@pytest.mark.parametrize("day", ["2031-06-02", None])
def test_neither_place_nor_day_ties_nothing(day: str | None) -> None:
    """Two pages of one day that tell of a shelling somewhere, some time."""
    first = page("a", "Guns were heard in the night, a herder said.", day, "Guns heard")
    other = page("b", "Artillery fire frightened the villagers.", day, "Fire in the hills")
    claims = [told(made, None, None) for made in (first, other)]
    assert len(parts([first, other], claims)) == 2


def test_articles_without_any_date_may_still_be_one() -> None:
    """The same place, names and words, and nothing that says another day."""
    text = "Shells hit the Orlane granary of Velmora; the miller Asterlin Moorvane lost his barn."
    first, other = (page(name, text + more, None) for name, more in (("a", ""), ("b", " More.")))
    assert len(parts([first, other], [told(first, None), told(other, None)])) == 1


def test_every_term_has_words_and_a_weight() -> None:
    """A link can always say why."""
    for table in (within(), between()):
        assert set(table.terms) == set(table.words)
        assert all(table.words.values())


def test_no_fitted_weight_turns_against_its_sense() -> None:
    """What is shared never speaks against one happening, what differs never for it."""
    terms, fitted = load("linking")["between"]["terms"], load("link_weights")["terms"]
    assert set(fitted) == {name for name, term in terms.items() if "weight" not in term}
    for name, weight in fitted.items():
        assert weight * (1 if terms[name]["sign"] == "for" else -1) >= 0, name
        assert weight <= terms[name].get("at_most", weight), name


@pytest.mark.parametrize(("domain", "incidents"), [("crime", 1), ("conflict", 2)])
def test_one_shooting_in_words_of_war_and_of_crime_is_one(domain: Any, incidents: int) -> None:
    """One outlet tells of a clash, the other two days on of what befell the same miller.

    Both in words of war, the kinds and days part them.
    """
    text = "The miller Asterlin Moorvane was shot at the Orlane granary of Velmora, police said."
    first, later = page("a", text, "2031-06-02"), page("b", f"{text} He died.", "2031-06-04")
    clash = Event(acled_type="Battles", acled_sub_type="Armed clash")
    abducted = Event(
        acled_type="Violence against civilians", acled_sub_type="Abduction/forced disappearance"
    )
    claims = [
        told(first, "2031-06-02", event=clash, domain="conflict"),
        told(later, "2031-06-04", event=abducted, domain=domain),
    ]
    assert len(parts([first, later], claims)) == incidents


@pytest.mark.parametrize(("domain", "incidents"), [("crime", 1), ("conflict", 2)])
def test_a_crime_told_on_without_its_place_is_the_same(domain: Any, incidents: int) -> None:
    """The second sentence names neither place nor day; in news of war that may be another."""
    lead, rest = "A boy was shot in Velmora on Monday.", "Surgeons could not save him."
    article = page("a", f"{lead} {'Rain fell. ' * 40}{rest}", "2031-06-03")
    end = len(article.text)
    spans = [Span(start=0, end=len(lead)), Span(start=end - len(rest), end=end)]
    attack = Event(acled_type="Violence against civilians", acled_sub_type="Attack")
    claims = [
        replace(told(article, day, place, event=attack, domain=domain), id=name, span=span)
        for name, span, day, place in zip(
            "ab", spans, ("2031-06-02", None), (VELMORA, None), strict=True
        )
    ]
    assert len(cluster(claims, [article])[0]) == incidents


@pytest.mark.parametrize(("later", "tied"), [("Dora Veil", True), ("Ina Veil", False)])
def test_a_person_named_with_an_age_ties_what_another_page_tells_of_the_same(
    later: str, tied: bool
) -> None:
    """By first and last name: a namesake of the family is another."""
    first = page("a", "Dora Veil, 42, was shot in Velmora on Monday, police said.", "2031-06-03")
    other = page("b", f"A man was charged with the murder of {later}.", "2031-09-03")
    one, two = (account_of([told(made, None, None)], made) for made in (first, other))
    assert [("person_same" in dict(ties(a, b))) for a, b in ((one, two), (two, one))] == [tied] * 2


def test_common_words_are_light_and_left_out_ones_gone() -> None:
    """Two texts that share a rare word are more alike than two that share a common one."""
    rare = alike(weigh("the Orlane burned"), weigh("an Orlane fell"))
    common = alike(weigh("the police burned"), weigh("and police fell"))
    assert rare > common > 0
    assert alike(weigh("the Orlane", {"orlane"}), weigh("an Orlane", {"orlane"})) == 0
