"""Where a command prints: results on standard output, all else on standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console

if TYPE_CHECKING:
    from rich.console import RenderableType

PIPE_WIDTH = 160
"""Columns of a table that goes into a file or a pipe."""


def console(*, stderr: bool = False) -> Console:
    """A console that takes what it prints as it is: no markup, no emoji codes."""
    made = Console(stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=False)
    if not made.is_terminal:
        made.width = PIPE_WIDTH
    return made


def show(thing: RenderableType) -> None:
    """A table or a page on standard output; without the spaces at line ends in a pipe."""
    out = console()
    if out.is_terminal:
        out.print(thing)
        return
    with out.capture() as captured:
        out.print(thing)
    for line in captured.get().splitlines():
        say(line.rstrip())


def tell(message: str) -> None:
    """A line for the person, on standard error."""
    sys.stderr.write(f"{message}\n")


def print_json(value: object) -> None:
    """One JSON document on standard output, records as in the contract."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    """A line of the result, on standard output."""
    sys.stdout.write(f"{message}\n")
