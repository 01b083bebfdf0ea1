"""What a benchmark says in sentences, on a terminal and on a page alike."""

from __future__ import annotations

from statistics import median

from caseline.benchmark.record import CaseTime, Memory, StartUp

CHANCE = "By chance alone, about one figure in twenty lies outside noise."


def case_time_words(found: CaseTime) -> str:
    """Returns what cases cost beside mentions."""
    mentions, cases = median(found.mentions.cpu_seconds), median(found.cases.cpu_seconds)
    return (
        f"mentions in {mentions:.2f} s, mentions and cases in {cases:.2f} s: {found.ratio:.2f} "
        f"[{found.low:.2f}–{found.high:.2f}] times, at most {found.limit} wanted"
    )


def start_up_words(found: StartUp) -> str:
    """Returns how long a fresh process takes."""
    ready, first = median(found.ready_wall), median(found.first_record_wall)
    ready_cpu, first_cpu = median(found.ready_cpu), median(found.first_record_cpu)
    return (
        f"ready in {ready:.2f} s ({ready_cpu:.2f} s on the processor), "
        f"first record after {first:.2f} s ({first_cpu:.2f} s)"
    )


def memory_words(found: Memory) -> str:
    """Returns how much memory a process takes, and whether that grows."""
    peak = "peak memory unknown on this system" if found.peak is None else f"peak memory {found.peak:,.0f} MB"
    if found.growth is None:
        return f"{peak}; growth not judged after {found.documents:,} documents"
    last = found.at[-1]
    return (
        f"{peak}; {found.growth:+.1f} MB from document {found.from_document:,} to {last:,}: "
        f"{'flat' if found.flat else 'growing'}"
    )
