"""A user's tables: read, laid over the embedded one, installed; broken ones are refused."""

from __future__ import annotations

import gzip
import signal
import subprocess
import sys
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from reportedly.errors import GazetteerError
from reportedly.gazetteer import Gazetteer
from reportedly.gazetteer.files import add, installed
from reportedly.gazetteer.naming import words_on_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WORLD = Gazetteer.embedded()
HEADER = "name\talt_names\tlat\tlon\tcountry\tadmin1\tadmin2\tfeature\tpopulation\n"
VELDRA = HEADER + (
    "Veldra\tVeldria\t60.1\t-40.2\tXA\t\t\tPCLI\t\n"
    "Osmark Province\t\t60.5\t-40.1\tXA\tOsmark Province\t\tADM1\t\n"
    "Tarnholt\tTarnholdt|Тарнгольт\t60.51\t-40.12\tXA\tOsmark Province\t\tPPL\t900\n"
    "Tarnholt\t\t61.9\t-44.0\tXA\tLower Keld\t\tPPL\t700\n"
)
GEONAMES_LINE = "\t".join(
    ["1", "Testove", "Testove", "Testowe,Тестове", "48.1234", "37.5678", "P", "PPL", "UA", "", "05",
     "1404", "", "", "321", "", "90", "Europe/Kyiv", "2022-01-01"]
)  # fmt: skip


def write(folder: Path, name: str, text: str) -> Path:
    """A file of this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_of_a_fictional_country_is_laid_over(tmp_path: Path) -> None:
    """Our own form names country, region and town of a country that does not exist."""
    gazetteer = WORLD.with_files([write(tmp_path, "veldra.tsv", VELDRA)])
    towns = gazetteer.look_up("Tarnholt")
    assert {(town.country, town.admin1) for town in towns} == {
        ("XA", "Osmark Province"),
        ("XA", "Lower Keld"),
    }
    assert gazetteer.look_up("Тарнгольт")[0].admin1 == "Osmark Province"
    assert [entry.kind for entry in gazetteer.look_up("Veldra")] == ["country"]
    assert [entry.kind for entry in gazetteer.look_up("the Osmark region")] == ["admin1"]
    assert WORLD.look_up("Tarnholt") == []


@pytest.mark.parametrize("form", ["plain", "gz", "zip"])
def test_a_geonames_dump_is_read_plain_and_packed(tmp_path: Path, form: str) -> None:
    """GeoNames dumps come as .txt, .gz and .zip, the latter with a readme beside the table."""
    path = tmp_path / {"plain": "UA.txt", "gz": "UA.txt.gz", "zip": "UA.zip"}[form]
    if form == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "about")
            archive.writestr("UA.txt", GEONAMES_LINE + "\n")
    else:
        data = (GEONAMES_LINE + "\n").encode()
        path.write_bytes(gzip.compress(data) if form == "gz" else data)
    (entry,) = WORLD.with_files([path]).look_up("Тестове")
    assert (entry.admin1, entry.lat, entry.lon, entry.population) == ("Donetsk", 48.12, 37.57, 321)


def test_yaml_is_read_like_a_table(tmp_path: Path) -> None:
    """The same form in YAML."""
    text = "- {name: Tarnholt, lat: 60.51, lon: -40.12, country: XA, alt_names: [Tarnholdt]}\n"
    gazetteer = WORLD.with_files([write(tmp_path, "veldra.yaml", text)])
    assert gazetteer.look_up("Tarnholdt")[0].name == "Tarnholt"


def test_doubles_within_five_kilometres_are_one_place(tmp_path: Path) -> None:
    """A polygon's middle and a point of one town are merged, with both rows' names."""
    header = "wof_id\tgeonameid\tplacetype\tgn_feature_code\tname\tlat\tlon\tcountry"
    header += "\tregion_name\tnames_eng\n"
    rows = (
        "1\t\tlocality\t\tСтаре\t49.00\t37.00\tUA\tDonetsk\tZzyzxove|Stareve\n"
        "2\t77\tlocality\tPPL\tZzyzxove\t49.01\t37.02\tUA\tDonetsk\tZzyzxove\n"
    )
    gazetteer = WORLD.with_files([write(tmp_path, "wof_test.tsv", header + rows)])
    (entry,) = gazetteer.look_up("Zzyzxove")
    assert (entry.id, entry.admin1_code) == ("wof:2", "UA.05")
    assert gazetteer.look_up("Stareve")[0].id == "wof:2"


def test_an_added_table_is_listed_and_read_back(tmp_path: Path) -> None:
    """`gazetteer add` keeps the compiled table under the file's name."""
    made = add(write(tmp_path, "veldra.tsv", VELDRA), tmp_path / "installed")
    assert installed(tmp_path / "installed") == {"veldra": made}
    towns = WORLD.with_files([made]).look_up("Tarnholt")
    assert {town.gazetteer for town in towns} == {"veldra"}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("empty.tsv", "", "line 1: the file is empty"),
        ("columns.tsv", "a\tb\tc\n", "3 tab-separated columns"),
        ("header.tsv", HEADER, "holds no place"),
        ("lat.tsv", HEADER + "X\t\tnorth\t2\tXA\t\t\t\t\n", "line 2: lat 'north'"),
        ("far.tsv", HEADER + "X\t\t91\t2\tXA\t\t\t\t\n", "-90 to 90"),
        ("name.tsv", HEADER + "\t\t1\t2\tXA\t\t\t\t\n", "line 2: the name is empty"),
        ("country.tsv", HEADER + "X\t\t1\t2\tVeldra\t\t\t\t\n", "two capitals"),
        ("people.tsv", HEADER + "X\t\t1\t2\tXA\t\t\t\tmany\n", "population 'many'"),
        ("unknown.tsv", "name\tlat\tlon\theight\nX\t1\t2\t3\n", "unknown height"),
        ("dump.txt", GEONAMES_LINE + "\nshort\n", "line 2: 1 tab-separated columns, expected 19"),
        ("list.yaml", "just words\n", "expected a list of places"),
        ("broken.yaml", "- {name: [\n", "no YAML"),
    ],
)
def test_a_broken_file_says_what_is_wrong_and_where(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    """The error names the file, the line, and what was expected."""
    path = write(tmp_path, name, text)
    with pytest.raises(GazetteerError) as caught:
        WORLD.with_files([path])
    assert name in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("latin.tsv", HEADER.encode() + "Zürich\t\t1\t2\t\t\t\t\t\n".encode("latin-1")),
        ("cut.txt.gz", gzip.compress(GEONAMES_LINE.encode() * 50, mtime=0)[:90]),
        ("old.gaz", b"RPGZ\x09 and more"),
        ("none.gaz", b"not a gazetteer"),
        ("cut.gaz", b"RPGZ\x02\xff\xff\x00\x00{}"),
        ("nothing.gaz", b""),
        ("cut.zip", b"PK\x03\x04" + bytes(200)),
    ],
)
def test_bytes_that_are_no_table_are_refused(tmp_path: Path, name: str, data: bytes) -> None:
    """Wrong encodings, cut archives and packed files of another version are errors."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(GazetteerError, match=name):
        WORLD.with_files([path]).look_up("Zürich")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """A path that is not there is said to be so."""
    with pytest.raises(GazetteerError, match="No such file"):
        WORLD.with_files([tmp_path / "none.tsv"])


def zipped(path: Path, lines: Sequence[str]) -> Path:
    """A zip with a table of these lines, as GeoNames gives them out."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("table.txt", "".join(f"{line}\n" for line in lines))
    return path


def dump_line(number: int, name: str) -> str:
    """A line of a dump."""
    cells = GEONAMES_LINE.split("\t")
    return "\t".join([str(number), name, name, "", *cells[4:]])


def test_broken_rows_are_left_out_and_counted(tmp_path: Path) -> None:
    """Of twenty rows one has a wrong point and one an id that was there: both are said."""
    lines = [dump_line(number, f"Zyx{number}") for number in range(1, 19)]
    broken = dump_line(19, "Nowhere").replace("48.1234", "north")
    path = write(tmp_path, "some.txt", "\n".join([*lines, broken, dump_line(3, "Zyxagain")]) + "\n")
    gazetteer = WORLD.with_files([path])
    count, reasons = gazetteer.rejected["some"]
    assert count == 2
    assert "line 19: lat 'north'" in reasons[0]
    assert "geonameid 3 is there twice" in reasons[1]
    assert gazetteer.look_up("Zyx3")
    assert not gazetteer.look_up("Zyxagain")


def test_rows_of_another_encoding_are_said_by_line(tmp_path: Path) -> None:
    """One row of twenty in Latin-1 is left out; the message names its line and byte."""
    lines = [dump_line(number, f"Zyx{number}").encode() for number in range(1, 20)]
    path = tmp_path / "mixed.txt"
    path.write_bytes(b"\n".join([*lines, dump_line(20, "Zürich").encode("latin-1")]) + b"\n")
    count, reasons = WORLD.with_files([path]).rejected["mixed"]
    assert count == 1
    assert "line 20: byte 0xfc" in reasons[0]
    assert "Save the table as UTF-8" in reasons[0]


def test_a_key_that_comes_twice_is_kept_once(tmp_path: Path) -> None:
    """A table of our own with one row twice holds one place, and says so."""
    rows = "".join(f"Zyx{n}\t\t6{n / 100}\t-40\tXA\t\t\tPPL\t\n" for n in range(20))
    path = write(tmp_path, "twice.tsv", HEADER + rows + rows.splitlines(keepends=True)[0])
    count, reasons = WORLD.with_files([path]).rejected["twice"]
    assert count == 1
    assert "is there twice" in reasons[0]


def test_a_table_that_breaks_half_way_leaves_the_one_of_before(tmp_path: Path) -> None:
    """A zip cut short, read up to the cut, changes nothing of what was added before."""
    home = tmp_path / "installed"
    lines = [dump_line(number, f"Zyx{number} {hash(number * 7919)}") for number in range(1, 3000)]
    made = add(zipped(tmp_path / "table.zip", lines), home)
    before = made.read_bytes()
    data = bytearray((tmp_path / "table.zip").read_bytes())
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)  # what it says of itself stays whole
    (tmp_path / "table.zip").write_bytes(bytes(data))
    with pytest.raises(GazetteerError, match="cut short or broken"):
        add(tmp_path / "table.zip", home)
    assert made.read_bytes() == before
    assert [path.name for path in home.iterdir()] == ["table.gaz"]


def test_a_killed_run_leaves_the_table_of_before(tmp_path: Path) -> None:
    """`kill -9` in the middle of adding: the old table is whole, and the next run works."""
    home = tmp_path / "installed"
    made = add(write(tmp_path, "big.txt", dump_line(1, "Zyxold") + "\n"), home)
    before = made.read_bytes()
    lines = "\n".join(dump_line(number, f"Zyx{number}") for number in range(1, 60_000))
    path = write(tmp_path, "big.txt", lines + "\n")
    code = "import sys; from pathlib import Path; from reportedly.gazetteer.files import add; "
    code += "add(Path(sys.argv[1]), Path(sys.argv[2]))"
    run = subprocess.Popen([sys.executable, "-c", code, str(path), str(home)])
    while not any(home.glob(".adding-*/*.keys")) and run.poll() is None:
        time.sleep(0.02)
    run.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    run.wait()
    assert made.read_bytes() == before
    assert installed(home) == {"big": made}
    assert len(WORLD.with_files([made]).look_up("Zyxold")) == 1


def test_two_tables_keep_their_ids_apart(tmp_path: Path) -> None:
    """One name in two tables of our own: two places, each with its table's id and name."""
    one = write(tmp_path, "one.tsv", HEADER + "Zyxtown\t\t60\t-40\tXA\t\t\tPPL\t\n")
    two = write(tmp_path, "two.tsv", HEADER + "Zyxtown\t\t62\t-44\tXA\t\t\tPPL\t\n")
    found = WORLD.with_files([one, two]).look_up("Zyxtown")
    assert {(entry.gazetteer, entry.id.split("/")[0]) for entry in found} == {
        ("one", "own:one"),
        ("two", "own:two"),
    }


def test_processes_make_the_same_table_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shared out to processes and cut into ranges, a dump gives the same answers."""
    lines = [dump_line(number, f"Zyx{number % 7} {number}") for number in range(1, 400)]
    path = zipped(tmp_path / "table.zip", lines)
    alone = WORLD.with_files([path])
    monkeypatch.setattr("reportedly.gazetteer.files._SHARED_OUT_BYTES", 0)
    monkeypatch.setattr("reportedly.gazetteer.files.processors", lambda: 2)
    shared = WORLD.with_files([path])
    assert len(shared) == len(alone)
    for number in range(1, 400, 13):
        name = f"Zyx{number % 7} {number}"
        assert shared.look_up(name) == alone.look_up(name) != []


def test_a_place_of_ukraine_gets_its_raion_of_2020(tmp_path: Path) -> None:
    """Who's On First gives the raion that Ukraine abolished; the point says the one of now."""
    header = "wof_id\tplacetype\tname\tlat\tlon\tcountry\tregion_name\tcounty_name\n"
    row = "1\tlocality\tZzyzxove\t48.90\t37.91\tUA\tDonetsk\tKrasnolymanskyi\n"
    (entry,) = WORLD.with_files([write(tmp_path, "w.tsv", header + row)]).look_up("Zzyzxove")
    assert (entry.admin2, entry.admin2_code) == ("Kramatorskyi Raion", "UA.05.1412")


def test_a_table_s_historical_names_are_kept_as_such(tmp_path: Path) -> None:
    """A name that Who's On First calls historical leads to the place, marked as one of before."""
    header = "wof_id\tplacetype\tname\tlat\tlon\tcountry\tnames_ukr\tnames_historical\n"
    row = "1\tlocality\tZzyzxove\t48.9\t37.9\tUA\tКвітчине\tКвітчине|Zzyzxovo\n"
    (entry,) = WORLD.with_files([write(tmp_path, "w.tsv", header + row)]).look_up("Квітчине")
    assert entry.former == (("Квітчине", 0),)
    assert words_on_name("Квітчине", entry) == "Квітчине was its name once"
