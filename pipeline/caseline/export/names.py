"""File names of records: safe on every system, unique in an export, the same for the same records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from caseline.schema.report import CaseReport

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}(?:\.gz)?\Z")
_LONGEST = 80
_DIGITS = 12
# Names of devices on Windows, whatever follows them.
_DEVICES = frozenset(
    {"aux", "con", "nul", "prn", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))}
)


def names_of(records: Sequence[CaseReport]) -> tuple[str, ...]:
    """Returns a name for each record: that of its source without folders, with its id where several share it.

    Names are ASCII letters, digits, hyphens and underscores, so no source can lead out of a folder.
    """
    plain = [_plain(record.document.source) for record in records]
    times = Counter(name.casefold() for name in plain)
    taken: set[str] = set()
    made: list[str] = []
    for name, record in zip(plain, records, strict=True):
        shared = times[name.casefold()] > 1
        wanted = f"{name}-{_short(record.document.id)}" if shared else name
        one, number = wanted, 1
        while one.casefold() in taken or (one != name and one.casefold() in times):
            number += 1
            one = f"{wanted}-{number}"
        taken.add(one.casefold())
        made.append(one)
    return tuple(made)


def _plain(source: str | None) -> str:
    last = re.split(r"[/\\]", source or "")[-1]
    name = _UNSAFE.sub("_", _EXTENSION.sub("", last)).strip("_")[:_LONGEST]
    if not name:
        return "record"
    return f"{name}_" if name.casefold() in _DEVICES else name


def _short(document_id: str) -> str:
    return _UNSAFE.sub("", document_id.rpartition(":")[2])[:_DIGITS] or "record"
