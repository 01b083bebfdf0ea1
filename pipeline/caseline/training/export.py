"""A trained network into the file that onnxruntime runs."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from caseline.training.network import Network

_OPSET = 17


def export(network: Network, *, features: int, quantized: bool = True) -> bytes:
    """Returns the network as ONNX, its weights as 8-bit integers unless told otherwise.

    Weights use seven of the eight bits, so that processors without VNNI compute the same numbers.
    """
    pieces = torch.randint(1000, 2000, (2, 12))
    inputs = (
        pieces,
        torch.ones_like(pieces),
        torch.zeros(2, 12, features),
        torch.arange(1, 7).repeat(2, 1),
    )
    axes = {name: {0: "texts", 1: "pieces"} for name in ("pieces", "mask", "features")}
    words = {0: "texts", 1: "words"}
    network.eval()
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder, "whole.onnx"), Path(folder, "small.onnx")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch speaks of its own plans
            torch.onnx.export(
                network,
                inputs,
                str(whole),
                input_names=["pieces", "mask", "features", "places"],
                output_names=["scores"],
                dynamic_axes={**axes, "places": words, "scores": words},
                opset_version=_OPSET,
                dynamo=False,
            )
        if not quantized:
            return whole.read_bytes()
        quantize_dynamic(
            whole,
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        return small.read_bytes()
