"""UIMA CAS XMI for INCEpTION: a folder with an `.xmi` for each record and the TypeSystem.xml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import Final

from caseline.errors import CaselineError, ReadingError
from caseline.export.cas_read import sheet_of_xmi
from caseline.export.cas_types import type_system
from caseline.export.cas_write import xmi, xml_text
from caseline.export.files import data_of, files_in
from caseline.export.sheet import Sheet

TYPES_NAME: Final = "TypeSystem.xml"


class Cas:
    """The format cas; see the module.

    Raises:
        CaselineError: When the extra `cas` is not installed.
    """

    def __init__(self) -> None:
        if find_spec("cassis") is None:
            msg = (
                "CAS needs dkpro-cassis, which is not installed; install it with: pip install 'caseline[cas]'"
            )
            raise CaselineError(msg)

    def write(self, sheets: Sequence[Sheet]) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yields the files of an export: path below the target, and content."""
        yield TYPES_NAME, (type_system().to_xml().encode(),)
        for sheet in sheets:
            yield f"{sheet.name}.xmi", (xmi(sheet),)

    def read(self, path: str) -> Iterator[Sheet | ReadingError]:
        """Yields the documents of a folder, or the one of a file, and what cannot be read."""
        for file in files_in(path, (".xmi",), "unpack the .zip that INCEpTION exports"):
            try:
                types = file.with_name(TYPES_NAME)
                known = data_of(types) if types.exists() else None
                yield sheet_of_xmi(data_of(file), str(file), file.stem, known)
            except ReadingError as error:
                yield error

    def echo(self, sheet: Sheet) -> Sheet:
        """Returns what would be read back of a sheet that nobody touched."""
        return sheet_of_xmi(xmi(sheet), sheet.path, sheet.name)

    def carried(self, text: str) -> str:
        """Returns a text as the format carries it: XML has no form for some control characters."""
        return xml_text(text)
