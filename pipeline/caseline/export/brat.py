"""brat standoff: a folder with a `.txt` and an `.ann` for each record, and the configuration of a brat server.

Offsets are characters (code points) of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from caseline.errors import ReadingError
from caseline.export.brat_conf import annotation_conf, visual_conf
from caseline.export.brat_read import sheet_of_standoff
from caseline.export.brat_write import standoff
from caseline.export.files import data_of, decoded, files_in, unmarked
from caseline.export.sheet import Sheet


class Brat:
    """The format brat; see the module."""

    def write(self, sheets: Sequence[Sheet]) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yields the files of an export: path below the target, and content."""
        for sheet in sheets:
            yield f"{sheet.name}.txt", (sheet.text.encode(),)
            yield f"{sheet.name}.ann", (standoff(sheet).encode(),)
        yield "annotation.conf", (annotation_conf(sheets).encode(),)
        yield "visual.conf", (visual_conf().encode(),)

    def read(self, path: str) -> Iterator[Sheet | ReadingError]:
        """Yields the documents of a folder, or the one of a file, and what cannot be read."""
        for file in files_in(path, (".ann", ".txt"), "brat writes .txt and .ann"):
            pair = file.with_suffix(".ann"), file.with_suffix(".txt")
            if file.suffix == ".txt" and pair[0].exists() and Path(path).is_dir():
                continue
            try:
                yield self._read(*pair)
            except ReadingError as error:
                yield error

    def _read(self, ann: Path, txt: Path) -> Sheet:
        for one, other in ((ann, txt), (txt, ann)):
            if not one.exists() and other.exists():
                reason = f"has no {one.name} beside it; brat keeps the two together"
                raise ReadingError(str(other), reason)
        text = decoded(data_of(txt), str(txt))
        return sheet_of_standoff(ann.stem, str(ann), text, unmarked(decoded(data_of(ann), str(ann))))

    def echo(self, sheet: Sheet) -> Sheet:
        """Returns what would be read back of a sheet that nobody touched."""
        return sheet_of_standoff(sheet.name, sheet.path, sheet.text, standoff(sheet))

    def carried(self, text: str) -> str:
        """Returns a text as the format carries it."""
        return text
