"""How a tagger is trained: every setting, read from a `.cfg` and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from spacy.util import load_config

from caseline.errors import ConfigError

SECTION = "recipe"
Share = Annotated[float, Field(ge=0, le=1)]
Settings = TypeVar("Settings", bound=BaseModel)


class Recipe(BaseModel):
    """Settings of one training.

    `batch` counts word pieces, padding included. Learning rates rise over the first twelfth of the steps and
    then fall to a fiftieth. The network that is kept is the moving average of all steps, `average` of
    the one before each.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    network: Literal["transformer", "convolution"]
    layers: Annotated[int, Field(ge=1, le=12)]
    # Of a convolution only; a transformer has the width of its encoder.
    width: Annotated[int, Field(ge=8, le=384)] = 384
    corpora: Annotated[tuple[Literal["bc5cdr", "maccrobat", "phee", "cases"], ...], Field(min_length=1)]
    use_features: bool
    epochs: Annotated[int, Field(ge=1)]
    # Further epochs on PHEE alone, whose roles are the hardest to tell.
    phee_epochs: Annotated[int, Field(ge=0)]
    batch: Annotated[int, Field(ge=64)]
    rate: Annotated[float, Field(gt=0)]
    rate_words: Annotated[float, Field(gt=0)]
    rate_heads: Annotated[float, Field(gt=0)]
    decay: Share
    dropout: Share
    # How often a text's features, or a piece, are hidden.
    drop_features: Share
    drop_pieces: Share
    average: Share
    # How much of the loss is the teacher's word, where there is a teacher that has the head of the corpus.
    teacher_share: Share
    seed: int

    @field_validator("phee_epochs")
    @classmethod
    def _needs_phee(cls, epochs: int, info: ValidationInfo) -> int:
        if epochs and "phee" not in info.data.get("corpora", ("phee",)):
            raise ValueError("there is no phee among the corpora")
        return epochs


def read_recipe(path: Path) -> Recipe:
    """Reads the `[recipe]` of a config.

    Raises:
        ConfigError: When there is none, or a setting is unknown, missing or out of range.
    """
    return read_section(path, SECTION, Recipe)


def read_section(path: Path, section: str, model: type[Settings]) -> Settings:
    """Reads a section of a config as the settings of a training.

    Raises:
        ConfigError: When there is none, or a setting is unknown, missing or out of range.
    """
    try:
        found = load_config(path)[section]
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(f"{path}: no [{section}] to train by: {error}") from error
    try:
        return model.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, (section, *first["loc"])))
        raise ConfigError(f"{path}: {where}: {first['msg']}") from error
