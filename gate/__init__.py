"""Quality against pinned floors: see ``python -m gate --help``."""
