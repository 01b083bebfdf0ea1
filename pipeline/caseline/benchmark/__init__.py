"""How well and how fast a pipeline is: scores on corpora, speed, start-up and memory, with the noise of each."""

from __future__ import annotations
