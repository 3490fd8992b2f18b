"""A user's gazetteer files: what kind a file is, and the table it makes.

Five forms are read: a GeoNames dump (19 columns, no header; plain, .gz or .zip), a table with
a header line made from Who's On First, a table with a header line of our own, our own form in
YAML, and the packed form that ``gazetteer add`` makes. Everything else is an error that says
what was expected and in which line. Dumps are read as they come, in bounded memory and by all
processors; the other forms, which hold doubles, are held in memory.
"""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from reportedly.errors import GazetteerError
from reportedly.gazetteer.compiling import Part, Spool, batches, write_part
from reportedly.gazetteer.lookup import Gazetteer
from reportedly.gazetteer.merge import merged
from reportedly.gazetteer.readers import OWN_COLUMNS, geonames_rows, own_rows, wof_rows
from reportedly.gazetteer.regions import Regions
from reportedly.gazetteer.rejects import Rejects
from reportedly.gazetteer.streams import Lines, lines_of, text_of
from reportedly.gazetteer.table import Table
from reportedly.workers import Workers, processors, workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from reportedly.gazetteer.row import Row

PACKED_SUFFIX = ".gaz"
_SHARED_OUT_BYTES = 50_000_000
"""A file so big is worth other processes, which take a second to start."""
_TOLD_EVERY = 1_000_000
_LEFT_BEHIND_S = 6 * 3600
_FORMS = (
    "a GeoNames dump (19 tab-separated columns; .txt, .gz, .zip), a Who's On First table "
    f"(columns wof_id, name, lat, lon …), or a table or YAML list with {', '.join(OWN_COLUMNS)}"
)


def table_of(path: Path) -> Table:
    """The table that a file holds; GazetteerError says what is wrong and where."""
    if path.suffix == PACKED_SUFFIX:
        return Table.open(path, path.stem)
    with TemporaryDirectory(prefix="reportedly-") as folder:
        out = BytesIO()
        compile_file(path, Path(folder), out)
    return Table.from_packed(out.getvalue(), str(path), name_of(path))


def name_of(path: Path) -> str:
    """What a file is called once it is installed: its name without suffixes.

    >>> name_of(Path("tables/wof_ua.tsv.gz"))
    'wof_ua'
    """
    return path.name.split(".")[0] or path.name


def add(path: Path, folder: Path, told: Callable[[str], None] | None = None) -> Path:
    """Checks a file, compiles it and keeps it in a user's folder; where it lies.

    Written beside its place and then moved there, so that a run stopped half-way, even a killed
    one, leaves the table that was installed before. ``told`` hears how far it is.
    """
    target = folder / f"{name_of(path)}{PACKED_SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        with TemporaryDirectory(prefix=".adding-", dir=folder) as parts:
            made = Path(parts) / target.name
            with made.open("wb") as out:
                compile_file(path, Path(parts), out, told)
                out.flush()
                os.fsync(out.fileno())
            made.replace(target)
    except OSError as error:
        raise GazetteerError(f"{target}: cannot be written ({error.strerror}).") from error
    return target


def _clear(folder: Path) -> None:
    """Removes what a killed run left behind hours ago."""
    for left in folder.glob(".adding-*"):
        if time.time() - left.stat().st_mtime > _LEFT_BEHIND_S:
            shutil.rmtree(left, ignore_errors=True)


def installed(folder: Path) -> dict[str, Path]:
    """The tables in a user's folder by NAME."""
    return {path.stem: path for path in sorted(folder.glob(f"*{PACKED_SUFFIX}"))}


def compile_file(
    path: Path, folder: Path, out: BinaryIO, told: Callable[[str], None] | None = None
) -> None:
    """Compiles a file into ``out``; its parts lie in ``folder`` meanwhile."""
    many = path.is_file() and path.stat().st_size > _SHARED_OUT_BYTES
    with workers(processors() if many else 1) as shared:
        spool = Spool(folder, _bounds() if many else ())
        try:
            for part, rejects in _parts(path, spool, shared):
                before = spool.n
                spool.add(part, rejects)
                if told and spool.n // _TOLD_EVERY > before // _TOLD_EVERY:
                    told(f"{path.name}: {spool.n:,} places read")
            spool.rejects.refuse(str(path))
            if not spool.n:
                raise GazetteerError(f"{path}: holds no place. Expected {_FORMS}.")
            spool.write(out, shared, mapped=True)
        finally:
            spool.close()


@cache
def _bounds() -> tuple[bytes, ...]:
    """Where to cut all names into ranges of about one size: as the embedded names fall."""
    firsts = Gazetteer.embedded().first_keys
    return tuple(firsts[number] for number in range(1, len(firsts)))


def _parts(path: Path, spool: Spool, shared: Workers) -> Iterator[tuple[Part, Rejects]]:
    if path.suffix in (".yaml", ".yml"):
        rejects = Rejects()
        rows = own_rows(_yaml_places(path), str(path), rejects)
        return _merged_parts(rows, rejects, spool)
    lines = lines_of(path)
    first = next(lines, None)
    if first is None or not first.lines[0].strip():
        raise GazetteerError(f"{path}, line 1: the file is empty. Expected {_FORMS}.")
    columns = first.lines[0].decode("utf-8-sig", "replace").rstrip("\r\n").split("\t")
    if len(columns) == 19 and "wof_id" not in columns:
        tasks = (
            _Batch(str(path), lines, f"{spool.folder}/{number}", spool.bounds)
            for number, lines in enumerate(chain([first], lines))
        )
        return shared.map(_geonames_part, tasks)
    body = chain([Lines(2, first.lines[1:])], lines)
    return _headed_parts(path, columns, body, spool)


@dataclass(frozen=True)
class _Batch:
    """A batch of a dump's lines, where they come from, and where their part goes."""

    origin: str
    lines: Lines
    stem: str
    bounds: tuple[bytes, ...]


def _geonames_part(batch: _Batch) -> tuple[Part, Rejects]:
    rejects, regions = Rejects(), _regions()
    lines = batch.lines.numbered(batch.origin, rejects)
    coded = map(regions.coded, geonames_rows(lines, batch.origin, rejects))
    rows = (row for row in coded if not regions.known(row))
    return write_part(rows, batch.stem, batch.bounds), rejects


@cache
def _regions() -> Regions:
    return Regions(Gazetteer.embedded())


def _headed_parts(
    path: Path, columns: list[str], batches_of_lines: Iterable[Lines], spool: Spool
) -> Iterator[tuple[Part, Rejects]]:
    """The parts of a table with a header line."""
    origin, rejects = str(path), Rejects()
    lines = (line for batch in batches_of_lines for line in batch.numbered(origin, rejects))
    if "wof_id" in columns:
        return _merged_parts(wof_rows(columns, lines, origin, rejects), rejects, spool)
    if {"name", "lat", "lon"} <= set(columns):
        places = _cells(columns, lines, origin, rejects)
        return _merged_parts(own_rows(places, origin, rejects), rejects, spool)
    raise GazetteerError(
        f"{path}, line 1: {len(columns)} tab-separated columns ({', '.join(columns)[:60]} …). "
        f"Expected {_FORMS}."
    )


def _merged_parts(
    rows: Iterable[Row], rejects: Rejects, spool: Spool
) -> Iterator[tuple[Part, Rejects]]:
    """Parts of rows with doubles within 5 km merged, regions tied to the gazetteer's codes."""
    regions = _regions()
    coded = map(regions.coded, _once(rows, rejects))
    kept = map(regions.credible, merged(row for row in coded if not regions.known(row)))
    for number, batch in enumerate(batches(kept)):
        yield write_part(batch, f"{spool.folder}/{number}", spool.bounds), rejects
        rejects = Rejects()
    spool.rejects.join(rejects)


def _once(rows: Iterable[Row], rejects: Rejects) -> Iterator[Row]:
    """Each key of the source once; a second row of a key is left out."""
    seen: set[str] = set()
    for row in rows:
        if row.key in seen:
            rejects.add(f"{row.key} is there twice; the first row is kept")
        else:
            seen.add(row.key)
            yield row


def _cells(
    columns: list[str], lines: Iterable[tuple[int, str]], origin: str, rejects: Rejects
) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in lines:
        cells = line.split("\t")
        if len(cells) > len(columns):
            what = f"{len(cells)} columns, the header has {len(columns)}"
            rejects.rows += 1
            rejects.add(f"{origin}, line {number}: {what}.")
        elif line.strip():
            yield number, dict(zip(columns, cells, strict=False))


def _yaml_places(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    import yaml  # noqa: PLC0415

    try:
        places = yaml.safe_load(text_of(path))
    except yaml.YAMLError as error:
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
