"""The readable summary: what it says, in which order, and that foreign text cannot steer it."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
from rich.console import Console

from caseline.printable import REPLACEMENT
from caseline.schema.case import Case
from caseline.schema.report import CaseReport
from caseline.summary import render_summary
from caseline.summary.timeline import timeline

TEXT = (
    "A 61-year-old man took voriconazole. On day 3 he saw flashes. He had no fever, no FEVER and no rash. "
    "Others report hepatitis."
)


def record(*, cases: list[dict[str, Any]] | None = None, **document: Any) -> CaseReport:
    mentions = [
        mention("m1", "EVENT", "fever", "negated"),
        mention("m2", "EVENT", "FEVER", "negated"),
        mention("m3", "EVENT", "hepatitis", "other_patients"),
        mention("m4", "EVENT", "rash", "negated"),
        mention("m5", "DRUG", "voriconazole", None),
    ]
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return CaseReport.model_validate(
        {
            "document": {"id": f"sha256:{digest}", "source": "flashes.txt", "text": TEXT, **document},
            "mentions": mentions,
            "cases": [a_case()] if cases is None else cases,
            "provenance": {"caseline": "0"},
        }
    )


def mention(name: str, label: str, text: str, excluded: str | None) -> dict[str, Any]:
    start = TEXT.index(text)
    place = {"start": start, "end": start + len(text), "text": text}
    return {"id": name, "label": label, **place, "found_by": "lexicon", "excluded": excluded}


def a_case(**changed: Any) -> dict[str, Any]:
    after_dose_2 = {"kind": "dose", "ordinal": 2, "drug": "d1"}
    onset = {"text": "next day", "relation": "after", "value": 1, "unit": "d", "anchor": after_dose_2}
    return {
        "id": "c1",
        "patient": {
            "age": {"value": 61, "unit": "a", "text": "61-year-old"},
            "sex": {"value": "male"},
            "ethnicity": {"value": "Japanese"},
        },
        "conditions": [
            {"id": "k1", "name": "aspergillosis", "role": "indication"},
            {"id": "k2", "name": "asthma", "role": "history"},
        ],
        "drugs": [
            {
                "id": "d1",
                "name": "voriconazole",
                "role": "suspect",
                "indication": "k1",
                "doses": [
                    {"ordinal": 1, "kind": "dose"},
                    {"ordinal": 2, "kind": "dose", "amount": 200, "unit": "mg"},
                ],
            },
            {"id": "d2", "name": "salbutamol", "role": "concomitant"},
        ],
        "events": [
            {
                "id": "e1",
                "name": "photopsia",
                "codes": [{"system": "HPO", "code": "HP:0030786"}],
                "body_sites": ["left eye", "right eye"],
                "onset": onset,
                "outcome": {"status": "recovered", "text": "vision returned to normal"},
                "suspects": ["d1"],
                "causality": {"value": "probable", "text": "likely due to the drug"},
            },
            {"id": "e2", "name": "photophobia", "onset": onset, "certainty": "uncertain"},
            {"id": "e3", "name": "nausea"},
        ],
        "therapies": [
            {
                "id": "t1",
                "name": "dark glasses",
                "kind": "procedure",
                "for_events": ["e1", "e2", "e3"],
                "duration": {"text": "a week", "value": 1, "unit": "wk"},
            },
            {"id": "t2", "name": "ondansetron", "kind": "drug", "for_events": ["e3"]},
        ],
        "outcome": {"status": "recovered", "text": "went home"},
        **changed,
    }


def shown(report: CaseReport, *, width: int = 100) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, color_system=None, legacy_windows=False).print(render_summary(report))
    return stream.getvalue()


def in_one_line(text: str) -> str:
    return " ".join(text.translate({ord(char): " " for char in "│╭╮╰╯─┬┴┼├┤"}).split())


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param("flashes.txt", id="source"),
        pytest.param("Patient 61 years, male, Japanese", id="patient"),
        pytest.param("Indication aspergillosis", id="indication"),
        pytest.param("History asthma", id="history"),
        pytest.param("Suspect drug voriconazole; dose 1; dose 2, 200 mg; for aspergillosis", id="suspect"),
        pytest.param("Concomitant drug salbutamol", id="concomitant"),
        pytest.param("photopsia (HP:0030786) sites: left eye and right eye", id="code-and-sites"),
        pytest.param("onset: 1 day after dose 2 of voriconazole", id="onset"),
        pytest.param("outcome: recovered (“vision returned to normal”)", id="event-outcome"),
        pytest.param("causality: probable (“likely due to the drug”)", id="causality"),
        pytest.param("photophobia certainty: uncertain", id="uncertain"),
        pytest.param("nausea nothing more stated", id="bare-event"),
        pytest.param("dark glasses — for all events; over 1 week", id="therapy-for-all"),
        pytest.param("ondansetron — for nausea", id="therapy-for-one"),
        pytest.param("Outcome recovered (“went home”)", id="outcome"),
        pytest.param("negated fever EVENT", id="left-out-with-reason"),
        pytest.param("other patients hepatitis EVENT", id="left-out-other"),
    ],
)
def test_says(expected: str) -> None:
    assert expected in in_one_line(shown(record()))


def test_a_mention_of_the_case_is_not_left_out() -> None:
    left_out = shown(record()).partition("Left out")[2]
    assert "hepatitis" in left_out
    assert "voriconazole" not in left_out


def test_each_reason_is_one_group() -> None:
    left_out = shown(record()).partition("Left out")[2]
    assert left_out.count("negated") == 1
    assert left_out.index("fever") < left_out.index("FEVER") < left_out.index("rash")
    assert left_out.index("rash") < left_out.index("other patients") < left_out.index("hepatitis")


def test_a_repeated_mention_is_counted() -> None:
    report = record()
    again = report.model_copy(
        update={"mentions": (*report.mentions, report.mentions[0].model_copy(update={"id": "m9"}))}
    )
    assert "fever (×2)" in shown(again)
    assert "×" not in shown(report)


def test_suspects_are_named_where_there_are_several() -> None:
    first, other = a_case()["drugs"]
    two = a_case(drugs=[first, {**other, "role": "suspect"}])
    assert "suspects: voriconazole" in shown(record(cases=[two]))
    assert "suspects" not in shown(record())


def test_record_without_patient_says_so() -> None:
    output = shown(record(cases=[]))
    assert "No patient" in output
    assert "hepatitis" in output
    assert "Timeline" not in output


def test_nothing_left_out_says_so() -> None:
    assert "Left out: nothing." in shown(record().model_copy(update={"mentions": ()}))


def test_several_cases_are_numbered() -> None:
    output = shown(record(cases=[a_case(), a_case(id="c2")]))
    assert "Case 1 of 2" in output
    assert "Case 2 of 2" in output


def test_a_case_that_knows_nothing() -> None:
    output = in_one_line(shown(record(cases=[{"id": "c1"}])))
    assert "Patient age not stated, sex not stated" in output
    assert "Outcome not stated" in output
    assert "Events" not in output


def test_bibliography() -> None:
    output = in_one_line(shown(record(title="Flashes", journal="Eye", year=2019, doi="10.1/x", pmid="7")))
    assert "Flashes flashes.txt · Eye · 2019 · doi 10.1/x · PMID 7" in output


def test_timeline_order() -> None:
    steps = [(step.when, step.what) for step in timeline(Case.model_validate(a_case()))]
    assert steps == [
        ("exposure", "salbutamol (concomitant)"),
        ("dose 1", "voriconazole (suspect)"),
        ("dose 2, 200 mg", "voriconazole (suspect)"),
        ("1 day after dose 2 of voriconazole", "onset of photopsia and photophobia"),
        ("time not stated", "onset of nausea"),
        ("over 1 week", "treated with dark glasses"),
        ("then", "treated with ondansetron"),
        ("at the end", "recovered (“went home”)"),
    ]


def onset_at(value: float, unit: str, ordinal: int | None, relation: str = "after") -> dict[str, Any]:
    kind = "dose" if ordinal else "start"
    anchor = {"kind": kind, "ordinal": ordinal, "drug": "d1"}
    return {"text": "then", "relation": relation, "value": value, "unit": unit, "anchor": anchor}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(onset_at(36, "h", 1), onset_at(2, "d", 1), id="hours-before-days"),
        pytest.param(onset_at(9, "d", 1), onset_at(1, "d", 2), id="first-dose-before-second"),
        pytest.param(onset_at(1, "d", 2, "before"), onset_at(1, "h", 2), id="before-the-dose"),
        pytest.param(onset_at(3, "d", 2, "before"), onset_at(1, "d", 2, "before"), id="longer-before-first"),
        pytest.param(onset_at(2, "d", None), onset_at(1, "wk", None), id="from-the-start"),
        pytest.param(onset_at(2, "wk", None), None, id="unknown-last"),
        pytest.param(onset_at(9, "d", 2), onset_at(1, "d", None), id="numbered-first"),
        pytest.param(onset_at(1, "h", None, "before"), onset_at(1, "h", 1), id="before-the-start"),
    ],
)
@pytest.mark.parametrize("turned", [False, True], ids=["in-order", "turned"])
def test_onsets_are_in_order_of_time(first: Any, second: Any, turned: bool) -> None:
    events = [{"id": "e1", "name": "early", "onset": first}, {"id": "e2", "name": "late", "onset": second}]
    case = Case.model_validate(
        a_case(events=events[::-1] if turned else events, therapies=[], outcome=None, conditions=[], drugs=[])
    )
    assert [step.what for step in timeline(case)] == ["onset of early", "onset of late"]


def test_the_record_s_own_timeline_is_preferred() -> None:
    entries = [
        {"kind": "start", "ref": "d1", "text": "voriconazole", "day": 1},
        {"kind": "onset", "ref": "e1", "text": "next day", "day": 2, "date": "2011-05-04"},
        {"kind": "onset", "ref": "e2", "text": "next day", "day": 2, "date": "2011-05-04"},
        {"kind": "therapy", "ref": "t1", "text": "within days", "low": 2, "high": 4},
        {"kind": "stop", "ref": "d1", "text": "soon", "low": 2},
        {"kind": "outcome", "text": "by the Friday", "high": 9},
        {"kind": "admission", "text": "admitted"},
        {"kind": "follow_up", "text": "in May", "date": "2011-05"},
    ]
    case = Case.model_validate(a_case(timeline=entries))
    assert [(step.when, step.what) for step in timeline(case)] == [
        ("day 1", "start of voriconazole"),
        ("day 2 · 2011-05-04", "onset of photopsia and photophobia (“next day”)"),
        ("day 2 to 4", "treated with dark glasses (“within days”)"),
        ("from day 2", "voriconazole stopped (“soon”)"),
        ("by day 9", "outcome (“by the Friday”)"),
        ("day not stated", "admission (“admitted”)"),
        ("2011-05", "follow-up (“in May”)"),
        ("time not stated", "onset of nausea"),
    ]


NASTY = "[bold red]x[/] [/bold] [link=file:///etc]y[/link] :smile: \x1b[2J\u202e"


def test_foreign_text_is_shown_literally_everywhere() -> None:
    dose = {"ordinal": 1, "unit": NASTY, "amount": 1, "route": NASTY, "frequency": NASTY}
    drug = {"id": "d1", "name": NASTY, "role": "suspect", "doses": [dose], "start": NASTY}
    event = {
        "id": "e1",
        "name": NASTY,
        "codes": [{"system": NASTY, "code": NASTY}],
        "body_sites": [NASTY],
        "severity": NASTY,
        "findings": [NASTY],
        "onset": {"text": NASTY},
        "outcome": {"status": "fatal", "text": NASTY},
        "causality": {"value": "certain", "text": NASTY},
    }
    therapy = {"id": "t1", "name": NASTY, "kind": "drug", "for_events": ["e1"], "response": NASTY}
    case = a_case(
        patient={"age": {"text": NASTY}, "ethnicity": {"value": NASTY}},
        conditions=[{"id": "k1", "name": NASTY, "role": "indication"}],
        drugs=[drug, {**drug, "id": "d2", "doses": []}],
        events=[event],
        therapies=[therapy],
        outcome={"status": "fatal", "text": NASTY},
        relation=NASTY,
    )
    output = shown(
        record(cases=[case], source=NASTY, title=NASTY, journal=NASTY, doi=NASTY, pmid=NASTY, pmcid=NASTY),
        width=2000,
    )
    assert "\x1b" not in output
    assert "\u202e" not in output
    literal = NASTY.replace("\x1b", REPLACEMENT).replace("\u202e", REPLACEMENT)
    assert output.count(literal) == output.count("[bold red]") == 39


def test_fits_80_columns_with_long_text_and_long_words() -> None:
    long = "very " * 60 + "A" * 200
    case = a_case(
        outcome={"status": "unknown", "text": long},
        events=[{"id": "e1", "name": long, "body_sites": [long]}],
        therapies=[],
    )
    output = shown(record(cases=[case], title=long), width=80)
    assert max(map(len, output.splitlines())) <= 80
    assert in_one_line(output).replace(" ", "").count("A" * 200) >= 3


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [pytest.param({"NO_COLOR": "1"}, False, id="no-color"), pytest.param({}, True, id="control")],
)
def test_no_color(environment: dict[str, str], coloured: bool) -> None:
    stream = io.StringIO()
    settings = {"TERM": "xterm-256color", **environment}
    Console(file=stream, force_terminal=True, width=80, _environ=settings).print(render_summary(record()))
    assert ("\x1b[36m" in stream.getvalue()) is coloured
