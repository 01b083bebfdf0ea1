"""Installed packages that are not there, and a package's folder of three files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.metadata import Distribution, PackageNotFoundError
from pathlib import Path

from caseline.doctor.shipped import LIST_NAME, checksum_lines


class Fake(Distribution):
    """A package by its metadata alone."""

    def __init__(
        self,
        name: str,
        version: str | None,
        requires: Iterable[str] = (),
        *,
        extras: Iterable[str] = (),
        python: str | None = None,
        factories: Iterable[str] = (),
    ) -> None:
        lines = ["Metadata-Version: 2.4", f"Name: {name}"]
        lines += [f"Version: {version}"] if version else []
        lines += [f"Requires-Python: {python}"] if python else []
        lines += [f"Provides-Extra: {extra}" for extra in extras]
        lines += [f"Requires-Dist: {line}" for line in requires]
        self.texts = {
            "METADATA": "\n".join(lines) + "\n",
            "entry_points.txt": "[spacy_factories]\n" + "".join(f"{each} = x:y\n" for each in factories),
        }

    def read_text(self, filename: str) -> str | None:
        return self.texts.get(filename)

    def locate_file(self, path: object) -> Path:
        return Path(str(path))


def finder(*installed: Fake) -> Callable[[str], Distribution]:
    """Stands for `importlib.metadata.distribution`, with these packages and no other."""
    known = {each.metadata["Name"]: each for each in installed}

    def distribution(name: str) -> Distribution:
        if name not in known:
            raise PackageNotFoundError(name)
        return known[name]

    return distribution


FILES = {
    "models/small/config.cfg": b'[components.x]\nfactory = "caseline_x"\n',
    "models/small/meta.json": b'{"version": "0.1.0"}',
    "models/small/tagger/network.onnx": b"\x08\x07network" * 20,
    "nlp/lexicons/manifest.json": b'{"files": [{"file": "drugs.csv", "name": "drugs", "system": ["DrugBank"], '
    b'"version": "1", "source": "ours", "licence": "Apache-2.0", "acknowledgement": ["Thanks."]}]}',
    "nlp/lexicons/drugs.csv": b'term,label\naspirin,DRUG\n"a\nb",DRUG\n',
    "schema/case-report-1.4.json": b"{}",
    "schema/case-report-1.10.json": b"{}",
}


def package(folder: Path) -> Path:
    """Writes a package's data files and their checksums, and returns its folder."""
    root = folder / "pipeline/caseline"
    for name, data in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (root / LIST_NAME).write_text("".join(checksum_lines(root)), encoding="utf-8")
    return root
