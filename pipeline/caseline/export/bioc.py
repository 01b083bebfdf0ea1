"""BioC JSON: one collection with a document for each record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from caseline.errors import ReadingError
from caseline.export.bioc_read import WHAT, sheet_of_document, sheets_of_collection
from caseline.export.bioc_write import document_of
from caseline.export.checked import Checked
from caseline.export.files import data_of, decoded, files_in, unmarked
from caseline.export.sheet import Sheet
from caseline.reading.safe_json import parse_json

# No date: the same records give the same bytes.
_HEAD: Final[dict[str, Any]] = {"source": "Caseline", "date": "", "key": "caseline.key", "infons": {}}


class Bioc:
    """The format bioc; see the module."""

    def write(self, sheets: Sequence[Sheet]) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yields the collection."""
        yield "", _collection(sheets)

    def read(self, path: str) -> Iterator[Sheet | ReadingError]:
        """Yields the documents of a file, or of all files of a folder, and what cannot be read."""
        for file in files_in(path, (".json",), "BioC JSON is .json"):
            try:
                value = parse_json(unmarked(decoded(data_of(file), str(file))), str(file))
                yield from sheets_of_collection(value, str(file))
            except ReadingError as error:
                yield error

    def echo(self, sheet: Sheet) -> Sheet:
        """Returns what would be read back of a sheet that nobody touched."""
        return sheet_of_document(json.loads(json.dumps(document_of(sheet))), Checked(sheet.path, WHAT))

    def carried(self, text: str) -> str:
        """Returns a text as the format carries it."""
        return text


def _collection(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    head = json.dumps(_HEAD)
    yield f'{head[:-1]}, "documents": ['.encode()
    for place, sheet in enumerate(sheets):
        document = json.dumps(document_of(sheet), ensure_ascii=False)
        yield (",\n" if place else "\n").encode() + document.encode()
    yield b"\n]}\n"
