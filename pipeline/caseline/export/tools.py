"""The tools by name, and what each can carry.

Every format writes sheets and reads them (`Format`); only the format asked for is imported, since CAS needs an
extra.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, Protocol

from caseline.errors import ReadingError
from caseline.export.sheet import Sheet

Files = Iterator[tuple[str, Iterable[bytes]]]


class Tool(StrEnum):
    """A tool, or the format that it speaks."""

    BRAT = "brat"
    LABELSTUDIO = "labelstudio"
    BIOC = "bioc"
    CAS = "cas"


# Those whose export is a folder with files for each record, rather than one file.
FOLDERS: Final = frozenset({Tool.BRAT, Tool.CAS})


class Format(Protocol):
    """How a tool's files are written and read."""

    def write(self, sheets: Sequence[Sheet]) -> Files:
        """Yields names and contents of files.

        A name is of a file in the target folder; of a single file it is "", and ".x" for what is beside it.
        """

    def read(self, path: str) -> Iterator[Sheet | ReadingError]:
        """Yields the sheets of a file or folder, and what cannot be read.

        Raises:
            ReadingError: When there is nothing to read at all.
        """

    def echo(self, sheet: Sheet) -> Sheet:
        """Returns what would be read back of a sheet that nobody touched."""

    def carried(self, text: str) -> str:
        """Returns a text as the format carries it."""


def format_of(tool: Tool) -> Format:
    """Returns the format of a tool.

    Raises:
        CaselineError: When an extra that it needs is not installed; says how to install it.
    """
    from caseline.export.bioc import Bioc  # noqa: PLC0415 - only what is asked for is imported
    from caseline.export.brat import Brat  # noqa: PLC0415
    from caseline.export.labelstudio import LabelStudio  # noqa: PLC0415

    if tool is Tool.CAS:
        from caseline.export.cas import Cas  # noqa: PLC0415

        return Cas()
    formats: dict[Tool, Format] = {Tool.BRAT: Brat(), Tool.LABELSTUDIO: LabelStudio(), Tool.BIOC: Bioc()}
    return formats[tool]


class Carries(StrEnum):
    """Whether a format carries a part of the record.

    `shown`: people see and change it in the tool. `hidden`: it travels along where nobody looks, and comes
    back. `told`: people see it, and it is not read back. `no`: it comes from the base alone.
    """

    SHOWN = "shown"
    HIDDEN = "hidden"
    TOLD = "told"
    NO = "no"


def _row(brat: str, labelstudio: str, bioc: str, cas: str) -> Mapping[Tool, Carries]:
    return dict(zip(Tool, map(Carries, (brat, labelstudio, bioc, cas)), strict=True))


# What docs/exchange.md shows as a table, and tests go through.
CARRIED: Final[Mapping[str, Mapping[Tool, Carries]]] = {
    "text": _row("shown", "shown", "shown", "shown"),
    "control characters of the text": _row("shown", "shown", "shown", "no"),
    "sections": _row("no", "no", "shown", "no"),
    "source, title, journal, identifiers": _row("no", "hidden", "shown", "no"),
    "other fields of the document, source map": _row("no", "no", "no", "no"),
    "mention: label, characters, parts": _row("shown", "shown", "shown", "shown"),
    "mention: id": _row("shown", "hidden", "shown", "shown"),
    "mention: negated, uncertain, historical, hypothetical": _row("shown", "shown", "shown", "shown"),
    "mention: excluded": _row("shown", "shown", "shown", "shown"),
    "mention: codes": _row("shown", "shown", "shown", "shown"),
    "mention: found_by, score": _row("told", "told", "told", "told"),
    "match and score of codes": _row("no", "no", "no", "no"),
    "mention: section": _row("no", "no", "no", "no"),
    "case, item: id": _row("shown", "hidden", "shown", "shown"),
    "case, item: evidence": _row("shown", "shown", "shown", "shown"),
    "suspects, indication, for_events": _row("shown", "shown", "shown", "shown"),
    "role, certainty, kind, sex, outcome status, causality": _row("shown", "shown", "shown", "shown"),
    "evidence of age, sex, ethnicity, onset, duration, outcome, causality, doses, start": _row(
        "shown", "shown", "shown", "shown"
    ),
    "names, codes, times, amounts and words of items": _row("hidden", "hidden", "shown", "hidden"),
    "timeline, conflicts": _row("hidden", "hidden", "shown", "hidden"),
    "cases of a record without mentions": _row("no", "no", "shown", "no"),
    "provenance, schema version": _row("no", "no", "no", "no"),
}
