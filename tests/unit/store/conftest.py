"""Databases of both kinds."""

from __future__ import annotations

from tests.databases import address, postgres

__all__ = ["address", "postgres"]
