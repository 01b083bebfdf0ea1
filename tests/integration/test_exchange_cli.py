"""caseline export and caseline import, as people run them."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest

from caseline.cli.exchange import To
from caseline.export.targets import Target
from caseline.export.tools import CARRIED, FOLDERS, Tool
from caseline.schema.report import CaseReport
from tests.integration.papers import Run, write
from tests.unit.export.example import TEXT, example

ROOT = Path(__file__).parents[2]


def test_every_tool_and_target_can_be_named() -> None:
    assert [str(one) for one in To] == [str(one) for one in (*Target, *Tool)]


EACH_TOOL = pytest.mark.parametrize("tool", list(Tool))


def _id(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _records(*names: str) -> str:
    lines: list[str] = []
    for name in names:
        record = example()
        text = record.document.text + f"\nPaper {name}."
        document = record.document.model_copy(update={"source": name, "text": text, "id": _id(text)})
        lines.append(record.model_copy(update={"document": document}).to_json() + "\n")
    return write("records.jsonl", "".join(lines))


def _out(tool: Tool) -> str:
    return "out" if tool in FOLDERS else "out.json"


@EACH_TOOL
def test_out_and_back_gives_the_same_bytes(run: Run, tool: Tool) -> None:
    records = _records("a.txt", "b.txt")
    result = run("export", "--to", tool, records, "-o", _out(tool))
    assert result.exit_code == 0, result.stderr
    assert result.stderr == f"caseline: {_out(tool)}: 2 records for {tool}\n"
    result = run("import", "--from", tool, _out(tool), "-o", "back.jsonl", "--base", records)
    assert result.exit_code == 0, result.stderr
    assert Path("back.jsonl").read_bytes() == Path(records).read_bytes()
    result = run("import", "--from", tool, _out(tool), "-o", "new.json")
    assert result.exit_code == 0, result.stderr
    found = [CaseReport.from_json(json.dumps(one)) for one in json.loads(Path("new.json").read_text())]
    assert [record.cases for record in found] == [example().cases] * 2


def test_files_of_a_folder(run: Run) -> None:
    run("export", "--to", "brat", _records("a.txt", "x/../b.txt"), "-o", "out")
    assert sorted(path.name for path in Path("out").iterdir()) == [
        *("a.ann", "a.txt", "annotation.conf", "b.ann", "b.txt", "visual.conf")
    ]
    run("export", "--to", "cas", "records.jsonl", "-o", "xmi")
    assert sorted(path.name for path in Path("xmi").iterdir()) == ["TypeSystem.xml", "a.xmi", "b.xmi"]
    run("export", "--to", "labelstudio", "records.jsonl", "-o", "tasks/t.json")
    assert sorted(path.name for path in Path("tasks").iterdir()) == ["t.config.xml", "t.json"]


def test_a_record_without_mentions_has_its_two_files(run: Run) -> None:
    empty = example().model_copy(update={"mentions": (), "cases": ()})
    assert run("export", "--to", "brat", write("r.jsonl", empty.to_json()), "-o", "out").exit_code == 0
    assert Path("out/one.ann").read_bytes() == b""
    assert run("import", "--from", "brat", "out", "-o", "back.jsonl").exit_code == 0


def test_one_record_as_a_file_of_xmi(run: Run) -> None:
    assert run("export", "--to", "cas", _records("a.txt"), "-o", "x/one.xmi").exit_code == 0
    assert sorted(path.name for path in Path("x").iterdir()) == ["TypeSystem.xml", "one.xmi"]
    assert (
        run("import", "--from", "cas", "x/one.xmi", "-o", "o.jsonl", "--base", "records.jsonl").exit_code == 0
    )
    assert Path("o.jsonl").read_bytes() == Path("records.jsonl").read_bytes()
    result = run("export", "--to", "cas", _records("a.txt", "b.txt"), "-o", "x/two.xmi")
    assert result.exit_code == 2
    assert "is one file, and there are 2 records; name a folder" in result.stderr


def test_a_correction_arrives(run: Run) -> None:
    run("export", "--to", "brat", _records("a.txt", "b.txt"), "-o", "out")
    path = Path("out/a.ann")
    path.write_text(path.read_text().replace("\tDRUG ", "\tTHERAPY ", 1) + "A99\tExcluded T9 ruled_out\n")
    assert run("import", "--from", "brat", "out", "-o", "n.jsonl", "--base", "records.jsonl").exit_code == 0
    first, second = map(CaseReport.from_json, Path("n.jsonl").read_bytes().splitlines())
    assert (first.mentions[2].label, first.mentions[2].found_by) == ("THERAPY", "curator")
    assert first.cases[0].events[0].outcome is None
    assert second == CaseReport.from_json(Path("records.jsonl").read_bytes().splitlines()[1])


def test_a_folder_somebody_worked_in_is_not_overwritten(run: Run) -> None:
    args = ("export", "--to", "brat", _records("a.txt"), "-o", "out")
    assert [run(*args).exit_code for _ in "ab"] == [0, 0]
    path = Path("out/a.ann")
    path.write_text(path.read_text().replace("\tDRUG ", "\tTHERAPY ", 1))
    result = run(*args)
    assert result.exit_code == 2
    assert result.stderr == (
        "caseline: out/a.ann: is there already and differs; name another folder, or give --overwrite\n"
    )
    assert "THERAPY" in path.read_text()
    assert run(*args, "--overwrite").exit_code == 0
    assert "THERAPY" not in path.read_text()


def test_a_configuration_that_somebody_changed_is_not_overwritten(run: Run) -> None:
    args = ("export", "--to", "brat", _records("a.txt"), "-o", "out")
    run(*args)
    path = Path("out/annotation.conf")
    path.write_text(path.read_text() + "# ours\n")
    result = run(*args)
    assert result.exit_code == 2
    assert "out/annotation.conf: is there already and differs" in result.stderr
    assert run(*args, "--overwrite").exit_code == 0


def test_bad_documents_among_good_ones(run: Run) -> None:
    run("export", "--to", "brat", _records("a.txt", "b.txt", "c.txt"), "-o", "out")
    Path("out/a.ann").write_text("T1\tPILL 0 1\tA\n")
    Path("out/b.txt").write_text(Path("out/b.txt").read_text().replace("aspirin", "Aspirin"))
    Path("out/b.ann").write_text("")
    Path("out/d.ann").write_text("")
    result = run("import", "--from", "brat", "out", "-o", "n.jsonl", "--base", "records.jsonl")
    assert result.exit_code == 1
    first, second, third, last, left = result.stderr.splitlines()
    assert first.startswith("caseline: out/a.ann, line 1: the label 'PILL' is unknown")
    at = TEXT.index("aspirin")
    assert (
        f"b: its text differs from the base from character {at} (line 1) on: the base has 'aspirin" in second
    )
    assert third == "caseline: out/d.ann: has no d.txt beside it; brat keeps the two together"
    assert last == "caseline: n.jsonl: 1 record from brat"
    assert left == "caseline: 2 records of the base not written: in no document that could be read"
    (found,) = map(CaseReport.from_json, Path("n.jsonl").read_bytes().splitlines())
    assert found.document.source == "c.txt"


def test_a_text_that_no_base_has(run: Run) -> None:
    run("export", "--to", "bioc", _records("a.txt"), "-o", "c.json")
    base = write("other.jsonl", _json_with_source("z.txt"))
    result = run("import", "--from", "bioc", "c.json", "-o", "n.jsonl", "--base", base)
    assert result.exit_code == 2
    assert "c.json, a: no record of the base has this text or this name" in result.stderr
    assert not Path("n.jsonl").exists()


def _json_with_source(source: str) -> str:
    record = example()
    return record.model_copy(
        update={"document": record.document.model_copy(update={"source": source})}
    ).to_json()


def test_the_same_paper_twice(run: Run) -> None:
    run("export", "--to", "bioc", _records("a.txt"), "-o", "c.json")
    result = run("import", "--from", "bioc", "c.json", "c.json", "-o", "n.jsonl", "--base", "records.jsonl")
    assert result.exit_code == 1
    assert "is of the same record of the base as c.json, a; import one of the two" in result.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("export", "--to", "bioc", "none.jsonl", "-o", "c.json"), "none.jsonl: cannot be read"),
        (("export", "--to", "bioc", "records.jsonl", "-o", "records.jsonl"), "is one of the files to read"),
        (("export", "--to", "brat", "records.jsonl", "-o", "records.jsonl/x"), "records.jsonl"),
        (("export", "--to", "brat", "records.jsonl", "-o", "a-file"), "a-file: is a file; name a folder"),
        (("export", "--to", "bioc", "records.jsonl", "-o", "."), "is a folder; name a file in it"),
        (("import", "--from", "bioc", "none.json", "-o", "n.jsonl"), "none.json: does not exist"),
        (("import", "--from", "bioc", "x.json", "-o", "x.json"), "is one of the files to read"),
        (("import", "--from", "bioc", "x.json", "-o", "n.jsonl", "--base", "no"), "no: cannot be read"),
        (("import", "--from", "brat", ".", "-o", "n.jsonl", "--base", "a-file"), "a-file: is empty"),
    ],
)
def test_user_errors(run: Run, args: tuple[str, ...], said: str) -> None:
    _records("a.txt")
    write("a-file", "")
    result = run(*args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_without_cassis_the_install_line_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseline.export.cas.find_spec", lambda name: None)
    result = run("export", "--to", "cas", _records("a.txt"), "-o", "out")
    assert result.exit_code == 2
    assert result.stderr.endswith("install it with: pip install 'caseline[cas]'\n")
    assert len(result.stderr.splitlines()) == 1


def test_some_records_cannot_be_read(run: Run) -> None:
    write("bad.jsonl", "{}")
    result = run("export", "--to", "bioc", "bad.jsonl", _records("a.txt"), "-o", "c.json")
    assert result.exit_code == 1
    assert "bad.jsonl: not a record" in result.stderr
    assert len(json.loads(Path("c.json").read_text())["documents"]) == 1


def test_the_document_shows_the_table_of_the_code() -> None:
    shown = (ROOT / "docs" / "exchange.md").read_text(encoding="utf-8")
    for row, tools in CARRIED.items():
        assert f"| {row} | {' | '.join(tools[tool] for tool in Tool)} |" in shown


def test_the_command_line_starts_without_the_formats() -> None:
    # Another test may have loaded them here, so it is asked of a new interpreter.
    import subprocess  # noqa: PLC0415

    code = "import sys, caseline.cli; print([m for m in sys.modules if m in ('cassis', 'caseline.export.merge')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
