"""The tables. What stands here is what they were then, and never changes."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TEXT: Final = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_TYPES: Final[dict[str, sa.types.TypeEngine[Any]]] = {
    "text": _TEXT,
    "whole": sa.BigInteger(),
    "number": sa.Double(),
    "flag": sa.Boolean(),
}


class _Table(NamedTuple):
    """Columns as name:type, with ! where a value must stand; the key; the tables it belongs to."""

    columns: str
    key: str
    of: tuple[tuple[str, str], ...] = ()


_TABLES = {
    "documents": _Table(
        columns="""
            document_id:text! characters:whole! text:text!""",
        key="document_id",
    ),
    "runs": _Table(
        columns="""
            run_id:text! caseline:text! model:text config:text min_score:number schema_version:text!""",
        key="run_id",
    ),
    "records": _Table(
        columns="""
            record_id:text! document_id:text! run_id:text! number:whole! source:text title:text doi:text
            pmid:text pmcid:text journal:text year:whole article_type:text licence:text language:text
            format:text digest:text! json:text!""",
        key="record_id",
        of=(
            ("documents", "document_id"),
            ("runs", "run_id"),
        ),
    ),
    "run_data": _Table(
        columns="""
            run_id:text! kind:text! position:whole! name:text! version:text!""",
        key="run_id kind position",
        of=(("runs", "run_id"),),
    ),
    "authors": _Table(
        columns="""
            record_id:text! position:whole! name:text!""",
        key="record_id position",
        of=(("records", "record_id"),),
    ),
    "cases": _Table(
        columns="""
            record_id:text! case_id:text! position:whole! relation:text outcome:text outcome_text:text""",
        key="record_id case_id",
        of=(("records", "record_id"),),
    ),
    "keywords": _Table(
        columns="""
            record_id:text! position:whole! keyword:text!""",
        key="record_id position",
        of=(("records", "record_id"),),
    ),
    "mentions": _Table(
        columns="""
            record_id:text! mention_id:text! position:whole! label:text! start_char:whole!
            end_char:whole! text:text! section:text score:number found_by:text! negated:flag!
            uncertain:flag! historical:flag! hypothetical:flag! excluded:text""",
        key="record_id mention_id",
        of=(("records", "record_id"),),
    ),
    "sections": _Table(
        columns="""
            record_id:text! position:whole! name:text! title:text start_char:whole! end_char:whole!""",
        key="record_id position",
        of=(("records", "record_id"),),
    ),
    "conditions": _Table(
        columns="""
            record_id:text! case_id:text! condition_id:text! position:whole! name:text! name_key:text!
            role:text!""",
        key="record_id case_id condition_id",
        of=(("cases", "record_id case_id"),),
    ),
    "events": _Table(
        columns="""
            record_id:text! case_id:text! event_id:text! position:whole! name:text! name_key:text!
            severity:text certainty:text! grade:text onset_text:text onset_value:number onset_low:number
            onset_high:number onset_unit:text onset_iso8601:text onset_approximate:flag
            onset_days_low:number onset_days_high:number onset_relation:text onset_anchor_kind:text
            onset_anchor_ordinal:whole onset_anchor_drug:text onset_anchor_event:text
            onset_anchor_date:text duration_text:text duration_value:number duration_low:number
            duration_high:number duration_unit:text duration_iso8601:text duration_approximate:flag
            duration_days_low:number duration_days_high:number outcome:text outcome_text:text
            causality:text causality_text:text causality_method:text causality_score:whole""",
        key="record_id case_id event_id",
        of=(("cases", "record_id case_id"),),
    ),
    "mention_parts": _Table(
        columns="""
            record_id:text! mention_id:text! position:whole! start_char:whole! end_char:whole!""",
        key="record_id mention_id position",
        of=(("mentions", "record_id mention_id"),),
    ),
    "patients": _Table(
        columns="""
            record_id:text! case_id:text! age_text:text age_value:number age_low:number age_high:number
            age_unit:text age_years_low:number age_years_high:number sex:text ethnicity:text""",
        key="record_id case_id",
        of=(("cases", "record_id case_id"),),
    ),
    "therapies": _Table(
        columns="""
            record_id:text! case_id:text! therapy_id:text! position:whole! name:text! name_key:text!
            kind:text! response:text start_text:text start_value:number start_low:number
            start_high:number start_unit:text start_iso8601:text start_approximate:flag
            start_days_low:number start_days_high:number start_relation:text start_anchor_kind:text
            start_anchor_ordinal:whole start_anchor_drug:text start_anchor_event:text
            start_anchor_date:text duration_text:text duration_value:number duration_low:number
            duration_high:number duration_unit:text duration_iso8601:text duration_approximate:flag
            duration_days_low:number duration_days_high:number""",
        key="record_id case_id therapy_id",
        of=(("cases", "record_id case_id"),),
    ),
    "timeline": _Table(
        columns="""
            record_id:text! case_id:text! position:whole! kind:text! ref:text text:text! day:number
            low:number high:number date:text""",
        key="record_id case_id position",
        of=(("cases", "record_id case_id"),),
    ),
    "body_sites": _Table(
        columns="""
            record_id:text! case_id:text! event_id:text! position:whole! site:text!""",
        key="record_id case_id event_id position",
        of=(("events", "record_id case_id event_id"),),
    ),
    "conflicts": _Table(
        columns="""
            record_id:text! case_id:text! position:whole! value_position:whole! field:text! value:text""",
        key="record_id case_id position value_position",
        of=(("patients", "record_id case_id"),),
    ),
    "drugs": _Table(
        columns="""
            record_id:text! case_id:text! drug_id:text! position:whole! name:text! name_key:text!
            role:text! condition_id:text action_taken:text dechallenge:text rechallenge:text
            start_date:text stop_date:text""",
        key="record_id case_id drug_id",
        of=(
            ("cases", "record_id case_id"),
            ("conditions", "record_id case_id condition_id"),
        ),
    ),
    "findings": _Table(
        columns="""
            record_id:text! case_id:text! event_id:text! position:whole! finding:text!""",
        key="record_id case_id event_id position",
        of=(("events", "record_id case_id event_id"),),
    ),
    "seriousness": _Table(
        columns="""
            record_id:text! case_id:text! event_id:text! position:whole! criterion:text!""",
        key="record_id case_id event_id position",
        of=(("events", "record_id case_id event_id"),),
    ),
    "therapy_events": _Table(
        columns="""
            record_id:text! case_id:text! therapy_id:text! position:whole! event_id:text!""",
        key="record_id case_id therapy_id position",
        of=(
            ("events", "record_id case_id event_id"),
            ("therapies", "record_id case_id therapy_id"),
        ),
    ),
    "codes": _Table(
        columns="""
            record_id:text! position:whole! mention_id:text case_id:text condition_id:text drug_id:text
            event_id:text therapy_id:text system:text! code:text! display:text match:text score:number
            code_key:text!""",
        key="record_id position",
        of=(
            ("cases", "record_id case_id"),
            ("mentions", "record_id mention_id"),
            ("conditions", "record_id case_id condition_id"),
            ("drugs", "record_id case_id drug_id"),
            ("events", "record_id case_id event_id"),
            ("therapies", "record_id case_id therapy_id"),
        ),
    ),
    "doses": _Table(
        columns="""
            record_id:text! case_id:text! drug_id:text! position:whole! ordinal:whole kind:text
            amount:number unit:text route:text frequency:text""",
        key="record_id case_id drug_id position",
        of=(("drugs", "record_id case_id drug_id"),),
    ),
    "event_suspects": _Table(
        columns="""
            record_id:text! case_id:text! event_id:text! position:whole! drug_id:text!""",
        key="record_id case_id event_id position",
        of=(
            ("drugs", "record_id case_id drug_id"),
            ("events", "record_id case_id event_id"),
        ),
    ),
    "evidence": _Table(
        columns="""
            record_id:text! position:whole! mention_id:text! case_id:text! condition_id:text
            drug_id:text event_id:text therapy_id:text field:text! field_position:whole""",
        key="record_id position",
        of=(
            ("cases", "record_id case_id"),
            ("mentions", "record_id mention_id"),
            ("conditions", "record_id case_id condition_id"),
            ("drugs", "record_id case_id drug_id"),
            ("events", "record_id case_id event_id"),
            ("therapies", "record_id case_id therapy_id"),
        ),
    ),
}
_INDEXES = (
    ("records", "doi"),
    ("records", "pmid"),
    ("records", "run_id"),
    ("conditions", "name_key"),
    ("events", "name_key"),
    ("therapies", "name_key"),
    ("drugs", "name_key"),
    ("codes", "code_key"),
)


def upgrade() -> None:
    """Makes the tables."""
    for name, table in _TABLES.items():
        key = table.key.split()
        unique = [sa.UniqueConstraint("document_id", "number")] if name == "records" else []
        op.create_table(
            name,
            *map(_column, table.columns.split()),
            sa.PrimaryKeyConstraint(*key),
            *unique,
            *(_parent(*each) for each in table.of),
            sqlite_with_rowid=len(key) == 1,
        )
    for name, columns in _INDEXES:
        # Identifiers may be of any length, which PostgreSQL takes in a hash index only.
        kind = "hash" if columns in {"doi", "pmid"} else "btree"
        where = sa.text("case_id IS NOT NULL") if name == "codes" else None
        op.create_index(
            None, name, columns.split(), postgresql_using=kind, sqlite_where=where, postgresql_where=where
        )


def downgrade() -> None:
    """Removes the tables, and all that they hold."""
    for name in reversed(_TABLES):
        op.drop_table(name)


def _column(told: str) -> sa.Column[Any]:
    name, _, kind = told.partition(":")
    return sa.Column(name, _TYPES[kind.rstrip("!")], nullable=not kind.endswith("!"))


def _parent(table: str, columns: str) -> sa.ForeignKeyConstraint:
    names = columns.split()
    return sa.ForeignKeyConstraint(names, [f"{table}.{name}" for name in names], ondelete="CASCADE")
