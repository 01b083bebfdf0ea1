"""A page holds all it needs, and runs nothing but what we put there."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from caseline.errors import CaselineError
from caseline.pages import Page, asset, data_block, write_page

SCRIPT, STYLE = "document.title = 'ran';", "body{margin:0}"


def whole(page: Page, *data: str) -> str:
    return "".join(write_page(page, data=data))


def test_policy_names_what_is_there_and_nothing_else() -> None:
    tree = html.fromstring(whole(Page("A page", styles=(STYLE,), scripts=(SCRIPT,))))
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    for text in (SCRIPT, STYLE):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_policy_without_scripts_allows_none() -> None:
    tree = html.fromstring(whole(Page("A page")))
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert "script-src 'none'; style-src 'none'" in policy


@given(st.text())
def test_data_comes_back_as_it_was(text: str) -> None:
    data = json.dumps({"text": text}, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    tree = html.fromstring(whole(Page("A page", body="<main></main>"), data_block("r1", data)))
    (block,) = tree.xpath("//script")
    assert json.loads(block.text) == json.loads(data)


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "]]>", "\u2028"])
def test_data_cannot_leave_its_block(text: str) -> None:
    page = whole(Page("A page"), data_block("r1", json.dumps(text, ensure_ascii=False)))
    assert text not in page
    assert len(html.fromstring(page).xpath("//script")) == 1


def test_title_is_text() -> None:
    tree = html.fromstring(whole(Page("</title><script>x</script> & \ud800")))
    assert tree.xpath("string(//title)") == "</title><script>x</script> & \ufffd"
    assert not tree.xpath("//script")


@pytest.mark.parametrize("key", ["", "R1", "1r", 'r" onload="x'])
def test_ids_are_checked(key: str) -> None:
    with pytest.raises(CaselineError, match="id of a data block"):
        data_block(key, "{}")


def test_assets_are_packaged() -> None:
    assert "--ground" in asset("caseline.pages", "assets/base.css")
