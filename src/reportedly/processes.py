"""Processes that end with the one that started them, however it ends."""

from __future__ import annotations

import os
from multiprocessing import parent_process
from threading import Thread


def end_with_parent() -> None:
    """From now on this process ends when its parent does.

    One that waits for work, or is in the midst of it, would outlive a parent that was killed.
    """
    Thread(target=_watch_parent, daemon=True).start()


def _watch_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
