"""The README's Python runs as it stands, and says what it prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_python_blocks_run() -> None:
    assert BLOCKS
    for block in BLOCKS:
        run = subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        assert run.stdout.startswith("female urticaria PT2H\n"), run.stdout[:200]
