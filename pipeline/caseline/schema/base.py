"""What all parts of the record share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

MentionId = Annotated[str, StringConstraints(pattern=r"^m[1-9][0-9]*$")]
CaseId = Annotated[str, StringConstraints(pattern=r"^c[1-9][0-9]*$")]
ConditionId = Annotated[str, StringConstraints(pattern=r"^k[1-9][0-9]*$")]
DrugId = Annotated[str, StringConstraints(pattern=r"^d[1-9][0-9]*$")]
EventId = Annotated[str, StringConstraints(pattern=r"^e[1-9][0-9]*$")]
TherapyId = Annotated[str, StringConstraints(pattern=r"^t[1-9][0-9]*$")]
# Times a factor of units it still has to be a float.
_LARGEST = 1e300


def _is_in_range(number: int | float) -> int | float:
    if abs(number) > _LARGEST:
        msg = f"a number may have a size of {_LARGEST:g} at most"
        raise ValueError(msg)
    return number


# A whole number stays whole in JSON: an age of 58 is not 58.0.
Number = Annotated[int | float, AfterValidator(_is_in_range)]
Evidence = Annotated[
    tuple[MentionId, ...], Field(default=(), description="Ids of the mentions that support the value.")
]


class Part(BaseModel):
    """A frozen piece of a record; unknown fields are errors, never silently kept."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class CodeMatch(StrEnum):
    """How a code was come by: by its name, a synonym, a name spelt alike, or from another code that refers to it."""

    NAME = "name"
    SYNONYM = "synonym"
    SIMILAR = "similar"
    REFERENCE = "reference"


class Code(Part):
    """A concept of a terminology."""

    system: str = Field(description="Terminology, such as HPO or DrugBank.")
    code: str = Field(description="Identifier in that terminology.")
    display: str | None = Field(default=None, description="Preferred name in that terminology.")
    match: CodeMatch | None = Field(
        default=None,
        exclude_if=lambda match: match is None,
        description="How it was come by; left out where nobody noted it.",
    )
    score: float | None = Field(
        default=None,
        ge=0,
        le=1,
        exclude_if=lambda score: score is None,
        description="How alike the name and the concept's are, 1 for the same; left out where nothing was compared.",
    )
