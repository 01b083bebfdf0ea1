"""The weights that a training left, or those of a packaged network, read back from the 8-bit integers it is shipped as."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from google.protobuf.message import DecodeError
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from caseline.errors import ConfigError
from caseline.nlp.tagging.encoder import NETWORK_FILE
from caseline.training.assemble import TAGGER

# What training writes beside the network that runs.
WEIGHTS = "weights.safetensors"
_QUANTIZED = "_quantized"
_SCALE, _ZERO = "_scale", "_zero_point"
# How ONNX begins the name of a matrix, which it gives a number.
_NUMBERED = "onnx::"
# A product is named by the module that makes it: "/encoder/encoder/layer.0/output/dense/MatMul_quant".
_PRODUCT = re.compile(r"/?(?P<module>.+)/MatMul(?:_quant)?\Z")
_LAYER = re.compile(r"(?:encoder\.encoder\.layer|layers)\.(\d+)\.")

Arrays = Mapping[str, NDArray[np.generic]]


def weights_in(folder: Path) -> dict[str, Tensor]:
    """Returns the weights that the training of a tagger left in a folder, else those of the tagger of a saved pipeline.

    Raises:
        ConfigError: When there are none, or they cannot be read.
    """
    try:
        if (folder / WEIGHTS).is_file():
            found: dict[str, Tensor] = load_file(folder / WEIGHTS)
            return found
        return read_weights((folder / TAGGER / NETWORK_FILE).read_bytes())
    except (OSError, KeyError, ValueError, SafetensorError, DecodeError) as error:
        raise ConfigError(f"{folder} holds no tagger with weights that can be read: {error}") from error


def read_weights(model: bytes) -> dict[str, Tensor]:
    """Returns the weights of a network that `export` wrote, by the names they have in torch.

    Those kept as 8-bit integers come back as near as these tell: within half a step of their scale.

    Raises:
        DecodeError: When the bytes are no ONNX.
    """
    graph = onnx.load_from_string(model).graph
    arrays = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    weights = dict(_products(graph, arrays))
    for name, array in arrays.items():
        if name.startswith(_NUMBERED):
            continue
        if name.endswith(_QUANTIZED):
            whole = name.removesuffix(_QUANTIZED)
            weights[whole] = _floats(arrays, whole)
        elif array.dtype == np.float32 and not name.endswith(_SCALE):
            weights[name] = array
    return {name: torch.from_numpy(np.array(array)) for name, array in weights.items()}


def size_of(weights: Mapping[str, Tensor]) -> dict[str, str | int]:
    """Returns the settings of a recipe that a network's weights tell: which network, how many layers, how wide."""
    is_transformer = any(name.startswith("encoder.") for name in weights)
    return {
        "network": "transformer" if is_transformer else "convolution",
        "layers": count_layers(weights),
        "width": weights["heads.weight"].shape[1],
    }


def count_layers(names: Iterable[str]) -> int:
    """Returns how many layers the weights of these names make."""
    return len({match[1] for match in map(_LAYER.match, names) if match})


def _products(graph: onnx.GraphProto, arrays: Arrays) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """Yields the matrices of linear layers; ONNX names them by numbers and holds them turned round."""
    for node in graph.node:
        product = _PRODUCT.fullmatch(node.name)
        matrix = next((each for each in node.input if each.startswith(_NUMBERED) and each in arrays), None)
        if product is None or matrix is None:
            continue
        array = (
            _floats(arrays, matrix.removesuffix(_QUANTIZED))
            if matrix.endswith(_QUANTIZED)
            else arrays[matrix]
        )
        yield f"{product['module'].replace('/', '.')}.weight", array.T


def _floats(arrays: Arrays, name: str) -> NDArray[np.float32]:
    """Returns quantised weights as floats; a matrix has one scale, or one for each column."""
    steps = arrays[name + _QUANTIZED].astype(np.float32) - arrays[name + _ZERO].astype(np.float32)
    floats: NDArray[np.float32] = steps * arrays[name + _SCALE].astype(np.float32)
    return floats
