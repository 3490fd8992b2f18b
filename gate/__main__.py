"""`make gate`: quality against pinned floors, gains and losses both.

    python -m gate [--quick] [--update [--allow-regression]] [MEASURE ...]

Each measure is a function ``score(gold: Path) -> dict[str, float]`` on data of ``../shared/gold``
that the code was not tuned or trained on. Floors stand in ``gate/floors.json``; ``--update`` pins
today's figures and refuses to lower one unless told so.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from gate import measures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FLOORS = Path(__file__).with_name("floors.json")
GOLD = Path(__file__).parents[1].parent / "shared" / "gold"
_PREFACE = (
    "Made by `python -m gate --report docs/quality.md`; no figure is typed by hand. The data stand "
    "in `../shared/gold`, each set with a NOTE.md. What was tuned on a set's shared half says so: "
    "such figures are those of development, and the halves held back decide."
)
SLACK = 0.01  # shares; int8 sums differ between processors, and with them one claim in a hundred

Figures = dict[str, float]


def main() -> int:
    """Run the measures asked for; 0 when no figure fell below its floor."""
    options = _options()
    if not options.gold.exists():
        print(f"{options.gold} is not there: nothing to measure with.")
        return 0
    floors: dict[str, Figures] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    found = _measured(options, _chosen(options))
    lost = [line for name in found for line in _compared(name, found[name], floors.get(name, {}))]
    if options.report:
        options.report.write_text(_report(found), encoding="utf-8")
    if options.update:
        return _pin(floors, found, lost, allowed=options.allow_regression)
    for line in lost:
        print(f"below its floor: {line}")
    return 1 if lost else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE")
    parser.add_argument("--quick", action="store_true", help="only what takes seconds")
    parser.add_argument("--update", action="store_true", help="pin today's figures")
    parser.add_argument("--allow-regression", action="store_true")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the figures as a table")
    parser.add_argument("--gold", type=Path, default=GOLD)
    return parser.parse_args()


def _chosen(options: argparse.Namespace) -> Iterable[tuple[str, Callable[[Path], Figures]]]:
    known = measures.QUICK if options.quick else measures.ALL
    unknown = set(options.measures) - set(measures.ALL)
    if unknown:
        sys.exit(
            f"No measure named {', '.join(sorted(unknown))}; there are {', '.join(measures.ALL)}."
        )
    names = options.measures or known
    return [(name, measures.ALL[name]) for name in names]


def _measured(
    options: argparse.Namespace, chosen: Iterable[tuple[str, Callable[[Path], Figures]]]
) -> dict[str, Figures]:
    found = {}
    for name, score in chosen:
        begun = time.perf_counter()
        found[name] = score(options.gold)
        print(f"{name}: {len(found[name])} figures in {time.perf_counter() - begun:.0f} s")
    return found


def _compared(name: str, figures: Figures, floors: Figures) -> list[str]:
    """Print each figure beside its floor; the figures that fell."""
    lost = []
    for key, value in figures.items():
        floor = floors.get(key)
        note = "" if floor is None else f"floor {floor:.3f}  {value - floor:+.3f}"
        print(f"  {name:14s} {key:44s} {value:8.3f}  {note}")
        if floor is not None and _is_worse(key, value, floor):
            lost.append(f"{name} {key}: {value:.3f} < {floor:.3f}")
    missing = [key for key in floors if key not in figures]
    return lost + [f"{name} {key}: not measured any more" for key in missing]


def _is_worse(key: str, value: float, floor: float) -> bool:
    """Whether a figure fell; one that counts what is wrong or withheld, whether it rose."""
    sign = -1 if any(word in key for word in ("wrong", "withheld")) else 1
    return sign * value < sign * floor - SLACK


def _report(found: dict[str, Figures]) -> str:
    """The figures as a page: docs/quality.md is made by ``python -m gate --report``."""
    lines = ["# Quality, measured", "", _PREFACE, ""]
    for name, figures in found.items():
        lines += [f"## {name}", "", measures.ABOUT[name], "", "| figure | value |", "|---|---|"]
        lines += [f"| {key} | {value:.3f} |" for key, value in figures.items()] + [""]
    return "\n".join(lines)


def _pin(
    floors: dict[str, Figures], found: dict[str, Figures], lost: list[str], *, allowed: bool
) -> int:
    if lost and not allowed:
        print("Not pinned, these would fall:", *lost, sep="\n  ")
        return 1
    rounded = {
        name: {k: round(v, 3) for k, v in figures.items()} for name, figures in found.items()
    }
    FLOORS.write_text(json.dumps(floors | rounded, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
