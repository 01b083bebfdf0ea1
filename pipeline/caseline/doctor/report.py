"""All that is known of an installation, for a terminal and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from caseline.doctor.findings import Finding
from caseline.doctor.lexicons import Terms
from caseline.doctor.packages import Package
from caseline.doctor.parts import Extra, Other
from caseline.doctor.pipelines import Pipeline
from caseline.doctor.place import Place
from caseline.doctor.self_test import SelfTest
from caseline.doctor.trial import EXPECTED

# Of the JSON; it rises when a key changes its meaning or goes.
FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, and what was found.

    Attributes:
        caseline: Version of Caseline; None of source files that are not installed.
        schema: Version of the record.
        python: The Python that runs.
        packages: What Caseline needs.
        pipelines: The packaged pipelines.
        lexicons: Terms and rules that find.
        terminologies: Names that code.
        files: How many data files were compared with the list of checksums.
        extras: What is optional.
        others: What else can be used.
        place: Where it runs.
        self_test: What came of it; None when it was not run.
        findings: All that is wrong or worth knowing.
    """

    caseline: str | None
    schema: str
    python: Package
    packages: tuple[Package, ...]
    pipelines: tuple[Pipeline, ...]
    lexicons: tuple[Terms, ...]
    terminologies: tuple[Terms, ...]
    files: int
    extras: tuple[Extra, ...]
    others: tuple[Other, ...]
    place: Place
    self_test: SelfTest | None
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is broken."""
        return tuple(each for each in self.findings if each.grave)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is only worth knowing."""
        return tuple(each for each in self.findings if not each.grave)

    def to_json(self) -> str:
        """Returns the report as JSON; docs/doctor.md tells its keys."""
        return json.dumps(dict(self._pairs()), indent=2, ensure_ascii=False) + "\n"

    def _pairs(self) -> Iterator[tuple[str, Any]]:
        yield "format", FORMAT
        yield "healthy", not self.faults
        yield "caseline", self.caseline
        yield "schema", self.schema
        yield "python", _package(self.python)
        yield "packages", [_package(each) for each in self.packages]
        yield "pipelines", [asdict(each) for each in self.pipelines]
        yield "lexicons", [asdict(each) for each in self.lexicons]
        yield "terminologies", [asdict(each) for each in self.terminologies]
        yield "files", self.files
        yield (
            "extras",
            [asdict(each) | {"packages": list(map(_package, each.packages))} for each in self.extras],
        )
        yield "others", [asdict(each) for each in self.others]
        yield "place", asdict(self.place)
        yield "self_test", _self_test(self.self_test) if self.self_test else None
        yield "faults", [_finding(each) for each in self.faults]
        yield "notes", [_finding(each) for each in self.notes]


def _package(package: Package) -> dict[str, Any]:
    return asdict(package) | {"fits": package.fits}


def _self_test(test: SelfTest) -> dict[str, Any]:
    seconds = {f"{key}_seconds": round(value, 3) for key, value in test.seconds.items()}
    return {
        "passed": test.passed,
        "error": test.error,
        "expected": EXPECTED,
        "found": dict(test.found),
        **dict.fromkeys(("import_seconds", "load_seconds", "read_seconds")),
        **seconds,
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {"part": finding.part, "what": finding.what, "remedy": finding.remedy}
