"""From a suspect to the event: days and judgement stand with the pair; codes by display; the view `current`."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Any, Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TEXT: Final = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_VIEW: Final = """
CREATE VIEW current AS SELECT r.* FROM records r WHERE NOT EXISTS (
    SELECT 1 FROM records later WHERE later.document_id = r.document_id AND later.number > r.number)
"""
# Where the onset counts from a dose, course, start or stop of this drug, or of no named drug and this is the only one.
_THEIRS: Final = """
FROM events e WHERE e.record_id = event_suspects.record_id AND e.case_id = event_suspects.case_id
    AND e.event_id = event_suspects.event_id AND e.onset_anchor_kind IN ('dose', 'course', 'start', 'stop')
    AND (e.onset_anchor_drug = event_suspects.drug_id OR e.onset_anchor_drug IS NULL AND NOT EXISTS (
        SELECT 1 FROM event_suspects other WHERE other.record_id = event_suspects.record_id
            AND other.case_id = event_suspects.case_id AND other.event_id = event_suspects.event_id
            AND other.drug_id <> event_suspects.drug_id))
"""
_LATENCY: Final = """
UPDATE event_suspects SET
    latency_from = (SELECT e.onset_anchor_kind THEIRS),
    latency_days_low = (SELECT e.onset_days_low THEIRS),
    latency_days_high = (SELECT e.onset_days_high THEIRS),
    causality = (SELECT e.causality FROM events e WHERE e.record_id = event_suspects.record_id
        AND e.case_id = event_suspects.case_id AND e.event_id = event_suspects.event_id)
"""
_ADDED: Final[tuple[tuple[str, sa.types.TypeEngine[Any]], ...]] = (
    ("causality", _TEXT),
    ("latency_from", _TEXT),
    ("latency_days_low", sa.Double()),
    ("latency_days_high", sa.Double()),
)


def upgrade() -> None:
    """Adds the columns, filled from what is there, and the view."""
    for name, kind in _ADDED:
        op.add_column("event_suspects", sa.Column(name, kind, nullable=True))
    op.execute(_LATENCY.replace("THEIRS", _THEIRS))
    op.add_column("codes", sa.Column("display_key", _TEXT, nullable=True))
    _fill_display_keys()
    where = sa.text("case_id IS NOT NULL")
    op.create_index(None, "codes", ["display_key"], sqlite_where=where, postgresql_where=where)
    op.execute(_VIEW)


def downgrade() -> None:
    """Removes them."""
    op.execute("DROP VIEW current")
    op.drop_index("ix_codes_display_key", "codes")
    op.drop_column("codes", "display_key")
    for name, _ in reversed(_ADDED):
        op.drop_column("event_suspects", name)


def _fill_display_keys() -> None:
    connection = op.get_bind()
    displays = connection.execute(sa.text("SELECT DISTINCT display FROM codes WHERE display IS NOT NULL"))
    statement = sa.text("UPDATE codes SET display_key = :key WHERE display = :display")
    for (display,) in displays.all():
        connection.execute(statement, {"key": _key(display), "display": display})


def _key(name: str) -> str:
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().replace("\0", "\u2400").split())
    return folded if len(folded) <= 200 else f"sha256:{hashlib.sha256(folded.encode()).hexdigest()}"
