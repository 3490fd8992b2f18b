"""Work shared out to processes: in order, so much of it at a time in memory; or beside our own."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

from reportedly.errors import GazetteerError
from reportedly.processes import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Task = TypeVar("Task")
    Result = TypeVar("Result")


class Workers:
    """``map`` in other processes, or in this one where there are none."""

    def __init__(self, pool: ProcessPoolExecutor | None, ahead: int) -> None:
        self._pool = pool
        self._ahead = ahead

    def map(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The results in the order of the tasks; no more tasks are taken than can be worked on."""
        if self._pool is None:
            yield from map(work, tasks)
            return
        waiting: deque[Future[Result]] = deque()
        try:
            for task in tasks:
                waiting.append(self._pool.submit(work, task))
                if len(waiting) > self._ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            message = "A worker was ended from outside (memory?). Nothing was changed; try again."
            raise GazetteerError(message) from error


@contextmanager
def workers(count: int) -> Iterator[Workers]:
    """So many processes, or none for one: they end with this one, even if it is killed."""
    if count < 2:
        yield Workers(None, 0)
        return
    pool = ProcessPoolExecutor(count, initializer=end_with_parent)
    try:
        yield Workers(pool, count)
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def beside(work: Callable[[Task], Result], task: Task) -> Iterator[Callable[[], Result]]:
    """Work begun in a process of its own: a call gives its result, once it is there.

    The process is a fresh one, for it may be started where threads run. If it is ended from
    outside, or cannot start, the work is done here.
    """
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=end_with_parent)
    future = pool.submit(work, task)

    @cache
    def result() -> Result:
        try:
            return future.result()
        except BrokenProcessPool:
            return work(task)

    try:
        yield result
    finally:
        pool.shutdown(cancel_futures=True)


def processors() -> int:
    """How many processors this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1
