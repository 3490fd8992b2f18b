"""From the sources as given to the files to open, in a fixed order."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.stages.capture.limits import ARCHIVES, KNOWN_KINDS, PAGE_KINDS, STANDARD_INPUT
from reportedly.stages.capture.making import reject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.records import Reject

_WEB = ("http://", "https://", "ftp://")


def page_kind(source: str) -> str | None:
    """html, text or jsonl by the name of a file; None if the name says nothing known.

    >>> page_kind("news/day.JSONL.gz"), page_kind("photo.png")
    ('jsonl', None)
    """
    name = Path(source).name.lower().removesuffix(".gz")
    return PAGE_KINDS.get(Path(name).suffix)


def walk(sources: Sequence[str], at: str) -> Iterator[str | Reject]:
    """The files behind the sources; a reject for each that cannot be a page."""
    for source in sources:
        if source == STANDARD_INPUT:
            yield source
        else:
            yield from _walk_path(source, at, ())


def _walk_path(source: str, at: str, above: tuple[str, ...]) -> Iterator[str | Reject]:
    """One path; ``above`` are the real paths of the folders it lies in, to notice circles."""
    path = Path(source)
    try:
        if path.is_dir():
            yield from _walk_folder(source, at, above)
        else:
            path.stat()
            yield _checked_file(source, at)
    except (OSError, ValueError) as error:
        yield reject(source, _why_unreadable(source, error), at)


def _walk_folder(source: str, at: str, above: tuple[str, ...]) -> Iterator[str | Reject]:
    """What a folder holds, by name, hidden files left out."""
    real = os.path.realpath(source)
    if real in above:
        yield reject(source, "This link leads back to a folder it lies in; it is not followed.", at)
        return
    names = sorted(entry.name for entry in os.scandir(source))
    shown = [name for name in names if not name.startswith(".")]
    if not shown:
        yield reject(source, f"The folder holds no files; expected {KNOWN_KINDS}.", at)
    for name in shown:
        yield from _walk_path(str(Path(source) / name), at, (*above, real))


def unknown_kind(name: str) -> str | None:
    """Why a file of this name is not opened; None if its name promises a page.

    >>> unknown_kind("pages.zip")
    'An archive (.zip) is not opened. Unpack it, and give the folder.'
    """
    if page_kind(name) is not None:
        return None
    suffix = Path(name.removesuffix(".gz")).suffix or Path(name).suffix
    if suffix.lower() in ARCHIVES:
        return f"An archive ({suffix}) is not opened. Unpack it, and give the folder."
    return f"Unknown kind of file ({suffix or 'no ending'}); expected {KNOWN_KINDS}."


def _checked_file(source: str, at: str) -> str | Reject:
    reason = unknown_kind(source)
    if reason is None:
        return source
    return reject(source, f"{reason} Standard input (-) takes a page under any name.", at)


def _why_unreadable(source: str, error: OSError | ValueError) -> str:
    if source.lower().startswith(_WEB):
        return (
            "Addresses on the web are not read by this version; "
            "save the page and give its file, or give it on standard input as -."
        )
    if Path(source).is_symlink() and isinstance(error, FileNotFoundError):
        return f"The link points to {Path(source).readlink()}, which does not exist. Mend the link."
    what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"Cannot be read: {what}. Check the path and its permissions."
