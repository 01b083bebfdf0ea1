"""Whether what databases need is installed."""

from __future__ import annotations

from importlib.util import find_spec

from caseline.errors import CaselineError


def need(*packages: str) -> None:
    """Checks that packages of the extra `store` can be imported.

    Raises:
        CaselineError: When one cannot; says how to install it.
    """
    for package in packages:
        if find_spec(package) is None:
            msg = f"this needs {package}, which is not installed; install it with: pip install 'caseline[store]'"
            raise CaselineError(msg)
