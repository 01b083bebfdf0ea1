"""Keeping a process on one core, so that speeds are per core and comparable."""

from __future__ import annotations

import os

# Read by the numeric libraries when they are imported, so set before a process starts.
ONE_THREAD = dict.fromkeys(
    (
        "BLIS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "NUMEXPR_NUM_THREADS",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
    ),
    "1",
)


def pin() -> str:
    """Keeps this process on the last core it may use, where the system can; says what was done."""
    threads = "threads of numeric libraries set to one"
    if not hasattr(os, "sched_setaffinity"):
        return f"not pinned, this system has no affinity; {threads}"
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return f"pinned to processor {core}; {threads}"
