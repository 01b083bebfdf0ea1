"""Which records a question is put to, and which of their items a name means: common table expressions.

By default the record of each document that came in last counts; of a run, the last that it gave.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, TextClause, text

from caseline.errors import CaselineError
from caseline.store.tables import ITEMS
from caseline.store.values import key_of

_CURRENT: Final = "SELECT record_id, document_id FROM current"
_OF_RUN: Final = """
SELECT r.record_id, r.document_id FROM records r WHERE r.run_id = :run AND NOT EXISTS (
    SELECT 1 FROM records later
    WHERE later.document_id = r.document_id AND later.run_id = r.run_id AND later.number > r.number)
"""
# The items of a name; those of its codes, whatever they are called; those of the code or display itself.
_NAMED: Final = """
KIND_codes AS (
    SELECT c.system, c.code_key FROM TABLE i
    JOIN codes c ON c.record_id = i.record_id AND c.case_id = i.case_id AND c.ID = i.ID
    WHERE i.name_key = :KIND
    UNION SELECT system, code_key FROM codes WHERE ID IS NOT NULL AND code_key = :KIND
    UNION SELECT system, code_key FROM codes WHERE ID IS NOT NULL AND display_key = :KIND
),
KIND_named AS (
    SELECT record_id, case_id, ID FROM TABLE WHERE name_key = :KIND
    UNION SELECT c.record_id, c.case_id, c.ID FROM codes c
    JOIN KIND_codes k ON k.code_key = c.code_key AND k.system = c.system
    WHERE c.ID IS NOT NULL
)
"""


class Named(NamedTuple):
    """An item as questions count it.

    Attributes:
        key: What its name is looked up by.
        name: Its name.
        code: Its first code as `system code`, if any.
        display: What that terminology calls it.
    """

    key: str
    name: str
    code: str | None
    display: str | None


@dataclass
class Selection:
    """What a question is put to.

    Attributes:
        run: Id of the run, or None for the records that count.
        names: Names by kind (`drug`, `event`), of which a question may use one or both.
    """

    run: str | None = None
    names: dict[str, str] = field(default_factory=dict)

    def rows(self, connection: Connection, sql: str, **values: Any) -> list[Any]:
        """Returns the rows of a question, which may use `chosen`, `drug_named` and `event_named`."""
        return list(connection.execute(*self._statement(sql, values)))

    def streamed(self, connection: Connection, sql: str, *, chunk: int) -> Iterator[Any]:
        """Yields the rows of a question as they come, so many at a time."""
        statement, values = self._statement(sql, {})
        yield from connection.execute(statement, values, execution_options={"yield_per": chunk})

    def _statement(self, sql: str, values: dict[str, Any]) -> tuple[TextClause, dict[str, Any]]:
        parts = [f"chosen AS ({_OF_RUN if self.run else _CURRENT})"]
        for kind in ("drug", "event"):
            if f"{kind}_named" in sql:
                parts.append(_named(kind))
                values[kind] = key_of(self.names[kind])
        if self.run:
            values["run"] = self.run
        return text(f"WITH {', '.join(parts)} {sql}"), values

    def codes(
        self, connection: Connection, table: str, among: str
    ) -> dict[tuple[str, str, str], tuple[str, str | None]]:
        """Returns the first code and display of each item of a table that `among` selects, by its three ids."""
        column = ITEMS[table]
        found: dict[tuple[str, str, str], tuple[str, str | None]] = {}
        sql = f"""
            SELECT c.record_id, c.case_id, c.{column}, c.system, c.code, c.display
            FROM codes c JOIN ({among}) a
            ON a.record_id = c.record_id AND a.case_id = c.case_id AND a.{column} = c.{column}
            ORDER BY c.record_id, c.position
        """  # noqa: S608 - our own words alone
        for record, case, item, system, code, display in self.rows(connection, sql):
            found.setdefault((record, case, item), (f"{system} {code}", display))
        return found


def run_of(connection: Connection, told: str | None) -> str | None:
    """Returns the id of the run that a user means by its id, the beginning of it, or the version of Caseline.

    Raises:
        CaselineError: When it is none, or more than one.
    """
    if told is None:
        return None
    runs = [
        tuple(row) for row in connection.execute(text("SELECT run_id, caseline FROM runs ORDER BY run_id"))
    ]
    found = [one for one, _ in runs if one == told] or [
        one for one, version in runs if told and (one.startswith(told) or version == told)
    ]
    if len(found) == 1:
        return str(found[0])
    many = f"is more than one run ({', '.join(found)})" if found else "is no run of this database"
    raise CaselineError(f"--run {told}: {many}; see: caseline query runs")


def grouped(
    items: Iterator[tuple[Any, Named]] | list[tuple[Any, Named]],
) -> dict[str, list[tuple[Any, Named]]]:
    """Returns items by their first code; one without is with those of its name, where these share a code."""
    items = list(items)
    known: dict[str, set[str]] = {}
    for _, named in items:
        if named.code:
            known.setdefault(named.key, set()).add(named.code)
    found: dict[str, list[tuple[Any, Named]]] = {}
    for item, named in items:
        codes = known.get(named.key, set())
        of_name = next(iter(codes)) if len(codes) == 1 else named.key
        found.setdefault(named.code or of_name, []).append((item, named))
    return found


def label_of(group: list[tuple[Any, Named]]) -> tuple[str, str | None]:
    """Returns what a group is shown as, its display or its most frequent name, and its code."""
    code = next((named.code for _, named in group if named.code), None)
    display = min((named.display for _, named in group if named.display), default=None)
    if display:
        return display, code
    names = [named.name for _, named in group]
    return min(names, key=lambda name: (-names.count(name), name)), code


def _named(kind: str) -> str:
    table = f"{kind}s"
    return _NAMED.replace("KIND", kind).replace("TABLE", table).replace("ID", ITEMS[table])
