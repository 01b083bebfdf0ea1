"""Questions about drugs, events and therapies: how many cases, after how many days, with what outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from caseline.store.answer import Answer, Cell
from caseline.store.figures import OUTCOMES, QUANTILES, midpoint, outcome_counts, quantiles, share
from caseline.store.selection import Named, Selection, grouped, label_of

_DAYS: Final = ("onset_known", *(f"onset_{name}" for name in QUANTILES))
# An event, and a drug that is suspected of it.
_PAIRS: Final = """
FROM event_suspects s
JOIN chosen r ON r.record_id = s.record_id
JOIN events e ON e.record_id = s.record_id AND e.case_id = s.case_id AND e.event_id = s.event_id
JOIN drugs d ON d.record_id = s.record_id AND d.case_id = s.case_id AND d.drug_id = s.drug_id
"""
_OF_DRUG: Final = """
JOIN drug_named n ON n.record_id = s.record_id AND n.case_id = s.case_id AND n.drug_id = s.drug_id
"""
_OF_EVENT: Final = """
JOIN event_named m ON m.record_id = s.record_id AND m.case_id = s.case_id AND m.event_id = s.event_id
"""


class _Pair(NamedTuple):
    record: str
    case: str
    item: str
    document: str
    name: str
    key: str
    event: str
    outcome: str | None
    days: float | None
    dechallenge: str | None
    rechallenge: str | None


def events(connection: Connection, selection: Selection) -> Answer:
    """Returns the events that a drug is suspected of."""
    pairs = _pairs(connection, selection, "e", "event_id", _OF_DRUG)
    named = _named(connection, selection, "events", _OF_DRUG, pairs)
    rows = [
        (*_counted(group, pairs), *quantiles(_days(group)), *outcome_counts(_outcomes(group)))
        for group in grouped(zip(pairs, named, strict=True)).values()
    ]
    columns = ("event", "code", "cases", "share", "documents", *_DAYS, *OUTCOMES)
    return Answer(columns, _ordered(rows, count=2))


def drugs(connection: Connection, selection: Selection) -> Answer:
    """Returns the drugs that are suspected of an event."""
    pairs = _pairs(connection, selection, "d", "drug_id", _OF_EVENT)
    named = _named(connection, selection, "drugs", _OF_EVENT, pairs)
    rows = [
        (
            *_counted(group, pairs),
            *quantiles(_days(group)),
            _cases_where(group, "dechallenge"),
            _cases_where(group, "rechallenge"),
            *outcome_counts(_outcomes(group)),
        )
        for group in grouped(zip(pairs, named, strict=True)).values()
    ]
    told = ("dechallenge_positive", "rechallenge_positive")
    columns = ("drug", "code", "cases", "share", "documents", *_DAYS, *told, *OUTCOMES)
    return Answer(columns, _ordered(rows, count=2))


def outcomes(connection: Connection, selection: Selection) -> Answer:
    """Returns how events ended: all, those of a name, those that a drug is suspected of."""
    joins = ["FROM events s JOIN chosen r ON r.record_id = s.record_id"]
    if "event" in selection.names:
        joins.append(_OF_EVENT)
    if "drug" in selection.names:
        joins.append("""
            JOIN (SELECT DISTINCT p.record_id, p.case_id, p.event_id FROM event_suspects p JOIN drug_named n
                ON n.record_id = p.record_id AND n.case_id = p.case_id AND n.drug_id = p.drug_id) t
            ON t.record_id = s.record_id AND t.case_id = s.case_id AND t.event_id = s.event_id
        """)
    found = selection.rows(
        connection,
        f"SELECT s.record_id, s.case_id, r.document_id, s.outcome {' '.join(joins)}",
    )
    groups: dict[str, list[Any]] = {outcome: [] for outcome in OUTCOMES}
    for row in found:
        groups[row[3] or "not_told"].append(row)
    rows = [
        (
            outcome,
            len(group),
            share(len(group), len(found)),
            len({row[:2] for row in map(tuple, group)}),
            len({row[2] for row in group}),
        )
        for outcome, group in groups.items()
        if group
    ]
    return Answer(("outcome", "events", "share", "cases", "documents"), rows)


def therapies(connection: Connection, selection: Selection) -> Answer:
    """Returns what was given for an event."""
    of_drug = """
        JOIN event_suspects p ON p.record_id = s.record_id AND p.case_id = s.case_id AND p.event_id = s.event_id
        JOIN drug_named n ON n.record_id = p.record_id AND n.case_id = p.case_id AND n.drug_id = p.drug_id
    """
    joins = f"""
        FROM therapy_events s
        JOIN chosen r ON r.record_id = s.record_id
        JOIN therapies t ON t.record_id = s.record_id AND t.case_id = s.case_id AND t.therapy_id = s.therapy_id
        JOIN events e ON e.record_id = s.record_id AND e.case_id = s.case_id AND e.event_id = s.event_id
        {_OF_EVENT} {of_drug if "drug" in selection.names else ""}
    """
    found = selection.rows(
        connection,
        f"""
        SELECT DISTINCT s.record_id, s.case_id, s.therapy_id, r.document_id, t.name, t.name_key, t.kind, e.outcome,
            s.event_id {joins} ORDER BY s.record_id, s.case_id, s.therapy_id, s.event_id
        """,
    )
    codes = selection.codes(
        connection,
        "therapies",
        f"SELECT DISTINCT s.record_id, s.case_id, s.therapy_id {joins}",
    )
    named = [Named(row[5], row[4], *codes.get(tuple(row[:3]), (None, None))) for row in found]
    whole = {tuple(row[:2]) for row in found}
    rows = []
    for group in grouped(zip(found, named, strict=True)).values():
        given = [row for row, _ in group]
        theirs = {tuple(row[:2]) for row in given}
        rows.append(
            (
                *label_of(group),
                len(theirs),
                share(len(theirs), len(whole)),
                len({row[3] for row in given}),
                min(row[6] for row in given),
                *outcome_counts(row[7] for row in given),
            )
        )
    columns = ("therapy", "code", "cases", "share", "documents", "kind", *OUTCOMES)
    return Answer(columns, _ordered(rows, count=2))


def _pairs(connection: Connection, selection: Selection, item: str, column: str, of: str) -> list[_Pair]:
    sql = f"""
        SELECT DISTINCT s.record_id, s.case_id, s.{column}, r.document_id, {item}.name, {item}.name_key,
            s.event_id, e.outcome, s.latency_days_low, s.latency_days_high, d.dechallenge, d.rechallenge, s.drug_id
        {_PAIRS} {of} ORDER BY s.record_id, s.case_id, s.event_id, s.drug_id
    """
    return [
        _Pair._make((*row[:8], midpoint(row[8], row[9]), *row[10:12]))
        for row in selection.rows(connection, sql)
    ]


def _named(
    connection: Connection, selection: Selection, table: str, of: str, pairs: Iterable[_Pair]
) -> list[Named]:
    column = {"events": "event_id", "drugs": "drug_id"}[table]
    among = f"SELECT DISTINCT s.record_id, s.case_id, s.{column} {_PAIRS} {of}"
    codes = selection.codes(connection, table, among)
    return [
        Named(pair.key, pair.name, *codes.get((pair.record, pair.case, pair.item), (None, None)))
        for pair in pairs
    ]


def _counted(group: Sequence[tuple[_Pair, Named]], pairs: Sequence[_Pair]) -> tuple[Cell, ...]:
    """Returns name, code, cases, their share of all, documents."""
    found = {(pair.record, pair.case) for pair, _ in group}
    whole = {(pair.record, pair.case) for pair in pairs}
    documents = {pair.document for pair, _ in group}
    return (*label_of(list(group)), len(found), share(len(found), len(whole)), len(documents))


def _cases_where(group: Sequence[tuple[_Pair, Named]], field: str) -> int:
    return len({(pair.record, pair.case) for pair, _ in group if getattr(pair, field) == "positive"})


def _days(group: Sequence[tuple[_Pair, Named]]) -> list[float | None]:
    return [pair.days for pair, _ in group]


def _outcomes(group: Sequence[tuple[_Pair, Named]]) -> list[str | None]:
    """Returns the outcome of each event; one that two drugs of a name are suspected of ended once."""
    return list({(pair.record, pair.case, pair.event): pair.outcome for pair, _ in group}.values())


def _ordered(rows: list[tuple[Cell, ...]], *, count: int) -> list[tuple[Cell, ...]]:
    """Returns rows with the most cases first, then by name."""
    return sorted(rows, key=lambda row: (-int(row[count] or 0), str(row[0]), str(row[1])))
