"""Case reports are told from other papers, with the reason."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.reading.article import Article
from caseline.reading.case_reports import is_case_report
from caseline.schema.document import Section, SectionName

FILLER = "Examplamab is widely used. Its harms are known in part, and more is learnt of them every year. "


def paper(
    abstract: str = "", *, title: str = "On examplamab", body: str = "", kind: str | None = None
) -> Article:
    text = title
    sections = [Section(name=SectionName.TITLE, start=0, end=len(title))]
    for name, part in ((SectionName.ABSTRACT, abstract), (SectionName.BODY, body)):
        if part:
            text += f"\n\n{part}"
            sections.append(Section(name=name, start=len(text) - len(part), end=len(text)))
    return Article(text=text, title=title, sections=tuple(sections), article_type=kind)


REPORTS = [
    pytest.param(paper("Many patients were seen.", kind="case-report"), "article type", id="type of JATS"),
    pytest.param(
        paper("", kind="Journal Article; Case Reports; Review"), "article type", id="types of PubMed"
    ),
    pytest.param(
        paper(FILLER * 3, title="Rash: a case report and review"), "title", id="title: a case report"
    ),
    pytest.param(paper(FILLER * 3, title="Rash. Report of two cases"), "title", id="title: two cases"),
    pytest.param(paper(FILLER * 3, title="Rash in a Cambodian woman"), "title", id="title: in a woman"),
    pytest.param(paper(f"{FILLER}A 45-year-old white woman had a rash."), "age of one person", id="age"),
    pytest.param(
        paper(f"{FILLER}An eighty-year-old man had a rash."), "age of one person", id="age in words"
    ),
    pytest.param(
        paper(f"{FILLER}We report the case of a farmer with a rash."), "tells of a case", id="we report"
    ),
    pytest.param(
        paper("OBJECTIVE: To report 2 cases of a rash, and 40 controls. " + FILLER),
        "tells of a case",
        id="to report",
    ),
    pytest.param(
        paper(f"{FILLER}A case of a rash with a fatal end is presented."), "a case", id="is presented"
    ),
    pytest.param(paper(f"{FILLER}In the present case, a rash developed."), "a case of", id="present case"),
    pytest.param(paper(f"{FILLER}Two sisters developed a rash."), "a few patients", id="two sisters"),
    pytest.param(
        paper(f"{FILLER}CASE REPORT An injection of air occurred."), "a heading", id="heading in the abstract"
    ),
    pytest.param(paper(f"{FILLER}An unexpected death is described."), "something is reported", id="a death"),
    pytest.param(
        paper(f"{FILLER}I was given examplamab and my doctor stopped it."), "first person", id="patient's own"
    ),
    pytest.param(
        paper(FILLER * 2, body=f"{FILLER}Our patient, a man of 45, was admitted."),
        "age",
        id="only in the body",
    ),
    pytest.param(paper("", title="Arterial air embolism."), "too short to tell", id="title alone"),
    pytest.param(
        paper(
            f"{FILLER}A 45-year-old woman had a rash, p = 0.04 among 30 patients.", kind="research-article"
        ),
        "age of one person",
        id="one patient among figures",
    ),
]

OTHERS = [
    pytest.param(paper("A man had a rash.", kind="correction"), "article type", id="correction"),
    pytest.param(paper("A man had a rash.", kind="Retracted Publication"), "article type", id="retracted"),
    pytest.param(
        paper(f"{FILLER}We randomized 120 patients to examplamab or placebo."), "a trial", id="trial"
    ),
    pytest.param(
        paper(f"{FILLER}A retrospective cohort of 2,216 procedures."), "a study of many", id="cohort"
    ),
    pytest.param(paper(f"{FILLER}Rats were given examplamab in vitro."), "animals", id="animals"),
    pytest.param(
        paper(f"{FILLER}Sixty-two patients with a rash are reported."), "many patients", id="sixty-two"
    ),
    pytest.param(
        paper(FILLER * 3, title="Rash: a systematic review of case reports"), "title", id="systematic review"
    ),
    pytest.param(paper(FILLER * 3, title="Risk of rash: a case-control study"), "title", id="case-control"),
    pytest.param(paper(FILLER * 3, kind="review-article"), "tells of no patient", id="review"),
    pytest.param(
        paper(f"{FILLER}Mean age 45 years; the patient group took 5 mg."), "statistics", id="mean age"
    ),
    pytest.param(paper(f"{FILLER}The drug was given to 8-week-old male mice."), "animals", id="age of mice"),
]


@pytest.mark.parametrize(("article", "reason"), REPORTS)
def test_a_report_is_kept(article: Article, reason: str) -> None:
    verdict = is_case_report(article)
    assert verdict.is_report, verdict
    assert reason in verdict.reason


@pytest.mark.parametrize(("article", "reason"), OTHERS)
def test_another_paper_is_left_out(article: Article, reason: str) -> None:
    verdict = is_case_report(article)
    assert not verdict.is_report, verdict
    assert reason in verdict.reason


def test_a_section_with_a_case_speaks_for_a_report() -> None:
    text = f"{FILLER * 2}\n\nShe recovered."
    case = Section(name=SectionName.CASE, start=len(text) - 14, end=len(text))
    first = Section(name=SectionName.ABSTRACT, start=0, end=len(text) - 16)
    assert is_case_report(Article(text=text, sections=(first, case))).reason.startswith(
        "a section with a case"
    )
    assert not is_case_report(Article(text=text, sections=(first,))).is_report


def test_a_text_without_sections_is_judged_by_its_beginning() -> None:
    assert is_case_report(Article(text=f"A 45-year-old woman had a rash. {FILLER * 3}")).is_report
    assert not is_case_report(Article(text=FILLER * 80 + "A 45-year-old woman had a rash.")).is_report


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60) | st.none(), st.text(max_size=30) | st.none())
def test_any_paper_gets_one_short_reason(text: str, title: str | None, kind: str | None) -> None:
    verdict = is_case_report(Article(text=text, title=title, article_type=kind))
    assert 0 < len(verdict.reason) < 300
    assert verdict == is_case_report(Article(text=text, title=title, article_type=kind))


@pytest.mark.parametrize(
    "part", ["-", "a - ", "we report a ", "12 a ", "a case of ", "one ", "a''''", "\u2019-"]
)
def test_time_does_not_grow_with_odd_texts(part: str) -> None:
    text = "we report a " + part * (20_000 // len(part))
    began = time.process_time()
    is_case_report(Article(text=text, title=text[:2000]))
    assert time.process_time() - began < 20
