"""`make bench`: speed side by side with peers, in one run, as ratios.

    python -m bench [NAME ...]

Each script of this folder is a process of its own, so that its peak memory is its own. A machine's
speed cancels in a ratio; figures without one hold for the machine that printed them. `allcountries`
and the largest size of `growing` take their time: they run when they are named.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
GOLD = HERE.parents[1] / "shared" / "gold"
DAYS = GOLD / "dates/tempeval3/TBAQ-cleaned/AQUAINT"
RUNS = {
    "pages": ("pages.py", str(GOLD)),
    "dates": ("dates.py", str(DAYS)),
    "places": ("places.py", str(GOLD)),
    "growing": ("growing.py", str(GOLD), "1000", "10000"),
    "maps": ("maps.py", "50000"),
    "serving": ("serving.py", "50000"),
    "allcountries": ("allcountries.py",),
    "growing at scale": ("growing.py", str(GOLD), "100000"),
}
USUAL = ("pages", "dates", "places", "growing", "maps", "serving")


def main() -> int:
    """Runs each bench in turn; the highest of their exit codes."""
    names = sys.argv[1:] or USUAL
    unknown = [name for name in names if name not in RUNS]
    if unknown:
        print(f"{unknown[0]!r} is no bench; there are: {', '.join(RUNS)}")
        return 2
    if not GOLD.exists():
        print(f"{GOLD} is not there: nothing to measure with.")
        return 2
    return max(_run(name) for name in names)


def _run(name: str) -> int:
    print(f"\n== {name}", flush=True)
    script, *rest = RUNS[name]
    found = {**os.environ, "PYTHONPATH": str(HERE.parent)}  # gate/ beside them reads the gold sets
    command = [sys.executable, str(HERE / script), *rest]
    return subprocess.run(command, check=False, env=found).returncode


if __name__ == "__main__":
    sys.exit(main())
