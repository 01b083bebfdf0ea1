"""The configuration of a brat collection, so that a server shows an export at once.

Source: https://brat.nlplab.org/configuration.html
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from caseline.export.sheet import FLAGS, Kind, Sheet
from caseline.export.structure import LINKS
from caseline.export.visible import CHOICES, DOSE_ARCS, LINK_ARCS, LINK_KINDS, TYPES, arcs_of, doses_of
from caseline.schema.mention import Exclusion, Label

CONFIGS: Final = ("annotation.conf", "visual.conf")
# Cases and items that curators add need an id of the list, too.
_SPARE_CASES = 5
_COLOURS: Final = {
    Label.DRUG: "#9ecae1",
    Label.DOSE: "#c6dbef",
    Label.ROUTE: "#c6dbef",
    Label.FREQUENCY: "#c6dbef",
    Label.DOSE_ORDINAL: "#c6dbef",
    Label.EVENT: "#fcae91",
    Label.SEVERITY: "#fee0d2",
    Label.BODY_SITE: "#fee0d2",
    Label.FINDING: "#fee0d2",
    Label.SERIOUSNESS: "#fee0d2",
    Label.DISORDER: "#d4b9da",
    Label.THERAPY: "#a1d99b",
    Label.TIME: "#fee391",
    Label.DURATION: "#fee391",
    Label.OUTCOME: "#c7e9c0",
    Label.CAUSALITY: "#dadaeb",
}
_OTHER = "#e0e0e0"
_ITEM = "#ffffff"


def annotation_conf(sheets: Sequence[Sheet]) -> str:
    """Returns `annotation.conf`: types, arcs, attributes, and the ids that occur in the sheets."""
    doses = doses_of(node for sheet in sheets for node in sheet.nodes)
    lines = ["[entities]", *Label, "", "[relations]"]
    # Mentions nest and cross, and items stand on mentions.
    lines += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]"]
    lines += [f"{TYPES[kind]}\t{', '.join(_roles(kind, doses))}" for kind in Kind]
    lines += ["", "[attributes]", *(f"{flag.capitalize()}\tArg:<ENTITY>" for flag in FLAGS)]
    lines.append(f"Excluded\tArg:<ENTITY>, Value:{'|'.join(Exclusion)}")
    cases = {f"c{number}" for number in range(1, _SPARE_CASES + 1)}
    cases |= {str(node.case) for sheet in sheets for node in sheet.nodes}
    items = {str(node.id) for sheet in sheets for node in sheet.nodes if node.kind is not Kind.CASE}
    lines.append(f"CaseId\tArg:<EVENT>, Value:{'|'.join(_ordered(cases))}")
    if items:
        kinds = "|".join(TYPES[kind] for kind in Kind if kind is not Kind.CASE)
        lines.append(f"ItemId\tArg:{kinds}, Value:{'|'.join(_ordered(items))}")
    lines += [
        f"{choice.name}\tArg:{TYPES[choice.kind]}, Value:{'|'.join(choice.values)}" for choice in CHOICES
    ]
    return "\n".join(lines) + "\n"


def _roles(kind: Kind, doses: int) -> list[str]:
    marks = [f"{arc}*:<ENTITY>" for arc in arcs_of(kind, doses=doses)]
    links = [
        f"{arc}{'?' if name == 'indication' else '*'}:{TYPES[LINKS[name]]}"
        for name, arc in LINK_ARCS.items()
        if LINK_KINDS[name] is kind
    ]
    return marks + links


def _ordered(ids: Collection[str]) -> list[str]:
    return sorted(ids, key=lambda one: (one[:1], len(one), one))


def visual_conf() -> str:
    """Returns `visual.conf`: names and colours."""
    lines = ["[labels]"]
    lines += [f"{label} | {label.replace('_', ' ').capitalize()}" for label in Label]
    lines += [
        f"{name} | {kind.capitalize()} of the case | {kind.capitalize()}"
        for kind, name in TYPES.items()
        if kind is not Kind.CASE
    ]
    lines += [f"{arc} | Dose" for arc in DOSE_ARCS[1:]]
    lines += ["", "[drawing]", "SPAN_DEFAULT\tfgColor:black, bgColor:#e0e0e0, borderColor:darken"]
    lines += ["ARC_DEFAULT\tcolor:#444444, dashArray:-, arrowHead:triangle-5"]
    lines += [f"{label}\tbgColor:{_COLOURS.get(label, _OTHER)}" for label in Label]
    lines += [f"{name}\tbgColor:{_ITEM}, borderColor:#444444" for name in TYPES.values()]
    lines += ["Negated\tbox:crossed, glyph:<NONE>, dashArray:<NONE>"]
    lines += ["Uncertain\tglyph:<NONE>, dashArray:3-3", ""]
    return "\n".join(lines)
