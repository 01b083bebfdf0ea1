"""From records to the tools that annotators use, and back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from caseline.batch.outcomes import Made
from caseline.batch.stored import read_each
from caseline.batch.write import explained, format_for, replacing, write_records
from caseline.cli.program import SOME_FAILED, app
from caseline.commands import USER_ERROR, say
from caseline.errors import CaselineError, ReadingError, WritingError
from caseline.export.targets import Target, Wish, Writer
from caseline.export.tools import FOLDERS, Tool
from caseline.schema.report import CaseReport


class To(StrEnum):
    """All that `--to` may name: targets and tools."""

    FHIR = "fhir"
    E2B = "e2b"
    OMOP = "omop"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    BRAT = "brat"
    LABELSTUDIO = "labelstudio"
    BIOC = "bioc"
    CAS = "cas"


RECORDS_HELP = "Files written by extract, or - for standard input."


@app.command(name="export")
def export_records(
    records: Annotated[list[str], typer.Argument(metavar="RECORDS", help=RECORDS_HELP)],
    *,
    to: Annotated[To, typer.Option("--to", help="Standard or tool to write for.")],
    out: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="brat, cas, omop, parquet: folder. labelstudio, bioc, csv, xlsx: file. fhir, e2b: either. "
            "One record as cas may be a .xmi file.",
        ),
    ],
    settings: Annotated[
        Path | None,
        typer.Option(
            "--settings", metavar="FILE", help="TOML file of the format: for e2b sender and receiver."
        ),
    ] = None,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Replace files in the folder that differ from what is written."),
    ] = False,
) -> None:
    """Write records for databases and authorities, or for annotators' tools, to be corrected there.

    Standards and tables: fhir (FHIR R5 Bundle), e2b (ICH E2B(R3)), omop (NOTE and NOTE_NLP), csv and xlsx (a row
    a case), parquet. Tools: brat, labelstudio, bioc, cas (INCEpTION).

    Exit status: 0 when all is done, 1 when some files could not be read, 2 when nothing was written.
    """
    failures: list[ReadingError] = []
    found = list(read_each(records, on_failure=failures.append))
    for failure in failures:
        say(str(failure))
    if not found:
        if not failures:
            say("there is no record to export")
        raise typer.Exit(USER_ERROR)
    if os.path.realpath(out) in set(map(os.path.realpath, records)):
        raise WritingError(out, "is one of the files to read; name another")
    if str(to) in set(Target):
        count = _send(Target(to), found, out, settings=settings, overwrite=overwrite)
        say(f"{out}: {_counted(count)} for {to}")
        raise typer.Exit(SOME_FAILED if failures else 0)
    if settings is not None:
        raise CaselineError(f"{to} takes no --settings")
    tool = Tool(to)
    files = list(_files(tool, found, out))
    if tool in FOLDERS and not overwrite:
        _check(files)
    for path, pieces in files:
        _write(path, pieces)
    say(f"{out}: {_counted(len(found))} for {to}")
    raise typer.Exit(SOME_FAILED if failures else 0)


def _send(to: Target, records: list[CaseReport], out: Path, *, settings: Path | None, overwrite: bool) -> int:
    """Writes the files of a standard, and returns how many records they are of.

    Raises:
        WritingError: When `out` cannot be what the format writes, or holds something else already.
    """
    writer = _writer(to)
    folder = out.is_dir() or out.suffix.lower() not in writer.suffixes
    if folder and not writer.folder:
        raise WritingError(out, f"{to} is one file; name it with {' or '.join(writer.suffixes)}")
    if folder and out.exists() and not out.is_dir():
        endings = f", or a file ending in {' or '.join(writer.suffixes)}" if writer.suffixes else ""
        raise WritingError(out, f"is a file; name a folder{endings}")
    if settings is not None and not writer.settled:
        raise CaselineError(f"{to} takes no --settings")
    left: set[str] = set()

    def tell(record: CaseReport, words: str) -> None:
        say(f"{record.document.source or record.document.id}: {words}")

    def note(record: CaseReport, reason: str) -> None:
        left.add(record.document.id)
        tell(record, reason)

    wish = Wish(
        folder=folder,
        settings=settings,
        leave=note,
        suffix="" if folder else out.suffix.lower(),
        tell=tell,
    )
    files = writer.write(records, wish)
    for name, pieces in files:
        path = out / name if folder else out
        content = b"".join(pieces)
        if folder and not overwrite:
            _check([(path, (content,))])
        _write(path, (content,))
    return len(records) - len(left)


def _writer(to: Target) -> Writer:
    """Returns the writer of a target; only the one asked for is imported.

    Raises:
        CaselineError: When an extra that it needs is not installed; says how to install it.
    """
    if to is Target.PARQUET:
        from caseline.store.parquet import Parquet

        return Parquet()
    if to is Target.FHIR:
        from caseline.export.fhir import Fhir

        return Fhir()
    if to is Target.E2B:
        from caseline.export.e2b import E2b

        return E2b()
    if to is Target.OMOP:
        from caseline.export.omop import Omop

        return Omop()
    from caseline.export.listing import Csv, Xlsx

    return Csv() if to is Target.CSV else Xlsx()


def _files(to: Tool, records: list[CaseReport], out: Path) -> Iterator[tuple[Path, Iterable[bytes]]]:
    """Yields the files of an export: in the folder, or the one file and those beside it."""
    from caseline.export.exchange import exported

    if to is Tool.CAS and out.suffix.lower() == ".xmi":
        if len(records) > 1:
            raise WritingError(out, f"is one file, and there are {len(records)} records; name a folder")
        for name, pieces in exported(to, records):
            yield (out if name.endswith(".xmi") else out.parent / name), pieces
        return
    if to in FOLDERS and out.exists() and not out.is_dir():
        raise WritingError(out, "is a file; name a folder")
    for name, pieces in exported(to, records):
        if to in FOLDERS:
            yield out / name, pieces
        else:
            yield (out.with_name(out.stem + name) if name else out), pieces


def _check(files: Iterable[tuple[Path, Iterable[bytes]]]) -> None:
    """Checks that no file is there that somebody may have corrected since.

    Raises:
        WritingError: When one is.
    """
    for path, pieces in files:
        if path.exists():
            with explained(path):
                same = path.read_bytes() == b"".join(pieces)
            if not same:
                reason = "is there already and differs; name another folder, or give --overwrite"
                raise WritingError(path, reason)


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    empty = True
    with replacing(path) as stream:
        for piece in pieces:
            stream.write(piece)
            empty = empty and not piece
    if empty:
        # A text without annotations has an .ann file all the same.
        with explained(path):
            path.write_bytes(b"")


def _counted(number: int) -> str:
    return "1 record" if number == 1 else f"{number} records"


@app.command(name="import")
def import_records(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files or folders that the tool wrote.")],
    *,
    origin: Annotated[Tool, typer.Option("--from", help="Tool they are from.")],
    out: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FILE", help="Records: JSON Lines, or JSON if named so."),
    ],
    base: Annotated[
        list[str] | None,
        typer.Option(
            "--base",
            metavar="RECORDS",
            help="The records that were exported; what the tool cannot carry comes from them. Again for more.",
        ),
    ] = None,
) -> None:
    """Read what was corrected in brat, Label Studio, BioC tools or INCEpTION (UIMA CAS) back into records.

    Exit status: 0 when all is done, 1 when some documents could not be read, 2 when no record was written.
    """
    from caseline.export.exchange import Base, imported

    if os.path.realpath(out) in set(map(os.path.realpath, (*paths, *(base or ())))):
        raise WritingError(out, "is one of the files to read; name another")
    known = Base(origin, list(read_each(base, on_failure=_raise))) if base else None
    failures: list[ReadingError] = []
    made: list[Made] = []
    for path in paths:
        for one in imported(origin, path, base=known):
            if isinstance(one, ReadingError):
                failures.append(one)
                say(str(one))
            else:
                name, record = one
                source = record.document.source or name
                made.append(Made(source, record.document.id, record.to_json().encode()))
    if not made:
        if not failures:
            raise CaselineError("there is no document to import")
        raise typer.Exit(USER_ERROR)
    with replacing(out) as stream:
        write_records(made, stream, style=format_for(out, None), several=len(made) + len(failures) > 1)
    say(f"{out}: {_counted(len(made))} from {origin}")
    if known and known.left:
        say(f"{_counted(known.left)} of the base not written: in no document that could be read")
    raise typer.Exit(SOME_FAILED if failures else 0)


def _raise(error: ReadingError) -> None:
    raise error
