"""The tables. Ids are those of the record, below the id of the record, so that they join by the same names.

A change here needs a migration (`migrations/versions`); a test compares the two.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, Index, Table, UniqueConstraint

from caseline.store.columns import METADATA, flag, length, moment, number, table, text, whole

_RECORD: Final = ("record_id",)
_CASE: Final = ("record_id", "case_id")
_MENTION: Final = ("record_id", "mention_id")
# Kinds of items: their table, and the column of their id.
ITEMS: Final = {
    "conditions": "condition_id",
    "drugs": "drug_id",
    "events": "event_id",
    "therapies": "therapy_id",
}


def _item(name: str, *columns: Column[Any], of: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Table:
    return table(
        name,
        text("record_id", null=False),
        text("case_id", null=False),
        text(ITEMS[name], null=False),
        whole("position", null=False),
        text("name", null=False),
        text("name_key", null=False),
        *columns,
        Index(None, "name_key"),
        key=(*_CASE, ITEMS[name]),
        of=(("cases", _CASE), *of),
    )


def _listed(name: str, what: Column[str]) -> Table:
    """Returns a table of words of a record, in their order."""
    return table(
        name,
        text("record_id", null=False),
        whole("position", null=False),
        what,
        key=("record_id", "position"),
        of=(("records", _RECORD),),
    )


def _of_event(name: str, what: Column[str]) -> Table:
    """Returns a table of words of an event, in their order."""
    return table(
        name,
        text("record_id", null=False),
        text("case_id", null=False),
        text("event_id", null=False),
        whole("position", null=False),
        what,
        key=(*_CASE, "event_id", "position"),
        of=(("events", (*_CASE, "event_id")),),
    )


table(
    "runs",
    text("run_id", null=False),
    text("caseline", null=False),
    text("model"),
    text("config"),
    number("min_score"),
    text("schema_version", null=False),
    key=("run_id",),
)
table(
    "run_data",
    text("run_id", null=False),
    text("kind", null=False),
    whole("position", null=False),
    text("name", null=False),
    text("version", null=False),
    key=("run_id", "kind", "position"),
    of=(("runs", ("run_id",)),),
)
table(
    "documents",
    text("document_id", null=False),
    whole("characters", null=False),
    text("text", null=False),
    key=("document_id",),
)
table(
    "records",
    text("record_id", null=False),
    text("document_id", null=False),
    text("run_id", null=False),
    whole("number", null=False),
    text("source"),
    text("title"),
    text("doi"),
    text("pmid"),
    text("pmcid"),
    text("journal"),
    whole("year"),
    text("article_type"),
    text("licence"),
    text("language"),
    text("format"),
    text("digest", null=False),
    text("json", null=False),
    UniqueConstraint("document_id", "number"),
    Index(None, "run_id"),
    # These may be of any length, which PostgreSQL takes in such an index only.
    Index(None, "doi", postgresql_using="hash"),
    Index(None, "pmid", postgresql_using="hash"),
    key=_RECORD,
    of=(("documents", ("document_id",)), ("runs", ("run_id",))),
)
_listed("authors", text("name", null=False))
_listed("keywords", text("keyword", null=False))
table(
    "sections",
    text("record_id", null=False),
    whole("position", null=False),
    text("name", null=False),
    text("title"),
    whole("start_char", null=False),
    whole("end_char", null=False),
    key=("record_id", "position"),
    of=(("records", _RECORD),),
)
table(
    "mentions",
    text("record_id", null=False),
    text("mention_id", null=False),
    whole("position", null=False),
    text("label", null=False),
    whole("start_char", null=False),
    whole("end_char", null=False),
    text("text", null=False),
    text("section"),
    number("score"),
    text("found_by", null=False),
    flag("negated"),
    flag("uncertain"),
    flag("historical"),
    flag("hypothetical"),
    text("excluded"),
    key=_MENTION,
    of=(("records", _RECORD),),
)
table(
    "mention_parts",
    text("record_id", null=False),
    text("mention_id", null=False),
    whole("position", null=False),
    whole("start_char", null=False),
    whole("end_char", null=False),
    key=(*_MENTION, "position"),
    of=(("mentions", _MENTION),),
)
# Apart from those of items: they are many, and nobody looks for a mention by its code.
table(
    "mention_codes",
    text("record_id", null=False),
    text("mention_id", null=False),
    whole("position", null=False),
    text("system", null=False),
    text("code", null=False),
    text("display"),
    text("match"),
    number("score"),
    key=(*_MENTION, "position"),
    of=(("mentions", _MENTION),),
)
table(
    "cases",
    text("record_id", null=False),
    text("case_id", null=False),
    whole("position", null=False),
    text("relation"),
    text("outcome"),
    text("outcome_text"),
    key=_CASE,
    of=(("records", _RECORD),),
)
table(
    "patients",
    text("record_id", null=False),
    text("case_id", null=False),
    text("age_text"),
    number("age_value"),
    number("age_low"),
    number("age_high"),
    text("age_unit"),
    number("age_years_low"),
    number("age_years_high"),
    text("sex"),
    text("ethnicity"),
    key=_CASE,
    of=(("cases", _CASE),),
)
table(
    "conflicts",
    text("record_id", null=False),
    text("case_id", null=False),
    whole("position", null=False),
    whole("value_position", null=False),
    text("field", null=False),
    text("value"),
    key=(*_CASE, "position", "value_position"),
    of=(("patients", _CASE),),
)
_item("conditions", text("role", null=False))
_item(
    "drugs",
    text("role", null=False),
    text("condition_id"),
    text("action_taken"),
    text("dechallenge"),
    text("rechallenge"),
    text("start_date"),
    text("stop_date"),
    of=(("conditions", (*_CASE, "condition_id")),),
)
table(
    "doses",
    text("record_id", null=False),
    text("case_id", null=False),
    text("drug_id", null=False),
    whole("position", null=False),
    whole("ordinal"),
    text("kind"),
    number("amount"),
    text("unit"),
    text("route"),
    text("frequency"),
    key=(*_CASE, "drug_id", "position"),
    of=(("drugs", (*_CASE, "drug_id")),),
)
_item(
    "events",
    text("severity"),
    text("certainty", null=False),
    text("grade"),
    *moment("onset"),
    *length("duration"),
    text("outcome"),
    text("outcome_text"),
    text("causality"),
    text("causality_text"),
    text("causality_method"),
    whole("causality_score"),
)
_of_event("body_sites", text("site", null=False))
_of_event("findings", text("finding", null=False))
_of_event("seriousness", text("criterion", null=False))
table(
    "event_suspects",
    text("record_id", null=False),
    text("case_id", null=False),
    text("event_id", null=False),
    whole("position", null=False),
    text("drug_id", null=False),
    text("causality"),
    text("latency_from"),
    number("latency_days_low"),
    number("latency_days_high"),
    key=(*_CASE, "event_id", "position"),
    of=(("events", (*_CASE, "event_id")), ("drugs", (*_CASE, "drug_id"))),
)
_item("therapies", text("kind", null=False), text("response"), *moment("start"), *length("duration"))
table(
    "therapy_events",
    text("record_id", null=False),
    text("case_id", null=False),
    text("therapy_id", null=False),
    whole("position", null=False),
    text("event_id", null=False),
    key=(*_CASE, "therapy_id", "position"),
    of=(("therapies", (*_CASE, "therapy_id")), ("events", (*_CASE, "event_id"))),
)
table(
    "timeline",
    text("record_id", null=False),
    text("case_id", null=False),
    whole("position", null=False),
    text("kind", null=False),
    text("ref"),
    text("text", null=False),
    number("day"),
    number("low"),
    number("high"),
    text("date"),
    key=(*_CASE, "position"),
    of=(("cases", _CASE),),
)
_OWNERS: Final = (
    ("cases", _CASE),
    *((name, (*_CASE, column)) for name, column in ITEMS.items()),
)
table(
    "codes",
    text("record_id", null=False),
    whole("position", null=False),
    text("case_id", null=False),
    *(text(column) for column in ITEMS.values()),
    text("system", null=False),
    text("code", null=False),
    text("display"),
    text("match"),
    number("score"),
    text("code_key", null=False),
    text("display_key"),
    Index(None, "code_key"),
    Index(None, "display_key"),
    key=("record_id", "position"),
    of=_OWNERS,
)
table(
    "evidence",
    text("record_id", null=False),
    whole("position", null=False),
    text("mention_id", null=False),
    text("case_id", null=False),
    *(text(column) for column in ITEMS.values()),
    text("field", null=False),
    whole("field_position"),
    key=("record_id", "position"),
    of=(("mentions", _MENTION), *_OWNERS),
)

# Parents stand before their children, so rows go in in this order.
TABLES: Final = tuple(METADATA.sorted_tables)
T: Final = METADATA.tables
