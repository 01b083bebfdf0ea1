"""Answers on a terminal."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

pytest.importorskip("sqlalchemy")

from caseline.errors import CaselineError
from caseline.store.answer import Answer, Cell
from caseline.store.figures import OUTCOMES, QUANTILES
from caseline.store.render import as_csv, as_json, as_table

EVENTS = (
    "event",
    "cases",
    "share",
    "documents",
    "onset_known",
    *(f"onset_{name}" for name in QUANTILES),
    *OUTCOMES,
)


def _lines(answer: Answer, *, own: bool = False) -> list[str]:
    stream = StringIO()
    Console(file=stream, width=120).print(as_table(answer, own=own))
    return stream.getvalue().splitlines()


def _event(*days: float) -> tuple[Cell, ...]:
    known = len({*days})
    spread = days or (None,) * len(QUANTILES)
    return ("rash", 3, 0.75, 2, known, *spread, *(2 if name == "recovered" else 0 for name in OUTCOMES))


def test_quantiles_are_explained_where_there_are_some() -> None:
    lines = _lines(Answer(EVENTS, [_event(1, 2, 3.5, 4, 12)]))
    assert any("│ rash" in line and "3 (75%)" in line and "2 recovered" in line for line in lines)
    assert any("1 | 2 | 3.5 | 4 | 12 (n=5)" in line for line in lines)
    assert f"days: {' | '.join(QUANTILES)}" in lines[-1]


@pytest.mark.parametrize("days", [(), (7,) * len(QUANTILES)])
def test_one_day_needs_no_explanation(days: tuple[float, ...]) -> None:
    lines = _lines(Answer(EVENTS, [_event(*days)]))
    assert not any("days: " in line for line in lines)
    assert any("7 (n=1)" in line for line in lines) == bool(days)


def test_a_statement_of_the_users_own_is_shown_as_it_is() -> None:
    columns = ("source", "title", "documents", "name", "name")
    lines = _lines(Answer(columns, [("a.txt", "A title", 2, "one", "two")]), own=True)
    assert all(name in lines[1] for name in columns)
    assert [cell.strip() for cell in lines[3].strip("│").split("│")] == [
        "a.txt",
        "A title",
        "2",
        "one",
        "two",
    ]


@pytest.mark.parametrize("attack", ["=1+1", "+1", "-1", "@a", "＝1", " =1", "\n=1", "\tx", "\rx", "\nx"])
def test_a_text_that_a_spreadsheet_would_calculate_gets_an_apostrophe(attack: str) -> None:
    _, *lines = as_csv(Answer(("name",), [(attack,)]))
    assert "".join(lines).lstrip('"').startswith(f"'{attack}")


@pytest.mark.parametrize("cell", ["1-2", " a", "a=1", "a\n=1", -5, -0.5])
def test_what_no_spreadsheet_would_calculate_stays(cell: Cell) -> None:
    assert "'" not in "".join(as_csv(Answer(("name",), [(cell,)])))


def test_json_loses_no_column_of_a_name() -> None:
    rows = [("rash", "fever")]
    with pytest.raises(CaselineError, match="two columns are called name; name them with AS"):
        list(as_json(Answer(("name", "name"), rows)))
    assert "fever" in "".join(as_json(Answer(("name", "other"), rows)))
