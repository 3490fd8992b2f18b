"""``reportedly demo``: the bundled example pages, from page to incident."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

from reportedly.cli import reading, showing
from reportedly.cli.printing import say
from reportedly.stores.casebook import Casebook
from reportedly.words import short

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.records import Incident

PAGES: Final = (".html", ".txt", ".jsonl")


def run(folder: Path, *, debug: bool) -> int:
    """Read the example pages, print the incidents and one of them in full."""
    say("Reading the bundled example pages: a fictional war in fictional places.")
    with as_file(files("reportedly") / "examples") as examples:
        pages = sorted(str(path) for path in examples.iterdir() if path.suffix in PAGES)
        gazetteer = str(examples / "gazetteer.tsv")
        options = reading.Options(casebook=folder, gazetteers=(gazetteer,), debug=debug)
        code = reading.run(pages, options)
    with Casebook.open(folder) as casebook:
        say("")
        showing.show_table(casebook)
        told = _most_told(list(casebook.incidents()))
        if told:
            say(f"\nOne of them in full (reportedly show {short(told.id)} --casebook {folder}):\n")
            showing.show_one(casebook, told)
    _next_steps(folder)
    return code


def _most_told(incidents: list[Incident]) -> Incident | None:
    """The happening that the most articles tell of."""
    happenings = [incident for incident in incidents if incident.kind == "happening"]
    return max(happenings, key=lambda i: (i.n_articles, i.n_origins, i.id), default=None)


def _next_steps(folder: Path) -> None:
    """What to type next."""
    say("What to type next:")
    say(f"  reportedly serve --casebook {folder}          all of it in the browser")
    say(f"  reportedly show ID --casebook {folder}        one incident, article or claim")
    say(f"  reportedly verify --casebook {folder}         the casebook against its captures")
    say(f"  reportedly write --format geojson --out incidents.geojson --casebook {folder}")
    say("  reportedly read YOUR-PAGES                      your own pages, into ./casebook")
