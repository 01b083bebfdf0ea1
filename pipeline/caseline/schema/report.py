"""The whole record, its integrity and its JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, Literal, NamedTuple, Self, get_args

from pydantic import Field, ValidationError, model_validator

from caseline.errors import AlignmentError, SchemaError
from caseline.schema.base import Code, Part
from caseline.schema.case import Case, Causality, Condition, Drug, Event, Therapy
from caseline.schema.document import Document
from caseline.schema.mention import Exclusion, Label, Mention
from caseline.schema.versions import VERSIONS, problem_with

SCHEMA_VERSION: Final = "1.4"
_SINCE_1_3 = ("authors", "article_type", "licence", "language", "format", "source_map")


class Provenance(Part):
    """What made the record."""

    caseline: str = Field(description="Version of Caseline; `gold` for a record written by a person.")
    model: str | None = Field(default=None, description="Name and version of the pipeline.")
    config: str | None = Field(default=None, description="SHA-256 of the pipeline's config.")
    lexicons: dict[str, str] = Field(default_factory=dict, description="SHA-256 of each data file.")
    terminologies: dict[str, str] = Field(
        default_factory=dict,
        exclude_if=lambda versions: not versions,
        description="Version of each terminology that codes are of; left out where none is known.",
    )
    min_score: float | None = Field(
        default=None,
        ge=0,
        le=1,
        exclude_if=lambda score: score is None,
        description="Mentions with a lower score were left out of the record; left out itself where none were.",
    )


class CaseReport(Part):
    """A published report as a record: the text, what was found in it, and the cases it tells of."""

    schema_version: Literal["1.0", "1.1", "1.2", "1.3", "1.4"] = Field(
        default=SCHEMA_VERSION,
        description="Version of the schema it was written in; 1.0 has no `parts` and no `min_score`, 1.1 no "
        "FINDING and SERIOUSNESS mentions, 1.2 nothing of a document's format, authors, article type, licence, "
        "language and source map, 1.3 no `match` and `score` of codes and no `terminologies`.",
    )
    document: Document = Field(description="The paper and its text.")
    mentions: tuple[Mention, ...] = Field(
        default=(), description="Everything found in the text, in its order, also what is in no case."
    )
    cases: tuple[Case, ...] = Field(
        default=(), description="One for each patient; none where no patient is told of."
    )
    provenance: Provenance = Field(description="What made the record.")

    @model_validator(mode="after")
    def _ids_resolve(self) -> Self:
        mentions = {mention.id for mention in self.mentions}
        if len(mentions) != len(self.mentions):
            msg = "two mentions share an id"
            raise ValueError(msg)
        if len({case.id for case in self.cases}) != len(self.cases):
            msg = "two cases share an id"
            raise ValueError(msg)
        for case in self.cases:
            parts: tuple[Condition | Drug | Event | Therapy, ...] = (
                *case.conditions,
                *case.drugs,
                *case.events,
                *case.therapies,
            )
            known = {part.id for part in parts}
            if len(known) != len(parts):
                msg = f"case {case.id}: two of its parts share an id"
                raise ValueError(msg)
            for kind, value in _references(case):
                if value not in (mentions if kind == "evidence" else known):
                    msg = f"case {case.id}: {kind} names {value!r}, which is not in the record"
                    raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _keeps_to_its_version(self) -> Self:
        for since, what, is_there in _NEWER:
            if VERSIONS.index(self.schema_version) < VERSIONS.index(since) and is_there(self):
                msg = f"{what} since schema {since}"
                raise ValueError(msg)
        return self

    def check_offsets(self) -> None:
        """Checks that each mention's text stands where it says.

        Raises:
            AlignmentError: For the first mention that does not.
        """
        for mention in self.mentions:
            found = self.document.text[mention.start : mention.end]
            if found != mention.text:
                raise AlignmentError(self.document.id, mention.start, mention.end, mention.text, found)

    def to_json(self, *, indent: int | None = None) -> str:
        """Returns the record as JSON, keys in the schema's order."""
        return self.model_dump_json(indent=indent)

    @classmethod
    def from_json(cls, data: str | bytes) -> CaseReport:
        """Reads a record and checks it, offsets included.

        Raises:
            SchemaError: When it is not a record of this version.
            AlignmentError: When an offset does not select its text.
        """
        try:
            report = cls.model_validate_json(data)
        except ValidationError as error:
            raise _refused(error) from error
        report.check_offsets()
        return report


def _refused(error: ValidationError) -> SchemaError:
    """Returns what is wrong with a record; that it is of another version says more than what is so in it."""
    found = error.errors()
    for one in found:
        if one["loc"] == ("schema_version",) and (problem := problem_with(one["input"])):
            return SchemaError(f"cannot be read: {problem}")
    where = ".".join(str(step) for step in found[0]["loc"]) or "the record"
    return SchemaError(f"not a record of schema {SCHEMA_VERSION}: {where}: {found[0]['msg']}")


def _codes(report: CaseReport) -> Iterator[Code]:
    for mention in report.mentions:
        yield from mention.codes
    for case in report.cases:
        items: tuple[Condition | Drug | Event | Therapy, ...] = (
            *case.conditions,
            *case.drugs,
            *case.events,
            *case.therapies,
        )
        for item in items:
            yield from item.codes


def _causes(report: CaseReport) -> Iterator[Causality]:
    for case in report.cases:
        yield from (event.causality for event in case.events if event.causality)


_LABELS_OF_1_2 = frozenset({Label.FINDING, Label.SERIOUSNESS})
# What came with a version, and whether a record has it.
_NEWER: Final[tuple[tuple[str, str, Callable[[CaseReport], bool]], ...]] = (
    ("1.1", "mentions have parts", lambda report: any(mention.parts for mention in report.mentions)),
    ("1.1", "provenance has min_score", lambda report: report.provenance.min_score is not None),
    (
        "1.2",
        "mentions are FINDING and SERIOUSNESS",
        lambda report: any(mention.label in _LABELS_OF_1_2 for mention in report.mentions),
    ),
    (
        "1.2",
        "mentions are excluded as unrelated",
        lambda report: any(mention.excluded is Exclusion.UNRELATED for mention in report.mentions),
    ),
    ("1.2", "patients have conflicts", lambda report: any(case.patient.conflicts for case in report.cases)),
    (
        "1.2",
        "causality has method and score",
        lambda report: any(cause.method or cause.score is not None for cause in _causes(report)),
    ),
    (
        "1.2",
        "therapies have a start",
        lambda report: any(therapy.start for case in report.cases for therapy in case.therapies),
    ),
    (
        "1.3",
        f"documents have {', '.join(_SINCE_1_3)}",
        lambda report: any(getattr(report.document, name) for name in _SINCE_1_3),
    ),
    (
        "1.4",
        "codes have match and score",
        lambda report: any(code.match or code.score is not None for code in _codes(report)),
    ),
    ("1.4", "provenance has terminologies", lambda report: bool(report.provenance.terminologies)),
)


class _Fields(NamedTuple):
    """The fields of a kind of part by what they hold: ids, one id, parts."""

    ids: tuple[str, ...]
    id: tuple[str, ...]
    parts: tuple[str, ...]


@cache
def _fields(kind: type[Part]) -> _Fields:
    names = tuple(kind.model_fields)
    ids = tuple(name for name in names if name in {"evidence", "for_events", "suspects"})
    one = tuple(name for name in names if name in {"indication", "drug", "event", "ref"})
    others = (name for name in names if name not in {*ids, *one})
    parts = tuple(name for name in others if _may_hold_parts(kind.model_fields[name].annotation))
    return _Fields(ids, one, parts)


def _may_hold_parts(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return True
    return any(map(_may_hold_parts, get_args(annotation)))


def _references(part: Part) -> Iterator[tuple[str, str]]:
    """Yields every id that a part of a case points to, with the name of the field that holds it."""
    fields = _fields(type(part))
    for name in fields.ids:
        yield from ((name, item) for item in getattr(part, name))
    for name in fields.id:
        value: str | None = getattr(part, name)
        if value is not None:
            yield name, value
    for name in fields.parts:
        held: Part | tuple[Part, ...] | None = getattr(part, name)
        for item in held if isinstance(held, tuple) else (held,):
            if item is not None:
                yield from _references(item)
