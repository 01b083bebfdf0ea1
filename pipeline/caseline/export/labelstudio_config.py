"""The labelling interface of Label Studio for our tasks.

Source: https://labelstud.io/tags/
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from caseline.export.regions import PART
from caseline.export.sheet import FLAGS, Kind, Sheet
from caseline.export.visible import CHOICES, LINK_ARCS, TYPES, arcs_of, doses_of
from caseline.schema.mention import Exclusion, Label

_COLOURS: Final = ("#1f77b4", "#d62728", "#9467bd", "#8c564b", "#2ca02c", "#e377c2", "#17becf", "#bcbd22")
# Names of controls; they are what results name in `from_name`.
TEXT, LABELS, ITEMS, CONTEXT, EXCLUDED, CODES = "text", "label", "item", "context", "excluded", "codes"


def labeling_config(sheets: Sequence[Sheet] = ()) -> str:
    """Returns the interface for sheets as XML, to be pasted into the settings of a project."""
    doses = doses_of(node for sheet in sheets for node in sheet.nodes)
    to_marks = (arc for kind in Kind for arc in arcs_of(kind, doses=doses))
    arcs = dict.fromkeys((PART, *to_marks, *LINK_ARCS.values()))
    lines = [
        "<View>",
        "  <Style>.htx-text { white-space: pre-wrap; }</Style>",
        f'  <Labels name="{LABELS}" toName="{TEXT}">',
        *(
            f"    <Label value={quoteattr(label)} background={quoteattr(_COLOURS[place % len(_COLOURS)])}/>"
            for place, label in enumerate(Label)
        ),
        "  </Labels>",
        f'  <Labels name="{ITEMS}" toName="{TEXT}">',
        *(f'    <Label value={quoteattr(name)} background="#7f7f7f"/>' for name in TYPES.values()),
        "  </Labels>",
        "  <Relations>",
        *(f"    <Relation value={quoteattr(arc)}/>" for arc in arcs),
        "  </Relations>",
        f'  <Text name="{TEXT}" value="$text" granularity="symbol"/>',
        *_choices(CONTEXT, FLAGS, "multiple"),
        *_choices(EXCLUDED, tuple(Exclusion), "single-radio"),
        f'  <TextArea name="{CODES}" toName="{TEXT}" perRegion="true" editable="true" maxSubmissions="20"',
        '    placeholder="Codes: HPO:HP:0000967 Petechiae"/>',
    ]
    for choice in CHOICES:
        lines += _choices(choice.name, tuple(choice.values), "single-radio", TYPES[choice.kind])
    return "\n".join([*lines, "</View>", ""])


def _choices(name: str, values: tuple[str, ...], how: str, label: str | None = None) -> list[str]:
    when = f' whenTagName="{ITEMS}" whenLabelValue={quoteattr(label)}' if label else ""
    how = f'choice="{how}" perRegion="true" showInline="true"{when}'
    return [
        f'  <Choices name="{name}" toName="{TEXT}" {how}>',
        *(f"    <Choice value={quoteattr(value)}/>" for value in values),
        "  </Choices>",
    ]
