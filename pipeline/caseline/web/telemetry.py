"""What FastAPI is told, so that it tells nobody."""

from __future__ import annotations

from typing import Any, Final

# The environment could make it send what it knows of each call to some other machine.
_TELEMETRY = ("tracing", "metrics", "logs", "operation_spans", "auto_configure")
TELL_NOBODY: Final[dict[str, Any]] = {"telemetry": dict.fromkeys(_TELEMETRY, False)}
