"""Opening a casebook's SQLite file: made whole, recognised, refused with a reason."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from reportedly import __version__
from reportedly.errors import CasebookError
from reportedly.files import TEMPORARY, sync_folder
from reportedly.settings import LOCK_SECONDS, VOCABULARY
from reportedly.stores import tables
from reportedly.stores.lock import FILE as LOCK_FILE
from reportedly.stores.lock import in_use

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = "casebook.sqlite"
CAPTURES = "captures"


def is_there(folder: Path) -> bool:
    """Whether a folder holds a casebook, of whatever version."""
    return (folder / FILE).exists()


def connect(folder: Path, *, write: bool, wait: float = LOCK_SECONDS) -> Connection:
    """A connection to the casebook in ``folder``, known to be one and of a version we read."""
    path = folder / FILE
    if not path.is_file():
        raise CasebookError(_none_at(folder))
    with told(folder), engine(path, write=False).connect() as look:
        _check(look, folder)
    with told(folder):
        connection = engine(path, write=write, wait=wait).connect()
        try:
            connection.begin().commit()  # somebody else's lock is told now, not half-way
        except BaseException:
            connection.close()
            raise
    return connection


def prepare(folder: Path) -> None:
    """Make the folder of a casebook if it is missing; refuse a folder that is something else."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strangers = [entry.name for entry in folder.iterdir() if not _ours(entry.name)]
    except OSError as error:
        message = f"Casebook {folder} cannot be made: {error.strerror}. Name another folder."
        raise CasebookError(message) from error
    if strangers and not (folder / FILE).exists():
        message = (
            f"{folder} is not a casebook, and not empty (it holds {min(strangers)!r}). "
            "Name an empty or new folder with --casebook."
        )
        raise CasebookError(message)


def make(folder: Path) -> None:
    """Make the SQLite file aside and rename it, so that it is either whole or not there."""
    path = folder / FILE
    if path.exists():
        return
    part = folder / f"{TEMPORARY}{token_hex(8)}"
    with told(folder):
        fresh = engine(part, write=True)
        event.listen(fresh, "connect", _write_ahead)
        with fresh.connect() as connection, connection.begin():
            tables.create(connection, __version__, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        fresh.dispose()
    (folder / CAPTURES).mkdir(exist_ok=True)
    part.replace(path)
    sync_folder(folder)


def engine(path: Path, *, write: bool, wait: float = LOCK_SECONDS) -> Engine:
    """SQLite with our settings: synced, foreign keys kept, short waits for a lock."""
    made = create_engine(
        f"sqlite:///{path}",
        poolclass=NullPool,
        connect_args={"isolation_level": None, "timeout": wait},
    )
    event.listen(made, "connect", _settings if write else _reader_settings)
    statement = "BEGIN IMMEDIATE" if write else "BEGIN"
    event.listen(made, "begin", lambda connection: connection.exec_driver_sql(statement))
    return made


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn SQLite's complaints into one that says which casebook, what, and what to do."""
    try:
        yield
    except DBAPIError as error:
        raise CasebookError(_explain(folder, str(error.orig))) from error


def _settings(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection
    """A writer's settings: references hold, and a commit is on the disk."""
    for pragma in ("foreign_keys = ON", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: Any, _record: object) -> None:  # noqa: ANN401
    """Keep a log ahead of the file, so that readers go on while one writes; the file says so."""
    connection.execute("PRAGMA journal_mode = WAL")


def _reader_settings(connection: Any, _record: object) -> None:  # noqa: ANN401
    """A reader's settings: the casebook cannot be changed through it."""
    connection.execute("PRAGMA query_only = ON")


def _check(connection: Connection, folder: Path) -> None:
    """Refuse a SQLite file that is no casebook, or one of a later version."""
    with connection.begin():
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if application != tables.APPLICATION_ID:
        message = f"{folder / FILE} is not a casebook's file. Name another folder with --casebook."
        raise CasebookError(message)
    if version > tables.FORMAT_VERSION:
        message = (
            f"Casebook {folder} was made by a newer version of reportedly (format {version}; "
            f"this is {__version__}, which reads format {tables.FORMAT_VERSION}). "
            "Upgrade reportedly; nothing was changed."
        )
        raise CasebookError(message)


def _ours(name: str) -> bool:
    """Whether a file of this name is left where a casebook was being made."""
    named = name in {FILE, CAPTURES, VOCABULARY, LOCK_FILE}
    return named or name.startswith((TEMPORARY, LOCK_FILE))


def _none_at(folder: Path) -> str:
    """What to say where a casebook should be and none is."""
    return f"No casebook at {folder}. Make one with: reportedly read SOURCE --casebook {folder}"


def _explain(folder: Path, reason: str) -> str:
    """SQLite's reason in words that tell a person what to do."""
    if "locked" in reason:
        return in_use(folder)
    if "readonly" in reason or "unable to open" in reason:
        return f"Casebook {folder} cannot be opened: {reason}. Check its rights and its disk."
    if "full" in reason:
        return f"Casebook {folder} cannot grow: {reason}. Make room; what is stored is whole."
    if "not a database" in reason or "malformed" in reason:
        return (
            f"Casebook {folder} is damaged: {reason} ({FILE}). "
            "Restore it from a copy; its captures are files of their own in captures/."
        )
    return f"Casebook {folder} cannot be used: {reason}."
