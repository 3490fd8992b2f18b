"""A casebook's own vocabulary, as files in its folder: what it changes, and how it fails."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reportedly.stores.casebook import Casebook
from reportedly.stores.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).parents[2] / "docs" / "vocabulary.md"
GAZETTEER = Path(str(files("reportedly"))) / "examples" / "gazetteer.tsv"
FENCE = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

PAGE = (
    "Rockets hit Brenova\n\nPublished: 11 May 2024\n\n"
    "Fighters of the Red Sashes fired Zherel rockets at the market of Brenova in Veldria's Oren "
    "region on Friday, killing three civilians, the State Emergency Service of Veldria said in a "
    "statement.\n\nOn Thursday Veldrian drones struck an oil depot in Port Selim in Karsova, "
    "injuring two workers, the Karsovan Defence Ministry said on Telegram.\n"
)
ACTORS = """blocks:
  - kind: armed group
    parties:
      - {id: sorran-guard, name: Sorran Guard, side: Karsova, aliases: [Red Sashes]}
"""
WEAPONS = "entries:\n  - {name: Zherel-4, class: cluster, aliases: [Zherel]}\n"


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., None]:
    """Writes files of the casebook's vocabulary, and the page beside it."""

    def laid(**texts: str) -> None:
        folder = tmp_path / "casebook" / "vocab"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
        shutil.copy(GAZETTEER, tmp_path / "gazetteer.tsv")

    return laid


READ = ("read", "page.txt", "--gazetteer", "gazetteer.tsv")


def test_the_example_of_the_docs_is_what_happens(
    run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command of docs/vocabulary.md prints what stands below it; … stands for anything."""
    monkeypatch.setenv("COLUMNS", "200")
    shutil.copy(GAZETTEER, tmp_path / "gazetteer.tsv")
    commands = 0
    for kind, name, text in FENCE.findall(DOCS.read_text(encoding="utf-8")):
        if kind != "console":
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
            continue
        for part in text.split("$ reportedly ")[1:]:
            command, *expected = part.splitlines()
            done = run(*shlex.split(command))
            printed = " ".join((done.out + done.err).split())
            for line in expected:
                assert line.strip("… ") in printed, command
            commands += 1
    assert commands == 5


def test_an_actor_and_a_weapon_of_the_casebook_are_found(
    run: Callable[..., Any], lay: Callable[..., None], tmp_path: Path
) -> None:
    """A claim names the casebook's actor and weapon; another casebook of the run's knows neither."""
    lay(actors=ACTORS, weapons=WEAPONS)
    assert run(*READ).code == 0
    assert run(*READ, "--casebook", "plain").code == 0
    with Casebook.open(tmp_path / "casebook") as casebook:
        first = next(casebook.claims())
        assert [(a.id, a.kind, a.side) for a in first.actors] == [
            ("sorran-guard", "armed group", "Karsova")
        ]
        assert [(w.designation, w.treaty) for w in first.weapons] == [("Zherel-4", ("CCM",))]
    with Casebook.open(tmp_path / "plain") as casebook:
        first = next(casebook.claims())
        assert "sorran-guard" not in {actor.id for actor in first.actors}
        assert [weapon.designation for weapon in first.weapons] == [None]


def test_a_claim_that_a_rule_leaves_out_is_kept_and_says_which(
    run: Callable[..., Any], lay: Callable[..., None], tmp_path: Path
) -> None:
    """It is counted, shown, exported to JSON lines, kept from GeoJSON, and back without the rule."""
    lay(inclusion="countries: [XA]\n")
    assert "from 2 claims (1 left out: show --excluded)" in run(*READ).out
    shown = run("show", "--json").json
    assert (len(shown["incidents"]), len(shown["excluded"])) == (1, 1)
    assert shown["excluded"][0]["grade"] is None
    told = run("write", "--format", "geojson", "--out", "out.json")
    assert "1 excluded" in told.err
    records = [json.loads(line) for line in run("write", "--format", "jsonl").out.splitlines()]
    reasons = [r["excluded_by"] for r in records if r["record"] == "claim" and r["excluded_by"]]
    assert reasons == ["countries: XB is not among XA"]
    with Casebook.open(tmp_path / "casebook") as casebook:
        assert verify(casebook).broken == []
    lay(inclusion="# all claims\n")
    back = run(*READ, "--json").json
    assert (back["new"], back["known"], back["incidents"], back["excluded"]) == (0, 1, 2, 0)
    assert run("show", "--json").json["excluded"] == []


def test_articles_read_with_another_vocabulary_are_counted_and_read_again_when_asked(
    run: Callable[..., Any], lay: Callable[..., None], tmp_path: Path
) -> None:
    """A new word changes nothing of what is stored until --again; then each page is read once."""
    lay()
    run(*READ)
    before = run("show", "--json").json["incidents"]
    lay(weapons=WEAPONS)
    known = run(*READ)
    assert "0 new, 1 known" in known.out
    assert "1 article. Read their sources with --again" in known.err
    assert run("show", "--json").json["incidents"] == before
    assert "0 new, 1 read again, 0 known" in run(*READ, "--again").out
    assert "0 new, 1 known" in run(*READ, "--again").out
    assert "Zherel-4" in run("show").out
    after = run("show", "--json").json
    assert {i["id"] for i in after["incidents"]} == {i["id"] for i in before}
    assert after["counts"]["articles"] == 1
    with Casebook.open(tmp_path / "casebook") as casebook:
        assert verify(casebook).broken == []


TAKEN = "blocks: [{kind: ngo, parties: [{id: new-group, name: New Group, aliases: [%s]}]}]"

WRONG = {
    "bad YAML": ("actors", "blocks: [", "cannot be read"),
    "a list": ("actors", "- a", "holds list"),
    "an unknown key": ("actors", "block: []", "unknown key 'block'; expected one of blocks, hold"),
    "an unknown kind": (
        "actors",
        ACTORS.replace("armed group", "warlords"),
        "line 2: kind 'warlords' is not known; expected one of armed group, government",
    ),
    "a missing kind": ("actors", ACTORS.replace("kind: armed group", "side: name"), "kind is mis"),
    "a group's alias": ("actors", TAKEN % "Daesh", "'Daesh' is a name of islamic-state already"),
    "a state's word": ("actors", TAKEN % "Ukrainian", "is a name of the state Ukraine already"),
    "an alias of no word": ("actors", TAKEN % "'--'", "has no word"),
    "a number for a name": ("actors", TAKEN % "1921", "aliases holds 1921; expected texts"),
    "an id twice": ("actors", ACTORS + ACTORS[ACTORS.index("  -") :], "stands in this file twice"),
    "a holder among groups": ("actors", ACTORS.replace("sorran-guard", "putin"), "Move it there"),
    "a key twice": ("weapons", "script: latin\nscript: latin", "stands twice"),
    "an unknown class": (
        "weapons",
        WEAPONS.replace("cluster", "rocket"),
        "line 2 (Zherel-4): class 'rocket' is not known; expected one of incendiary",
    ),
    "a range": ("weapons", WEAPONS.replace("class", "range: 40 km, class"), "unknown key 'range'"),
    "a treaty by its name": (
        "weapons",
        WEAPONS.replace("class", "treaty: [CCM], class"),
        "'CCM' is not known; expected one of ccw1",
    ),
    "another weapon's name": ("weapons", WEAPONS.replace("Zherel]", "Kalibr]"), "of class cruise"),
    "a word of no weapon": ("weapons", WEAPONS.replace("Zherel]", "think tank]"), "no weapon"),
    "an unknown sub type": ("inclusion", "sub_types: [Shelling]", "'Shelling' is not known"),
    "Norway unquoted": ("inclusion", "countries: [NO]", "holds False; expected texts. Put it in q"),
    "a country by its name": ("inclusion", "countries: [Ukraine]", "expected codes of ISO 3166-1"),
    "no day": ("inclusion", "# one\nearliest: last year", "line 2: earliest is 'last year'"),
    "no time between": ("inclusion", "earliest: 2024-05-01\nlatest: 2024-04-01", "is after latest"),
    "a strange file": ("actor", "blocks: []", "actor.yaml is no file of a casebook's vocabulary"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_ends_the_run_before_anything_is_read(
    run: Callable[..., Any], lay: Callable[..., None], tmp_path: Path, case: str
) -> None:
    """Exit code 2; one line names the file, what was found and expected; no casebook is made."""
    name, text, told = WRONG[case]
    lay(**{name: text})
    done = run(*READ)
    assert done.code == 2
    assert f"{name}.yaml" in done.err
    assert told in done.err
    assert done.err.rstrip().endswith("nothing was read.")
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "casebook" / "casebook.sqlite").exists()


def test_an_alias_can_be_moved_by_copying_the_other_entry_without_it(
    run: Callable[..., Any], lay: Callable[..., None]
) -> None:
    """A correction frees the alias that it leaves out."""
    other = "{id: wagner, name: Wagner Group, side: Russia, aliases: [Wagner]}"
    mine = "{id: sorran-guard, name: Sorran Guard, aliases: [Red Sashes, Africa Corps]}"
    lay(actors=f"blocks: [{{kind: armed group, parties: [{mine}, {other}]}}]")
    assert run(*READ).code == 0
