"""Whether source files that are installed as they lie are newer than what was installed, as after `git pull`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any, Final

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from caseline.doctor.findings import Finding
from caseline.doctor.packages import OURS

PROJECT: Final = "pyproject.toml"
_FACTORIES = "spacy_factories"


def outdated(root: Path, known: Distribution) -> Iterator[Finding]:
    """Yields a note when the project file beside the sources declares other things than the installation."""
    file = root.parents[1] / PROJECT
    project = _project(file)
    if not project:
        return
    extras = project.get("optional-dependencies", {})
    there = (
        _named(line for line in known.requires or () if "extra ==" not in line),
        {canonicalize_name(name) for name in known.metadata.get_all("Provides-Extra") or ()},
        {each.name for each in known.entry_points if each.group == _FACTORIES},
    )
    wanted = (
        _named(project.get("dependencies", ())),
        set(map(canonicalize_name, extras)),
        set(project.get("entry-points", {}).get(_FACTORIES, {})),
    )
    words = ("dependencies", "extras", "components")
    differing = [word for word, a, b in zip(words, there, wanted, strict=True) if a != b]
    if differing:
        what = f"was installed before {PROJECT} changed its {' and '.join(differing)}"
        yield Finding(OURS, what, f"in {file.parent} run: pip install -e .", grave=False)


def _project(file: Path) -> dict[str, Any] | None:
    """Returns what a project file says of Caseline; nothing of another's, or of none."""
    try:
        project = tomllib.loads(file.read_text(encoding="utf-8")).get("project")
    except (OSError, ValueError):
        return None
    return project if isinstance(project, dict) and project.get("name") == OURS else None


def _named(lines: Iterable[str]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for line in lines:
        try:
            each = Requirement(line)
        except InvalidRequirement:
            continue
        found.add((canonicalize_name(each.name), str(each.specifier)))
    return found
