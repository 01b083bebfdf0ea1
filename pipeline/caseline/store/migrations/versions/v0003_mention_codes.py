"""Codes of mentions in a table of their own."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXT: Final = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_ITEMS: Final = ("condition_id", "drug_id", "event_id", "therapy_id")
_CODE: Final = "system, code, display, match, score"
_KEYS: Final = "code_key, display_key"
_PLACE: Final = "row_number() OVER (PARTITION BY record_id ORDER BY position) - 1"
_PLACE_IN_MENTION: Final = "row_number() OVER (PARTITION BY record_id, mention_id ORDER BY position) - 1"


def upgrade() -> None:
    """Moves them there."""
    op.create_table(
        "mention_codes",
        _text("record_id", null=False),
        _text("mention_id", null=False),
        _position(),
        *_of_code(),
        sa.PrimaryKeyConstraint("record_id", "mention_id", "position"),
        _parent("mentions", "record_id", "mention_id"),
        sqlite_with_rowid=False,
    )
    op.execute(f"""
        INSERT INTO mention_codes (record_id, mention_id, position, {_CODE})
        SELECT record_id, mention_id, {_PLACE_IN_MENTION}, {_CODE} FROM codes WHERE mention_id IS NOT NULL
    """)
    items = ", ".join(_ITEMS)
    told = f"case_id, {items}, {_CODE}, {_KEYS}"
    op.execute(f"""
        CREATE TABLE codes_kept AS
        SELECT record_id, {_PLACE} AS position, {told} FROM codes WHERE case_id IS NOT NULL
    """)
    op.drop_table("codes")
    _make_codes(of_items=True)
    op.execute(
        f"INSERT INTO codes (record_id, position, {told}) SELECT record_id, position, {told} FROM codes_kept"
    )
    op.drop_table("codes_kept")


def downgrade() -> None:
    """Moves them back, before those of items."""
    items = ", ".join(_ITEMS)
    told = f"case_id, {items}, {_CODE}, {_KEYS}"
    op.execute(f"CREATE TABLE codes_kept AS SELECT record_id, position, {told} FROM codes")
    op.drop_table("codes")
    _make_codes(of_items=False)
    op.execute(f"""
        INSERT INTO codes (record_id, position, mention_id, {_CODE}, code_key)
        SELECT c.record_id, row_number() OVER (PARTITION BY c.record_id ORDER BY m.position, c.position) - 1,
            c.mention_id, c.system, c.code, c.display, c.match, c.score, lower(c.code)
        FROM mention_codes c JOIN mentions m ON m.record_id = c.record_id AND m.mention_id = c.mention_id
    """)
    before = "(SELECT count(*) FROM mention_codes m WHERE m.record_id = k.record_id)"
    op.execute(f"""
        INSERT INTO codes (record_id, position, {told})
        SELECT record_id, position + {before}, {told} FROM codes_kept k
    """)
    op.drop_table("codes_kept")
    op.drop_table("mention_codes")


def _make_codes(*, of_items: bool) -> None:
    mention = [] if of_items else [_text("mention_id")]
    mentions = [] if of_items else [_parent("mentions", "record_id", "mention_id")]
    op.create_table(
        "codes",
        _text("record_id", null=False),
        _position(),
        *mention,
        _text("case_id", null=not of_items),
        *map(_text, _ITEMS),
        *_of_code(),
        _text("code_key", null=False),
        _text("display_key"),
        sa.PrimaryKeyConstraint("record_id", "position"),
        *mentions,
        _parent("cases", "record_id", "case_id"),
        *(_parent(f"{_plural(item)}", "record_id", "case_id", item) for item in _ITEMS),
        sqlite_with_rowid=False,
    )
    where = None if of_items else sa.text("case_id IS NOT NULL")
    for column in ("code_key", "display_key"):
        op.create_index(None, "codes", [column], sqlite_where=where, postgresql_where=where)


def _plural(item: str) -> str:
    return {"therapy_id": "therapies"}.get(item, f"{item.removesuffix('_id')}s")


def _of_code() -> tuple[sa.Column[Any], ...]:
    return (
        _text("system", null=False),
        _text("code", null=False),
        _text("display"),
        _text("match"),
        sa.Column("score", sa.Double(), nullable=True),
    )


def _text(name: str, *, null: bool = True) -> sa.Column[str]:
    return sa.Column(name, _TEXT, nullable=null)


def _position() -> sa.Column[int]:
    return sa.Column("position", sa.BigInteger(), nullable=False)


def _parent(table: str, *columns: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(columns, [f"{table}.{name}" for name in columns], ondelete="CASCADE")
