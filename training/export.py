"""Writes the trained tagger as int8 ONNX with what else the run time needs."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from .network import LINK_WIDTH, OUTPUTS, Tagger

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 30_000_000


def export(model: Tagger, tokenizer: Path, work: Path, out: Path) -> int:
    """Write tagger.onnx, tagger.json and tokenizer.json to `out`; the size of the first."""
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    full, ready = work / "full.onnx", work / "ready.onnx"
    ids = torch.tensor([[101, 2054, 2003, 102]])
    torch.onnx.export(
        model,
        (ids,),
        full,
        input_names=["ids"],
        output_names=list(OUTPUTS),
        dynamic_axes={n: {0: "batch", 1: "pieces"} for n in ("ids", *OUTPUTS)},
        opset_version=17,
        dynamo=False,
    )
    quant_pre_process(full, ready)
    quantize_dynamic(
        ready,
        out / "tagger.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,  # processors without VNNI overflow on full eight bits
    )
    _write_settings(model, tokenizer, out)
    return _checked_size(out / "tagger.onnx")


def _write_settings(model: Tagger, tokenizer: Path, out: Path) -> None:
    bias = [[round(float(x), 4) for x in row] for row in model.gap_bias.tolist()]
    settings = {"link_width": LINK_WIDTH, "gap_bias": bias}
    (out / "tagger.json").write_text(json.dumps(settings) + "\n", "utf-8")
    shutil.copyfile(tokenizer, out / "tokenizer.json")


def _checked_size(path: Path) -> int:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ValueError(f"{path} has {size} bytes, more than {MOST_BYTES}")
    return size
