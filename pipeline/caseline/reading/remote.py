"""Files on other machines, in stores such as S3, by fsspec; nothing is fetched from the web."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from types import ModuleType
from typing import BinaryIO, cast

from caseline.errors import ReadingError

_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+)(?:::[A-Za-z][A-Za-z0-9+.-]+)*://")
_LOCAL = frozenset({"file", "local"})
# Web sites, and file systems that are lists of addresses.
_WEB = frozenset("http https ftp github gist hf jupyter jlab webdav reference generic dask".split())
# What drivers raise that is no OSError, by their module; none of them is imported here.
_DRIVERS = {
    "botocore.exceptions": ("BotoCoreError", "ClientError"),
    "google.auth.exceptions": ("GoogleAuthError",),
    "gcsfs.retry": ("HttpError",),
    "azure.core.exceptions": ("AzureError",),
    "aiohttp": ("ClientError",),
    "paramiko.ssh_exception": ("SSHException",),
}


def is_remote(path: str) -> bool:
    """Tells whether a path has a scheme ("s3://"), and is not "file://"."""
    found = _SCHEME.match(path)
    return found is not None and not (found["scheme"].lower() in _LOCAL and "::" not in path)


def local_path(path: str) -> str:
    """Returns a path without "file://"."""
    found = _SCHEME.match(path)
    return path if found is None else path[found.end() :].removeprefix("localhost")


def open_remote(url: str, source: str) -> BinaryIO:
    """Opens a file for reading.

    Raises:
        ReadingError: When its address is on the web, or fsspec is not installed.
        Exception: What the driver raises; see `reading_errors`.
    """
    return cast("BinaryIO", _fsspec(url, source).open(url, "rb").open())


def list_remote(url: str, source: str) -> list[str] | None:
    """Returns the paths of all files below a folder, as seen from there, sorted; None when it is a file.

    Raises:
        ReadingError: As for `open_remote`.
        Exception: What the driver raises; see `reading_errors`.
    """
    system, path = _fsspec(url, source).core.url_to_fs(url)
    if system.info(path)["type"] != "directory":
        return None
    return sorted(name.removeprefix(path).lstrip("/") for name in system.find(path))


def address_below(url: str, path: str) -> str:
    """Returns the address of a file below a folder."""
    first, chained, rest = url.partition("::")
    return (
        f"{first.rstrip('/')}/{path}{chained}{rest}"
        if first[-3:] != "://"
        else f"{first}{path}{chained}{rest}"
    )


def parts_on_this_machine(url: str) -> list[str]:
    """Returns the paths in a chained address ("zip://a.xml::file:///b.zip") that are files of this machine."""
    parts = url.split("::")
    return [local_path(part) for part in parts if not is_remote(part) and ("/" in part or part is parts[-1])]


def reading_errors() -> tuple[type[Exception], ...]:
    """Returns what opening and reading a file may raise, also by a driver, as far as that is loaded."""
    loaded = ((sys.modules.get(module), names) for module, names in _DRIVERS.items())
    drivers = (getattr(module, name) for module, names in loaded if module for name in names)
    return (OSError, ValueError, *drivers)


def _fsspec(url: str, source: str) -> ModuleType:
    for part in url.split("::"):
        found = _SCHEME.match(part)
        scheme = (found["scheme"] if found else part).lower()
        if scheme in _WEB:
            raise ReadingError(source, "is on the web, and nothing is fetched from there; download it first")
    try:
        return import_module("fsspec")
    except ImportError as error:
        raise ReadingError(
            source, "is on another machine, which needs fsspec; install it: pip install 'caseline[ray]'"
        ) from error
