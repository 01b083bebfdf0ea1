"""From records to the tools that annotators use, and back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from caseline.batch.outcomes import Made
from caseline.batch.stored import read_each
from caseline.batch.write import explained, format_for, replacing, write_records
from caseline.cli.program import SOME_FAILED, app
from caseline.commands import USER_ERROR, say
from caseline.errors import CaselineError, ReadingError, WritingError
from caseline.export.tools import FOLDERS, Tool
from caseline.schema.report import CaseReport

RECORDS_HELP = "Files written by extract, or - for standard input."


@app.command(name="export")
def export_records(
    records: Annotated[list[str], typer.Argument(metavar="RECORDS", help=RECORDS_HELP)],
    *,
    to: Annotated[Tool, typer.Option("--to", help="Tool to write for.")],
    out: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="brat, cas: folder. labelstudio, bioc: file. One record as cas may be a .xmi file.",
        ),
    ],
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Replace files in the folder that differ from what is written."),
    ] = False,
) -> None:
    """Write records for brat, Label Studio, BioC tools or INCEpTION (UIMA CAS), to be corrected there.

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
    files = list(_files(to, found, out))
    if to in FOLDERS and not overwrite:
        _check(files)
    for path, pieces in files:
        _write(path, pieces)
    say(f"{out}: {_counted(len(found))} for {to}")
    raise typer.Exit(SOME_FAILED if failures else 0)


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
