"""What made a record: worked out once for a pipeline, and again when the pipeline changes."""

from __future__ import annotations

import gc
import weakref

from caseline.pipeline import provenance
from tests.marked import blank


def test_it_is_worked_out_once() -> None:
    nlp = blank()
    assert provenance(nlp) is provenance(nlp)


def test_it_follows_the_components() -> None:
    nlp = blank()
    first = provenance(nlp)
    nlp.add_pipe("caseline_populations")
    second = provenance(nlp)
    assert second.config != first.config
    with nlp.select_pipes(disable="caseline_populations"):
        assert provenance(nlp).config not in {first.config, second.config}
    assert provenance(nlp) == second
    nlp.remove_pipe("caseline_populations")
    assert provenance(nlp) == first


def test_it_keeps_no_pipeline_alive() -> None:
    nlp = blank()
    provenance(nlp)
    kept = weakref.ref(nlp)
    del nlp
    gc.collect()
    assert kept() is None
