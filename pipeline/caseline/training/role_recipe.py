"""How a role reader is trained: every setting, read from a `.cfg` and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from caseline.nlp.tagging.component import LARGEST_WINDOW
from caseline.training.recipe import Share, read_section

SECTION = "roles"


class RoleRecipe(BaseModel):
    """Settings of one training.

    `batch` counts word pieces, padding included; `window` those the network sees at once. Learning rates rise
    over the first twelfth of the steps and then fall to a fiftieth. The network that is kept is the moving
    average of all steps, `average` of the one before each.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    layers: Annotated[int, Field(ge=1, le=12)]
    window: Annotated[int, Field(ge=32, le=LARGEST_WINDOW)]
    epochs: Annotated[int, Field(ge=1)]
    batch: Annotated[int, Field(ge=64)]
    rate: Annotated[float, Field(gt=0)]
    rate_heads: Annotated[float, Field(gt=0)]
    decay: Share
    dropout: Share
    average: Share
    # How often a name is hidden, all its mentions that are read in a window, so that the story must tell its part.
    hide_names: Share
    # How often the context of a window's mentions is hidden.
    hide_context: Share
    seed: int


def read_role_recipe(path: Path) -> RoleRecipe:
    """Reads the `[roles]` of a config.

    Raises:
        ConfigError: When there is none, or a setting is unknown, missing or out of range.
    """
    return read_section(path, SECTION, RoleRecipe)
