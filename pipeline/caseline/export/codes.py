"""Concepts of terminologies as one line: `HPO:HP:0000967 Petechiae`."""

from __future__ import annotations

import re
from urllib.parse import unquote

from caseline.schema.base import Code

# All that could end a line or a field somewhere.
_UNSAFE = re.compile(r"[%\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNSAFE_ID = re.compile(r"[%\s\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNSAFE_SYSTEM = re.compile(r"[%:\s\x00-\x1f\x7f-\x9f\u2028\u2029]")


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
