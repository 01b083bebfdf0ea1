"""Versions against what metadata declares, with packages that are not there."""

from __future__ import annotations

import platform

import pytest

from caseline.doctor import packages
from caseline.doctor.findings import Finding
from tests.unit.doctor.fakes import Fake, finder

OURS = Fake(
    "caseline",
    "0.1.0",
    [
        "numpy<2,>=1.26",
        "spacy<3.9,>=3.7.5",
        "lxml[html-clean]>=5.3",
        "tomli; python_version < '3'",
        "psycopg[binary]>=3.2; extra == 'store'",
        "caseline[store]; extra == 'dev'",
        "pytest; extra == 'dev'",
    ],
    extras=["store", "dev"],
    python=">=3.11",
)
LXML = Fake("lxml", "6.0", ["lxml_html_clean; extra == 'html-clean'"], extras=["html-clean"])
CLEAN = Fake("lxml-html-clean", "0.4")
NUMPY, SPACY = Fake("numpy", "1.26.4"), Fake("spacy", "3.7.5", ["numpy>=1.19"])


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(packages, "distribution", finder(OURS, *request.param))


def _faults() -> list[Finding]:
    known = packages.ours()
    assert known
    direct = list(packages.requirements(known))
    needed = packages.packages(direct)
    return [*packages.faults([packages.python(known), *needed]), *packages.faults_below(direct)]


@pytest.mark.parametrize("installed", [(NUMPY, SPACY, LXML, CLEAN)], indirect=True)
def test_what_fits_has_no_fault(installed: None) -> None:
    needed = packages.packages(packages.requirements(OURS))
    assert [(each.name, each.version, each.fits) for each in needed] == [
        ("lxml", "6.0", True),
        ("lxml-html-clean", "0.4", True),
        ("numpy", "1.26.4", True),
        ("spacy", "3.7.5", True),
    ]
    assert _faults() == []


@pytest.mark.parametrize(
    ("installed", "part", "what", "remedy"),
    [
        pytest.param(
            (Fake("numpy", "2.2.6"), SPACY, LXML, CLEAN),
            "numpy",
            "2.2.6 is installed, <2,>=1.26 is needed; with numpy 2 the compiled parts",
            "run: pip install 'numpy<2,>=1.26'",
            id="numpy-2",
        ),
        pytest.param(
            (SPACY, LXML, CLEAN),
            "numpy",
            "is not installed",
            "run: pip install 'numpy<2,>=1.26'",
            id="missing",
        ),
        pytest.param(
            (NUMPY, SPACY, LXML),
            "lxml-html-clean",
            "is not installed",
            "pip install 'lxml-html-clean'",
            id="of-an-extra",
        ),
        pytest.param(
            (NUMPY, Fake("spacy", "3.8.2", ["numpy>=2"]), LXML, CLEAN),
            "numpy",
            "1.26.4 is installed, and spacy 3.8.2 needs numpy>=2",
            "pip install 'numpy>=2'",
            id="wanted-by-another",
        ),
        pytest.param(
            (NUMPY, Fake("spacy", None), LXML, CLEAN),
            "spacy",
            "is not installed",
            "pip install",
            id="no-metadata",
        ),
        pytest.param(
            (NUMPY, Fake("spacy", "much"), LXML, CLEAN),
            "spacy",
            "much is installed",
            "pip install",
            id="no-version",
        ),
    ],
    indirect=["installed"],
)
def test_what_does_not_fit_is_told(installed: None, part: str, what: str, remedy: str) -> None:
    first = _faults()[0]
    assert first.part == part
    assert first.what.startswith(what)
    assert remedy in first.remedy
    assert first.grave


@pytest.mark.parametrize(
    "installed",
    [(NUMPY, Fake("spacy", "3.7.5", ["thinc>=8", "broken requirement ("]), LXML, CLEAN)],
    indirect=True,
)
def test_what_others_miss_is_a_note(installed: None) -> None:
    assert [(each.part, each.what, each.grave) for each in _faults()] == [
        ("thinc", "is not installed, and spacy 3.7.5 needs thinc>=8", False)
    ]


@pytest.mark.parametrize(
    "installed", [(Fake("psycopg", "3.3", ["psycopg-binary==3.3; extra == 'binary'"]),)], indirect=True
)
def test_extras_of_extras_are_followed(installed: None) -> None:
    store = packages.packages(packages.requirements(OURS, "store"))
    assert [(each.name, each.version) for each in store] == [("psycopg", "3.3"), ("psycopg-binary", None)]
    dev = packages.packages(packages.requirements(OURS, "dev"))
    assert [each.name for each in dev] == ["psycopg", "psycopg-binary", "pytest"]


def test_a_python_that_is_too_old() -> None:
    known = Fake("caseline", "0.1.0", python="<3.0")
    (fault,) = packages.faults([packages.python(known)])
    assert fault.what.startswith(f"{platform.python_version()} is installed, <3.0 is needed")
    assert fault.remedy == "use Python 3.11 or 3.12"


def test_our_own_metadata_is_read() -> None:
    known = packages.ours()
    assert known
    assert {"spacy", "numpy", "pydantic"} <= {
        each.name for each in packages.packages(packages.requirements(known))
    }


def test_each_trap_names_a_package_that_is_needed() -> None:
    known = packages.ours()
    assert known
    lines = [*(known.requires or ()), "python"]
    assert [name for name in packages.TRAPS if not any(line.startswith(name) for line in lines)] == []
