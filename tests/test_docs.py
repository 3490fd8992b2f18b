"""Pages that are made from the code say what the code says."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_generated_docs_are_up_to_date() -> None:
    """The references, the tour's outputs and the picture are what docs/generate.py makes now."""
    command = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


def test_the_picture_of_the_demo_fetches_nothing() -> None:
    """docs/demo.svg names no address but that of its own language, and shows the table."""
    drawn = (ROOT / "docs" / "demo.svg").read_text(encoding="utf-8")
    addresses = re.findall(r"https?://[^\"')\s]+|url\((?!#)[^)]*\)|@import|@font-face", drawn)
    assert set(addresses) == {"http://www.w3.org/2000/svg"}
    for words in ("Who&#160;says", "independent&#160;origin", "Halvec"):
        assert words in drawn
