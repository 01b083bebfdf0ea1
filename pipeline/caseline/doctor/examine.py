"""All the checks in a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.metadata import Distribution
from pathlib import Path

from caseline.doctor import lexicons, packages, parts, pipelines, place, self_test, shipped, source
from caseline.doctor.findings import Finding
from caseline.doctor.lexicons import LEXICONS, TERMINOLOGIES
from caseline.doctor.packages import OURS
from caseline.doctor.report import Report
from caseline.doctor.self_test import SelfTest, run_self_test

ROOT = Path(__file__).parents[1]
_SCHEMA = re.compile(r"case-report-(\d+)\.(\d+)\.json\Z")


def examine(root: Path = ROOT, *, test: Callable[[], SelfTest] | None = run_self_test) -> Report:
    """Looks at an installation.

    Args:
        root: Folder of the package.
        test: Reads a sentence with the packaged pipeline; None to leave that out.
    """
    known = packages.ours()
    direct = list(packages.requirements(known)) if known else []
    needed = packages.packages(direct)
    python = packages.python(known)
    extras = parts.extras(known) if known else ()
    listed = shipped.listed(root)
    files = shipped.look(root, listed)
    packaged = pipelines.pipelines(root, files)
    terms = lexicons.terms(root, LEXICONS, files)
    codes = lexicons.terms(root, TERMINOLOGIES, files)
    here = place.place(root)
    findings = [
        *_installation(root, known),
        *packages.faults([python, *needed]),
        *packages.faults_below(direct),
        *([] if listed else [_unlisted()]),
        *(each.fault for each in files if each.fault),
        *lexicons.without_manifest(root, LEXICONS, terms),
        *lexicons.without_manifest(root, TERMINOLOGIES, codes),
        *(pipelines.unknown_factories(root, packaged) if known else ()),
        *parts.faults(extras),
        *parts.own_faults(),
        *place.faults(here),
    ]
    tested = test() if test else None
    return Report(
        caseline=packages.version_of(known),
        schema=_schema(root),
        python=python,
        packages=needed,
        pipelines=packaged,
        lexicons=terms,
        terminologies=codes,
        files=len(files),
        extras=extras,
        others=parts.others(),
        place=here,
        self_test=tested,
        findings=tuple(_each_once([*findings, *(self_test.faults(tested) if tested else ())])),
    )


def _installation(root: Path, known: Distribution | None) -> Iterator[Finding]:
    if known:
        yield from source.outdated(root, known)
    else:
        what = "has no metadata: these are source files that are not installed, so no bounds are known"
        yield Finding(OURS, what, "in the folder of pyproject.toml run: pip install -e .")


def _unlisted() -> Finding:
    what = "is missing or broken, so files cannot be compared with what was shipped"
    return Finding(shipped.LIST_NAME, what, shipped.AGAIN)


def _schema(root: Path) -> str:
    """Returns the version of the newest schema that lies in the package."""
    found = (_SCHEMA.fullmatch(path.name) for path in (root / "schema").glob("case-report-*.json"))
    newest = max(((int(each[1]), int(each[2])) for each in found if each), default=None)
    return ".".join(map(str, newest)) if newest else "unknown"


def _each_once(findings: list[Finding]) -> Iterator[Finding]:
    """Yields the first grave finding of a part, else all of them; the self-test may tell of several."""
    told: set[str] = set()
    for each in findings:
        key = each.part if each.part != "self-test" else each.what
        if key not in told:
            told.add(key)
            yield each
