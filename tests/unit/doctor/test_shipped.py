"""Data files against the list of checksums."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from caseline.doctor.examine import ROOT
from caseline.doctor.shipped import LIST_NAME, checksum_lines, listed, look
from tests.unit.doctor.fakes import FILES, package

NETWORK = "models/small/tagger/network.onnx"
LEXICON = "nlp/lexicons/drugs.csv"


def _faults(root: Path) -> dict[str, tuple[str, str]]:
    found = look(root, listed(root))
    return {each.path: (each.fault.what, each.fault.remedy) for each in found if each.fault}


def test_whole_files_have_no_fault(tmp_path: Path) -> None:
    root = package(tmp_path)
    found = look(root, listed(root))
    assert {each.path: each.size for each in found} == {name: len(data) for name, data in FILES.items()}
    assert not _faults(root)


@pytest.mark.parametrize(
    ("name", "spoil", "what", "remedy"),
    [
        pytest.param(NETWORK, Path.unlink, "is missing", "install Caseline again", id="missing"),
        pytest.param(
            NETWORK,
            lambda path: path.write_bytes(path.read_bytes()[:30]),
            "is cut short: 30 of 180 bytes",
            "install Caseline again",
            id="cut-short",
        ),
        pytest.param(
            NETWORK,
            lambda path: path.write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n"),
            "is a Git LFS pointer, not the file",
            "git lfs pull",
            id="pointer",
        ),
        pytest.param(
            LEXICON,
            lambda path: path.write_bytes(path.read_bytes() + b"ibuprofen,DRUG\n"),
            "is not the file that was shipped: 50 bytes, 35 expected",
            "a .csv of yours",
            id="another-row",
        ),
        pytest.param(
            LEXICON,
            lambda path: path.write_bytes(path.read_bytes().replace(b"aspirin", b"aspirim")),
            "the size is right, the checksum is not",
            "a .csv of yours",
            id="same-size",
        ),
        pytest.param(
            LEXICON,
            lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n")),
            "has Windows line ends",
            "core.autocrlf",
            id="line-ends",
        ),
        pytest.param(
            LEXICON,
            lambda path: (path.unlink(), path.mkdir()),
            "cannot be read: Is a directory",
            "the right to read",
            id="folder",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told(
    tmp_path: Path, name: str, spoil: Callable[[Path], object], what: str, remedy: str
) -> None:
    root = package(tmp_path)
    spoil(root / name)
    faults = _faults(root)
    assert list(faults) == [name]
    assert what in faults[name][0]
    assert remedy in faults[name][1]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"one two\n", b"x many y\n"], ids=["empty", "bytes", "short", "word"]
)
def test_a_list_that_cannot_be_used_lists_nothing(tmp_path: Path, data: bytes) -> None:
    root = package(tmp_path)
    (root / LIST_NAME).write_bytes(data)
    assert listed(root) == ()


def test_code_and_hidden_files_are_not_listed(tmp_path: Path) -> None:
    root = package(tmp_path)
    for name in ("a.py", "py.typed", "__pycache__/b.txt", ".hidden/c.txt"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(b"x")
    assert {line.split(maxsplit=2)[2].strip() for line in checksum_lines(root)} == set(FILES)


def test_the_packaged_list_is_that_of_the_files() -> None:
    expected = "".join(checksum_lines(ROOT))
    found = (ROOT / LIST_NAME).read_text(encoding="utf-8")
    assert found == expected, "data files changed; run python scripts/checksums.py"
