"""The record's schema, and records of older versions of it."""

from __future__ import annotations

import os
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from caseline.batch.outcomes import Made
from caseline.batch.stored import read_through
from caseline.batch.write import format_for, replacing, write_records
from caseline.cli.program import SOME_FAILED, app, standard_output
from caseline.commands import USER_ERROR, say
from caseline.errors import CaselineError, ReadingError, WritingError
from caseline.schema.migrate import Migrated, check_target, migrate
from caseline.schema.versions import CURRENT, HISTORY, schema_text_of


@app.command()
def schema(
    *,
    version: Annotated[
        str, typer.Option("--version", metavar="VERSION", help="Which version of the schema.")
    ] = CURRENT,
    listed: Annotated[
        bool, typer.Option("--list", help="List the versions, and what each brought, instead.")
    ] = False,
) -> None:
    """Print the JSON Schema of the record, of this version or an older one."""
    if listed:
        lines = (f"{one.name}  {one.brought}\n" for one in HISTORY)
        text = "".join(lines)
    else:
        text = schema_text_of(version)
    stream = standard_output().buffer
    stream.write(text.encode())
    stream.flush()


@app.command(name="migrate")
def migrate_records(
    records: Annotated[
        list[str], typer.Argument(metavar="RECORDS", help="Files of records, or - for standard input.")
    ],
    *,
    out: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="FILE", help="Records: JSON Lines, or JSON if named so; another file."
        ),
    ],
    version: Annotated[
        str, typer.Option("--to-version", metavar="VERSION", help="Version of the schema wanted.")
    ] = CURRENT,
) -> None:
    """Bring stored records of an older schema to the current one, checked, and say what changed.

    Exit status: 0 when all is done, 1 when some records could not be read, 2 when none was written.
    """
    check_target(version)
    if os.path.realpath(out) in set(map(os.path.realpath, records)):
        raise WritingError(out, "is one of the files to read; name another")
    failures = 0
    made: list[Made] = []
    changed: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for path in records:
        for one in read_through(path, partial(migrate, to=version)):
            if isinstance(one, ReadingError):
                failures += 1
                say(str(one))
            else:
                made.append(_made(one, path))
                changed[one.since, one.changes] += 1
    if not made:
        if not failures:
            raise CaselineError("there is no record to migrate")
        raise typer.Exit(USER_ERROR)
    with replacing(out) as stream:
        write_records(made, stream, style=format_for(out, None), several=len(made) + failures > 1)
    for (since, changes), count in sorted(changed.items()):
        said = "; ".join(changes) or "as it was"
        say(f"{count} of schema {since}: {said}")
    say(f"{out}: {len(made)} of schema {version}")
    raise typer.Exit(SOME_FAILED if failures else 0)


def _made(one: Migrated, path: str) -> Made:
    document = one.record.document
    return Made(document.source or path, document.id, one.record.to_json().encode())
