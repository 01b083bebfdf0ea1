"""`caseline serve` as a process: it answers what extract writes, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.integration.papers import MAN, Run

SERVE = (sys.executable, "-m", "caseline", "serve", "--port", "0")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see child processes")
def test_serve(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MAN)
    command = [sys.executable, "-m", "caseline", "extract", "a.txt", "--quiet"]
    expected = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout
    with subprocess.Popen(SERVE, stderr=subprocess.PIPE, text=True) as service:
        assert service.stderr
        said = service.stderr.readline()
        found = re.fullmatch(r"caseline: listening on (http://127\.0\.0\.1:\d+), .*\n", said)
        assert found
        # The paper waits until the pipeline is loaded.
        answer = httpx.post(f"{found[1]}/v1/records?source=a.txt", content=MAN, timeout=300)
        assert answer.status_code == 200
        assert answer.content == expected
        assert httpx.get(f"{found[1]}/ready").json() == {"status": "ready", "workers": 1}
        below = Path(f"/proc/{service.pid}/task/{service.pid}/children").read_text().split()
        service.send_signal(signal.SIGTERM)
        rest = service.stderr.read()
        assert service.wait(timeout=30) == 0
    assert rest.splitlines()[0].endswith(" ready")
    assert "Traceback" not in rest
    assert below
    assert not any(Path(f"/proc/{number}").exists() for number in below)


def test_a_pipeline_that_does_not_exist_ends_the_service() -> None:
    done = subprocess.run(
        [*SERVE, "--config", "none"], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 2
    assert done.stdout == ""
    listening, reason = done.stderr.splitlines()
    assert listening.startswith("caseline: listening on ")
    assert reason.startswith("caseline: no pipeline 'none'")


def test_a_port_that_is_taken(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"caseline: cannot listen on 127.0.0.1, port {port}: ")
    assert "(" not in line


def test_without_the_extra(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseline.web.options.find_spec", lambda name: None if name == "uvicorn" else name)
    result = run("serve")
    assert result.exit_code == 2
    assert result.stderr == (
        "caseline: the HTTP service needs uvicorn; install it with: pip install 'caseline[web]'\n"
    )


@pytest.mark.parametrize(
    "args",
    [["--workers", "0"], ["--max-size", "0"], ["--port", "70000"], ["--timeout", "nan"]],
    ids=["workers", "size", "port", "timeout"],
)
def test_wrong_numbers(run: Run, args: list[str]) -> None:
    result = run("serve", *args)
    assert result.exit_code == 2
    assert args[0] in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs addresses of every interface")
@pytest.mark.parametrize(("host", "warned"), [("0.0.0.0", True), ("127.0.0.1", False)])
def test_whoever_can_reach_it_can_use_it(
    host: str, warned: bool, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseline.web.serve.Server.run", lambda *_, **__: None)
    result = run("serve", "--host", host, "--port", "0")
    assert result.exit_code == 0
    lines = result.stderr.splitlines()
    assert lines[0].startswith("caseline: warning: ") is warned
    assert lines[-1].startswith(f"caseline: listening on http://{host}:")
