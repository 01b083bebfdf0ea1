"""The three corpora in small: sentences of our own, written in the corpora's formats."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Marks = Sequence[tuple[str, str]]

SENTENCES: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    ("7_1", "A 61-year-old woman had fever, rash and jaundice after six days of rifampicin.", {
        "Subject": {"Age": "61-year-old", "Gender": "woman"},
        "Treatment": {"Drug": "rifampicin", "Time_elapsed": "six days", "Duration": "six days"},
        "Effect": "fever, rash and jaundice",
    }),
    ("7_2", "The rash faded when rifampicin was stopped.", {"Treatment": {"Drug": "rifampicin"}, "Effect": "rash"}),
    ("8_1", "A 4-year-old boy took oral prednisolone 5 mg for asthma.", {
        "Subject": {"Age": "4-year-old", "Gender": "boy"},
        "Treatment": {"Drug": "prednisolone", "Route": "oral", "Dosage": "5 mg", "Disorder": "asthma"},
    }),
)  # fmt: skip

ABSTRACTS = (
    ("11", "Nausea after quinine.", "Nausea and tinnitus followed quinine in two men.",
     (("Nausea", "Disease"), ("quinine", "Chemical"), ("tinnitus", "Disease"))),
    ("12", "Lithium tremor.", "Lithium caused tremor.", (("Lithium", "Chemical"), ("tremor", "Disease"))),
)  # fmt: skip

CASES = (
    ("c1", "A 35-year-old man took ibuprofen 400 mg and had severe headache.",
     (("35-year-old", "Age"), ("man", "Sex"), ("ibuprofen", "Medication"), ("400 mg", "Dosage"),
      ("severe", "Severity"), ("headache", "Sign_symptom"))),
    ("c2", "A 70-year-old woman recovered after dialysis.",
     (("70-year-old", "Age"), ("woman", "Sex"), ("dialysis", "Therapeutic_procedure"))),
)  # fmt: skip


# Labelled with the part that each plays.
MARKED = (
    ("m1", "A 50-year-old man had [[rash|E]] from [[lithium|Sa]] and [[kava|Sb]]."),
    ("m2", "A woman took [[aspirin|C]] for [[gout|D]]; [[ibuprofen|N]] is another."),
)


def write_phee(folder: Path, name: str = "dev.json") -> Path:
    """Writes SENTENCES as PHEE has them, and returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for text_id, text, roles in SENTENCES:
        event: dict[str, Any] = {"event_type": "Adverse_event"}
        for argument, value in roles.items():
            inner = (
                {role: _argument(text, words) for role, words in value.items()}
                if isinstance(value, dict)
                else {}
            )
            event[argument] = inner or _argument(text, value)
        lines.append(json.dumps({"id": text_id, "context": text, "annotations": [{"events": [event]}]}))
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def write_bc5cdr(folder: Path) -> Path:
    """Writes ABSTRACTS as BC5CDR has them, and returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    records = []
    for key, title, abstract, marks in ABSTRACTS:
        text = f"{title}\n{abstract}"
        rows = [f"{key}|t|{title}", f"{key}|a|{abstract}"]
        rows += [
            f"{key}\t{start}\t{start + len(words)}\t{words}\t{label}\tD0"
            for words, label in marks
            for start in _places(text, words)
        ]
        records.append("\n".join(rows) + "\n")
    (folder / "CDR_DevelopmentSet.PubTator.txt").write_text("\n".join(records), encoding="utf-8")
    return folder


def write_maccrobat(folder: Path) -> Path:
    """Writes CASES as MACCROBAT has them, and returns the folder."""
    (folder / "dev").mkdir(parents=True, exist_ok=True)
    for name, text, marks in CASES:
        rows = [
            f"T{number}\t{label} {text.index(words)} {text.index(words) + len(words)}\t{words}\n"
            for number, (words, label) in enumerate(marks, start=1)
        ]
        (folder / "dev" / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / "dev" / f"{name}.ann").write_text("".join(rows), encoding="utf-8")
    return folder


def write_roles(folder: Path) -> Path:
    """Writes MARKED as our own labels are, and returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"id": key, "text": text}) for key, text in MARKED]
    (folder / "marked-dev.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def write_all(folder: Path) -> dict[str, Path]:
    """Writes all three into folders of their names."""
    return {
        "phee": write_phee(folder / "phee"),
        "bc5cdr": write_bc5cdr(folder / "bc5cdr"),
        "maccrobat": write_maccrobat(folder / "maccrobat"),
    }


def _argument(text: str, words: str) -> dict[str, Any]:
    return {"text": [[words]], "start": [[text.index(words)]]}


def _places(text: str, words: str) -> list[int]:
    return [start for start in range(len(text)) if text.startswith(words, start)]
