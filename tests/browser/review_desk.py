"""A running `caseline review`, and where its scripts and records lie."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

GOLDEN = Path(__file__).parents[1] / "golden"
# What a pipeline once answered, and stays as it is: these tests are of the desk.
STORED = Path(__file__).parents[1] / "data" / "desk"
SCRIPTS = Path(str(files("caseline.review") / "static"))
_WAIT = 30.0


def stored(name: str) -> dict[str, Any]:
    """Returns a stored record."""
    return record_of(STORED / f"{name}.json")


def record_of(path: Path) -> dict[str, Any]:
    """Returns a golden or stored record, with a score where it says `given`, and a provenance."""
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for mention in record["mentions"]:
        mention["score"] = 0.5 if mention["score"] == "given" else None
    record["provenance"] = {"caseline": "0", "model": None, "config": None, "lexicons": {}}
    return record


def write_records(folder: Path, *records: dict[str, Any]) -> None:
    """Writes records as `caseline extract` does, one a file, named after their sources."""
    for record in records:
        path = folder / f"{Path(record['document']['source']).stem}.json"
        path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


class ReviewDesk:
    """A process of `caseline review` upon a folder; it can be stopped and started again at the same address."""

    def __init__(self, folder: Path, *, author: str = "ada") -> None:
        self.folder = folder
        self.author = author
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> ReviewDesk:
        """Starts it and waits until it answers."""
        command = [sys.executable, "-m", "caseline", "review", str(self.folder), "--port", str(self.port)]
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--author", self.author], stdout=log, stderr=log, env=os.environ.copy()
            )
        until = time.monotonic() + _WAIT
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            if self._answers():
                return self
            time.sleep(0.1)
        msg = f"caseline review did not start: {self._said()}"
        raise RuntimeError(msg)

    def stop(self) -> None:
        """Ends it, as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def get(self, path: str) -> Any:
        """Returns the JSON that it answers."""
        with urllib.request.urlopen(f"{self.url}{path}", timeout=5) as answer:
            return json.load(answer)

    def record(self, key: str) -> Any:
        """Returns a record as it is stored now."""
        return self.get(f"/api/records/{key}")["record"]

    def key(self, source: str) -> str:
        """Returns the key of the record whose source begins so."""
        rows = self.get("/api/records")["records"]
        found: str = next(row["key"] for row in rows if row["source"].startswith(source))
        return found

    def _answers(self) -> bool:
        try:
            self.get("/api/session")
        except OSError:
            return False
        return True

    def _said(self) -> str:
        return (self.folder.parent / f"{self.folder.name}.log").read_text(encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def select_text(page: Page, words: str) -> None:
    """Selects words of the text with the mouse, which has to lie in one line."""
    box: dict[str, float] = page.locator(".text").evaluate(_BOX, words)
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 1, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.move(box["x"] + box["width"] - 1, middle)
    page.mouse.up()


# Where words stand on the screen, once they are in sight.
_BOX = """(text, words) => {
  const whole = text.textContent.indexOf(words);
  const at = (place) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    let left = place;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left < node.length) return [node, left];
      left -= node.length;
    }
  };
  const range = document.createRange();
  range.setStart(...at(whole));
  const [node, offset] = at(whole + words.length - 1);
  range.setEnd(node, offset + 1);
  range.startContainer.parentElement.scrollIntoView({block: "center", behavior: "instant"});
  return range.getBoundingClientRect().toJSON();
}"""
