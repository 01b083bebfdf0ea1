"""Terminologies of the user's own: MedDRA as its makers ship it, and names with codes as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from caseline.errors import ConfigError, LexiconError
from caseline.nlp.linking.keys import as_printed, key_once
from caseline.nlp.linking.terminology import NAME, SYNONYM, Concept, Terminology, terminology_of
from caseline.schema.mention import Label

MEDDRA = "MedDRA"
DISEASES = (Label.EVENT.value, Label.DISORDER.value)
DRUGS = (Label.DRUG.value,)
_KINDS: Mapping[str, tuple[str, ...]] = {"disease": DISEASES, "drug": DRUGS, "": (*DISEASES, *DRUGS)}
_COLUMNS = ("name", "code", "system")
_MORE = ("kind", "version")
_DRUG_SYSTEMS = frozenset({"ATC", "DrugBank", "RxNorm"})
_MEDDRA_CODE = re.compile(r"\d{8}\Z")
_MEDDRA_VERSION = re.compile(r"(?<!\d)(\d{1,2})[._](\d)(?!\d)")
_LEAST_FIELDS = {"llt.asc": 10, "pt.asc": 4}
_CURRENCY = 9  # the field of llt.asc that says whether a term is current


class Own(NamedTuple):
    """A terminology of the user's own, and the labels of mentions that it has codes for."""

    terminology: Terminology
    labels: tuple[str, ...]


class _Row(NamedTuple):
    name: str
    code: str
    kind: str


def load_meddra(folder: Path, *, version: str = "") -> Own:
    """Returns the current lowest level terms of a MedDRA release.

    The version is what the folder's name or that of the one around it holds, such as `MedDRA_27_0_English`, unless
    one is given.

    Raises:
        ConfigError: When the folder lacks `llt.asc` or `pt.asc`.
        LexiconError: When a row of them cannot be used.
    """
    if (folder / "MedAscii").is_dir():
        folder = folder / "MedAscii"
    preferred = {fields[0] for _, fields in _asc(folder / "pt.asc")}
    terms = {}
    for row, fields in _asc(folder / "llt.asc"):
        code, name, parent = fields[:3]
        if parent not in preferred:
            raise LexiconError(folder / "llt.asc", row, f"preferred term {parent!r} is not in pt.asc")
        if fields[_CURRENCY] != "N":
            terms[code] = (name, parent)
    claims: dict[str, set[str]] = defaultdict(set)
    for code, (name, _) in terms.items():
        claims[key_once(name)].add(code)
        claims[as_printed(name)].add(code)
    owners = {key: NAME + _lowest(codes, terms) for key, codes in claims.items() if key}
    concepts = [Concept(code, name) for code, (name, _) in terms.items()]
    named = _MEDDRA_VERSION.search(folder.name) or _MEDDRA_VERSION.search(folder.resolve().parent.name)
    found = version or (f"{named[1]}.{named[2]}" if named else "")
    return Own(terminology_of(system=MEDDRA, version=found, concepts=concepts, owners=owners), DISEASES)


def _lowest(codes: set[str], terms: Mapping[str, tuple[str, str]]) -> str:
    """Returns the term that stands for several of one key: the preferred one, else the first; none of different ones."""
    parents = {terms[code][1] for code in codes}
    if len(parents) > 1:
        return ""
    return min(codes, key=lambda code: (code not in parents, code))


def _asc(path: Path) -> Iterator[tuple[int, list[str]]]:
    least = _LEAST_FIELDS[path.name]
    for row, line in enumerate(_text(path, "MedDRA").splitlines(), start=1):
        fields = line.split("$")
        if len(fields) < least:
            raise LexiconError(path, row, f"has {len(fields)} fields parted by $, not {least} or more")
        if not _MEDDRA_CODE.match(fields[0]):
            raise LexiconError(path, row, f"{fields[0]!r} is no MedDRA code, which has eight digits")
        if not fields[1].strip():
            raise LexiconError(path, row, "has no name")
        yield row, fields


def load_csv(path: Path) -> list[Own]:
    """Returns the terminologies of a CSV file: `name,code,system` and, if wanted, `kind` and `version`.

    The first row of a code has its name, later ones synonyms. `kind` is `drug` or `disease`; where it is empty, a
    system known for drugs, such as ATC, has drugs, and any other both.

    Raises:
        ConfigError: When there is no such file.
        LexiconError: When a row cannot be used.
    """
    systems: dict[str, list[_Row]] = defaultdict(list)
    versions: dict[str, str] = {}
    for number, row in _rows(path):
        name, code, system = (" ".join(row[column].split()) for column in _COLUMNS)
        kind, version = ((row.get(column) or "").strip() for column in _MORE)
        kind = kind or ("drug" if system in _DRUG_SYSTEMS else "")
        if kind not in _KINDS:
            raise LexiconError(path, number, f"kind {kind!r} is neither drug nor disease")
        if version and versions.setdefault(system, version) != version:
            raise LexiconError(
                path, number, f"{system} has version {version} here and {versions[system]} before"
            )
        if not key_once(name):
            raise LexiconError(path, number, f"name {name!r} has neither letter nor number")
        systems[system].append(_Row(name, code, kind))
    return [
        own
        for system, rows in systems.items()
        for kind in dict.fromkeys(row.kind for row in rows)
        for own in [_own(system, versions.get(system, ""), kind, [row for row in rows if row.kind == kind])]
    ]


def _own(system: str, version: str, kind: str, rows: Iterable[_Row]) -> Own:
    displays: dict[str, str] = {}
    claims: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        match = SYNONYM if row.code in displays else NAME
        displays.setdefault(row.code, row.name)
        for key in (key_once(row.name), as_printed(row.name)):
            claims[key].setdefault(row.code, match)
    owners = {}
    for key, codes in claims.items():
        named = [code for code, match in codes.items() if match == NAME]
        best = named if len(named) == 1 else list(codes)
        owners[key] = codes[best[0]] + best[0] if len(best) == 1 else NAME
    concepts = [Concept(code, display) for code, display in displays.items()]
    made = terminology_of(system=system, version=version, concepts=concepts, owners=owners)
    return Own(made, _KINDS[kind])


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    rows = csv.DictReader(io.StringIO(_text(path, "the terminology"), newline=""), strict=True)
    header = rows.fieldnames or ()
    if missing := [column for column in _COLUMNS if column not in header]:
        raise LexiconError(path, 1, f"has no column {', '.join(missing)}; it needs {','.join(_COLUMNS)}")
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise LexiconError(path, rows.line_num, f"is not CSV: {error}") from error
        if row is None:
            return
        if None in row or None in row.values():
            raise LexiconError(path, rows.line_num, f"has not the {len(header)} columns of the first row")
        for column in _COLUMNS:
            if not row[column].strip() or not row[column].isprintable():
                raise LexiconError(path, rows.line_num, f"{column} is empty, or holds what cannot be printed")
        yield rows.line_num, row


def _text(path: Path, what: str) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot read {what}: {error.strerror}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(path, data[: error.start].count(b"\n") + 1, "is not UTF-8") from error
