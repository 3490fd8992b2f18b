"""Vocabulary as data: YAML under ``vocab/<language>/``, each file with its origin.

>>> "Telegram" in str(load("channels"))
True
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from reportedly.errors import VocabError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load(name: str, language: str = "en") -> Any:  # noqa: ANN401 - each file has a shape of its own
    """What ``vocab/<language>/<name>.yaml`` holds; the caller knows its shape."""
    path = files("reportedly") / "vocab" / language / f"{name}.yaml"
    try:
        return yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506 - a safe loader either way
    except (OSError, yaml.YAMLError) as error:
        message = f"Vocabulary {name!r} ({path}) cannot be read: {error}. Mend or restore the file."
        raise VocabError(message) from error
