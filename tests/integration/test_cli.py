"""`caseline extract`: what comes out, where, and with which exit status."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest

from caseline.schema.export import json_schema
from caseline.schema.report import CaseReport
from tests.integration import stub_pipeline
from tests.integration.papers import MAN, NOBODY, Run, records, sources, write


def test_json_lines_on_standard_output_and_messages_on_standard_error(run: Run) -> None:
    write("a.txt", MAN)
    write("b.txt", NOBODY)
    result = run("extract", "b.txt", "./a.txt")
    assert result.exit_code == 0
    assert sources(result.stdout_bytes) == ["b.txt", "./a.txt"]
    assert result.stderr == "caseline: 2 records from 2 papers\n"


def test_each_line_fits_the_json_schema(run: Run) -> None:
    write("a.txt", MAN)
    lines = run("extract", "a.txt").stdout.splitlines()
    assert lines
    for line in lines:
        jsonschema.validate(json.loads(line), json_schema())


def test_a_record_without_patient_has_no_cases(run: Run) -> None:
    result = run("extract", write("a.txt", NOBODY))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["cases"] == []


def test_a_directory_means_all_its_files(run: Run) -> None:
    for name in ("papers/b.txt", "papers/a.txt", "papers/deep/c", "papers/.hidden"):
        write(name, MAN + name)
    result = run("extract", "papers")
    assert sources(result.stdout_bytes) == ["papers/a.txt", "papers/b.txt", "papers/deep/c"]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        pytest.param(["-"], ["-"], id="alone"),
        pytest.param(["a.txt", "-", "b.txt"], ["a.txt", "-", "b.txt"], id="between"),
        pytest.param(["-", "a.txt", "-"], ["-", "a.txt"], id="twice"),
        pytest.param(["a.txt", "-", "a.txt"], ["a.txt", "-"], id="file-twice"),
    ],
)
def test_standard_input(run: Run, args: list[str], expected: list[str]) -> None:
    write("a.txt", MAN)
    write("b.txt", MAN * 2)
    result = run("extract", *args, stdin=NOBODY.encode())
    assert sources(result.stdout_bytes) == expected
    assert records(result.stdout_bytes)[expected.index("-")].document.text == NOBODY


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "standard input: is empty", id="empty"),
        pytest.param(b"\xff\xfe\xfa", "standard input: is not valid", id="encoding"),
        pytest.param(b"{\\rtf1 A man}", "standard input: is an RTF", id="rtf"),
    ],
)
def test_bad_standard_input(run: Run, data: bytes, message: str) -> None:
    result = run("extract", "-", stdin=data)
    assert result.exit_code == 1
    assert message in result.stderr


def test_one_record_as_json_is_an_object(run: Run) -> None:
    result = run("extract", write("a.txt", MAN), "--to", "json")
    assert CaseReport.from_json(result.stdout_bytes).document.source == "a.txt"
    assert result.stdout.startswith('{\n  "schema_version"')


@pytest.mark.parametrize("bad", [False, True], ids=["all-good", "one-bad"])
def test_several_as_json_are_an_array(run: Run, bad: bool) -> None:
    write("a.txt", MAN)
    write("b.txt", "" if bad else NOBODY)
    result = run("extract", "a.txt", "b.txt", "--to", "json")
    assert [item["document"]["source"] for item in json.loads(result.stdout)] == ["a.txt", "b.txt"][: 2 - bad]


@pytest.mark.parametrize(
    ("out", "args", "indented"),
    [
        pytest.param("x.jsonl", [], False, id="lines"),
        pytest.param("x.json", [], True, id="suffix-json"),
        pytest.param("x.json", ["--to", "jsonl"], False, id="format-wins"),
        pytest.param("new/folder/x", [], False, id="folders-are-made"),
    ],
)
def test_output_file(run: Run, out: str, args: list[str], indented: bool) -> None:
    result = run("extract", write("a.txt", MAN), "-o", out, *args)
    assert result.exit_code == 0
    assert result.stdout == ""
    data = Path(out).read_bytes()
    assert CaseReport.from_json(data).document.source == "a.txt"
    assert (data.count(b"\n") > 1) is indented
    assert [path.name for path in Path(out).parent.iterdir() if ".part" in path.name] == []


def test_output_to_standard_output(run: Run) -> None:
    result = run("extract", write("a.txt", MAN), "-o", "-")
    assert sources(result.stdout_bytes) == ["a.txt"]
    assert not Path("-").exists()


def test_same_input_same_bytes(run: Run) -> None:
    write("a.txt", MAN)
    assert run("extract", "a.txt").stdout_bytes == run("extract", "a.txt").stdout_bytes


def test_quiet_says_nothing_but_errors(run: Run) -> None:
    write("a.txt", MAN)
    assert run("extract", "a.txt", "--quiet").stderr == ""
    assert run("extract", "a.txt", "none.txt", "-q").stderr.startswith("caseline: none.txt: ")


def test_the_pipeline_is_loaded_once(run: Run) -> None:
    run("extract", write("a.txt", MAN), write("b.txt", MAN))
    assert stub_pipeline.loaded == ["default"]


BAD_FILES = [
    pytest.param(b"", "is empty", id="empty"),
    pytest.param(b" \n\t", "is empty", id="blank"),
    pytest.param(b"\x7fELF\x00\x01\x02\x00", "is a program", id="program"),
    pytest.param(b"A man\x00\x01\x02 had a rash.", "binary", id="binary"),
    pytest.param("A man had a r\u00e4sh.".encode("latin-1"), "is not valid UTF-8", id="encoding"),
    pytest.param(b"GIF89a\x01\x00", "is a GIF image", id="image"),
    pytest.param(
        b"TOO MUCH", "fault of Caseline (ValueError: [E999] more than it can bear)", id="pipeline-fault"
    ),
]


@pytest.mark.parametrize(("content", "message"), BAD_FILES)
def test_a_bad_file_is_reported(run: Run, content: bytes, message: str) -> None:
    result = run("extract", write("bad.txt", content), "-o", "out.jsonl")
    assert result.exit_code == 1
    assert result.stderr.startswith("caseline: bad.txt: ")
    assert message in result.stderr.splitlines()[0]
    assert not Path("out.jsonl").exists()


@pytest.mark.parametrize(("content", "message"), BAD_FILES)
def test_a_bad_file_among_good_ones(run: Run, content: bytes, message: str) -> None:
    write("papers/a.txt", MAN)
    write("papers/b.txt", content)
    write("papers/c.txt", NOBODY)
    result = run("extract", "papers", "-o", "out.jsonl")
    assert result.exit_code == 1
    assert sources(Path("out.jsonl").read_bytes()) == ["papers/a.txt", "papers/c.txt"]
    first, last = result.stderr.splitlines()
    assert first.startswith("caseline: papers/b.txt: ")
    assert message in first
    assert last == "caseline: 2 records from 3 papers (1 failed)"


def test_good_files_alone_do_not_fail(run: Run) -> None:
    write("papers/a.txt", MAN)
    assert run("extract", "papers").exit_code == 0


def test_a_missing_path_among_good_ones(run: Run) -> None:
    result = run("extract", "none.txt", write("a.txt", MAN))
    assert result.exit_code == 1
    assert sources(result.stdout_bytes) == ["a.txt"]
    assert "caseline: none.txt: does not exist" in result.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission(run: Run) -> None:
    Path(write("a.txt", MAN)).chmod(0)
    result = run("extract", "a.txt", write("b.txt", MAN))
    assert result.exit_code == 1
    assert "a.txt: cannot be read: permission denied" in result.stderr
    assert sources(result.stdout_bytes) == ["b.txt"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(["none.txt"], "none.txt: does not exist", id="missing"),
        pytest.param(["none.txt", "nor.txt"], "nor.txt: does not exist", id="all-missing"),
        pytest.param(["folder"], "folder: holds no files", id="empty-folder"),
        pytest.param(["a.txt/x"], "a.txt/x: cannot be read: Not a directory", id="below-a-file"),
        pytest.param(["a.txt", "--config", "none"], "no pipeline 'none'", id="config"),
        pytest.param(["a.txt", "-o", "folder"], "folder: is a folder", id="out-is-a-folder"),
        pytest.param(["a.txt", "-o", "a.txt/x"], "a.txt/x: cannot be written", id="out-below-a-file"),
        pytest.param(["a.txt", "-o", "a.txt"], "a.txt: is one of the papers", id="out-is-a-paper"),
        pytest.param(["a.txt", "-o", "./folder/../a.txt"], "is one of the papers", id="out-is-a-paper-too"),
        pytest.param(
            ["a.txt", "-o", "x.jsonl", "--errors", "a.txt"],
            "a.txt: is one of the papers",
            id="errors-are-a-paper",
        ),
        pytest.param(
            ["a.txt", "-o", "x.jsonl", "--errors", "x.jsonl"], "is where the records go", id="errors-are-out"
        ),
        pytest.param(
            ["a.txt", "-o", "x.jsonl", "--errors", "x.jsonl.part"],
            "is where the records go",
            id="errors-are-part",
        ),
        pytest.param(["a.txt", "-o", "s3://b/x.jsonl"], "is no file of this machine", id="out-elsewhere"),
        pytest.param(
            ["a.txt", "--ray-address", "127.0.0.1:6379"], "add --engine ray", id="ray-address-alone"
        ),
    ],
)
def test_user_errors_are_one_line_each(run: Run, args: list[str], message: str) -> None:
    write("a.txt", MAN)
    Path("folder").mkdir()
    result = run("extract", *args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr
    assert all(line.startswith("caseline: ") for line in result.stderr.splitlines())
    assert Path("a.txt").read_text() == MAN
    assert sorted(path.name for path in Path().iterdir()) == ["a.txt", "folder"]


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["extract"], id="no-path"),
        pytest.param(["extract", "a.txt", "--to", "xml"], id="format"),
        pytest.param(["extract", "a.txt", "--nonsense"], id="option"),
        pytest.param(["show"], id="show-nothing"),
        pytest.param(["evaluate"], id="no-gold"),
        pytest.param(["nonsense"], id="command"),
    ],
)
def test_wrong_usage(run: Run, args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "Usage: caseline" in result.stderr


def test_the_pipeline_is_not_loaded_for_nothing(run: Run) -> None:
    run("extract", "none.txt")
    assert stub_pipeline.loaded == []


@pytest.mark.parametrize("args", [["none"], ["bad.txt"]], ids=["config", "all-bad"])
def test_an_old_output_file_stands_when_nothing_comes_out(run: Run, args: list[str]) -> None:
    write("out.jsonl", "old")
    write("bad.txt", b"")
    assert run("extract", *args, "-o", "out.jsonl").exit_code != 0
    assert Path("out.jsonl").read_text() == "old"


def test_a_name_cannot_steer_the_terminal(run: Run) -> None:
    result = run("extract", "\x1b[2J\u202enone [bold]x[/bold].txt")
    assert "\x1b" not in result.stderr
    assert "\u202e" not in result.stderr
    assert "[bold]x[/bold].txt" in result.stderr


def test_a_name_that_is_no_text(run: Run) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    Path(name).write_text(MAN)
    result = run("extract", name)
    assert result.exit_code == 0
    assert sources(result.stdout_bytes) == ["caf\\udce9.txt"]


def test_a_long_message_stays_on_one_line(run: Run) -> None:
    assert len(run("extract", "x" * 200 + ".txt").stderr.splitlines()) == 1
