"""FHIR R5: a Bundle a record, each read back by fhir.resources before it is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.util import find_spec

from caseline.errors import CaselineError
from caseline.export.fhir.bindings import unbound
from caseline.export.fhir.bundle import bundle
from caseline.export.fhir.values import Element
from caseline.export.names import names_of
from caseline.export.targets import Wish
from caseline.export.tools import Files
from caseline.schema.report import CaseReport


class Fhir:
    """The target fhir; see the module.

    Raises:
        CaselineError: When the extra `fhir` is not installed.
    """

    suffixes: tuple[str, ...] = (".json", ".ndjson")
    folder = True
    settled = False

    def __init__(self) -> None:
        if find_spec("fhir") is None or find_spec("fhir.resources") is None:
            raise CaselineError(
                "FHIR needs fhir.resources, which is not installed; install it with: pip install 'caseline[fhir]'"
            )

    def write(self, records: Iterable[CaseReport], wish: Wish) -> Files:
        """Yields the files: of a folder one for each record, else one with a Bundle, or with one a line.

        Raises:
            CaselineError: When several records are to go into one .json.
        """
        held = list(records)
        if wish.folder:
            for name, record in zip(names_of(held), held, strict=True):
                yield f"{name}.json", (_text(record, indent=2),)
        elif wish.suffix == ".ndjson":
            yield "", (_text(record, indent=None) for record in held)
        elif len(held) == 1:
            yield "", (_text(held[0], indent=2),)
        else:
            raise CaselineError(
                f"a .json holds one Bundle, and there are {len(held)} records; name a .ndjson or a folder"
            )


def _text(record: CaseReport, *, indent: int | None) -> bytes:
    made = bundle(record)
    check(made)
    separators = (",", ":") if indent is None else None
    return (json.dumps(made, ensure_ascii=False, indent=indent, separators=separators) + "\n").encode()


def check(made: Element) -> None:
    """Checks that fhir.resources reads a Bundle and gives all of it back, and that its codes are FHIR's.

    Raises:
        CaselineError: When it does not; that would be our fault.
    """
    from fhir.resources.bundle import Bundle  # noqa: PLC0415 - of the extra
    from pydantic import ValidationError  # noqa: PLC0415

    text = json.dumps(made)
    try:
        read = Bundle.model_validate_json(text).model_dump_json()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise CaselineError(f"the Bundle is no FHIR R5, please report it: {where}: {first['msg']}") from error
    if json.loads(read) != json.loads(text):
        raise CaselineError("the Bundle is not read back as it was made, please report it")
    for fault in (*_dangling(made), *(fault for one in made["entry"] for fault in unbound(one["resource"]))):
        raise CaselineError(f"the Bundle is no FHIR R5, please report it: {fault}")


def _dangling(made: Element) -> Iterator[str]:
    """Yields the references of a Bundle to what is not in it."""
    known = {one["fullUrl"] for one in made["entry"]}
    if len(known) != len(made["entry"]):
        yield "two resources share an id"
    for reference in _references(made["entry"]):
        if reference not in known:
            yield f"{reference} is not in the Bundle"


def _references(held: object) -> Iterator[str]:
    if isinstance(held, list):
        for one in held:
            yield from _references(one)
    elif isinstance(held, dict):
        for name, part in held.items():
            if name == "reference" and isinstance(part, str):
                yield part
            else:
                yield from _references(part)
