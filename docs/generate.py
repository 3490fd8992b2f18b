"""Writes docs/cli.md, records.md, records.schema.json, the outputs in tour.md, and demo.svg.

``python docs/generate.py`` writes them; with ``--check`` it only says which are out of date.
What the tagger had a part in is up to date if nine lines in ten are: its last digits, and with
them now and then a name, depend on the processor.
"""

from __future__ import annotations

import json
import sys
from difflib import SequenceMatcher
from enum import StrEnum
from inspect import Parameter, cleandoc, signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_origin, get_type_hints

import picture
import tour
from msgspec import inspect
from typer.models import ArgumentInfo, CommandInfo, OptionInfo

from reportedly import records
from reportedly.cli.main import app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCS = Path(__file__).parent
MADE = "<!-- Made by docs/generate.py: change the code, then run `make docs`. -->"

FIRST = (
    records.Capture,
    records.Article,
    records.Mention,
    records.Claim,
    records.CopyGroup,
    records.Origin,
    records.Incident,
    records.Decision,
    records.Reject,
)


NEAR = 0.9
"""How much of a page that the tagger had a part in must be as it would be made now."""


def main(arguments: list[str]) -> int:
    """Write every file, or say which differ: 0 all up to date, 1 some differ."""
    check = "--check" in arguments
    exact = {"cli.md": cli(), "records.md": records_page(), "records.schema.json": schema()}
    read = {"tour.md": tour.tour(_held("tour.md") or ""), "demo.svg": picture.picture()}
    stale = [name for name, text in exact.items() if _held(name) != text]
    stale += [n for n, text in read.items() if _likeness(_held(n), text) < (NEAR if check else 1)]
    for name in stale:
        if check:
            sys.stderr.write(f"docs/{name} is out of date: run `make docs`\n")
        else:
            (DOCS / name).write_text((exact | read)[name], encoding="utf-8")
    return 1 if check and stale else 0


def _likeness(held: str | None, made: str) -> float:
    """How much of what is written two files share, 0 to 1."""
    if held is None:
        return 0.0
    old, new = (picture.words(t) if t.startswith("<svg") else t.splitlines() for t in (held, made))
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _held(name: str) -> str | None:
    path = DOCS / name
    return path.read_text(encoding="utf-8") if path.exists() else None


def schema() -> str:
    """JSON Schema of every record."""
    return json.dumps(records.schema(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def cli() -> str:
    """Every command with its arguments and options."""
    assert app.registered_callback  # noqa: S101 - main.py has one
    parts = [MADE, "# Command line"]
    parts += _command("reportedly COMMAND", app.registered_callback.callback)
    for command in app.registered_commands:
        parts += ["", f"## {_title('reportedly', command)}"]
        parts += _command(_title("reportedly", command), command.callback)
    for group in app.registered_groups:
        for command in group.typer_instance.registered_commands if group.typer_instance else ():
            name = _title(f"reportedly {group.name}", command)
            parts += ["", f"## {name}", *_command(name, command.callback)]
    parts += ["", str(app.info.epilog)]
    return "\n".join(parts) + "\n"


def _title(before: str, command: CommandInfo) -> str:
    """A command with the words before it."""
    return f"{before} {command.name or getattr(command.callback, '__name__', '')}"


def _command(name: str, function: Callable[..., Any] | None) -> Iterator[str]:
    """What a command does, how it is called, and a row for each of its parameters."""
    assert function  # noqa: S101 - a command has one
    hints = get_type_hints(function, include_extras=True)
    given = signature(function).parameters
    told = [(name, hints[name].__metadata__[0], given[name].default) for name in given]
    arguments = [_written(p, i, hints[p]) for p, i, _ in told if isinstance(i, ArgumentInfo)]
    yield f"\n{cleandoc(function.__doc__ or '')}\n"
    yield f"```\n{' '.join([name, *arguments, '[OPTIONS]'])}\n```\n"
    if told:
        yield "| option | default | |\n|---|---|---|"
    for parameter, info, default in told:
        yield _row(_written(parameter, info, hints[parameter]), default, info.help)


def _row(written: str, default: object, words: str | None) -> str:
    """A row of a table of options."""
    plain = default in (None, False, Parameter.empty)
    written = written.replace("|", "\\|")
    return f"| `{written}` | {'' if plain else f'`{default}`'} | {words or ''} |"


def _written(name: str, info: ArgumentInfo | OptionInfo, hint: Any) -> str:  # noqa: ANN401
    """A parameter as a person writes it."""
    kind = hint.__origin__
    if isinstance(info, ArgumentInfo):
        return f"{info.metavar}..." if get_origin(kind) is list else f"[{info.metavar}]"
    words = [str(info.default), *(info.param_decls or ())]  # typer keeps the first as a default
    flag = next((word for word in words if word.startswith("--")), f"--{name}")
    if kind is bool:
        return flag
    choices = "|".join(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else None
    return f"{flag} {choices or info.metavar}"


def records_page() -> str:
    """Every record, then every value inside one, with the types of their fields."""
    inside = [made for made in _models() if made not in FIRST]
    parts = [MADE, "# Records", cleandoc(_INTRODUCTION)]
    parts += [_table(made) for made in FIRST]
    parts += ["# Values inside records", *(_table(made) for made in inside)]
    return "\n\n".join(parts) + "\n"


_INTRODUCTION = """
One JSON object a line; `record` names its type. Spans count code points, ends exclusive.
`null` means unknown, and never 0 or an empty string. Every field is written; one in **bold**
has no default and must be there to be read.
[records.schema.json](records.schema.json) says the same to a program.
"""


def _models() -> list[type[records.Model]]:
    """Every type of a record or a value, in the order of the code."""
    made = [
        value
        for value in vars(records).values()
        if isinstance(value, type) and issubclass(value, records.Model)
    ]
    return [value for value in made if value not in _NOT_STORED]


_NOT_STORED = (records.Model, records.Record, records.Received, records.PageMeta)


def _table(made: type[records.Model]) -> str:
    """A record's docstring and fields."""
    info = inspect.type_info(made)
    assert isinstance(info, inspect.StructType)  # noqa: S101 - every Model is a Struct
    name = f"`{info.tag}`" if isinstance(info.tag, str) else made.__name__
    rows = [f"| {_name(field)} | {_type(field.type)} |" for field in info.fields]
    head = f"## {name}\n{cleandoc(made.__doc__ or '')}\n\n| field | type |\n|---|---|"
    return "\n".join([head, *rows])


def _name(field: inspect.Field) -> str:
    name = f"`{field.encode_name}`"
    return f"**{name}**" if field.required else name


def _type(kind: inspect.Type) -> str:  # noqa: PLR0911 - a line for each kind of type
    """A type in words."""
    match kind:
        case inspect.UnionType():
            return " or ".join(_type(part) for part in kind.types)
        case inspect.LiteralType():
            return ", ".join(f"`{value}`" for value in kind.values)
        case inspect.VarTupleType():
            return f"list of {_type(kind.item_type)}"
        case inspect.TupleType():
            return f"[{', '.join(_type(part) for part in kind.item_types)}]"
        case inspect.StructType():
            return kind.cls.__name__
        case inspect.DictType():
            return f"object of {_type(kind.value_type)} by {_type(kind.key_type)}"
        case inspect.NoneType():
            return "null"
        case inspect.AnyType():
            return "any value"
    return _PLAIN[type(kind)]


_PLAIN: dict[type[inspect.Type], str] = {
    inspect.StrType: "text",
    inspect.IntType: "integer",
    inspect.FloatType: "number",
    inspect.BoolType: "true or false",
}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
