"""The settings of an export."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseline.errors import ConfigError
from caseline.export.e2b.settings import SAMPLE, Sender, read_settings
from tests.unit.export.e2b.samples import ROOT


def test_the_sample_can_be_read() -> None:
    settings = read_settings(SAMPLE)
    assert settings.sender.country == "DE"
    assert settings.report.meddra is None


def test_the_documents_show_the_same_sample() -> None:
    assert (ROOT / "docs" / "e2b-settings.toml").read_bytes() == SAMPLE.read_bytes()


def test_the_sample_shows_every_key(tmp_path: Path) -> None:
    path = tmp_path / "all.toml"
    lines = SAMPLE.read_text("utf-8").splitlines()
    path.write_text("\n".join(line.removeprefix("# ") if " = " in line else line for line in lines), "utf-8")
    settings = read_settings(path)
    tables = (settings.message, settings.sender, settings.report, settings.reporter)
    missing = [name for table in tables for name, value in table if value is None]
    assert missing == []
    assert set(Sender.model_fields) == set(settings.sender.model_fields_set)


@pytest.mark.parametrize("created", ["9999-12-31T23:00:00-14:00", "9999-12-31T23:00:00+14:00"])
def test_the_last_of_times(tmp_path: Path, created: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(SAMPLE.read_text("utf-8").replace("2026-01-31T12:00:00+00:00", created), "utf-8")
    assert read_settings(path).message.created.year == 9999


@pytest.mark.parametrize("received", ["2026-01-31", "2026-02-01"])
def test_it_may_be_tomorrow_elsewhere(tmp_path: Path, received: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(SAMPLE.read_text("utf-8").replace("2026-01-30", received), "utf-8")
    assert read_settings(path).report.received.isoformat() == received


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param('sender = "EXAMPLESENDER"', "", "message.sender: is missing", id="missing"),
        pytest.param("[report]", "[report]\ncolour = 1", "report.colour: is no key", id="unknown-key"),
        pytest.param("[message]", "[other]\n[message]", "other: is no key", id="unknown-table"),
        pytest.param('country = "DE"', 'country = "Germany"', "sender.country", id="country"),
        pytest.param("T12:00:00+00:00", "T12:00:00", "message.created", id="no-offset"),
        pytest.param('type = "spontaneous"', 'type = "study"', "report.type", id="report-type"),
        pytest.param('"Example Drug Safety"', f'"{"x" * 101}"', "sender.organisation", id="too-long"),
        pytest.param('"Example Drug Safety"', '" "', "sender.organisation", id="blank"),
        pytest.param('short_name = "EXAMPLE"', 'short_name = "A-B"', "sender.short_name", id="short-name"),
        pytest.param("expedited = false", "expedited = 3", "report.expedited", id="no-boolean"),
        pytest.param("[message]", "[message", "is not TOML", id="no-toml"),
        pytest.param("# latest = 2026-01-31", "latest = 2026-01-29", "report: latest is before", id="latest"),
        pytest.param("2026-01-30", "2026-02-02", ": message.created is before", id="received-in-the-future"),
        pytest.param(
            "# latest = 2026-01-31",
            "latest = 2026-02-02",
            ": message.created is before",
            id="latest-in-the-future",
        ),
    ],
)
def test_wrong_settings_are_told(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "settings.toml"
    text = SAMPLE.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ConfigError, match=words) as raised:
        read_settings(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_none_are_told_with_a_sample() -> None:
    with pytest.raises(ConfigError, match="--settings FILE") as raised:
        read_settings(None)
    assert str(SAMPLE) in str(raised.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_settings(tmp_path / "none.toml")
    bad = tmp_path / "bad.toml"
    bad.write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="UTF-8"):
        read_settings(bad)
