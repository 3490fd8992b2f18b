"""``reportedly gazetteer``, and the gazetteers that ``read`` uses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from reportedly.cli.printing import say, tell
from reportedly.errors import GazetteerError
from reportedly.gazetteer import Gazetteer
from reportedly.gazetteer.files import add as compile_file
from reportedly.gazetteer.files import installed
from reportedly.gazetteer.table import Table
from reportedly.settings import data_home

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER: Final = "gazetteers"


def gazetteer_with(names: Sequence[str]) -> Gazetteer:
    """The embedded gazetteer with files, or with those that were added under a name."""
    added = installed(_folder())
    gazetteer = Gazetteer.embedded().with_files([_file(name, added) for name in names])
    for table, rejected in gazetteer.rejected.items():
        if table not in added:  # those that were added said so then
            _tell_rejected(table, rejected)
    return gazetteer


def add(files: Sequence[Path]) -> None:
    """Compile files into the user's folder."""
    for path in files:
        kept = compile_file(path, _folder(), tell)
        table = Table.open(kept, kept.stem)
        _tell_rejected(str(path), table.rejected)
        size = kept.stat().st_size / 1e6
        say(f"Added {kept.stem}: {len(table):,} places, {size:,.0f} MB ({kept}).")
        say(f"Use it with: reportedly read --gazetteer {kept.stem}")


def _tell_rejected(table: str, rejected: tuple[int, tuple[str, ...]]) -> None:
    """Says which rows were left out, on standard error."""
    count, reasons = rejected
    if count:
        tell(f"{table}: {count:,} rows left out; the first:")
        for reason in reasons:
            tell(f"  {reason}")


def show() -> None:
    """List what was added."""
    added = installed(_folder())
    for name, path in added.items():
        say(f"{name}\t{path}")
    if not added:
        say(f"No gazetteer was added yet (they lie in {_folder()}).")


def _file(name: str, added: dict[str, Path]) -> Path:
    """The file that is meant: a path that exists, or one added under that name."""
    path = Path(name)
    if path.is_file():
        return path
    if name in added:
        return added[name]
    known = ", ".join(added) or "none yet"
    message = (
        f"--gazetteer {name!r} is neither a file nor a gazetteer that was added ({known}). "
        "Give the path of a file, or add one with: reportedly gazetteer add FILE"
    )
    raise GazetteerError(message)


def _folder() -> Path:
    """Where compiled gazetteers lie."""
    return data_home() / FOLDER
