"""The demo reads the bundled pages, and asks nobody for anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import reportedly
from reportedly.stores.casebook import Casebook
from reportedly.stores.verify import verify

PACKAGE = Path(reportedly.__file__).parent
OFFLINE = """
import runpy, socket, sys

def refuse(*_arguments, **_options):
    raise AssertionError("the demo called out")

socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse
sys.argv = ["reportedly", "demo"]
runpy.run_module("reportedly", run_name="__main__")
"""


def without_network() -> list[str]:
    """What runs a command in a namespace without a network; empty where the system cannot."""
    command = [shutil.which("unshare") or "", "--map-root-user", "--net"]
    if not command[0]:
        return []
    done = subprocess.run([*command, "true"], capture_output=True, check=False)
    return [] if done.returncode else command


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The demo run once in an empty folder, without a network and with sockets that refuse."""
    folder = tmp_path_factory.mktemp("demo")
    command = [*without_network(), sys.executable, "-c", OFFLINE]
    here = {"REPORTEDLY_HOME": str(folder / "home"), "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        command, cwd=folder, env=os.environ | here, capture_output=True, text=True, check=False
    )
    return folder, done


def test_the_demo_runs_without_a_network(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    """Where no connection can be made, every bundled page is read."""
    _, done = demo
    assert done.returncode == 0, done.stderr
    assert " 0 known, 0 rejected; " in done.stdout


def test_the_demo_shows_incidents_and_what_to_type_next(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    """A table, one incident in full, and the next commands come out."""
    _, done = demo
    for words in ("Who says", "independent origin", "What else to type:", "reportedly verify"):
        assert words in done.stdout
    assert "in the browser:\n\n  reportedly serve --casebook demo-casebook\n" in done.stdout


def test_the_demo_s_casebook_is_whole(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    """What the demo leaves behind verifies."""
    folder, _ = demo
    with Casebook.open(folder / "demo-casebook") as casebook:
        assert casebook.counts()["articles"] >= 16
        assert verify(casebook).broken == []
