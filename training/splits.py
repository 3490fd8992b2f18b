"""The one place that says which documents are held out of training."""

from __future__ import annotations

import hashlib

HELD_OUT_SHARE = 5  # one document in five
# Chosen once, by label counts alone, so that every set and kind has about a fifth held out.
_SALT = "351"


def is_held_out(document_id: str) -> bool:
    """True for about a fifth of the documents of lgl, tr-news, geowebnews and re3d.

    PolNeAR has its own official split, and geovirus is never trained on.
    """
    digest = hashlib.sha256(f"{_SALT}/{document_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % HELD_OUT_SHARE == 0
