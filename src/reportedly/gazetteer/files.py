"""A user's gazetteer files: what kind a file is, and the table it makes.

Five forms are read: a GeoNames dump (19 columns, no header; plain, .gz or .zip), a table with
a header line made from Who's On First, a table with a header line of our own, our own form in
YAML, and the packed form that ``gazetteer add`` makes. Everything else is an error that says
what was expected and in which line.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from reportedly.errors import GazetteerError
from reportedly.gazetteer.merge import merged
from reportedly.gazetteer.readers import OWN_COLUMNS, geonames_rows, own_rows, wof_rows
from reportedly.gazetteer.regions import Regions
from reportedly.gazetteer.table import Row, Table, compile_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reportedly.gazetteer.lookup import Gazetteer

PACKED_SUFFIX = ".gaz"
_FORMS = (
    "a GeoNames dump (19 tab-separated columns; .txt, .gz, .zip), a Who's On First table "
    f"(columns wof_id, name, lat, lon …), or a table or YAML list with {', '.join(OWN_COLUMNS)}"
)


def table_of(path: Path, gazetteer: Gazetteer) -> Table:
    """The table that a file holds; GazetteerError says what is wrong and where."""
    if path.suffix == PACKED_SUFFIX:
        return Table.open(path, path.stem)
    return Table.from_rows(read_rows(path, gazetteer), name_of(path))


def name_of(path: Path) -> str:
    """What a file is called once it is installed: its name without suffixes.

    >>> from pathlib import Path
    >>> name_of(Path("tables/wof_ua.tsv.gz"))
    'wof_ua'
    """
    return path.name.split(".")[0] or path.name


def read_rows(path: Path, gazetteer: Gazetteer) -> list[Row]:
    """A file's rows, doubles within 5 km merged, regions tied to the gazetteer's codes."""
    regions = Regions(gazetteer)
    if path.suffix in (".yaml", ".yml"):
        rows = own_rows(_yaml_lines(path), str(path))
    else:
        rows = _table_rows(path)
    coded = (regions.coded(row) for row in rows)
    kept = [regions.credible(row) for row in merged(r for r in coded if not regions.known(r))]
    if not kept:
        raise GazetteerError(f"{path}: holds no place. Expected {_FORMS}.")
    return kept


def _table_rows(path: Path) -> Iterator[Row]:
    lines = _lines(path)
    first = next(lines, "")
    columns = first.lstrip("\ufeff").split("\t")
    if "wof_id" in columns:
        return wof_rows(columns, lines, str(path))
    if {"name", "lat", "lon"} <= set(columns):
        return own_rows(_cells(columns, lines, path), str(path))
    if len(columns) == 19:
        return geonames_rows(_with_first(first, lines), str(path))
    message = f"{path}, line 1: {len(columns)} tab-separated columns. Expected {_FORMS}."
    raise GazetteerError(message)


def _with_first(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _cells(
    columns: list[str], lines: Iterable[str], path: Path
) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) > len(columns):
            what = f"{len(cells)} columns, the header has {len(columns)}"
            raise GazetteerError(f"{path}, line {number}: {what}.")
        if line.strip():
            yield number, dict(zip(columns, cells, strict=False))


def _yaml_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    import yaml  # noqa: PLC0415

    try:
        places = yaml.safe_load(_read(path))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path}: no YAML ({error}).") from error
    places = places.get("places") if isinstance(places, dict) else places
    if not isinstance(places, list):
        raise GazetteerError(f"{path}: expected a list of places, each with name, lat and lon.")
    for number, place in enumerate(places, 1):
        if not isinstance(place, dict):
            raise GazetteerError(
                f"{path}, place {number}: expected name, lat, lon …, not {place!r}."
            )
        yield number, place


def _lines(path: Path) -> Iterator[str]:
    """The file's lines, decoded; a zip's table is its one .txt or .tsv that is no readme."""
    try:
        text = _read(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _read(path)[: error.start].count(b"\n") + 1
        raise GazetteerError(f"{path}, line {line}: expected UTF-8 ({error.reason}).") from error
    return iter(text.replace("\r\n", "\n").rstrip("\n").split("\n"))


def _read(path: Path) -> bytes:
    try:
        if zipfile.is_zipfile(path):
            return _zipped(path)
        data = path.read_bytes()
        return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    except OSError as error:
        reason = error.strerror or str(error)
        raise GazetteerError(f"{path}: cannot be read ({reason}). Expected {_FORMS}.") from error
    except (EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise GazetteerError(f"{path}: cut short or broken ({error}). Get it again.") from error


def _zipped(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith((".txt", ".tsv"))]
        tables = [name for name in names if "readme" not in name.lower()]
        if len(tables) != 1:
            raise GazetteerError(f"{path}: expected one .txt table inside, found {tables}.")
        return archive.read(tables[0])


def add(path: Path, folder: Path, gazetteer: Gazetteer) -> Path:
    """Checks a file, compiles it and keeps it in a user's folder; where it lies.

    Written beside its place and then moved there, so that a run stopped half-way leaves the
    table that was installed before.
    """
    data = compile_rows(read_rows(path, gazetteer)).packed()
    target = folder / f"{name_of(path)}{PACKED_SUFFIX}"
    part = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        raise GazetteerError(f"{target}: cannot be written ({error.strerror}).") from error
    return target


def installed(folder: Path) -> dict[str, Path]:
    """The tables in a user's folder by NAME."""
    return {path.stem: path for path in sorted(folder.glob(f"*{PACKED_SUFFIX}"))}
