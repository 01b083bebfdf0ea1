"""Patterns of file names: `*`, `?`, `[a-z]`, and `**` for any number of folders."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fnmatch import translate

_ANY_FOLDERS = "**"


def compile_pattern(pattern: str) -> Callable[[str], bool]:
    """Returns a test of paths; a pattern without a slash is matched against their last part only."""
    parts = [part for part in pattern.split("/") if part not in {"", "."}]
    if len(parts) == 1:
        parts.insert(0, _ANY_FOLDERS)
    tests = [None if part == _ANY_FOLDERS else re.compile(translate(part)) for part in parts]
    return lambda path: _fits(path.split("/"), tests)


def _fits(parts: Sequence[str], tests: Sequence[re.Pattern[str] | None]) -> bool:
    """Tells whether the parts of a path fit, where None is any number of them.

    Only the last None that was met may take more: whatever an earlier one could take, a later one can.
    """
    part, test = 0, 0
    last, taken = -1, 0
    while part < len(parts):
        if test < len(tests) and tests[test] is None:
            last, taken = test, part
            test += 1
        elif test < len(tests) and _matches(tests[test], parts[part]):
            part, test = part + 1, test + 1
        elif last >= 0:
            taken += 1
            part, test = taken, last + 1
        else:
            return False
    return all(one is None for one in tests[test:])


def _matches(test: re.Pattern[str] | None, part: str) -> bool:
    return test is not None and test.match(part) is not None
