"""Checks FHIR R5 Bundles against HL7's own definitions, which are not part of this repository.

    npm pack hl7.fhir.r5.core@5.0.0 hl7.fhir.r5.expansions@5.0.0 hl7.terminology.r5@7.0.1
    # … unpack each into a folder …
    pip install fhirpathpy
    python scripts/check_fhir.py --core DIR --expansions DIR --terminology DIR BUNDLES...

Looks at cardinalities, types of references, choices, the forms of primitive types, required bindings, and the
invariants that are errors. Invariants that fhirpathpy cannot evaluate are counted as skipped; those that need another
resource, and profiles of national guides, are not looked at. Exit status 1 when something is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from fhirpathpy import compile as compiled
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models

Json = dict[str, Any]
FORMS = {
    "base64Binary": r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
    "boolean": r"true|false",
    "canonical": r"\S*",
    "code": r"[^\s]+( [^\s]+)*",
    "date": r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?",
    "dateTime": r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])(T.+)?)?)?",
    "decimal": r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?([eE][+-]?[0-9]{1,9})?",
    "id": r"[A-Za-z0-9.-]{1,64}",
    "instant": r"[0-9]{4}-.+T.+",
    "integer": r"0|-?[1-9][0-9]*",
    "markdown": r"\S|\S[\s\S]*\S",
    "positiveInt": r"[1-9][0-9]*",
    "string": r"\S|\S[\s\S]*\S",
    "unsignedInt": r"0|[1-9][0-9]*",
    "uri": r"\S*",
    "url": r"\S*",
}
TEXTS = frozenset(FORMS) - {"boolean", "decimal", "integer", "positiveInt", "unsignedInt"}
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST = 1024 * 1024


class Definitions:
    """HL7's packages."""

    def __init__(self, core: Path, expansions: Path, terminology: Path) -> None:
        self.core, self.expansions, self.terminology = core, expansions, terminology
        self._elements: dict[str, dict[str, Json]] = {}
        self._codes: dict[str, set[tuple[str | None, str]] | None] = {}

    def elements(self, kind: str) -> dict[str, Json]:
        """Returns the elements of a type by path."""
        if kind not in self._elements:
            path = self.core / f"StructureDefinition-{kind}.json"
            held = (
                json.loads(path.read_text(encoding="utf-8"))["snapshot"]["element"] if path.exists() else []
            )
            self._elements[kind] = {one["path"]: one for one in held if ":" not in one["id"]}
        return self._elements[kind]

    def children(self, kind: str, path: str) -> dict[str, Json]:
        """Returns the elements just below one by name."""
        begin = f"{path}."
        found = {
            name.removeprefix(begin): one
            for name, one in self.elements(kind).items()
            if name.startswith(begin)
        }
        return {name: one for name, one in found.items() if "." not in name}

    def codes(self, value_set: str) -> set[tuple[str | None, str]] | None:
        """Returns the codes of a value set with their systems, null where it is too large to be listed."""
        name = value_set.partition("|")[0].rpartition("/")[2]
        if name not in self._codes:
            self._codes[name] = self._expanded(name) or self._composed(name)
        return self._codes[name]

    def _expanded(self, name: str) -> set[tuple[str | None, str]]:
        path = self.expansions / f"ValueSet-{name}.json"
        held = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return set(_walked(held.get("expansion", {}).get("contains", []), "contains"))

    def _composed(self, name: str) -> set[tuple[str | None, str]] | None:
        path = self.core / f"ValueSet-{name}.json"
        if not path.exists():
            return None
        made: set[tuple[str | None, str]] = set()
        for part in json.loads(path.read_text(encoding="utf-8"))["compose"]["include"]:
            listed = part.get("concept") or self._system(part)
            if listed is None:
                return None
            made |= {(part["system"], code) for _, code in _walked(listed, "concept")}
        return made

    def _system(self, part: Json) -> list[Json] | None:
        name = f"CodeSystem-{part.get('system', '').rpartition('/')[2]}.json"
        for folder in (self.core, self.terminology):
            if (folder / name).exists() and "filter" not in part:
                held = json.loads((folder / name).read_text(encoding="utf-8"))
                return held["concept"] if held.get("content") == "complete" else None
        return None


def _walked(held: list[Json], below: str) -> Iterator[tuple[str | None, str]]:
    for one in held:
        if "code" in one:
            yield one.get("system"), one["code"]
        yield from _walked(one.get(below, []), below)


class Check:
    """Looks at one Bundle after the other and counts what is wrong.

    Attributes:
        faults: What is wrong, and how often.
        looked: How much was looked at.
        skipped: Invariants and value sets that could not be.
    """

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self.faults: Counter[str] = Counter()
        self.looked: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self._kinds: dict[str, str] = {}
        self._paths: dict[str, Any] = {}

    @cached_property
    def _model(self) -> Any:
        return models["r5"]

    def bundle(self, held: Json) -> None:
        """Looks at a Bundle."""
        self.looked["bundles"] += 1
        self._kinds = {one["fullUrl"]: one["resource"]["resourceType"] for one in held["entry"]}
        self._resource(held)

    def _resource(self, held: Json) -> None:
        kind = held["resourceType"]
        self._invariants(self.definitions.elements(kind)[kind], held, held, None, kind)
        self._element(held, kind, kind, held, kind)

    def _element(self, held: Json, kind: str, path: str, root: Json, where: str) -> None:
        known = {"resourceType"}
        for name, element in self.definitions.children(kind, path).items():
            found = list(_present(held, name, element))
            known |= {one for one, _ in found} | {f"_{one}" for one, _ in found}
            count = 0
            for one, told in found:
                parts = held[one] if isinstance(held[one], list) else [held[one]]
                count += len(parts)
                if not parts:
                    self.faults[f"{where}.{one}: empty"] += 1
                for part in parts:
                    self.looked["elements"] += 1
                    self._part(part, element, told, (kind, f"{path}.{name}"), root, f"{where}.{one}")
            if len(found) > 1:
                self.faults[f"{where}.{name}: two types"] += 1
            most = element["max"]
            if count < element["min"] or (most != "*" and count > int(most)):
                self.faults[f"{where}.{name}: {count}, not {element['min']}..{most}"] += 1
        for name in set(held) - known:
            self.faults[f"{where}.{name}: unknown"] += 1

    def _part(
        self, part: Any, element: Json, told: Json, at: tuple[str, str], root: Json, where: str
    ) -> None:
        self._binding(element, part, where)
        code = told.get("code", "")
        if part in ({}, [], ""):
            self.faults[f"{where}: empty"] += 1
        elif code in FORMS:
            self._form(part, code, where)
        elif code == "Resource":
            self._resource(part)
        elif isinstance(part, dict):
            inner = code in {"", "BackboneElement", "Element"}
            reused = element.get("contentReference", "").partition("#")[2]
            kind, path = (at[0], reused or at[1]) if inner else (code, code)
            self._invariants(element, part, root, path, where)
            if not inner:
                self._invariants(self.definitions.elements(code)[code], part, root, code, where)
                self._target(part if code == "Reference" else part.get("reference"), told, where)
            self._element(part, kind, path, root, where)

    def _form(self, part: Any, code: str, where: str) -> None:
        if isinstance(part, str) is not (code in TEXTS):
            self.faults[f"{where}: {part!r:.40} is of another type than {code}"] += 1
            return
        text = part if isinstance(part, str) else json.dumps(part)
        long = code != "base64Binary" and len(text) > LONGEST
        if not re.fullmatch(FORMS[code], text) or CONTROLS.search(text) or long:
            self.faults[f"{where}: {text!r:.40} is no {code}"] += 1

    def _binding(self, element: Json, part: Any, where: str) -> None:
        binding = element.get("binding", {})
        if binding.get("strength") != "required":
            return
        codes = self.definitions.codes(binding["valueSet"])
        if codes is None:
            self.skipped[f"binding {binding['valueSet']}"] += 1
            return
        self.looked["bindings"] += 1
        if isinstance(part, str):
            able = part in {code for _, code in codes}
        else:
            able = any((one.get("system"), one.get("code")) in codes for one in part.get("coding", [part]))
        if not able:
            self.faults[f"{where}: {part!r:.60} is not in {binding['valueSet']}"] += 1

    def _target(self, reference: Any, told: Json, where: str) -> None:
        if not isinstance(reference, dict) or "reference" not in reference:
            return
        allowed = {one.rpartition("/")[2] for one in told.get("targetProfile", ())}
        kind = self._kinds.get(reference["reference"])
        if kind is None:
            self.faults[f"{where}: refers to what is not in the Bundle"] += 1
        elif allowed and not {"Resource", kind} & allowed:
            self.faults[f"{where}: refers to {kind}"] += 1

    def _invariants(self, element: Json, part: Json, root: Json, base: str | None, where: str) -> None:
        for one in element.get("constraint", ()):
            text = one.get("expression", "")
            if one["severity"] != "error" or not text:
                continue
            if "resolve()" in text or "htmlChecks" in text:
                self.skipped[one["key"]] += 1
                continue
            path = self._paths.setdefault(text, None) or compiled(
                text, self._model, {"traceFn": lambda *_: None}
            )
            self._paths[text] = path
            node = ResourceNode.create_node(part, base) if base else part
            try:
                said = path(node, {"resource": root, "rootResource": root})
            except Exception:  # noqa: BLE001 - what fhirpathpy cannot do, in its many ways
                self.skipped[one["key"]] += 1
                continue
            self.looked["invariants"] += 1
            if said and said[0] is False:
                self.faults[f"{where}: {one['key']}: {one['human'][:80]}"] += 1


def _present(held: Json, name: str, element: Json) -> Iterator[tuple[str, Json]]:
    """Yields the names by which an element is there, with its type."""
    kinds = element.get("type") or [{}]
    if not name.endswith("[x]"):
        if name in held:
            kind = kinds[0]
            system = kind.get("code", "").startswith("http://hl7.org/fhirpath/")
            yield name, {"code": "string"} if system else kind
        return
    for kind in kinds:
        one = f"{name.removesuffix('[x]')}{kind['code'][0].upper()}{kind['code'][1:]}"
        if one in held:
            yield one, kind


def main() -> int:
    """Checks the files named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("core", "expansions", "terminology"):
        parser.add_argument(f"--{name}", type=Path, required=True, help="folder with the unpacked files")
    parser.add_argument("bundles", nargs="+", type=Path)
    told = parser.parse_args()
    check = Check(Definitions(told.core, told.expansions, told.terminology))
    for path in told.bundles:
        text = path.read_text(encoding="utf-8")
        for one in text.splitlines() if path.suffix == ".ndjson" else [text]:
            check.bundle(json.loads(one))
    sys.stdout.write(f"looked at: {dict(check.looked)}\nskipped: {dict(check.skipped)}\n")
    for fault, count in sorted(check.faults.items()):
        sys.stdout.write(f"{count} × {fault}\n")
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main())
