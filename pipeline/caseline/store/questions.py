"""The questions that have a name. Each gives the same answer from every database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from caseline.errors import CaselineError
from caseline.store.answer import Answer
from caseline.store.questions_cases import cases, runs, search, without_case
from caseline.store.questions_items import drugs, events, outcomes, therapies
from caseline.store.selection import Selection, run_of


class Question(StrEnum):
    """What may be asked by name."""

    EVENTS = "events"
    DRUGS = "drugs"
    OUTCOMES = "outcomes"
    THERAPIES = "therapies"
    CASES = "cases"
    SEARCH = "search"
    WITHOUT_CASE = "without-case"
    RUNS = "runs"


@dataclass(frozen=True)
class Wanted:
    """What a question is asked about.

    Attributes:
        drug: Name or code of a drug.
        event: Name or code of an event.
        age: Least and greatest age in years, each None where it is open.
        sex: female or male.
        name: Name, part of one, or code to search.
        run: The run to look at, instead of the records that count.
    """

    drug: str | None = None
    event: str | None = None
    age: tuple[float | None, float | None] | None = None
    sex: str | None = None
    name: str | None = None
    run: str | None = None


# What a question needs, and what else it takes.
_NEEDS: Final = {
    Question.EVENTS: (("drug",), ("run",)),
    Question.DRUGS: (("event",), ("run",)),
    Question.OUTCOMES: ((), ("drug", "event", "run")),
    Question.THERAPIES: (("event",), ("drug", "run")),
    Question.CASES: ((), ("drug", "event", "age", "sex", "run")),
    Question.SEARCH: (("name",), ("run",)),
    Question.WITHOUT_CASE: ((), ("run",)),
    Question.RUNS: ((), ()),
}


def check(question: Question, wanted: Wanted) -> None:
    """Checks that a question has what it needs, and nothing that it would leave unheard.

    Raises:
        CaselineError: When that is not so.
    """
    needs, takes = _NEEDS[question]
    for name in needs:
        if not (getattr(wanted, name) or "").strip():
            raise CaselineError(f"{question} needs --{name}")
    for name in ("drug", "event", "age", "sex", "name", "run"):
        if getattr(wanted, name) is not None and name not in {*needs, *takes}:
            raise CaselineError(f"{question} takes no --{name}")


def answer(connection: Connection, question: Question, wanted: Wanted) -> Answer:
    """Returns the answer to a question.

    Raises:
        CaselineError: When the question lacks what it needs, or there is no such run.
    """
    check(question, wanted)
    names = {"drug": wanted.drug, "event": wanted.event}
    selection = Selection(
        run_of(connection, wanted.run), {kind: name for kind, name in names.items() if name is not None}
    )
    match question:
        case Question.EVENTS:
            return events(connection, selection)
        case Question.DRUGS:
            return drugs(connection, selection)
        case Question.OUTCOMES:
            return outcomes(connection, selection)
        case Question.THERAPIES:
            return therapies(connection, selection)
        case Question.CASES:
            return cases(connection, selection, age=wanted.age, sex=wanted.sex)
        case Question.SEARCH:
            return search(connection, selection, wanted.name or "")
        case Question.WITHOUT_CASE:
            return without_case(connection, selection)
        case Question.RUNS:
            return runs(connection)
