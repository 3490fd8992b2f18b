"""Draws docs/demo.svg: what ``reportedly demo`` prints in a terminal: its start, one incident."""

from __future__ import annotations

import re
import tempfile
from contextlib import chdir
from io import StringIO
from typing import Final
from xml.etree import ElementTree as ET

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text
from tour import command_output

COLUMNS: Final = 132
ROWS: Final = 7
"""Incidents of the table that are shown."""

CLAIMS: Final = r"\d+ claims?\s*"
"""The heading under which an incident's claims begin; the drawing ends above it."""

INK: Final = (40, 40, 40)
PAPER: Final = (250, 250, 248)
THEME: Final = TerminalTheme(PAPER, INK, [INK] * 7 + [(110, 110, 110)])

FORMAT: Final = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<title>reportedly demo</title>
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def picture() -> str:
    """The drawing, with nothing in it that is fetched from elsewhere."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), highlight=False)
    for line in _shown(demo()):
        console.print(line, no_wrap=True, overflow="crop", crop=True)
    return console.export_svg(
        title="make demo", theme=THEME, code_format=FORMAT, unique_id="demo", font_aspect_ratio=0.6
    )


def demo() -> list[Text]:
    """The lines that the demo prints in a terminal."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        printed = command_output(
            ["demo"], FORCE_COLOR="1", TERM="xterm-256color", COLUMNS=str(COLUMNS), LINES="50"
        )
    return list(Text.from_ansi(printed).split("\n", allow_blank=True))


def _shown(lines: list[Text]) -> list[Text]:
    """The start of the table and of the incident, with dots where lines are left out."""
    plain = [line.plain for line in lines]
    full = next(i for i, line in enumerate(plain) if line.startswith("One of them in full"))
    rows = [i for i, line in enumerate(plain[:full]) if re.match(r"i-[0-9a-f]+ ", line)]
    claims = next(i for i, line in enumerate(plain) if i > full and re.fullmatch(CLAIMS, line))
    dots = Text("...", style="dim")
    return [*lines[: rows[ROWS]], dots, Text(), *lines[full:claims], dots]


def words(svg: str) -> list[str]:
    """The pieces of text of a drawing in reading order: what to compare.

    How they are drawn may change with the library that draws.
    """
    pieces = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314 - our own
    return ["".join(piece.itertext()).strip() for piece in pieces]
