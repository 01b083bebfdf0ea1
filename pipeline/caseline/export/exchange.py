"""Records to a tool's files, and the files to records again, with or without the records they were made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caseline.errors import ReadingError
from caseline.export.codes import without_match
from caseline.export.merge import merged, unbased
from caseline.export.names import names_of
from caseline.export.sheet import Sheet, marks_of
from caseline.export.structure import nodes_of
from caseline.export.tools import Files, Format, Tool, format_of
from caseline.schema.report import CaseReport

_FACTS = ("source", "title", "doi", "pmid", "pmcid", "journal", "article_type", "licence", "language")
_SHOWN = 20


def sheet_of(record: CaseReport, name: str) -> Sheet:
    """Returns a record as a sheet."""
    document = record.document
    facts = {field: value for field in _FACTS if isinstance(value := getattr(document, field), str)}
    return Sheet(
        name,
        document.text,
        marks_of(record),
        tuple(map(without_match, nodes_of(record.cases))),
        facts=facts,
        sections=document.sections,
    )


def exported(tool: Tool, records: Sequence[CaseReport]) -> Files:
    """Yields the files of an export, their names as `Format.write` has them; the same records give the same bytes.

    Args:
        tool: Whose files.
        records: The records.

    Raises:
        CaselineError: When an extra that the format needs is not installed.
    """
    names = names_of(records)
    sheets = [sheet_of(record, one) for record, one in zip(records, names, strict=True)]
    return format_of(tool).write(sheets)


class Base:
    """The records that a tool's files were made of.

    Args:
        tool: Whose files.
        records: The records, all that were exported together.
    """

    def __init__(self, tool: Tool, records: Sequence[CaseReport]) -> None:
        self._format = format_of(tool)
        self._records = tuple(zip(names_of(records), records, strict=True))
        self._by_text: dict[str, list[int]] = {}
        self._by_name = {name: place for place, (name, _) in enumerate(self._records)}
        for place, (_, record) in enumerate(self._records):
            self._by_text.setdefault(self._format.carried(record.document.text), []).append(place)
        self._taken: dict[int, str] = {}
        self._made: set[int] = set()

    def merged(self, read: Sheet) -> CaseReport:
        """Returns the record of a sheet, with what people changed.

        Raises:
            ReadingError: When there is none of its text, another sheet was of the same record, or what was read
                makes no valid record.
        """
        place = self._place(read)
        name, record = self._records[place]
        if place in self._taken:
            reason = f"is of the same record of the base as {self._taken[place]}; import one of the two"
            raise ReadingError(read.path, reason, where=read.name)
        self._taken[place] = f"{read.path}, {read.name}"
        found = merged(record, self._format.echo(sheet_of(record, name)), read)
        self._made.add(place)
        return found

    @property
    def left(self) -> int:
        """How many records of the base have not been merged."""
        return len(self._records) - len(self._made)

    def _place(self, read: Sheet) -> int:
        same = [place for place in self._by_text.get(read.text, []) if place not in self._taken]
        named = self._by_name.get(read.name)
        if named in same and named is not None:
            return named
        if same:
            return same[0]
        if named is not None:
            if self._format.carried(self._records[named][1].document.text) == read.text:
                return named
            raise self._differs(read, self._records[named][1])
        again = self._by_text.get(read.text)
        if again:
            return again[0]
        reason = "no record of the base has this text or this name; give the records that were exported"
        raise ReadingError(read.path, reason, where=read.name)

    def _differs(self, read: Sheet, record: CaseReport) -> ReadingError:
        expected = self._format.carried(record.document.text)
        pairs = enumerate(zip(expected, read.text, strict=False))
        shorter = min(len(expected), len(read.text))
        at = next((place for place, (one, other) in pairs if one != other), shorter)
        line = expected.count("\n", 0, at) + 1
        there, here = expected[at : at + _SHOWN], read.text[at : at + _SHOWN]
        reason = (
            f"its text differs from the base from character {at} (line {line}) on: the base has {there!r}, "
            f"this {here!r}; annotate the text that was exported"
        )
        return ReadingError(read.path, reason, where=read.name)


def imported(
    tool: Tool, path: str, *, base: Base | None = None
) -> Iterator[tuple[str, CaseReport] | ReadingError]:
    """Yields the records of a tool's file or folder with their names, and what cannot become one.

    Args:
        tool: Whose files.
        path: The file or folder.
        base: The records that were exported; without, each record holds only what the format carries.

    Raises:
        CaselineError: When an extra that the format needs is not installed.
    """
    known: Format = format_of(tool)
    try:
        for sheet in known.read(path):
            yield sheet if isinstance(sheet, ReadingError) else _record(sheet, base)
    except ReadingError as error:
        yield error


def _record(sheet: Sheet, base: Base | None) -> tuple[str, CaseReport] | ReadingError:
    try:
        return sheet.name, unbased(sheet) if base is None else base.merged(sheet)
    except ReadingError as error:
        return error
