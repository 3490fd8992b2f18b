"""The layout that README and docs promise, kept by looking at the files themselves."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "reportedly"
STAGES = ("capture", "clean", "detect", "extract", "group", "link", "review", "write")
LINES = 400
LONGER = {"records.py": 680}  # every record of the contract, side by side
MODULES = sorted(PACKAGE.rglob("*.py"))
VOCABULARY = sorted((PACKAGE / "vocab").rglob("*.yaml"))

ABOVE = (
    "reportedly.pipeline",
    "reportedly.reading",
    "reportedly.relating",
    "reportedly.copying",
    "reportedly.growing",
    "reportedly.noting",
    "reportedly.taking",
    "reportedly.agreement",
    "reportedly.overlay",
    "reportedly.cli",
    "reportedly.web",
)
"""What joins stages and stores, or looks into several stages: no stage sees these."""


def name(path: Path) -> str:
    """A path as shown in a test's name."""
    return str(path.relative_to(ROOT))


def imported(path: Path) -> set[str]:
    """Every module that a file imports, at any depth, with absolute names."""
    package = [*path.relative_to(PACKAGE.parent).parts[:-1]]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*start, *([node.module] if node.module else [])])
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return found


def stage_of(module: str) -> str | None:
    """The stage, or "stores", that a module belongs to."""
    parts = module.split(".")
    if parts[:2] == ["reportedly", "stores"]:
        return "stores"
    return parts[2] if parts[:2] == ["reportedly", "stages"] and len(parts) > 2 else None


def test_the_listing_of_the_stages_is_the_pipeline() -> None:
    """The folders under stages/, in the order of a listing, are the pipeline's running order."""
    folders = sorted(path.name for path in (PACKAGE / "stages").iterdir() if path.is_dir())
    assert tuple(folder for folder in folders if folder != "__pycache__") == STAGES


def test_pipeline_names_the_stages_in_their_order() -> None:
    """The table at the top of pipeline.py has a line for each stage, in running order."""
    text = ast.get_docstring(ast.parse((PACKAGE / "pipeline.py").read_text(encoding="utf-8")))
    assert text is not None
    starts = [line.split()[0] for line in text.splitlines() if "->" in line]
    assert tuple(starts) == STAGES


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_stages_and_stores_stay_apart(path: Path) -> None:
    """No stage imports another, nor the stores, nor what joins them; nor do the stores."""
    mine = stage_of(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
    if mine is None:
        return
    others = {module for module in imported(path) if stage_of(module) not in (None, mine)}
    above = {module for module in imported(path) if module.startswith(ABOVE)}
    assert others | above == set()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_are_short(path: Path) -> None:
    """A module has fewer than 400 lines; the one that has more says why above."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) < LONGER.get(path.name, LINES)


@pytest.mark.parametrize("path", VOCABULARY, ids=name)
def test_vocabulary_says_where_it_comes_from(path: Path) -> None:
    """Each vocabulary file starts with a comment on where its content comes from."""
    assert path.read_text(encoding="utf-8").startswith("# ")


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    """No file of the repository names a folder of the machine it was written on."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    local = re.compile(rb"(?<![\w./])/(?:work|root|home/\w+)/")
    paths = [ROOT / part.decode() for part in listed.stdout.split(b"\0") if part]
    assert [
        name(path) for path in paths if path.is_file() and local.search(path.read_bytes())
    ] == []
