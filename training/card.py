"""Writes MODEL_CARD.md from measured numbers; needs no torch."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from reportedly.model import Tagger, load_tagger

from .evaluate import Score, score_attribution, score_names, score_told, words_per_cpu_second
from .gold import DEFAULT_GOLD

CARD = Path(__file__).with_name("MODEL_CARD.md")
_TEXT = Path(__file__).with_name("card.txt")

# F1 of spaCy sm and md, with nationalities counted as places where the set marks demonyms; lgl,
# tr-news, geowebnews and re3d on the whole sets, not on our held-out part.
SPACY = {
    ("lgl", "place+demonym"): (0.640, 0.693),
    ("tr-news", "place+demonym"): (0.828, 0.845),
    ("geowebnews", "place+demonym"): (0.739, 0.767),
    ("geovirus", "place"): (0.865, 0.881),
    ("re3d", "place"): (0.392, 0.419),
    ("re3d", "organisation"): (0.244, 0.276),
    ("re3d", "person"): (0.237, 0.257),
    ("re3d", "weapon"): (0.0, 0.0),
    ("re3d", "platform"): (0.0, 0.055),
    ("re3d", "time"): (0.746, 0.752),
    ("re3d", "quantity"): (0.522, 0.503),
}


def write_card(gold: Path) -> None:
    """Measure the shipped weights and write the card."""
    tagger = load_tagger()
    text = _TEXT.read_text("utf-8").format(
        names=_names_table(tagger, gold),
        attribution=_attribution_table(tagger, gold),
        size=f"{_size() / 1e6:.1f}",
        told=score_told(tagger, gold),
        speed=f"{words_per_cpu_second(tagger, gold):,.0f}",
    )
    CARD.write_text(text, "utf-8")


def _size() -> int:
    return len((files("reportedly.model") / "weights" / "tagger.onnx").read_bytes())


def _names_table(tagger: Tagger, gold: Path) -> str:
    head = "| set | kind | gold | P | R | F1 | overlap F1 | spaCy sm | spaCy md |"
    rows = [head, "|" + "---|" * 9]
    for name, kinds in score_names(tagger, gold).items():
        for kind, s in kinds.items():
            small, medium = SPACY[name, kind]
            figures = f"{_figures(s)} | {s['overlap_f1']:.3f} | {small:.3f} | {medium:.3f}"
            rows.append(f"| {name} | {kind} | {figures} |")
    return "\n".join(rows)


def _attribution_table(tagger: Tagger, gold: Path) -> str:
    rows = ["| what | gold | P | R | F1 |", "|" + "---|" * 5]
    scores = score_attribution(tagger, gold)
    return "\n".join(rows + [f"| {name} | {_figures(s)} |" for name, s in scores.items()])


def _figures(s: Score) -> str:
    return f"{s['gold']:.0f} | {s['precision']:.3f} | {s['recall']:.3f} | {s['f1']:.3f}"


def main() -> None:
    """Measure and write the card without training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=DEFAULT_GOLD, help="the gold folder")
    write_card(parser.parse_args().gold)


if __name__ == "__main__":
    main()
