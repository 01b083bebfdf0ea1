"""Records as Parquet: a file for each table of the database, with the same names, types and ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from caseline.schema.report import CaseReport
from caseline.store.extra import need
from caseline.store.rows import Row, Shredded

# Rows that are kept in memory, and make a row group; those of documents and records hold whole texts.
_GROUP: Final = 20_000
_GROUP_OF_TEXTS: Final = 500
_PIECE: Final = 1 << 20


class Parquet:
    """The format parquet, for `caseline export`; see the module.

    Raises:
        CaselineError: When the extra `store` is not installed.
    """

    suffixes: tuple[str, ...] = ()
    folder = True
    settled = False

    def __init__(self) -> None:
        need("pyarrow", "sqlalchemy")

    def write(self, records: Iterable[CaseReport], wish: object) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yields the files by name. Records are taken one after the other; one that came before is left out."""
        del wish  # there is nothing to choose
        with TemporaryDirectory(prefix="caseline-") as name:
            folder = Path(name)
            sink = _Sink(folder)
            try:
                for report in records:
                    sink.add(report)
            finally:
                sink.close()
            for path in sorted(folder.iterdir()):
                yield path.name, _pieces(path)


class _Sink:
    """Files that rows go to."""

    def __init__(self, folder: Path) -> None:
        from caseline.store.tables import TABLES  # noqa: PLC0415 - needs the extra

        self._files = {table.name: _File(folder / f"{table.name}.parquet", table) for table in TABLES}
        self._known: set[str] = set()
        self._numbers: dict[str, int] = {}

    def add(self, report: CaseReport) -> None:
        shredded = Shredded(report)
        if shredded.record in self._known:
            return
        self._known.add(shredded.record)
        if shredded.run not in self._known:
            self._known.add(shredded.run)
            self._put(shredded.run_rows())
        number = self._numbers.get(shredded.document, 0) + 1
        self._numbers[shredded.document] = number
        if number == 1:
            self._put(shredded.document_rows())
        self._put(shredded.record_rows(number, shredded.json))

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def _put(self, rows: dict[str, list[Row]]) -> None:
        for table, found in rows.items():
            self._files[table].add(found)


class _File:
    """A file of a table, written a row group at a time."""

    def __init__(self, path: Path, table: Any) -> None:
        import pyarrow as pa  # noqa: PLC0415 - needs the extra
        import pyarrow.parquet as pq  # noqa: PLC0415

        kinds = {"Text": pa.string(), "BigInteger": pa.int64(), "Double": pa.float64(), "Boolean": pa.bool_()}
        self._schema = pa.schema(
            [
                pa.field(column.name, kinds[type(column.type).__name__], nullable=column.nullable)
                for column in table.columns
            ]
        )
        self._most = _GROUP_OF_TEXTS if table.name in {"documents", "records"} else _GROUP
        self._rows: list[Row] = []
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd", version="2.6")

    def add(self, rows: Iterable[Row]) -> None:
        self._rows += rows
        if len(self._rows) >= self._most:
            self._flush()

    def close(self) -> None:
        if self._rows:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa  # noqa: PLC0415

        columns = zip(*self._rows, strict=True)
        arrays = [
            pa.array(column, type=field.type) for column, field in zip(columns, self._schema, strict=True)
        ]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece
