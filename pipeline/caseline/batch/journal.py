"""The journal of a run: what is done, so that a run killed at any moment can go on.

It stands beside the output, a line of JSON for each paper, written after what the paper gave: its name, how
it ended, and how long the output and the file of errors were then. What they hold beyond the last line is cut
off before a run goes on. The first line says how the records were made.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from caseline.batch.write import lock
from caseline.errors import WritingError
from caseline.reading.files import printable_path

MADE = "made"
FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal.

    Attributes:
        source: The paper's key, or the path of a finished file.
        kind: "made", "finished", or why there is no record.
        document: The record's document id.
        output: Bytes of the output then.
        errors: Bytes of the file of errors then.
    """

    source: str
    kind: str
    document: str | None
    output: int
    errors: int


class Done:
    """What a run has done so far.

    Attributes:
        names: Keys of papers and paths of finished files; a finished file stands for all papers in it.
        counts: How many papers ended in each way.
        documents: The paper that gave each record, by document id.
        output: Bytes of the output that are good.
        errors: Bytes of the file of errors that are good.
    """

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.documents: dict[str, str] = {}
        self.output = 0
        self.errors = 0
        self._inside: list[str] = []

    def add(self, entry: Entry) -> None:
        """Takes a line of the journal in."""
        if entry.kind == FINISHED:
            self._forget_inside(entry.source)
        else:
            self.counts[entry.kind] += 1
            if "#" in entry.source or "!/" in entry.source:
                self._inside.append(entry.source)
        if entry.document is not None:
            self.documents[entry.document] = entry.source
        self.names.add(entry.source)
        self.output, self.errors = entry.output, entry.errors

    def _forget_inside(self, path: str) -> None:
        """Forgets the papers of a finished file; only those of files not yet finished are looked through."""
        shown = printable_path(path)
        begins = (f"{shown}#", f"{shown}!/")
        self.names.difference_update(name for name in self._inside if name.startswith(begins))
        # A file may itself be named like a paper in another.
        self._inside = [name for name in self._inside if name != shown and not name.startswith(begins)]


class Journal:
    """Writes the journal; only one run at a time has it.

    Args:
        path: Where it stands.
        made_by: What decides about the records; a run is only continued with the same.

    Raises:
        WritingError: When it cannot be written, another run has it, or it tells of another kind of run.
    """

    def __init__(self, path: Path, *, made_by: Mapping[str, Any]) -> None:
        self.path = path
        self._made_by = dict(made_by)
        self._stream: IO[bytes] = path.open("a+b")
        lock(self._stream, path)

    def read(self, *, output: int, errors: int) -> Done:
        """Returns what was done, as far as the files beside hold it, and cuts off the rest.

        A machine that lost power may have kept the journal and lost the end of the output.

        Args:
            output: Bytes of the output.
            errors: Bytes of the file of errors.
        """
        done = Done()
        good = 0
        self._stream.seek(0)
        for line in self._stream:
            if not line.endswith(b"\n"):
                break  # a kill tore it
            if not good:
                self._check(line)
            elif (entry := _entry(line)) is None or entry.output > output or entry.errors > errors:
                break
            else:
                done.add(entry)
            good += len(line)
        self._stream.truncate(good)
        if not good:
            self._write({"made_by": self._made_by})
        return done

    def add(self, entry: Entry) -> None:
        """Writes a line."""
        self._write({name: getattr(entry, name) for name in Entry.__slots__})

    def close(self) -> None:
        """Lets go of the journal."""
        self._stream.close()

    def remove(self) -> None:
        """Takes the journal away, for a run that came to its end."""
        if sys.platform == "win32":
            self.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _write(self, line: dict[str, Any]) -> None:
        self._stream.write(json.dumps(line).encode() + b"\n")
        self._stream.flush()

    def _check(self, line: bytes) -> None:
        told = _parsed(line).get("made_by")
        if not isinstance(told, dict):
            raise WritingError(self.path, "is no journal of a run; remove it, or name another output")
        if told == self._made_by:
            return
        names = (name for name in {**told, **self._made_by} if told.get(name) != self._made_by.get(name))
        changes = "; ".join(f"{name} was {told.get(name)}, is {self._made_by.get(name)}" for name in names)
        raise WritingError(
            self.path, f"the run was begun in another way ({changes}); go on in that way, or remove this file"
        )


def _parsed(line: bytes) -> dict[str, Any]:
    with suppress(ValueError):
        known = json.loads(line)
        if isinstance(known, dict):
            return known
    return {}


def _entry(line: bytes) -> Entry | None:
    with suppress(TypeError):
        return Entry(**_parsed(line))
    return None
