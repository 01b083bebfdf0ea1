"""Label Studio: one file of tasks with predictions, and the labelling interface beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from caseline.errors import ReadingError
from caseline.export.checked import Checked
from caseline.export.files import data_of, decoded, files_in, unmarked
from caseline.export.labelstudio_config import labeling_config
from caseline.export.labelstudio_read import sheet_of_task, sheets_of_tasks
from caseline.export.labelstudio_write import task_of
from caseline.export.sheet import Sheet
from caseline.reading.safe_json import parse_json


class LabelStudio:
    """The format labelstudio; see the module."""

    def write(self, sheets: Sequence[Sheet]) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yields the tasks, and the interface to stand beside them."""
        yield "", _tasks(sheets)
        yield ".config.xml", (labeling_config(sheets).encode(),)

    def read(self, path: str) -> Iterator[Sheet | ReadingError]:
        """Yields the tasks of a file, or of all files of a folder, and what cannot be read."""
        for file in files_in(path, (".json",), "Label Studio exports .json"):
            try:
                yield from sheets_of_tasks(
                    parse_json(unmarked(decoded(data_of(file), str(file))), str(file)), str(file)
                )
            except ReadingError as error:
                yield error

    def echo(self, sheet: Sheet) -> Sheet:
        """Returns what would be read back of a sheet that nobody touched."""
        return sheet_of_task(json.loads(json.dumps(task_of(sheet))), Checked(sheet.path, ""))

    def carried(self, text: str) -> str:
        """Returns a text as the format carries it."""
        return text


def _tasks(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    yield b"["
    for place, sheet in enumerate(sheets):
        task = json.dumps(task_of(sheet), ensure_ascii=False)
        yield (",\n" if place else "\n").encode() + task.encode()
    yield b"\n]\n"
