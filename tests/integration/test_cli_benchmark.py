"""`caseline benchmark`: corpora on disk to a table and a JSON file, and two such files compared."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from caseline.benchmark import run as running
from caseline.benchmark import speed, workers
from caseline.benchmark.memory import judge
from caseline.benchmark.record import Memory, StartUp, read_benchmark
from caseline.cli import app
from tests.unit.benchmark.corpora_files import ABSTRACTS, CASES, SENTENCES, write_all, write_roles
from tests.unit.benchmark.tiny_pipeline import write_tiny

ALL_CORPORA = ["--phee", "phee", "--bc5cdr", "bc5cdr", "--maccrobat", "maccrobat"]
Invoke = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Runs the command in a folder with the three corpora and two configs; a traceback fails the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    write_all(tmp_path)
    write_tiny(tmp_path / "tiny.cfg")
    write_tiny(tmp_path / "none.cfg", ())

    def invoke(*args: str) -> Result:
        result = CliRunner().invoke(app, ["benchmark", *args], prog_name="caseline")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return invoke


@pytest.fixture
def no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fixed seconds in the place of processes that measure."""

    def measure(systems: Sequence[str], texts: Any, *, ours: Sequence[str], rounds: int, say: Any) -> Any:
        steps = {"JSON": [(0.5, 0.5)] * rounds}
        return [
            speed.Measured(
                name,
                [(float(place), 1.0)] * rounds,
                steps if name in ours else {},
                "pinned",
                mentions=[(1.0, 1.0)] * rounds if name in ours else [],
                cases=[(1.25, 1.0)] * rounds if name in ours else [],
            )
            for place, name in enumerate(systems, start=1)
        ]

    def start_up(config: str, *, times: int) -> StartUp:
        same = (1.0,) * times
        return StartUp(ready_wall=same, ready_cpu=same, first_record_wall=same, first_record_cpu=same)

    def measure_memory(config: str, texts: Any, *, documents: int) -> Memory:
        return judge({"documents": documents, "at": [400, 600], "resident": [300.0, 301.0], "peak": 310.0})

    monkeypatch.setattr(speed, "measure", measure)
    monkeypatch.setattr(speed, "measure_memory", measure_memory)
    monkeypatch.setattr(running, "start_up", start_up)


def test_accuracy(run: Invoke) -> None:
    result = run("--config", "tiny.cfg", *ALL_CORPORA, "--no-speed", "-o", "new/x.json")
    assert result.exit_code == 0
    assert "tiny.cfg on phee dev: 3 texts, overlap: longest" in result.stdout
    assert "AGE" in result.stdout
    assert "100.0 [100.0–100.0]" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100
    found = read_benchmark(Path("new/x.json"))
    assert [(info.name, info.documents) for info in found.corpora] == [
        ("phee", 2),
        ("bc5cdr", 2),
        ("maccrobat", 2),
    ]
    (config,) = found.configs
    assert [(score.corpus, score.overlap) for score in config.scores] == [
        ("phee", "longest"),
        ("bc5cdr", "innermost"),
        ("bc5cdr", "longest"),
        ("maccrobat", "innermost"),
        ("maccrobat", "longest"),
    ]
    rates = {row.label: row.strict.f1 for row in config.scores[0].labels}
    assert (rates["AGE"], rates["DRUG"]) == (100, 0)
    assert 0 < rates["all"] < 100


def test_cases(run: Invoke) -> None:
    result = run("--config", "tiny.cfg", *ALL_CORPORA, "--no-speed", "-o", "x.json")
    assert result.exit_code == 0
    assert "tiny.cfg, cases of phee dev: 2 documents" in result.stdout
    assert "tiny.cfg, cases of phee dev: 3 sentences" in result.stdout
    assert "tiny.cfg, cases of maccrobat dev: 2 documents" in result.stdout
    assert re.search(r"age of the patient +2 +2 +100\.0 \[100\.0–100\.0\]", result.stdout)
    assert re.search(r"OUTCOME +0 +–", result.stdout)
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert "…" not in result.stdout
    (config,) = read_benchmark(Path("x.json")).configs
    phee, sentences, maccrobat = config.cases
    assert [(each.corpus, each.texts) for each in config.cases] == [
        ("phee", "documents"),
        ("phee", "sentences"),
        ("maccrobat", "documents"),
    ]
    for found in (phee, sentences):
        roles = found.label("roles")
        assert roles is not None
        assert (roles.gold, roles.predicted) == (3, 0)
    assert maccrobat.shares[0].counts.of == (1, 1)


def test_roles(run: Invoke, tmp_path: Path) -> None:
    write_roles(tmp_path / "marked")
    result = run("--config", "tiny.cfg", "--roles", "marked", "--no-speed", "-o", "x.json")
    assert result.exit_code == 0
    # The parts are scored, and no table of mentions that nobody labelled stands above them.
    titles = [line.strip() for line in result.stdout.splitlines() if "tiny.cfg" in line]
    assert titles == ["tiny.cfg, cases of roles dev: 2 documents"]
    gold = dict(re.findall(r"^ *(\S.*?) {2,}(\d+) ", result.stdout, re.MULTILINE))
    assert gold == {
        "suspect or interacting": "2",
        "concomitant": "1",
        "therapy": "0",
        "treatments": "3",
        "event": "1",
        "indication or comorbidity": "1",
        "history": "0",
        "diseases": "2",
    }
    found = read_benchmark(Path("x.json"))
    assert [(info.name, info.documents) for info in found.corpora] == [("roles", 2)]
    (config,) = found.configs
    assert [row for score in config.scores for row in score.labels] == []
    assert [(score.corpus, score.texts) for score in config.cases] == [("roles", "documents")]


def test_no_text_of_a_corpus_and_no_path_is_in_the_file(run: Invoke, tmp_path: Path) -> None:
    run("--config", "tiny.cfg", "--phee", str(tmp_path / "phee"), "--no-speed", "-o", "x.json")
    written = Path("x.json").read_text()
    known = json.loads(written)
    assert (
        known["command"]
        == "caseline benchmark --config tiny.cfg --phee phee --split dev --seed 13 --no-speed"
    )
    assert str(tmp_path) not in written
    texts = [text for _, text, *_ in (*SENTENCES, *ABSTRACTS, *CASES)]
    assert not any(word in written for text in texts for word in text.split() if len(word) > 9)


def test_a_pipeline_that_finds_nothing_scores_0(run: Invoke) -> None:
    run("--config", "none.cfg", *ALL_CORPORA, "--no-speed", "-o", "x.json")
    (config,) = read_benchmark(Path("x.json")).configs
    assert {row.relaxed.f1 for score in (*config.scores, *config.cases) for row in score.labels} == {0}
    patients = next(score for score in config.cases if score.corpus == "maccrobat").shares[:2]
    assert [(share.hits, share.of) for share in patients] == [(0, 2)] * 2


def test_same_call_same_figures(run: Invoke) -> None:
    for name in ("a.json", "b.json"):
        run("--config", "tiny.cfg", *ALL_CORPORA, "--no-speed", "-o", name)
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()


@pytest.mark.usefixtures("no_processes")
def test_speed_of_several_configs(run: Invoke) -> None:
    result = run(
        "--config", "tiny.cfg", "--config", "none.cfg", "--phee", "phee", "--rounds", "2", "-o", "x.json"
    )
    assert result.exit_code == 0
    assert "Text to record: 3 texts" in result.stdout
    assert "tiny.cfg: 3.00 [3.00–3.00] times as fast as medspacy.load()" in result.stdout
    assert "tiny.cfg: 4.00 [4.00–4.00] times as fast as medspacy.load(), logging off" in result.stdout
    assert "none.cfg: 1.50 [1.50–1.50] times as fast as medspacy.load()" in result.stdout
    assert (
        "tiny.cfg: mentions in 1.00 s, mentions and cases in 1.25 s: 1.25 [1.25–1.25] times, at most 1.3"
        in result.stdout
    )
    assert "peak memory 310 MB; +1.0 MB from document 400 to 600: flat" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100
    found = read_benchmark(Path("x.json"))
    assert [each.config for each in found.configs] == ["tiny.cfg", "none.cfg"]
    assert found.configs[0].provenance.config != found.configs[1].provenance.config
    assert found.speed is not None
    assert found.speed.texts.sources == {"phee": 3}


@pytest.mark.usefixtures("no_processes")
def test_speed_alone_on_a_folder_of_texts(run: Invoke) -> None:
    Path("texts").mkdir()
    Path("texts/a.txt").write_text("A man had a rash.")
    result = run("--config", "tiny.cfg", "--texts", "texts", "--memory-docs", "0", "-o", "x.json")
    assert result.exit_code == 0
    found = read_benchmark(Path("x.json"))
    assert found.corpora == found.configs[0].scores == ()
    assert found.configs[0].memory is None
    assert found.speed is not None
    assert found.speed.texts.sources == {"texts": 1}


def test_a_measuring_process_that_fails_is_one_line(run: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **options: Any) -> Any:
        raise workers.MeasuringError("tiny.cfg: could not be measured (round): the process ended")

    monkeypatch.setattr(speed, "measure", fail)
    result = run("--config", "tiny.cfg", "--phee", "phee", "-o", "x.json")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].endswith("could not be measured (round): the process ended")
    assert not Path("x.json").exists()


@pytest.fixture
def files(run: Invoke) -> None:
    """One benchmark of a pipeline that finds something, and one of a pipeline that finds nothing."""
    for name in ("tiny", "none"):
        run("--config", f"{name}.cfg", "--maccrobat", "maccrobat", "--no-speed", "-o", f"{name}.json")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("old", "new", "better", "worse"),
    [
        pytest.param("tiny", "tiny", False, False, id="same"),
        pytest.param("tiny", "none", False, True, id="loss"),
        pytest.param("none", "tiny", True, False, id="gain"),
    ],
)
def test_compare(run: Invoke, old: str, new: str, better: bool, worse: bool) -> None:
    result = run("--compare", f"{old}.json", f"{new}.json")
    assert result.exit_code == 0
    counted = re.search(r"^(\d+) better, (\d+) worse, of", result.stdout, re.MULTILINE)
    assert counted is not None
    assert (int(counted[1]) > 0, int(counted[2]) > 0) == (better, worse)
    assert re.search(r"AGE, strict F1 +worse", result.stdout) is not None or not worse
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert run("--compare", f"{old}.json", f"{new}.json", "--fail-on-loss").exit_code == int(worse)


@pytest.mark.usefixtures("no_processes")
def test_page(run: Invoke) -> None:
    result = run("--config", "tiny.cfg", "--phee", "phee", "-o", "x.json", "--html", "new/x.html")
    assert result.exit_code == 0
    assert "new/x.html: written" in result.stderr
    page = Path("new/x.html").read_text(encoding="utf-8")
    assert "<h1>Benchmark of tiny.cfg</h1>" in page
    assert "100.0 [100.0–100.0]" in page
    assert "Throughput" in page


@pytest.mark.usefixtures("files")
def test_show(run: Invoke) -> None:
    """What was measured before is shown again: the same tables, and the same page as would be made then."""
    measured = run("--config", "tiny.cfg", "--maccrobat", "maccrobat", "--no-speed", "--html", "then.html")
    shown = run("--show", "tiny.json", "--html", "now.html")
    assert shown.exit_code == 0
    assert shown.stdout == measured.stdout
    assert Path("now.html").read_bytes() == Path("then.html").read_bytes()


@pytest.mark.usefixtures("files")
def test_compare_page(run: Invoke) -> None:
    result = run("--compare", "none.json", "tiny.json", "--html", "x.html")
    assert result.exit_code == 0
    page = Path("x.html").read_text(encoding="utf-8")
    assert "<h1>none.json → tiny.json</h1>" in page
    assert "▲ better" in page


USER_ERRORS = [
    pytest.param([], "nothing to measure on", id="nothing"),
    pytest.param(["--no-speed", "--texts", "phee"], "nothing to measure on", id="texts-without-speed"),
    pytest.param(
        ["--phee", "phee", "--no-speed", "--texts", "phee"], "leave out --no-speed", id="texts-unused"
    ),
    pytest.param(["--phee", "none"], "none: does not exist", id="corpus-missing"),
    pytest.param(["--phee", "phee", "--split", "test"], "test part of phee should be", id="part-missing"),
    pytest.param(["--phee", "bc5cdr/CDR_DevelopmentSet.PubTator.txt"], "not a PHEE record", id="corpus-bad"),
    pytest.param(["--roles", "none"], "none: does not exist", id="roles-missing"),
    pytest.param(["--roles", "bad.json"], "line 1 is no record of roles", id="roles-bad"),
    pytest.param(["--texts", "none"], "none: does not exist", id="texts-missing"),
    pytest.param(["--config", "none", "--phee", "phee", "--no-speed"], "no pipeline 'none'", id="config"),
    pytest.param(
        ["--config", "a/x", "--config", "b/x", "--phee", "phee"], "x: given twice", id="config-twice"
    ),
    pytest.param(["--phee", "phee", "-o", "phee"], "phee: is a folder", id="out-is-a-folder"),
    pytest.param(["--compare", "none.json", "none.json"], "none.json: cannot be read", id="compare-missing"),
    pytest.param(["--compare", "bad.json", "bad.json"], "bad.json: not a benchmark", id="compare-stranger"),
    pytest.param(["--compare", "a", "b", "-o", "x"], "--compare writes no file", id="compare-out"),
    pytest.param(["--compare", "a", "b", "--show", "x"], "--show is for one file", id="compare-show"),
    pytest.param(["--show", "x", "-o", "y"], "--show writes no file", id="show-out"),
    pytest.param(["--show", "bad.json"], "bad.json: not a benchmark", id="show-stranger"),
    pytest.param(["--phee", "phee", "--html", "phee"], "phee: is a folder", id="html-is-a-folder"),
    pytest.param(["--phee", "phee", "--fail-on-loss"], "needs --compare", id="fail-on-loss-alone"),
]


@pytest.mark.parametrize(("args", "message"), USER_ERRORS)
def test_user_errors(run: Invoke, args: list[str], message: str) -> None:
    Path("bad.json").write_text("{}")
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
