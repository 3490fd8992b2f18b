"""A user's YAML file, read so that every mistake is told with its file, line and entry."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from reportedly.errors import VocabError
from reportedly.vocab import Loader

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path


class Lined(dict[str, Any]):
    """A mapping that knows the line on which it starts, and that of each key."""

    line: int = 1
    lines: Mapping[str, int] = MappingProxyType({})


class _LinedLoader(Loader):  # type: ignore[misc, valid-type]  # either of two safe loaders
    """A safe loader whose mappings know their lines, and in which no key comes twice."""


def _mapping(loader: Any, node: yaml.MappingNode) -> Lined:  # noqa: ANN401 - either loader
    keys = [(loader.construct_object(key, deep=True), key.start_mark) for key, _ in node.value]
    made = Lined(loader.construct_mapping(node, deep=True))
    made.line = node.start_mark.line + 1
    made.lines = {key: mark.line + 1 for key, mark in keys}
    if len(made.lines) < len(keys):
        problem = "a key stands twice in the entry that begins"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
    return made


_LinedLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


_QUOTES = "Put it in quotes if it is one"


@dataclass(frozen=True, slots=True)
class Row:
    """A mapping of a user's file, asked for each value with what it must be."""

    file: Path
    values: Lined

    def wrong(
        self, found: str, expected: str, todo: str = "Mend it", *, key: str = ""
    ) -> VocabError:
        """The error that tells what was found here, what was expected, and what to do."""
        name = self.values.get("id") or self.values.get("name")
        entry = f" ({name})" if name else ""
        where = f"{self.file}, line {self.values.lines.get(key, self.values.line)}{entry}"
        return VocabError(f"{where}: {found}; expected {expected}. {todo}; nothing was read.")

    def only(self, *keys: str) -> None:
        """Refuse a key that is not one of these."""
        for key in self.values:
            if key not in keys:
                raise self.wrong(f"unknown key {key!r}", f"one of {', '.join(keys)}", key=key)

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self.values.get(key)
        if value is None:
            raise self.wrong(f"{key} is missing", "a text", f"Add {key}")
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(f"{key} is {value!r}", "a text", _QUOTES, key=key)
        return value

    def texts(self, key: str) -> list[str]:
        """A list of texts, empty if it is not given."""
        values = self.values.get(key, [])
        if not isinstance(values, list):
            raise self.wrong(f"{key} is {values!r}", "a list in brackets", key=key)
        for value in values:
            if not isinstance(value, str) or not value.strip():
                raise self.wrong(f"{key} holds {value!r}", "texts", _QUOTES, key=key)
        return values

    def one_of(self, key: str, choices: Collection[str], default: str | None = None) -> str:
        """A text that must be one of these; it must be there if there is no default."""
        value = default if default and key not in self.values else self.text(key)
        return self.known(key, value, choices)

    def some_of(self, key: str, choices: Collection[str]) -> list[str]:
        """A list of texts, each one of these."""
        return [self.known(key, value, choices) for value in self.texts(key)]

    def known(self, key: str, value: str, choices: Collection[str]) -> str:
        """The value, if it is one of these."""
        if value not in choices:
            found, expected = f"{key} {value!r} is not known", f"one of {', '.join(choices)}"
            raise self.wrong(found, expected, key=key)
        return value

    def flag(self, key: str) -> bool:
        """True or false, false if it is not given."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(f"{key} is {value!r}", "true or false", key=key)
        return value

    def rows(self, key: str) -> list[Row]:
        """A list of mappings, empty if it is not given."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(one, Lined) for one in values):
            raise self.wrong(f"{key} is {values!r}", "a list of entries", key=key)
        return [Row(self.file, one) for one in values]


def read(path: Path) -> Row:
    """The whole of a user's file; one with nothing in it says nothing."""
    try:
        content = yaml.load(path.read_bytes(), Loader=_LinedLoader)  # noqa: S506 - a safe loader
    except (OSError, ValueError, yaml.YAMLError) as error:
        told = " ".join(str(error).split())
        message = f"{path} cannot be read: {told}. Mend the file; nothing was read."
        raise VocabError(message) from error
    content = Lined() if content is None else content
    if not isinstance(content, Lined):
        message = (
            f"{path} holds {type(content).__name__}; expected keys with their values, as in "
            "docs/vocabulary.md. Mend it or remove it; nothing was read."
        )
        raise VocabError(message)
    return Row(path, content)
