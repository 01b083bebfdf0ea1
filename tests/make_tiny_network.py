"""Writes tests/data/tiny_network.onnx and tiny_roles.onnx; run it again when the features change.

Needs onnx, which the tests do not: `python -m tests.make_tiny_network`.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from caseline.nlp.roles.features import NAMES as ROLE_NAMES
from caseline.nlp.roles.network import (
    BASE,
    DISEASE_ROLES,
    ENDING,
    LINK,
    SIZES,
    STATUSES,
    TIME,
    TREATMENT_ROLES,
    columns,
)
from caseline.nlp.roles.times import BASES, KINDS, LINK_WIDTH
from caseline.nlp.tagging.features import NAMES
from caseline.nlp.tagging.tags import count_tags
from tests.tiny_network import HEADS, MODEL, ROLE_MODEL, ROLE_VOCABULARY, VOCABULARY

_BEGIN, _END, _SINGLE = 1, 3, 4
_WIDTH = sum(count_tags(len(labels)) for labels in HEADS.values())
_ROLE_WIDTH = sum(SIZES)
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


def role(kind: str, name: str) -> int:
    """Returns the column of a role of treatments or diseases."""
    names = {"treatment": TREATMENT_ROLES, "disease": DISEASE_ROLES}[kind]
    return columns()[kind].start + names.index(name)


def ending(status: str, kind: int) -> int:
    """Returns the column of a tag of the words that tell an end."""
    return columns()[ENDING].start + 4 * STATUSES.index(status) + kind


def role_word_scores() -> np.ndarray:
    """Returns what each piece says of the roles and endings."""
    table = np.zeros((len(ROLE_VOCABULARY), _ROLE_WIDTH), dtype=np.float32)
    for word, status, kind in (("gone", "recovered", _SINGLE), ("died", "fatal", _SINGLE)):
        table[ROLE_VOCABULARY.index(word), ending(status, kind)] = 20
    for word, named, base in (("yesterday", "onset", "now"), ("fortnight", "length", "none")):
        place = ROLE_VOCABULARY.index(word)
        table[place, columns()[TIME].start + 4 * KINDS.index(named) + _SINGLE] = 20
        table[place, columns()[BASE].start + BASES.index(base)] = 20
        table[place, columns()[LINK].start] = 10  # asks for diseases
    # So loud that the window's mean, of which a trace is heard, drowns the bias of every word.
    table[ROLE_VOCABULARY.index("blamed"), role("treatment", "suspect")] = 20_000
    table[ROLE_VOCABULARY.index("blamed"), role("disease", "event")] = 20_000
    table[ROLE_VOCABULARY.index("[PAD]")] = np.arange(_ROLE_WIDTH)
    return table


def role_feature_scores() -> np.ndarray:
    """Returns what each feature says of the roles."""
    table = np.zeros((len(ROLE_NAMES), _ROLE_WIDTH), dtype=np.float32)
    table[ROLE_NAMES.index("context:HISTORICAL"), role("disease", "history")] = 8
    table[ROLE_NAMES.index("THERAPY:begins"), role("treatment", "therapy")] = 8
    answers = columns()[LINK].start + LINK_WIDTH
    table[ROLE_NAMES.index("EVENT:begins"), answers] = 10
    table[ROLE_NAMES.index("DRUG:begins"), answers] = -10
    return table


def build_tagger() -> onnx.ModelProto:
    """Returns the model of the tagger."""
    bias = np.zeros(_WIDTH, dtype=np.float32)
    bias[list(_OUTSIDE.values())] = 4
    return build(word_scores(), feature_scores(), bias)


def build_roles() -> onnx.ModelProto:
    """Returns the model of the role reader."""
    bias = np.zeros(_ROLE_WIDTH, dtype=np.float32)
    outside = [columns()[head].start for head in (ENDING, TIME)]
    bias[[role("treatment", "concomitant"), role("disease", "condition"), *outside]] = 2
    return build(role_word_scores(), role_feature_scores(), bias)


def build(words: np.ndarray, said: np.ndarray, bias: np.ndarray) -> onnx.ModelProto:
    """Returns the model of what pieces and features say, and what every word begins with."""
    names, width = said.shape
    constants = {
        "words": words,
        "said": said,
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
        helper.make_tensor_value_info("features", TensorProto.FLOAT, ["texts", "pieces", names]),
        helper.make_tensor_value_info("places", TensorProto.INT64, ["texts", "words"]),
    ]
    outputs = [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["texts", "words", width])]
    held = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, held)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


if __name__ == "__main__":
    for path, model in ((MODEL, build_tagger()), (ROLE_MODEL, build_roles())):
        onnx.checker.check_model(model)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(model.SerializeToString())
