"""Runs on Ray give what the local engine gives, whatever happens to the workers."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from caseline.batch.keeping import keeping
from caseline.batch.pool import Pool
from caseline.batch.run import Engine, Request, made_by, run
from caseline.batch.tasks import Papers
from caseline.cli import app
from tests.integration.papers import MAN, write
from tests.integration.ray_stub import DEADLY, PIDS, StubRecipe

ROOT = Path(__file__).parents[2]
WORKERS = 2
RECIPE = StubRecipe()
# Within one machine, and with the same right to the processor as others.
SETTINGS = {
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    "RAY_worker_niceness": "0",
    "RAY_AUTH_MODE": "token",
    "RAY_AUTH_TOKEN": "0" * 64,
    "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "pipeline"))),
}

needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="needs the extra ray")
pytestmark = [
    # Ray Data sets its own old settings to their defaults.
    pytest.mark.filterwarnings(
        r"ignore:`use_(push_based_shuffle|polars|arrow_tensor_v2)`:DeprecationWarning"
    ),
]


# Runs Ray until its standard input ends.
SERVE = """
import sys
from caseline.batch.ray_cluster import connected
with connected(None, workers=int(sys.argv[1])):
    import ray
    print(ray.get_runtime_context().gcs_address, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Starts a small cluster; gives its address."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SETTINGS.items():
            patch.setenv(name, value)
        command = [sys.executable, "-c", SERVE, str(WORKERS)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdin
            assert running.stdout
            yield running.stdout.readline().strip()
            running.stdin.close()
            assert running.wait(timeout=60) == 0


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Writes files and an archive, whose paths start in the test's folder."""
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("many.zip", "w") as archive:
        for number in range(60):
            archive.writestr(f"{number}.txt", f"{MAN}Paper {number} of many.\n")
    files = [write(f"papers/{number}.txt", f"{MAN}Paper {number}.\n") for number in range(10)]
    return (*files[:5], "many.zip", *files[5:], write("papers/bad.txt", b"\x00\x01"), "papers/none.txt")


@pytest.fixture
def short() -> Iterator[Path]:
    """Makes a folder with a path short enough for sockets in it."""
    with tempfile.TemporaryDirectory(prefix="t", dir="/tmp") as folder:
        yield Path(folder)


def extract(
    paths: tuple[str, ...],
    out: str,
    *,
    address: str | None = None,
    limit: int | None = None,
    resume: bool = False,
    each: Callable[[int], None] = lambda count: None,
) -> dict[str, list[bytes]]:
    """Runs, on Ray where an address is given; returns the lines of records and of errors, sorted."""
    engine = Engine.RAY if address else Engine.LOCAL
    request = Request(
        paths,
        RECIPE,
        limit=limit,
        workers=WORKERS if address else 1,
        engine=engine,
        ray_address=address,
    )
    target, errors = Path(out), Path(out).with_suffix(".errors")
    with keeping(target, errors=errors, made_by=made_by(request), resume=resume) as tally:
        records = run(request, tally, load=RECIPE.load, on_failure=lambda _: None, on_step=lambda _: None)
        with closing(records):
            for count, _ in enumerate(records, start=1):
                each(count)
    return {
        file.suffix: sorted(file.read_bytes().splitlines()) if file.exists() else []
        for file in (target, errors)
    }


def stop(count: int, *, at: int) -> None:
    if count == at:
        raise KeyboardInterrupt


@needs_ray
def test_the_records_are_those_of_the_local_engine(cluster: str, papers: tuple[str, ...]) -> None:
    expected = extract(papers, "local.jsonl")
    assert (len(expected[".jsonl"]), len(expected[".errors"])) == (70, 2)
    assert extract(papers, "ray.jsonl", address=cluster) == expected


@needs_ray
def test_a_run_that_was_broken_off_goes_on(cluster: str, papers: tuple[str, ...]) -> None:
    expected = extract(papers, "local.jsonl")
    with pytest.raises(KeyboardInterrupt):
        extract(papers, "ray.jsonl", address=cluster, each=partial(stop, at=30))
    assert len(Path("ray.jsonl.part").read_bytes().splitlines()) == 30
    assert extract(papers, "ray.jsonl", address=cluster, resume=True) == expected


@needs_ray
def test_a_limit_takes_the_first_papers(cluster: str, papers: tuple[str, ...]) -> None:
    assert extract(papers, "ray.jsonl", address=cluster, limit=20) == extract(papers, "local.jsonl", limit=20)


@needs_ray
def test_a_worker_that_is_killed_takes_nothing_along(cluster: str, papers: tuple[str, ...]) -> None:
    expected = extract(papers, "local.jsonl")
    pids = Path(PIDS)
    pids.mkdir()

    def kill(count: int) -> None:
        if count == 1:
            for worker in pids.iterdir():
                os.kill(int(worker.name), signal.SIGKILL)

    assert extract(papers, "ray.jsonl", address=cluster, each=kill) == expected
    assert len(list(pids.iterdir())) > WORKERS


@needs_ray
def test_a_paper_that_kills_its_worker_harms_no_other(cluster: str, papers: tuple[str, ...]) -> None:
    expected = extract(papers, "local.jsonl")
    with zipfile.ZipFile("many.zip", "a") as archive:
        archive.writestr("deadly.txt", DEADLY)
        archive.writestr("last.txt", f"{MAN}The last one.")
    found = extract(papers, "ray.jsonl", address=cluster)
    others = [line for line in found[".jsonl"] if b"last.txt" not in line]
    assert (others, len(found[".jsonl"])) == (expected[".jsonl"], 71)
    (error,) = set(found[".errors"]) - set(expected[".errors"])
    assert json.loads(error)["path"] == "many.zip!/deadly.txt"
    assert "the process that read it died" in json.loads(error)["reason"]


@needs_ray
def test_a_pipeline_that_is_not_there(
    cluster: str, papers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseline.cli.papers.Recipe", StubRecipe)
    result = command("--ray-address", cluster, "--config", "nothing", "many.zip")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "caseline: no pipeline 'nothing': name one of default\n"


def test_a_file_that_kills_its_reader_is_told() -> None:
    with Pool(RECIPE, 1) as pool:
        assert [pool.survives(risk, Papers(("a.txt",))) for risk in (_live, _die, _live)] == [
            True,
            False,
            True,
        ]


def _live(papers: Papers) -> None:
    pass


def _die(papers: Papers) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def command(*args: str) -> Result:
    return CliRunner().invoke(app, ["extract", "--engine", "ray", *args], prog_name="caseline")


def _closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(
            ["--ray-address", f"127.0.0.1:{_closed_port()}"], "no Ray cluster answers there", id="nobody"
        ),
        pytest.param(["--ray-address", "here"], "here: is no HOST:PORT", id="no-address"),
        pytest.param(["--ray-address", "ray://127.0.0.1:10001"], "is no HOST:PORT", id="client"),
        pytest.param(["-"], "standard input: Ray's workers cannot read it", id="standard-input"),
    ],
)
@needs_ray
def test_what_cannot_begin(papers: tuple[str, ...], args: list[str], message: str) -> None:
    result = command(*args, papers[0])
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert message in result.stderr


def test_without_ray(papers: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ray", "ray.data"):
        monkeypatch.setitem(sys.modules, name, None)
    result = command(papers[0])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("install it: pip install 'caseline[ray]'\n")


@needs_ray
@pytest.mark.skipif(os.name != "posix", reason="needs process groups")
def test_ray_on_this_machine_ends_with_an_interrupt(papers: tuple[str, ...], short: Path) -> None:
    """As by Ctrl+C, which reaches all processes; standard output holds records, and nothing of Ray stays."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        started = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.integration.ray_stub",
                "extract",
                "--engine",
                "ray",
                "-w",
                "2",
                *papers,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, **SETTINGS, "TMPDIR": str(short), "COLUMNS": "80"},
        )
    finally:
        signal.signal(signal.SIGINT, before)
    with started as running:
        assert running.stdout
        assert running.stderr
        first = running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)
        records = [first, *running.stdout]
        assert running.wait(timeout=60) == 130
        assert all(json.loads(line)["schema_version"] for line in records)
        told = running.stderr.read().decode().splitlines()
        assert all(line.startswith("caseline: papers/") for line in told), told
    assert list(short.iterdir()) == []
