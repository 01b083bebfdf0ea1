"""Measures the curators' desk in a browser: the view and the app, with records as large as whole papers.

    python scripts/benchmark_desk.py -o benchmarks/desk-0.1.0.json

Needs Chromium and the extras of `dev`. An action begins when the page is at rest after the one before. Each figure is
the time from an action to the frame after the next paint, in milliseconds, of so many rounds on different records.
Nothing else should use the machine.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, sync_playwright

from caseline.benchmark.environment import machine, versions
from caseline.evaluation import load_records

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.big_records import big_records  # noqa: E402 - the tests are no package that is installed

_PORT = 8765
_ROUNDS = 10
_PATIENCE = 3000  # what has not shown by then is noted as that
_WORDS = (
    "neuropathy",
    "methylprednisolone",
    "fever",
    "woman",
    "platelets",
    "Record 7",
    "rash",
    "toxic",
    "x",
    "liver",
)
# Resolves once what was changed has been painted.
_PAINTED = (
    "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
)


class Clock:
    """Takes times in a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taken: dict[str, list[float]] = {}

    def time(self, name: str, act: str, *, until: str = "() => true", argument: Any = None) -> None:
        """Runs `act` in the page; notes how long it takes until the page has changed, `until` holds and that is painted."""
        script = f"""async (argument) => {{
            const painted = {_PAINTED};
            let changed = false;
            const watcher = new MutationObserver(() => {{ changed = true; }});
            watcher.observe(document.body, {{ subtree: true, childList: true, characterData: true, attributes: true }});
            const began = performance.now();
            await ({act})(argument);
            for (;;) {{
                const now = await painted();
                if ((changed && ({until})(argument)) || now - began > {_PATIENCE}) {{
                    watcher.disconnect();
                    return now - began;
                }}
            }}
        }}"""
        self.taken.setdefault(name, []).append(self.page.evaluate(script, argument))

    def summary(self) -> dict[str, dict[str, float]]:
        """Returns the median and the longest of each action."""
        return {
            name: {
                "median_ms": round(statistics.median(times), 1),
                "longest_ms": round(max(times), 1),
                "n": len(times),
            }
            for name, times in self.taken.items()
        }


def searched(clock: Clock) -> None:
    """Searches the list, one word after the other."""
    for word in _WORDS:
        act = """(word) => { const box = document.querySelector("input[type=search]"); box.value = word;
            box.dispatchEvent(new Event("input", { bubbles: true })); }"""
        clock.time("search the list", act, argument=word)
    clear = """() => { const box = document.querySelector("input[type=search]"); box.value = "";
        box.dispatchEvent(new Event("input", { bubbles: true })); }"""
    clock.page.evaluate(clear)
    clock.page.wait_for_timeout(500)


def sorted_by_columns(clock: Clock) -> None:
    """Sorts the list by each column, both ways."""
    buttons = clock.page.locator("thead button").count()
    for place in range(buttons * 2):
        act = "(place) => document.querySelectorAll('thead button')[place].click()"
        clock.time("sort the list", act, argument=place // 2)


def opened(clock: Clock, keys: list[str], *, route: str) -> None:
    """Opens records, and picks a mention and a value of each."""
    for key in keys:
        shown = "() => document.querySelector('.reader mark') !== null"
        clock.time(
            "open a record", f"(key) => {{ location.hash = '{route}' + key; }}", until=shown, argument=key
        )
        clock.page.wait_for_timeout(200)
        clock.time("pick a value's evidence", "() => document.querySelector('.case button.evidence').click()")
        clock.time("pick a mention", "() => document.querySelectorAll('.reader mark')[40].click()")
        clock.page.keyboard.press("Escape")
        clock.time(
            "back to the list",
            "() => { location.hash = '#/'; }",
            until="() => document.querySelector('tbody tr')",
        )
        clock.page.wait_for_timeout(400)  # the list looks for what others have saved


def edited(clock: Clock, keys: list[str]) -> None:
    """Changes the role of a drug in each record and takes it back, as a curator does, by keys and clicks."""
    page = clock.page
    for key in keys:
        page.evaluate("(key) => { location.hash = '#/r/' + key; }", key)
        page.wait_for_selector(".reader mark")
        page.wait_for_timeout(300)
        marks = page.locator(".reader mark").count()
        page.locator(".reader mark").nth(min(30, marks - 1)).click()
        page.wait_for_timeout(200)
        clock.time(
            "edit: take a mention out",
            "() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true }))",
        )
        page.wait_for_timeout(1500)
        clock.time(
            "edit: undo",
            "() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'u', bubbles: true }))",
        )
        page.wait_for_timeout(1500)


def view(page: Page, folder: Path, records: Path) -> dict[str, Any]:
    """Measures `caseline view`."""
    file = folder / "report.html"
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "caseline", "view", str(records), "-o", str(file)], check=True)  # noqa: S603 - our own command
    written = time.monotonic() - began
    began = time.monotonic()
    page.goto(file.as_uri())
    page.wait_for_selector("tbody tr")
    loaded = time.monotonic() - began
    clock = Clock(page)
    searched(clock)
    sorted_by_columns(clock)
    links = page.locator("tbody tr a").evaluate_all("all => all.map((each) => each.getAttribute('href'))")
    opened(clock, [link.lstrip("#/") for link in links[:_ROUNDS]], route="#/")
    size = round(file.stat().st_size / 1e6, 1)
    return {
        "written_s": round(written, 1),
        "file_mb": size,
        "load_s": round(loaded, 2),
        "actions": clock.summary(),
    }


def review(page: Page, folder: Path) -> dict[str, Any]:
    """Measures `caseline review`."""
    began = time.monotonic()
    with running(folder) as url:
        started = time.monotonic() - began
        began = time.monotonic()
        page.goto(url)
        page.wait_for_selector("tbody tr")
        loaded = time.monotonic() - began
        clock = Clock(page)
        searched(clock)
        sorted_by_columns(clock)
        keys = [each["key"] for each in httpx.get(f"{url}api/records").json()["records"]]
        opened(clock, keys[:_ROUNDS], route="#/r/")
        edited(clock, keys[_ROUNDS : 2 * _ROUNDS])
        saved = sum(each["version"] > 0 for each in httpx.get(f"{url}api/records").json()["records"])
    return {
        "start_s": round(started, 1),
        "load_s": round(loaded, 2),
        "records_saved": saved,
        "actions": clock.summary(),
    }


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Runs the desk; gives its address once it answers."""
    url = f"http://127.0.0.1:{_PORT}/"
    command = [sys.executable, "-m", "caseline", "review", str(folder), "--port", str(_PORT), "--quiet"]
    process = subprocess.Popen(command)  # noqa: S603 - our own command
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until and not _answers(url):
            time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}api/session", timeout=1).is_success
    except httpx.TransportError:
        return False


def measured(
    count: int, length: int, measure: Callable[[Page, Path, Path], dict[str, Any]]
) -> dict[str, Any]:
    """Writes the records and runs a measurement in a browser of its own."""
    small = [
        *load_records(ROOT / "annotations").values(),
        *load_records(ROOT / "annotations" / "authored").values(),
    ]
    chromium = shutil.which("chromium") or "chromium"
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name) / "desk"
        folder.mkdir()
        records = folder / "all.jsonl"
        made = big_records(small, count=count, length=length)
        records.write_text("".join(f"{each.to_json()}\n" for each in made), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        found = measure(page, Path(name), records)
        return found | {"chromium": browser.version}


def main() -> None:
    """Measures and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--records", type=int, default=300)
    parser.add_argument("--length", type=int, default=30_000)
    given = parser.parse_args()
    found = {
        "command": "python scripts/benchmark_desk.py -o benchmarks/desk-0.1.0.json",
        "records": given.records,
        "characters": given.length,
        "machine": machine().model_dump(),
        "versions": versions(),
        "view": measured(given.records, given.length, view),
        "review": measured(
            given.records, given.length, lambda page, _, records: review(page, records.parent)
        ),
    }
    given.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
