"""How grouping grows: ``python bench/copies.py ../shared/gold [SIZE ...]``.

For each size, that many documents of make_copies.py are grouped from nothing, the index is saved
and loaded, and 1,000 more are taken in. Processor seconds (of one core: nothing runs beside), and
the most memory that the process held.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from gate.copies import made
from gate.link import article
from reportedly.stages.group.index import CopyIndex
from reportedly.stages.group.index_file import load, save
from reportedly.stages.group.showing import group_records

MORE = 1000
SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    """One line a size."""
    gold = Path(sys.argv[1])
    for size in [int(n) for n in sys.argv[2:]] or SIZES:
        pages = [article(f"{row['id']:06}", row["text"]) for row in made(gold, size + MORE)]
        by_id = {page.id: page for page in pages}
        clock = time.process_time()
        index = CopyIndex()
        index.add(pages[:size])
        compared = time.process_time() - clock
        groups = group_records(index, by_id)
        whole = time.process_time() - clock
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "copies.npz"
            save(index, path)
            held = path.stat().st_size / 1e6
            del index
            clock = time.process_time()
            index = load(path) or CopyIndex()
            regrouped = index.add(pages[size:])
            linked = time.process_time() - clock
            group_records(index, by_id, groups, only=regrouped)
            save(index, path)
            again = time.process_time() - clock
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:7} articles: {whole:6.1f} s ({compared:.1f} without passages), {held:.0f} MB on"
            f" disk; the next {MORE}: {again:.1f} s ({linked:.1f} without passages);"
            f" {len(regrouped)} regrouped; {memory:.0f} MB"
        )


if __name__ == "__main__":
    main()
