"""A frame of the map: a box of degrees, in the address bar and in the index."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

HUNDREDTHS: Final = 100
"""A frame is no finer than a point: 0.01 degree."""
M_IN_DEGREE: Final = 111_320.0
"""Metres in a degree of latitude."""
WHOLE: Final = 360.0
FARTHEST: Final = 10 * WHOLE
"""Degrees beyond which nobody has turned the globe; no number that is none is within."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Degrees from west to east and south to north; west beyond east goes over the date line."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def read(cls, text: str) -> Frame | None:
        """The frame of an address, "west,south,east,north"; None if it is none.

        It is widened to hundredths of a degree.

        >>> str(Frame.read("30.123,46,33,48.5"))
        '30.12,46,33,48.5'
        >>> Frame.read("30,48,33,46"), Frame.read("here"), Frame.read("1,2,3,nan")
        (None, None, None)
        """
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError:
            return None
        if not all(abs(n) <= FARTHEST for n in (west, south, east, north)) or west > east + WHOLE:
            return None
        south, north = max(_floor(south), -90.0), min(_ceil(north), 90.0)
        if south > north:
            return None
        west, east = _floor(west), _ceil(east)
        if round(east - west, 2) >= WHOLE:
            return cls(-180.0, south, 180.0, north)
        return cls(_around(west), south, _around(east), north)

    def __str__(self) -> str:
        return ",".join(f"{n:.2f}".rstrip("0").rstrip(".") for n in self.sides)

    @property
    def sides(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        return (self.west, self.south, self.east, self.north)

    @property
    def end(self) -> float:
        """East, counted on beyond 180 where the frame goes over the date line."""
        return self.east + (WHOLE if self.east < self.west else 0.0)

    @property
    def words(self) -> str:
        """The frame as a person reads it.

        >>> Frame(30, 46, 33.5, 48).words
        '46° to 48° north, 30° to 33.5° east'
        >>> Frame(-3, -2, 4, 1).words
        '2° south to 1° north, 3° west to 4° east'
        """
        upright = _span(self.south, self.north, "south", "north")
        return f"{upright}, {_span(self.west, self.east, 'west', 'east')}"

    @property
    def half_m(self) -> float:
        """Half its shorter side, in metres."""
        middle = math.cos(math.radians((self.south + self.north) / 2))
        return min(self.north - self.south, (self.end - self.west) * middle) * M_IN_DEGREE / 2

    def condition(self) -> tuple[str, list[object]]:
        """What a row of ``spots`` must be to lie in the frame, wholly or in part."""
        part = "west + ? <= ? AND east + ? >= ?"
        turns = (0.0, WHOLE, -WHOLE)
        text = f"south <= ? AND north >= ? AND ({' OR '.join([part] * len(turns))})"
        values = [value for turn in turns for value in (turn, self.end, turn, self.west)]
        return text, [self.north, self.south, *values]


def around(lon: float, lat: float, reach_m: float) -> tuple[float, float, float, float]:
    """The box around a circle: west, south, east, north; degrees may run beyond 180."""
    high = reach_m / M_IN_DEGREE
    wide = min(high / max(math.cos(math.radians(lat)), 0.01), 180.0)
    return (lon - wide, lat - high, lon + wide, lat + high)


def _floor(degrees: float) -> float:
    return math.floor(round(degrees * HUNDREDTHS, 6)) / HUNDREDTHS


def _ceil(degrees: float) -> float:
    return math.ceil(round(degrees * HUNDREDTHS, 6)) / HUNDREDTHS


def _around(lon: float) -> float:
    """A longitude from -180 to 180."""
    return lon if -180 <= lon <= 180 else round((lon + 180) % WHOLE - 180, 2)


def _span(low: float, high: float, below: str, above: str) -> str:
    ends = [
        (f"{abs(n):.2f}".rstrip("0").rstrip("."), above if n >= 0 else below) for n in (low, high)
    ]
    (first, side), (last, other) = ends
    return f"{first}°{'' if side == other else f' {side}'} to {last}° {other}"
