"""The pipelines that ship with the package, by their files alone: nothing is loaded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from caseline.doctor.findings import Finding
from caseline.doctor.shipped import AGAIN, DataFile

FOLDER: Final = "models"
_FACTORY = re.compile(r'^factory = "(\w+)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Network:
    """A network of a pipeline: its component, its size in bytes and its SHA-256 as found."""

    component: str
    size: int | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A packaged pipeline: name, version, the bytes of all its files, and whether they are as they were shipped."""

    name: str
    version: str | None
    size: int
    networks: tuple[Network, ...]
    whole: bool


def pipelines(root: Path, found: Iterable[DataFile]) -> tuple[Pipeline, ...]:
    """Returns the pipelines that data files below `root` belong to, by name."""
    grouped: dict[str, list[DataFile]] = {}
    for each in found:
        parts = each.path.split("/")
        if parts[0] == FOLDER and len(parts) > 2:
            grouped.setdefault(parts[1], []).append(each)
    return tuple(_pipeline(root, name, files) for name, files in sorted(grouped.items()))


def _pipeline(root: Path, name: str, files: list[DataFile]) -> Pipeline:
    networks = tuple(
        Network(each.path.split("/")[-2], each.size, each.sha256)
        for each in files
        if each.path.endswith(".onnx")
    )
    return Pipeline(
        name=name,
        version=_version(root / FOLDER / name / "meta.json"),
        size=sum(each.size or 0 for each in files),
        networks=networks,
        whole=not any(each.fault for each in files),
    )


def _version(meta: Path) -> str | None:
    try:
        read = json.loads(meta.read_bytes())
    except (OSError, ValueError):
        return None
    return str(read.get("version")) if isinstance(read, dict) else None


def unknown_factories(root: Path, known: Iterable[Pipeline]) -> Iterator[Finding]:
    """Yields a note for each pipeline with components that the installed package does not declare.

    So it is where the source is newer than the installation, as after `git pull`. `spacy.load` cannot find them
    then; whether Caseline itself can, the self-test tells.
    """
    declared = {each.name for each in entry_points(group="spacy_factories")}
    for each in known:
        try:
            config = (root / FOLDER / each.name / "config.cfg").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # a missing file is told already
        ours = {name for name in _FACTORY.findall(config) if name.startswith("caseline_")}
        if missing := sorted(ours - declared):
            what = f"has components that are not declared: {', '.join(missing)}"
            remedy = f"{AGAIN}, from its folder: pip install -e ."
            yield Finding(f"pipeline {each.name}", what, remedy, grave=False)
