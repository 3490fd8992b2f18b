"""Files laid over the package's: the merge, the rules, and that nothing of them stays behind."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reportedly
from reportedly.overlay import NOTHING, Inclusion, overlay_of
from reportedly.parties import identify
from reportedly.records import Claim, Count, Event, Place, Span, When
from reportedly.stages.detect.weapon_vocabulary import DESIGNATION_FILES
from reportedly.stages.detect.weapons import weapons
from reportedly.vocab import load, using

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGE = Path(reportedly.__file__).parent / "vocab" / "en"
BLOCKS = load("actors")["blocks"]
SHELLING = "Shelling/artillery/missile attack"


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., Path]:
    """Writes files of a casebook's vocabulary; gives the casebook's folder."""
    (tmp_path / "vocab").mkdir()

    def laid(**contents: Any) -> Path:
        for name, content in contents.items():
            text = content if isinstance(content, str) else yaml.safe_dump(content)
            (tmp_path / "vocab" / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return laid


def test_the_packages_own_actors_laid_over_it_change_nothing(lay: Callable[..., Path]) -> None:
    """The whole file of the package, in a casebook, is the package's vocabulary."""
    folder = lay(actors=(PACKAGE / "actors.yaml").read_text(encoding="utf-8"))
    assert overlay_of(folder) == NOTHING


@pytest.mark.parametrize("name", DESIGNATION_FILES)
def test_the_packages_own_weapons_laid_over_it_change_nothing(
    lay: Callable[..., Path], name: str
) -> None:
    """So is each of its files of designations."""
    folder = lay(weapons=(PACKAGE / f"{name}.yaml").read_text(encoding="utf-8"))
    assert overlay_of(folder) == NOTHING


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_entries_of_the_package_repeated_change_nothing(
    lay: Callable[..., Path], data: st.DataObject
) -> None:
    """Any of the package's entries, copied with the defaults of their block, are no news."""
    block = data.draw(st.sampled_from(BLOCKS))
    parties = data.draw(st.lists(st.sampled_from(block["parties"]), unique_by=lambda p: p["id"]))
    holders = data.draw(
        st.lists(st.sampled_from(load("actors")["holders"]), unique_by=lambda h: h["id"])
    )
    file = load(data.draw(st.sampled_from(DESIGNATION_FILES)))
    key = lambda entry: (entry["name"], entry.get("kind"))  # noqa: E731
    entries = data.draw(st.lists(st.sampled_from(file["entries"]), max_size=4, unique_by=key))
    folder = lay(
        actors={"blocks": [{**block, "parties": parties}], "holders": holders},
        weapons={"script": file["script"], "entries": entries},
    )
    assert overlay_of(folder) == NOTHING


def test_what_is_laid_over_holds_inside_and_not_after(lay: Callable[..., Path]) -> None:
    """The tables of one casebook are not those of the next, nor of the package."""
    folder = lay(
        actors={"blocks": [{"kind": "military", "parties": [{"id": "fano", "name": "Fano"}]}]},
        weapons={
            "entries": [
                {"name": "9M22S", "class": "thermobaric"},
                {"name": "Zherel-4", "class": "cluster"},
            ]
        },
    )
    text = "Zherel-4 and 9M22S rockets"
    with using(overlay_of(folder).vocabulary):
        party = identify("Fano")
        assert party is not None
        assert (party.kind, party.side) == ("military", None)
        assert [w.class_ for _, w in weapons(text)] == ["cluster", "thermobaric"]
    party = identify("Fano")
    assert party is not None
    assert (party.kind, party.side) == ("armed group", "Fano")
    assert [w.class_ for _, w in weapons(text)] == ["incendiary"]


def test_the_hash_is_of_what_the_files_say(lay: Callable[..., Path]) -> None:
    """Comments and layout do not change it, words do."""
    first = overlay_of(lay(weapons="entries: [{name: Zherel-4, class: cluster}]")).vocabulary
    text = "# ours\nentries:\n- class: cluster\n  name: Zherel-4\n"
    assert overlay_of(lay(weapons=text)).vocabulary.digest == first.digest
    other = overlay_of(lay(weapons=text.replace("cluster", "mine"))).vocabulary
    assert None is not other.digest != first.digest


def test_a_model_alike_of_the_package_can_have_an_entry_of_its_own(
    lay: Callable[..., Path],
) -> None:
    """A model that the package only lists beside another is corrected by its name."""
    folder = lay(weapons="entries: [{name: M46 submunition, class: explosive remnant}]")
    with using(overlay_of(folder).vocabulary):
        assert [w.class_ for _, w in weapons("an M46 submunition, shells")][:1] == [
            "explosive remnant"
        ]


def place(country: str | None) -> Place:
    """A place of a country."""
    return Place(as_written="Orle", name="Orle", country=country, why="made up")


def when(start: str | None, end: str | None) -> When:
    """A time between two ends."""
    return When(
        start=start, end=end, precision="day", ucdp_date_prec=1, basis="stated", why="made up"
    )


def claim(**values: Any) -> Claim:
    """A claim of shelling with these values."""
    kind = values.pop("kind", SHELLING)
    event = Event(acled_type="Explosions/Remote violence", acled_sub_type=kind)
    span = Span(start=0, end=1)
    given = {"event": event, "modality": "asserted", **values}
    return Claim(id="c-1", article_id="a-1", span=span, **given)


def hurt(who: str | None, what: str, high: int | None) -> tuple[Count, ...]:
    """One count."""
    span = Span(start=0, end=1)
    return (Count(what=what, who=who, low=0, high=high, phrase="x", span=span),)  # type: ignore[arg-type]


OUT = [
    (Inclusion(sub_types=frozenset({"Attack"})), claim(), f"sub_types: {SHELLING} is not among"),
    (Inclusion(not_sub_types=frozenset({SHELLING})), claim(), f"not_sub_types: {SHELLING}"),
    (Inclusion(domains=frozenset({"conflict"})), claim(domain="crime"), "domains: crime is not co"),
    (Inclusion(countries=frozenset({"XA"})), claim(place=place("XB")), "countries: XB is not amo"),
    (
        Inclusion(earliest="2024-03-15"),
        claim(when=when("2024-02", "2024-02")),
        "earliest: 2024-02 is before 2024-03-15",
    ),
    (
        Inclusion(latest="2024-03-15"),
        claim(when=when("2024-03-16", None)),
        "latest: 2024-03-16 is after 2024-03-15",
    ),
    (Inclusion(civilians_harmed=True), claim(), "civilians_harmed"),
    (Inclusion(civilians_harmed=True), claim(counts=hurt("soldiers", "killed", 3)), "civilians_ha"),
    (Inclusion(civilians_harmed=True), claim(counts=hurt("civilians", "killed", 0)), "civilians_h"),
]


@pytest.mark.parametrize(("rules", "made", "told"), OUT)
def test_a_rule_leaves_out_what_is_outside_and_says_so(
    rules: Inclusion, made: Claim, told: str
) -> None:
    """The reason begins with the key of the rule and holds the claim's value."""
    reason = rules.leaves_out(made)
    assert reason is not None
    assert reason.startswith(told)


IN = [
    (Inclusion(countries=frozenset({"XA"})), claim()),
    (Inclusion(countries=frozenset({"XA"})), claim(place=place(None))),
    (Inclusion(countries=frozenset({"XA"})), claim(place=place("XB"), places=(place("XA"),))),
    (Inclusion(earliest="2024-03-15", latest="2024-03-20"), claim()),
    (Inclusion(earliest="2024-03-15"), claim(when=when("2024-03", "2024-03"))),
    (Inclusion(earliest="2024-03-15"), claim(when=when("2024-01-01", None))),
    (Inclusion(earliest="2024-03-15"), claim(when=when("2024-03-15T06:00", "2024-03-15T09:00"))),
    (Inclusion(latest="2024-03-15"), claim(when=when("2024", "2024"))),
    (Inclusion(latest="2024-03-15"), claim(when=when("2024-03-15", "2024-03-19"))),
    (Inclusion(civilians_harmed=True), claim(counts=hurt("children", "injured", None))),
]


@pytest.mark.parametrize(("rules", "made"), IN)
def test_what_is_not_known_to_be_outside_stays(rules: Inclusion, made: Claim) -> None:
    """An unknown place or time, and one that may lie inside, are recorded."""
    assert rules.leaves_out(made) is None


def test_the_rules_in_a_line_tell_rules_apart() -> None:
    """Two sets of rules have the same line only if they are the same."""
    some = [Inclusion(), Inclusion(latest="2024-01-01"), Inclusion(earliest="2024-01-01")]
    some += [Inclusion(countries=frozenset({"XA", "XB"})), Inclusion(civilians_harmed=True)]
    assert all((a.sums_up == b.sums_up) == (a == b) for a, b in product(some, some))
