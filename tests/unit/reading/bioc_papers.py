"""Invented papers in the dialects of BioC, as JSON; `as_xml` writes the same in XML."""

from __future__ import annotations

from typing import Any

from lxml import etree

Json = dict[str, Any]

ANNOTATION: Json = {
    "id": "1",
    "infons": {"type": "Chemical", "identifier": "MESH:D000000"},
    "text": "SECRET ANNOTATION",
    "locations": [{"offset": 0, "length": 9}],
}


def passage(text: str, **infons: Any) -> Json:
    return {
        "offset": 0,
        "infons": {key.replace("__", "-"): value for key, value in infons.items()},
        "text": text,
        "sentences": [],
        "annotations": [ANNOTATION],
        "relations": [],
    }


def pmc(section: str, kind: str, text: str, **infons: Any) -> Json:
    return passage(text, section_type=section, type=kind, **infons)


PMC: Json = {
    "id": "900001",
    "infons": {"license": "CC BY"},
    "passages": [
        pmc(
            "TITLE", "front", "Rash after examplamab: a case report",
            article__id_doi="10.9999/rash.1", article__id_pmc="900001", article__id_pmid="123456",
            kwd="rash; examplamab; skin", name_0="surname:Coder;given-names:Ann B.", name_1="surname:Tester;given-names:Bo",
            name_10="surname:Late;given-names:Zoe", name_2="surname:Coder;given-names:Ann B.", year="2021",
            license="Open access (https://creativecommons.org/licenses/by/4.0/), as long as you give credit.",
        ),
        pmc("ABSTRACT", "abstract_title_1", "Background"),
        pmc("ABSTRACT", "abstract", "Examplamab may cause a rash."),
        pmc("ABSTRACT", "abstract_title_1", "Case presentation"),
        pmc("ABSTRACT", "abstract", "A 45-year-old woman had a rash."),
        pmc("ABSTRACT", "abstract_title_1", "Supplementary material"),
        pmc("ABSTRACT", "abstract", "The online version of this article holds more."),
        pmc("INTRO", "title_1", "Introduction"),
        pmc("INTRO", "paragraph", "Rashes are common [1, 2], even without a drug []."),
        pmc("INTRO", "title_1", "What we saw"),
        pmc("INTRO", "paragraph", "She had felt well."),
        pmc("CASE", "title_1", "Case presentation"),
        pmc("CASE", "paragraph", "A 45-year-old woman took examplamab  5 mg (Fig. 1) [3–5]."),
        pmc("FIG", "fig_title_caption", "The rash.", id="F1", file="f1.jpg"),
        pmc("FIG", "fig_caption", "It covered the arm.", id="F1", file="f1.jpg"),
        pmc("CASE", "title_2", "Treatment"),
        pmc("CASE", "paragraph", "The drug was stopped; sodium was 128 mmol/L [135-145]."),
        pmc("TABLE", "table_caption", "Laboratory values", id="T1", file="T1.xml"),
        pmc("TABLE", "table", "Day\tSodium\t \t1\t128\t \t\t140\t \t", id="T1", file="T1.xml", xml="<table/>"),
        pmc("TABLE", "table_foot", "In mmol/L.", id="T1", file="T1.xml"),
        pmc("CASE", "paragraph", "She recovered."),
        pmc("DISCUSS", "title_1", "Discussion"),
        pmc("DISCUSS", "paragraph", "The rash was due to the drug."),
        pmc("DISCUSS", "footnote", "A footnote."),
        pmc("SUPPL", "title_1", "Supplementary data"),
        pmc("SUPPL", "paragraph", "SECRET SUPPLEMENT"),
        pmc("ACK_FUND", "paragraph", "SECRET THANKS"),
        pmc("REF", "title", "References"),
        pmc("REF", "ref", "SECRET REFERENCE", name_0="surname:Wrong;given-names:Author", year="1999"),
    ],
    "relations": [],
}  # fmt: skip
PMC_TEXT = [
    ("title", None, "Rash after examplamab: a case report"),
    (
        "abstract", None,
        "Background\n\nExamplamab may cause a rash.\n\nCase presentation\n\nA 45-year-old woman had a rash.",
    ),
    ("introduction", "Introduction", "Introduction\n\nRashes are common, even without a drug."),
    ("body", "What we saw", "What we saw\n\nShe had felt well."),
    ("case", "Case presentation", "Case presentation\n\nA 45-year-old woman took examplamab 5 mg (Fig. 1)."),
    ("figure", None, "The rash.\n\nIt covered the arm."),
    ("case", "Treatment", "Treatment\n\nThe drug was stopped; sodium was 128 mmol/L [135-145]."),
    ("table", None, "Laboratory values\n\nDay | Sodium\n1 | 128\n| 140\n\nIn mmol/L."),
    ("case", None, "She recovered."),
    ("discussion", "Discussion", "Discussion\n\nThe rash was due to the drug."),
]  # fmt: skip

PUBTATOR: Json = {
    "_id": "111|None",
    "id": "111",
    "infons": {},
    "passages": [
        passage(
            "Rash after examplamab.", type="title", year="2020", authors="Coder A, Tester B",
            journal="J Rash. 2020 Jul;12(7):1-9. doi: 10.9999/j.rash.2. Epub ",
        ),
        passage("A man took examplamab and had a rash.", type="abstract"),
    ],
    "pmid": 111,
    "pmcid": None,
    "meta": {},
    "date": "2020-07-01T00:00:00Z",
    "journal": "J Rash",
    "authors": ["Coder A", "Tester B"],
}  # fmt: skip
PUBTATOR_TEXT = [
    ("title", None, "Rash after examplamab."),
    ("abstract", None, "A man took examplamab and had a rash."),
]

AUTOCORPUS: Json = {
    "id": "PMC900002",
    "infons": {},
    "passages": [
        passage("A second rash", section_title_1="document title", iao_name_1="document title"),
        passage("rash; skin", section_title_1="Keywords", iao_name_1="keywords section"),
        passage("A girl had a rash.", section_title_1="Abstract", iao_name_1="textual abstract section"),
        passage("She was 9 years old.", section_title_1="Case Report", section_title_2="History", iao_name_1="case report"),
        passage("She took a drug.", section_title_1="Case Report", section_title_2="History", iao_name_1="case report"),
        passage("She got well.", section_title_1="Case Report", section_title_2="Outcome", iao_name_1="case report"),
        passage("SECRET THANKS", section_title_1="Acknowledgments", iao_name_1="acknowledgements section"),
        passage("SECRET REFERENCE", section_title_1="References", iao_name_1="references section"),
    ],
}  # fmt: skip
AUTOCORPUS_TEXT = [
    ("title", None, "A second rash"),
    ("abstract", "Abstract", "Abstract\n\nA girl had a rash."),
    ("case", "Case Report", "Case Report"),
    ("case", "History", "History\n\nShe was 9 years old.\n\nShe took a drug."),
    ("case", "Outcome", "Outcome\n\nShe got well."),
]

SENTENCES: Json = {
    "id": "case-7",
    "infons": {},
    "passages": [
        {
            "offset": 0,
            "infons": {},
            "sentences": [
                {"offset": 0, "infons": {}, "text": "He took a drug.", "annotations": [ANNOTATION]},
                {"offset": 16, "infons": {}, "text": "He fell ill.", "annotations": []},
            ],
            "annotations": [],
        }
    ],
}
SENTENCES_TEXT = [(None, None, "He took a drug. He fell ill.")]

LETTER: Json = {
    "id": "900003",
    "infons": {},
    "passages": [
        pmc("TITLE", "front", "To the editor"),
        pmc("INTRO", "paragraph", "A boy took examplamab and fell ill."),
        pmc("INTRO", "paragraph", "-No text-"),
    ],
}
LETTER_TEXT = [("title", None, "To the editor"), ("body", None, "A boy took examplamab and fell ill.")]

DIALECTS = {
    "pmc": (PMC, PMC_TEXT),
    "pubtator": (PUBTATOR, PUBTATOR_TEXT),
    "autocorpus": (AUTOCORPUS, AUTOCORPUS_TEXT),
    "sentences": (SENTENCES, SENTENCES_TEXT),
    "letter": (LETTER, LETTER_TEXT),
}


def collection(*documents: Json, **infons: str) -> Json:
    return {
        "bioctype": "BioCCollection",
        "source": "invented",
        "date": "",
        "key": "k",
        "infons": infons,
        "documents": [*documents],
    }


def as_xml(value: Json) -> bytes:
    """Writes a collection, or a document, as BioC XML."""
    root = _collection(value) if "documents" in value else _document(value)
    return etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", doctype="<!DOCTYPE collection SYSTEM 'BioC.dtd'>"
    )


def _collection(value: Json) -> etree._Element:
    root = etree.Element("collection")
    for name in ("source", "date", "key"):
        etree.SubElement(root, name).text = value[name]
    _infons(root, value)
    root.extend(_document(document) for document in value["documents"])
    return root


def _document(value: Json) -> etree._Element:
    root = etree.Element("document")
    etree.SubElement(root, "id").text = value["id"]
    _infons(root, value)
    for one in value["passages"]:
        part = etree.SubElement(root, "passage")
        _infons(part, one)
        etree.SubElement(part, "offset").text = "0"
        if one.get("text"):
            etree.SubElement(part, "text").text = one["text"]
        for sentence in one["sentences"]:
            inner = etree.SubElement(part, "sentence")
            etree.SubElement(inner, "offset").text = "0"
            etree.SubElement(inner, "text").text = sentence["text"]
            _annotations(inner, sentence)
        _annotations(part, one)
    return root


def _infons(node: etree._Element, value: Json) -> None:
    for key, text in value["infons"].items():
        etree.SubElement(node, "infon", key=key).text = text


def _annotations(node: etree._Element, value: Json) -> None:
    for one in value["annotations"]:
        part = etree.SubElement(node, "annotation", id=one["id"])
        _infons(part, one)
        etree.SubElement(part, "location", offset="0", length="9")
        etree.SubElement(part, "text").text = one["text"]
