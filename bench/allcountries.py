"""Writes a table of the form and size of GeoNames' allCountries, of invented places.

``python bench/allcountries.py 13000000 /tmp/allCountries.zip``, then
``reportedly gazetteer add /tmp/allCountries.zip``.

Names are put together from the pieces of real ones (of the embedded gazetteer, in each country's
own manner), so that as many share a key, and as many keys are Cyrillic, Arabic or accented, as in
the real table. Shares of feature classes and of the biggest countries are those that GeoNames
publishes in its statistics (geonames.org/statistics, rounded); what has other names has the two
or three that the dump gives on average.
"""

from __future__ import annotations

import argparse
import random
import sys
import zipfile
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

from reportedly.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.gazetteer.table import Table

FEATURES = (("P", "PPL", 38), ("P", "PPLL", 1), ("P", "PPLX", 1), ("H", "STM", 13), ("H", "LK", 4),
            ("S", "SCH", 9), ("S", "CH", 4), ("S", "HTL", 7), ("T", "HLL", 6), ("T", "MT", 8),
            ("A", "ADM4", 2), ("A", "ADM3", 1), ("A", "ADMD", 1), ("L", "LCTY", 3), ("L", "PRK", 1),
            ("R", "RD", 1))  # fmt: skip
"""Class, code and percent."""
BIG = {"US": 17, "CN": 7, "IN": 5, "NO": 5, "MX": 6, "ID": 4, "TH": 2, "RU": 3.5, "IR": 4, "PK": 3,
       "CA": 3, "AF": 1, "UA": 0.7, "IQ": 0.6, "SY": 0.5, "YE": 0.7, "SD": 0.3}  # fmt: skip
"""Countries with their percent of all rows; the others share the rest."""
OTHER_NAMES = (0, 0, 0, 1, 1, 1, 2, 2, 3, 8)
SEED = 13


def main() -> None:
    """Writes the zip."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int)
    parser.add_argument("out")
    options = parser.parse_args()
    with (
        zipfile.ZipFile(options.out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("allCountries.txt", "w", force_zip64=True) as out,
    ):
        for batch in batches(options.rows):
            out.write("".join(batch).encode())


def batches(rows: int) -> Iterator[list[str]]:
    """Lines of the table, 100,000 at a time."""
    rng = random.Random(SEED)  # noqa: S311
    words = pieces(Gazetteer.embedded()._tables[0])  # noqa: SLF001
    countries = sorted(words)
    towns = sum(len(words[country][0]) for country in countries if country not in BIG)
    rest = (100 - sum(BIG.values())) / towns
    shares = list(
        accumulate(BIG.get(country, rest * len(words[country][0])) for country in countries)
    )
    feature_shares = list(accumulate(share for _, _, share in FEATURES))
    for start in range(0, rows, 100_000):
        n = min(100_000, rows - start)
        where = rng.choices(countries, cum_weights=shares, k=n)
        what = rng.choices(FEATURES, cum_weights=feature_shares, k=n)
        yield [_line(start + i + 1, where[i], what[i][:2], words[where[i]], rng) for i in range(n)]
        print(f"{start + n:,}", file=sys.stderr)


def pieces(table: Table) -> dict[str, list[list[str]]]:
    """The words of each country's names, first, other and last ones; and half-words to mix."""
    found: dict[str, list[list[str]]] = defaultdict(lambda: [[], [], [], []])
    for number in range(len(table)):
        entry = table.entry(number)
        if entry.country and entry.kind in ("settlement", "quarter"):
            first, *rest = entry.name.split()
            mine = found[entry.country]
            mine[0].append(first[: (len(first) + 1) // 2])
            mine[1].append(first[(len(first) + 1) // 2 :])
            mine[2].append(" ".join(rest))
            mine[3].append(
                f"{entry.admin1_code or '.'}\t{entry.admin2_code or ''}".split(".", 1)[1]
            )
    return found


def _line(
    number: int, country: str, what: tuple[str, ...], words: list[list[str]], rng: random.Random
) -> str:
    def name() -> str:
        return f"{pick(words[0])}{pick(words[1])} {pick(words[2])}".strip()

    pick = rng.choice
    own = name()
    others = ",".join(name() for _ in range(pick(OTHER_NAMES)))
    if country in ("UA", "RU", "BY", "IQ", "SY", "IR", "YE", "AF") and others:
        others += "," + own.translate(_TO_CYRILLIC)
    admin1, _, admin2 = pick(words[3]).partition("\t")
    people = int(rng.paretovariate(0.6) * 20) % 10_000_000 if rng.random() < 0.1 else 0
    lat, lon = rng.uniform(-60, 75), rng.uniform(-180, 180)
    return (
        f"{number}\t{own}\t{own}\t{others}\t{lat:.5f}\t{lon:.5f}"
        f"\t{what[0]}\t{what[1]}\t{country}\t\t{admin1}\t{admin2.rpartition('.')[2]}\t\t\t{people}"
        "\t\t90\tEurope/Kyiv\t2026-01-01\n"
    )


_TO_CYRILLIC = str.maketrans("abvgdeziklmnoprstufyABVGDEZIKLMNOPRSTUF",
                             "абвгдезиклмнопрстуфиАБВГДЕЗИКЛМНОПРСТУФ")  # fmt: skip

if __name__ == "__main__":
    main()
