"""The reader beside the server: what is said when it is gone."""

from __future__ import annotations

import sys
import time
from multiprocessing import get_context

from reportedly.web.taker import DIED, FAILED, why_ended


def test_a_reader_that_failed_by_itself_is_not_told_as_ended_from_outside() -> None:
    """An error that nobody handled leaves an exit code; a kill leaves a signal."""
    context = get_context("spawn")
    failing = context.Process(target=sys.exit, args=(1,))
    killed = context.Process(target=time.sleep, args=(60,))
    failing.start()
    killed.start()
    killed.kill()
    assert why_ended(failing) == FAILED
    assert why_ended(killed) == DIED
