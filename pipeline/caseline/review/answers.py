"""What the addresses of the desk answer."""

from __future__ import annotations

import json
from collections.abc import Iterable

from caseline.review.states import Head, Listed, Version
from caseline.schema.base import Part


class Session(Part):
    """Who works at the desk, on what."""

    author: str
    line: str
    caseline: str
    record_schema: str
    folder: str
    gold: str


class Keys(Part):
    """Records that were found."""

    keys: tuple[str, ...]


class Decided(Part):
    """A decision as it was kept; `gold` is the file that holds the record now, if one does."""

    version: int
    status: str
    comment: str
    author: str
    saved: str
    gold: str | None


# What is stored as JSON goes out as it is: to read and write it again would be most of the work.


def listed(rows: Iterable[Listed]) -> str:
    """Returns the list of records."""
    return _object(records=f"[{','.join(map(_row, rows))}]")


def opened(head: Head) -> str:
    """Returns a record with its machine answer and what differs."""
    return _object(
        **_dumped(key=head.key, version=head.version, status=head.status.value, comment=head.comment),
        **_dumped(author=head.author, saved=head.saved, newer=bool(head.newer)),
        **_dumped(answer=head.answer),
        record=head.record,
        machine=head.made,
        changes=head.changes,
    )


def saved(head: Head) -> str:
    """Returns what a save has come to."""
    told = _dumped(version=head.version, author=head.author, saved=head.saved, status=head.status.value)
    return _object(**told, changes=head.changes)


def history(versions: Iterable[Version]) -> str:
    """Returns the versions of a record."""
    return _object(versions=f"[{','.join(_object(**_version(found)) for found in versions)}]")


def version(found: Version, record: str) -> str:
    """Returns one version with its record."""
    return _object(**_version(found), record=record)


def _row(row: Listed) -> str:
    own = _dumped(key=row.key, status=row.status, comment=row.comment, version=row.version)
    more = _dumped(author=row.author, saved=row.saved, edits=row.edits, newer=bool(row.newer))
    # The summary is an object too, whose fields are those of the row.
    return f"{_object(**own, **more)[:-1]},{row.summary[1:]}"


def _version(found: Version) -> dict[str, str]:
    told = _dumped(version=found.version, author=found.author, saved=found.saved, status=found.status)
    return told | _dumped(comment=found.comment, changes=found.edits)


def _dumped(**values: object) -> dict[str, str]:
    return {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}


def _object(**fields: str) -> str:
    return "{" + ",".join(f'"{name}":{value}' for name, value in fields.items()) + "}"
