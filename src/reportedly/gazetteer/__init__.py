"""Places as data: names to entries, each with its class, codes and people.

>>> from reportedly.gazetteer import Gazetteer
>>> [entry.country for entry in Gazetteer.embedded().look_up("Ouagadougou")]
['BF']
"""

from __future__ import annotations

from reportedly.gazetteer.entry import Entry
from reportedly.gazetteer.lookup import Gazetteer, Hit

__all__ = ["Entry", "Gazetteer", "Hit"]
