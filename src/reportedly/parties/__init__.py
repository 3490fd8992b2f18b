"""Parties: who speaks and who acts, by the table of vocab/en/actors*.yaml.

Shared by detect (actors) and extract (sources).

>>> identify("the Defence Ministry in Kyiv").name
'Ministry of Defence of Ukraine'
>>> source_of("officials in the Russian city of Belgorod").kind
'official'
"""

from __future__ import annotations

from reportedly.parties.resolve import identify, known_persons, source_of
from reportedly.parties.table import Party

__all__ = ["Party", "identify", "known_persons", "source_of"]
