"""What an ICSR needs and no record knows: who sends it, to whom, and when."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from caseline.errors import ConfigError

SAMPLE: Final = Path(__file__).with_name("settings.toml")

Text15 = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=15)]
Text33 = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=33)]
Text35 = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=35)]
Text40 = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Text50 = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
Text60 = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Text100 = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{3}$")]
ShortName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,60}$")]
# Where on earth a day begins first.
_EARLIEST: Final = timezone(timedelta(hours=14))
MeddraVersion = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,2}\.[0-9]$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Message(_Table):
    """N.1, N.2.r: the envelope."""

    sender: Text60
    receiver: Text60
    created: AwareDatetime
    batch: Text100 | None = None


class Sender(_Table):
    """C.3: who sends the reports."""

    type: Literal[
        "pharmaceutical_company",
        "regulatory_authority",
        "health_professional",
        "regional_centre",
        "who_centre",
        "other",
        "patient",
    ]
    organisation: Text100
    country: Country
    short_name: ShortName
    department: Text60 | None = None
    title: Text50 | None = None
    given_name: Text60 | None = None
    middle_name: Text60 | None = None
    family_name: Text60 | None = None
    street: Text100 | None = None
    city: Text35 | None = None
    state: Text40 | None = None
    postcode: Text15 | None = None
    telephone: Text33 | None = None
    fax: Text33 | None = None
    email: Text100 | None = None


class Report(_Table):
    """C.1: what holds of every report of an export."""

    type: Literal["spontaneous", "other", "not_available"]
    received: date
    latest: date | None = None
    additional_documents: bool
    expedited: bool
    language: Language = "eng"
    meddra: MeddraVersion | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.latest is not None and self.latest < self.received:
            raise PydanticCustomError("order", "latest is before received")
        return self


class Reporter(_Table):
    """C.2.r: what is known of the authors besides their names."""

    qualification: (
        Literal["physician", "pharmacist", "other_health_professional", "lawyer", "consumer"] | None
    ) = None
    country: Country | None = None


class Settings(_Table):
    """The settings of an export; a sample with every key is beside this file."""

    message: Message
    sender: Sender
    report: Report
    reporter: Reporter = Reporter()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        last = self.report.latest or self.report.received
        if datetime.combine(last, time.min, _EARLIEST) > self.message.created:
            raise PydanticCustomError(
                "order",
                "message.created is before report.received or latest, and no date may be in the future",
            )
        return self


def read_settings(path: Path | None) -> Settings:
    """Returns the settings of a TOML file.

    Raises:
        ConfigError: When there is none, or it lacks something, or holds what is no setting.
    """
    if path is None:
        msg = f"e2b needs --settings FILE, which says who sends the reports; copy {SAMPLE} and fill it in"
        raise ConfigError(msg)
    try:
        return Settings.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error
    except ValidationError as error:
        raise ConfigError(f"{path}: {_explained(error)}; {SAMPLE} shows every key") from error


def _explained(error: ValidationError) -> str:
    """Returns what is wrong, each key once."""
    return "; ".join(
        ": ".join(
            part for part in (".".join(map(str, one["loc"])), _WORDS.get(one["type"], one["msg"])) if part
        )
        for one in error.errors()
    )


_WORDS: Final = {"extra_forbidden": "is no key of these settings", "missing": "is missing"}
