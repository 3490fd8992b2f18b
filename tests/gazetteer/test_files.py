"""A user's tables: read, laid over the embedded one, installed; broken ones are refused."""

from __future__ import annotations

import gzip
import zipfile
from typing import TYPE_CHECKING

import pytest

from reportedly.errors import GazetteerError
from reportedly.gazetteer import Gazetteer
from reportedly.gazetteer.files import add, installed

if TYPE_CHECKING:
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
        ("empty.tsv", "", "line 1"),
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
        ("cut.gaz", b"RPGZ\x01\xff\xff\x00\x00{}"),
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
