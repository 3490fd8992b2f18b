"""``reportedly demo``: the bundled example pages, from page to incident."""

from __future__ import annotations

import shlex
import sys
from importlib.resources import as_file
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Final

from reportedly.bundled import EXAMPLES, PLACES, example_pages
from reportedly.cli import reading, showing
from reportedly.cli.printing import say
from reportedly.stores.casebook import Casebook
from reportedly.words import short

if TYPE_CHECKING:
    from reportedly.records import Incident

COMMAND: Final = "reportedly"


def run(folder: Path, *, debug: bool) -> int:
    """Read the example pages, print the incidents and one of them in full."""
    say("Reading the bundled example pages: a fictional war in fictional places.")
    with as_file(EXAMPLES) as examples:
        pages = [str(examples / page.name) for page in example_pages()]
        gazetteer = str(examples / PLACES)
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
    called = _called()
    say(f"Look at it in the browser:\n\n  {called} serve --casebook {folder}\n")
    say("What else to type:")
    say(f"  {called} show ID --casebook {folder}        one incident, article or claim")
    say(f"  {called} verify --casebook {folder}         the casebook against its captures")
    say(f"  {called} write --format geojson --out incidents.geojson --casebook {folder}")
    say(f"  {called} read YOUR-PAGES                      your own pages, into ./casebook")


def _called() -> str:
    """How to call the command here: by its name, or by its path where no shell would find it."""
    path = Path(sys.argv[0])
    known = which(path.name)
    if path.stem != COMMAND or (known and Path(known).samefile(path)):
        return COMMAND
    return shlex.quote(str(path))
