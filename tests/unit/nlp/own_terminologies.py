"""Terminologies such as a user brings, made up."""

from __future__ import annotations

from pathlib import Path

PREFERRED = "19999901$Petechiae$$19900001$\n19999902$Epistaxis$$19900001$\n"
LOWEST = (
    "19999901$Petechiae$19999901$$$$$$$Y$$\n"
    "19999903$Nose bleed$19999902$$$$$$$Y$$\n"
    "19999904$Bleed nose$19999902$$$$$$$Y$$\n"
    "19999905$Nosebleed of old$19999902$$$$$$$N$$\n"
    "19999906$Red spot$19999901$$$$$$$Y$$\n"
    "19999907$Spot red$19999902$$$$$$$Y$$\n"
)


def meddra_folder(
    folder: Path, *, lowest: str = LOWEST, preferred: str = PREFERRED, name: str = "MedDRA_27_0_English"
) -> Path:
    """Writes a release with invented codes, and returns its folder."""
    made = folder / name
    made.mkdir(parents=True, exist_ok=True)
    (made / "llt.asc").write_bytes(lowest.encode("utf-8", "surrogateescape"))
    (made / "pt.asc").write_text(preferred, "utf-8")
    return made


def csv_file(folder: Path, *rows: str, header: str = "name,code,system") -> Path:
    """Writes a CSV file, and returns its path."""
    path = folder / "own.csv"
    path.write_text("\n".join((header, *rows)) + "\n", "utf-8")
    return path
