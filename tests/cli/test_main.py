"""The command line starts fast, says what is wrong in one line, and keeps its exit codes."""

from __future__ import annotations

import socket
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from reportedly import __version__
from reportedly.cli.main import Format
from reportedly.stages.write import FORMATS
from reportedly.stores.casebook import Casebook
from reportedly.stores.opening import FILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAVY = [
    "onnxruntime",
    "numpy",
    "sqlalchemy",
    "trafilatura",
    "lxml",
    "tokenizers",
    "htmldate",
    "yaml",
    "reportedly.pipeline",
    "reportedly.gazetteer",
]
COMMANDS = {"read", "show", "serve", "write", "verify", "gazetteer", "demo"}


def test_the_help_loads_nothing_heavy() -> None:
    """Printing the help imports neither the model nor the database nor the parsers."""
    script = (
        "import sys; sys.argv = ['reportedly', '--help']\n"
        "from reportedly.cli.main import main\n"
        "try: main()\n"
        f"finally: print('loaded:', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "loaded: []"


def test_the_help_names_what_is_built_and_nothing_else(run: Callable[..., Any]) -> None:
    """Every command of the help exists, and what is not built yet is absent from it."""
    done = run("--help")
    listed = done.out.split("Commands:")[1].split("Exit codes")[0]
    assert {line.split()[0] for line in listed.splitlines() if line.strip()} == COMMANDS
    assert done.code == 0


def test_the_version_is_printed(run: Callable[..., Any]) -> None:
    """--version prints the package's version alone."""
    assert run("--version").out == f"{__version__}\n"


def test_the_formats_of_the_option_are_those_that_are_written() -> None:
    """The choices of --format are the formats that exist."""
    assert [form.value for form in Format] == list(FORMATS)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("serve", "--port", "70000"), "Invalid value for '--port'"),
        (("write", "--format", "kml"), "'kml' is not one of 'jsonl', 'geojson'"),
        (("read",), "Missing argument"),
        (("read", "x.html", "--colour"), "No such option"),
        (("read", "x.html", "--published", "soon"), "--published 'soon' is no date"),
        (("read", "x.html", "--gazetteer", "atlantis"), "'atlantis' is neither a file nor"),
        (("show",), "No casebook at casebook"),
        (("verify",), "No casebook at casebook"),
        (("write", "--format", "jsonl"), "No casebook at casebook"),
        (("gazetteer", "add", "none.tsv"), "none.tsv: cannot be read"),
    ],
)
def test_what_cannot_start_ends_with_2_and_a_reason(
    run: Callable[..., Any], arguments: tuple[str, ...], told: str
) -> None:
    """A wrong option or a missing file ends with 2; standard output stays empty."""
    done = run(*arguments)
    assert done.code == 2
    assert told in done.err
    assert done.out == ""
    assert "Traceback" not in done.err


def test_what_cannot_start_leaves_no_casebook(run: Callable[..., Any], tmp_path: Path) -> None:
    """A wrong option is told before the casebook is made."""
    run("read", "x.html", "--gazetteer", "atlantis")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("serve", "--port", str(taken.getsockname()[1]))
    assert "cannot be used" in done.err
    assert not (tmp_path / "casebook").exists()


@pytest.mark.parametrize("command", ["show", "verify", "read"])
def test_a_newer_casebook_is_refused(run: Callable[..., Any], casebook: Path, command: str) -> None:
    """A casebook that a newer version made ends every command with 2 and the reason."""
    connection = sqlite3.connect(casebook / FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    arguments = (command, "page.txt") if command == "read" else (command,)
    done = run(*arguments, "--casebook", casebook)
    assert done.code == 2
    assert "newer version of reportedly" in done.err


def test_a_casebook_in_use_is_refused_to_a_writer_only(
    run: Callable[..., Any], casebook: Path
) -> None:
    """While one command writes, read ends with 2 within seconds, and show and verify work."""
    with Casebook.open_to_write(casebook):
        assert run("show").code == 0
        assert run("verify").code == 0
        done = run("read", "page.txt")
    assert done.code == 2
    assert "in use" in done.err


def test_a_corrupt_casebook_is_told(run: Callable[..., Any], casebook: Path) -> None:
    """A file that is no SQLite file is told in one line."""
    (casebook / FILE).write_bytes(b"x" * 5000)
    done = run("show")
    assert done.code == 2
    assert "is damaged" in done.err
    assert done.err.count("\n") == 1


def test_debug_shows_where(run: Callable[..., Any]) -> None:
    """With --debug the error itself is raised, for its traceback."""
    with pytest.raises(Exception, match="No casebook"):
        run("show", "--debug")
