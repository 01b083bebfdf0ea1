"""Questions and their answers, counted by hand, on both databases."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.errors import CaselineError
from caseline.schema.report import CaseReport
from caseline.store.answer import Answer
from caseline.store.engine import Database
from caseline.store.figures import quantiles
from caseline.store.questions import Question, Wanted, answer
from caseline.store.rows import Shredded
from tests.unit.store.stories import AMOXICILLIN, RASH, after, case, loaded, record, stories


def ask(url: str, question: str, **wanted: Any) -> Answer:
    with Database(url, readonly=True) as database, database.reading() as connection:
        found = answer(connection, Question(question), Wanted(**wanted))
        return Answer(tuple(found.columns), [tuple(row) for row in found.rows])


def _columns(found: Answer, *names: str) -> list[Sequence[Any]]:
    places = [list(found.columns).index(name) for name in names]
    return [tuple(row[place] for place in places) for row in found.rows]


@pytest.mark.parametrize("name", ["amoxicillin", "AMOXICILLIN", "clamoxyl", "J01CA04", "j01ca04"])
def test_events_of_a_drug_by_any_of_its_names(address: str, name: str) -> None:
    """Clamoxyl has the code of amoxicillin; the second paper codes neither and is found by its name."""
    loaded(address, stories())
    found = ask(address, "events", drug=name)
    wanted = [("Skin rash", "HPO HP:0000988", 3, 1.0, 3), ("fever", None, 1, 0.33333, 1)]
    if name.lower() != "amoxicillin":
        # By the code or the brand alone the paper without codes is not reached.
        wanted = [("Skin rash", "HPO HP:0000988", 2, 1.0, 2), ("fever", None, 1, 0.5, 1)]
    assert _columns(found, "event", "code", "cases", "share", "documents") == wanted


def test_days_and_outcomes_of_the_events_of_a_drug(address: str) -> None:
    loaded(address, stories())
    found = ask(address, "events", drug="amoxicillin")
    days = ("onset_known", "onset_min", "onset_q1", "onset_median", "onset_q3", "onset_max")
    assert _columns(found, *days) == [(3, 2.0, 3.0, 4.0, 5.5, 7.0), (1, 0.5, 0.5, 0.5, 0.5, 0.5)]
    assert _columns(found, "recovered", "fatal", "not_told") == [(2, 1, 0), (1, 0, 0)]


def test_a_latency_that_counts_from_elsewhere_is_not_counted(address: str) -> None:
    loaded(address, stories())
    assert _columns(ask(address, "events", drug="ibuprofen"), "event", "cases", "onset_known") == [
        ("Skin rash", 1, 0)
    ]


def test_an_event_ends_once_whatever_number_of_drugs_has_the_name(address: str) -> None:
    told = case(
        {"name": "amoxicillin", "codes": AMOXICILLIN},
        {"name": "rash", "suspects": ["d1", "d2"], "outcome": {"status": "fatal"}},
        {"name": "fever", "suspects": ["d2"], "outcome": {"status": "fatal"}},
    )
    told["drugs"].append({"id": "d2", "name": "Clamoxyl", "role": "suspect", "codes": AMOXICILLIN})
    loaded(address, [record("brand and name", [told])])
    found = ask(address, "events", drug="J01CA04")
    assert _columns(found, "event", "cases", "fatal") == [("fever", 1, 1), ("rash", 1, 1)]
    assert _columns(ask(address, "drugs", event="rash"), "cases", "fatal") == [(1, 1)]


@pytest.mark.parametrize("name", ["rash", "HP:0000988", "Skin Rash", "exanthema"])
def test_drugs_of_an_event(address: str, name: str) -> None:
    loaded(address, stories())
    found = ask(address, "drugs", event=name)
    rows = _columns(found, "drug", "cases", "onset_known", "dechallenge_positive", "recovered", "fatal")
    # "Rash" without a code is reached by its name alone.
    by_name = name == "rash"
    of_amoxicillin = (3, 3, 1, 2, 1) if by_name else (2, 2, 0, 1, 1)
    assert rows == [("amoxicillin", *of_amoxicillin), ("ibuprofen", 1, 0, 0, 0, 0)]


def test_outcomes(address: str) -> None:
    loaded(address, stories())
    assert ask(address, "outcomes").rows == [
        ("recovered", 3, 0.6, 2, 2),
        ("fatal", 1, 0.2, 1, 1),
        ("not_told", 1, 0.2, 1, 1),
    ]
    assert ask(address, "outcomes", drug="amoxicillin", event="fever").rows == [("recovered", 1, 1.0, 1, 1)]
    assert ask(address, "outcomes", drug="ibuprofen").rows == [("not_told", 1, 1.0, 1, 1)]
    assert ask(address, "outcomes", event="nausea").rows == []


def test_therapies_of_an_event(address: str) -> None:
    loaded(address, stories())
    found = ask(address, "therapies", event="rash")
    assert _columns(found, "therapy", "kind", "cases", "share", "recovered") == [
        ("prednisone", "drug", 1, 1.0, 1)
    ]
    assert ask(address, "therapies", event="fever").rows == []
    assert len(ask(address, "therapies", event="rash", drug="amoxicillin").rows) == 1
    assert ask(address, "therapies", event="rash", drug="ibuprofen").rows == []


@pytest.mark.parametrize(
    ("wanted", "cases"),
    [
        pytest.param({}, ["one c1", "three c1", "three c2", "two c1"], id="all"),
        pytest.param({"age": (60, 69)}, ["three c2", "two c1"], id="a decade, and over 65"),
        pytest.param({"age": (58, 58)}, ["one c1"], id="a year"),
        pytest.param({"age": (None, 17)}, ["three c1"], id="children"),
        pytest.param({"age": (1, 1)}, ["three c1"], id="eighteen months are one year"),
        pytest.param({"age": (2, 17)}, [], id="nobody"),
        pytest.param({"age": (80, None)}, ["three c2"], id="over 65 may be over 80"),
        pytest.param({"sex": "female"}, ["one c1"], id="sex"),
        pytest.param(
            {"drug": "amoxicillin", "event": "rash"}, ["one c1", "three c1", "two c1"], id="drug and event"
        ),
        pytest.param({"drug": "amoxicillin", "event": "fever"}, ["one c1"], id="another event"),
    ],
)
def test_cases(address: str, wanted: dict[str, Any], cases: list[str]) -> None:
    loaded(address, stories())
    found = _columns(ask(address, "cases", **wanted), "source", "case")
    assert [f"{str(source).removesuffix('.txt')} {case}" for source, case in found] == cases


def test_what_a_case_tells(address: str) -> None:
    loaded(address, stories())
    (row,) = _columns(
        ask(address, "cases", sex="female"), "age", "years_low", "sex", "suspects", "events", "outcome"
    )
    assert row == ("as told", 58.0, "female", "amoxicillin", "rash; fever", None)


def test_search(address: str) -> None:
    loaded(address, stories())
    assert ask(address, "search", name="amox").rows == [
        ("drugs", "Amoxicillin", "ATC J01CA04", 2, 2),
        ("drugs", "Clamoxyl", "ATC J01CA04", 1, 1),
    ]
    assert [row[1] for row in ask(address, "search", name="hp:0000988").rows] == ["rash", "exanthema"]
    assert [row[:2] for row in ask(address, "search", name="pred").rows] == [("therapies", "prednisone")]
    for term in ("%", "_", "!", "100%"):
        assert ask(address, "search", name=term).rows == []


def test_documents_without_a_case(address: str) -> None:
    loaded(address, stories())
    assert _columns(ask(address, "without-case"), "source", "characters", "mentions") == [("four.txt", 4, 0)]


def test_runs_and_the_answers_of_one(address: str) -> None:
    old = stories()
    new = [
        record(
            "one", [case({"name": "amoxicillin"}, {"name": "nausea", "onset": after(9)})], caseline="0.2.0"
        )
    ]
    gold = [record("two", [], caseline="gold")]
    loaded(address, [*old, *new, *gold])
    assert _columns(ask(address, "runs"), "caseline", "documents", "records", "current") == [
        ("0.1.0", 4, 4, 2),
        ("0.2.0", 1, 1, 1),
        ("gold", 1, 1, 1),
    ]
    events = [("Skin rash", 1), ("nausea", 1)]
    assert _columns(ask(address, "events", drug="amoxicillin"), "event", "cases") == events
    first = Shredded(old[0]).run
    for name in (first, first[:6], "0.1.0"):
        found = _columns(ask(address, "events", drug="amoxicillin", run=name), "event", "cases")
        assert found == [("Skin rash", 3), ("fever", 1)]
    assert ask(address, "cases", run="gold").rows == []
    with pytest.raises(CaselineError, match=r"--run 9: is no run of this database; see: caseline query runs"):
        ask(address, "cases", run="9")


def test_a_run_that_is_not_the_only_one(address: str) -> None:
    loaded(address, [record("one", [], model="a"), record("one", [], model="b")])
    with pytest.raises(CaselineError, match=r"--run 0\.1\.0: is more than one run \(.*, .*\)"):
        ask(address, "cases", run="0.1.0")


@pytest.mark.parametrize(
    ("question", "wanted", "message"),
    [
        ("events", {}, "events needs --drug"),
        ("drugs", {}, "drugs needs --event"),
        ("therapies", {"drug": "x"}, "therapies needs --event"),
        ("search", {}, "search needs --name"),
        ("search", {"name": " "}, "search needs --name"),
        ("events", {"drug": "x", "event": "y"}, "events takes no --event"),
        ("runs", {"run": "x"}, "runs takes no --run"),
        ("without-case", {"age": (1, 2)}, "without-case takes no --age"),
    ],
)
def test_what_a_question_needs(address: str, question: str, wanted: dict[str, Any], message: str) -> None:
    loaded(address, [])
    with pytest.raises(CaselineError, match=message):
        ask(address, question, **wanted)


def test_names_without_a_code_go_with_the_code_of_their_name_only_where_it_is_one(address: str) -> None:
    other = [{"system": "HPO", "code": "HP:0", "display": "Another rash"}]
    events = [{"name": "rash", "codes": RASH}, {"name": "rash", "codes": other}, {"name": "rash"}]
    loaded(address, [record("one", [case({"name": "x"}, *events)])])
    found = _columns(ask(address, "events", drug="x"), "event", "code")
    assert found == [("Another rash", "HPO HP:0"), ("Skin rash", "HPO HP:0000988"), ("rash", None)]


def test_nothing_is_written_by_asking(address: str) -> None:
    loaded(address, stories())
    with Database(address, readonly=True) as database, database.connected() as connection:
        for statement in ("DELETE FROM runs", "CREATE TABLE x (a INTEGER)"):
            with pytest.raises(Exception, match=r"(?i)read.?only"), connection.begin():
                connection.exec_driver_sql(statement)
    assert len(ask(address, "runs").rows) == 1


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30))
def test_quantiles_are_those_of_the_standard_library(values: list[float]) -> None:
    count, least, first, middle, third, most = quantiles([*values, None])
    assert (count, least, most) == (len(values), round(min(values), 5), round(max(values), 5))
    wanted = statistics.quantiles(values, n=4, method="inclusive")
    for found, want in zip((first, middle, third), wanted, strict=True):
        assert found is not None
        assert math.isclose(found, want, rel_tol=1e-9, abs_tol=2e-5)


def test_quantiles_of_one_and_of_none() -> None:
    assert quantiles([2.0]) == (1, 2.0, 2.0, 2.0, 2.0, 2.0)
    assert quantiles([None]) == (0, None, None, None, None, None)


def test_a_record_is_asked_once_only(address: str) -> None:
    """The control of `current`: an earlier revision would count the case twice."""
    first: CaseReport = stories()[0]
    second = first.model_copy(update={"cases": first.cases[:1]})
    changed = second.model_copy(update={"document": second.document.model_copy(update={"title": "a title"})})
    loaded(address, [first, changed])
    assert _columns(ask(address, "events", drug="amoxicillin"), "cases") == [(1,), (1,)]
