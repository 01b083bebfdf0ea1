"""What a site knows and a paper does not: dates, persons, its vocabulary."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from caseline.errors import ConfigError
from caseline.export.omop.ids import NARROW, WIDE

_MOST: Final = 2**63 - 1
ConceptId = Annotated[int, Field(ge=0, lt=2**31)]


class Settings(BaseModel):
    """The TOML file that `--settings` names; every key may be left out.

    Attributes:
        note_date: Date of every note; else 1 January of the year of publication, else 1970-01-01.
        nlp_date: Date of processing; else that of the note.
        nlp_datetime: Moment of processing.
        note_type_concept_id: Where notes are from; 0 for no matching concept.
        note_class_concept_id: What kind of note they are.
        language_concept_id: Language of the notes; English where it is not given.
        bigint: Whether ids may have up to 53 bits, for tables whose id columns were made BIGINT.
        vocabulary: Folder of the CSV files that Athena gives, from the settings file.
        person: `person_id` of a case, by `source`, `source#c1`, document id or document id with `#c1`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    note_date: date | None = None
    nlp_date: date | None = None
    nlp_datetime: datetime | None = None
    note_type_concept_id: ConceptId = 0
    note_class_concept_id: ConceptId = 0
    language_concept_id: ConceptId | None = None
    bigint: bool = False
    vocabulary: Path | None = None
    person: dict[str, Annotated[int, Field(ge=1, le=_MOST)]] = Field(default_factory=dict)

    @property
    def bits(self) -> int:
        """How large ids may be."""
        return WIDE if self.bigint else NARROW


def read_settings(path: Path | None) -> Settings:
    """Returns the settings of a file, or those of none.

    Raises:
        ConfigError: When it cannot be read, or says something else.
    """
    if path is None:
        return Settings()
    try:
        found = tomllib.loads(path.read_text("utf-8"))
        settings = Settings.model_validate(found)
    except OSError as error:
        msg = f"{path}: cannot be read: {error.strerror}"
        raise ConfigError(msg) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        known = ", ".join(Settings.model_fields)
        msg = f"{path}: {where}: {first['msg']}; settings are {known}"
        raise ConfigError(msg) from error
    except ValueError as error:
        msg = f"{path}: is not TOML: {error}"
        raise ConfigError(msg) from error
    if settings.vocabulary is None:
        return settings
    return settings.model_copy(update={"vocabulary": path.parent / settings.vocabulary})
