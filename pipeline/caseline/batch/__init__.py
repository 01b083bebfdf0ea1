"""Many papers to many records: the loop, and the files that records are kept in."""
