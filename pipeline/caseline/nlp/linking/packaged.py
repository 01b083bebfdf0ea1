"""The terminologies that ship with the package."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from caseline.nlp.linking.terminology import Terminology

_PACKAGE = "caseline.nlp.terminologies"


class Packaged(NamedTuple):
    """What the manifest says of a terminology: its file, and the labels of mentions that it has codes for."""

    file: str
    system: str
    version: str
    labels: tuple[str, ...]


@lru_cache(maxsize=1)
def packaged() -> tuple[Packaged, ...]:
    """Returns the packaged terminologies in the order in which their codes stand in a record."""
    entries = json.loads(files(_PACKAGE).joinpath("manifest.json").read_text("utf-8"))
    return tuple(
        Packaged(each["file"], each["system"], each["version"], tuple(each["labels"])) for each in entries
    )


@lru_cache(maxsize=16)
def load_packaged(entry: Packaged) -> Terminology:
    """Returns a packaged terminology; each is read once in the life of the process."""
    text = files(_PACKAGE).joinpath(entry.file).read_text("utf-8")
    concepts, _, names = text.partition("\n\n")
    fields = names.rstrip("\n").replace("\n", "\t").split("\t")
    return Terminology(entry.system, entry.version, fields[::2], fields[1::2], concepts.split("\n"))
