"""Vocabulary as data: YAML under ``vocab/<language>/``, each file with its origin.

A casebook may lay files of its own over the package's (``reportedly.overlay``). They hold for
the pages read inside ``using``; ``laid_over`` gives such a file as it holds now, and
``per_vocabulary`` keeps the table made of it with the vocabulary, not with the program.

>>> "Telegram" in str(load("channels"))
True
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, wraps
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from reportedly.errors import VocabError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

T = TypeVar("T")

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader of YAML, in C where there is one."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The package's vocabulary, but for the files that take the place of the package's.

    ``digest``: a hash of what differs from the package; None where nothing does.
    """

    files: Mapping[str, Any] = field(default_factory=dict)
    digest: str | None = None
    tables: dict[Callable[[], Any], Any] = field(default_factory=dict, repr=False)


PACKAGE = Vocabulary()
_in_use: ContextVar[Vocabulary] = ContextVar("vocabulary", default=PACKAGE)


@contextmanager
def using(vocabulary: Vocabulary) -> Iterator[None]:
    """Read with this vocabulary until the end of the block."""
    token = _in_use.set(vocabulary)
    try:
        yield
    finally:
        _in_use.reset(token)


def laid_over(name: str) -> Any:  # noqa: ANN401 - each file has a shape of its own
    """The file ``name`` of the vocabulary in use; only for tables made ``per_vocabulary``."""
    own = _in_use.get().files
    return own[name] if name in own else load(name)


def per_vocabulary(make: Callable[[], T]) -> Callable[[], T]:
    """As ``functools.cache``, for a table made of files that a casebook may lay over."""

    @wraps(make)
    def made() -> T:
        tables = _in_use.get().tables
        if make not in tables:
            tables[make] = make()
        table: T = tables[make]
        return table

    return made


@cache
def load(name: str, language: str = "en") -> Any:  # noqa: ANN401 - each file has a shape of its own
    """What ``vocab/<language>/<name>.yaml`` holds; the caller knows its shape."""
    path = files("reportedly") / "vocab" / language / f"{name}.yaml"
    try:
        return yaml.load(path.read_bytes(), Loader=Loader)  # noqa: S506 - a safe loader either way
    except (OSError, yaml.YAMLError) as error:
        message = f"Vocabulary {name!r} ({path}) cannot be read: {error}. Mend or restore the file."
        raise VocabError(message) from error
