"""A trained network as onnxruntime runs it: numbers for each word of a text, read in windows."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import srsly
from numpy.typing import NDArray

from caseline.errors import ConfigError
from caseline.nlp.tagging.windows import Window
from caseline.nlp.tagging.wordpieces import WordPieces

NETWORK_FILE = "network.onnx"
VOCABULARY_FILE = "vocabulary.txt"
HEADS_FILE = "heads.json"
# Padded pieces that run at once; more is no faster on a CPU and takes memory.
_BATCH = 2048
# How much longer than the shortest window of a batch another may be: by this factor, or these pieces.
_SIMILAR = 1.12
_CLOSE = 4

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Encoder(ABC):
    """What the networks share: words into numbers, by a model whose heads stand side by side.

    Holds the model as bytes and starts onnxruntime when first asked, so that it can be pickled and sent
    to other processes. Runs in the calling thread only. `NAMES` are the features a model is bound to.
    """

    NAMES: ClassVar[tuple[str, ...]]

    def __init__(
        self, model: bytes, *, vocabulary: Sequence[str], heads: Mapping[str, Sequence[str]]
    ) -> None:
        self.model = model
        self.words = WordPieces(vocabulary)
        self.heads = {name: tuple(labels) for name, labels in heads.items()}
        self._session: Any = None

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_session": None}

    @abstractmethod
    def columns(self) -> dict[str, slice]:
        """Returns where each head's numbers stand."""

    def _width(self) -> int:
        return max((column.stop for column in self.columns().values()), default=0)

    def read(self, pieces: Sequence[tuple[int, ...]], table: Floats, seen: Sequence[Window]) -> Floats:
        """Returns the heads' numbers of each word, (words, numbers of all heads); 0 for a word that none reads.

        Windows of similar length run together, so that little is padding. A text's numbers depend on that
        text alone.

        Args:
            pieces: The pieces of each word, at least one.
            table: Features of each word.
            seen: Windows that read each word at most once.
        """
        lengths = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
        starts = np.concatenate(([0], np.cumsum(lengths)))
        flat = np.fromiter(chain.from_iterable(pieces), dtype=np.int64, count=int(starts[-1]))
        spread = np.repeat(table, lengths, axis=0)
        result = np.zeros((len(pieces), self._width()), dtype=np.float32)
        for batch in _batches(seen, starts):
            found = self._run(batch, flat, spread, starts)
            for row, window in zip(found, batch, strict=True):
                begin = window.first - window.start
                result[window.first : window.last] = row[begin : begin + window.last - window.first]
        return result

    def _run(self, batch: Sequence[Window], flat: Ints, spread: Floats, starts: Ints) -> Floats:
        sizes = [int(starts[window.end] - starts[window.start]) for window in batch]
        rows, longest, most = len(batch), max(sizes) + 2, max(window.end - window.start for window in batch)
        pieces = np.full((rows, longest), self.words.pad, dtype=np.int64)
        mask = np.zeros((rows, longest), dtype=np.int64)
        table = np.zeros((rows, longest, spread.shape[1]), dtype=np.float32)
        places = np.zeros((rows, most), dtype=np.int64)
        pieces[:, 0] = self.words.start
        for row, (window, size) in enumerate(zip(batch, sizes, strict=True)):
            begin, end = starts[window.start], starts[window.end]
            pieces[row, 1 : size + 1] = flat[begin:end]
            pieces[row, size + 1] = self.words.end
            mask[row, : size + 2] = 1
            table[row, 1 : size + 1] = spread[begin:end]
            places[row, : window.end - window.start] = starts[window.start : window.end] - begin + 1
        inputs = {"pieces": pieces, "mask": mask, "features": table, "places": places}
        scores: Floats = self._started().run(None, inputs)[0]
        return scores

    def _started(self) -> Any:
        if self._session is None:
            self._session = _start(self.model, width=self._width())
        return self._session

    def to_disk(self, folder: Path) -> None:
        """Writes the network and what it was trained for into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NETWORK_FILE).write_bytes(self.model)
        (folder / VOCABULARY_FILE).write_text("\n".join(self.words.vocabulary) + "\n", encoding="utf-8")
        heads = {"features": self.NAMES, "heads": self.heads}
        (folder / HEADS_FILE).write_text(json.dumps(heads, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def from_disk(cls, folder: Path) -> Self:
        """Reads what `to_disk` wrote.

        Raises:
            ConfigError: When a file is missing, or the network was trained with other features.
        """
        try:
            model = (folder / NETWORK_FILE).read_bytes()
            vocabulary = (folder / VOCABULARY_FILE).read_text(encoding="utf-8").split("\n")[:-1]
            about = json.loads((folder / HEADS_FILE).read_text(encoding="utf-8"))
            names, heads = tuple(about["features"]), about["heads"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfigError(
                f"{folder} holds no network: {error}; train it or take the packaged one"
            ) from error
        cls._check(names, str(folder))
        return cls(model, vocabulary=vocabulary, heads=heads)

    def to_bytes(self) -> bytes:
        """Returns what `to_disk` writes as bytes."""
        data = {
            "model": self.model,
            "vocabulary": self.words.vocabulary,
            "features": self.NAMES,
            "heads": self.heads,
        }
        packed: bytes = srsly.msgpack_dumps(data)
        return packed

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Reads what `to_bytes` gave.

        Raises:
            ConfigError: When the network was trained with other features.
        """
        read = srsly.msgpack_loads(data)
        cls._check(tuple(read["features"]), "the bytes")
        return cls(read["model"], vocabulary=read["vocabulary"], heads=read["heads"])

    @classmethod
    def _check(cls, names: Sequence[str], where: str) -> None:
        if names != cls.NAMES:
            raise ConfigError(
                f"{where}: the network knows other features than this version has; train it again"
            )


def _start(model: bytes, *, width: int) -> Any:
    """Returns onnxruntime's session of a model that scores so many tags.

    Raises:
        ConfigError: When it cannot be run, or scores another number of tags.
    """
    import onnxruntime  # noqa: PLC0415  # slow to import, and not needed before the first text
    from onnxruntime.capi import onnxruntime_pybind11_state as errors  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except (errors.Fail, errors.InvalidArgument, errors.InvalidGraph, errors.InvalidProtobuf) as error:
        raise ConfigError(f"onnxruntime cannot run the network: {error}") from error
    scored = session.get_outputs()[0].shape[-1]
    if isinstance(scored, int) and scored != width:
        msg = f"the network scores {scored} tags and its heads have {width}; {HEADS_FILE} is another's"
        raise ConfigError(msg)
    return session


def _batches(seen: Sequence[Window], starts: Ints) -> list[list[Window]]:
    """Returns the windows in batches of similar length, so that little of what runs is padding."""
    made: list[list[Window]] = []
    longest = 0.0
    for window in sorted(seen, key=lambda each: (starts[each.end] - starts[each.start], each.start)):
        size = int(starts[window.end] - starts[window.start]) + 2
        if not made or size > longest or (len(made[-1]) + 1) * size > _BATCH:
            made.append([])
            longest = max(size * _SIMILAR, size + _CLOSE)
        made[-1].append(window)
    return made
