"""Records that Hypothesis makes: any text, mentions anywhere in it, nested, overlapping or in parts."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from caseline.schema.mention import Exclusion, Label
from caseline.schema.report import CaseReport

# Beside the letters: what takes two units of UTF-16, what steers a line, what HTML would read as markup.
_ODD = "😀𝔘🩺👩‍⚕️\u202e\u2066\u200f\ufeff\x07\x1b\r\n\n  <>&\"'</script>"
TEXTS = st.text(st.one_of(st.sampled_from(_ODD), st.characters(codec="utf-8")), min_size=1, max_size=80)


@st.composite
def made_records(draw: st.DrawFn) -> CaseReport:
    """Returns a record with up to eight mentions, of which a case rests on some."""
    text = draw(TEXTS)
    mentions = [_mention(draw, text, number) for number in range(1, draw(st.integers(0, 8)) + 1)]
    kept = [mention["id"] for mention in mentions if mention["excluded"] is None]
    return CaseReport.model_validate(
        {
            "document": {"id": f"sha256:{0:064}", "text": text, "sections": _sections(draw, len(text))},
            "mentions": mentions,
            "cases": [{"id": "c1", "events": [{"id": "e1", "name": "an event", "evidence": kept[::2]}]}],
            "provenance": {"caseline": "0"},
        }
    )


def _mention(draw: st.DrawFn, text: str, number: int) -> dict[str, Any]:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 25)))
    return {
        "id": f"m{number}",
        "label": draw(st.sampled_from(Label)),
        "start": start,
        "end": end,
        "text": text[start:end],
        "found_by": "ner",
        "score": draw(st.none() | st.floats(0, 1)),
        "excluded": draw(st.none() | st.sampled_from(Exclusion)),
        "parts": _parts(draw, start, end),
    }


def _parts(draw: st.DrawFn, start: int, end: int) -> list[tuple[int, int]]:
    if end - start < 3 or draw(st.booleans()):
        return []
    gap = draw(st.integers(start + 1, end - 2))
    return [(start, gap), (draw(st.integers(gap + 1, end - 1)), end)]


def _sections(draw: st.DrawFn, length: int) -> list[dict[str, Any]]:
    edges = sorted(draw(st.lists(st.integers(0, length), max_size=6)))
    stretches = zip(edges[::2], edges[1::2], strict=False)
    return [{"name": "case", "title": None, "start": start, "end": end} for start, end in stretches]
