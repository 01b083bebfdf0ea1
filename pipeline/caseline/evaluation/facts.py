"""Light gold: what a reader takes from a text, without spans. The form is told in annotations/facts/README.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import Field, ValidationError

from caseline.errors import SchemaError
from caseline.schema.base import Number, Part
from caseline.schema.case import CausalityValue, OutcomeStatus, Seriousness, SexValue, TimeUnit


class AgeFact(Part):
    """An age: its value, or the bounds of a decade or range."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: TimeUnit = TimeUnit.YEAR


class DrugFact(Part):
    """What is told of a suspect; amounts are as printed."""

    indication: str | None = None
    action: str | None = None
    dechallenge: str | None = None
    rechallenge: str | None = None
    doses: tuple[str, ...] = ()


class EventFact(Part):
    """What is told of an event; `day` is that of its onset, or its first and last possible one."""

    name: str
    day: int | tuple[int | None, int | None] | None = None
    outcome: OutcomeStatus | None = None
    serious: tuple[Seriousness, ...] = ()
    causality: CausalityValue | None = None
    suspects: tuple[str, ...] = ()


class TherapyFact(Part):
    """A therapy, and the names of the events that it was for."""

    name: str
    for_events: tuple[str, ...] = Field(default=(), alias="for")


class CaseFacts(Part):
    """The facts of a patient; a name has its other wordings behind bars."""

    age: AgeFact | None = None
    sex: SexValue | None = None
    suspects: tuple[str, ...] = ()
    concomitants: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    drugs: Mapping[str, DrugFact] = {}
    events: tuple[EventFact, ...] = ()
    therapies: tuple[TherapyFact, ...] = ()
    outcome: OutcomeStatus | None = None


class TextFacts(Part):
    """A text and the facts of its patients, in order of telling."""

    id: str
    kind: str
    text: str
    cases: tuple[CaseFacts, ...]


def read_facts(path: Path) -> Iterator[TextFacts]:
    """Yields the texts of a file of facts, a line each.

    Raises:
        SchemaError: A line is not of the form; names the line.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            yield TextFacts.model_validate_json(line)
        except ValidationError as error:
            msg = f"{path}, line {number}: no facts of a text; see annotations/facts/README.md: {error}"
            raise SchemaError(msg) from error
