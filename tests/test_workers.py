"""Work in a process of its own: its result comes, whatever becomes of the process."""

from __future__ import annotations

import os
import signal
from multiprocessing import get_context
from typing import TYPE_CHECKING

from reportedly.workers import beside, processors

if TYPE_CHECKING:
    import pytest


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
