"""What can be set about the service; every default stands here and nowhere else."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from caseline.reading.limits import LARGEST_FILE

_MEGABYTE = 1_000_000
MOST_MEGABYTES = LARGEST_FILE / _MEGABYTE


class Settings(BaseModel):
    """How the service runs.

    Memory is bounded by `places`, each of which holds a body of at most `max_megabytes`, and by the workers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65_535, description="Port to listen on; 0 takes a free one.")
    config: str = Field(default="default", description="The pipeline, as for `caseline extract`.")
    workers: int = Field(
        default=1, ge=1, le=256, description="Processes that read papers, each with a model."
    )
    spare: int = Field(
        default=1,
        ge=0,
        le=256,
        description="Processes that wait with a model loaded, for when one is stopped with its paper.",
    )
    queue: int = Field(default=16, ge=0, le=10_000, description="Calls that may wait for a worker.")
    max_megabytes: float = Field(default=20.0, gt=0, le=MOST_MEGABYTES, description="Largest body in MB.")
    timeout: float = Field(
        default=120.0,
        gt=0,
        le=86_400,
        description="Seconds a body may take to arrive, and a paper to be read.",
    )
    grace: float = Field(
        default=5.0, ge=0, description="Seconds that calls have left when the service stops."
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=(), description="Names the service is called by, beside `localhost` and plain addresses."
    )

    @property
    def max_size(self) -> int:
        """The largest body in bytes."""
        return int(self.max_megabytes * _MEGABYTE)

    @property
    def places(self) -> int:
        """How many calls are served at once, those that wait among them."""
        return self.workers + self.queue
