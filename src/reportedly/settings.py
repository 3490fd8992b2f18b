"""Where Reportedly keeps what belongs to a user, and the figures a user may want to know."""

from __future__ import annotations

import os
import sys
from pathlib import Path

CASEBOOK = "casebook"
"""The casebook's folder when none is named."""

DEMO_CASEBOOK = "demo-casebook"
"""The folder that ``reportedly demo`` reads its pages into."""

VOCABULARY = "vocab"
"""The folder in a casebook that its owner fills, before the first run or later."""

EMBARGO_DAYS = 14
"""Incidents younger than this leave a casebook in the working copy alone."""

LOCK_SECONDS = 3.0
"""How long a command waits for a casebook that another one writes to."""

DECIDE_SECONDS = 60.0
"""How long a decision waits for what another writer stores at that moment."""

PORT = 8377
"""Where the casebook is served on this machine."""

BATCH_PAGES = 8
"""Pages tagged together and stored in one transaction."""

UPLOAD_FILE_BYTES = 256 * 1024 * 1024
"""The largest file that is taken in the browser; ``reportedly read`` takes any."""

UPLOAD_BYTES = 1024 * 1024 * 1024
"""The most that is taken in the browser at once."""

UPLOAD_FILES = 10_000
"""The most files that are taken in the browser at once."""


def data_home() -> Path:
    """The user's folder for compiled gazetteers: REPORTEDLY_HOME, or the system's place."""
    named = os.environ.get("REPORTEDLY_HOME")
    return Path(named).expanduser() if named else _system_home() / "reportedly"


def _system_home() -> Path:
    """The folder for application data, by the custom of each system."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
