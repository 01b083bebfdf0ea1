"""The browser itself: a page's policy holds there."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from caseline.pages import Page as Made
from caseline.pages import data_block, write_page


def test_scripts_of_ours_run_and_those_in_data_do_not(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    ours = "document.title = JSON.parse(document.getElementById('r1').textContent);"
    made = write_page(
        Made("before", scripts=(ours,)), data=[data_block("r1", '"</script><script>window.bad = 1</script>"')]
    )
    file.write_text("".join(made), encoding="utf-8")
    page.goto(file.as_uri())
    assert page.title() == "</script><script>window.bad = 1</script>"
    assert page.evaluate("window.bad") is None
