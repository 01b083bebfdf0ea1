"""Concepts of terminologies as one line: `HPO:HP:0000967 Petechiae`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from caseline.export.sheet import Node, Scalar, plain
from caseline.schema.base import Code

# All that could end a line or a field somewhere.
_UNSAFE = re.compile(r"[%\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNSAFE_ID = re.compile(r"[%\s\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNSAFE_SYSTEM = re.compile(r"[%:\s\x00-\x1f\x7f-\x9f\u2028\u2029]")


_SAID: Final = ("system", "code", "display")
_COME_BY: Final = ("match", "score")
_PATH = re.compile(r"codes\.(\d+)\.(\w+)")


def _escaped(text: str, unsafe: re.Pattern[str]) -> str:
    def percent(found: re.Match[str]) -> str:
        return "".join(f"%{byte:02X}" for byte in found[0].encode())

    return unsafe.sub(percent, text)


def code_fields(code: Code) -> tuple[str, str | None]:
    """Returns `system:code` and the preferred name; what would break a line is percent-encoded."""
    reference = f"{_escaped(code.system, _UNSAFE_SYSTEM)}:{_escaped(code.code, _UNSAFE_ID)}"
    return reference, None if code.display is None else _escaped(code.display, _UNSAFE)


def code_of(reference: str, display: str | None) -> Code | None:
    """Returns the concept of what `code_fields` made; None for what is none."""
    system, colon, code = reference.partition(":")
    if not colon:
        return None
    return Code(
        system=unquote(system), code=unquote(code), display=None if display is None else unquote(display)
    )


def code_line(code: Code) -> str:
    """Returns a concept as one line."""
    reference, display = code_fields(code)
    return reference if display is None else f"{reference} {display}"


def code_of_line(line: str) -> Code | None:
    """Returns the concept of a line; None for what is none."""
    reference, space, display = line.partition(" ")
    return code_of(reference, display if space else None)


def come_by_again(known: Iterable[Code], codes: Iterable[Code]) -> tuple[Code, ...]:
    """Returns codes that people had before them, each as it was known if nobody changed it.

    How a code was come by is no longer true of one that somebody wrote, so that has neither match nor score.
    """
    left = list(known)
    made: list[Code] = []
    for code in codes:
        same = next((one for one in left if plain(one) == plain(code)), None)
        if same is None:
            made.append(plain(code))
        else:
            left.remove(same)
            made.append(same)
    return tuple(made)


def without_match(node: Node) -> Node:
    """Returns a node without how its codes were come by, which no tool is told."""
    return replace(node, values={path: one for path, one in node.values.items() if not _is_come_by(path)})


def with_match(node: Node, known: Node) -> Node:
    """Returns a node whose codes, where they are those of the known node, were come by as they were."""
    left = list(_codes(known).values())
    values = dict(without_match(node).values)
    for place, code in _codes(node).items():
        same = next((one for one in left if _said(one) == _said(code)), None)
        if same is not None:
            left.remove(same)
            values |= {f"codes.{place}.{name}": same[name] for name in _COME_BY if name in same}
    return replace(node, values=values)


def _is_come_by(path: str) -> bool:
    found = _PATH.fullmatch(path)
    return found is not None and found[2] in _COME_BY


def _codes(node: Node) -> dict[str, dict[str, Scalar]]:
    """Returns what a node says of each of its codes, by their numbers."""
    made: dict[str, dict[str, Scalar]] = {}
    for path, value in node.values.items():
        found = _PATH.fullmatch(path)
        if found:
            made.setdefault(found[1], {})[found[2]] = value
    return made


def _said(code: Mapping[str, Scalar]) -> tuple[Scalar | None, ...]:
    return tuple(code.get(name) for name in _SAID)
