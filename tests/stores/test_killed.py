"""A casebook whose writer was killed at any moment opens again whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly.stores.casebook import Casebook
from reportedly.stores.verify import verify

WRITER = """
import sys
from itertools import count
from pathlib import Path
sys.path.insert(0, {here!r})
from conftest import incident_of, make_bundle
from reportedly.stores.casebook import Casebook

with Casebook.open_to_write(Path(sys.argv[1])) as casebook:
    for number in count(int(sys.argv[2])):
        casebook.add([make_bundle(f"Village{{number}} was shelled. " * 400)])
        if number % 3 == 0:
            made = [incident_of([claim]) for claim in casebook.claims()]
            casebook.replace_groups_and_incidents([], [], made)
        print(number, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is not sent on Windows")
@pytest.mark.parametrize("seed", range(6))
def test_killed_at_a_random_moment_it_opens_whole(tmp_path: Path, seed: int) -> None:
    """After kill -9 in the midst of writing nothing that was stored is lost or broken."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    script = WRITER.format(here=str(Path(__file__).parent))
    stored = 0
    for start in (0, 10_000, 20_000):
        told = _write_and_kill(script, tmp_path / "c", start, chance)
        stored += told
        with Casebook.open(tmp_path / "c") as casebook:
            report = verify(casebook)
            assert report.broken == []
            assert report.checked["articles"] >= stored
    with Casebook.open_to_write(tmp_path / "c", wait=0.5) as casebook:
        assert casebook.counts()["articles"] >= stored


def _write_and_kill(script: str, folder: Path, start: int, chance: random.Random) -> int:
    """Let a writer store a few pages and kill it within the next one; how many it told."""
    command = [sys.executable, "-c", script, str(folder), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        wanted = chance.randrange(1, 9)
        told = sum(1 for _ in zip(range(wanted), writer.stdout, strict=False))
        for _ in range(chance.randrange(200_000)):
            pass  # into the midst of the next page
        writer.send_signal(signal.SIGKILL)
        return told + len(writer.stdout.readlines())
