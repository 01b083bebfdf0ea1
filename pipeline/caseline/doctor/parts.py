"""What is optional: the extras that the metadata declares, and what other programs bring."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import Final

from caseline.doctor import packages
from caseline.doctor.findings import Finding
from caseline.doctor.packages import OURS, Package

# What an extra is for; the extras themselves and what they hold stand in the metadata.
PURPOSES: Final[Mapping[str, str]] = {
    "cas": "INCEpTION (UIMA CAS)",
    "dev": "the tests and checks of developers",
    "fhir": "FHIR R5",
    "ray": "many machines",
    "store": "SQLite, PostgreSQL, Parquet",
    "train": "training the networks",
    "web": "the service, the curators' desk",
    "xlsx": "spreadsheets",
}
# Where the linker looks for terminologies that its config does not name.
MEDDRA: Final = "CASELINE_MEDDRA"
OWN: Final = "CASELINE_TERMINOLOGIES"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True, slots=True)
class Extra:
    """An extra of the package.

    Attributes:
        name: As in `caseline[name]`.
        purpose: What it is for.
        present: Whether all that it adds is installed in versions that fit.
        install: The command that installs it.
        packages: What it adds to what Caseline needs anyway.
    """

    name: str
    purpose: str
    present: bool
    install: str
    packages: tuple[Package, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """Something that is no package of Python's, or that nobody needs: what it is for, and where or which it is."""

    name: str
    purpose: str
    found: str | None


def extras(known: Distribution) -> tuple[Extra, ...]:
    """Returns the extras, by name."""
    needed = {each.name for each in packages.packages(packages.requirements(known))}
    return tuple(
        _extra(known, name, needed) for name in sorted(known.metadata.get_all("Provides-Extra") or ())
    )


def _extra(known: Distribution, name: str, needed: set[str]) -> Extra:
    added = packages.packages(packages.requirements(known, name))
    return Extra(
        name=name,
        purpose=PURPOSES.get(name, ""),
        present=all(each.fits for each in added),
        install=f"pip install '{OURS}[{name}]'",
        packages=tuple(each for each in added if each.name not in needed),
    )


def faults(found: tuple[Extra, ...]) -> Iterator[Finding]:
    """Yields packages of extras that are installed in versions that do not fit, each once."""
    told: set[str] = set()
    for extra in found:
        for finding in packages.faults(each for each in extra.packages if each.version is not None):
            if finding.part not in told:
                told.add(finding.part)
                what = f"{finding.what} (extra {extra.name})"
                yield Finding(finding.part, what, finding.remedy)


def others() -> tuple[Other, ...]:
    """Returns recognisers that configs can use, terminologies of the user's own, and the browser of the tests."""
    browser = os.environ.get("CASELINE_CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    return (
        Other("spaCy packages", "recognisers for a config such as configs/scispacy.cfg", _models()),
        Other(
            "MedDRA", f"codes of MedDRA, from your own copy: {MEDDRA}=FOLDER", os.environ.get(MEDDRA) or None
        ),
        Other("own names", f"codes from your own lists: {OWN}=FILE", os.environ.get(OWN) or None),
        Other("Chromium", "tests in the browser, nothing else", browser),
    )


def own_faults() -> Iterator[Finding]:
    """Yields files of terminologies that the environment names and that are not there."""
    if meddra := os.environ.get(MEDDRA):
        folders = (Path(meddra), Path(meddra) / "MedAscii")
        if not any((folder / "llt.asc").is_file() and (folder / "pt.asc").is_file() for folder in folders):
            what = f"{meddra} holds no llt.asc and pt.asc"
            yield Finding("MedDRA", what, f"name the folder of a MedDRA release: {MEDDRA}=FOLDER")
    for path in filter(None, os.environ.get(OWN, "").split(os.pathsep)):
        if not Path(path).is_file():
            yield Finding("own names", f"there is no file {path}", f"name one, or unset {OWN}")


def _models() -> str | None:
    """Returns the spaCy packages that are installed, with their versions."""
    return ", ".join(_model(each.name) for each in entry_points(group="spacy_models")) or None


def _model(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return name
