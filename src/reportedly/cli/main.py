"""The commands and their options; what each does lies in a module of its own.

Those modules are imported when their command runs, so that the help starts fast.
"""
# ruff: noqa: PLC0415 - imported when a command runs
# ruff: noqa: PLR0913, PLR0917 - a command has a parameter for each option

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from reportedly import __version__
from reportedly.errors import ReportedlyError
from reportedly.settings import CASEBOOK, DEMO_CASEBOOK, PORT

COULD_NOT_START = 2

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads news pages about armed conflict into incidents that a person can check.",
    epilog="Exit codes: 0 all read; 1 some inputs rejected, or a broken casebook; "
    "2 nothing could start.",
)
gazetteers = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Place names beyond the embedded ones."
)
app.add_typer(gazetteers, name="gazetteer")


class Format(StrEnum):
    """The formats that ``write`` knows."""

    jsonl = "jsonl"
    geojson = "geojson"


CasebookOption = Annotated[
    Path, typer.Option("--casebook", metavar="DIR", help="The casebook's folder.")
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print JSON on standard output, and nothing else there.")
]
DebugOption = Annotated[
    bool, typer.Option("--debug", help="Show where a fault happened, and end the run there.")
]


@app.callback(invoke_without_command=True)
def start(
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> None:
    """Reads news pages about armed conflict into incidents that a person can check."""
    if version:
        typer.echo(__version__)
        raise typer.Exit


@app.command()
def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files (.html, .txt, .jsonl; also .gz), folders, or - for standard input.",
        ),
    ],
    casebook: CasebookOption = Path(CASEBOOK),
    gazetteer: Annotated[
        list[str] | None,
        typer.Option(
            "--gazetteer",
            metavar="FILE|NAME",
            help="Adds place names for this run: a file, or one added before. Repeatable.",
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Publication date of pages that state none, if known."),
    ] = None,
    flattened: Annotated[
        bool,
        typer.Option("--flattened", help="The text of JSON lines is page text, with furniture."),
    ] = False,
    again: Annotated[
        bool,
        typer.Option("--again", help="Read again what was read with another vocabulary."),
    ] = False,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Read pages into the casebook.

    Reading again adds only what is new. The casebook's own actors, weapons and inclusion rules
    are files in its folder vocab (docs/vocabulary.md).
    """
    from reportedly.cli import reading

    options = reading.Options(
        casebook=casebook,
        gazetteers=tuple(gazetteer or ()),
        published=published,
        flattened=flattened,
        again=again,
        as_json=as_json,
        debug=debug,
    )
    raise typer.Exit(reading.run(sources, options))


@app.command()
def show(
    record: Annotated[
        str | None,
        typer.Argument(
            metavar="ID", help="An incident, article or claim, by its id or the start of it."
        ),
    ] = None,
    casebook: CasebookOption = Path(CASEBOOK),
    plans: Annotated[
        bool, typer.Option("--plans", help="Show plans in place of happenings.")
    ] = False,
    background: Annotated[
        bool, typer.Option("--background", help="Show background in place of happenings.")
    ] = False,
    excluded: Annotated[
        bool, typer.Option("--excluded", help="Show what the casebook's inclusion rules leave out.")
    ] = False,
    rejects: Annotated[
        bool, typer.Option("--rejects", help="Show the inputs that could not be read.")
    ] = False,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="Show how far two readers of a value agree.")
    ] = False,
    as_json: JsonOption = False,
    debug: DebugOption = False,  # noqa: ARG001 - read by main()
) -> None:
    """Show the incidents, or one record.

    A record comes with its evidence: the words of the page that carry each value.
    """
    from reportedly.cli import showing

    chosen = {
        "plan": plans,
        "background": background,
        "excluded": excluded,
        "rejects": rejects,
        "agreement": agreement,
    }
    kinds = [kind for kind, wanted in chosen.items() if wanted]
    if len(kinds) > 1:
        message = "Choose one of --plans, --background, --excluded, --rejects and --agreement."
        raise typer.BadParameter(message)
    kind = kinds[0] if kinds else "happening"
    raise typer.Exit(showing.run(casebook, record, kind, as_json=as_json))


@app.command()
def write(
    format: Annotated[  # noqa: A002 - the option's name
        Format,
        typer.Option(
            "--format", help="jsonl: every record, a working copy; geojson: incidents to share."
        ),
    ],
    out: Annotated[
        str, typer.Option(metavar="FILE|-", help="Where to write; - is standard output.")
    ] = "-",
    casebook: CasebookOption = Path(CASEBOOK),
    debug: DebugOption = False,  # noqa: ARG001 - read by main()
) -> None:
    """Write the casebook to a file.

    Each format says what it leaves out.
    """
    from reportedly.cli import writing

    writing.run(casebook, format.value, out)


@app.command()
def verify(
    casebook: CasebookOption = Path(CASEBOOK),
    as_json: JsonOption = False,
    debug: DebugOption = False,  # noqa: ARG001 - read by main()
) -> None:
    """Check the casebook against its captures.

    Names the first broken item, and what no check can prove.
    """
    from reportedly.cli import verifying

    raise typer.Exit(verifying.run(casebook, as_json=as_json))


@gazetteers.command("add")
def gazetteer_add(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="A GeoNames dump (TSV or zip) or a table of places."),
    ],
    debug: DebugOption = False,  # noqa: ARG001 - read by main()
) -> None:
    """Compile files of place names.

    Name one with: reportedly read --gazetteer NAME
    """
    from reportedly.cli import gazetteering

    gazetteering.add(files)


@gazetteers.command("list")
def gazetteer_list() -> None:
    """List the gazetteers that were added."""
    from reportedly.cli import gazetteering

    gazetteering.show()


@app.command()
def serve(
    casebook: CasebookOption = Path(CASEBOOK),
    name: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="NAME", help="Your name on decisions; else the system's name for you."
        ),
    ] = None,
    port: Annotated[
        int,
        typer.Option(metavar="PORT", min=0, max=65535, help="The port; 0 takes one that is free."),
    ] = PORT,
    debug: DebugOption = False,  # noqa: ARG001 - read by main()
) -> None:
    """Serve the casebook in the browser, on this machine alone.

    Pages are added, looked at and reviewed there; a casebook that is missing is made.
    Prints an address that lets its owner in once. Ctrl-C ends it.
    """
    from reportedly.cli import serving

    serving.run(casebook, name, port)


@app.command()
def demo(
    casebook: CasebookOption = Path(DEMO_CASEBOOK),
    debug: DebugOption = False,
) -> None:
    """Read the bundled example pages.

    Shows the incidents that come out, and one of them in full.
    """
    from reportedly.cli import demonstrating

    raise typer.Exit(demonstrating.run(casebook, debug=debug))


def main() -> NoReturn:
    """Run the command line; a fault is told in one line, or in full with --debug."""
    debug = "--debug" in sys.argv
    try:
        app()
    except ReportedlyError as error:
        if debug:
            raise
        fail(str(error))
    except KeyboardInterrupt:
        fail("Stopped. What was stored is whole: run the same command again to go on.", 130)
    except Exception as error:
        if debug:
            raise
        fail(f"A fault in reportedly: {type(error).__name__}: {error}. --debug shows where.")
    sys.exit(0)


def fail(message: str, code: int = COULD_NOT_START) -> NoReturn:
    """Tell why nothing could start, on standard error, and end."""
    typer.echo(f"reportedly: {message}", err=True)
    sys.exit(code)
