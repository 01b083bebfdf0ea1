"""Versions of what Caseline stands on, against the bounds that its metadata declares."""

from __future__ import annotations

import platform
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from caseline.doctor.findings import Finding

OURS: Final = "caseline"
# What is known of bounds that people run into; told when one is broken.
TRAPS: Final = {
    "python": "numpy 1.26, which spaCy and scispaCy need here, has no wheel for Python 3.13",
    "numpy": "with numpy 2 the compiled parts of spaCy 3.7 and scispaCy fail at import",
    "pyarrow": "pyarrow 26 refuses numpy 1.26 at import, although pip installs the two together",
    "spacy": "medspaCy 1.3.1 needs spaCy below 3.8 on Python 3.11 and spaCy 3.8 on Python 3.12",
    "medspacy": "each medspaCy wants one spaCy: 1.3.1 below 3.8 on Python 3.11, 3.8 on Python 3.12",
    "scispacy": "scispaCy before 0.6.2 fails at import beside these versions",
}


@dataclass(frozen=True, slots=True)
class Package:
    """A package that is needed: its name, the version that is installed if any, and the versions wanted."""

    name: str
    version: str | None
    wanted: str

    @property
    def fits(self) -> bool:
        """Whether it is installed in a version that is wanted."""
        return self.version is not None and _within(self.version, self.wanted)


def ours() -> Distribution | None:
    """Returns what is known of Caseline as an installed package; nothing of source files only."""
    return _installed(OURS)


def python(known: Distribution | None) -> Package:
    """Returns the Python that runs, and those that Caseline runs on."""
    wanted = _field(known, "Requires-Python") or ""
    return Package("python", platform.python_version(), wanted)


def requirements(known: Distribution, extra: str = "") -> Iterator[Requirement]:
    """Yields what a package needs on this Python, or what an extra of it adds; extras of extras as well."""
    for line in known.requires or ():
        try:
            each = Requirement(line)
        except InvalidRequirement:
            continue
        needed = each.marker is None or each.marker.evaluate({"extra": ""})
        added = bool(extra and each.marker and each.marker.evaluate({"extra": extra}))
        if (added and not needed) if extra else needed:
            yield from _with_extras(each)


def _with_extras(each: Requirement) -> Iterator[Requirement]:
    """Yields a requirement, and what the extras that it asks for add: of `psycopg[binary]` psycopg-binary."""
    if canonicalize_name(each.name) != OURS:
        yield each
    found = _installed(each.name)
    if found:
        for extra in sorted(each.extras):
            yield from requirements(found, extra)


def packages(needed: Iterable[Requirement]) -> tuple[Package, ...]:
    """Returns the packages that requirements name, by name."""
    named = {canonicalize_name(each.name): each for each in needed}
    return tuple(
        Package(name, version_of(_installed(name)), str(each.specifier))
        for name, each in sorted(named.items())
    )


def faults(needed: Iterable[Package]) -> Iterator[Finding]:
    """Yields what is missing or of a version that does not fit."""
    for each in needed:
        mend = f"run: pip install '{each.name}{each.wanted}'"
        if each.version is None:
            yield Finding(each.name, "is not installed", mend)
        elif not each.fits:
            what = f"{each.version} is installed, {each.wanted} is needed{_trap(each.name)}"
            yield Finding(each.name, what, "use Python 3.11 or 3.12" if each.name == "python" else mend)


def faults_below(direct: Iterable[Requirement]) -> Iterator[Finding]:
    """Yields what packages that Caseline needs miss themselves: each package once.

    It is grave when Caseline needs that package itself; of the others the self-test tells whether it matters.
    """
    waiting = deque((each, OURS) for each in direct)
    named = {canonicalize_name(each.name) for each, _ in waiting}
    opened: set[str] = set()
    told: set[str] = set()
    while waiting:
        each, user = waiting.popleft()
        name = canonicalize_name(each.name)
        if name in told:
            continue
        found = _installed(name)
        package = Package(name, version_of(found), str(each.specifier))
        if user != OURS and not package.fits:
            told.add(name)
            yield _below(package, user, grave=name in named)
        if found and name not in opened:
            opened.add(name)
            waiting.extend((one, f"{name} {package.version}") for one in requirements(found))


def _below(package: Package, user: str, *, grave: bool) -> Finding:
    asked = f"{package.name}{package.wanted}"
    state = f"{package.version} is installed" if package.version else "is not installed"
    what = f"{state}, and {user} needs {asked}{_trap(package.name)}"
    return Finding(package.name, what, f"run: pip install '{asked}'", grave=grave)


def _trap(name: str) -> str:
    return f"; {TRAPS[name]}" if name in TRAPS else ""


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def version_of(known: Distribution | None) -> str | None:
    """Returns the version of an installed package; none of one that lost its METADATA."""
    return _field(known, "Version")


def _field(known: Distribution | None, name: str) -> str | None:
    return known.metadata[name] if known and name in known.metadata else None


def _within(found: str, wanted: str) -> bool:
    try:
        return SpecifierSet(wanted).contains(Version(found), prereleases=True)
    except (InvalidVersion, InvalidSpecifier):
        return False
