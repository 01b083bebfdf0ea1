"""Writes tests/data/tiny_network.onnx; run it again when the features change.

Needs onnx, which the tests do not: `python -m tests.make_tiny_network`.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from caseline.nlp.tagging.features import NAMES
from caseline.nlp.tagging.tags import count_tags
from tests.tiny_network import HEADS, MODEL, VOCABULARY

_BEGIN, _END, _SINGLE = 1, 3, 4
_WIDTH = sum(count_tags(len(labels)) for labels in HEADS.values())
_OUTSIDE = {"signs": 0, "chemicals": count_tags(len(HEADS["signs"]))}


def tag(head: str, label: str, kind: int) -> int:
    """Returns the column of a tag."""
    return _OUTSIDE[head] + 4 * HEADS[head].index(label) + kind


def word_scores() -> np.ndarray:
    """Returns what each piece says of the tags."""
    table = np.zeros((len(VOCABULARY), _WIDTH), dtype=np.float32)
    said = [
        *((word, "signs", "DRUG", _SINGLE, 8) for word in ("kava", "warfarin")),
        *((word, "chemicals", "Chemical", _SINGLE, 8) for word in ("kava", "warfarin")),
        ("rash", "signs", "SIGN", _SINGLE, 8),
        ("liver", "signs", "SIGN", _BEGIN, 6),
        ("failure", "signs", "SIGN", _END, 8),
        ("failure", "signs", "SIGN", _SINGLE, 6),
    ]
    for word, head, label, kind, score in said:
        table[VOCABULARY.index(word), tag(head, label, kind)] = score
    # Padding shouts, so that it is heard when the mask forgets it.
    table[VOCABULARY.index("[PAD]")] = np.arange(_WIDTH)
    return table


def feature_scores() -> np.ndarray:
    """Returns what each feature says of the tags."""
    table = np.zeros((len(NAMES), _WIDTH), dtype=np.float32)
    table[NAMES.index("lexicon:EVENT:begins"), tag("signs", "SIGN", _BEGIN)] = 6
    table[NAMES.index("lexicon:EVENT:begins"), tag("signs", "SIGN", _SINGLE)] = 8
    table[NAMES.index("lexicon:EVENT:continues"), tag("signs", "SIGN", _END)] = 8
    return table


def build() -> onnx.ModelProto:
    """Returns the model."""
    bias = np.zeros(_WIDTH, dtype=np.float32)
    bias[list(_OUTSIDE.values())] = 4
    constants = {
        "words": word_scores(),
        "said": feature_scores(),
        "bias": bias,
        "trace": np.array(0.05, dtype=np.float32),
        "last": np.array([-1], dtype=np.int64),
        "second": np.array([1], dtype=np.int64),
    }
    nodes = [
        helper.make_node("Gather", ["words", "pieces"], ["vectors"]),
        helper.make_node("Cast", ["mask"], ["seen"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["seen", "last"], ["column"]),
        helper.make_node("Mul", ["vectors", "column"], ["masked"]),
        helper.make_node("ReduceSum", ["masked", "second"], ["sum"], keepdims=1),
        helper.make_node("ReduceSum", ["column", "second"], ["count"], keepdims=1),
        helper.make_node("Div", ["sum", "count"], ["mean"]),
        helper.make_node("Mul", ["mean", "trace"], ["whole"]),
        helper.make_node("MatMul", ["features", "said"], ["by_features"]),
        helper.make_node("Add", ["vectors", "by_features"], ["own"]),
        helper.make_node("Add", ["own", "whole"], ["together"]),
        helper.make_node("Add", ["together", "bias"], ["all"]),
        helper.make_node("Unsqueeze", ["places", "last"], ["index"]),
        helper.make_node("GatherND", ["all", "index"], ["scores"], batch_dims=1),
    ]
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.INT64, ["texts", "pieces"]),
        helper.make_tensor_value_info("mask", TensorProto.INT64, ["texts", "pieces"]),
        helper.make_tensor_value_info("features", TensorProto.FLOAT, ["texts", "pieces", len(NAMES)]),
        helper.make_tensor_value_info("places", TensorProto.INT64, ["texts", "words"]),
    ]
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["texts", "words", _WIDTH])]
    held = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, held)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


if __name__ == "__main__":
    model = build()
    onnx.checker.check_model(model)
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_bytes(model.SerializeToString())
