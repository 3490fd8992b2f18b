"""Work in a process of its own: its result comes, whatever becomes of the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from multiprocessing import get_context
from typing import TYPE_CHECKING

from reportedly.workers import beside, processors

if TYPE_CHECKING:
    import pytest

WAITING = """
import time
from reportedly.workers import beside
if __name__ == "__main__":
    try:
        with beside(abs, -1) as asked:
            print(asked(), flush=True)
            time.sleep(60)
    except KeyboardInterrupt:
        pass
"""


def killed_unless_in(own: int) -> int:
    """The number of the process that does it, which is not ended if it is this one."""
    if os.getpid() != own:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def own_number(_: None) -> int:
    """That of the process which does it."""
    return os.getpid()


def test_work_is_done_by_another_process() -> None:
    """Ours only asks for the result, as often as it likes."""
    with beside(own_number, None) as asked:
        assert asked() == asked() != os.getpid()


def test_a_killed_process_is_stood_in_for() -> None:
    """Ended from outside, its work is done by ours."""
    with beside(killed_unless_in, os.getpid()) as asked:
        assert asked() == os.getpid()


def test_a_process_that_cannot_start_is_stood_in_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no room for another, ours does the work."""

    def refused(*_: object) -> int:
        raise BlockingIOError

    monkeypatch.setattr("multiprocessing.util.spawnv_passfds", refused)
    with beside(killed_unless_in, os.getpid()) as asked:
        assert asked() == os.getpid()


def test_a_daemon_has_one_processor() -> None:
    """It may start no process: the reader beside the server relates a large casebook alone."""
    with get_context("spawn").Pool(1) as pool:
        assert pool.apply(processors) == 1


def test_an_interrupt_ends_a_waiting_process_without_a_traceback() -> None:
    """As Ctrl-C in a terminal, which reaches the process beside as well."""
    command = [sys.executable, "-c", WAITING]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"1\n"
        os.killpg(run.pid, signal.SIGINT)
        assert run.communicate() == (b"", b"")
