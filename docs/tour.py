"""Runs the Python and the commands in docs/tour.md and writes their outputs under them.

A block marked ``python`` is run, one after another in one namespace; of a block marked
``console`` the lines that start with ``$ reportedly`` are run. What they print replaces the
``text`` block below. All of it happens in an empty folder that holds the example page alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import chdir, redirect_stdout
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any, Final

PAGES: Final = ("01-northern-wire.html", "gazetteer.tsv")
BLOCK: Final = re.compile(
    r"```(?P<kind>python|console)\n(?P<code>.*?)```\n(?:\n```text\n.*?```\n)?", re.DOTALL
)
WIDTH: Final = "100"


def tour(page: str) -> str:
    """The page with the outputs that its code gives now."""
    names: dict[str, Any] = {}

    def ran(block: re.Match[str]) -> str:
        code = block["code"]
        out = _python(code, names) if block["kind"] == "python" else _console(code)
        return f"```{block['kind']}\n{code}```\n" + (f"\n```text\n{out}```\n" if out else "")

    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for name in PAGES:
            shutil.copy(str(files("reportedly") / "examples" / name), name)
        return BLOCK.sub(ran, page)


def _python(code: str, names: dict[str, Any]) -> str:
    """What a block of Python prints."""
    with redirect_stdout(StringIO()) as printed:
        exec(compile(code, "docs/tour.md", "exec"), names)  # noqa: S102 - the page's own code
    return _trimmed(printed.getvalue())


def _console(code: str) -> str:
    """What the commands of a block print on standard output."""
    calls = [line.split()[2:] for line in code.splitlines() if line.startswith("$ reportedly ")]
    return _trimmed("".join(command_output(call, COLUMNS=WIDTH) for call in calls))


def command_output(arguments: list[str], **environment: str) -> str:
    """What ``reportedly`` prints on standard output, run in the current folder."""
    done = subprocess.run(  # noqa: S603 - the command is ours
        [sys.executable, "-m", "reportedly", *arguments],
        env=os.environ | {"REPORTEDLY_HOME": str(Path.cwd() / "home")} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def _trimmed(printed: str) -> str:
    """Without spaces at line ends."""
    return "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
