"""Questions about cases, documents, names and runs."""

from __future__ import annotations

import math
from typing import Any, Final

from sqlalchemy import Connection, text

from caseline.store.answer import Answer, Cell
from caseline.store.selection import Selection
from caseline.store.tables import ITEMS
from caseline.store.values import key_of

_JOINED: Final = "; "
_OF_DRUG: Final = """
AND EXISTS (SELECT 1 FROM drug_named n WHERE n.record_id = c.record_id AND n.case_id = c.case_id)
"""
_OF_EVENT: Final = """
AND EXISTS (SELECT 1 FROM event_named m WHERE m.record_id = c.record_id AND m.case_id = c.case_id)
"""
_CASES: Final = """
FROM cases c
JOIN chosen r ON r.record_id = c.record_id
JOIN patients p ON p.record_id = c.record_id AND p.case_id = c.case_id
WHERE 1 = 1
"""


def cases(
    connection: Connection,
    selection: Selection,
    *,
    age: tuple[float | None, float | None] | None,
    sex: str | None,
) -> Answer:
    """Returns cases, a row each: of an age, a sex, with a drug, with an event.

    An age told as a range counts where it may lie in the band; the greatest age ends with the year it names.
    """
    where, values = _band(age)
    if sex:
        where += " AND p.sex = :sex"
        values["sex"] = sex
    where += _OF_DRUG if "drug" in selection.names else ""
    where += _OF_EVENT if "event" in selection.names else ""
    found = selection.rows(
        connection,
        f"""
        SELECT c.record_id, c.case_id, d.source, d.title, d.doi, p.age_text, p.age_years_low, p.age_years_high,
            p.sex, c.outcome, d.document_id, c.position
        {_CASES.replace("WHERE", "JOIN records d ON d.record_id = c.record_id WHERE")} {where}
        """,
        **values,
    )
    suspects = _names(connection, selection, "drugs", "AND i.role <> 'concomitant'", where, values)
    events = _names(connection, selection, "events", "", where, values)
    rows: list[tuple[Cell, ...]] = []
    for row in sorted(found, key=lambda row: (row[2] or "", row[10], row[11])):
        theirs = (row[0], row[1])
        rows.append(
            (
                *(row[2:5]),
                row[1],
                *(row[5:9]),
                _JOINED.join(suspects.get(theirs, ())),
                _JOINED.join(events.get(theirs, ())),
                row[9],
            )
        )
    columns = (
        *("source", "title", "doi", "case", "age", "years_low", "years_high", "sex"),
        *("suspects", "events", "outcome"),
    )
    return Answer(columns, rows)


def search(connection: Connection, selection: Selection, term: str) -> Answer:
    """Returns the names that hold a term, or are of a code, with how many cases have them."""
    key = key_of(term)
    found: dict[tuple[str, str], list[Any]] = {}
    for table, column in ITEMS.items():
        sql = f"""
            SELECT DISTINCT i.record_id, i.case_id, i.{column}, i.name_key, i.name, r.document_id
            FROM {table} i JOIN chosen r ON r.record_id = i.record_id
            LEFT JOIN codes c ON c.record_id = i.record_id AND c.case_id = i.case_id AND c.{column} = i.{column}
            WHERE i.name_key LIKE :part ESCAPE '!' OR c.code_key = :key OR c.display_key LIKE :part ESCAPE '!'
        """  # noqa: S608 - our own words alone
        for row in selection.rows(connection, sql, part=f"%{_escaped(key)}%", key=key):
            found.setdefault((table, row[3]), []).append(row)
    codes = _codes_of(connection, selection, found)
    rows = [
        (
            table,
            min(names := [row[4] for row in group], key=lambda name: (-names.count(name), name)),
            _JOINED.join(sorted(codes.get((table, name_key), ()))),
            len({(row[0], row[1]) for row in group}),
            len({row[5] for row in group}),
        )
        for (table, name_key), group in found.items()
    ]
    order = {table: place for place, table in enumerate(ITEMS)}
    rows.sort(key=lambda row: (order[row[0]], -row[3], row[1]))
    return Answer(("kind", "name", "codes", "cases", "documents"), rows)


def without_case(connection: Connection, selection: Selection) -> Answer:
    """Returns the documents in which no case was found."""
    sql = """
        SELECT d.source, d.title, d.doi, d.document_id, t.characters,
            (SELECT count(*) FROM mentions m WHERE m.record_id = r.record_id)
        FROM chosen r JOIN records d ON d.record_id = r.record_id
        JOIN documents t ON t.document_id = r.document_id
        WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.record_id = r.record_id)
    """
    rows = sorted(map(tuple, selection.rows(connection, sql)), key=lambda row: (row[0] or "", row[3]))
    return Answer(("source", "title", "doi", "document_id", "characters", "mentions"), rows)


def runs(connection: Connection) -> Answer:
    """Returns what made the records, and how many of each run are there and count."""
    sql = """
        SELECT u.run_id, u.caseline, u.model, u.config, u.schema_version,
            (SELECT count(DISTINCT r.document_id) FROM records r WHERE r.run_id = u.run_id),
            (SELECT count(*) FROM records r WHERE r.run_id = u.run_id),
            (SELECT count(*) FROM current c WHERE c.run_id = u.run_id)
        FROM runs u
    """
    rows = sorted(map(tuple, connection.execute(text(sql))), key=lambda row: (row[1], row[2] or "", row[0]))
    columns = ("run_id", "caseline", "model", "config", "schema_version", "documents", "records", "current")
    return Answer(columns, rows)


def _band(age: tuple[float | None, float | None] | None) -> tuple[str, dict[str, float | str]]:
    if age is None:
        return "", {}
    low, high = age
    # Of an age that is told as "over 65" one bound is open.
    where = " AND (p.age_years_low IS NOT NULL OR p.age_years_high IS NOT NULL)"
    values: dict[str, float | str] = {}
    if low is not None:
        where += " AND (p.age_years_high >= :age_low OR p.age_years_high IS NULL)"
        values["age_low"] = low
    if high is not None:
        where += " AND (p.age_years_low < :age_high OR p.age_years_low IS NULL)"
        values["age_high"] = math.floor(high) + 1.0 if high == math.floor(high) else high
    return where, values


def _names(
    connection: Connection, selection: Selection, table: str, only: str, where: str, values: dict[str, Any]
) -> dict[tuple[str, str], list[str]]:
    sql = f"""
        SELECT i.record_id, i.case_id, i.name
        {_CASES.replace("WHERE", f"JOIN {table} i ON i.record_id = c.record_id AND i.case_id = c.case_id {only} WHERE")}
        {where} ORDER BY i.record_id, i.case_id, i.position
    """
    found: dict[tuple[str, str], list[str]] = {}
    for record, case, name in selection.rows(connection, sql, **values):
        found.setdefault((record, case), []).append(name)
    return found


def _codes_of(
    connection: Connection, selection: Selection, found: dict[tuple[str, str], list[Any]]
) -> dict[tuple[str, str], set[str]]:
    """Returns all codes of each name that was found."""
    codes: dict[tuple[str, str], set[str]] = {}
    for (table, key), _ in found.items():
        column = ITEMS[table]
        sql = f"""
            SELECT DISTINCT c.system, c.code FROM {table} i JOIN chosen r ON r.record_id = i.record_id
            JOIN codes c ON c.record_id = i.record_id AND c.case_id = i.case_id AND c.{column} = i.{column}
            WHERE i.name_key = :key AND c.case_id IS NOT NULL
        """  # noqa: S608 - our own words alone
        codes[table, key] = {f"{system} {code}" for system, code in selection.rows(connection, sql, key=key)}
    return codes


def _escaped(part: str) -> str:
    return "".join(f"!{char}" if char in "!%_" else char for char in part)
