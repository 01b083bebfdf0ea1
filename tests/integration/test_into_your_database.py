"""The commands of docs/into-your-database.md, in their order in one folder, print what stands below them.

A line `…` stands for any lines, a `…` in a line for any characters. A block behind `<!-- not run -->` is for the reader; one that names PostgreSQL is
run where a server is.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.databases import drop_postgres, new_postgres

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/into-your-database.md"
# Of a checkout, what the page reads.
READ = ("corpus", "annotations", "docs")
POSTGRESQL = "$POSTGRESQL"
_BLOCK = re.compile(
    r"(?P<not_run><!-- not run -->\n)?^```(?P<kind>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)


class Block(NamedTuple):
    """What is typed, its language, and what is printed; None where nothing is shown."""

    code: str
    kind: str
    shown: str | None


def _blocks() -> Iterator[Block]:
    found = list(_BLOCK.finditer(PAGE.read_text(encoding="utf-8")))
    for match, following in zip(found, [*found[1:], None], strict=True):
        if match["kind"] in {"sh", "python"} and not match["not_run"]:
            shown = following["code"] if following and following["kind"] == "text" else None
            yield Block(match["code"], match["kind"], shown)


BLOCKS = list(_blocks())


def _fits(shown: str, printed: str) -> bool:
    """Whether a text is the one shown; spaces at the ends of lines, and empty lines at its end, do not count."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*") + "\n"
        for line in shown.splitlines()
    )
    return (
        re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed.rstrip().splitlines()))
        is not None
    )


@pytest.fixture(scope="module")
def postgresql_url() -> Iterator[str]:
    """Gives the URL of an empty database."""
    url = new_postgres()
    yield url
    drop_postgres(url)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a folder like a checkout after `make demo`."""
    made = tmp_path_factory.mktemp("checkout")
    for name in READ:
        (made / name).symlink_to(ROOT / name)
    _run("caseline extract corpus/*.txt -o out/demo.jsonl", made)
    return made


def _run(code: str, folder: Path, kind: str = "sh", **variables: str) -> str:
    """Runs a block and returns what it prints, messages among it."""
    scripts = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "80",
        **variables,
    }
    command = ["bash", "-euo", "pipefail", "-c", code] if kind == "sh" else [sys.executable, "-c", code]
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{code}\n{done.stdout}"
    return done.stdout


def test_the_page_has_blocks_with_what_they_print() -> None:
    assert len(BLOCKS) > 10
    assert sum(block.shown is not None for block in BLOCKS) > 5


def test_a_shown_text_must_be_the_printed_one() -> None:
    assert _fits("a\n…\nd\n", "a\nb\nc\nd\n")
    assert _fits("a\n…\n", "a\n")
    assert not _fits("a\n…\nd\n", "a\nb\nc\n")
    assert not _fits("a (b)\n", "a b\n")
    assert _fits("a … (c)\n", "a b (c) \n")
    assert not _fits("a … (c)\n", "a b (d)\n")


def test_the_page_in_its_order(folder: Path) -> None:
    for block in BLOCKS:
        if POSTGRESQL not in block.code:
            _check(block, folder)


def test_the_page_with_a_server(folder: Path, postgresql_url: str) -> None:
    blocks = [block for block in BLOCKS if POSTGRESQL in block.code]
    assert blocks
    for block in blocks:
        _check(block, folder, POSTGRESQL=postgresql_url)


def _check(block: Block, folder: Path, **variables: str) -> None:
    printed = _run(block.code, folder, block.kind, **variables)
    if block.shown is not None:
        assert _fits(block.shown, printed), f"{block.code}\n{printed}"
