"""``reportedly serve``."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING

from reportedly.cli.printing import say
from reportedly.stores.opening import is_there
from reportedly.web.serving import serve

if TYPE_CHECKING:
    from pathlib import Path


def run(folder: Path, owner: str | None, port: int) -> None:
    """Serve a casebook until Ctrl-C."""
    made = "" if is_there(folder) else "It is new and empty: add pages in the browser.\n"

    def tell(address: str) -> None:
        say(f"Serving {folder} on this machine alone. {made}Open, once, as {name}:")
        say(f"\n  {address}\n")
        say("Others are let in under People. Ctrl-C ends it; what was decided is stored.")
        sys.stdout.flush()

    name = owner or _login_name()
    serve(folder, name, port, tell)


def _login_name() -> str:
    """The name that the system knows the user by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "owner"
