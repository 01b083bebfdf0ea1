"""What can be set about the curators' desk; every default stands here and nowhere else."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

_MEGABYTE = 1_000_000
LONGEST_AUTHOR: Final = 100
SHORTEST_TOKEN: Final = 16
DATABASE: Final = "review.sqlite"
GOLD: Final = "gold"
SHARED: Final = "shared"


def _author(name: str) -> str:
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    if not 0 < len(tidy) <= LONGEST_AUTHOR or any(unicodedata.category(char)[0] == "C" for char in tidy):
        msg = f"an author's name has 1 to {LONGEST_AUTHOR} printable characters"
        raise ValueError(msg)
    return tidy


def _token(token: str | None) -> str | None:
    if token is not None and (len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable()):
        msg = f"a token has {SHORTEST_TOKEN} or more letters, digits and signs of ASCII"
        raise ValueError(msg)
    return token


class Settings(BaseModel):
    """How the desk runs, on which records, and for whom."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    folder: Path = Field(description="Folder of the records that extract wrote.")
    author: Annotated[str, AfterValidator(_author)] = Field(description="Who saves and decides.")
    independent: bool = Field(default=False, description="Whether the author has a line of their own.")
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8001, ge=0, le=65_535, description="Port to listen on; 0 takes a free one.")
    token: Annotated[str | None, AfterValidator(_token)] = Field(
        default=None, description="What a caller has to know; null where whoever reaches the desk may use it."
    )
    gold: Path | None = Field(default=None, description="Folder of the gold records.")
    database: Path | None = Field(default=None, description="The SQLite file.")
    max_megabytes: float = Field(default=20.0, gt=0, le=1_000, description="Largest body in MB.")
    allowed_hosts: tuple[str, ...] = Field(
        default=(), description="Names the desk is called by, beside `localhost` and plain addresses."
    )

    @model_validator(mode="after")
    def _has_a_line(self) -> Self:
        if self.independent and self.author.casefold() == SHARED:
            msg = f"{SHARED!r} is what the common line is called; take another --author"
            raise ValueError(msg)
        return self

    @property
    def line(self) -> str:
        """The line that is worked on: empty for the shared one, else the author's own."""
        return self.author if self.independent else ""

    @property
    def database_file(self) -> Path:
        """The SQLite file."""
        return self.database or self.folder / DATABASE

    @property
    def gold_folder(self) -> Path:
        """The folder of the gold records of the shared line."""
        return self.gold or self.folder / GOLD

    @property
    def max_size(self) -> int:
        """The largest body in bytes."""
        return int(self.max_megabytes * _MEGABYTE)
