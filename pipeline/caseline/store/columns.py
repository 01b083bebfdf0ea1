"""How columns are declared: types that mean the same in SQLite, PostgreSQL and Parquet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKeyConstraint,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import SchemaItem

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
# Text in the order of its code points, as SQLite has it, whatever the server's locale.
TEXT: Final = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def text(name: str, *, null: bool = True) -> Column[str]:
    """Returns a column of text."""
    return Column(name, TEXT, nullable=null)


def whole(name: str, *, null: bool = True) -> Column[int]:
    """Returns a column of whole numbers of 64 bits."""
    return Column(name, BigInteger, nullable=null)


def number(name: str) -> Column[float]:
    """Returns a column of doubles."""
    return Column(name, Double, nullable=True)


def flag(name: str, *, null: bool = False) -> Column[bool]:
    """Returns a column of booleans."""
    return Column(name, Boolean, nullable=null)


def table(
    name: str, *items: SchemaItem, key: Iterable[str], of: Iterable[tuple[str, Iterable[str]]] = ()
) -> Table:
    """Returns a table.

    Args:
        name: Its name.
        items: Columns and indexes.
        key: The columns of its primary key.
        of: Tables that rows belong to, and go with, by columns of the same names.
    """
    key = tuple(key)
    parents = [
        ForeignKeyConstraint(list(columns), [f"{parent}.{each}" for each in columns], ondelete="CASCADE")
        for parent, columns in ((parent, tuple(columns)) for parent, columns in of)
    ]
    # A table that is kept in the order of its key needs no second tree.
    options: dict[str, Any] = {"sqlite_with_rowid": len(key) == 1}
    return Table(name, METADATA, *items, PrimaryKeyConstraint(*key), *parents, **options)


def length(prefix: str) -> list[Column[Any]]:
    """Returns the columns of a length of time: as told, and its bounds in days."""
    return [
        text(f"{prefix}_text"),
        number(f"{prefix}_value"),
        number(f"{prefix}_low"),
        number(f"{prefix}_high"),
        text(f"{prefix}_unit"),
        text(f"{prefix}_iso8601"),
        flag(f"{prefix}_approximate", null=True),
        number(f"{prefix}_days_low"),
        number(f"{prefix}_days_high"),
    ]


def moment(prefix: str) -> list[Column[Any]]:
    """Returns the columns of a beginning: its distance, and what it is counted from."""
    return [
        *length(prefix),
        text(f"{prefix}_relation"),
        text(f"{prefix}_anchor_kind"),
        whole(f"{prefix}_anchor_ordinal"),
        text(f"{prefix}_anchor_drug"),
        text(f"{prefix}_anchor_event"),
        text(f"{prefix}_anchor_date"),
    ]
